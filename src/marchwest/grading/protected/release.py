"""What an assignment consists of, and how a submission becomes a job and a job a graded notebook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook

from marchwest.grading.hidden import without_hidden_tests
from marchwest.grading.nodes import node
from marchwest.grading.plan import Planned, read_plan
from marchwest.grading.protected.limits import Limits
from marchwest.grading.protected.names import asked_names, bound_names, read_names
from marchwest.grading.protected.worker import Cell, Job, Ran
from marchwest.grading.sanitize import sanitize
from marchwest.grading.status import leave_open
from marchwest.grading.unfinished import tell_unfinished

__all__ = ["Release", "apply", "job_of", "read_release", "sanitized"]


@dataclass(frozen=True)
class Release:
    """One notebook of an assignment, as the instructor made it."""

    assignment: str
    notebook: str
    plan: tuple[Planned, ...]
    names: dict[str, tuple[str, ...]]
    """grade_id to the names whose values its check reads from the student."""
    before: dict[str, tuple[str, ...]]
    """grade_id to the trusted cells that its check builds on."""
    kernelspec: dict[str, Any] | None
    key: tuple[str, ...] = ()
    """The code cells of the instructor's notebook, to warm up the process of the checks."""

    @property
    def locked(self) -> tuple[str, ...]:
        """The code that every submission runs: locked cells, and what is shown of checks."""
        return tuple(
            cell.released for cell in self.plan if cell.cell_type == "code" and cell.locked
        )


def read_release(db_url: str, assignment: str, notebook: str, source: Path | None) -> Release:
    """Read from the gradebook, and from the instructor's notebook, what a notebook consists of.

    Parameters
    ----------
    db_url : str
    assignment, notebook : str
    source : pathlib.Path or None
        The instructor's notebook. It tells which names an answer cell binds; without it the
        released cells do.

    Returns
    -------
    Release
    """
    plan = read_plan(db_url, assignment, notebook, source)
    with Gradebook(db_url) as gradebook:
        kernelspec = gradebook.find_notebook(notebook, assignment).kernelspec
    code = [cell for cell in plan if cell.cell_type == "code"]
    answers = bound_names(cell.source for cell in code if cell.solution)
    key = _code_cells(source)
    answers |= bound_names(text for text, entry in key if entry.get("solution"))
    checks: dict[str, str] = {}
    trusted: dict[str, frozenset[str]] = {}
    before: dict[str, tuple[str, ...]] = {}
    bound: frozenset[str] = frozenset()
    waiting: list[Planned] = []
    for cell in code:
        if _is_check(cell):
            checks[cell.grade_id] = cell.source
            trusted[cell.grade_id] = bound
            # Once a check builds on a trusted cell, all above it run, as they do in a notebook.
            if (read_names(cell.source).reads & bound) - answers:
                before[cell.grade_id] = tuple(one.source for one in waiting)
                waiting = []
        elif cell.locked:
            waiting.append(cell)
            bound |= read_names(cell.source).binds
    return Release(
        assignment,
        notebook,
        tuple(plan),
        asked_names(checks, answers, trusted),
        before,
        json.loads(kernelspec) if kernelspec else None,
        tuple(text for text, _ in key),
    )


def _is_check(cell: Planned) -> bool:
    return cell.cell_type == "code" and cell.grade and not cell.solution


def _code_cells(source: Path | None) -> list[tuple[str, dict[str, Any]]]:
    """Return the code cells of the instructor's notebook, each with its nbgrader metadata."""
    if source is None or not source.is_file():
        return []
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    return [
        ("".join(cell["source"]), cell["metadata"].get("nbgrader", {}))
        for cell in cells
        if cell["cell_type"] == "code"
    ]


def sanitized(nb: NotebookNode, release: Release) -> NotebookNode:
    """Bring a submission into the shape of its release, in place, without any output.

    Parameters
    ----------
    nb : NotebookNode
        A submission, of any quality.
    release : Release

    Returns
    -------
    NotebookNode
    """
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    sanitize(nb, list(release.plan))
    if release.kernelspec:
        nb.metadata["kernelspec"] = node(release.kernelspec)
    return nb


def _running(nb: NotebookNode) -> list[int]:
    """Return the places of the cells that run."""
    return [
        place
        for place, cell in enumerate(nb.cells)
        if cell.cell_type == "code" and cell.source.strip()
    ]


def job_of(nb: NotebookNode, release: Release, files: dict[str, str], limits: Limits) -> Job:
    """Return what a worker needs to run a sanitized submission.

    Parameters
    ----------
    nb : NotebookNode
    release : Release
    files : dict of str to str
        Relative path to content as base64.
    limits : Limits

    Returns
    -------
    Job
        Of a graded cell the student's process gets the released text, never the hidden tests.
    """
    cells = []
    for place in _running(nb):
        cell = nb.cells[place]
        if utils.is_grade(cell) and not utils.is_solution(cell):
            grade_id = cell.metadata.nbgrader["grade_id"]
            cells.append(
                Cell(
                    source=without_hidden_tests(cell.source),
                    grade_id=grade_id,
                    check=cell.source,
                    before=release.before.get(grade_id, ()),
                    names=release.names.get(grade_id, ()),
                )
            )
        else:
            cells.append(Cell(source=cell.source))
    return Job(tuple(cells), files, limits)


_ENDED = {
    "timeout": "The notebook took longer than it may.",
    "memory": "The notebook used more memory than it may.",
    "cpu": "The notebook used more processor time than it may.",
    "output": "The notebook sent what cannot be read, or too much.",
    "crashed": "The process of the notebook ended before its time.",
}


def apply(nb: NotebookNode, ran: Ran) -> None:
    """Write what came of a run into its notebook, in place.

    Parameters
    ----------
    nb : NotebookNode
        The sanitized submission from which the job was made.
    ran : Ran
    """
    running = _running(nb)
    done = []
    for number, place in enumerate(running):
        if number not in ran.outputs:
            continue
        cell = nb.cells[place]
        cell.outputs = [kept for output in ran.outputs[number] if (kept := _safe_output(output))]
        cell.execution_count = number + 1
        done.append(place)
    if len(done) < len(running):
        reason = _ENDED.get(ran.status, _ENDED["crashed"])
        told = f"{reason} ({ran.detail})" if ran.detail and ran.status == "crashed" else reason
        tell_unfinished(nb, done, f"{told} This cell did not run to its end.", told)
    for grade_id, opaque in ran.opaque.items():
        _ask_about_opaque(nb, grade_id, opaque)


def _ask_about_opaque(nb: NotebookNode, grade_id: str, opaque: dict[str, str]) -> None:
    """Have a person look where a value could not be carried to its check."""
    (cell,) = [
        one
        for one in nb.cells
        if one.cell_type == "code" and one.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    ]
    named = ", ".join(f"{name} ({kind})" for name, kind in sorted(opaque.items()))
    reason = f"{named} cannot be taken out of the notebook."
    if not any(output.get("ename") == "Unreadable" for output in cell.outputs):
        # The check has seen a stand-in, so what it says is no verdict.
        text = f"NeedsPerson: {named} cannot be taken out of the notebook: a person looks at it."
        error = {"output_type": "error", "ename": "NeedsPerson", "evalue": text}
        cell.outputs = [node({**error, "traceback": [text]})]
    leave_open(nb, grade_id, reason)


def _safe_output(output: dict[str, Any]) -> Any:
    """Build an output anew from what nbformat knows; what comes from a submission may be anything."""
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return node({"output_type": "stream", "name": name, "text": _text(output.get("text"))})
    if kind == "error":
        lines = output.get("traceback")
        lines = lines if isinstance(lines, list) else []
        return node(
            {
                "output_type": "error",
                "ename": _text(output.get("ename")),
                "evalue": _text(output.get("evalue")),
                "traceback": [_text(line) for line in lines],
            }
        )
    if kind in ("display_data", "execute_result"):
        data = output.get("data")
        content: dict[str, Any] = {
            "output_type": kind,
            "data": _safe_data(data if isinstance(data, dict) else {}),
            "metadata": {},
        }
        if kind == "execute_result":
            content["execution_count"] = None
        return node(content)
    return None


def _safe_data(data: dict[Any, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for kind, content in data.items():
        if isinstance(content, str):
            kept[_text(kind)] = _text(content)
        elif str(kind).endswith("json"):
            kept[_text(kind)] = content
    return kept


def _text(value: Any) -> str:
    """Return text that can be written to a file."""
    text = value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")
