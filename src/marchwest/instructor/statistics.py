"""Classical item statistics, as pure functions of a table of points: a row a student, a column a task.

What cannot be computed is ``nan``, never zero: one student, one task, no spread.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Interval",
    "bootstrap_interval",
    "complete_part",
    "correlation_interval",
    "cronbach_alpha",
    "difficulty",
    "is_right_or_wrong",
    "item_rest_correlations",
    "kr20",
]

Matrix = NDArray[np.float64]

_Z95 = 1.959963984540054
"""Half-width of a 95 % interval in standard errors of a normal distribution."""
_NO_SPREAD = 1e-12


@dataclass(frozen=True)
class Interval:
    """From where to where a value may plausibly lie; both ends ``nan`` where nothing can be said."""

    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether there is an interval at all."""
        return not (math.isnan(self.low) or math.isnan(self.high))


_UNKNOWN = Interval(math.nan, math.nan)


def _matrix(points: ArrayLike) -> Matrix:
    matrix = np.asarray(points, dtype=np.float64)
    if matrix.ndim != 2:
        raise ValueError("A table of points has rows (students) and columns (tasks).")
    if not np.isfinite(matrix).all():
        raise ValueError("The table has gaps: take the part without gaps first (complete_part).")
    return matrix


def _variances(values: Matrix) -> Matrix:
    """Return the population variance of each column; what is only rounding counts as none."""
    variances = np.asarray(values.var(axis=0), dtype=np.float64)
    scale = np.square(np.abs(values).max(axis=0))
    variances[variances <= _NO_SPREAD * scale] = 0.0
    return variances


def _variance(values: Matrix) -> float:
    return float(_variances(values[:, np.newaxis])[0])


def difficulty(points: ArrayLike, most: float) -> float:
    """Return the mean share of a task's points: 1 where everybody has all, 0 where nobody has any.

    Parameters
    ----------
    points : array_like
        One value a student; ``nan`` where there is no mark yet, which is left out.
    most : float
        What the task is worth.

    Returns
    -------
    float
        The index that textbooks call p. ``nan`` without a mark, or where the task is worth nothing.

    Examples
    --------
    >>> difficulty([2, 1, 0, 1], most=2)
    0.5
    """
    values = np.asarray(points, dtype=np.float64)
    values = values[~np.isnan(values)]
    if values.size == 0 or not most > 0:
        return math.nan
    return float(values.mean() / most)


def item_rest_correlations(points: ArrayLike) -> NDArray[np.float64]:
    """Return, for each task, how its points go with the points on all other tasks.

    This is the corrected item-total correlation: the task itself is not in the total, or it would
    correlate with itself.

    Parameters
    ----------
    points : array_like
        A row a student, a column a task, without gaps.

    Returns
    -------
    numpy.ndarray
        Pearson's r of each column. ``nan`` with fewer than three students or two tasks, and where
        a task or the rest has no spread.

    Examples
    --------
    >>> item_rest_correlations([[0, 0], [1, 1], [2, 2]]).round(6).tolist()
    [1.0, 1.0]
    """
    matrix = _matrix(points)
    students, tasks = matrix.shape
    found = np.full(tasks, math.nan)
    if students < 3 or tasks < 2:
        return found
    for column in range(tasks):
        item = matrix[:, column]
        rest = np.delete(matrix, column, axis=1).sum(axis=1)
        spread = math.sqrt(_variance(item)) * math.sqrt(_variance(rest))
        if spread > 0:
            covariance = float(np.mean((item - item.mean()) * (rest - rest.mean())))
            found[column] = min(1.0, max(-1.0, covariance / spread))
    return found


def correlation_interval(r: float, students: int) -> Interval:
    """Return the 95 % interval of a correlation by Fisher's transformation.

    Parameters
    ----------
    r : float
    students : int
        On how many pairs it rests.

    Returns
    -------
    Interval
        Unknown for fewer than four pairs and where `r` is ``nan``, 1 or -1.

    Examples
    --------
    >>> found = correlation_interval(0.5, 28)
    >>> round(found.low, 3), round(found.high, 3)
    (0.156, 0.736)
    """
    if math.isnan(r) or abs(r) >= 1 or students < 4:
        return _UNKNOWN
    half = _Z95 / math.sqrt(students - 3)
    return Interval(math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half))


def cronbach_alpha(points: ArrayLike) -> float:
    """Return Cronbach's alpha: how far the tasks of a set say the same about who can do it.

    Parameters
    ----------
    points : array_like
        A row a student, a column a task, without gaps.

    Returns
    -------
    float
        At most 1; it may be negative. ``nan`` with fewer than two students or tasks, and where the
        totals have no spread.

    Examples
    --------
    >>> round(cronbach_alpha([[0, 0], [1, 1], [2, 1]]), 6)
    0.857143
    """
    matrix = _matrix(points)
    students, tasks = matrix.shape
    if students < 2 or tasks < 2:
        return math.nan
    total = _variance(matrix.sum(axis=1))
    if total == 0:
        return math.nan
    items = float(_variances(matrix).sum())
    return float(min(1.0, tasks / (tasks - 1) * (1 - items / total)))


def is_right_or_wrong(points: ArrayLike) -> bool:
    """Tell whether each point is 0 or 1, so that alpha is what textbooks call KR-20.

    Parameters
    ----------
    points : array_like

    Returns
    -------
    bool
    """
    return bool(np.isin(_matrix(points), (0.0, 1.0)).all())


def kr20(points: ArrayLike) -> float:
    """Return the Kuder-Richardson formula 20, for tasks that are only right (1) or wrong (0).

    Parameters
    ----------
    points : array_like
        A row a student, a column a task: 0 or 1.

    Returns
    -------
    float
        Equal to `cronbach_alpha` of the same table.

    Raises
    ------
    ValueError
        Where a value is neither 0 nor 1: there the formula does not hold.
    """
    matrix = _matrix(points)
    if not is_right_or_wrong(matrix):
        raise ValueError("KR-20 is for 0 and 1 only; use cronbach_alpha for partial points.")
    students, tasks = matrix.shape
    if students < 2 or tasks < 2:
        return math.nan
    total = _variance(matrix.sum(axis=1))
    if total == 0:
        return math.nan
    right = matrix.mean(axis=0)
    return float(tasks / (tasks - 1) * (1 - float((right * (1 - right)).sum()) / total))


def bootstrap_interval(
    points: ArrayLike,
    statistic: Callable[[Matrix], float],
    *,
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Return the percentile interval of a statistic over classes drawn anew from this class.

    Parameters
    ----------
    points : array_like
        A row a student, a column a task, without gaps.
    statistic : callable
        Takes such a table and returns a number; ``nan`` where it has none.
    resamples : int, default 2000
    level : float, default 0.95
    seed : int, default 0
        The same table and seed give the same interval, in whichever order the students stand.

    Returns
    -------
    Interval
        Unknown with fewer than three students, and where more than a twentieth of the drawn classes
        has no value.
    """
    matrix = _matrix(points)
    students = matrix.shape[0]
    if students < 3 or matrix.shape[1] == 0 or resamples < 1:
        return _UNKNOWN
    ordered = matrix[np.lexsort(matrix.T[::-1])]
    dice = np.random.default_rng(seed)
    drawn = np.array(
        [statistic(ordered[dice.integers(0, students, students)]) for _ in range(resamples)]
    )
    drawn = drawn[~np.isnan(drawn)]
    if drawn.size < 0.95 * resamples:
        return _UNKNOWN
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, (tail, 1 - tail))
    return Interval(float(low), float(high))


def complete_part(
    points: ArrayLike, most_gaps: float = 0.2
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Choose the students and tasks that can be compared: a part of the table without gaps.

    A task that has no mark for many students is left out, since those who have one are no fair
    sample (an essay left blank is marked at once, one that was written waits). Then each student
    with a gap in what remains is left out.

    Parameters
    ----------
    points : array_like
        A row a student, a column a task; ``nan`` where there is no mark yet.
    most_gaps : float, default 0.2
        Share of the students that a task may lack.

    Returns
    -------
    tuple of numpy.ndarray
        Which rows, and which columns.
    """
    matrix = np.asarray(points, dtype=np.float64)
    gaps = np.isnan(matrix)
    if matrix.shape[0] == 0:
        return np.zeros(0, dtype=bool), np.zeros(matrix.shape[1], dtype=bool)
    columns = np.asarray(gaps.mean(axis=0) <= most_gaps, dtype=bool)
    rows = np.asarray(~gaps[:, columns].any(axis=1), dtype=bool)
    return rows, columns
