"""Write a graded notebook into nbgrader's gradebook: one transaction for each submission."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy.exc import DBAPIError

from marchwest.errors import MarchWestError
from marchwest.grading.person import LOOK
from marchwest.grading.status import asked, left_open

__all__ = ["Graded", "RecordError", "Recorder"]


T = TypeVar("T")
_PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 4.0, 0.0)


class RecordError(MarchWestError):
    """The gradebook did not take what was to be recorded."""


@dataclass(frozen=True)
class Graded:
    """What the gradebook says of one notebook after it was recorded."""

    points: float
    most: float
    waiting: tuple[str, ...]
    """grade_ids that a person has to mark or to look at."""


class Recorder:
    """The one writer to a gradebook. A context manager.

    Parameters
    ----------
    gradebook : Gradebook
        Open for as long as the recorder is used.
    assignment : str
    """

    def __init__(self, gradebook: Gradebook, assignment: str) -> None:
        self.db = gradebook.db
        self.assignment = self.db.query(Assignment).filter(Assignment.name == assignment).one()
        self.assignment_id = self.assignment.id
        self.duedate = self.assignment.duedate
        self.notebooks = {
            row.name: row.id
            for row in self.db.query(Notebook.id, Notebook.name).filter(
                Notebook.assignment_id == self.assignment_id
            )
        }
        self.cells = {
            notebook: [
                (row.id, row.name, row.type)
                for row in self.db.query(BaseCell.id, BaseCell.name, BaseCell.type).filter(
                    BaseCell.notebook_id == notebook
                )
            ]
            for notebook in self.notebooks.values()
        }

    def knows(self, student: str) -> bool:
        """Tell whether the gradebook has a submission of the student's."""

        def found() -> bool:
            entry = (
                self.db.query(SubmittedAssignment.id)
                .filter(
                    SubmittedAssignment.assignment_id == self.assignment_id,
                    SubmittedAssignment.student_id == student,
                )
                .first()
            )
            # No transaction stays open while submissions run.
            self.db.rollback()
            return entry is not None

        return self._again(found, "read")

    def is_late(self, timestamp: dt.datetime | None) -> bool:
        """Tell whether a submission may be late: an extension is nbgrader's to know."""
        return timestamp is not None and self.duedate is not None and timestamp > self.duedate

    def record(
        self,
        student: str,
        notebooks: dict[str, NotebookNode],
        timestamp: dt.datetime | None,
    ) -> dict[str, Graded]:
        """Write the grades of one submission; all of it or, where anything fails, nothing.

        Parameters
        ----------
        student : str
        notebooks : dict of str to NotebookNode
            Name to graded notebook. What the assignment has besides gets no points, as in
            nbgrader.
        timestamp : datetime or None
            When it was handed in.

        Returns
        -------
        dict of str to Graded

        Raises
        ------
        RecordError
            If the gradebook cannot be written, tried again for some seconds.
        """
        return self._again(lambda: self._record(student, notebooks, timestamp), "written")

    def _again(self, action: Callable[[], T], what: str) -> T:
        """Do something with the gradebook, and do it again where the gradebook was busy or gone."""
        for pause in _PAUSES:
            try:
                return action()
            except DBAPIError as error:
                with suppress(DBAPIError):
                    self.db.rollback()
                if not pause:
                    raise RecordError(
                        f"The gradebook cannot be {what}: {_told(error)}. Run the command again."
                    ) from None
                time.sleep(pause)
        raise AssertionError("the last pause is none")

    def _record(
        self,
        student: str,
        notebooks: dict[str, NotebookNode],
        timestamp: dt.datetime | None,
    ) -> dict[str, Graded]:
        try:
            submission = self._submission(student, timestamp)
            graded = {}
            for name, notebook_id in self.notebooks.items():
                entry = self._submitted_notebook(submission, notebook_id)
                if name in notebooks:
                    graded[name] = self._save(entry, notebooks[name])
                else:
                    self._no_points(entry)
            self.db.commit()
        except BaseException:
            with suppress(DBAPIError):
                self.db.rollback()
            raise
        return graded

    def _submission(self, student: str, timestamp: dt.datetime | None) -> str:
        if self.db.query(Student.id).filter(Student.id == student).first() is None:
            self.db.add(Student(id=student))
            self.db.flush()
        found = (
            self.db.query(SubmittedAssignment.id)
            .filter(
                SubmittedAssignment.assignment_id == self.assignment_id,
                SubmittedAssignment.student_id == student,
            )
            .first()
        )
        if found is None:
            made = SubmittedAssignment(
                id=_new_id(),
                assignment_id=self.assignment_id,
                student_id=student,
                timestamp=timestamp,
            )
            self.db.add(made)
            self.db.flush()
            return str(made.id)
        if timestamp is not None:
            self.db.query(SubmittedAssignment).filter(SubmittedAssignment.id == found.id).update(
                {"timestamp": timestamp}, synchronize_session=False
            )
        return str(found.id)

    def _submitted_notebook(self, submission: str, notebook: str) -> str:
        found = (
            self.db.query(SubmittedNotebook.id)
            .filter(
                SubmittedNotebook.assignment_id == submission,
                SubmittedNotebook.notebook_id == notebook,
            )
            .first()
        )
        entry = str(found.id) if found else _new_id()
        if not found:
            self.db.execute(
                SubmittedNotebook.__table__.insert(),
                [
                    {
                        "id": entry,
                        "assignment_id": submission,
                        "notebook_id": notebook,
                        "flagged": False,
                    }
                ],
            )
        self._complete(entry, notebook)
        return entry

    def _complete(self, entry: str, notebook: str) -> None:
        """Give the notebook a row for each grade and comment that it can have."""
        for table, kinds, more in (
            (Grade, (GradeCell, TaskCell), {"needs_manual_grade": True}),
            (Comment, (SolutionCell, TaskCell), {}),
        ):
            there = {
                row.cell_id
                for row in self.db.query(table.cell_id).filter(table.notebook_id == entry)
            }
            types = {kind.__mapper__.polymorphic_identity for kind in kinds}
            rows = [
                {"id": _new_id(), "cell_id": cell, "notebook_id": entry, **more}
                for cell, _, kind in self.cells[notebook]
                if kind in types and cell not in there
            ]
            if rows:
                self.db.execute(table.__table__.insert(), rows)

    def _save(self, entry: str, nb: NotebookNode) -> Graded:
        grades = self._rows(Grade, entry, (Grade.id, Grade.manual_score))
        comments = self._rows(Comment, entry, (Comment.id,))
        doubtful, unread = set(asked(nb)), left_open(nb)
        points, most, waiting = 0.0, 0.0, []
        changed: dict[Any, list[dict[str, Any]]] = {Grade: [], Comment: []}
        for cell in nb.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if utils.is_grade(cell):
                row = grades[grade_id]
                score, worth = utils.determine_grade(cell)
                if grade_id in unread:
                    score = None
                needs = row.manual_score is not None or score is None or grade_id in doubtful
                changed[Grade].append(
                    {"id": row.id, "auto_score": score, "needs_manual_grade": needs}
                )
                given = score if row.manual_score is None else row.manual_score
                points, most = points + (given or 0.0), most + worth
                if needs:
                    waiting.append(grade_id)
            if utils.is_solution(cell) or utils.is_task(cell):
                untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
                told = "No response." if untouched and not utils.is_task(cell) else None
                if grade_id in doubtful:
                    told = LOOK
                changed[Comment].append({"id": comments[grade_id].id, "auto_comment": told})
        for table, rows in changed.items():
            if rows:
                self.db.bulk_update_mappings(table, rows)
        return Graded(points, most, tuple(waiting))

    def _rows(self, table: Any, entry: str, columns: tuple[Any, ...]) -> dict[str, Any]:
        found = (
            self.db.query(*columns, BaseCell.name)
            .join(BaseCell, BaseCell.id == table.cell_id)
            .filter(table.notebook_id == entry)
        )
        return {row.name: row for row in found}

    def _no_points(self, entry: str) -> None:
        self.db.query(Grade).filter(Grade.notebook_id == entry).update(
            {"auto_score": 0, "needs_manual_grade": False}, synchronize_session=False
        )


def _told(error: DBAPIError) -> str:
    return " ".join(str(error.orig).split())[:150].rstrip(".")


def _new_id() -> str:
    from nbgrader.api import new_uuid

    return str(new_uuid())
