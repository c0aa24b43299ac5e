"""Read what the gradebook knows of one assignment, through nbgrader's own interface; nothing is written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from marchwest.errors import DataError, NotFoundError, nearest
from marchwest.instructor.gradebook import reading

__all__ = ["Mark", "Results", "State", "Student", "Task", "read_results"]

_HEADING = re.compile(r"^#+\s*(.+?)\s*$", re.MULTILINE)
_BRACKET = re.compile(r"\s*\([^()]*\bpoints?\b[^()]*\)$")


class State(StrEnum):
    """How far a student's work has come."""

    GRADED = "graded"
    NOT_GRADED = "handed in, not graded"
    MISSING = "no submission"


@dataclass(frozen=True)
class Task:
    """One graded question."""

    name: str
    """Its grade_id."""
    notebook: str
    title: str
    most: float
    """What it is worth."""
    by_person: bool
    source: str = ""
    """The check with its hidden tests; empty for what a person marks."""

    @property
    def key(self) -> tuple[str, str]:
        """Unique in the assignment; a grade_id is unique in its notebook only."""
        return self.notebook, self.name

    @property
    def short(self) -> str:
        """``Task 3`` where the heading has it, else the grade_id."""
        found = re.match(r"Task \d+", self.title)
        return found[0] if found else self.name


@dataclass(frozen=True)
class Mark:
    """What one student has for one task."""

    points: float | None
    """Without extra credit; ``None`` while a person still has to look."""
    extra: float = 0.0
    untouched: bool = False
    """A text that was left as it was handed out."""
    by_hand: bool = False
    """A person gave the points, and so the message of the check may not hold."""

    @property
    def total(self) -> float:
        """Points with extra credit; 0 without a mark."""
        return (self.points or 0.0) + self.extra


@dataclass(frozen=True)
class Student:
    """One student and what the gradebook holds of their work."""

    id: str
    state: State
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""
    penalty: float = 0.0
    """For handing in late; on the whole set, on no task."""
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many tasks wait for a person."""
        return sum(mark.points is None for mark in self.marks.values())

    @property
    def finished(self) -> bool:
        """Whether every task has its points."""
        return self.state is State.GRADED and not self.waiting

    @property
    def total(self) -> float:
        """Points so far, extra credit in and penalty off, never below zero."""
        return max(0.0, sum(mark.total for mark in self.marks.values()) - self.penalty)


@dataclass(frozen=True)
class Results:
    """One assignment of one class."""

    assignment: str
    course: Path
    tasks: tuple[Task, ...]
    students: tuple[Student, ...]

    @property
    def most(self) -> float:
        """What the whole set is worth."""
        return sum(task.most for task in self.tasks)

    def of_state(self, state: State) -> list[Student]:
        """Return the students of one state.

        Parameters
        ----------
        state : State

        Returns
        -------
        list of Student
        """
        return [student for student in self.students if student.state is state]


def read_results(course: Path, assignment: str) -> Results:
    """Read one assignment from the gradebook of a course.

    Parameters
    ----------
    course : pathlib.Path
        The folder of the course.
    assignment : str

    Returns
    -------
    Results
        Tasks in the order of the notebook, students by id.

    Raises
    ------
    DataError
        No gradebook, one that cannot be read, or nothing graded in it.
    NotFoundError
        No such assignment.
    """
    results = _read(course, assignment)
    if not results.of_state(State.GRADED):
        waiting = len(results.of_state(State.NOT_GRADED))
        if waiting:
            there = f"{waiting} handed in"
        else:
            there = f"put the files at submitted/STUDENT/{assignment}/{assignment}.ipynb"
        raise DataError(
            f"No submission of {assignment} is graded yet ({there}). "
            f"Run: nbgrader autograde {assignment}"
        )
    return results


def _read(course: Path, assignment: str) -> Results:
    with reading(course, assignment) as gradebook:
        from nbgrader.api import MissingEntry

        try:
            entry = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise _no_assignment(gradebook, assignment) from None
        tasks = _tasks(entry, course)
        students = _students(gradebook, entry, course, [task.key for task in tasks])
    if not tasks:
        raise DataError(
            f"{assignment} has no tasks in the gradebook. "
            f"Run: nbgrader generate_assignment {assignment} --force"
        )
    return Results(assignment, course, tuple(tasks), tuple(students))


def _no_assignment(gradebook: Any, assignment: str) -> NotFoundError:
    there = sorted(entry.name for entry in gradebook.assignments)
    near = nearest(assignment, there)
    if near:
        advice = f"Did you mean {' or '.join(near)}?"
    elif there:
        advice = f"There are: {', '.join(there)}."
    else:
        advice = f"It holds none; run: nbgrader generate_assignment {assignment}"
    return NotFoundError(f"The gradebook has no assignment {assignment!r}. {advice}")


def _tasks(entry: Any, course: Path) -> list[Task]:
    tasks = []
    for notebook in entry.notebooks:
        sources = {cell.name: cell.source or "" for cell in notebook.source_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        person = {cell.name for cell in notebook.task_cells}
        found = []
        for cell in (*notebook.grade_cells, *notebook.task_cells):
            by_person = cell.name in person or cell.name in solutions
            found.append(
                Task(
                    name=cell.name,
                    notebook=notebook.name,
                    title=_title(cell.name, sources),
                    most=float(cell.max_score or 0.0),
                    by_person=by_person,
                    source="" if by_person else sources.get(cell.name, ""),
                )
            )
        order = _order(course, entry.name, notebook.name)
        tasks += sorted(found, key=lambda task: (order.get(task.name, len(order)), *_natural(task)))
    return tasks


def _title(name: str, sources: dict[str, str]) -> str:
    """Return the heading of a task's text, without its points."""
    heading = _HEADING.search(sources.get(f"{name}_task", "") or sources.get(name, ""))
    # A comment of a check looks like a heading too.
    if heading is None or heading[1].startswith("Check of"):
        return name
    return _BRACKET.sub("", heading[1])


def _natural(task: Task) -> tuple[int, str]:
    """Sort by the number in the heading, where no notebook tells the order."""
    number = re.match(r"Task (\d+)", task.title)
    return (int(number[1]) if number else 0), task.name


def _order(course: Path, assignment: str, notebook: str) -> dict[str, int]:
    """Return the place of each cell; a database promises no order."""
    for folder in ("solutions", "source", "assignments", "release"):
        path = course / folder / assignment / f"{notebook}.ipynb"
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        return {str(grade_id): place for place, grade_id in enumerate(ids)}
    return {}


def _students(
    gradebook: Any, entry: Any, course: Path, keys: list[tuple[str, str]]
) -> list[Student]:
    submissions = {one.student.id: one for one in entry.submissions}
    handed_in = {path.parent.name for path in course.glob(f"submitted/*/{entry.name}/")}
    found = {
        student.id: _student(
            student, submissions.get(student.id), student.id in handed_in, course, keys
        )
        for student in gradebook.students
    }
    for name in handed_in - set(found):
        found[name] = Student(name, State.NOT_GRADED)
    return [found[name] for name in sorted(found)]


def _student(
    student: Any, submission: Any, handed_in: bool, course: Path, keys: list[tuple[str, str]]
) -> Student:
    marks: dict[tuple[str, str], Mark] = {}
    penalty, state = 0.0, State.NOT_GRADED if handed_in else State.MISSING
    if submission is not None:
        penalty = float(submission.late_submission_penalty or 0.0)
        grades = [(book.name, grade) for book in submission.notebooks for grade in book.grades]
        found = {(book, grade.name): _mark(grade) for book, grade in grades}
        # A task that came into the set after this submission was graded waits, too.
        marks = {key: found.get(key, Mark(None)) for key in keys}
        # nbgrader makes the rows of a submission before it reads the file; a broken file leaves
        # them without any score.
        scored = any(
            grade.auto_score is not None or grade.manual_score is not None for _, grade in grades
        )
        done = (course / "autograded" / str(student.id) / submission.name).is_dir()
        state = State.GRADED if found and (scored or done) else State.NOT_GRADED
    return Student(
        id=str(student.id),
        state=state,
        first_name=student.first_name or "",
        last_name=student.last_name or "",
        email=student.email or "",
        lms_id=str(getattr(student, "lms_user_id", None) or ""),
        penalty=penalty if state is State.GRADED else 0.0,
        marks=marks if state is State.GRADED else {},
    )


def _mark(grade: Any) -> Mark:
    by_hand = grade.manual_score is not None
    points = grade.manual_score if by_hand else grade.auto_score
    if grade.needs_manual_grade:
        points = None
    return Mark(
        points=None if points is None else float(points),
        extra=float(grade.extra_credit or 0.0),
        # An essay has a score of the machine's only where nobody wrote anything.
        untouched=not by_hand and points == 0 and grade.cell.cell_type == "markdown",
        by_hand=by_hand,
    )
