"""Whatever the answer is, a check gives a verdict, and objects that lie earn nothing."""

import datetime as dt
import decimal
from collections.abc import Callable
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from over import over

from marchwest import judging

EXPECTED = pd.DataFrame({"year": [2002, 2003], "exercises": [1, 2]})
CHECKS: dict[str, Callable[[Any], judging.Verdict]] = {
    "number": lambda answer: judging.number(answer, 20, unit="exercises", tolerance=1),
    "number of a claim": lambda answer: judging.number(
        answer,
        judging.fact("exercise_patterns", "exercise-count-china-sco", "peyrouse-2010", "number"),
    ),
    "choice": lambda answer: judging.choice(answer, "a", {"a": "yes", "b": "no"}),
    "members": lambda answer: judging.members(answer, ["CHN", "RUS"], kind="country"),
    "mapping": lambda answer: judging.mapping(answer, {"a": 1, "b": 2}, kind="number"),
    "date": lambda answer: judging.date(answer, "2003-08"),
    "name": lambda answer: judging.name(answer, "KGZ"),
    "table": lambda answer: judging.table(answer, EXPECTED, key=["year"]),
    "chart": lambda answer: judging.chart(
        answer, data=EXPECTED, mark="bar", encodings={"x": "year", "y": "exercises"}
    ),
    "citation": lambda answer: judging.citation(
        answer, ["china-kyrgyzstan-2002@peyrouse-2010"], figure=2002
    ),
}
KINDS = ["number", "whole number", "text", "choice", "set", "mapping", "table", "chart"]
KINDS += ["date", "country", "claims"]


def agreeable(base: type) -> Any:
    """Return an object that says yes to every question, and claims to be of the base type."""
    names = ["__eq__", "__le__", "__ge__", "__lt__", "__gt__", "__contains__", "__bool__"]
    same = ["__sub__", "__rsub__", "__abs__", "__add__", "__mul__", "__round__", "__float__"]
    body: dict[str, Any] = dict.fromkeys(names, lambda *args: True)
    body |= dict.fromkeys(same, lambda *args: 0.0)
    body |= {"__len__": lambda self: 1, "__hash__": lambda self: 1, "__class__": base}
    body |= {"__iter__": lambda self: iter(["CHN", "RUS"]), "__str__": lambda self: "20"}
    body |= {"keys": lambda self: ["a", "b"], "__getitem__": lambda self, key: 1}
    body |= {"to_dict": lambda self: {"mark": "bar"}, "item": lambda self: 20}
    try:
        return type("Agreeable", (base,), body)()
    except TypeError:
        return type("Agreeable", (), body)()


def explosive() -> Any:
    """Return an object on which every operation raises."""

    def boom(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("boom")

    names = ["__eq__", "__hash__", "__len__", "__repr__", "__str__", "__iter__", "__bool__"]
    names += ["__float__", "__getattr__", "__contains__", "__array__", "__instancecheck__"]
    return type("Explosive", (), dict.fromkeys(names, boom))()


class ShoutingError(Exception):
    """Raised by an answer to end the check."""


class Quitting:
    def __eq__(self, other: object) -> bool:
        raise SystemExit

    __hash__ = None  # type: ignore[assignment]


BASES = [object, int, float, str, list, tuple, set, dict, dt.date, pd.DataFrame, pd.Series]
HOSTILE = [agreeable(base) for base in BASES]
HOSTILE += [explosive(), Quitting(), [agreeable(int)], {"a": agreeable(float), "b": Quitting()}]
HOSTILE += [pd.Series([agreeable(object)]), pd.DataFrame({"year": [agreeable(object)] * 2})]
HOSTILE += [ShoutingError("x"), ShoutingError, type, len, iter([1]), (n for n in [1])]


@over({f"{n}-{name}": (CHECKS[name], n) for n in range(len(HOSTILE)) for name in CHECKS})
def test_an_object_that_lies_earns_nothing(
    check: Callable[[Any], judging.Verdict], position: int
) -> None:
    verdict = check(HOSTILE[position])
    assert verdict.score == 0.0
    assert verdict.outcome is not judging.Outcome.CORRECT


@over({f"{n}-{kind}": (kind, n) for n in range(len(HOSTILE)) for kind in KINDS})
def test_a_check_of_form_refuses_an_object_that_lies(kind: str, position: int) -> None:
    if kind == "set" and type(HOSTILE[position]) is pd.Series:
        return  # a Series of objects is a collection, but its parts are refused
    with pytest.raises(judging.WrongAnswer):
        judging.form(HOSTILE[position], kind, options=["a"], keys=["a"], columns=["exercises"])


def endless() -> list[Any]:
    loop: list[Any] = []
    loop.append(loop)
    return loop


def deep() -> Any:
    value: Any = 1
    for _ in range(5000):
        value = [value]
    return value


LARGE = [endless(), deep(), 10**5000, "9" * 100_000, list(range(300_000)), np.zeros((10, 10))]
LARGE += [float("inf"), decimal.Decimal("sNaN"), complex(1, 2), b"20", range(3), np.longdouble(2)]
LARGE += [
    pd.NA,
    pd.NaT,
    np.datetime64("NaT"),
    alt.Chart(),
    alt.X("a"),
    pd.Categorical(["a"]),
]


@over({f"{n}-{name}": (CHECKS[name], n) for n in range(len(LARGE)) for name in CHECKS})
def test_odd_and_endless_values_get_a_verdict(
    check: Callable[[Any], judging.Verdict], position: int
) -> None:
    verdict = check(LARGE[position])
    assert verdict.score < 1.0
    assert len(verdict.message) < 2_000


atoms = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.decimals()
    | st.fractions()
    | st.complex_numbers()
    | st.just(...)
    | st.sampled_from(["CHN", "20", "2003-08", "a", "year", "more than 20", "China"])
    | st.integers(-100, 100).map(np.int64)
    | st.floats(width=32).map(np.float32)
)
keys = (
    st.text(max_size=5) | st.integers() | st.sampled_from(["a", "b", "year", "exercises", "mark"])
)
anything = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=4)
        | st.lists(inner, max_size=4).map(lambda values: pd.Series(values, dtype=object))
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answer=anything)
def test_any_value_gets_a_verdict_with_a_score_in_range(
    check: Callable[[Any], judging.Verdict], answer: Any
) -> None:
    verdict = check(answer)
    assert type(verdict.score) is float
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.message.startswith(verdict.heading)


@settings(max_examples=200, deadline=None)
@given(value=st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_is_right_however_it_is_carried(value: float) -> None:
    carriers = [value, np.float64(value), pd.Series([value]).iloc[0], decimal.Decimal(value)]
    for answer in carriers:
        assert judging.number(answer, value).outcome is judging.Outcome.CORRECT


@settings(max_examples=100, deadline=None)
@given(score=st.floats(), points=st.sampled_from([1, 2, 3, 4, 2.5]))
def test_points_are_never_outside_the_task(score: float, points: float) -> None:
    try:
        verdict = judging.Verdict(judging.Outcome.INCORRECT, score, "x")
    except judging.ExpectationError:
        assert not 0 <= score < 1
        return
    try:
        earned = judging.grade(verdict, points, partial=True)
    except judging.WrongAnswer:
        return
    assert 0 < float(repr(earned)) < points
