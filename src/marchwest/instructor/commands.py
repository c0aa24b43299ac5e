"""What the commands `marchwest report` and `marchwest export` do; each returns the lines to print."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from marchwest.errors import NotFoundError, nearest
from marchwest.instructor.export import Columns, Format, export
from marchwest.instructor.files import csv_text, target, write
from marchwest.instructor.pseudonyms import pseudonyms, read_key
from marchwest.instructor.results import State, read_results

__all__ = ["make_export", "make_report", "who_is"]


def make_report(assignment: str, course: Path, out: Path | None = None) -> list[str]:
    """Write the page and the CSV files of one assignment.

    Parameters
    ----------
    assignment : str
    course : pathlib.Path
    out : pathlib.Path, optional
        The page; the CSV files go beside it. By default ``reports/`` in the course.

    Returns
    -------
    list of str
        What was written and what to know about it.

    Raises
    ------
    MarchWestError
        It cannot be done; the message says what to do.
    """
    from marchwest.instructor.page import html_page
    from marchwest.instructor.report import ENOUGH, make
    from marchwest.instructor.tables import csv_files

    results = read_results(course, assignment)
    path = target(out, course / "reports", f"{assignment}.html")
    names = pseudonyms((student.id for student in results.students), read_key(course))
    report = make(results)
    write(path, html_page(report, names, datetime.now(UTC)))
    files = csv_files(report, names)
    for kind, content in files.items():
        write(path.with_name(f"{path.stem}-{kind}.csv"), content, for_spreadsheet=True)
    lines = [
        f"Written: {path}, and {len(files)} CSV files beside it ({path.stem}-....csv)",
        f"{len(report.graded)} graded, {len(results.of_state(State.NOT_GRADED))} handed in but not graded, "
        f"{len(results.of_state(State.MISSING))} without a submission. {report.waiting} answers need a person.",
    ]
    if not report.enough:
        lines.append(
            f"Too few to judge the tasks: {len(report.totals)} students can be compared, {ENOUGH} are needed."
        )
    else:
        tasks = list(dict.fromkeys(one.task.short for one in report.looks))
        lines.append(f"Tasks to look at: {', '.join(tasks) or 'none'}.")
    return lines


def make_export(
    assignment: str,
    course: Path,
    to: Format,
    out: Path | None = None,
    *,
    columns: Columns = "tasks",
    include_unfinished: bool = False,
) -> list[str]:
    """Write the points of one assignment for a learning platform.

    Parameters
    ----------
    assignment : str
    course : pathlib.Path
    to : {"canvas", "moodle", "csv"}
    out : pathlib.Path, optional
        By default a file in ``grades/`` in the course.
    columns : {"tasks", "total"}, default "tasks"
    include_unfinished : bool, default False

    Returns
    -------
    list of str
        What was written and what to know about it.

    Raises
    ------
    MarchWestError
        It cannot be done; the message says what to do.
    """
    results = read_results(course, assignment)
    made = export(results, to, columns=columns, include_unfinished=include_unfinished)
    name = f"{assignment}.csv" if to == "csv" else f"{assignment}-{to}.csv"
    path = target(out, course / "grades", name)
    # Platforms want no mark at the beginning; for Excel it makes Cyrillic and Chinese names readable.
    write(path, csv_text(made.rows), for_spreadsheet=to == "csv")
    return [f"Written: {path} ({len(results.students)} students; it holds names)", *made.notes]


def who_is(assignment: str, course: Path, pseudonym: str) -> str:
    """Return the id of the student behind a pseudonym.

    Parameters
    ----------
    assignment : str
    course : pathlib.Path
    pseudonym : str

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        Nobody in this class has it.
    """
    results = read_results(course, assignment)
    names = pseudonyms((student.id for student in results.students), read_key(course))
    wanted = pseudonym.strip().upper()
    for name, known in names.items():
        if known == wanted:
            return name
    near = nearest(wanted, names.values(), 1)
    offer = f"Did you mean {near[0]}?" if near else "Copy it from the report of this course."
    raise NotFoundError(f"Nobody in this class is {pseudonym!r}. {offer}")
