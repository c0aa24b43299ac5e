"""Rules on units: what the manifest says of them, and whether items bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marchwest.course.material import Material, Notebook, Problem
from marchwest.data import table_names
from marchwest.errors import nearest
from marchwest.practice.model import Bloom

__all__ = ["RULES"]

FIRST = "00"
"""The unit that shows how the course works: it has no earlier unit to ask about."""

_NOTE_PARTS = {
    "Goal": r"goal",
    "Objectives": r"objectives",
    "Prerequisites": r"prerequisites",
    "Out of scope": r"out of scope",
    "Common difficulties": r"difficulties",
    "Discussion questions": r"discussion",
    "In fifty minutes": r"fifty minutes",
}
_SHOWN = re.compile(r"practice\(\s*[\"']([^\"']+)[\"']\s*\)")


def notebooks_in_manifest(material: Material) -> Iterator[Problem]:
    """Yield where manifest and folder have not the same notebooks."""
    named = {unit.notebook: number for number, unit in enumerate(material.course.units)}
    there = {path.name for path in (material.folder / "course").glob("*.ipynb")}
    for name in sorted(set(named) - there):
        yield material.in_manifest(
            ("units", named[name], "notebook"),
            f"there is no course/{name}.",
            "Write it, or take the unit out.",
        )
    for name in sorted(there - set(named)):
        yield Problem(f"course/{name}", "", "no unit names it.", "Add a unit to course.yaml.")


def ids(material: Material) -> Iterator[Problem]:
    """Yield ids that stand twice or do not belong to their unit."""
    seen: set[str] = set()
    for number, unit in enumerate(material.course.units):
        place = ("units", number)
        if unit.id in seen:
            wrong = f"the unit {unit.id} stands twice."
            yield material.in_manifest((*place, "id"), wrong, "Rename one.")
        seen.add(unit.id)
        if not unit.notebook.startswith(f"{unit.id}-"):
            yield material.in_manifest(
                (*place, "notebook"),
                f"the notebook of unit {unit.id} is called {unit.notebook}.",
                f"Let its name begin with {unit.id}-.",
            )
        for name in (*unit.objectives, *unit.written):
            if not name.startswith(f"{unit.id}-"):
                yield material.in_manifest(
                    (*place, "objectives", name),
                    f"the objective {name} stands in unit {unit.id}.",
                    f"Call it {unit.id}-o1, {unit.id}-o2, and so on.",
                )


def prerequisites(material: Material) -> Iterator[Problem]:
    """Yield prerequisites that do not exist, and circles."""
    needs = {unit.id: unit.prerequisites for unit in material.course.units}
    for number, unit in enumerate(material.course.units):
        for other in unit.prerequisites:
            if other not in needs:
                yield material.in_manifest(
                    ("units", number, "prerequisites"),
                    f"unit {unit.id} needs unit {other}, which does not exist.",
                    f"Use one of: {', '.join(needs)}.",
                )
        circle = _circle(unit.id, needs)
        # Told once, at its first unit.
        if circle and unit.id == min(circle):
            yield material.in_manifest(
                ("units", number, "prerequisites"),
                f"units need each other in a circle: {' -> '.join(circle)}.",
                "Take out one of these prerequisites.",
            )


def _circle(start: str, needs: dict[str, list[str]]) -> list[str]:
    """Return a way along prerequisites from a unit back to itself."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for other in needs.get(way[-1], []):
            if other == start:
                return [*way, start]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


def datasets_exist(material: Material) -> Iterator[Problem]:
    """Yield names of tables that there are not."""
    for number, unit in enumerate(material.course.units):
        for place, name in enumerate(unit.datasets):
            if name not in table_names():
                offers = ", ".join(nearest(name, table_names()) or table_names())
                yield material.in_manifest(
                    ("units", number, "datasets", place),
                    f"unit {unit.id} names the table {name!r}, which does not exist.",
                    f"Nearest: {offers}.",
                )


def one_file_of_items(material: Material) -> Iterator[Problem]:
    """Yield units without items, and items without a unit."""
    for number, unit in enumerate(material.course.units):
        files = list((material.folder / "course/practice").glob(f"{unit.id}-*.yaml"))
        if len(files) != 1:
            yield material.in_manifest(
                ("units", number, "id"),
                f"unit {unit.id} has {len(files)} files of items.",
                f"Let there be one: course/practice/{unit.notebook.removesuffix('.ipynb')}.yaml.",
            )
    known = {unit.id for unit in material.course.units}
    for name in sorted(set(material.items) - known):
        wrong = f"there is no unit {name}."
        yield material.in_items(name, ("unit",), wrong, "Add it to course.yaml, or move the items.")


def items_and_objectives(material: Material) -> Iterator[Problem]:
    """Yield items whose objective there is not, and objectives that nothing assesses."""
    by_person = {
        task.objective
        for each in material.course.problem_sets
        for task in each.tasks
        if task.marked_by == "person"
    }
    for number, unit in enumerate(material.course.units):
        if unit.id not in material.items:
            continue
        items = material.items[unit.id].items
        for position, item in enumerate(items):
            if item.objective not in unit.objectives:
                yield material.in_items(
                    unit.id,
                    ("items", position, "objective"),
                    f"item {item.id!r} is for the objective {item.objective}, which unit "
                    f"{unit.id} does not have.",
                    f"Use one of: {', '.join(unit.objectives)}.",
                )
        for name, objective in unit.objectives.items():
            place = ("units", number, "objectives", name)
            levels = {item.bloom for item in items if item.objective == name}
            if objective.bloom is Bloom.CREATE:
                if name not in unit.written and name not in by_person:
                    yield material.in_manifest(
                        place,
                        f"the objective {name} is to create, and no person marks it.",
                        f"Name the cell where learners write under `written: {{{name}: CELL}}`, "
                        "or give a task of a problem set this objective and `marked_by: person`.",
                    )
            elif not levels:
                yield material.in_manifest(
                    place, f"no item assesses the objective {name}.", "Write one."
                )
            elif objective.bloom not in levels:
                found = ", ".join(sorted(levels))
                yield material.in_manifest(
                    place,
                    f"the objective {name} is to {objective.bloom}, and its items are to {found}.",
                    f"Write an item that asks to {objective.bloom}, or change the level.",
                )


def written_cells_exist(material: Material) -> Iterator[Problem]:
    """Yield cells for a person to mark that the notebook does not have."""
    for number, unit, notebook in material.taught():
        for name, cell in unit.written.items():
            if cell not in {each.id for each in notebook.cells}:
                yield material.in_manifest(
                    ("units", number, "written", name),
                    f"{unit.notebook} has no cell {cell!r}.",
                    "Give the id of the cell where learners write.",
                )


def fading_is_recorded(material: Material) -> Iterator[Problem]:
    """Yield units whose items do not lead from much help to none."""
    for name, unit in material.items.items():
        stages = {item.fading for item in unit.items}
        wanted = {0, 1, 2} if name == FIRST else {0, 1, 2, 3}
        if missing := sorted(wanted - stages):
            yield material.in_items(
                name,
                ("items",),
                f"no item of unit {name} has `fading: {missing[0]}`.",
                "Help fades from 0 (a worked example beside it) to 3 (none): write an item for it.",
            )


def shown_items_exist(material: Material) -> Iterator[Problem]:
    """Yield items that a notebook shows and no file holds."""
    known = material.all_items
    for _, _, notebook in material.taught():
        shown = 0
        for cell in notebook.cells:
            if cell.kind != "code":
                continue
            for name in _SHOWN.findall(cell.source):
                shown += 1
                if name not in known:
                    offers = ", ".join(nearest(name, known)) or "none"
                    wrong = f"there is no item {name!r}."
                    yield notebook.at(cell, wrong, f"Nearest: {offers}.")
        if not shown:
            yield notebook.whole("it shows no item.", 'Place one: practice("ID").')


def retrieval_is_earlier(material: Material) -> Iterator[Problem]:
    """Yield items that open a unit and do not stand in an earlier one."""
    known = material.all_items
    for name, unit in material.items.items():
        for item in unit.retrieval:
            if item not in known:
                wrong = f"retrieval names {item!r}, which is no item."
            elif known[item].unit >= name:
                wrong = f"retrieval names {item!r}, which is not of an earlier unit."
            else:
                continue
            yield material.in_items(
                name, ("retrieval",), wrong, "Name an item of a unit before this one."
            )


def every_item_is_shown(material: Material) -> Iterator[Problem]:
    """Yield items that no notebook shows and that are not kept back, and the other way round."""
    shown: set[str] = set()
    for _, unit, notebook in material.taught():
        shown |= shown_in(notebook)
        items = material.items.get(unit.id)
        if items and "practice.retrieval" in notebook.code:
            shown |= set(items.retrieval)
        if items and "practice.closing" in notebook.code:
            shown |= set(items.closing)
    for number, unit in enumerate(material.course.units):
        if unit.id not in material.items:
            continue
        names = [item.id for item in material.items[unit.id].items]
        for position, name in enumerate(names):
            if name not in shown and name not in unit.kept_back:
                yield material.in_items(
                    unit.id,
                    ("items", position, "id"),
                    f"no notebook shows the item {name!r}.",
                    f"Place it, or name it under `kept_back` of unit {unit.id} in course.yaml.",
                )
        for name in unit.kept_back:
            if name not in names or name in shown:
                wrong = "is shown" if name in shown else "is no item of this unit"
                yield material.in_manifest(
                    ("units", number, "kept_back"),
                    f"unit {unit.id} keeps back {name!r}, which {wrong}.",
                    "Take it out of kept_back.",
                )


def shown_in(notebook: Notebook) -> set[str]:
    """Return the items that a notebook shows one by one."""
    return set(_SHOWN.findall(notebook.code))


def design_notes(material: Material) -> Iterator[Problem]:
    """Yield units without a design note, and notes without a part."""
    for unit in material.course.units:
        file = f"docs/units/{unit.notebook.removesuffix('.ipynb')}.md"
        path = material.folder / file
        if not path.is_file():
            parts = ", ".join(_NOTE_PARTS)
            yield Problem(file, "", f"unit {unit.id} has no design note.", f"Write it: {parts}.")
            continue
        text = path.read_text(encoding="utf-8")
        heads = re.findall(r"^(?:#+ (.+)|\*\*(.+?)\*\*)", text, flags=re.MULTILINE)
        told = " | ".join(one or other for one, other in heads).casefold()
        for name, pattern in _NOTE_PARTS.items():
            if not re.search(pattern, told):
                wrong = f"the design note has no part {name!r}."
                yield Problem(file, "", wrong, f"Add it, beginning with **{name}.**")


RULES = (
    notebooks_in_manifest,
    ids,
    prerequisites,
    datasets_exist,
    one_file_of_items,
    items_and_objectives,
    written_cells_exist,
    fading_is_recorded,
    shown_items_exist,
    retrieval_is_earlier,
    every_item_is_shown,
    design_notes,
)
