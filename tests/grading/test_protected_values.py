"""Values cross between processes as plain data; forged data harms nothing."""

import datetime as dt
import decimal
import fractions
import inspect
import json
import math
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.grading.protected.values import Absent, Opaque, encode, holds_opaque, restore
from marchwest.judging.functions import is_stub

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False)
    | st.text()
    | st.just(...)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=20)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.complex_numbers(allow_nan=False)
)
HASHABLE = st.integers() | st.text() | st.booleans() | st.dates()
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(HASHABLE, inner, max_size=4)
        | st.sets(HASHABLE, max_size=4)
        | st.frozensets(HASHABLE, max_size=4)
    ),
    max_leaves=12,
)


def carried(value: object) -> Any:
    return restore(json.loads(json.dumps(encode(value, []))))


def alike(left: Any, right: Any) -> bool:
    if type(left) is not type(right):
        return False
    if type(left) in (list, tuple):
        return len(left) == len(right) and all(map(alike, left, right))
    if type(left) is dict:
        return list(left) == list(right) and all(alike(left[key], right[key]) for key in left)
    return bool(left == right)


@given(VALUES)
def test_a_plain_value_arrives_as_it_was(value: object) -> None:
    assert alike(carried(value), value)


@pytest.mark.parametrize(
    "value",
    [
        dt.time(3, 4),
        dt.timedelta(days=2),
        decimal.Decimal("1.10"),
        fractions.Fraction(1, 3),
        range(1, 9, 2),
        dt.datetime(2013, 2, 27, tzinfo=dt.UTC),
        np.float64(0.5),
        np.int16(-3),
        np.bool_(True),
        np.str_("Tian Shan"),
        pd.Timestamp("2003-08-06 10:00", tz="Asia/Bishkek"),
        pd.Timedelta(hours=3),
        pd.Period("2003-08", "M"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_of_the_libraries_arrives_as_it_was(value: Any) -> None:
    found = carried(value)
    assert type(found) is type(value)
    assert found == value


def test_what_is_missing_or_no_number_arrives_so() -> None:
    assert math.isnan(carried(math.nan))
    assert carried(-math.inf) == -math.inf
    assert carried(pd.NA) is pd.NA
    assert carried(pd.NaT) is pd.NaT
    assert type(restore(encode(Absent(), []))) is Absent


FRAMES = [
    pd.DataFrame({"year": [2002, 2003], "name": ["a", None], "share": [0.5, np.nan]}),
    pd.DataFrame({"a": pd.array([1, None], dtype="Int64"), "b": pd.array(["x", None], "string")}),
    pd.DataFrame(
        {"when": pd.to_datetime(["2003-08-06", None]), "kind": pd.Categorical(["x", "y"])}
    ),
    pd.DataFrame({"mixed": [1, "two"], "set": [{1, 2}, [3]], "flag": [True, False]}),
    pd.DataFrame([[1, 2], [3, 4]], columns=["twice", "twice"]),
    pd.DataFrame({"n": [1, 2, 3]}, index=pd.Index(["p", "q", "r"], name="who")),
    pd.DataFrame({"n": [1, 2, 3, 4]})
    .groupby([[1, 1, 2, 2], ["a", "b", "a", "b"]])
    .agg({"n": ["sum"]}),
    pd.DataFrame(columns=["nothing"]),
    pd.DataFrame(),
]


@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
def test_a_table_arrives_with_types_columns_and_index(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(carried(frame), frame)


@pytest.mark.parametrize(
    "series",
    [
        pd.Series([1, 2], name="n"),
        pd.Series({"a": 1.5, "b": None}),
        pd.Series(
            ["x", "y"], index=pd.MultiIndex.from_tuples([(1, "a"), (2, "b")], names=["n", None])
        ),
        pd.Series(["x"], dtype="category"),
    ],
    ids=range(4),
)
def test_a_series_and_its_index_arrive(series: "pd.Series[Any]") -> None:
    pd.testing.assert_series_equal(carried(series), series)
    pd.testing.assert_index_equal(carried(series.index), series.index)


def test_an_array_arrives_with_type_and_shape() -> None:
    for array in (np.arange(6).reshape(2, 3), np.array(["a", "bc"]), np.array([], dtype=float)):
        found = carried(array)
        assert found.dtype == array.dtype
        np.testing.assert_array_equal(found, array)


def chart() -> alt.Chart:
    data = pd.DataFrame({"year": [2002, 2003], "n": [1, 2]})
    return alt.Chart(data, title="Exercises by year").mark_bar().encode(x="year:O", y="n:Q")


@pytest.mark.parametrize(
    "drawn", [chart(), chart() + chart(), chart() | chart(), chart().facet("year:O")], ids=range(4)
)
def test_a_chart_arrives_with_its_specification(drawn: Any) -> None:
    found = carried(drawn)
    assert type(found) is type(drawn)
    assert found.to_dict() == drawn.to_dict()


def test_a_chart_that_cannot_be_drawn_arrives_as_one() -> None:
    found = carried(alt.Chart(pd.DataFrame({"a": [1]})))
    assert type(found) is alt.Chart
    with pytest.raises(alt.utils.schemapi.SchemaValidationError):
        found.to_dict()


class _Always(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


class _Holds(dict[str, int]):
    def __contains__(self, key: object) -> bool:
        return True


class _Frame(pd.DataFrame):
    pass


@pytest.mark.parametrize(
    "liar",
    [_Always(1), _Holds(), _Frame({"a": [1]}), _Always, type, object(), inspect, print, iter([1])],
    ids=lambda value: type(value).__name__,
)
def test_what_may_lie_is_not_carried_and_told_by_its_type(liar: object) -> None:
    data = encode(liar, [])
    assert holds_opaque(data) == type(liar).__name__
    found = restore(json.loads(json.dumps(data)))
    assert isinstance(found, Opaque)
    assert type(found).__name__ == type(liar).__name__
    assert found != 1


@pytest.mark.parametrize(
    "value",
    [
        [_Always(1)],
        {"a": object()},
        "x" * 2_000_000,
        10**5000,
        list(range(300_000)),
        pd.DataFrame({"a": [object()]}),
    ],
    ids=["in a list", "in a dict", "long text", "digits", "many", "in a table"],
)
def test_a_part_that_cannot_be_carried_makes_the_whole_so(value: object) -> None:
    assert holds_opaque(encode(value, []))


def test_endless_nesting_ends() -> None:
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    assert holds_opaque(encode(cyclic, [])) == "list"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=10,
)
TAGS = ["function", "Series", "DataFrame", "array", "scalar", "chart", "dict", "Index", "extension"]
TAGS += [
    "opaque",
    "float",
    "range",
    "bytes",
    "datetime",
    "Timestamp",
    "Period",
    "tuple",
    "nonsense",
]


@settings(max_examples=400)
@given(st.sampled_from(TAGS), st.dictionaries(st.sampled_from("vdscinpotkr"), JSON), JSON)
def test_forged_data_never_raises(tag: str, fields: dict[str, Any], whole: Any) -> None:
    restore({**fields, "t": tag}, lambda number, args, kwargs: None)
    restore(whole)
    restore([{**fields, "t": tag}])


def test_a_function_is_called_by_value_on_the_other_side() -> None:
    def growth(first: float, last: float, years: int = 1, *more: int, plain: bool = False) -> Any:
        return [first, last, years, more, plain]

    functions: list[Any] = []
    data = json.loads(json.dumps(encode(growth, functions)))
    stand_in = restore(data, lambda number, args, kwargs: functions[number](*args, **kwargs))
    assert (
        str(inspect.signature(stand_in)).replace("=<object", "").startswith("(first, last, years")
    )
    assert stand_in(1, 2) == growth(1, 2)
    assert stand_in(1, 2, 3, 4, plain=True) == growth(1, 2, 3, 4, plain=True)
    assert stand_in(last=5, first=6) == growth(6, 5)
    assert stand_in.__code__.co_name == "growth"
    assert not is_stub(stand_in)


def test_an_empty_function_is_still_known_as_one() -> None:
    def per_year(total: float, first: int, last: int) -> Any:
        """Return the mean."""

    stand_in = restore(encode(per_year, []), lambda *_: None)
    assert is_stub(stand_in)


@pytest.mark.parametrize(
    "forged",
    [
        {"id": 0, "n": "f(): pass\nimport os\ndef f", "p": []},
        {"id": 0, "n": "f", "p": [["a=__import__('os')", "POSITIONAL_OR_KEYWORD", False]]},
        {"id": 0, "n": "f", "p": [["a", "STRANGE", False]]},
        {"id": "0", "n": "f", "p": []},
        {"id": 0, "n": "class", "p": []},
        {"id": 0, "n": "_hand_over", "p": []},
    ],
    ids=range(6),
)
def test_a_forged_function_is_no_code(forged: dict[str, Any]) -> None:
    data = {"t": "function", "v": {"t": "function", **forged}}
    assert isinstance(restore(data, lambda *_: None), Opaque)
