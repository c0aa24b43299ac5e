"""datasets/geo: the map can be drawn, agrees with countries.csv, and can be made again."""

import csv
import importlib.util
import json
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from marchwest.data import datasets_dir

LARGEST = 80_000  # each chart with a map carries the whole file
CENTRAL_ASIA = {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
NEIGHBOURS = {"AFG", "CHN", "IND", "IRN", "MNG", "PAK", "RUS"}

Point = tuple[float, float]


@pytest.fixture(scope="module")
def topology() -> dict[str, Any]:
    text = (datasets_dir() / "geo" / "asia.topojson").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@pytest.fixture(scope="module")
def build_geo(repository: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "build_geo", repository / "scripts" / "build_geo.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shapes(topology: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = topology["objects"]["countries"]["geometries"]
    return found


def shape_of(topology: dict[str, Any], iso3: str) -> dict[str, Any]:
    return next(shape for shape in shapes(topology) if shape.get("id") == iso3)


def arc_points(topology: dict[str, Any]) -> list[list[Point]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        decoded.append(points)
    return decoded


def rings(topology: dict[str, Any], shape: dict[str, Any]) -> Iterator[list[Point]]:
    """Stitch each ring of a shape from its arcs, joints kept twice."""
    arcs = arc_points(topology)
    for polygon in shape["arcs"]:
        for ring in polygon:
            yield [p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]


def covers(topology: dict[str, Any], shape: dict[str, Any], x: float, y: float) -> bool:
    """Even-odd test over all rings, so that holes count."""
    inside = False
    for ring in rings(topology, shape):
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                inside = not inside
    return inside


def country_rows() -> list[dict[str, str]]:
    with (datasets_dir() / "countries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def label_rows() -> list[dict[str, str]]:
    with (datasets_dir() / "geo" / "labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_map_is_small() -> None:
    assert (datasets_dir() / "geo" / "asia.topojson").stat().st_size < LARGEST


def test_ids_and_names_are_those_of_countries_csv(topology: dict[str, Any]) -> None:
    names = {row["iso3"]: row["name"] for row in country_rows()}
    ids = [shape["id"] for shape in shapes(topology) if "id" in shape]
    assert len(set(ids)) == len(ids)
    for shape in shapes(topology):
        if "id" in shape:
            assert shape["properties"]["name"] == names[shape["id"]]
        else:
            assert shape["properties"]["name"]
    assert set(ids) >= CENTRAL_ASIA | NEIGHBOURS


def test_every_asian_state_of_countries_csv_is_drawn(topology: dict[str, Any]) -> None:
    """What is missing lies outside a map of Asia, or ended before the map was made."""
    missing = {row["iso3"] for row in country_rows()} - {
        shape.get("id") for shape in shapes(topology)
    }
    assert missing <= {"DEU", "FRA", "GBR", "SUN", "USA", "ZAF"}


def test_arcs_are_lines_and_all_are_used(topology: dict[str, Any]) -> None:
    used = {
        i if i >= 0 else ~i
        for shape in shapes(topology)
        for polygon in shape["arcs"]
        for ring in polygon
        for i in ring
    }
    assert used == set(range(len(topology["arcs"])))
    assert all(len(arc) >= 2 for arc in topology["arcs"])


def test_rings_are_closed_and_in_range(topology: dict[str, Any]) -> None:
    arcs = arc_points(topology)
    for shape in shapes(topology):
        for polygon in shape["arcs"]:
            for ring in polygon:
                parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
                for part, following in zip(parts, parts[1:] + parts[:1], strict=True):
                    assert part[-1] == following[0], shape["properties"]["name"]
        for ring in rings(topology, shape):
            assert all(-30 <= x <= 191 and -90 <= y <= 90 for x, y in ring)


def test_outer_rings_run_clockwise(topology: dict[str, Any]) -> None:
    """The renderer works on a sphere: a ring the other way round fills the rest of the world."""
    for iso3 in CENTRAL_ASIA | NEIGHBOURS:
        largest = max(
            (signed_area(ring) for ring in rings(topology, shape_of(topology, iso3))), key=abs
        )
        assert largest < 0, iso3


def signed_area(ring: list[Point]) -> float:
    """Positive where the ring runs anticlockwise with north up."""
    return sum(
        x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def test_no_line_jumps_across_the_map(topology: dict[str, Any]) -> None:
    """Natural Earth's Russia runs over 180 degrees east; unwrapped badly it paints a band."""
    for shape in shapes(topology):
        for ring in rings(topology, shape):
            assert all(abs(x1 - x0) < 90 for (x0, _), (x1, _) in pairwise(ring))


@pytest.mark.parametrize(
    ("iso3", "longitude", "latitude"),
    [
        ("KAZ", 71.4, 51.2),
        ("KGZ", 74.6, 42.9),
        ("TJK", 68.8, 38.6),
        ("TKM", 58.4, 37.9),
        ("UZB", 69.2, 41.3),
        ("UZB", 64.4, 39.8),
        ("CHN", 87.6, 43.8),
        ("CHN", 116.4, 39.9),
        ("MNG", 106.9, 47.9),
        ("AFG", 69.2, 34.5),
        ("RUS", 61.4, 55.2),
    ],
)
def test_well_known_towns_lie_in_their_state_alone(
    topology: dict[str, Any], iso3: str, longitude: float, latitude: float
) -> None:
    """A shape under the wrong code, or one state drawn over another, fails here."""
    found = {
        shape.get("id")
        for shape in shapes(topology)
        if covers(topology, shape, longitude, latitude)
    }
    assert found == {iso3}


def test_labels_lie_in_the_state_they_name(topology: dict[str, Any]) -> None:
    labels = label_rows()
    assert {label["id"] for label in labels} == CENTRAL_ASIA | NEIGHBOURS | {"xinjiang"}
    for label in labels:
        iso3 = "CHN" if label["id"] == "xinjiang" else label["id"]
        place = (float(label["longitude"]), float(label["latitude"]))
        assert place == (round(place[0], 1), round(place[1], 1)), label
        assert covers(topology, shape_of(topology, iso3), *place), label


def test_xinjiang_is_a_point_and_no_shape(topology: dict[str, Any]) -> None:
    assert not [s for s in shapes(topology) if "xinjiang" in s["properties"]["name"].lower()]


# Two squares that share the border x = 60, an enclave of the second in the first, an islet, and a
# far square. Grid of one degree.
SQUARES = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "objects": {
        "countries": {
            "geometries": [
                {
                    "type": "Polygon",
                    "id": "398",
                    "properties": {"name": "One"},
                    "arcs": [[0, 1], [~2]],
                },
                {
                    "type": "MultiPolygon",
                    "id": "860",
                    "properties": {"name": "Two"},
                    "arcs": [[[~0, 3]], [[2]], [[4]]],
                },
                {
                    "type": "Polygon",
                    "id": "032",
                    "properties": {"name": "Far"},
                    "arcs": [[5]],
                },
                {"type": "Polygon", "properties": {"name": "Near"}, "arcs": [[6]]},
            ]
        }
    },
    "arcs": [
        [[60, 50], [0, -5], [0, -5]],
        [[60, 40], [-10, 0], [0, 10], [10, 0]],
        [[54, 44], [0, 1], [1, 0], [0, -1], [-1, 0]],
        [[60, 50], [10, 0], [0, -10], [-10, 0]],
        [[80, 10], [0, 0], [0, 0], [0, 0]],
        [[-70, -30], [5, 0], [0, -5], [-5, 5]],
        [[30, 10], [0, 5], [5, 0], [-5, -5]],
    ],
}


def test_build_keeps_borders_and_enclaves_and_drops_islets_and_far_states(
    build_geo: ModuleType,
) -> None:
    built = json.loads(build_geo.build(SQUARES, {"KAZ": "Kazakhstan", "UZB": "Uzbekistan"}))
    by_name = {shape["properties"]["name"]: shape for shape in shapes(built)}
    assert set(by_name) == {"Kazakhstan", "Uzbekistan", "Near"}
    assert "id" not in by_name["Near"]
    assert by_name["Kazakhstan"]["id"] == "KAZ"
    assert len(by_name["Kazakhstan"]["arcs"][0]) == 2  # outer ring and the hole of the enclave
    assert len(by_name["Uzbekistan"]["arcs"]) == 2  # mainland and enclave, no islet
    assert not covers(built, by_name["Kazakhstan"], 54.5, 44.5)
    assert covers(built, by_name["Uzbekistan"], 54.5, 44.5)
    # The middle point of the straight border carries nothing.
    assert sum(len(arc) for arc in built["arcs"]) == 2 + 4 + 5 + 4 + 4


def test_simplify_keeps_ends_and_corners_and_drops_wiggles(build_geo: ModuleType) -> None:
    wiggle = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert build_geo.simplify(wiggle) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    tiny = [(0.0, 0.0), (0.0, 0.01), (0.01, 0.01), (0.01, 0.0), (0.0, 0.0)]
    assert len(build_geo.simplify(tiny)) == 4


def test_the_committed_map_comes_from_the_tarball(build_geo: ModuleType) -> None:
    tarball = os.environ.get("WORLD_ATLAS_TARBALL")
    if not tarball:
        pytest.skip("set WORLD_ATLAS_TARBALL to world-atlas-2.0.2.tgz (npm pack world-atlas@2.0.2)")
    made = build_geo.build(build_geo.read_atlas(Path(tarball)), build_geo.read_names())
    assert made == build_geo.OUTPUT.read_text(encoding="utf-8")
