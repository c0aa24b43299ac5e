"""Rules on problem sets: the manifest against the notebooks that nbgrader reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from marchwest.course.material import Material, Problem
from marchwest.course.model import ProblemSet
from marchwest.data import load
from marchwest.practice.model import Bloom

__all__ = ["RULES"]

_LEAST, _MOST = 20, 30
"""Points of a problem set."""


def agrees_with_nbgrader(material: Material) -> Iterator[Problem]:
    """Yield sets whose tasks are not those of their notebook."""
    for number, each in enumerate(material.course.problem_sets):
        file = f"solutions/{each.id}/{each.id}.ipynb"
        place = ("problem_sets", number)
        path = material.folder / file
        if not path.is_file():
            yield material.in_manifest(
                (*place, "id"), f"there is no {file}.", "Write it, or correct the id."
            )
            continue
        graded = _graded(path.read_text(encoding="utf-8"))
        if graded is None:
            yield Problem(file, "", "this is no notebook.", "Restore it from git.")
            continue
        listed = {task.id for task in each.tasks}
        for name in graded:
            if name not in listed:
                yield Problem(
                    file,
                    f"cell {name}",
                    f"the problem set {each.id} does not list the task {name!r}.",
                    "Add it to course.yaml.",
                )
        for position, task in enumerate(each.tasks):
            where = (*place, "tasks", position)
            if task.id not in graded:
                yield material.in_manifest(
                    (*where, "id"),
                    f"{file} has no graded cell {task.id!r}.",
                    f"There are: {', '.join(graded)}.",
                )
                continue
            points, by_person = graded[task.id]
            if points != task.points:
                yield material.in_manifest(
                    (*where, "points"),
                    f"task {task.id} has {task.points:g} points here and {points:g} in {file}.",
                    "Make them equal.",
                )
            if by_person != (task.marked_by == "person"):
                marker = "person" if by_person else "machine"
                yield material.in_manifest(
                    (*where, "marked_by"),
                    f"task {task.id} is marked by a {marker} in {file}.",
                    f"Write `marked_by: {marker}`, or change the cell.",
                )


def _graded(text: str) -> dict[str, tuple[float, bool]] | None:
    """Return points, and whether a person marks, of each graded cell."""
    try:
        cells: list[dict[str, Any]] = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError):
        return None
    marks = [cell.get("metadata", {}).get("nbgrader", {}) for cell in cells]
    return {
        str(mark.get("grade_id")): (float(mark.get("points", 0)), bool(mark.get("solution")))
        for mark in marks
        if mark.get("grade")
    }


def points(material: Material) -> Iterator[Problem]:
    """Yield sets with too few or too many points, or another sum than they say."""
    for number, each in enumerate(material.course.problem_sets):
        place = ("problem_sets", number, "points")
        total = sum(task.points for task in each.tasks)
        if total != each.points:
            yield material.in_manifest(
                place,
                f"the problem set {each.id} says {each.points:g} points, and its tasks have "
                f"{total:g}.",
                "Make them equal.",
            )
        if not _LEAST <= total <= _MOST:
            yield material.in_manifest(
                place,
                f"the problem set {each.id} has {total:g} points.",
                f"Let it have {_LEAST} to {_MOST}.",
            )


def ids(material: Material) -> Iterator[Problem]:
    """Yield ids that stand twice, and units that do not exist."""
    units = {unit.id for unit in material.course.units}
    seen: set[str] = set()
    for number, each in enumerate(material.course.problem_sets):
        named = [(("problem_sets", number, "id"), each.id)]
        named += [
            (("problem_sets", number, "tasks", position, "id"), task.id)  # type: ignore[misc]
            for position, task in enumerate(each.tasks)
        ]
        for place, name in named:
            if name in seen:
                yield material.in_manifest(place, f"the id {name!r} stands twice.", "Rename one.")
            seen.add(name)
        for unit in each.units:
            if unit not in units:
                yield material.in_manifest(
                    ("problem_sets", number, "units"),
                    f"the problem set {each.id} names unit {unit}, which does not exist.",
                    f"Use one of: {', '.join(sorted(units))}.",
                )


def objectives(material: Material) -> Iterator[Problem]:
    """Yield objectives of a set's units that no task assesses, and tasks for no such objective."""
    for number, each in enumerate(material.course.problem_sets):
        known = _objectives(material, each)
        asked = {task.objective for task in each.tasks}
        for name in known:
            if name not in asked:
                yield material.in_manifest(
                    ("problem_sets", number, "tasks"),
                    f"no task of the problem set {each.id} assesses the objective {name}.",
                    "Write one.",
                )
        for position, task in enumerate(each.tasks):
            if task.objective not in known:
                yield material.in_manifest(
                    ("problem_sets", number, "tasks", position, "objective"),
                    f"task {task.id} is for the objective {task.objective}, which no unit of the "
                    f"problem set {each.id} has.",
                    f"Use one of: {', '.join(known)}.",
                )
        if all(task.bloom is Bloom.REMEMBER for task in each.tasks):
            yield material.in_manifest(
                ("problem_sets", number, "tasks"),
                f"every task of the problem set {each.id} asks to remember.",
                "Write one that asks for more.",
            )


def _objectives(material: Material, each: ProblemSet) -> list[str]:
    return [
        name for unit in material.course.units if unit.id in each.units for name in unit.objectives
    ]


def sources(material: Material) -> Iterator[Problem]:
    """Yield tasks whose sources there are not, and sets that rest on one source."""
    known = load("sources")["source_id"].tolist()
    for number, each in enumerate(material.course.problem_sets):
        for position, task in enumerate(each.tasks):
            for name in task.sources:
                if name not in known:
                    yield material.in_manifest(
                        ("problem_sets", number, "tasks", position, "sources"),
                        f"task {task.id} names the source {name!r}, which does not exist.",
                        f"Use some of: {', '.join(known)}.",
                    )
        used = {name for task in each.tasks for name in task.sources}
        if len(used) < 2:
            yield material.in_manifest(
                ("problem_sets", number, "tasks"),
                f"the problem set {each.id} rests on one source.",
                "Let it need two or more.",
            )


RULES = (agrees_with_nbgrader, points, ids, objectives, sources)
