"""How much room figures leave for each other: one row a claim, one axis for all."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed, number
from marchwest.charts.figure import Figure
from marchwest.charts.looks import scales, sources_in
from marchwest.charts.views import SILENT
from marchwest.charts.words import given, records, source_style
from marchwest.claims.values import Quantity

__all__ = ["room"]

_LABELS = 150
"""Pixels for the names of the rows."""
_STEP = 56
"""Pixels a claim: a line of words above, the mark below."""
_BELOW = 10
_UNITS = {"amount": "currency", "number": "unit"}


def room(claims: pd.DataFrame, subject: str) -> Figure:
    """Return figures on one thing side by side, each with what it leaves room for.

    Parameters
    ----------
    claims : pandas.DataFrame
        Rows of a claim table with a column ``number`` or ``amount``; rows without one are left
        out. All must have one unit.
    subject : str
        What the figures are about, for the title.

    Returns
    -------
    Figure
        A bar for a range, a point for a number, a dashed line of a tenth up and down for "about"
        (our convention), an arrow for "at least" and "at most".

    Raises
    ------
    ValueError
        If no row has a figure or the units differ: convert them first.
    """
    field = next((name for name in _UNITS if name in claims), "")
    drawn = pd.DataFrame([_row(claim, field) for claim in records(claims) if _has(claim, field)])
    if drawn.empty:
        raise ValueError("None of these claims gives a number. Pass rows that have one.")
    units = sorted(set(drawn["unit"]))
    if len(units) > 1:
        raise ValueError(f"The units differ ({', '.join(units)}). Convert them to one first.")
    drawn["row"] += drawn.groupby("row").cumcount().map(lambda n: SILENT * n)
    sentence = _sentence(drawn, subject)
    chart = described(_chart(drawn, subject, units[0]), sentence)
    return Figure(chart, sentence, _table(drawn))


def _has(claim: dict[Any, Any], field: str) -> bool:
    return bool(given(claim.get(field)) or given(claim.get(f"{field}_low")))


def _row(claim: dict[Any, Any], field: str) -> dict[str, Any]:
    one = given(claim.get(field))
    low = float(one or claim[f"{field}_low"])
    high = float(one or claim[f"{field}_high"])
    quantity = Quantity(low, high, given(claim.get(f"{field}_qualifier")) or None)
    least, most = quantity.bounds
    source = source_style(claim["source_id"]).label
    return {
        "row": f"{source}\n{claim['locator'].split(';')[0]}",
        "source": source,
        "said": str(quantity),
        "middle": low if low == high else None,
        "least": least,
        "most": None if most == float("inf") else most,
        "form": "range" if low < high else quantity.qualifier or "exact",
        "unit": given(claim.get(_UNITS[field])).replace("_", " "),
        "credits": given(claim.get("attributed_to")) or "nobody",
        "locator": claim["locator"],
        "claim": claim["claim_id"],
    }


def _chart(drawn: pd.DataFrame, subject: str, unit: str) -> alt.LayerChart | alt.FacetChart:
    scale, shapes = scales(sources_in(drawn["source"]))
    largest = float(drawn[["least", "most", "middle"]].max().max())
    open_end = 1.15 * largest
    drawn = drawn.assign(end=drawn["most"].fillna(open_end))
    y = alt.Y(
        "row:N",
        sort=list(drawn["row"]),
        title="Text",
        scale=alt.Scale(padding=0),
        axis=alt.Axis(
            ticks=False,
            domain=False,
            labelLimit=_LABELS,
            labelAlign="left",
            labelPadding=_LABELS,
            labelExpr=f"split(replace(datum.label, /{SILENT}/g, ''), '\\n')",
            titleAlign="left",
            titleX=-_LABELS,
        ),
    )
    x = alt.X(
        "least:Q",
        title=f"{subject} ({unit})",
        scale=alt.Scale(domain=[0, open_end], nice=False),
        axis=alt.Axis(grid=True, tickCount=6),
    )
    colour = alt.Color("source:N", scale=scale, legend=None)
    shape = alt.Shape("source:N", scale=shapes, legend=None)
    tooltip = [
        alt.Tooltip("source:N", title="Source"),
        alt.Tooltip("said:N", title="Figure"),
        alt.Tooltip("credits:N", title="Whom it credits"),
        alt.Tooltip("locator:N", title="Where"),
    ]
    spans = [
        alt.Chart(drawn[drawn["form"].isin(forms)])
        .mark_rule(strokeWidth=width, strokeDash=dash, yOffset=_BELOW)
        .encode(y=y, x=x, x2="end:Q", color=colour, tooltip=tooltip)
        for forms, width, dash in (
            (["range"], 9, [1, 0]),
            (["at_least", "at_most"], 2, [1, 0]),
            (["approx"], 2, [4, 4]),
        )
    ]
    heads = [
        alt.Chart(drawn[drawn["form"] == form])
        .mark_point(shape=head, size=70, filled=True, yOffset=_BELOW, aria=False)
        .encode(y=y, x=f"{at}:Q", color=colour)
        for form, head, at in (
            ("at_least", "triangle-right", "end"),
            ("at_most", "triangle-left", "least"),
        )
    ]
    points = (
        alt.Chart(drawn[drawn["middle"].notna()])
        .mark_point(size=110, filled=True, yOffset=_BELOW)
        .encode(
            y=y,
            x=alt.X("middle:Q", title=f"{subject} ({unit})"),
            color=colour,
            shape=shape,
            tooltip=tooltip,
        )
    )
    words = (
        alt.Chart(drawn)
        .mark_text(align="left", yOffset=-10, baseline="middle", fontWeight=600)
        .encode(y=y, x=alt.value(3), text="said:N", tooltip=tooltip)
    )
    return alt.layer(*spans, *heads, points, words).properties(
        width=theme.WIDTH - _LABELS - 30,
        height=alt.Step(_STEP),
        title=alt.Title(
            f"{subject}: what each figure leaves room for",
            subtitle=[
                "A bar: a range. A dashed line: about, drawn as a tenth up and down",
                "(our convention). An arrow: at least or at most.",
            ],
        ),
    )


def _sentence(drawn: pd.DataFrame, subject: str) -> str:
    said = [
        f"{row['said']} ({row['source']}, {row['locator'].split(';')[0]})"
        for row in drawn.to_dict("records")
    ]
    head = f"{subject}: {listed(said)}."
    unit = drawn["unit"].iloc[0]
    least = float(drawn["least"].max())
    most = float(drawn["most"].fillna(float("inf")).min())
    if len(drawn) == 1:
        return head
    if least <= most:
        span = f"from {number(least)} up" if most == float("inf") else _span(least, most)
        return f"{head} There is room for all of them: {span}."
    if drawn["form"].eq("approx").any():
        head += " Even if 'about' reaches a tenth up and down, which is our convention,"
        return (
            f"{head} they leave no room for each other: {number(least - most)} {unit} lie between."
        )
    return f"{head} They leave no room for each other: {number(least - most)} {unit} lie between."


def _span(least: float, most: float) -> str:
    return number(least) if least == most else f"{number(least)} to {number(most)}"


def _table(drawn: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Source": drawn["source"],
            "Figure": drawn["said"],
            "Unit": drawn["unit"],
            "Lowest that it can mean": drawn["least"].map(number),
            "Highest that it can mean": [
                "open" if pd.isna(most) else number(most) for most in drawn["most"]
            ],
            "Whom it credits": drawn["credits"],
            "Where in the source": drawn["locator"],
            "Claim": drawn["claim"],
        }
    )
