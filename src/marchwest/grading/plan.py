"""What a notebook of an assignment consists of, told by the gradebook and never by a submission."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.nbgraderformat import MetadataValidator

from marchwest.grading.hidden import without_hidden_tests

__all__ = ["Planned", "plan_of_release", "read_plan"]


@dataclass(frozen=True)
class Planned:
    """One cell that every submission of the notebook has to have."""

    grade_id: str
    cell_type: str
    source: str
    """As the gradebook keeps it: solutions cleared, hidden tests in place."""
    checksum: str | None
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float

    @property
    def released(self) -> str:
        """The text that the student copy shows."""
        return without_hidden_tests(self.source)

    @property
    def marker(self) -> str:
        """The first line, by which an answer cell is known when its metadata is lost."""
        return self.released.strip().split("\n")[0].strip()

    @property
    def marked_by_person(self) -> bool:
        """Whether a person gives the points."""
        return (self.grade and self.solution) or self.task

    def metadata(self) -> dict[str, Any]:
        """Return the cell metadata as nbgrader wants it."""
        entry: dict[str, Any] = {
            "grade_id": self.grade_id,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "locked": self.locked,
            "grade": self.grade,
            "solution": self.solution,
            "task": self.task,
            "schema_version": MetadataValidator.schema_version,
        }
        if self.grade or self.task:
            entry["points"] = self.points
        return {"nbgrader": entry}


def read_plan(db_url: str, assignment: str, notebook: str, source: Path | None) -> list[Planned]:
    """Read the cells of a notebook from the gradebook, in order.

    Parameters
    ----------
    db_url : str
    assignment : str
    notebook : str
    source : pathlib.Path or None
        The instructor's notebook, asked for the order of the cells only: a database promises
        none. Where it is missing the order of the rows is taken.

    Returns
    -------
    list of Planned
    """
    with Gradebook(db_url) as gradebook:
        entry = gradebook.find_notebook(notebook, assignment)
        points = {cell.name: float(cell.max_score) for cell in entry.grade_cells}
        tasks = {cell.name: float(cell.max_score) for cell in entry.task_cells}
        solutions = {cell.name for cell in entry.solution_cells}
        cells = [
            Planned(
                grade_id=cell.name,
                cell_type=cell.cell_type,
                source=cell.source,
                checksum=cell.checksum,
                locked=bool(cell.locked),
                grade=cell.name in points,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=points.get(cell.name, tasks.get(cell.name, 0.0)),
            )
            for cell in entry.source_cells
        ]
    order = _order(source)
    return sorted(cells, key=lambda cell: order.get(cell.grade_id, len(order)))


def plan_of_release(release: NotebookNode) -> list[Planned]:
    """Read the plan off a student copy, where no gradebook is at hand.

    Parameters
    ----------
    release : NotebookNode
        The notebook in ``assignments/``; it holds no hidden tests, so neither do these cells.

    Returns
    -------
    list of Planned
    """
    plan = []
    for cell in release.cells:
        entry = cell.metadata.get("nbgrader")
        if not entry:
            continue
        plan.append(
            Planned(
                grade_id=entry["grade_id"],
                cell_type=cell.cell_type,
                source=cell.source,
                checksum=entry.get("checksum"),
                locked=bool(entry["locked"]),
                grade=bool(entry["grade"]),
                solution=bool(entry["solution"]),
                task=bool(entry.get("task", False)),
                points=float(entry.get("points", 0.0)),
            )
        )
    return plan


def _order(source: Path | None) -> dict[str, int]:
    if source is None or not source.is_file():
        return {}
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    return {grade_id: place for place, grade_id in enumerate(ids) if grade_id}
