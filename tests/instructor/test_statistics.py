"""Item statistics against values worked by hand, and what must hold for every class."""

import doctest
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from marchwest.instructor import answers, files, statistics
from marchwest.instructor.statistics import (
    bootstrap_interval,
    complete_part,
    correlation_interval,
    cronbach_alpha,
    difficulty,
    is_right_or_wrong,
    item_rest_correlations,
    kr20,
)

NAN = math.nan

# Ten students, ten questions, right or wrong: K. Wuensch's example for KR-20 (East Carolina
# University), who gives p of each question and the variance 5.84 of the totals.
ROWS = (
    *("1111110110", "1011011101", "1111011001", "0010001000", "0000010010"),
    *("1110111111", "1101110111", "1111111101", "0101111101", "1101101110"),
)
QUIZ = np.array([[int(letter) for letter in row] for row in ROWS])
P = [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]

# Points in quarters, as the judge gives them: exact in floating point.
quarters = st.integers(0, 16).map(lambda number: number / 4)
classes = arrays(np.float64, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=9), elements=quarters)  # fmt: skip


def same(one, other):
    np.testing.assert_allclose(one, other, atol=1e-9, equal_nan=True)


def test_the_examples_in_the_docstrings_are_true():
    for module in (statistics, files, answers):
        assert doctest.testmod(module).failed == 0


# --- worked by hand ------------------------------------------------------------------------------


def test_difficulty_of_a_published_quiz():
    assert [difficulty(QUIZ[:, column], 1) for column in range(10)] == pytest.approx(P)
    assert QUIZ.sum(axis=1).var() == pytest.approx(5.84)


def test_kr20_of_a_published_quiz():
    # pq of the ten questions: .21 .21 .24 .21 .24 .16 .21 .21 .25 .24, together 2.18.
    assert kr20(QUIZ) == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))


def test_alpha_by_hand():
    # Items 4 3 5 2, 5 4 5 3, 4 3 5 2: variances 5/3, 11/12, 5/3; totals 13 10 15 7: 12.25.
    table = np.array([[4, 5, 4], [3, 4, 3], [5, 5, 5], [2, 3, 2]])
    assert cronbach_alpha(table) == pytest.approx(3 / 2 * (1 - 4.25 / 12.25))
    # Variances 2/3 and 2/9, totals 0 2 3 with 14/9: 2 (1 - 8/14).
    assert cronbach_alpha([[0, 0], [1, 1], [2, 1]]) == pytest.approx(6 / 7)


def test_alpha_may_be_negative_and_is_one_for_twins():
    # Totals 2 2 1: variance 2/9; items 2/3 and 8/9 -> 2 (1 - (14/9)/(2/9)) = -12.
    assert cronbach_alpha([[0, 2], [2, 0], [1, 0]]) == pytest.approx(-12)
    assert cronbach_alpha([[0, 0], [1, 1], [5, 5]]) == pytest.approx(1)


def test_item_rest_correlation_by_hand():
    # Task 1: 1 0 1 1 beside a rest of 1 1 1 2: covariance 1/16, both variances 3/16.
    table = [[1, 0, 1], [0, 0, 1], [1, 1, 0], [1, 1, 1]]
    assert item_rest_correlations(table)[0] == pytest.approx(1 / 3)
    # With itself in the sum it would be larger: the correction matters.
    total = np.corrcoef(np.array(table)[:, 0], np.sum(table, axis=1))[0, 1]
    assert total > 0.7


def test_the_interval_of_a_correlation_by_hand():
    # atanh 0.5 = 0.5493; 1.96/5 = 0.392; tanh 0.1573 and tanh 0.9413.
    found = correlation_interval(0.5, 28)
    assert (found.low, found.high) == pytest.approx((0.156, 0.736), abs=0.001)


# --- edges: nothing is made up -------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        np.zeros((0, 3)),
        np.ones((1, 3)),
        [[1.0], [0.0], [1.0]],
        np.ones((5, 3)),
        # Each task has spread and the totals have none.
        [[1, 0], [0, 1], [1, 0]],
        np.full((6, 3), 0.1),
    ],
    ids=["nobody", "one student", "one task", "all alike", "equal totals", "tenths"],
)
def test_alpha_has_no_value_without_spread(table):
    assert math.isnan(cronbach_alpha(table))
    assert not bootstrap_interval(table, cronbach_alpha, resamples=50).known


def test_correlation_has_no_value_without_spread():
    assert np.isnan(item_rest_correlations([[1, 2]])).all()
    assert np.isnan(item_rest_correlations([[1, 2], [2, 1]])).all(), "two students always give 1"
    assert np.isnan(item_rest_correlations([[1], [2], [3]])).all(), "no rest"
    found = item_rest_correlations([[1, 0, 0], [1, 1, 2], [1, 2, 1]])
    assert np.isnan(found[0])
    assert not np.isnan(found[1:]).any()


def test_difficulty_without_marks_or_points():
    assert math.isnan(difficulty([], 2))
    assert math.isnan(difficulty([NAN, NAN], 2))
    assert math.isnan(difficulty([0, 0], 0))
    assert difficulty([NAN, 1, 2], 2) == 0.75


def test_no_interval_where_none_can_be():
    for r, students in ((NAN, 30), (1.0, 30), (-1.0, 30), (0.3, 3)):
        assert not correlation_interval(r, students).known


def test_gaps_and_partial_points_are_refused():
    for function in (cronbach_alpha, item_rest_correlations, kr20, is_right_or_wrong):
        with pytest.raises(ValueError, match="gaps"):
            function([[1, NAN], [0, 1]])
        with pytest.raises(ValueError, match="rows"):
            function([1, 0])
    with pytest.raises(ValueError, match="partial"):
        kr20([[0.5, 1], [0, 1]])


def test_the_part_without_gaps():
    points = np.array([[1, NAN, 0], [1, NAN, 1], [0, 0, NAN], [1, NAN, 1], [0, NAN, 1.0]])
    rows, columns = complete_part(points)
    assert columns.tolist() == [True, False, True], "an essay that only the blank ones have marked"
    assert rows.tolist() == [True, True, False, True, True]
    rows, columns = complete_part(np.full((3, 2), NAN))
    assert not columns.any()
    assert rows.all()
    rows, columns = complete_part(np.zeros((0, 2)))
    assert rows.shape == (0,)
    assert not columns.any()


# --- for every class -----------------------------------------------------------------------------


@given(classes)
def test_bounds(table):
    found = item_rest_correlations(table)
    assert found.shape == (table.shape[1],)
    assert (np.abs(found[~np.isnan(found)]) <= 1).all()
    alpha = cronbach_alpha(table)
    assert math.isnan(alpha) or alpha <= 1
    for column in table.T:
        assert 0 <= difficulty(column, 4) <= 1
    for r in found[~np.isnan(found)]:
        interval = correlation_interval(float(r), table.shape[0])
        assert not interval.known or -1 <= interval.low <= r <= interval.high <= 1


@given(classes, st.randoms(use_true_random=False))
def test_the_order_of_students_does_not_matter(table, dice):
    order = list(range(table.shape[0]))
    dice.shuffle(order)
    same(item_rest_correlations(table[order]), item_rest_correlations(table))
    same(cronbach_alpha(table[order]), cronbach_alpha(table))
    one = bootstrap_interval(table, cronbach_alpha, resamples=20, seed=3)
    other = bootstrap_interval(table[order], cronbach_alpha, resamples=20, seed=3)
    same([one.low, one.high], [other.low, other.high])


@given(classes, st.integers(0, 8), st.integers(-40, 40))
def test_a_constant_for_everybody_changes_nothing_but_p(table, place, constant):
    moved = table.copy()
    moved[:, place % table.shape[1]] += constant
    same(item_rest_correlations(moved), item_rest_correlations(table))
    same(cronbach_alpha(moved), cronbach_alpha(table))


@given(classes)
def test_another_unit_changes_nothing(table):
    same(item_rest_correlations(table * 4), item_rest_correlations(table))
    same(cronbach_alpha(table * 4), cronbach_alpha(table))


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=9), elements=st.sampled_from([0.0, 1.0])))  # fmt: skip
def test_kr20_is_alpha_of_right_and_wrong(table):
    same(kr20(table), cronbach_alpha(table))


@given(classes)
def test_alpha_agrees_with_the_covariances(table):
    students, tasks = table.shape
    alpha = cronbach_alpha(table)
    if math.isnan(alpha):
        return
    covariance = np.cov(table.T)
    off = (covariance.sum() - np.trace(covariance)) / (tasks * (tasks - 1))
    same(alpha, tasks * off / (np.trace(covariance) / tasks + (tasks - 1) * off))
    assert students > 1


def test_the_bootstrap_holds_the_value_and_is_seeded():
    dice = np.random.default_rng(1)
    able = dice.normal(size=(60, 1))
    table = (able + dice.normal(size=(60, 8)) > 0).astype(float)
    one = bootstrap_interval(table, cronbach_alpha, resamples=400)
    assert one.low < cronbach_alpha(table) < one.high
    assert one == bootstrap_interval(table, cronbach_alpha, resamples=400)
    assert one != bootstrap_interval(table, cronbach_alpha, resamples=400, seed=1)
    narrow = bootstrap_interval(table, cronbach_alpha, resamples=400, level=0.5)
    assert one.low < narrow.low < narrow.high < one.high
