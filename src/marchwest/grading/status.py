"""What was done to a notebook on its way to a grade, carried inside the notebook itself."""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode

from marchwest.grading.nodes import node

__all__ = [
    "NOTE_ID",
    "ask_person",
    "asked",
    "leave_open",
    "left_open",
    "note",
    "notes",
    "write_note_cell",
]

_KEY = "marchwest"
NOTE_ID = "marchwest-note"


def _status(nb: NotebookNode) -> Any:
    return nb.metadata.setdefault(_KEY, node({"notes": [], "ask": [], "open": []}))


def notes(nb: NotebookNode) -> list[str]:
    """Return what was done to the notebook, one line each.

    Parameters
    ----------
    nb : NotebookNode

    Returns
    -------
    list of str
    """
    return list(_status(nb)["notes"])


def asked(nb: NotebookNode) -> list[str]:
    """Return the grade_ids that a person has to look at.

    Parameters
    ----------
    nb : NotebookNode

    Returns
    -------
    list of str
    """
    return list(_status(nb)["ask"])


def leave_open(nb: NotebookNode, grade_id: str, reason: str) -> None:
    """Record that no machine can give a score to a cell: neither zero nor full, a person does.

    Parameters
    ----------
    nb : NotebookNode
    grade_id : str
    reason : str
    """
    ask_person(nb, [grade_id], reason)
    _status(nb)["open"].append(grade_id)


def left_open(nb: NotebookNode) -> set[str]:
    """Return the grade_ids to which no machine can give a score.

    Parameters
    ----------
    nb : NotebookNode

    Returns
    -------
    set of str
    """
    return set(_status(nb).get("open", ()))


def note(nb: NotebookNode, text: str) -> None:
    """Record what was done.

    Parameters
    ----------
    nb : NotebookNode
    text : str
    """
    _status(nb)["notes"].append(text)


def ask_person(nb: NotebookNode, grade_ids: list[str], reason: str) -> None:
    """Record that a person has to look at some cells, and why.

    Parameters
    ----------
    nb : NotebookNode
    grade_ids : list of str
    reason : str
    """
    status = _status(nb)
    status["ask"] += [grade_id for grade_id in grade_ids if grade_id not in status["ask"]]
    status["notes"].append(f"{reason} Needs a person: {', '.join(grade_ids)}.")


def write_note_cell(nb: NotebookNode) -> None:
    """Show the notes as the first cell, so that feedback and formgrader print them.

    Parameters
    ----------
    nb : NotebookNode
    """
    nb.cells = [cell for cell in nb.cells if cell.get("id") != NOTE_ID]
    lines = notes(nb)
    if not lines:
        return
    text = "\n".join(["**What grading did to this notebook**", "", *(f"- {x}" for x in lines)])
    cell = {"cell_type": "markdown", "id": NOTE_ID, "metadata": {}, "source": text}
    nb.cells.insert(0, node(cell))
