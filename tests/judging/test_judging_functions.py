"""A learner's function is called on given values; nothing that only looks like one is."""

import functools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchwest import judging
from marchwest.judging import Case, Mistake, Outcome


def per_year(total, first, last):
    return total / (last - first + 1)


def exclusive(total, first, last):
    return total / (last - first)


CASES = (
    Case((15_000_000, 1993, 2008), 937_500),
    Case((12, 2001, 2001), 12, "one year only"),
    Case((10, 2001, 2003), 10 / 3),
)
MISTAKES = (Mistake(lambda t, a, b: t / (b - a) if b > a else t, "Both end years count."),)


def judged(answer, **more):
    return judging.function(answer, CASES, mistakes=MISTAKES, tolerance=0.01, **more)


@pytest.mark.parametrize(
    "answer",
    [
        per_year,
        lambda total, first, last: np.float64(total) / (last - first + 1),
        lambda *values: values[0] / (values[2] - values[1] + 1),
        lambda total, first, last, currency="USD": total / len(range(first, last + 1)),
    ],
)
def test_right_functions_differ_in_how_they_work(answer):
    assert judged(answer).outcome is Outcome.CORRECT


def test_a_known_mistake_has_its_own_message_and_its_share():
    verdict = judged(lambda total, first, last: total / max(last - first, 1))
    assert "Both end years count." in verdict.message
    assert verdict.score == pytest.approx(1 / 3)


def test_a_message_shows_the_call_the_result_and_what_was_expected():
    verdict = judged(lambda total, first, last: total)
    assert verdict.outcome is Outcome.INCORRECT
    assert "(15000000, 1993, 2008)`" in verdict.reason
    assert "it returned 15000000" in verdict.reason
    assert "expected was 937500" in verdict.reason
    assert "ZeroDivisionError" in judged(exclusive).reason or judged(exclusive).score < 1


def test_an_exception_in_one_call_is_told_and_costs_that_call():
    verdict = judging.function(exclusive, CASES[1:2])
    assert "(one year only) it ended in ZeroDivisionError" in verdict.reason

    def leaves(total, first, last):
        raise SystemExit

    assert "SystemExit" in judged(leaves).reason


class Callable:
    def __call__(self, *_):
        return 937_500


@pytest.mark.parametrize(
    "answer",
    [3, "per_year", Callable(), functools.partial(per_year), sum, per_year(1, 1, 1), [per_year]],
)
def test_what_only_behaves_like_a_function_is_not_called(answer):
    assert judged(answer).outcome is Outcome.UNREADABLE
    with pytest.raises(judging.Unreadable):
        judging.form(answer, "function", arguments=["total", "first", "last"])


def stub_of_dots(total, first, last): ...


def stub_of_pass(total, first, last):
    """Share a total among years."""


def stub_that_returns(total, first, last):
    return ...


@pytest.mark.parametrize("answer", [None, ..., stub_of_dots, stub_of_pass, stub_that_returns])
def test_a_stub_is_not_attempted(answer):
    assert judged(answer).outcome is Outcome.NOT_ATTEMPTED
    with pytest.raises(judging.NotAttempted):
        judging.form(answer, "function", arguments=["total", "first", "last"])


def returns_nothing(total, first, last):
    total = total / (last - first + 1)


def test_a_function_that_forgets_to_return_is_told_so():
    assert "returns nothing" in judged(returns_nothing).reason


def test_the_number_of_arguments_is_checked_by_the_form():
    with pytest.raises(judging.Unreadable, match="3 values: total, first, last"):
        judging.form(lambda total: total, "function", arguments=["total", "first", "last"])
    judging.form(per_year, "function", arguments=["total", "first", "last"])


def test_a_function_cannot_change_what_the_next_call_is_given():
    def spoils(years):
        years.append(2009)
        return len(years)

    cases = [Case(([2007, 2008],), 3), Case(([2007, 2008],), 3)]
    assert judging.function(spoils, cases).outcome is Outcome.CORRECT
    assert cases[0].arguments == ([2007, 2008],)


@pytest.mark.parametrize(
    ("expected", "result", "right"),
    [
        (True, True, True),
        (True, np.True_, True),
        (True, 1, False),
        (1, True, False),
        (None, None, True),
        (None, 0, False),
        ("at least", " At least. ", True),
        ([1, None], [1.0, None], True),
        ([1, 2], pd.Series([1, 2]), True),
        ([1, 2], [2, 1], False),
        (2, "2", True),
        (2, float("nan"), False),
    ],
)
def test_results_are_compared_by_value(expected, result, right):
    verdict = judging.function(lambda _: result, [Case((0,), expected), Case((1,), expected)])
    assert (verdict.outcome is Outcome.CORRECT) is right


class Agrees:
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __hash__ = None


@given(st.one_of(st.integers(), st.floats(), st.text(), st.none(), st.just(Agrees())))
def test_any_result_gives_a_verdict(result):
    verdict = judged(lambda total, first, last: result)
    assert verdict.outcome is not Outcome.CORRECT


def test_a_case_without_calls_is_the_authors_mistake():
    with pytest.raises(judging.ExpectationError):
        judging.function(per_year, [])


def test_an_order_is_checked_by_its_form():
    stages = {"offer": "an offer", "pledge": "a pledge"}
    judging.form(["offer", "a pledge"], "order", options=stages)
    with pytest.raises(judging.Unreadable):
        judging.form(["offer", "gift"], "order", options=stages)
    right = judging.order(["offer", "pledge"], ["offer", "pledge"], stages)
    assert right.outcome is Outcome.CORRECT


def test_an_order_says_what_it_goes_by():
    stages = {"offer": "an offer", "pledge": "a pledge", "gift": "a gift that came"}
    right = ["offer", "pledge", "gift"]
    for by in ("dates", "stages"):
        verdict = judging.order(["pledge", "offer", "gift"], right, stages, by=by)
        assert verdict.outcome is Outcome.INCORRECT
        assert by in verdict.reason
        assert "a pledge; an offer" in verdict.reason
    told = judging.order(["pledge", "offer", "gift"], right, stages).reason
    assert told == judging.order(["pledge", "offer", "gift"], right, stages, by="dates").reason
