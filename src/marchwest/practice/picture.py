"""The map of a map item: outlines and marks in pixels, from the bundled shapes.

Whose borders these are, and that the course takes no position on any, is in ``datasets/geo``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from marchwest.data import load
from marchwest.data.paths import datasets_dir
from marchwest.judging import ExpectationError
from marchwest.language import gettext
from marchwest.practice.cells import place_name

if TYPE_CHECKING:
    from marchwest.charts.projection import Frame, Label

__all__ = ["map_picture", "picture_svg"]

_CENTRAL = ((46.0, 88.0), (35.0, 56.0))
"""Longitudes and latitudes of the five states; what is asked beyond them needs the wide map."""
_BEYOND = 40
"""Pixels outside the frame to which a far outline is drawn in."""
_RADIUS = 7

Point = tuple[float, float]


@cache
def map_picture(keys: tuple[str, ...]) -> dict[str, Any]:
    """Return what a map shows.

    Parameters
    ----------
    keys : tuple of str
        What can be chosen: ISO codes of countries, or place_ids.

    Returns
    -------
    dict
        ``width``, ``height``; ``land``, the outlines of all other states as one path;
        ``regions`` and ``points``, what can be chosen, each with ``key``, a label and its place;
        ``alt``, the map in words.
    """
    spots = {key: _spot(key) for key in keys}
    frame = _frame(list(spots.values()))
    shapes = _shapes()
    regions, points, labels = [], [], []
    for key, (longitude, latitude) in spots.items():
        x, y = frame.pixel(longitude, latitude)
        if key in shapes:
            regions.append({"key": key, "path": _path(shapes[key], frame)})
            labels.append({"key": key, "text": place_name(key), "x": round(x), "y": round(y)})
        else:
            points.append({"key": key, "x": round(x), "y": round(y), "radius": _RADIUS})
    if points:
        labels += _beside(frame, points)
    land = [_path(rings, frame) for key, rings in shapes.items() if key not in spots]
    return {
        "width": frame.width,
        "height": frame.height,
        "land": " ".join(filter(None, land)),
        "regions": regions,
        "points": points,
        "labels": labels,
        "alt": gettext("A map with {places}.").format(
            places=", ".join(place_name(key) for key in keys)
        ),
    }


def picture_svg(keys: tuple[str, ...]) -> str:
    """Return the map as an image for a page without a kernel.

    Parameters
    ----------
    keys : tuple of str

    Returns
    -------
    str
        An ``svg`` element with no script.
    """
    drawn = map_picture(keys)
    land = f'<path d="{drawn["land"]}" fill="#f0f0ee" stroke="#c4c4c0" stroke-width="0.7"/>'
    regions = "".join(
        f'<path d="{each["path"]}" fill="#dbe7f3" stroke="#57606a"/>' for each in drawn["regions"]
    )
    points = "".join(
        f'<circle cx="{each["x"]}" cy="{each["y"]}" r="{each["radius"]}" fill="#dbe7f3" '
        f'stroke="#57606a" stroke-width="1.5"/>'
        for each in drawn["points"]
    )
    lines = "".join(
        "<line {} stroke='#57606a'/>".format(
            " ".join(
                f"{name}='{at}'"
                for name, at in zip(("x1", "y1", "x2", "y2"), each["line"], strict=True)
            )
        )
        for each in drawn["labels"]
        if each.get("line")
    )
    labels = "".join(
        f'<text x="{each["x"]}" y="{each["y"]}" text-anchor="{each.get("anchor", "middle")}" '
        f'dominant-baseline="middle" font-size="12" fill="#1f2328" stroke="#fff" stroke-width="3" '
        f'paint-order="stroke" font-family="sans-serif">{escape(each["text"])}</text>'
        for each in drawn["labels"]
    )
    return (
        f'<svg viewBox="0 0 {drawn["width"]} {drawn["height"]}" role="img" '
        f'aria-label="{escape(drawn["alt"])}" '
        f'style="width: 100%; max-width: {drawn["width"]}px; background: #fff">'
        f"{land}{regions}{lines}{points}{labels}</svg>"
    )


def _beside(frame: Frame, points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from marchwest.charts.projection import place_labels

    wanted = [(place_name(p["key"]), p["x"], p["y"], p["radius"]) for p in points]
    anchors = {"left": "start", "center": "middle", "right": "end"}
    return [
        {
            "key": point["key"],
            "text": label.text,
            "x": round(label.anchor),
            "y": round(label.middle),
            "anchor": anchors[label.align],
            "line": _line(label),
        }
        for point, label in zip(points, place_labels(frame, wanted), strict=True)
    ]


def _line(label: Label) -> list[int]:
    """Return where the line from a mark to a label far from it runs; empty where there is none."""
    if label.point == label.joint:
        return []
    return [round(part) for end in (label.point, label.joint) for part in end]


def _frame(spots: list[Point]) -> Frame:
    from marchwest.charts.projection import Frame

    (west, east), (south, north) = _CENTRAL
    if all(west < x < east and south < y < north for x, y in spots):
        return Frame(width=560, height=370, middle=(67, 45.3), parallels=(36, 54), scale=1010)
    return Frame(width=560, height=330, middle=(89, 43), parallels=(30, 50), scale=515)


@cache
def _spot(key: str) -> Point:
    """Return longitude and latitude of the label of a country, or of a place."""
    labels = _read_labels()
    if key in labels:
        return labels[key]
    places = load("places")
    row = places[places["place_id"] == key]
    if len(row):
        return float(row["longitude"].iloc[0]), float(row["latitude"].iloc[0])
    raise ExpectationError(
        f"{key!r} has no place on the map. Use a place_id, or: {', '.join(labels)}."
    )


@cache
def _read_labels() -> dict[str, Point]:
    import csv

    path = datasets_dir() / "geo" / "labels.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"].isupper()]
    return {row["id"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


@cache
def _shapes() -> dict[str, list[list[Point]]]:
    """Return the rings of each state; one without a code is known by its name."""
    text = (datasets_dir() / "geo" / "asia.topojson").read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    arcs = _arcs(topology)
    found: dict[str, list[list[Point]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        key = shape.get("id") or shape["properties"]["name"]
        many = shape["type"] == "MultiPolygon"
        polygons = shape["arcs"] if many else [shape["arcs"]]
        found[key] = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
    return found


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    (sx, sy), (tx, ty) = (
        topology["transform"][name] if "transform" in topology else default
        for name, default in (("scale", (1.0, 1.0)), ("translate", (0.0, 0.0)))
    )
    is_delta = "transform" in topology
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for point in arc:
            x, y = (x + point[0], y + point[1]) if is_delta else (point[0], point[1])
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def _path(rings: list[list[Point]], frame: Frame) -> str:
    return "".join(filter(None, (_ring_path(ring, frame) for ring in rings)))


def _ring_path(ring: list[Point], frame: Frame) -> str:
    points = list(_pixels(ring, frame))
    wide = [0 <= x <= frame.width for x, _ in points]
    high = [0 <= y <= frame.height for _, y in points]
    if len(points) < 3 or not (any(wide) and any(high)):
        return ""
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"


def _pixels(ring: list[Point], frame: Frame) -> Iterator[tuple[int, int]]:
    last = None
    for longitude, latitude in ring:
        x, y = frame.pixel(longitude, latitude)
        here = (
            round(min(max(x, -_BEYOND), frame.width + _BEYOND)),
            round(min(max(y, -_BEYOND), frame.height + _BEYOND)),
        )
        if here != last:
            yield here
        last = here
