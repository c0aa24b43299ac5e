"""Check a course: every rule, every problem, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from marchwest.course import rules_notebooks, rules_sets, rules_units
from marchwest.course.material import MANIFEST, Material, Problem, read, told_by_reader
from marchwest.errors import DataError, NotFoundError
from marchwest.practice import lint

__all__ = ["check"]


def check(folder: str | Path = ".") -> list[Problem]:
    """Return what is wrong with a course.

    Parameters
    ----------
    folder : str or pathlib.Path, default "."
        The folder that holds ``course/course.yaml``.

    Returns
    -------
    list of Problem
        File, place, what is wrong, what to do. Empty where manifest, notebooks, items, design
        notes and problem sets agree.

    Raises
    ------
    NotFoundError
        If the folder holds no course.
    """
    folder = Path(folder)
    if not (folder / MANIFEST).is_file():
        raise NotFoundError(f"There is no {MANIFEST} in {folder}. Name the folder that holds it.")
    material = read(folder)
    if isinstance(material, list):
        return material
    found = list(material.unread)
    for rule in (*rules_units.RULES, *rules_notebooks.RULES, *rules_sets.RULES):
        found += rule(material)
    found += _of_items(material)
    return list(dict.fromkeys(found))


def _of_items(material: Material) -> Iterator[Problem]:
    for path in sorted((material.folder / "course/practice").glob("*.yaml")):
        for line in _rules_for_items(path, path.read_text(encoding="utf-8")):
            yield from told_by_reader("course/practice", line.replace("\n", " "))


@lru_cache(maxsize=64)
def _rules_for_items(path: Path, _: str) -> tuple[str, ...]:
    try:
        return tuple(lint.problems(path))
    except DataError:
        return ()  # told where the file is read
