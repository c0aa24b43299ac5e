"""When the exercises were, source by source, each date as exact as its source gives it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.looks import scales, sources_in
from marchwest.charts.palette import MUTED, SOURCES
from marchwest.charts.views import SILENT
from marchwest.charts.words import (
    amount,
    date_words,
    event_name,
    given,
    records,
    source_style,
    wrapped,
)
from marchwest.data.dates import PartialDate

__all__ = ["timeline"]

_STEP = 16
"""Pixels between two claims."""
_WORDS = {"held": "", "recurring": "since then, recurring"}


def timeline(exercises: pd.DataFrame) -> Figure:
    """Return the timeline of exercises: a row an exercise, a mark a claim.

    Parameters
    ----------
    exercises : pandas.DataFrame
        Rows of the table ``exercises``, any selection of them.

    Returns
    -------
    Figure
        A bar spans the days that a source's date can mean: a whole year where only the year is
        given. The mark on it is filled for an exercise held, hollow and labelled for any other.
        Claims without a date stand in the table only.
    """
    claims = records(exercises)
    dated = [claim for claim in claims if given(claim["date_start"])]
    drawn = _drawn(dated)
    sentence = _sentence(claims, dated)
    chart = described(_chart(drawn), sentence)
    return Figure(chart, sentence, _table(claims))


def _drawn(dated: list[dict[Any, Any]]) -> pd.DataFrame:
    """Return one row a dated claim, with the span of its date, the claims on an exercise together."""
    order = list(SOURCES)
    rows = []
    for claim in dated:
        first = PartialDate.parse(claim["date_start"])
        last = PartialDate.parse(given(claim["date_end"]) or claim["date_start"])
        start = pd.Timestamp(first.first())
        end = pd.Timestamp(last.last()) + timedelta(days=1, seconds=-1)
        rows.append(
            {
                "exercise": event_name(claim["event"]),
                "source": source_style(claim["source_id"]).label,
                "rank": order.index(claim["source_id"]) if claim["source_id"] in order else 99,
                "name": given(claim["name"]),
                "date": _dates(claim),
                "start": start,
                "middle": start + (end - start) / 2,
                "end": end,
                "status": given(claim["status"]),
                "word": _WORDS.get(given(claim["status"]), given(claim["status"])),
                "troops": amount(claim["troops"], claim["troops_qualifier"]) or "not given",
                "locator": given(claim["locator"]),
                "evidence": given(claim["evidence"]),
            }
        )
    columns = [
        *("exercise", "source", "rank", "name", "date", "start", "middle", "end", "status"),
        *("word", "troops", "locator", "evidence"),
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["begins"] = frame.groupby("exercise")["start"].transform("min")
    frame = frame.sort_values(["begins", "exercise", "rank", "start"], kind="stable")
    # The first claim on an exercise carries its name; those below it are told apart in silence.
    frame["row"] = frame["exercise"] + frame.groupby("exercise").cumcount().map(
        lambda n: SILENT * n
    )
    return frame.drop(columns="rank").reset_index(drop=True)


def _dates(claim: dict[Any, Any]) -> str:
    start, end = date_words(given(claim["date_start"])), date_words(given(claim["date_end"]))
    return f"{start} to {end}" if end and end != start else start


def _chart(drawn: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    y = alt.Y(
        "row:N",
        sort=list(drawn["row"]),
        title="Exercise",
        axis=alt.Axis(
            grid=False,
            ticks=False,
            labelLimit=220,
            labelExpr=f"indexof(datum.label, '{SILENT}') < 0 ? datum.label : ''",
            **theme.CATEGORY_TITLE,
        ),
        scale=alt.Scale(paddingInner=0.15, paddingOuter=0.3),
    )
    # In two columns: the legend begins where the years do, and wide fonts must not push it out.
    legend = alt.Legend(title="Source", columns=2, symbolStrokeWidth=1.5)
    scale, shapes = scales(sources_in(drawn["source"]))
    colour = alt.Color("source:N", scale=scale, legend=legend)
    shape = alt.Shape("source:N", scale=shapes, legend=legend)
    tooltip = [
        alt.Tooltip("exercise:N", title="Exercise"),
        alt.Tooltip("source:N", title="Source"),
        alt.Tooltip("name:N", title="Name in the source"),
        alt.Tooltip("date:N", title="Date"),
        alt.Tooltip("status:N", title="Status"),
        alt.Tooltip("troops:N", title="Troops"),
        alt.Tooltip("locator:N", title="Where"),
        alt.Tooltip("evidence:N", title="Evidence"),
    ]
    domain = alt.Scale(domain=_whole_years(drawn)) if len(drawn) else alt.Scale()
    x = alt.X(
        "start:T",
        title="Date (year)",
        scale=domain,
        axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 2}, grid=True),
    )
    base = alt.Chart(drawn).encode(y=y, color=colour, tooltip=tooltip)
    spans = base.mark_bar(height=2.5).encode(x=x, x2="end:T")
    marks = base.mark_point(size=70, strokeWidth=1.5, filled=False).encode(
        x="middle:T",
        shape=shape,
        fill=alt.when("datum.status !== 'held'")
        .then(alt.value("white"))
        .otherwise("source:N", scale=scale, legend=None),
    )
    words = (
        alt.Chart(drawn[drawn["word"] != ""])
        .mark_text(align="left", dx=5, fontStyle="italic", color=MUTED)
        .encode(x="end:T", y=y, text="word:N")
    )
    borders = (
        alt.Chart(drawn[~drawn["row"].str.contains(SILENT)])
        .mark_rule(color="#dddddd", aria=False)
        .encode(y=alt.Y("row:N", bandPosition=0, sort=list(drawn["row"])))
    )
    years = _years(drawn)
    return alt.layer(borders, spans, marks, words).properties(
        title=alt.Title(
            f"When the exercises were, {years}" if years else "No claim here gives a date",
            subtitle=wrapped(
                "One mark a claim. A bar spans the days that its date can mean; a hollow mark is "
                "an exercise that the source does not report as held.",
                80,
            ),
        ),
        width=theme.WIDTH - 232,
        height=alt.Step(_STEP),
    )


def _whole_years(drawn: pd.DataFrame) -> list[dict[str, int]]:
    """Return the years that the axis covers, so that no mark lies on its edge."""
    first, last = drawn["start"].min().year, drawn["end"].max().year
    return [{"year": first, "month": 1, "date": 1}, {"year": last + 1, "month": 1, "date": 1}]


def _years(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return ""
    first, last = drawn["start"].min().year, drawn["end"].max().year
    return str(first) if first == last else f"{first}–{last}"


def _sentence(claims: list[dict[Any, Any]], dated: list[dict[Any, Any]]) -> str:
    if not dated:
        return f"None of the {len(claims)} claims shown gives a date." if claims else "No claims."
    sources: dict[str, set[str]] = {}
    for claim in dated:
        sources.setdefault(claim["event"], set()).add(claim["source_id"])
    several = sum(len(who) > 1 for who in sources.values())
    to_the_day = {c["event"] for c in dated if PartialDate.parse(c["date_start"]).day}
    starts = sorted((PartialDate.parse(c["date_start"]).first(), c["event"]) for c in dated)
    (first, earliest), (last, latest) = starts[0], starts[-1]
    n = len(sources)
    parts = [f"The sources date {_share(n, len({claim['event'] for claim in claims}))}"]
    if n > 1:
        parts.append(
            f", from {event_name(earliest)} ({first.year}) to {event_name(latest)} ({last.year})"
        )
    parts.append(
        f"; {several} of them {'is' if several == 1 else 'are'} dated by more than one source, "
        f"and {len(to_the_day)} to the day."
    )
    not_held = sorted({event_name(c["event"]) for c in dated if c["status"] != "held"})
    if not_held:
        parts.append(f" Not every source reports as held: {listed(not_held)}.")
    missing = len(claims) - len(dated)
    if missing:
        words = "1 claim gives" if missing == 1 else f"{missing} claims give"
        parts.append(f" {words} no date and {'is' if missing == 1 else 'are'} only in the table.")
    return "".join(parts)


def _share(dated: int, every: int) -> str:
    """Say how many of the exercises and operations shown have a date from any source."""
    if every == 1:
        return "the 1 exercise or operation shown"
    kind = "exercises and operations"
    return f"all {every} {kind}" if dated == every else f"{dated} of the {every} {kind}"


def _table(claims: list[dict[Any, Any]]) -> pd.DataFrame:
    ordered = sorted(claims, key=lambda c: (given(c["date_start"]) or "9999", c["event"]))
    rows = [
        {
            "Exercise": event_name(claim["event"]),
            "Source": source_style(claim["source_id"]).label,
            "Name in the source": given(claim["name"]),
            "Date": _dates(claim) or "not given",
            "Status": given(claim["status"]),
            "Framework": given(claim["framework"]) or "not given",
            "Troops": amount(claim["troops"], claim["troops_qualifier"]) or "not given",
            "Where in the source": given(claim["locator"]),
        }
        for claim in ordered
    ]
    columns = [
        *("Exercise", "Source", "Name in the source", "Date", "Status", "Framework", "Troops"),
        "Where in the source",
    ]
    return pd.DataFrame(rows, columns=columns)
