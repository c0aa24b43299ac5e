"""The chart of unit 9's explorer: shocks above, responses below, a selection of them in colour.

Its form is built once; a selection only hands it other rows. So it redraws in milliseconds,
and rows, axis and legend stand still while a learner changes a control.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.looks import OUTSIDE, scales
from marchwest.charts.palette import BLUE, BROWN, GREEN, MAGENTA, OCHRE, VERMILION, Style
from marchwest.charts.views import SILENT
from marchwest.charts.words import date_words, source_style
from marchwest.explorers.forms import fresh
from marchwest.explorers.shocks_claims import DID, EPISODES, FIRST, LAST, Mark, claim_marks
from marchwest.explorers.years_ground import ground, other_years

__all__ = ["timeline"]

_HEADS = ("SHOCKS", "RESPONSES")
_STEP = 16
"""Pixels from one row to the next."""
_LABELS = 222
"""Pixels for the names of the rows."""
_SLOTS = (0.5, 0.25, 0.75)
"""Where in a year the marks of claims stand that say no more than the year."""
_APART = 0.24
"""Least distance of two marks in a row, in years."""
_LOOKS = {
    "shock": (BROWN, "diamond"),
    "acted": (GREEN, "square"),
    "spoke": (BLUE, "circle"),
    "refused": (VERMILION, "cross"),
    "none": (MAGENTA, "triangle-down"),
    "unknown": (OCHRE, "triangle-right"),
}
_TOOLTIP = {
    "about": "Shock or responder",
    "told": "Told",
    "episode": "About",
    "date": "Date",
    "source": "Source",
    "finding": "In our words",
    "locator": "Where in the source",
}


def timeline(
    chosen: Collection[Mark], years: tuple[int, int], description: str
) -> alt.LayerChart | alt.FacetChart:
    """Return the timeline of all marks with the chosen ones in colour.

    Parameters
    ----------
    chosen : collection of Mark
        The marks of the selection.
    years : tuple of int
        First and last year of the selection; the years outside get a grey ground.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair chart
    """
    rows = [
        {**row, "shown": row["told"] if mark in chosen else OUTSIDE.label}
        for mark, row in _placed().items()
    ]
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {"claims": rows, "other years": other_years(years, FIRST, LAST)}
    return chart


@cache
def _placed() -> dict[Mark, dict[Hashable, Any]]:
    """Return every mark that can be drawn, with its row and its place in time."""
    taken: dict[str, list[list[float]]] = {}
    placed: dict[Mark, dict[Hashable, Any]] = {}
    # What is exact takes its place first; a year alone goes where there is room.
    marks = [mark for mark in claim_marks() if mark.drawn]
    for mark in sorted(marks, key=lambda mark: -len(mark.drawn)):
        name = f"{mark.row} ({source_style(mark.source).label.rsplit(' ', 1)[0]})"
        lines = taken.setdefault(name, [])
        line, at = _free(lines, mark.drawn)
        start, end = _span(mark.drawn)
        placed[mark] = {
            "claim": mark.claim,
            "row": name + SILENT * line,
            "name": name,
            "about": mark.row,
            "told": DID[mark.did],
            "episode": EPISODES[mark.episode].name if mark.episode else "no shock named",
            "date": date_words(mark.date) or "not given: drawn at the shock",
            "own": bool(mark.date),
            "source": source_style(mark.source).label,
            "finding": mark.finding,
            "locator": mark.locator,
            "start": start if mark.date else at,
            "middle": at,
            "end": end if mark.date else at,
        }
    return {mark: placed[mark] for mark in marks}


def _free(lines: list[list[float]], date: str) -> tuple[int, float]:
    """Return line and place for a mark, and take the place."""
    start, end = _span(date)
    places = [start + slot for slot in _SLOTS] if len(date) == 4 else [round((start + end) / 2, 3)]
    number = 0
    while True:
        if number == len(lines):
            lines.append([])
        for at in places:
            if all(abs(at - other) >= _APART for other in lines[number]):
                lines[number].append(at)
                return number, at
        number += 1


def _span(date: str) -> tuple[float, float]:
    """Return first and last moment that a date can mean, in years."""
    year = int(date[:4])
    if len(date) == 4:
        return year, year + 1
    month = int(date[5:7])
    return round(year + (month - 1) / 12, 3), round(year + month / 12, 3)


@cache
def _rows() -> list[str]:
    """Return the rows from top to bottom: shocks in order of time, then who responds."""
    found: list[str] = []
    for head, shocks in zip(_HEADS, (True, False), strict=True):
        found.append(head)
        for mark, row in _placed().items():
            if (mark.did == "shock") is not shocks or row["name"] in found:
                continue
            found += sorted({r["row"] for r in _placed().values() if r["name"] == row["name"]})
    return found


@cache
def _form() -> alt.LayerChart | alt.FacetChart:
    """Return the chart without its rows."""
    bold: Any = {
        "condition": {"test": f"indexof({list(_HEADS)}, datum.value) >= 0", "value": "bold"},
        "value": "normal",
    }
    y = alt.Y(
        "row:N",
        sort=_rows(),
        title="Shock or responder (source)",
        scale=alt.Scale(domain=_rows(), paddingInner=0.1, paddingOuter=0.2),
        axis=alt.Axis(
            ticks=False,
            labelLimit=_LABELS,
            labelFontWeight=bold,
            labelExpr=f"indexof(datum.label, '{SILENT}') < 0 ? datum.label : ''",
            **theme.CATEGORY_TITLE,
        ),
    )
    scale = alt.Scale(domain=[FIRST, LAST + 1], nice=False)
    axis = alt.Axis(format="d", values=list(range(FIRST, LAST + 1)), grid=True)
    told = [Style(DID[did], colour, shape) for did, (colour, shape) in _LOOKS.items()]
    colours, shapes = scales([*told, OUTSIDE])
    legend = alt.Legend(title="The claim tells of", columns=2)
    claims = alt.Chart(alt.NamedData("claims")).encode(
        y=y,
        color=alt.Color("shown:N", scale=colours, legend=legend),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in _TOOLTIP.items()],
    )
    spans = claims.mark_bar(height=2.5).encode(
        x=alt.X("start:Q", title="Date (year)", scale=scale, axis=axis), x2="end:Q"
    )
    points = claims.mark_point(size=62, strokeWidth=1.5, filled=False).encode(
        x=alt.X("middle:Q", scale=scale),
        shape=alt.Shape("shown:N", scale=shapes, legend=legend),
        fill=alt.when("!datum.own")
        .then(alt.value("white"))
        .otherwise("shown:N", scale=colours, legend=None),
    )
    return alt.layer(ground("other years", scale), spans, points).properties(
        width=theme.WIDTH - _LABELS - 12,
        height=alt.Step(_STEP),
        title=alt.Title(
            "What happened, and what was done about it",
            subtitle=[
                "One mark a claim. A bar spans the days that its date can mean. A hollow mark",
                "has no date of its own: it stands at the shock. An empty stretch is a gap in",
                "the texts. Grey claims and years lie outside your selection.",
            ],
        ),
    )
