"""Make datasets/geo/asia.topojson from the npm package world-atlas (Natural Earth, public domain).

    npm pack world-atlas@2.0.2
    python scripts/build_geo.py world-atlas-2.0.2.tgz

The result is the same, byte for byte, whenever the tarball and datasets/countries.csv are.
Only the standard library is used. The steps: read countries-50m.json from the tarball; keep the
polygons that a map of Asia can show; simplify every arc once (neighbours share arcs, so no gap
opens between them); round to a coarser grid; write.
"""

import argparse
import csv
import heapq
import json
import math
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COUNTRIES_CSV = ROOT / "datasets" / "countries.csv"
OUTPUT = ROOT / "datasets" / "geo" / "asia.topojson"
MEMBER = "package/countries-50m.json"

# What a conic map of lon 40-130, lat 20-60 can show, corners included: west, south, east, north.
FRAME = (25.0, 5.0, 180.0, 80.0)
# Where a learner looks closely: here the line keeps more of its points.
FOCUS = (44.0, 33.0, 100.0, 57.0)
# A point stays if the triangle with its neighbours is larger than this, in square degrees.
KEEP_IN_FOCUS = 0.002
KEEP_ELSEWHERE = 0.04
# Islands smaller than this (square degrees of their box) are left out.
SMALLEST_ISLAND = 0.25
GRID = 10_000

# world-atlas numbers states by ISO 3166-1; only the states of countries.csv get an id.
ISO3_OF_NUMBER = {
    "004": "AFG", "031": "AZE", "051": "ARM", "104": "MMR", "112": "BLR", "116": "KHM",
    "144": "LKA", "156": "CHN", "158": "TWN", "250": "FRA", "268": "GEO", "276": "DEU",
    "356": "IND", "364": "IRN", "368": "IRQ", "376": "ISR", "392": "JPN", "398": "KAZ",
    "408": "PRK", "410": "KOR", "417": "KGZ", "418": "LAO", "434": "LBY", "496": "MNG",
    "524": "NPL", "578": "NOR", "586": "PAK", "643": "RUS", "682": "SAU", "704": "VNM",
    "710": "ZAF", "760": "SYR", "762": "TJK", "764": "THA", "792": "TUR", "795": "TKM",
    "826": "GBR", "840": "USA", "860": "UZB",
}  # fmt: skip
RUSSIA = "643"

Point = tuple[float, float]
Ring = list[int]
Polygon = list[Ring]


def main() -> None:
    """Read the tarball named on the command line and write the map."""
    parser = argparse.ArgumentParser(description="Make datasets/geo/asia.topojson.")
    parser.add_argument("tarball", type=Path, help="world-atlas-2.0.2.tgz, from `npm pack`")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    options.output.write_text(build(read_atlas(options.tarball), read_names()), encoding="utf-8")
    print(f"{options.output}: {options.output.stat().st_size:,} bytes")


def read_atlas(tarball: Path) -> dict[str, Any]:
    """Return the TopoJSON object inside the npm tarball."""
    with tarfile.open(tarball) as archive:
        if MEMBER not in archive.getnames():
            raise SystemExit(f"{tarball} holds no {MEMBER}: pack world-atlas@2.0.2 again.")
        member = archive.extractfile(MEMBER)
        assert member is not None, "a regular file"
        atlas: dict[str, Any] = json.load(member)
    return atlas


def read_names() -> dict[str, str]:
    """Return our name of each state by ISO3 code, so that map and tables say the same."""
    with COUNTRIES_CSV.open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["name"] for row in csv.DictReader(file)}


def build(atlas: dict[str, Any], names: dict[str, str]) -> str:
    """Return the small TopoJSON as text.

    Parameters
    ----------
    atlas : dict
        A world-atlas TopoJSON with the object ``countries``.
    names : dict
        Name by ISO3 code; states outside it become context, without an id.
    """
    arcs = decode_arcs(atlas)
    geometries = atlas["objects"]["countries"]["geometries"]
    # What two shapes share is a border; all other lines are coast.
    borders = {arc for arc, uses in arcs_of(geometries).items() if uses > 1}
    ours: list[dict[str, Any]] = []
    context: list[dict[str, Any]] = []
    for geometry in geometries:
        polygons = [p for p in polygons_of(geometry) if is_shown(p, arcs, borders)]
        if not polygons:
            continue
        shape = {"type": "MultiPolygon", "arcs": polygons}
        iso3 = ISO3_OF_NUMBER.get(geometry.get("id", ""))
        if iso3 in names:
            ours.append({"id": iso3, "properties": {"name": names[iso3]}, **shape})
        else:
            context.append({"properties": {"name": geometry["properties"]["name"]}, **shape})
    ours.sort(key=lambda shape: shape["id"])
    context.sort(key=lambda shape: shape["properties"]["name"])
    kept = renumber([*context, *ours])
    grid = grid_of([arcs[i] for i in kept])
    topology = {
        "type": "Topology",
        "transform": {"scale": grid[0], "translate": grid[1]},
        "objects": {
            # One object: a chart whose layers read two objects of one inline file does not render.
            "countries": {"type": "GeometryCollection", "geometries": [*context, *ours]},
        },
        "arcs": [encode_arc(simplify(arcs[i]), *grid) for i in kept],
    }
    return json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n"


def decode_arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    """Undo the delta encoding: lists of (longitude, latitude).

    Russia goes on beyond 180 degrees east. There its longitudes are counted on (190, not -170),
    so that no line jumps across the map.
    """
    geometries = atlas["objects"]["countries"]["geometries"]
    russia = arcs_of(shape for shape in geometries if shape.get("id") == RUSSIA)
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    decoded = []
    for number, arc in enumerate(atlas["arcs"]):
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            longitude = x * sx + tx
            beyond = number in russia and longitude < 0
            points.append((longitude + 360 if beyond else longitude, y * sy + ty))
        decoded.append(points)
    return decoded


def arcs_of(geometries: Iterable[dict[str, Any]]) -> Counter[int]:
    """Count how often each arc is used, in either direction."""
    return Counter(
        i if i >= 0 else ~i
        for geometry in geometries
        for polygon in polygons_of(geometry)
        for ring in polygon
        for i in ring
    )


def polygons_of(geometry: dict[str, Any]) -> list[Polygon]:
    """Return the polygons of a Polygon or MultiPolygon as lists of rings of arc numbers."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    polygons: list[Polygon] = geometry["arcs"]
    return polygons


def is_shown(polygon: Polygon, arcs: list[list[Point]], borders: set[int]) -> bool:
    """Tell whether a polygon touches the frame and is no mere islet."""
    numbers = [i if i >= 0 else ~i for i in polygon[0]]
    points = [point for i in numbers for point in arcs[i]]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    touches = west < FRAME[2] and east > FRAME[0] and south < FRAME[3] and north > FRAME[1]
    # An enclave is small too, but it is a hole in its neighbour and has to stay.
    has_border = not borders.isdisjoint(numbers)
    large = (east - west) * (north - south) >= SMALLEST_ISLAND
    return touches and (has_border or large)


def in_focus(point: Point) -> bool:
    """Tell whether a point lies where the map is read closely."""
    west, south, east, north = FOCUS
    return west <= point[0] <= east and south <= point[1] <= north


def simplify(points: list[Point]) -> list[Point]:
    """Drop the points that matter least (Visvalingam), never the two ends.

    The ends are where borders meet. A closed line keeps at least four points.
    """
    least = 4 if points[0] == points[-1] else 2
    before = [i - 1 for i in range(len(points))]
    after = [i + 1 for i in range(len(points))]
    weight = [0.0] * len(points)

    def weigh(i: int) -> float:
        area = triangle(points[before[i]], points[i], points[after[i]])
        return area / (KEEP_IN_FOCUS if in_focus(points[i]) else KEEP_ELSEWHERE)

    heap = []
    for i in range(1, len(points) - 1):
        weight[i] = weigh(i)
        heapq.heappush(heap, (weight[i], i))
    alive = set(range(len(points)))
    while heap and heap[0][0] < 1 and len(alive) > least:
        value, i = heapq.heappop(heap)
        if i not in alive or value != weight[i]:
            continue
        alive.remove(i)
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < len(points) - 1:
                # Never lighter than the point just dropped, or a wiggle would vanish in one go.
                weight[j] = max(weigh(j), value)
                heapq.heappush(heap, (weight[j], j))
    return [points[i] for i in sorted(alive)]


def triangle(a: Point, b: Point, c: Point) -> float:
    """Area in square degrees, degrees of longitude shrunk as they are at that latitude."""
    area = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
    return area * math.cos(math.radians(b[1]))


def renumber(shapes: list[dict[str, Any]]) -> list[int]:
    """Number the arcs in order of first use, in place; return the old numbers in that order."""
    new: dict[int, int] = {}
    for shape in shapes:
        shape["arcs"] = [
            [
                [
                    new.setdefault(i, len(new)) if i >= 0 else ~new.setdefault(~i, len(new))
                    for i in ring
                ]
                for ring in polygon
            ]
            for polygon in shape["arcs"]
        ]
    return list(new)


def grid_of(arcs: list[list[Point]]) -> tuple[list[float], list[float]]:
    """Return scale and translate of the grid that covers all points."""
    points = list(flatten(arcs))
    west, south = (min(p[axis] for p in points) for axis in (0, 1))
    east, north = (max(p[axis] for p in points) for axis in (0, 1))
    scale = [round((east - west) / GRID, 6), round((north - south) / GRID, 6)]
    return scale, [round(west, 6), round(south, 6)]


def flatten(arcs: list[list[Point]]) -> Iterator[Point]:
    """Yield every point of every arc."""
    for arc in arcs:
        yield from arc


def encode_arc(points: list[Point], scale: list[float], translate: list[float]) -> list[list[int]]:
    """Round to the grid and write each point as its step from the one before."""
    cells = [
        (round((x - translate[0]) / scale[0]), round((y - translate[1]) / scale[1]))
        for x, y in points
    ]
    steps = [list(cells[0])]
    for (x0, y0), (x1, y1) in pairwise(cells):
        if (x0, y0) != (x1, y1):
            steps.append([x1 - x0, y1 - y0])
    # Two ends in one cell still need a second point to be a line.
    return steps if len(steps) > 1 else [*steps, [0, 0]]


if __name__ == "__main__":
    main()
