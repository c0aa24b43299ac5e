"""Show learners what the checks said, not the checks."""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from marchwest.grading.hidden import replace_hidden_tests

__all__ = ["HideTests"]

_OWN_ERRORS = {
    "NotAttempted",
    "Incorrect",
    "Unreadable",
    "WrongAnswer",
    "NoPoints",
    "KernelLost",
    "NeedsPerson",
}
_PARTS = ("Look at:", "Next:")


class HideTests(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """Take hidden tests out of feedback; in ``GenerateFeedback.preprocessors``, after GetGrades."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Hide the tests of one cell, in its text and in tracebacks that quote it."""
        cell.source = replace_hidden_tests(cell.source, ["# Further checks ran here."])
        if cell.cell_type == "code" and utils.is_grade(cell):
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = _shown(output)
        return cell, resources


def _shown(error: NotebookNode) -> list[str]:
    """Return a message with one line for each of its parts: the page breaks lines to its width."""
    if error.ename not in _OWN_ERRORS:
        return [f"{error.ename}: {error.evalue}"]
    lines: list[str] = []
    for line in error.traceback:
        if lines and not line.startswith(_PARTS):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines
