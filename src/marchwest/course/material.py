"""Read what a course is made of, and remember where everything stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from marchwest.course.model import Course, Unit
from marchwest.errors import DataError
from marchwest.practice import bank
from marchwest.practice.model import Item
from marchwest.practice.model import Unit as Items
from marchwest.practice.yaml_lines import Lines, Place, read_yaml

__all__ = ["MANIFEST", "Cell", "Material", "Notebook", "Problem", "read"]

MANIFEST = "course/course.yaml"


@dataclass(frozen=True)
class Problem:
    """What an author must know of one thing that is not as it must be."""

    file: str
    """Path from the folder of the course."""
    place: str
    """``line 12``, ``cell u04-title``, or empty where the whole file is meant."""
    wrong: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.wrong} {self.remedy}".rstrip()


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook."""

    id: str
    kind: str
    """`markdown` or `code`."""
    source: str


@dataclass(frozen=True)
class Notebook:
    """One notebook of the course."""

    file: str
    cells: tuple[Cell, ...]

    def at(self, cell: Cell, wrong: str, remedy: str) -> Problem:
        """Return a problem of one cell."""
        return Problem(self.file, f"cell {cell.id}", wrong, remedy)

    def whole(self, wrong: str, remedy: str) -> Problem:
        """Return a problem of the notebook as a whole."""
        return Problem(self.file, "", wrong, remedy)

    @property
    def code(self) -> str:
        """All code."""
        return "\n".join(cell.source for cell in self.cells if cell.kind == "code")


@dataclass
class Material:
    """The files of a course that could be read, and what is wrong with those that could not."""

    folder: Path
    course: Course
    lines: Lines
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    """File name to notebook."""
    items: dict[str, Items] = field(default_factory=dict)
    """Unit to its items."""
    item_lines: dict[str, Lines] = field(default_factory=dict)
    unread: list[Problem] = field(default_factory=list)

    def in_manifest(self, place: Place, wrong: str, remedy: str) -> Problem:
        """Return a problem of the manifest, with its line."""
        return Problem(MANIFEST, f"line {self.lines.line(place)}", wrong, remedy)

    def in_items(self, unit: str, place: Place, wrong: str, remedy: str) -> Problem:
        """Return a problem of a file of items, with its line."""
        lines = self.item_lines[unit]
        return Problem(f"course/practice/{lines.name}", f"line {lines.line(place)}", wrong, remedy)

    def taught(self) -> Iterator[tuple[int, Unit, Notebook]]:
        """Yield each unit with its place in the manifest and its notebook, where there is one."""
        for number, unit in enumerate(self.course.units):
            if unit.notebook in self.notebooks:
                yield number, unit, self.notebooks[unit.notebook]

    @property
    def all_items(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for unit in self.items.values() for item in unit.items}


def read(folder: Path) -> Material | list[Problem]:
    """Read a course.

    Parameters
    ----------
    folder : pathlib.Path
        It holds ``course/course.yaml``.

    Returns
    -------
    Material or list of Problem
        Problems only where the manifest itself has not the right form.
    """
    try:
        content, lines = read_yaml(folder / MANIFEST)
    except DataError as error:
        return list(told_by_reader("course", str(error)))
    try:
        course = Course.model_validate(content)
    except ValidationError as error:
        return [_told(problem, lines) for problem in error.errors()]
    material = Material(folder, course, lines)
    for path in sorted((folder / "course").glob("*.ipynb")):
        _add_notebook(material, path)
    for path in sorted((folder / "course/practice").glob("*.yaml")):
        try:
            unit, where = _items_of(path, path.read_text(encoding="utf-8"))
        except DataError as error:
            material.unread += told_by_reader("course/practice", str(error))
            continue
        material.items[unit.unit] = unit
        material.item_lines[unit.unit] = where
    return material


@lru_cache(maxsize=64)
def _items_of(path: Path, _: str) -> tuple[Items, Lines]:
    return bank.load_unit(path)


def _add_notebook(material: Material, path: Path) -> None:
    file = f"course/{path.name}"
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
        cells = tuple(
            Cell(cell.get("id", ""), cell["cell_type"], "".join(cell["source"]))
            for cell in raw["cells"]
        )
    except (ValueError, KeyError, TypeError) as error:
        wrong = f"this is no notebook ({type(error).__name__}: {error})."
        material.unread.append(Problem(file, "", wrong, "Restore it from git."))
        return
    material.notebooks[path.name] = Notebook(file, cells)


def told_by_reader(folder: str, message: str) -> Iterator[Problem]:
    """Yield what the reader of YAML files or the rules for items have to say, one problem a line.

    Parameters
    ----------
    folder : str
        Where the file lies, which they know by its name alone.
    message : str
        Lines of the form ``file, line 3: what is wrong. What to do.``

    Yields
    ------
    Problem
    """
    for line in message.splitlines():
        where, _, text = line.partition(": ")
        name, _, place = where.partition(", ")
        wrong, stop, remedy = text.rpartition(". ")
        wrong, remedy = (f"{wrong}.", remedy) if stop else (text, "")
        yield Problem(f"{folder}/{name}", place, wrong, remedy)


def _told(problem: Any, lines: Lines) -> Problem:
    """Say what a validation error means for an author."""
    place: Place = tuple(part for part in problem["loc"] if part != "[key]")
    about = ".".join(str(part) for part in place)
    wrong, remedy = f"{problem['msg'].removeprefix('Value error, ')}.", "Change it."
    if problem["type"] == "missing":
        wrong, remedy = f"`{place[-1]}` is missing.", "Add it."
    elif problem["type"] == "extra_forbidden":
        wrong, remedy = f"`{place[-1]}` is not a field here.", "Remove it, or check its spelling."
    elif problem["type"] == "string_pattern_mismatch":
        wrong = f"{problem['input']!r} has not the form {problem['ctx']['pattern']}."
        remedy = "Rename it."
    return Problem(MANIFEST, f"line {lines.line(place)}", f"{about}: {wrong}", remedy)
