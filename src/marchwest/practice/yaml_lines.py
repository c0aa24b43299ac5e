"""Read YAML into plain values and remember on which line each of them stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from marchwest.errors import DataError

__all__ = ["Lines", "read_yaml"]

Place = tuple[str | int, ...]

# libyaml reads a file ten times as fast; a PyYAML that was built without it reads the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lines:
    """Which line of a file each value stands on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.at: dict[Place, int] = {}

    def line(self, place: Place) -> int:
        """Return the line of a value, or of the nearest value around it.

        Parameters
        ----------
        place : tuple
            Keys and positions from the top. A part that is not in the file is passed over: the
            names that a validator adds to a path, or a key that is missing.

        Returns
        -------
        int
        """
        known: Place = ()
        for part in place:
            if (*known, part) in self.at:
                known = (*known, part)
        return self.at.get(known, 1)

    def problem(self, place: Place, text: str) -> str:
        """Return one line that names file, line and what to do."""
        return f"{self.name}, line {self.line(place)}: {text}"


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """Read a file.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    tuple of object and Lines
        Plain dicts, lists, text, numbers; dates stay text, as exact as they were written.

    Raises
    ------
    DataError
        If the file is not YAML, or names a key twice; the message has the line.
    """
    lines = Lines(path.name)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise DataError(
            f"{path.name}, line {line}: this is not YAML ({error.problem}). Check the indentation, "
            "and put text that holds ': ' or starts with a sign into quotes."
        ) from None
    if node is None:
        raise DataError(f"{path.name}, line 1: the file is empty. Write unit, title and items.")
    return _value(node, (), lines), lines


def _value(node: yaml.Node, place: Place, lines: Lines) -> Any:
    lines.at.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, (*place, number), lines) for number, part in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, place: Place, lines: Lines) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        # A year as key is text: nothing is computed with keys.
        key = str(key_node.value)
        lines.at[(*place, key)] = key_node.start_mark.line + 1
        if key in found:
            raise DataError(lines.problem((*place, key), f"{key!r} stands twice. Keep one."))
        found[key] = _value(value_node, (*place, key), lines)
    return found


def _scalar(node: yaml.Node) -> Any:
    if node.tag == "tag:yaml.org,2002:timestamp":
        return node.value
    constructor = yaml.constructor.SafeConstructor()
    return constructor.construct_object(node)
