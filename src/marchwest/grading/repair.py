"""Put the answers of a damaged submission onto a fresh student copy, and tell what was done."""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from marchwest.errors import MarchWestError
from marchwest.grading.plan import Planned, plan_of_release
from marchwest.grading.sanitize import sanitize
from marchwest.grading.status import asked, notes

__all__ = [
    "RepairError",
    "Repaired",
    "find_release",
    "read_notebook",
    "repair",
    "repair_file",
    "shared_cells",
]


class RepairError(MarchWestError):
    """A file that is no notebook, or a notebook that belongs to no problem set."""


@dataclass(frozen=True)
class Repaired:
    """A submission in the shape of its release."""

    notebook: NotebookNode
    notes: tuple[str, ...]
    """What was done, one line each; empty where nothing had to be."""
    doubtful: tuple[str, ...]
    """The grade_ids of tasks whose answer was not clear: a person has to look."""


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of any nbformat, with or without a byte-order mark.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    NotebookNode
        In nbformat 4.

    Raises
    ------
    RepairError
        If the file is not there, not text, not JSON or not a notebook: one line that says so.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RepairError(f"{path} cannot be read: {error.strerror}. Check the path.") from None
    except UnicodeDecodeError:
        raise RepairError(f"{path} is not text, so no notebook. Ask for the .ipynb file.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise RepairError(f"{path} is broken{where}. Ask for the file again.") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = nbformat.from_dict(content)  # type: ignore[no-untyped-call]
            notebook = nbformat.convert(notebook, 4)  # type: ignore[no-untyped-call]
            return _plain_cells(notebook)
    except Exception:
        # nbformat's converters fail in many ways on what is JSON but no notebook.
        raise RepairError(f"{path} is JSON but no notebook. Ask for the .ipynb file.") from None


def _plain_cells(notebook: Any) -> NotebookNode:
    """Return the notebook with cells that have all that the rest relies on."""
    cells = []
    for cell in notebook["cells"]:
        source = cell.get("source", "")
        cell["source"] = "".join(source) if isinstance(source, list) else str(source)
        if not isinstance(cell.get("metadata"), dict):
            cell["metadata"] = nbformat.from_dict({})  # type: ignore[no-untyped-call]
        if cell.get("cell_type") not in ("code", "markdown", "raw"):
            cell["cell_type"] = "raw"
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        cells.append(cell)
    notebook["cells"] = cells
    if not isinstance(notebook.get("metadata"), dict):
        notebook["metadata"] = nbformat.from_dict({})  # type: ignore[no-untyped-call]
    # Cell ids came with 4.5.
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    found: NotebookNode = notebook
    return found


def find_release(submission: NotebookNode, folder: Path) -> Path:
    """Find the student copy that a submission was made from.

    Parameters
    ----------
    submission : NotebookNode
    folder : pathlib.Path
        The folder of the student copies, ``assignments/``.

    Returns
    -------
    pathlib.Path
        The copy that shares most cells with it, by grade_id, cell id or text.

    Raises
    ------
    RepairError
        If there are no copies, or the submission shares cells with none of them.
    """
    releases = sorted(path for path in folder.glob("*/*.ipynb") if path.parent.name == path.stem)
    if not releases:
        raise RepairError(f"No student copies in {folder}. Name one with --release.")
    shared = {
        path: shared_cells(submission, plan_of_release(read_notebook(path))) for path in releases
    }
    best = max(shared, key=lambda path: shared[path])
    if shared[best] == 0:
        names = ", ".join(path.stem for path in releases)
        raise RepairError(f"The notebook is none of {names}. Name its student copy with --release.")
    return best


def shared_cells(submission: NotebookNode, plan: Sequence[Planned]) -> int:
    """Return how many cells of a plan a submission has, by grade_id, cell id or text.

    Parameters
    ----------
    submission : NotebookNode
    plan : sequence of Planned

    Returns
    -------
    int
    """
    marks = set()
    for cell in submission.cells:
        entry = cell.metadata.get("nbgrader")
        marks.add(str(entry.get("grade_id")) if isinstance(entry, dict) else "")
        marks |= {str(cell.get("id")), cell.source.strip()}
    return sum(bool(marks & {cell.grade_id, cell.source.strip()}) for cell in plan)


def repair(submission: NotebookNode, release: NotebookNode) -> Repaired:
    """Put the answers of a submission onto its release.

    Lost cells come back, copies go, cells stand in the order and type of the release, and locked
    text is the release's. Of several answers to one task the last that was worked on stands; the
    others stay in the notebook. Where an answer is not clear, the task is named as doubtful.

    Parameters
    ----------
    submission : NotebookNode
        Left as it is.
    release : NotebookNode
        The student copy.

    Returns
    -------
    Repaired
    """
    nb = copy.deepcopy(submission)
    sanitize(nb, plan_of_release(release), reorder=True)
    told, doubtful = notes(nb), asked(nb)
    nb.metadata = copy.deepcopy(release.metadata)
    return Repaired(nb, tuple(told), tuple(doubtful))


def repair_file(
    path: Path, *, release: Path | None = None, folder: Path, output: Path | None = None
) -> tuple[Repaired, Path]:
    """Repair a file and write the result beside it.

    Parameters
    ----------
    path : pathlib.Path
        The submission; it is never changed.
    release : pathlib.Path, optional
        Its student copy; looked for in ``folder`` where it is not named.
    folder : pathlib.Path
        The folder of the student copies.
    output : pathlib.Path, optional
        Where to write; by default ``NAME.repaired.ipynb`` beside the submission.

    Returns
    -------
    Repaired
    pathlib.Path
        The file that was written.

    Raises
    ------
    RepairError
        If something cannot be read, or the file to be written exists already.
    """
    target = output or path.with_name(f"{path.stem}.repaired.ipynb")
    if target.exists():
        raise RepairError(f"{target} exists. Move it away, or choose another name with --output.")
    submission = read_notebook(path)
    repaired = repair(submission, read_notebook(release or find_release(submission, folder)))
    text = nbformat.writes(repaired.notebook, version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
    target.write_text(text + "\n", encoding="utf-8")
    return repaired, target
