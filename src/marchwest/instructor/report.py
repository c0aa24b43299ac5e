"""What one problem set tells about its tasks and its class: counts first, judgements only where they hold."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from marchwest.instructor.answers import (
    Answer,
    Common,
    Outcome,
    common_answers,
    common_mistakes,
    read_answers,
)
from marchwest.instructor.results import Results, State, Student, Task
from marchwest.instructor.statistics import (
    Interval,
    Matrix,
    bootstrap_interval,
    complete_part,
    correlation_interval,
    cronbach_alpha,
    difficulty,
    is_right_or_wrong,
    item_rest_correlations,
)

__all__ = ["ENOUGH", "Bin", "Look", "Report", "TaskReport", "make"]

ENOUGH = 30
"""Fewer students than this are too few to judge a task by."""
_EASY, _HARD = 0.9, 0.3
_WEAK = 0.1
_MANY = 0.2
_GATHERS = 1 / 3
_MOST_BINS = 12
_WIDTHS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


@dataclass(frozen=True)
class TaskReport:
    """One task in numbers."""

    task: Task
    counts: dict[Outcome, int]
    p: float
    """Mean share of the points; ``nan`` while too many marks are open."""
    r: float
    """Correlation with the rest; ``nan`` where it cannot be computed or too few are compared."""
    interval: Interval
    compared: bool
    """Whether the task is in the comparison: it is not while more than a fifth waits."""
    spread: bool

    @property
    def graded(self) -> int:
        """How many students it was graded for, with those whose mark is open."""
        return sum(self.counts.values())

    @property
    def marked(self) -> int:
        """How many students have a mark."""
        return self.graded - self.counts[Outcome.PERSON]


@dataclass(frozen=True)
class Look:
    """A task that somebody should look at, and why."""

    task: Task
    reason: str


@dataclass(frozen=True)
class Bin:
    """One step of the distribution."""

    label: str
    students: int


@dataclass(frozen=True)
class Report:
    """Everything that page and files show."""

    results: Results
    graded: tuple[Student, ...]
    answers: dict[str, dict[tuple[str, str], Answer]]
    tasks: tuple[TaskReport, ...]
    totals: tuple[float, ...]
    """Points of the compared students on the compared tasks."""
    most: float
    """What the compared tasks are worth."""
    bins: tuple[Bin, ...]
    alpha: float
    alpha_interval: Interval
    alpha_name: str
    mistakes: dict[tuple[str, str], list[Common]]
    same: dict[tuple[str, str], list[Common]]
    looks: tuple[Look, ...]

    @property
    def enough(self) -> bool:
        """Whether tasks can be judged by this class."""
        return len(self.totals) >= ENOUGH

    @property
    def waiting(self) -> int:
        """How many answers wait for a person."""
        return sum(student.waiting for student in self.graded)


def make(results: Results) -> Report:
    """Work out the report of one assignment.

    Parameters
    ----------
    results : Results

    Returns
    -------
    Report
    """
    graded = results.of_state(State.GRADED)
    answers = read_answers(results)
    points = _points(results, graded)
    rows, columns = complete_part(points)
    compared = points[np.ix_(rows, columns)]
    enough = compared.shape[0] >= ENOUGH
    correlations = np.full(len(results.tasks), math.nan)
    if enough:
        correlations[columns] = item_rest_correlations(compared)
    tasks = tuple(
        _task(
            task,
            points[:, place],
            Counter(answers[student.id][task.key].outcome for student in graded),
            float(correlations[place]),
            students=compared.shape[0],
            compared=bool(columns[place]),
        )
        for place, task in enumerate(results.tasks)
    )
    mistakes, same = common_mistakes(results, answers), common_answers(results, answers)
    totals = tuple(float(total) for total in compared.sum(axis=1)) if columns.any() else ()
    most = sum(row.task.most for row in tasks if row.compared)
    unknown = Interval(math.nan, math.nan)
    return Report(
        results=results,
        graded=tuple(graded),
        answers=answers,
        tasks=tasks,
        totals=totals,
        most=most,
        bins=tuple(_bins(totals, most)),
        alpha=cronbach_alpha(compared) if enough else math.nan,
        alpha_interval=bootstrap_interval(compared, cronbach_alpha) if enough else unknown,
        alpha_name="KR-20" if is_right_or_wrong(compared) else "Cronbach's alpha",
        mistakes=mistakes,
        same=same,
        looks=tuple(
            Look(row.task, reason)
            for row in tasks
            for reason in _reasons(row, mistakes[row.task.key], same[row.task.key], enough)
        ),
    )


def _points(results: Results, graded: list[Student]) -> Matrix:
    """Return points by student and task, within what a task is worth; ``nan`` where a mark is open."""
    table = np.full((len(graded), len(results.tasks)), math.nan)
    for row, student in enumerate(graded):
        for column, task in enumerate(results.tasks):
            mark = student.marks.get(task.key)
            if mark is not None and mark.points is not None:
                table[row, column] = min(max(mark.points, 0.0), task.most)
    return table


def _task(
    task: Task, points: Matrix, counts: Counter[Outcome], r: float, *, students: int, compared: bool
) -> TaskReport:
    known = points[~np.isnan(points)]
    return TaskReport(
        task=task,
        counts={outcome: counts[outcome] for outcome in Outcome},
        p=difficulty(points, task.most) if compared else math.nan,
        r=r,
        interval=correlation_interval(r, students),
        compared=compared,
        spread=bool(known.size and known.min() < known.max()),
    )


def _bins(totals: tuple[float, ...], most: float) -> list[Bin]:
    if not totals or most <= 0:
        return []
    width = next((one for one in _WIDTHS if most / one <= _MOST_BINS), most / _MOST_BINS)
    steps = max(1, math.ceil(most / width - 1e-9))
    places = Counter(min(int(total / width + 1e-9), steps - 1) for total in totals)
    bins = []
    for step in range(steps):
        low, last = step * width, step == steps - 1
        high = most if last else low + width
        label = f"{low:g} to {high:g}" if last else f"{low:g} to under {high:g}"
        bins.append(Bin(label, places[step]))
    return bins


# --- tasks to look at ----------------------------------------------------------------------------


def _reasons(
    row: TaskReport, mistakes: list[Common], same: list[Common], enough: bool
) -> list[str]:
    errors = row.counts[Outcome.ERROR]
    found = []
    if errors:
        found.append(
            f"In {_submissions(errors)} the check itself ended in an error. Look at it before you hand "
            "back the grades: it may not be the student's fault."
        )
    if enough:
        found += [*_by_points(row), *_by_outcome(row)]
    if enough and row.marked >= ENOUGH:
        found += _by_mistake(row, mistakes, same)
    return found


def _submissions(number: int) -> str:
    return f"{number} submission{'' if number == 1 else 's'}"


def _by_points(row: TaskReport) -> list[str]:
    found: list[str] = []
    if not row.compared:
        return found
    if not row.spread:
        found.append("Everybody has the same points: it tells nothing about who can do what.")
    elif row.p >= _EASY:
        found.append(
            f"Very easy: the class has {row.p:.0%} of its points. It may stay as a warm-up, but it tells "
            "little about who can do what."
        )
    elif row.p <= _HARD:
        found.append(
            f"Very hard: the class has {row.p:.0%} of its points. Is the wording clear, and was it taught?"
        )
    low, high = row.interval.low, row.interval.high
    if row.r < 0 and high < 0:
        found.append(
            f"It goes against the rest (r = {row.r:.2f}, from {low:.2f} to {high:.2f}): who did well elsewhere did "
            "worse here. That is hardly chance: look at the key and the wording first."
        )
    elif row.r < 0:
        found.append(
            f"Its r with the rest is below zero ({row.r:.2f}, from {low:.2f} to {high:.2f}). With a class of this "
            "size that may be chance; read the key and the wording once."
        )
    elif row.r < _WEAK and _HARD < row.p < _EASY:
        found.append(
            f"It hardly goes with the rest (r = {row.r:.2f}): it asks for something else, or for luck."
        )
    return found


def _by_outcome(row: TaskReport) -> list[str]:
    found = []
    left, unreadable = row.counts[Outcome.NOT_ATTEMPTED], row.counts[Outcome.UNREADABLE]
    if left >= _MANY * row.graded:
        found.append(
            f"{left} of {row.graded} left it open. Is it too long, too late in the set, or not understood?"
        )
    if unreadable >= _MANY * row.graded:
        found.append(
            f"{unreadable} of {row.graded} answers could not be read. Does the task say which form it wants?"
        )
    return found


def _by_mistake(row: TaskReport, mistakes: list[Common], same: list[Common]) -> list[str]:
    least = row.marked * _GATHERS
    found = [
        f"One mistake gathers {one.students} of {row.marked}: “{one.text}” Take it up in class."
        for one in mistakes
        if one.students >= least and one.kind == "known mistake"
    ]
    if not found:
        found = [
            f"One wrong answer gathers {one.students} of {row.marked} (the check says: “{one.reason}”). "
            "Take it up in class, and read the task again: can it be meant that way?"
            for one in same
            if one.students >= least
        ]
    return found
