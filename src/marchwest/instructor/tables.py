"""The tables of a report, for the page and for the CSV files: the same numbers, written once."""

from __future__ import annotations

import math

from marchwest.instructor.answers import Common, Outcome
from marchwest.instructor.files import csv_text, harmless, number
from marchwest.instructor.report import ENOUGH, Report
from marchwest.instructor.results import State

__all__ = ["TOO_FEW", "csv_files", "tasks_table"]

TOO_FEW = "too few to judge"
Row = list[str]


def _r(value: float, digits: int = 2) -> str:
    return "" if math.isnan(value) else f"{value:.{digits}f}"


def tasks_table(report: Report) -> list[Row]:
    """Return the numbers of each task, with a row of names first.

    Parameters
    ----------
    report : Report

    Returns
    -------
    list of list of str
    """
    head = ["task", "title", "marked_by", "points", "marked", "p", "r", "r_low", "r_high", "note"]
    outcomes = [outcome.name.lower() for outcome in Outcome]
    rows = [[*head, *outcomes]]
    for row in report.tasks:
        if not row.compared:
            note = "waits for a person"
        elif not report.enough:
            note = TOO_FEW
        else:
            note = "" if row.spread else "no spread"
        rows.append(
            [
                row.task.name,
                row.task.title,
                "person" if row.task.by_person else "machine",
                number(row.task.most),
                str(row.marked),
                _r(row.p, 3),
                _r(row.r, 3),
                _r(row.interval.low, 3),
                _r(row.interval.high, 3),
                note,
                *(str(row.counts[outcome]) for outcome in Outcome),
            ]
        )
    return rows


def csv_files(report: Report, names: dict[str, str]) -> dict[str, str]:
    """Return the CSV files of a report.

    Parameters
    ----------
    report : Report
    names : dict of str to str
        Pseudonyms by the id of the student.

    Returns
    -------
    dict of str to str
        Content by the end of the file's name.
    """
    return {
        "tasks": csv_text([_harmless(row, {1}) for row in tasks_table(report)]),
        "distribution": csv_text(
            [["points", "students"], *([one.label, str(one.students)] for one in report.bins)]
        ),
        "scores": csv_text(_scores(report, names)),
        "mistakes": csv_text(_common(report, report.mistakes, ["mistake"])),
        "answers": csv_text(_common(report, report.same, ["answer", "message", "points"])),
        "look": csv_text(_looks(report)),
    }


def _harmless(row: Row, places: set[int]) -> Row:
    return [harmless(cell) if place in places else cell for place, cell in enumerate(row)]


def _scores(report: Report, names: dict[str, str]) -> list[Row]:
    tasks = report.results.tasks
    rows = [
        ["student", "state", "waiting", "points_so_far", "penalty", *(task.name for task in tasks)]
    ]
    for student in sorted(report.results.students, key=lambda one: names[one.id]):
        graded = student.state is State.GRADED
        rows.append(
            [
                names[student.id],
                str(student.state),
                str(student.waiting) if graded else "",
                number(sum(mark.total for mark in student.marks.values())) if graded else "",
                number(student.penalty) if graded else "",
                *(
                    number(mark.points) if (mark := student.marks.get(task.key)) else ""
                    for task in tasks
                ),
            ]
        )
    return rows


def _common(
    report: Report, found: dict[tuple[str, str], list[Common]], columns: list[str]
) -> list[Row]:
    rows = [["task", "students", "share_of_marked", "kind", *columns]]
    for row in report.tasks:
        for one in found[row.task.key]:
            cells = [harmless(one.text), harmless(one.reason), number(one.points)]
            share = f"{one.students / row.marked:.3f}"
            rows.append([row.task.name, str(one.students), share, one.kind, *cells[: len(columns)]])
    return rows


def _looks(report: Report) -> list[Row]:
    rows = [["task", "title", "reason"]]
    rows += [[one.task.name, harmless(one.task.title), one.reason] for one in report.looks]
    if not report.enough:
        rows.append(["", "", f"{TOO_FEW}: {len(report.totals)} students, {ENOUGH} are needed"])
    return rows
