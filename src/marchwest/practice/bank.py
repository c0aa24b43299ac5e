"""Find items: read the files of `course/practice/`, check their form, offer the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from marchwest.data import practice_dir
from marchwest.errors import DataError, MarchWestError, NotFoundError, nearest
from marchwest.practice.model import Item, Unit
from marchwest.practice.variants import drawn
from marchwest.practice.yaml_lines import Lines, Place, read_yaml

__all__ = [
    "find",
    "items",
    "items_of_units_with",
    "load_unit",
    "unit",
    "units",
    "variants",
]


def load_unit(path: Path) -> tuple[Unit, Lines]:
    """Read one file of items.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    tuple of Unit and Lines
        The items, and the lines on which their parts stand.

    Raises
    ------
    DataError
        If the file has not the form of `model.Unit`: one line for each problem, with its line
        number and what to do.
    """
    content, lines = read_yaml(path)
    content, variants_of = _with_first_variants(content, lines)
    try:
        found = Unit.model_validate(content)
    except ValidationError as error:
        problems = [_told(problem, content, lines) for problem in error.errors()]
        raise DataError("\n".join(problems)) from None
    problems = _own_problems(found, lines)
    for number, item in enumerate(found.items):
        if item.id in variants_of:
            told, checked = _checked(variants_of[item.id], number, content, lines)
            problems += told
            found._drawn[item.id] = (item, *checked)
    if problems:
        raise DataError("\n".join(problems))
    return found, lines


def _with_first_variants(content: Any, lines: Lines) -> tuple[Any, dict[str, list[Any]]]:
    """Return the content of a file with each pattern as its first variant, and the other ones."""
    if not isinstance(content, dict) or not isinstance(content.get("items"), list):
        return content, {}
    made, others, problems = [], {}, []
    for number, item in enumerate(content["items"]):
        place: Place = ("items", number, "variants")
        if not isinstance(item, dict) or "variants" not in item:
            made.append(item)
            continue
        try:
            first, *rest = drawn(item)
        except ValidationError as error:
            for problem in error.errors():
                inner = (*place, *problem["loc"])
                problems.append(_told({**problem, "loc": inner}, content, lines))
            continue
        except MarchWestError as error:
            problems.append(lines.problem(place, f"{_item_name(place, content)}: {error}"))
            continue
        made.append(first)
        others[str(item.get("id"))] = rest
    if problems:
        raise DataError("\n".join(problems))
    return {**content, "items": made}, others


def _checked(
    variants: list[Any], number: int, content: Any, lines: Lines
) -> tuple[list[str], list[Item]]:
    """Return what is wrong with the further variants of an item, and those that are right."""
    problems, found = [], []
    for variant in variants:
        try:
            found.append(Item.model_validate(variant))
        except ValidationError as error:
            for problem in error.errors():
                text = f"variant {variant['variant']}: {problem['msg']}"
                told = {**problem, "loc": ("items", number, *problem["loc"]), "msg": text}
                problems.append(_told(told, content, lines))
    return problems, found


def _told(problem: Any, content: Any, lines: Lines) -> str:
    """Say what a validation error means for an author."""
    place: Place = tuple(problem["loc"])
    # The tag of an answer's form is not a key of the file.
    name = ".".join(str(part) for part in place[2:] if part not in _TAGS) if len(place) > 2 else ""
    what = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "missing":
        what = f"`{place[-1]}` is missing. Add it."
    elif problem["type"] == "extra_forbidden":
        what = f"`{place[-1]}` is not a field here. Remove it, or check its spelling."
    about = " ".join(part for part in (_item_name(place, content), name and f"({name})") if part)
    return lines.problem(place, f"{about}: {what}" if about else what)


_TAGS = frozenset({"value", "sum", "convert", "compute", "chosen", "picked", "spotted", "paired"})


def _item_name(place: Place, content: Any) -> str:
    """Return the id of the item that an error is in, or its place in the list."""
    if len(place) < 2 or place[0] != "items" or not isinstance(place[1], int):
        return ".".join(str(part) for part in place)
    item = content["items"][place[1]]
    known = item.get("id") if isinstance(item, dict) else None
    return f"item {known!r}" if known else f"item number {place[1] + 1}"


def _own_problems(found: Unit, lines: Lines) -> list[str]:
    problems = []
    seen: set[str] = set()
    for number, item in enumerate(found.items):
        place: Place = ("items", number, "id")
        if item.id in seen:
            problems.append(lines.problem(place, f"the id {item.id!r} stands twice. Rename one."))
        seen.add(item.id)
        if item.unit != found.unit or not item.id.startswith(f"ex{found.unit}-"):
            text = f"item {item.id!r} stands in the file of unit {found.unit}. Move or rename it."
            problems.append(lines.problem(place, text))
    for name in found.closing:
        if name not in seen:
            text = f"closing names {name!r}, which is no item of this unit."
            problems.append(lines.problem(("closing",), text))
    return problems


_UNIT_LINE = re.compile(r"""^unit:[ ]*["']?(\d\d)["']?[ ]*$""", re.MULTILINE)


@cache
def _files() -> dict[str, Path]:
    """Return the file of each unit. Files are read whole only when an item of theirs is wanted."""
    found = {}
    for path in sorted(practice_dir().glob("*.yaml")):
        line = _UNIT_LINE.search(path.read_text(encoding="utf-8"))
        found[line[1] if line else load_unit(path)[0].unit] = path
    return found


@cache
def _unit(number: str) -> Unit:
    return load_unit(_files()[number])[0]


@cache
def units() -> dict[str, Unit]:
    """Return the units that have items, by their two digits.

    Returns
    -------
    dict of str to Unit

    Raises
    ------
    DataError
        If a file is not as it must be.
    """
    return {number: _unit(number) for number in _files()}


@cache
def items() -> dict[str, Item]:
    """Return every item by its id."""
    return {item.id: item for each in units().values() for item in each.items}


@cache
def variants(item_id: str) -> tuple[Item, ...]:
    """Return every variant of an item, itself first; of most items there is one."""
    item = find(item_id)
    return _unit(item.unit).variants_of(item)


def unit(name: str | int) -> Unit:
    """Return a unit by its number.

    Parameters
    ----------
    name : str or int
        ``4``, ``"4"`` or ``"04"``.

    Returns
    -------
    Unit

    Raises
    ------
    NotFoundError
        If the unit has no items.
    """
    wanted = str(name).zfill(2)
    if wanted not in _files():
        raise NotFoundError(f"Unit {name!r} has no items. Units with items: {', '.join(_files())}.")
    return _unit(wanted)


def items_of_units_with(item_ids: Iterable[str]) -> list[Item]:
    """Return all items of the units to which some items belong, unit by unit.

    Parameters
    ----------
    item_ids : iterable of str
        Those that there are no longer are passed over.

    Returns
    -------
    list of Item
    """
    numbers = {_number_in(item_id) for item_id in item_ids}
    return [item for number in sorted(numbers & set(_files())) for item in _unit(number).items]


def _number_in(item_id: str) -> str:
    """Return the unit that the id of an item names: ``ex04-...`` stands in unit 04."""
    return item_id.removeprefix("ex").partition("-")[0]


def find(item_id: str) -> Item:
    """Return an item by its id.

    Parameters
    ----------
    item_id : str

    Returns
    -------
    Item

    Raises
    ------
    NotFoundError
        If there is no such item; the message offers the nearest.
    """
    if not isinstance(item_id, str):
        raise NotFoundError('An item is called by its id, for example "ex04-first-bilateral".')
    if (number := _number_in(item_id)) in _files():
        for item in _unit(number).items:
            if item.id == item_id:
                return item
    if item_id not in items():
        offers = nearest(item_id, items()) or list(items())[:3]
        raise NotFoundError(f"There is no item {item_id!r}. Nearest: {', '.join(offers)}.")
    return items()[item_id]
