"""Where the exercises were, as exactly as the sources say."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed, number
from marchwest.charts.figure import Figure
from marchwest.charts.palette import BLUE, BROWN, GREEN, INK, LAND, MAGENTA, MUTED
from marchwest.charts.projection import Box, Frame, place_labels
from marchwest.charts.words import (
    amount,
    country_name,
    date_words,
    event_name,
    given,
    records,
    source_style,
    wrapped,
)
from marchwest.data.paths import datasets_dir

__all__ = ["FRAME", "exercise_map", "land"]

FRAME = Frame(width=theme.WIDTH - 12, height=344, middle=(89, 43), parallels=(30, 50), scale=564.0)
"""Longitudes 55 to 125, latitudes 27 to 58: every place of the course is inside."""

_BORDER = "#b8b8b8"
_PALE = "#f7f7f7"
"""States that the course does not speak of."""

# precision -> words of the legend, shape, colour
_PRECISIONS = {
    "town": ("town", "circle", BLUE),
    "district": ("district or lake", "diamond", BROWN),
    "region": ("region", "square", MAGENTA),
    "country": ("state", "cross", GREEN),
}
_SHORTER = ((" training area", ""), (" (Ghulja)", ""), (" region", ""), ("Tajik-", "Tajik–"))
_WITH_THE = re.compile(r"(border|region|area|coast|North-east of .+)$")
"""Names that need an article in a sentence."""
_SMALL, _LARGE = 70, 620
"""Area of a mark without a number of troops, and of the one with the most."""


def exercise_map(exercises: pd.DataFrame, places: pd.DataFrame) -> Figure:
    """Return the map of the places at which sources put exercises.

    Parameters
    ----------
    exercises : pandas.DataFrame
        Rows of the table ``exercises``, any selection of them.
    places : pandas.DataFrame
        The table ``places``.

    Returns
    -------
    Figure
        Shape and colour tell how exactly the place is known; a filled mark is as large as the
        largest number of troops that a source gives there. A dashed line joins two places of one
        exercise. Xinjiang is always marked, with or without an exercise.
    """
    claims = records(exercises)
    known = {place["place_id"]: place for place in records(places)}
    drawn = _drawn(claims, known)
    sentence = _sentence(claims, drawn)
    chart = described(_chart(drawn, _pairs(claims, known), known), sentence)
    return Figure(chart, sentence, _table(claims, known))


def land() -> alt.Chart:
    """Return the ground of a map: states in grey, those outside the course paler.

    Returns
    -------
    altair.Chart
        One layer; ``project(**FRAME.projection())`` belongs on the layered chart.
    """
    data = alt.InlineData(
        values=_topology(), format=alt.TopoDataFormat(type="topojson", feature="countries")
    )
    # A state of the course has an id in the file.
    known = alt.ColorValue(
        condition=[{"test": "!isValid(datum.id)", "value": _PALE}],
        value=LAND,
    )
    ground: alt.Chart = alt.Chart(data).mark_geoshape(
        stroke=_BORDER, strokeWidth=0.7, clip=True, aria=False
    )
    return ground.encode(color=known)


@cache
def _topology() -> dict[str, Any]:
    text = (datasets_dir() / "geo" / "asia.topojson").read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    return topology


@cache
def _state_names() -> pd.DataFrame:
    labels = pd.read_csv(datasets_dir() / "geo" / "labels.csv")
    return labels[labels["id"].str.fullmatch("[A-Z]{3}")].reset_index(drop=True)


def _places_of(claim: dict[Any, Any]) -> list[str]:
    return [given(claim[key]) for key in ("place_id", "place_id_2") if given(claim[key])]


def _drawn(claims: list[dict[Any, Any]], known: dict[Any, dict[Any, Any]]) -> pd.DataFrame:
    """Return one row a place, with the exercises and the largest number of troops there."""
    at: dict[str, list[dict[Any, Any]]] = {}
    for claim in claims:
        for place in _places_of(claim):
            if place in known:
                at.setdefault(place, []).append(claim)
    if "xinjiang" in known:
        at.setdefault("xinjiang", [])
    rows = [_row(known[place], here) for place, here in sorted(at.items())]
    columns = [
        *("place", "state", "precision", "longitude", "latitude", "exercises", "count", "label"),
        *("troops", "troops_said", "sources", "where", "x", "y"),
    ]
    return pd.DataFrame(rows, columns=columns)


def _row(place: dict[Any, Any], claims: list[dict[Any, Any]]) -> dict[str, Any]:
    events = sorted(
        {claim["event"] for claim in claims}, key=lambda event: (_first_year(event, claims), event)
    )
    years = list(dict.fromkeys(year for event in events if (year := _first_year(event, claims))))
    name = place["name"]
    for long, short in _SHORTER:
        name = name.replace(long, short)
    with_troops = sorted(
        (claim for claim in claims if given(claim["troops"])), key=lambda c: float(c["troops"])
    )
    x, y = FRAME.pixel(place["longitude"], place["latitude"])
    precision = place["precision"]
    return {
        "place": place["name"],
        "state": country_name(place["country"]),
        "precision": _PRECISIONS[precision][0] if precision in _PRECISIONS else precision,
        "longitude": place["longitude"],
        "latitude": place["latitude"],
        "exercises": listed([event_name(event) for event in events]) or "no exercise placed here",
        "count": len(events),
        "label": f"{name} {', '.join(years) or ('undated' if events else '')}".strip(),
        "troops": float(with_troops[-1]["troops"]) if with_troops else None,
        "troops_said": amount(with_troops[-1]["troops"], with_troops[-1]["troops_qualifier"])
        if with_troops
        else "not given",
        "sources": listed(
            list(dict.fromkeys(source_style(claim["source_id"]).label for claim in claims))
        ),
        "where": "; ".join(dict.fromkeys(given(claim["locator"]) for claim in claims)),
        "x": round(x, 1),
        "y": round(y, 1),
    }


def _first_year(event: str, claims: list[dict[Any, Any]]) -> str:
    starts = [given(claim["date_start"]) for claim in claims if claim["event"] == event]
    return min((start[:4] for start in starts if start), default="")


def _pairs(claims: list[dict[Any, Any]], known: dict[Any, dict[Any, Any]]) -> pd.DataFrame:
    """Return the pairs of places between which a source puts one exercise."""
    rows = {}
    for claim in claims:
        here = [known[place] for place in _places_of(claim) if place in known]
        if len(here) == 2:
            first, second = here
            rows[(first["place_id"], second["place_id"])] = {
                "longitude": first["longitude"],
                "latitude": first["latitude"],
                "longitude_2": second["longitude"],
                "latitude_2": second["latitude"],
            }
    columns = ["longitude", "latitude", "longitude_2", "latitude_2"]
    return pd.DataFrame(list(rows.values()), columns=columns)


def _chart(
    drawn: pd.DataFrame, pairs: pd.DataFrame, known: dict[Any, dict[Any, Any]]
) -> alt.LayerChart | alt.FacetChart:
    present = [row for row in _PRECISIONS.values() if row[0] in set(drawn["precision"])]
    domain = [words for words, _, _ in present]
    legend = alt.Legend(title="What the source names", columns=4, offset=4)
    scale = alt.Scale(domain=domain, range=[colour for _, _, colour in present])
    colour = alt.Color("precision:N", scale=scale, legend=legend)
    shape = alt.Shape(
        "precision:N",
        scale=alt.Scale(domain=domain, range=[form for _, form, _ in present]),
        legend=legend,
    )
    tooltip = [
        alt.Tooltip("place:N", title="Place"),
        alt.Tooltip("state:N", title="State"),
        alt.Tooltip("exercises:N", title="Exercises"),
        alt.Tooltip("troops_said:N", title="Most troops given"),
        alt.Tooltip("sources:N", title="Says so"),
        alt.Tooltip("where:N", title="Where"),
    ]
    with_troops = drawn[drawn["troops"].notna()]
    without = drawn[drawn["troops"].isna()]
    unknown = (
        alt.Chart(without)
        .mark_point(size=_SMALL, strokeWidth=2, fill="white", filled=False, clip=True)
        .encode(
            longitude="longitude:Q", latitude="latitude:Q", color=colour, shape=shape,
            tooltip=tooltip,
        )
    )  # fmt: skip
    most = float(with_troops["troops"].max()) if len(with_troops) else 1.0
    counted = (
        alt.Chart(with_troops)
        .mark_point(filled=True, opacity=0.85, clip=True)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            color=colour,
            shape=shape,
            size=alt.Size(
                "troops:Q",
                title="Troops (number)",
                scale=alt.Scale(domain=[0, most], range=[_SMALL, _LARGE]),
                legend=alt.Legend(
                    values=sorted(set(with_troops["troops"])), offset=4, symbolFillColor=MUTED,
                    symbolStrokeColor=MUTED,
                ),
            ),
            tooltip=tooltip,
        )
    )  # fmt: skip
    lines = (
        alt.Chart(pairs)
        .mark_rule(strokeDash=[3, 3], color=MUTED, aria=False, clip=True)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            longitude2="longitude_2:Q",
            latitude2="latitude_2:Q",
        )
    )
    layers = [land(), lines]
    layers += [part for part, rows in ((counted, with_troops), (unknown, without)) if len(rows)]
    return (
        alt.layer(*layers, *_texts(drawn))
        .project(**FRAME.projection())
        .properties(
            title=alt.Title(
                "Where the sources place the exercises",
                subtitle=wrapped(
                    "Filled: a source gives the number of troops; hollow: none does. Points are "
                    "ours; most stand for a wide area. Dashed: one exercise, two places. "
                    "Borders as Natural Earth draws them: some are disputed.",
                    80,
                ),
            ),
            width=FRAME.width,
            height=FRAME.height,
        )
    )


def _texts(drawn: pd.DataFrame) -> list[alt.Chart]:
    """Return the labels of places and states, each where it covers nothing."""
    ordered = drawn.sort_values(["count", "label"], ascending=[False, True], kind="stable")
    most = float(drawn["troops"].max()) if drawn["troops"].notna().any() else 1.0
    points = [
        (row["label"], float(row["x"]), float(row["y"]), _radius(row["troops"], most))
        for row in ordered.to_dict("records")
    ]
    labels = place_labels(FRAME, points)
    taken = [label.box for label in labels]
    taken += [Box(x - 9, y - 9, x + 9, y + 9) for _, x, y, _ in points]
    states = []
    named = {row["place"] for row in ordered.to_dict("records")}
    for state in _state_names().to_dict("records"):
        # A mark for the whole state bears its name already.
        spot = None if state["name"] in named else _free_spot(state, taken)
        if spot:
            states.append({"text": state["name"].upper(), "x": spot[0], "y": spot[1]})
    placed = pd.DataFrame(
        [
            {
                "text": label.text,
                "align": label.align,
                "x": round(label.anchor, 1),
                "y": round(label.middle, 1),
                "joint_x": round(label.joint[0], 1),
                "joint_y": round(label.joint[1], 1),
                "point_x": round(label.point[0], 1),
                "point_y": round(label.point[1], 1),
            }
            for label in labels
        ],
        columns=["text", "align", "x", "y", "joint_x", "joint_y", "point_x", "point_y"],
    )
    far = (placed["joint_x"] != placed["point_x"]) | (placed["joint_y"] != placed["point_y"])
    leaders = (
        alt.Chart(placed[far])
        .mark_rule(color=MUTED, strokeWidth=0.8, aria=False)
        .encode(x=_pixels("point_x"), y=_pixels("point_y"), x2="joint_x:Q", y2="joint_y:Q")
    )
    names = alt.Chart(pd.DataFrame(states, columns=["text", "x", "y"])).mark_text(
        color="#666666", fontSize=11, baseline="middle", aria=False
    )
    layers = [names, leaders]
    for align in ("left", "center", "right"):
        rows = placed[placed["align"] == align]
        if len(rows):
            halo = {"stroke": "white", "strokeWidth": 3, "strokeJoin": "round", "aria": False}
            layers += [
                alt.Chart(rows).mark_text(align=align, baseline="middle", **look)
                for look in (halo, {"color": INK})
            ]
    return [
        layer if layer is leaders else layer.encode(x=_pixels("x"), y=_pixels("y"), text="text:N")
        for layer in layers
    ]


def _free_spot(state: dict[Any, Any], taken: list[Box]) -> tuple[float, float] | None:
    """Return where the name of a state covers nothing: where its table says, or close by."""
    x, y = FRAME.pixel(state["longitude"], state["latitude"])
    half = 4.2 * len(state["name"])
    for down in (0, -8, 8):
        for right in (0, 8, -8, 16, -16, 24, -24):
            box = Box(x + right - half, y + down - 7, x + right + half, y + down + 7)
            inside = box.left > 0 and box.right < FRAME.width
            inside = inside and box.top > 0 and box.bottom < FRAME.height
            if inside and not any(box.overlap(other) for other in taken):
                return round(x + right, 1), round(y + down, 1)
    return None


def _pixels(field: str) -> Any:
    """Return a channel that takes its field as pixels from the upper left corner."""
    channel = alt.X if field.endswith("x") else alt.Y
    return channel(f"{field}:Q", scale=None, axis=None)


def _radius(troops: float | None, most: float) -> float:
    """Return half the size of a mark, as the size scale of the chart draws it."""
    share = 0.0 if troops is None or pd.isna(troops) else troops / most
    return math.sqrt(_SMALL + share * (_LARGE - _SMALL)) / 2 + 2


def _sentence(claims: list[dict[Any, Any]], drawn: pd.DataFrame) -> str:
    if not claims:
        return "No claims."
    placed = {claim["event"] for claim in claims if _places_of(claim)}
    every = {claim["event"] for claim in claims}
    used = drawn[drawn["count"] > 0]
    parts = [
        f"The sources place {len(placed)} of {len(every)} exercises and operations, at {len(used)} "
        f"{'place' if len(used) == 1 else 'places'}"
    ]
    vague = int(used["precision"].isin([_PRECISIONS["region"][0], _PRECISIONS["country"][0]]).sum())
    parts.append(
        f"; {vague} of these places are known only as a region or a state." if vague else "."
    )
    if len(used):
        most = int(used["count"].max())
        if most > 1:
            parts.append(_busiest(sorted(used.loc[used["count"] == most, "place"]), most))
    counted = used[used["troops"].notna()].sort_values("troops", kind="stable")
    if len(counted):
        largest = counted.iloc[-1]
        n = number(len(counted))
        parts.append(
            f" Numbers of troops are given for {n} {'place' if len(counted) == 1 else 'places'}, "
            f"at most {largest['troops_said']} ({_printed(largest['place'])})."
        )
    return "".join(parts)


def _busiest(names: list[str], exercises: int) -> str:
    """Say which places are named for most exercises; ``exercises`` is two or more."""
    words = _word(exercises)
    if len(names) == 1:
        return f" The place named for most exercises, {words}, is {_named(names[0])}."
    return (
        f" {_word(len(names)).capitalize()} places are named for most exercises, {words} each: "
        f"{listed([_named(name) for name in names])}."
    )


def _word(value: int) -> str:
    words = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[value - 2] if 2 <= value <= len(words) + 1 else number(value)


def _named(name: str) -> str:
    return f"the {_printed(name)}" if _WITH_THE.search(name) else _printed(name)


def _printed(name: str) -> str:
    """Join two states with the dash that the labels of the map have."""
    return name.replace("Tajik-", "Tajik–")


def _table(claims: list[dict[Any, Any]], known: dict[Any, dict[Any, Any]]) -> pd.DataFrame:
    columns = [
        *("Exercise", "Source", "Place", "State", "How exact", "Date", "Troops"),
        "Where in the source",
    ]
    rows = []
    for claim in sorted(claims, key=lambda c: (given(c["date_start"]) or "9999", c["event"])):
        here = [known[place] for place in _places_of(claim) if place in known]
        rows.append(
            {
                "Exercise": event_name(claim["event"]),
                "Source": source_style(claim["source_id"]).label,
                "Place": listed([place["name"] for place in here]) or "not given",
                "State": listed(
                    list(dict.fromkeys(country_name(place["country"]) for place in here))
                ),
                "How exact": listed(list(dict.fromkeys(place["precision"] for place in here))),
                "Date": date_words(given(claim["date_start"])) or "not given",
                "Troops": amount(claim["troops"], claim["troops_qualifier"]) or "not given",
                "Where in the source": given(claim["locator"]),
            }
        )
    return pd.DataFrame(rows, columns=columns)
