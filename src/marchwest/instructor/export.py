"""Points for a learning platform: Canvas, Moodle, or plain CSV. What is not finished is empty, never zero.

Canvas reads the columns Student, ID, SIS User ID, SIS Login ID and Section in this order, then one
assignment a column, with a row "Points Possible" under the names. Moodle asks at import which
column is what; it takes ``-`` for "no grade", where an empty cell in a new column would be stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from marchwest.errors import DataError
from marchwest.instructor.files import harmless, number
from marchwest.instructor.results import Results, State, Student, Task

__all__ = ["Columns", "Export", "Format", "export"]

Format = Literal["canvas", "moodle", "csv"]
Columns = Literal["tasks", "total"]
_NO_GRADE: Final = {"canvas": "", "moodle": "-", "csv": ""}


@dataclass(frozen=True)
class Export:
    """A table for a file, and what an instructor has to know about it."""

    rows: list[list[str]]
    notes: tuple[str, ...]
    """One line each, for the terminal: they hold the students' ids."""


def export(
    results: Results,
    to: Format,
    *,
    columns: Columns = "tasks",
    include_unfinished: bool = False,
) -> Export:
    """Return the points of one assignment in the format of a platform.

    Parameters
    ----------
    results : Results
    to : {"canvas", "moodle", "csv"}
    columns : {"tasks", "total"}, default "tasks"
        For Canvas and Moodle: one column a task, or one for the whole set. Never both, or a
        platform would count the set twice. Plain CSV has both.
    include_unfinished : bool, default False
        Give what is marked so far of submissions in which a task waits for a person.

    Returns
    -------
    Export

    Raises
    ------
    DataError
        A platform cannot take what is asked for.
    """
    tasks = list(results.tasks)
    if to != "csv" and columns == "tasks":
        late = [one for one in results.students if one.penalty and _given(one, include_unfinished)]
        if late:
            raise DataError(
                f"{_submissions(len(late))} cost points for being late, which no task can hold. Give the whole "
                f"set as one column: marchwest export {results.assignment} --to {to} --columns total"
            )
    guarded: list[str] = []

    def text(value: str) -> str:
        line = " ".join(value.split())
        safe = harmless(line)
        if safe != line:
            guarded.append(line)
        return safe

    make = {"canvas": _canvas, "moodle": _moodle, "csv": _csv}[to]
    rows = make(results, tasks, columns, include_unfinished, text)
    return Export(rows, tuple(_notes(results, include_unfinished, len(guarded))))


def _given(student: Student, include_unfinished: bool) -> bool:
    return student.finished or (include_unfinished and student.state is State.GRADED)


def _submissions(number_of: int) -> str:
    return f"{number_of} submission{'' if number_of == 1 else 's'}"


def _task_names(results: Results, tasks: list[Task]) -> list[str]:
    """Return column names that differ: ``ps3 Task 1``, else by grade_id."""
    for names in ([task.short for task in tasks], [task.name for task in tasks]):
        if len(set(names)) == len(names):
            return [f"{results.assignment} {name}" for name in names]
    return [f"{results.assignment} {task.notebook} {task.name}" for task in tasks]


def _cells(student: Student, tasks: list[Task], include: bool, none: str) -> list[str]:
    if not _given(student, include):
        return [none for _ in tasks]
    marks = [student.marks.get(task.key) for task in tasks]
    return [none if one is None or one.points is None else number(one.total) for one in marks]


def _platform_columns(
    results: Results, tasks: list[Task], columns: str
) -> tuple[list[str], list[str]]:
    """Return names and possible points of the columns with points."""
    if columns == "total":
        return [results.assignment], [number(results.most)]
    return _task_names(results, tasks), [number(task.most) for task in tasks]


def _points(
    student: Student, tasks: list[Task], columns: str, include: bool, none: str
) -> list[str]:
    if columns == "total":
        return [number(student.total) if _given(student, include) else none]
    return _cells(student, tasks, include, none)


def _name(student: Student) -> str:
    """Return ``Last, First`` as Canvas sorts by, else the id."""
    name = ", ".join(part for part in (student.last_name, student.first_name) if part.strip())
    # Canvas takes a row for the possible points where these words stand in its first cell.
    return name if name and "points possible" not in name.casefold() else student.id


def _canvas(
    results: Results, tasks: list[Task], columns: str, include: bool, text: Callable[[str], str]
) -> list[list[str]]:
    names, possible = _platform_columns(results, tasks, columns)
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *names],
        ["    Points Possible", "", "", "", "", *possible],
    ]
    for student in results.students:
        # Canvas reads the number at the beginning of an ID, so that only a whole number may stand here.
        canvas_id = student.lms_id if re.fullmatch(r"[0-9]{1,18}", student.lms_id) else ""
        about = [text(_name(student)), canvas_id, "", text(student.id), ""]
        rows.append([*about, *_points(student, tasks, columns, include, _NO_GRADE["canvas"])])
    return rows


def _moodle(
    results: Results, tasks: list[Task], columns: str, include: bool, text: Callable[[str], str]
) -> list[list[str]]:
    names, _ = _platform_columns(results, tasks, columns)
    # Where a row lacks what Moodle finds the user by, it gives the points to the user of the row
    # before. So addresses are written only where everybody has one.
    mail = all(student.email.strip() for student in results.students)
    rows = [["Username", "First name", "Last name", *(["Email address"] if mail else []), *names]]
    for student in results.students:
        about = [text(student.id), text(student.first_name), text(student.last_name)]
        about += [text(student.email)] if mail else []
        rows.append([*about, *_points(student, tasks, columns, include, _NO_GRADE["moodle"])])
    return rows


def _csv(
    results: Results, tasks: list[Task], columns: str, include: bool, text: Callable[[str], str]
) -> list[list[str]]:
    names = [task.name for task in tasks]
    if len(set(names)) < len(names):
        names = [f"{task.notebook}/{task.name}" for task in tasks]
    about = ["student_id", "last_name", "first_name", "email", "state", "tasks_waiting"]
    rows = [[*about, *names, "late_penalty", "total", "possible"]]
    for student in results.students:
        graded, given = student.state is State.GRADED, _given(student, include)
        rows.append(
            [
                *(text(value) for value in (student.id, student.last_name, student.first_name)),
                text(student.email),
                str(student.state),
                str(student.waiting) if graded else "",
                *_cells(student, tasks, include, ""),
                number(student.penalty) if given else "",
                number(student.total) if given else "",
                number(results.most),
            ]
        )
    return rows


def _notes(results: Results, include: bool, guarded: int) -> list[str]:
    notes = []
    unfinished = [one for one in results.of_state(State.GRADED) if one.waiting]
    if unfinished and include:
        notes.append(
            f"Not finished, with the points so far ({len(unfinished)}): {_ids(unfinished)}. "
            "What waits for a person is left empty."
        )
    elif unfinished:
        notes.append(
            f"Left empty, because a task waits for a person ({len(unfinished)}): {_ids(unfinished)}. "
            "Mark them in Formgrader and export again, or add --include-unfinished."
        )
    for state in (State.NOT_GRADED, State.MISSING):
        students = results.of_state(state)
        if students:
            notes.append(f"Left empty, {state} ({len(students)}): {_ids(students)}.")
    if guarded:
        notes.append(
            f"{guarded} text{'' if guarded == 1 else 's'} began like a formula and got an apostrophe before "
            "it. A platform may not know such a user: look at these rows."
        )
    return notes


def _ids(students: list[Student]) -> str:
    return ", ".join(" ".join(one.id.split()) for one in students)
