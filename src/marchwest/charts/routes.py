"""Pipelines and roads on a map: a line where a text names both ends, a mark where it names one place."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.maps import land
from marchwest.charts.palette import BLUE, BROWN, GREEN, INK, MAGENTA, MUTED, VERMILION
from marchwest.charts.projection import Box, Frame, place_labels
from marchwest.charts.words import given, records, source_style, wrapped

__all__ = ["FRAME", "routes"]

FRAME = Frame(width=theme.WIDTH - 12, height=350, middle=(83, 38), parallels=(28, 50), scale=545.0)
"""Longitudes 48 to 120, latitudes 22 to 55: from the Gulf to Beijing."""

_KINDS = {
    "gas_pipeline": ("gas pipeline", BLUE, [1, 0]),
    "oil_pipeline": ("oil pipeline", BROWN, [9, 3]),
    "road": ("road", MAGENTA, [3, 3]),
}
"""Kind of a line to its word, colour and dash."""
_MARKS = {
    "town": ("town", "circle", VERMILION),
    "district": ("district or field", "diamond", GREEN),
    "region": ("region", "square", INK),
}
"""How exactly a place is known to its word, shape and colour."""
_STATES = (
    ("KAZAKHSTAN", 67, 49), ("IRAN", 55.5, 33), ("PAKISTAN", 69, 29.6), ("CHINA", 100, 36),
    ("INDIA", 78, 25), ("RUSSIA", 92, 53.5), ("AFGHANISTAN", 66, 33.8), ("MONGOLIA", 103, 47),
)  # fmt: skip


def routes(infrastructure: pd.DataFrame, places: pd.DataFrame) -> Figure:
    """Return the map of the pipelines, roads, ports and works that a text puts somewhere.

    Parameters
    ----------
    infrastructure : pandas.DataFrame
        Rows of the table ``infrastructure``; those without a place are counted, not drawn.
    places : pandas.DataFrame
        The table ``places``.

    Returns
    -------
    Figure
        A line joins two places that one claim names as both ends; it is straight, since no text
        tells the way between. Shape and colour of a mark tell how exactly the place is known.
    """
    known = {place["place_id"]: place for place in records(places)}
    placed = [claim for claim in records(infrastructure) if given(claim["place_id"]) in known]
    lines, marks = _lines(placed, known), _marks(placed, known)
    sentence = _sentence(infrastructure, placed, lines)
    chart = described(_chart(lines, marks), sentence)
    return Figure(chart, sentence, _table(placed, known))


def _lines(claims: list[dict[Any, Any]], known: dict[Any, dict[Any, Any]]) -> pd.DataFrame:
    rows: dict[str, dict[str, Any]] = {}
    for claim in claims:
        end = given(claim["place_id_2"])
        if end not in known or claim["kind"] not in _KINDS:
            continue
        one: dict[Any, Any] = known[claim["place_id"]]
        other: dict[Any, Any] = known[end]
        rows[claim["event"]] = {
            "event": claim["event"],
            "name": claim["name"],
            "kind": _KINDS[claim["kind"]][0],
            "status": _status(claim),
            "longitude": one["longitude"],
            "latitude": one["latitude"],
            "longitude_2": other["longitude"],
            "latitude_2": other["latitude"],
            "source": source_style(claim["source_id"]).label,
            "where": given(claim["locator"]),
        }
    columns = [
        *("event", "name", "kind", "status", "longitude", "latitude", "longitude_2"),
        *("latitude_2", "source", "where"),
    ]
    return pd.DataFrame(list(rows.values()), columns=columns)


def _marks(claims: list[dict[Any, Any]], known: dict[Any, dict[Any, Any]]) -> pd.DataFrame:
    told: dict[str, list[str]] = {}
    for claim in claims:
        for spot in (given(claim["place_id"]), given(claim["place_id_2"])):
            if spot in known:
                told.setdefault(spot, []).append(claim["name"])
    rows = []
    for place_id, names in sorted(told.items()):
        place: dict[Any, Any] = known[place_id]
        x, y = FRAME.pixel(place["longitude"], place["latitude"])
        rows.append(
            {
                "place": place["name"].replace(" region", "").replace(" field", ""),
                "precision": _MARKS.get(place["precision"], _MARKS["region"])[0],
                "longitude": place["longitude"],
                "latitude": place["latitude"],
                "names": listed(list(dict.fromkeys(names))),
                "x": round(x, 1),
                "y": round(y, 1),
            }
        )
    columns = ["place", "precision", "longitude", "latitude", "names", "x", "y"]
    return pd.DataFrame(rows, columns=columns)


def _status(claim: dict[Any, Any]) -> str:
    return given(claim["status"]).replace("_", " ") or "status not said"


def _chart(lines: pd.DataFrame, marks: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    kinds = [look for look in _KINDS.values() if look[0] in set(lines["kind"])]
    names = [name for name, _, _ in kinds]
    line_legend = alt.Legend(
        title="Line", columns=3, offset=4, symbolSize=400, symbolStrokeWidth=2.5
    )
    drawn = (
        alt.Chart(lines)
        .mark_rule(strokeWidth=2.5, clip=True)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            longitude2="longitude_2:Q",
            latitude2="latitude_2:Q",
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=names, range=[colour for _, colour, _ in kinds]),
                legend=line_legend,
            ),
            strokeDash=alt.StrokeDash(
                "kind:N",
                scale=alt.Scale(domain=names, range=[dash for _, _, dash in kinds]),
                legend=line_legend,
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Line"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("status:N", title="Status"),
                alt.Tooltip("source:N", title="Source"),
                alt.Tooltip("where:N", title="Where"),
            ],
        )
    )
    present = [look for look in _MARKS.values() if look[0] in set(marks["precision"])]
    exact = [name for name, _, _ in present]
    mark_legend = alt.Legend(title="Place", columns=3, offset=4)
    points = (
        alt.Chart(marks)
        .mark_point(size=75, strokeWidth=2, fill="white", filled=False, clip=True)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            stroke=alt.Stroke(
                "precision:N",
                scale=alt.Scale(domain=exact, range=[colour for _, _, colour in present]),
                legend=mark_legend,
            ),
            shape=alt.Shape(
                "precision:N",
                scale=alt.Scale(domain=exact, range=[shape for _, shape, _ in present]),
                legend=mark_legend,
            ),
            tooltip=[
                alt.Tooltip("place:N", title="Place"),
                alt.Tooltip("precision:N", title="Known as"),
                alt.Tooltip("names:N", title="What is there"),
            ],
        )
    )
    return (
        alt.layer(land(), drawn, points, *_texts(marks, lines))
        .project(**FRAME.projection())
        .properties(
            title=alt.Title(
                "Pipelines, roads and works that a text puts on the map",
                subtitle=wrapped(
                    "Lines are straight because the texts name ends and not the way between. "
                    "Points are ours and rough. Borders as Natural Earth draws them: some are "
                    "disputed.",
                    78,
                ),
            ),
            width=FRAME.width,
            height=FRAME.height,
        )
    )


def _texts(marks: pd.DataFrame, lines: pd.DataFrame) -> list[alt.Chart]:
    """Return the names of places, and those of states where they cover nothing."""
    points = [
        (row["place"], float(row["x"]), float(row["y"]), 6.0) for row in marks.to_dict("records")
    ]
    labels = place_labels(FRAME, points, _along(lines))
    taken = [label.box for label in labels] + [
        Box(x - 9, y - 9, x + 9, y + 9) for _, x, y, _ in points
    ]
    taken += _along(lines)
    states = []
    for name, longitude, latitude in _STATES:
        x, y = FRAME.pixel(longitude, latitude)
        box = Box(x - 4.2 * len(name), y - 7, x + 4.2 * len(name), y + 7)
        if not any(box.overlap(other) for other in taken):
            states.append({"text": name, "x": round(x, 1), "y": round(y, 1)})
    placed = pd.DataFrame(
        [
            {
                "text": label.text, "align": label.align,
                "x": round(label.anchor, 1), "y": round(label.middle, 1),
                "joint_x": round(label.joint[0], 1), "joint_y": round(label.joint[1], 1),
                "point_x": round(label.point[0], 1), "point_y": round(label.point[1], 1),
            }
            for label in labels
        ],
        columns=["text", "align", "x", "y", "joint_x", "joint_y", "point_x", "point_y"],
    )  # fmt: skip
    far = (placed["joint_x"] != placed["point_x"]) | (placed["joint_y"] != placed["point_y"])
    layers = [
        alt.Chart(pd.DataFrame(states, columns=["text", "x", "y"]))
        .mark_text(color="#666666", fontSize=11, baseline="middle", aria=False)
        .encode(x=_pixels("x"), y=_pixels("y"), text="text:N"),
        alt.Chart(placed[far])
        .mark_rule(color=MUTED, strokeWidth=0.8, aria=False)
        .encode(x=_pixels("point_x"), y=_pixels("point_y"), x2="joint_x:Q", y2="joint_y:Q"),
    ]
    halo = {"stroke": "white", "strokeWidth": 3, "strokeJoin": "round", "aria": False}
    for align in ("left", "center", "right"):
        rows = placed[placed["align"] == align]
        if len(rows):
            layers += [
                alt.Chart(rows)
                .mark_text(align=align, baseline="middle", **look)
                .encode(x=_pixels("x"), y=_pixels("y"), text="text:N")
                for look in (halo, {"color": INK})
            ]
    return layers


def _along(lines: pd.DataFrame) -> list[Box]:
    """Return small boxes along each line, so that no name is written across it."""
    boxes = []
    for row in lines.to_dict("records"):
        x1, y1 = FRAME.pixel(row["longitude"], row["latitude"])
        x2, y2 = FRAME.pixel(row["longitude_2"], row["latitude_2"])
        steps = 24
        for i in range(1, steps):
            x, y = x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps
            boxes.append(Box(x - 3, y - 3, x + 3, y + 3))
    return boxes


def _pixels(field: str) -> Any:
    """Return a channel that takes its field as pixels from the upper left corner."""
    channel = alt.X if field.endswith("x") else alt.Y
    return channel(f"{field}:Q", scale=None, axis=None)


def _sentence(
    infrastructure: pd.DataFrame, placed: list[dict[Any, Any]], lines: pd.DataFrame
) -> str:
    if infrastructure.empty:
        return "No claims."
    spots = {place for claim in placed for place in (claim["place_id"], given(claim["place_id_2"]))}
    parts = [
        f"{len(placed)} of {len(infrastructure)} claims on pipelines, roads and works name a place "
        f"that can be drawn, {len(spots - {''})} places in all."
    ]
    if len(lines):
        named = [f"{row['name']} ({row['status']})" for row in lines.to_dict("records")]
        noun = "line has" if len(lines) == 1 else "lines have"
        parts.append(f"{len(lines)} {noun} two named ends: {listed(named)}.")
    return " ".join(parts)


def _table(claims: list[dict[Any, Any]], known: dict[Any, dict[Any, Any]]) -> pd.DataFrame:
    columns = [
        "What",
        "Kind",
        "From or at",
        "To",
        "Status",
        "Source",
        "Where in the source",
        "Claim",
    ]
    rows = [
        {
            "What": claim["name"],
            "Kind": given(claim["kind"]).replace("_", " "),
            "From or at": known[claim["place_id"]]["name"],
            "To": known[claim["place_id_2"]]["name"] if given(claim["place_id_2"]) in known else "",
            "Status": _status(claim),
            "Source": source_style(claim["source_id"]).label,
            "Where in the source": given(claim["locator"]),
            "Claim": claim["claim_id"],
        }
        for claim in claims
    ]
    return pd.DataFrame(rows, columns=columns)
