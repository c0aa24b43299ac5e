"""Make an error of each cell that did not run: nbgrader gives full points to silence."""

from __future__ import annotations

from collections.abc import Collection

from nbformat.notebooknode import NotebookNode

from marchwest.grading.nodes import node
from marchwest.grading.status import ask_person

__all__ = ["tell_unfinished"]


def tell_unfinished(nb: NotebookNode, done: Collection[int], reason: str, note: str) -> None:
    """Write an error into each code cell that did not come to an end, and ask a person to look.

    Parameters
    ----------
    nb : NotebookNode
    done : collection of int
        Places of the cells that ran to their end.
    reason : str
        For the cell: why it did not.
    note : str
        For the note at the top of the notebook.
    """
    unfinished = []
    for place, cell in enumerate(nb.cells):
        if cell.cell_type != "code" or not cell.source.strip() or place in done:
            continue
        text = f"KernelLost: {reason}"
        error = {"output_type": "error", "ename": "KernelLost", "evalue": text, "traceback": [text]}
        cell.outputs = [*cell.outputs, node(error)]
        entry = cell.metadata.get("nbgrader", {})
        if entry.get("grade"):
            unfinished.append(entry["grade_id"])
    if unfinished:
        ask_person(nb, unfinished, note)
