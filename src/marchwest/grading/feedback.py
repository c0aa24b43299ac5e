"""Show learners what the checks said, not the checks."""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from marchwest.grading.hidden import replace_hidden_tests

__all__ = ["HideTests"]

_OWN_ERRORS = {"NotAttempted", "Incorrect", "Unreadable", "WrongAnswer", "NoPoints", "KernelLost"}


class HideTests(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """Take hidden tests out of feedback; in ``GenerateFeedback.preprocessors``, after GetGrades."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Hide the tests of one cell, in its text and in tracebacks that quote it."""
        cell.source = replace_hidden_tests(cell.source, ["# Further checks ran here."])
        if cell.cell_type == "code" and utils.is_grade(cell):
            for output in cell.outputs:
                if output.output_type == "error" and output.ename not in _OWN_ERRORS:
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources
