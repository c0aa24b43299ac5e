"""How many exercises there were: each count beside what it counts, over which years, and whence."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.looks import scales, sources_in
from marchwest.charts.palette import MUTED, SOURCES
from marchwest.charts.views import SILENT
from marchwest.charts.words import amount, country_name, given, records, source_style, wrapped
from marchwest.claims.independence import relies_on
from marchwest.data.dates import PartialDate
from marchwest.data.tables import load

__all__ = ["counts"]

_STEP = 44
"""Pixels a claim: a line of words above, the mark below."""
_LABELS = 180
"""Pixels for the names of the rows."""
_NUMBERS = 230
_YEARS = 140
_SPACING = 18
_NO_YEARS = "years not given"


def counts(patterns: pd.DataFrame) -> Figure:
    """Return the counts of exercises side by side, a row a claim.

    Parameters
    ----------
    patterns : pandas.DataFrame
        Rows of the table ``exercise_patterns``; only those with the measure ``count`` are used.

    Returns
    -------
    Figure
        Left the number: an arrow for "at least" and "at most", a dashed line for "about". Right
        the years that it covers, dashed where the source gives no end. A claim that only passes
        on another source has a hollow mark: it is no second witness.
    """
    claims = [claim for claim in records(patterns) if claim["measure"] == "count"]
    drawn = _drawn(claims)
    sentence = _sentence(drawn)
    chart = described(_chart(drawn), sentence)
    return Figure(chart, sentence, _table(drawn))


def _drawn(claims: list[dict[Any, Any]]) -> pd.DataFrame:
    largest: dict[str, float] = {}
    for claim in claims:
        value = float(claim["number"]) if given(claim["number"]) else 0.0
        largest[claim["event"]] = max(value, largest.get(claim["event"], 0.0))
    order = list(SOURCES)
    ordered = sorted(
        claims,
        key=lambda c: (
            -largest[c["event"]],
            c["event"],
            order.index(c["source_id"]) if c["source_id"] in order else len(order),
        ),
    )
    rows = [_row(claim) for claim in ordered]
    columns = [
        *("event", "row", "source", "counted", "number", "qualifier", "amount", "words", "origin"),
        *("witness", "stem", "tip", "start", "end", "open_end", "period", "locator", "evidence"),
        "note",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["row"] = _row_names(frame)
    span = float(frame["number"].max()) if frame["number"].notna().any() else 10.0
    # How long an arrow is says nothing, so all of them have one length.
    frame["tip"] = frame["number"] + frame["qualifier"].map(
        {"at_least": 0.12 * span, "at_most": -0.12 * span}
    )
    return frame


def _row_names(frame: pd.DataFrame) -> pd.Series[str]:
    """Return a name for each row; where a source counts the same twice, the years are in it."""
    repeated = frame.duplicated(["source", "counted"], keep=False)
    years = frame["period"].where(frame["period"] != _NO_YEARS, "no years")
    who = frame["source"].where(~repeated, frame["source"] + ", " + years)
    names = who + ":\n" + frame["counted"]
    # Rows that even the years do not tell apart stay apart in silence.
    return names + names.groupby(names).cumcount().map(lambda n: SILENT * n)


def _row(claim: dict[Any, Any]) -> dict[str, Any]:
    source = source_style(claim["source_id"]).label
    origin = relies_on(given(claim["attributed_to"]))
    cited = source_style(origin).label if origin else ""
    said = amount(claim["number"], claim["number_qualifier"]) or "no number given"
    start, end, open_end = _period(claim)
    return {
        "event": claim["event"],
        "row": "",
        "source": source,
        "counted": _counted(claim),
        "number": float(claim["number"]) if given(claim["number"]) else None,
        "qualifier": given(claim["number_qualifier"]),
        "amount": said,
        "words": f"{said}, taken from {cited}" if cited else said,
        "origin": cited,
        "witness": "passes on another source" if cited else "speaks for itself",
        "stem": 0,
        "start": start,
        "end": end,
        "open_end": open_end,
        "period": _period_words(claim),
        "locator": given(claim["locator"]),
        "evidence": given(claim["evidence"]),
        "note": given(claim["note"]),
    }


def _counted(claim: dict[Any, Any]) -> str:
    states = "–".join(country_name(code) for code in given(claim["countries"]).split(";") if code)
    about = ", ".join(part for part in (states, given(claim["framework"])) if part)
    unit = given(claim.get("unit")) or "exercises"
    return f"{unit}, {about}" if about else f"{unit}, partners not said"


def _period(claim: dict[Any, Any]) -> tuple[pd.Timestamp | None, pd.Timestamp | None, bool]:
    """Return the years that a count covers; an end that is not given is the date of the text."""
    if not given(claim["period_start"]):
        return None, None, False
    start = pd.Timestamp(PartialDate.parse(claim["period_start"]).first())
    end = given(claim["period_end"])
    until = end or _written(claim["source_id"]) or claim["period_start"]
    return start, pd.Timestamp(PartialDate.parse(until).last()), not end


def _written(source_id: str) -> str:
    dates = load("sources").set_index("source_id")["date"]
    return given(dates.get(source_id))


def _period_words(claim: dict[Any, Any]) -> str:
    start, end = given(claim["period_start"]), given(claim["period_end"])
    if not start:
        return _NO_YEARS
    if not end:
        return f"since {start}"
    return start if start == end else f"{start}–{end}"


def _chart(drawn: pd.DataFrame) -> alt.HConcatChart:
    scale, shapes = scales(sources_in(drawn["source"]))
    colour = alt.Color("source:N", scale=scale, legend=None)
    shape = alt.Shape("source:N", scale=shapes, legend=None)
    axis = alt.Axis(
        ticks=False,
        domain=False,
        labelLimit=_LABELS,
        labelAlign="left",
        labelPadding=_LABELS,
        labelExpr=f"split(replace(datum.label, /{SILENT}/g, ''), '\\n')",
        titleAlign="left",
        titleX=-_LABELS,
    )
    y = alt.Y(
        "row:N",
        sort=list(drawn["row"]),
        title="Source and what it counts",
        axis=axis,
        scale=alt.Scale(padding=0),
    )
    tooltip = [
        alt.Tooltip("source:N", title="Source"),
        alt.Tooltip("words:N", title="Number"),
        alt.Tooltip("counted:N", title="What is counted"),
        alt.Tooltip("period:N", title="Years"),
        alt.Tooltip("locator:N", title="Where"),
        alt.Tooltip("evidence:N", title="Evidence"),
        alt.Tooltip("note:N", title="Note"),
    ]
    height = alt.Step(_STEP)
    years = _years_panel(drawn, y, tooltip)
    return alt.hconcat(
        _numbers_panel(drawn, y, colour, shape, scale, tooltip).properties(
            width=_NUMBERS, height=height
        ),
        years.properties(width=_YEARS, height=height),
        spacing=_SPACING,
    ).properties(
        title=alt.Title(
            "How many exercises? It depends on what is counted",
            subtitle=wrapped(
                "An arrow: at least so many. A dashed line: about so many, or years without a "
                "stated end. A hollow mark: taken from another source shown here.",
                80,
            ),
        ),
    )


def _numbers_panel(
    drawn: pd.DataFrame,
    y: alt.Y,
    colour: alt.Color,
    shape: alt.Shape,
    scale: alt.Scale,
    tooltip: list[alt.Tooltip],
) -> alt.LayerChart | alt.FacetChart:
    x = alt.X(
        "number:Q",
        title="Exercises counted (number)",
        axis=alt.Axis(grid=True, tickCount=6),
        scale=alt.Scale(zero=True),
    )
    counted = drawn[drawn["number"].notna()]
    arrows = counted[counted["tip"].notna()]
    below = 8
    stems = [
        alt.Chart(counted[(counted["qualifier"] == "approx") == dashed])
        .mark_rule(
            strokeWidth=2, yOffset=below, strokeDash=[4, 4] if dashed else [1, 0], aria=False
        )
        .encode(y=y, x="stem:Q", x2="number:Q", color=colour)
        for dashed in (False, True)
    ]
    shafts = (
        alt.Chart(arrows)
        .mark_rule(strokeWidth=2, yOffset=below, aria=False)
        .encode(y=y, x=x, x2="tip:Q", color=colour)
    )
    heads = [
        alt.Chart(arrows[arrows["qualifier"] == qualifier])
        .mark_point(shape=form, size=60, yOffset=below, filled=True, aria=False)
        .encode(y=y, x="tip:Q", color=colour)
        for qualifier, form in (("at_least", "triangle-right"), ("at_most", "triangle-left"))
    ]
    marks = (
        alt.Chart(counted)
        .mark_point(size=110, strokeWidth=2, filled=False, yOffset=below)
        .encode(
            y=y,
            x=x,
            color=colour,
            shape=shape,
            tooltip=tooltip,
            fill=alt.when("datum.origin !== ''")
            .then(alt.value("white"))
            .otherwise("source:N", scale=scale, legend=None),
        )
    )
    words = (
        alt.Chart(drawn)
        .mark_text(align="left", yOffset=-9, baseline="middle")
        .encode(y=y, x=alt.value(3), text="words:N", tooltip=tooltip)
    )
    return alt.layer(*stems, shafts, *heads, marks, words)


def _years_panel(
    drawn: pd.DataFrame, y: alt.Y, tooltip: list[alt.Tooltip]
) -> alt.LayerChart | alt.FacetChart:
    covered = drawn[drawn["start"].notna()]
    y = alt.Y("row:N", sort=list(drawn["row"]), title="Source and what it counts", axis=None)
    x = alt.X(
        "start:T",
        title="Years covered (year)",
        axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 5}, grid=True),
    )
    bars = [
        alt.Chart(covered[covered["open_end"] == open_end])
        .mark_rule(strokeWidth=4, yOffset=8, strokeDash=[5, 3] if open_end else [1, 0])
        .encode(y=y, x=x, x2="end:T", tooltip=tooltip)
        for open_end in (False, True)
    ]
    words = (
        alt.Chart(drawn)
        .mark_text(align="left", yOffset=-9, baseline="middle", color=MUTED)
        .encode(y=y, x=alt.value(3), text="period:N", tooltip=tooltip)
    )
    return alt.layer(*bars, words)


def _sentence(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No claim here counts exercises."
    numbered = drawn[drawn["number"].notna()].sort_values("number", kind="stable")
    parts = []
    if len(numbered):
        low, high = (numbered.iloc[i] for i in (0, -1))
        parts.append(
            f"{len(numbered)} {'claim gives' if len(numbered) == 1 else 'claims give'} a number of "
            f"exercises, from {low['amount']} ({low['source']}: {low['counted']}, {low['period']}) "
            f"to {high['amount']} ({high['source']}: {high['counted']}, {high['period']})."
        )
        different = numbered["counted"].nunique()
        if different > 1:
            parts.append(f"They count {different} different things.")
    passed_on = drawn[drawn["origin"] != ""]
    parts += [
        f"{row['source']} takes its number from {row['origin']}: one witness, not two."
        for row in passed_on.to_dict("records")
    ]
    without = drawn[drawn["number"].isna()]
    if len(without):
        who = listed(list(dict.fromkeys(without["source"])))
        parts.append(f"{who} {'speaks' if without['source'].nunique() == 1 else 'speak'} of")
        parts[-1] += " exercises without counting them."
    return " ".join(parts)


def _table(drawn: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Source": drawn["source"],
            "What is counted": drawn["counted"],
            "Number": drawn["amount"],
            "Years": drawn["period"],
            "Taken from": drawn["origin"].replace("", "no source shown here"),
            "Where in the source": drawn["locator"],
            "Note": drawn["note"],
        }
    )
