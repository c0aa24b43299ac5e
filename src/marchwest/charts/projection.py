"""Where a place falls on the map, in pixels, and where its label finds room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Box", "Frame", "Label", "place_labels"]

_LETTER = 6.5
"""Pixels that a letter of 12 pixels takes on average, rounded up."""
_LINE = 14


@dataclass(frozen=True)
class Frame:
    """A conic equal-area map of fixed size. Vega is given the same numbers."""

    width: int
    height: int
    middle: tuple[float, float]
    """Longitude and latitude in the middle of the map."""
    parallels: tuple[float, float]
    scale: float
    """Pixels a radian."""

    def projection(self) -> dict[str, Any]:
        """Return the arguments of Altair's ``project``."""
        longitude, latitude = self.middle
        return {
            "type": "conicEqualArea",
            "parallels": list(self.parallels),
            "rotate": [-longitude, 0, 0],
            "center": [0, latitude],
            # Always both: else Vega fits the whole of Russia and Central Asia is a thumbnail.
            "scale": self.scale,
            "translate": [self.width / 2, self.height / 2],
        }

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place falls, counted from the upper left corner.

        Parameters
        ----------
        longitude, latitude : float
            Degrees.

        Returns
        -------
        tuple of float
        """
        x, y = self._raw(longitude - self.middle[0], latitude)
        x0, y0 = self._raw(0, self.middle[1])
        return self.width / 2 + self.scale * (x - x0), self.height / 2 - self.scale * (y - y0)

    def _raw(self, longitude: float, latitude: float) -> tuple[float, float]:
        # Albers' projection as d3-geo writes it.
        first, second = (math.sin(math.radians(degrees)) for degrees in self.parallels)
        n = (first + second) / 2
        c = 1 + first * (2 * n - first)
        radius = math.sqrt(c - 2 * n * math.sin(math.radians(latitude))) / n
        angle = math.radians(longitude) * n
        return radius * math.sin(angle), math.sqrt(c) / n - radius * math.cos(angle)


@dataclass(frozen=True)
class Box:
    """A rectangle on the map that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Return the area that both cover."""
        if (
            other.left >= self.right
            or other.right <= self.left
            or other.top >= self.bottom
            or other.bottom <= self.top
        ):
            return 0.0
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high


@dataclass(frozen=True)
class Label:
    """Where the text of a place stands, and where the line to its place begins and ends."""

    text: str
    align: str
    """Which end of the text stands at ``anchor``: left, center or right."""
    anchor: float
    middle: float
    """Height of the middle of the text."""
    point: tuple[float, float]
    joint: tuple[float, float]
    """The end of the line at the text; the place itself where no line is needed."""

    @property
    def box(self) -> Box:
        """The rectangle of the text."""
        wide = _LETTER * len(self.text)
        left = self.anchor - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]
        return Box(left, self.middle - _LINE / 2, left + wide, self.middle + _LINE / 2)


def place_labels(
    frame: Frame,
    points: Sequence[tuple[str, float, float, float]],
    taken: Sequence[Box] = (),
) -> list[Label]:
    """Find room for the label of each point: beside it, or farther off with a line to it.

    Parameters
    ----------
    frame : Frame
        Labels stay inside it.
    points : sequence of (text, x, y, radius)
        In pixels, the radius being half the size of the mark; the first get the best places.
    taken : sequence of Box
        Where no label may stand, besides the points.

    Returns
    -------
    list of Label
        One for each point, in the same order.
    """
    marks = [Box(x - radius, y - radius, x + radius, y + radius) for _, x, y, radius in points]
    labels: dict[int, Label] = {}
    # The first round sees only the labels before it; the next two let each one move once more.
    for _ in range(3):
        for i, (text, x, y, radius) in enumerate(points):
            others = [label for j, label in labels.items() if j != i]
            texts = [*taken, *(label.box for label in others)]
            lines = [(o.point, o.joint) for o in others if o.point != o.joint]
            lowest = math.inf
            for label in _candidates(text, x, y, radius):
                cost = _cost(label, frame, (*marks, *texts), lines, lowest)
                if cost < lowest:
                    labels[i], lowest = label, cost
    return list(labels.values())


def _candidates(text: str, x: float, y: float, radius: float) -> Iterator[Label]:
    here = (x, y)
    gap = radius + 3
    yield Label(text, "left", x + gap, y, here, here)
    yield Label(text, "right", x - gap, y, here, here)
    yield Label(text, "center", x, y - gap - _LINE / 2, here, here)
    yield Label(text, "center", x, y + gap + _LINE / 2, here, here)
    for beyond in (15, 29, 45, 63, 83, 105):
        for turn in range(16):
            angle = math.tau * turn / 16
            dx, dy = ((radius + beyond) * step for step in (math.cos(angle), math.sin(angle)))
            joint = (x + dx, y + dy)
            if abs(dx) < 1:
                rise = math.copysign(_LINE / 2, dy)
                yield Label(text, "center", x, y + dy + rise, here, joint)
            elif dx > 0:
                yield Label(text, "left", x + dx + 3, y + dy, here, joint)
            else:
                yield Label(text, "right", x + dx - 3, y + dy, here, joint)


def _cost(
    label: Label,
    frame: Frame,
    taken: Sequence[Box],
    lines: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    limit: float,
) -> float:
    """Return how bad a place for a label is; infinity once it is known to be worse than the limit.

    The cheap parts come first: most places are given up before their lines are looked at.
    """
    box = label.box
    inside = Box(2, 2, frame.width - 2, frame.height - 2)
    area = (box.right - box.left) * (box.bottom - box.top)
    outside = area - box.overlap(inside)
    own = (label.point, label.joint)
    length = math.dist(*own)
    if 5 * outside + 1.2 * length > limit + 1:
        return math.inf
    overlaps = [box.overlap(other) for other in taken]
    covered = sum(overlap + 8 for overlap in overlaps if overlap)
    if 5 * outside + 5 * covered + 1.2 * length > limit + 1:
        return math.inf
    crossings = sum(_cross(own, line) for line in lines)
    through = sum(_through(line, box) for line in lines)
    through += sum(_through(own, other) for other in taken if not _holds(other, label.point))
    return 5 * outside + 5 * covered + 100 * crossings + 200 * through + 1.2 * length


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom


def _through(line: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    (x1, y1), (x2, y2) = line
    apart = (
        max(x1, x2) < box.left
        or min(x1, x2) > box.right
        or max(y1, y2) < box.top
        or min(y1, y2) > box.bottom
    )
    if apart:
        return False
    steps = [i / 12 for i in range(13)]
    return any(_holds(box, (x1 + t * (x2 - x1), y1 + t * (y2 - y1))) for t in steps)


def _cross(
    one: tuple[tuple[float, float], tuple[float, float]],
    other: tuple[tuple[float, float], tuple[float, float]],
) -> bool:
    def side(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
