"""The chart of unit 4's explorer: every claim about an exercise, a selection of them in colour.

Its form is built once; a selection only hands it other rows. So it redraws in milliseconds,
and rows, axis and legend stand still while a learner moves a slider.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.looks import OUTSIDE, scales
from marchwest.charts.palette import SOURCES, Style
from marchwest.charts.views import SILENT
from marchwest.charts.words import date_words, event_name, given, records
from marchwest.data import PartialDate, load
from marchwest.explorers.exercises_years import FIRST, LAST
from marchwest.explorers.forms import fresh
from marchwest.explorers.years_ground import ground, other_years

__all__ = ["timeline"]

_STEP = 16
"""Pixels from one claim to the next."""
_TOOLTIP = {
    "exercise": "Exercise",
    "source": "Source",
    "name": "Name in the source",
    "date": "Date",
    "status": "Status",
    "framework": "Framework",
    "locator": "Where in the source",
}


def timeline(
    chosen: Collection[str], years: tuple[int, int], description: str
) -> alt.LayerChart | alt.FacetChart:
    """Return the timeline of all dated claims with the chosen ones in colour.

    Parameters
    ----------
    chosen : collection of str
        The ``claim_id`` of each claim of the selection.
    years : tuple of int
        First and last year of the selection; the years outside get a grey ground.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair chart
    """
    rows = []
    for mark in _marks():
        shown = mark["source"] if mark["claim"] in chosen else OUTSIDE.label
        rows.append({**mark, "shown": shown})
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {"claims": rows, "other years": other_years(years, FIRST, LAST)}
    return chart


@cache
def _marks() -> list[dict[Hashable, Any]]:
    """Return one mark a dated claim, in order of time, the claims on an exercise together."""
    claims = [claim for claim in records(load("exercises")) if given(claim["date_start"])]
    marks = pd.DataFrame([_mark(claim) for claim in claims])
    marks["begins"] = marks.groupby("exercise")["start"].transform("min")
    marks = marks.sort_values(["begins", "exercise", "rank", "start"], kind="stable")
    # The first claim on an exercise carries its name; those below it are told apart in silence.
    repeats = marks.groupby("exercise").cumcount()
    marks["row"] = marks["exercise"] + repeats.map(lambda number: SILENT * number)
    return records(marks.drop(columns=["begins", "rank"]))


def _mark(claim: dict[Any, Any]) -> dict[str, Any]:
    first = PartialDate.parse(claim["date_start"])
    last = PartialDate.parse(given(claim["date_end"]) or claim["date_start"])
    start, end = _decimal_year(first.first()), _decimal_year(last.last(), whole_day=True)
    begins, ends = date_words(str(first)), date_words(str(last))
    return {
        "claim": claim["claim_id"],
        "exercise": event_name(claim["event"]),
        "source": SOURCES[claim["source_id"]].label,
        "rank": list(SOURCES).index(claim["source_id"]),
        "name": given(claim["name"]),
        "date": begins if begins == ends else f"{begins} to {ends}",
        "start": start,
        "middle": round((start + end) / 2, 3),
        "end": end,
        "status": given(claim["status"]),
        "framework": given(claim["framework"]) or "not stated",
        "locator": given(claim["locator"]),
    }


def _decimal_year(day: date, *, whole_day: bool = False) -> float:
    past = day.timetuple().tm_yday - (0 if whole_day else 1)
    days = date(day.year, 12, 31).timetuple().tm_yday
    return round(day.year + past / days, 3)


@cache
def _form() -> alt.LayerChart | alt.FacetChart:
    """Return the chart without its rows."""
    y = alt.Y(
        "row:N",
        sort=[mark["row"] for mark in _marks()],
        title="Exercise",
        axis=alt.Axis(
            ticks=False,
            labelLimit=220,
            labelExpr=f"indexof(datum.label, '{SILENT}') < 0 ? datum.label : ''",
            **theme.CATEGORY_TITLE,
        ),
        scale=alt.Scale(paddingInner=0.15, paddingOuter=0.3),
    )
    scale = alt.Scale(domain=[FIRST, LAST + 1], nice=False)
    axis = alt.Axis(format="d", values=list(range(2000, LAST + 1, 2)), grid=True)
    colours, shapes = scales([*_styles(), OUTSIDE])
    # In two columns: the legend begins where the years do, and wide fonts must not push it out.
    legend = alt.Legend(title="Source", columns=2)
    colour = alt.Color("shown:N", scale=colours, legend=legend)
    claims = alt.Chart(alt.NamedData("claims")).encode(
        y=y,
        color=colour,
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in _TOOLTIP.items()],
    )
    spans = claims.mark_bar(height=2.5).encode(
        x=alt.X("start:Q", title="Date (year)", scale=scale, axis=axis), x2="end:Q"
    )
    points = claims.mark_point(size=70, strokeWidth=1.5, filled=False).encode(
        x=alt.X("middle:Q", scale=scale),
        shape=alt.Shape("shown:N", scale=shapes, legend=legend),
        fill=alt.when("datum.status !== 'held'")
        .then(alt.value("white"))
        .otherwise("shown:N", scale=colours, legend=None),
    )
    return alt.layer(ground("other years", scale), spans, points).properties(
        width=theme.WIDTH - 242,
        height=alt.Step(_STEP),
        title=alt.Title(
            "When joint exercises took place, claim by claim",
            subtitle=[
                "One mark a claim. A bar spans the days that its date can mean; a hollow mark",
                "is not reported as held. Grey claims and years lie outside your selection.",
            ],
        ),
    )


@cache
def _styles() -> tuple[Style, ...]:
    """Return the looks of the sources that date an exercise."""
    named = {mark["source"] for mark in _marks()}
    return tuple(style for style in SOURCES.values() if style.label in named)
