"""Mark in the gradebook what a person has to look at."""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from marchwest.grading.status import asked, left_open, write_note_cell

__all__ = ["LOOK", "AskPerson"]

LOOK = "A person has to look at this answer: see the note at the top."


class AskPerson(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """Set "needs manual grading" on doubtful cells; after SaveAutoGrades, which would clear it."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Flag the cells of one notebook and print the notes at its top."""
        write_note_cell(nb)
        about = resources["nbgrader"]
        place = (about["notebook"], about["assignment"], about["student"])
        with Gradebook(about["db_url"]) as gradebook:
            for grade_id in asked(nb):
                grade = gradebook.find_grade(grade_id, *place)
                grade.needs_manual_grade = True
                if grade_id in left_open(nb):
                    # Not zero: nobody has judged it.
                    grade.auto_score = None
                self._comment(gradebook, grade_id, place)
            gradebook.db.commit()
        return nb, resources

    def _comment(self, gradebook: Gradebook, grade_id: str, place: tuple[str, str, str]) -> None:
        """Say so beside the answer too, where nbgrader keeps a comment for the cell."""
        try:
            comment = gradebook.find_comment(grade_id, *place)
        except MissingEntry:
            return
        comment.auto_comment = LOOK
