"""Make the outputs of a run safe to read: bounded in size, with points where points are due."""

from __future__ import annotations

import math
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Integer

from marchwest.grading.nodes import node

__all__ = ["RequirePoints", "TrimOutputs"]


class TrimOutputs(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """Cut outputs by characters; nbgrader's LimitOutput counts lines, and one line can be 50 MB."""

    max_characters = Integer(20_000, help="Characters kept of one output.").tag(config=True)
    max_image = Integer(3_000_000, help="Characters kept of one image, else it goes.").tag(
        config=True
    )
    max_outputs = Integer(200, help="Outputs kept of one cell.").tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Trim one cell."""
        if cell.cell_type != "code":
            return cell, resources
        # What decides points is never cut away: an error or a result may come late.
        first = cell.outputs[: self.max_outputs]
        late = [o for o in cell.outputs[self.max_outputs :] if o.output_type in _DECIDING]
        cell.outputs = first + late[:5]
        for output in cell.outputs:
            if output.output_type == "stream":
                output.text = self._cut("".join(output.text))
            elif output.output_type == "error":
                output.evalue = self._cut(str(output.evalue))
                output.traceback = [self._cut(line) for line in output.traceback[:200]]
            else:
                self._trim_data(output)
        return cell, resources

    def _cut(self, text: str) -> str:
        if len(text) <= self.max_characters:
            return text
        return text[: self.max_characters] + f"\n... cut: {len(text):,} characters in all ..."

    def _trim_data(self, output: NotebookNode) -> None:
        for kind, content in list(output.get("data", {}).items()):
            if not isinstance(content, str):
                if len(str(content)) > self.max_image:
                    del output.data[kind]
            elif kind == "text/plain":
                output.data[kind] = self._cut(content)
            elif len(content) > self.max_image:
                del output.data[kind]


_DECIDING = {"error", "execute_result"}


class RequirePoints(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """See that a cell which ends in ``judging.grade(...)`` left points or an error.

    nbgrader gives full points to a graded cell without output. And it gives none to one with text
    on stderr, where a warning of some library suffices: with points in place that text goes.
    Cells that an instructor writes with plain asserts are left to nbgrader's own rules.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Check one cell."""
        if cell.cell_type != "code" or not utils.is_grade(cell) or utils.is_solution(cell):
            return cell, resources
        if "judging.grade(" not in cell.source:
            return cell, resources
        if any(output.output_type == "error" for output in cell.outputs):
            return cell, resources
        results = [o for o in cell.outputs if o.output_type == "execute_result"]
        if len(results) == 1 and _is_points(results[0], float(cell.metadata.nbgrader["points"])):
            cell.outputs = [
                o for o in cell.outputs if o.output_type != "stream" or o.name != "stderr"
            ]
        else:
            text = "NoPoints: the check ended without points. A person should look at this cell."
            error = {"output_type": "error", "ename": "NoPoints", "evalue": text}
            cell.outputs = [node({**error, "traceback": [text]})]
        return cell, resources


def _is_points(result: NotebookNode, most: float) -> bool:
    try:
        points = float(result.data["text/plain"])
    except (KeyError, TypeError, ValueError):
        return False
    return math.isfinite(points) and 0.0 <= points <= most
