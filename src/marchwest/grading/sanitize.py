"""Bring a submission into the shape of the release before nbgrader looks at it.

Stock nbgrader stops the whole class at one copied cell, gives full points to a cell whose tag says
that it is not to run, and loses the grades of a notebook whose metadata is gone. So the cells are
matched to the plan (see `read_plan`), each gets the metadata of the plan and no other, and every
step that is more than routine is noted for student and instructor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from marchwest.grading.nodes import node
from marchwest.grading.plan import Planned, read_plan
from marchwest.grading.status import ask_person, note, write_note_cell

__all__ = ["SanitizeSubmission", "sanitize"]

# As nbformat has it.
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEPT_NOTEBOOK_METADATA = ("kernelspec", "language_info")


class SanitizeSubmission(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """Match the cells of a submission to the plan; first in ``Autograde.sanitize_preprocessors``."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Sanitize one notebook, in place."""
        about = resources["nbgrader"]
        plan = read_plan(
            about["db_url"], about["assignment"], about["notebook"], self._source(about)
        )
        sanitize(nb, plan)
        for line in nb.metadata.get("marchwest", {}).get("notes", []):
            self.log.warning("%s: %s", about["student"], line)
        return nb, resources

    def _source(self, about: dict[str, str]) -> Path | None:
        """Return the path of the instructor's notebook, if the converter tells the course."""
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir is None:
            return None
        folder = coursedir.format_path(coursedir.source_directory, ".", about["assignment"])
        return Path(folder) / f"{about['notebook']}.ipynb"


def sanitize(nb: NotebookNode, plan: list[Planned], *, reorder: bool = False) -> None:
    """Bring a notebook into the shape of its plan, in place.

    Parameters
    ----------
    nb : NotebookNode
        A submission, of any quality.
    plan : list of Planned
        The cells it must have, in order.
    reorder : bool, default False
        Put the cells into the order of the plan. Grading does not: it runs what was handed in as
        it stands, and asks a person to look.
    """
    nb.metadata = node(
        {key: nb.metadata[key] for key in _KEPT_NOTEBOOK_METADATA if key in nb.metadata}
    )
    for cell in nb.cells:
        # Half a character, which JSON can hold and no file can.
        cell.source = cell.source.encode("utf-8", "replace").decode("utf-8")
    found, by_content = _match(nb.cells, plan)
    chosen = {
        cell.grade_id: _choose(nb, cell, [nb.cells[place] for place in places])
        for cell in plan
        if (places := found[cell.grade_id])
    }
    if by_content:
        listed = ", ".join(by_content) if len(by_content) < 7 else f"{len(by_content)} cells"
        note(nb, f"Cell metadata was lost; known again by their text: {listed}.")
    _drop_spent_copies(nb, plan, found, chosen)
    _apply_plan(nb, plan, chosen)
    _restore_missing(nb, plan, chosen)
    if reorder:
        _reorder(nb, plan)
    else:
        _tell_order(nb, plan)
    _unique_ids(nb.cells)
    write_note_cell(nb)


def _match(
    cells: list[NotebookNode], plan: list[Planned]
) -> tuple[dict[str, list[int]], list[str]]:
    """Return the places of the cells that stand for each planned cell.

    Metadata decides; where no cell has it, the cell id does, then the text of a locked cell or the
    first line of an answer cell. A text that fits two planned cells fits none.
    """
    found: dict[str, list[int]] = defaultdict(list)
    by_id = {cell.grade_id: cell for cell in plan}
    unmarked = []
    for place, cell in enumerate(cells):
        grade_id = _grade_id(cell)
        if grade_id in by_id:
            found[grade_id].append(place)
        elif not grade_id:
            unmarked.append(place)

    by_content = []
    for planned in plan:
        if found[planned.grade_id]:
            continue
        places = [p for p in unmarked if cells[p].get("id") == planned.grade_id] or [
            p for p in unmarked if _fits(cells[p], planned, plan)
        ]
        if places:
            found[planned.grade_id] = places
            by_content.append(planned.grade_id)
            unmarked = [place for place in unmarked if place not in places]
    return found, by_content


def _grade_id(cell: NotebookNode) -> str:
    entry = cell.metadata.get("nbgrader")
    grade_id = entry.get("grade_id") if isinstance(entry, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def _fits(cell: NotebookNode, planned: Planned, plan: list[Planned]) -> bool:
    text = _normal(cell.source)
    if planned.locked:
        return text in {_normal(planned.released), _normal(planned.source)}
    alike = [other for other in plan if not other.locked and other.marker == planned.marker]
    if len(alike) > 1 or not planned.marker:
        return False
    return text.split("\n")[0].strip() == planned.marker


def _normal(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().split("\n"))


def _choose(nb: NotebookNode, planned: Planned, copies: list[NotebookNode]) -> NotebookNode:
    """Return the copy that counts.

    Of a locked cell any will do: its text comes from the plan. Of an answer the last that was
    worked on counts, as it does when the notebook runs from top to bottom.
    """
    if len(copies) == 1:
        return copies[0]
    if planned.locked:
        note(nb, f"{planned.grade_id} was there {len(copies)} times; one is kept.")
        return copies[-1]
    worked_on = [c for c in copies if _normal(c.source) != _normal(planned.released)]
    different = {_normal(copy.source) for copy in worked_on}
    if len(different) > 1 and planned.marked_by_person:
        ask_person(nb, [planned.grade_id], f"{len(different)} different answers were handed in.")
    else:
        note(nb, f"{planned.grade_id} was there {len(copies)} times; the last answer counts.")
    return (worked_on or copies)[-1]


def _drop_spent_copies(
    nb: NotebookNode,
    plan: list[Planned],
    found: dict[str, list[int]],
    chosen: dict[str, NotebookNode],
) -> None:
    """Remove copies that hold nothing of the student's: they would only undo an answer."""
    spent = set()
    for planned in plan:
        for place in found[planned.grade_id]:
            cell = nb.cells[place]
            untouched = _normal(cell.source) in {
                _normal(planned.released),
                _normal(planned.source),
            }
            if cell is not chosen[planned.grade_id] and untouched:
                spent.add(place)
    nb.cells = [cell for place, cell in enumerate(nb.cells) if place not in spent]


def _apply_plan(nb: NotebookNode, plan: list[Planned], chosen: dict[str, NotebookNode]) -> None:
    """Give each cell the metadata, type and, where locked, text of the plan; others get none."""
    for cell in nb.cells:
        cell.metadata = node({})
    for planned in plan:
        cell = chosen.get(planned.grade_id)
        if cell is None:
            continue
        cell.metadata = node(planned.metadata())
        cell["id"] = planned.grade_id
        if cell.cell_type != planned.cell_type:
            note(nb, f"{planned.grade_id} was a {cell.cell_type} cell; made {planned.cell_type}.")
            _retype(cell, planned.cell_type)
        if planned.locked:
            if _normal(cell.source) not in {_normal(planned.released), _normal(planned.source)}:
                note(nb, f"{planned.grade_id} was changed; its text was put back.")
            cell.source = planned.source


def _retype(cell: NotebookNode, cell_type: str) -> None:
    cell.cell_type = cell_type
    for key in ("outputs", "execution_count", "attachments"):
        cell.pop(key, None)
    if cell_type == "code":
        cell.outputs, cell.execution_count = [], None


def _restore_missing(
    nb: NotebookNode, plan: list[Planned], chosen: dict[str, NotebookNode]
) -> None:
    """Put missing cells back after the planned cell that goes before them."""
    missing = [planned for planned in plan if planned.grade_id not in chosen]
    if not missing:
        return
    unplaced = [
        cell for cell in nb.cells if not cell.metadata.get("nbgrader") and cell.source.strip()
    ]
    place = 0
    for planned in plan:
        if planned.grade_id in chosen:
            place = nb.cells.index(chosen[planned.grade_id]) + 1
        else:
            nb.cells.insert(place, _new_cell(planned))
            place += 1
    note(nb, f"Missing cells were put back: {', '.join(cell.grade_id for cell in missing)}.")
    orphaned = _graded_by(missing, plan)
    if unplaced and orphaned:
        ask_person(nb, orphaned, "Answers may stand in cells that could not be placed.")


def _new_cell(planned: Planned) -> Any:
    source = planned.source
    if planned.solution and not planned.grade and planned.cell_type == "code":
        # The placeholder would undo an answer that stands in a cell of the student's own.
        source = "# This answer cell was missing from the submission."
    cell: dict[str, Any] = {
        "cell_type": planned.cell_type,
        "id": planned.grade_id,
        "metadata": planned.metadata(),
        "source": source,
    }
    if planned.cell_type == "code":
        cell |= {"outputs": [], "execution_count": None}
    return node(cell)


def _graded_by(missing: Iterable[Planned], plan: list[Planned]) -> list[str]:
    """Return the graded cells whose points hang on a missing answer cell."""
    lost = {planned.grade_id for planned in missing if planned.solution}
    grade_ids = []
    answer_lost = False
    for planned in plan:
        if planned.solution:
            answer_lost = planned.grade_id in lost
        if planned.grade and answer_lost:
            grade_ids.append(planned.grade_id)
    return grade_ids


def _stands_otherwise(nb: NotebookNode, plan: list[Planned]) -> bool:
    there = [_grade_id(cell) for cell in nb.cells if _grade_id(cell)]
    return there != [planned.grade_id for planned in plan]


def _reorder(nb: NotebookNode, plan: list[Planned]) -> None:
    """Put planned cells into their order; a cell of the student's own follows the one above it."""
    if not _stands_otherwise(nb, plan):
        return
    groups: dict[str, list[NotebookNode]] = {"": []}
    above = ""
    for cell in nb.cells:
        above = _grade_id(cell) or above
        groups.setdefault(above, []).append(cell)
    order = ["", *(planned.grade_id for planned in plan)]
    nb.cells = [cell for grade_id in order for cell in groups[grade_id]]
    note(nb, "Cells stood in another order; the order of the release was restored.")


def _tell_order(nb: NotebookNode, plan: list[Planned]) -> None:
    if _stands_otherwise(nb, plan):
        ask_person(nb, [p.grade_id for p in plan if p.grade], "Cells stand in another order.")


def _unique_ids(cells: list[NotebookNode]) -> None:
    planned = {cell["id"] for cell in cells if cell.metadata.get("nbgrader")}
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        if not cell.metadata.get("nbgrader") and (
            not _CELL_ID.fullmatch(str(cell.get("id"))) or cell["id"] in planned | seen
        ):
            cell["id"] = f"cell-{number}"
        seen.add(cell["id"])
