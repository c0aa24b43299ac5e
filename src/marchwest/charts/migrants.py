"""How many Chinese workers or migrants the texts give, each figure beside whom it comes from."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.looks import scales
from marchwest.charts.palette import COUNTRIES
from marchwest.charts.words import country_name, given, records, source_style

__all__ = ["figures"]

_WORDS = ("workers", "migrants")
_STEP = 40
"""Pixels a figure: two lines of words beside it."""
_LABELS = 180
"""Pixels for those words."""


def figures(estimates: pd.DataFrame) -> Figure:
    """Return every printed number of Chinese workers or migrants, one row a claim.

    Parameters
    ----------
    estimates : pandas.DataFrame
        Rows of the table ``estimates``.

    Returns
    -------
    Figure
        A point for a number, a bar from end to end for a range; in thousand persons.

    Raises
    ------
    ValueError
        If no row gives such a number.
    """
    counted = estimates["measure"].eq("migrants") & (
        estimates["number"].notna() | estimates["number_low"].notna()
    )
    drawn = [_row(claim) for claim in records(estimates[counted.fillna(value=False)])]
    if not drawn:
        raise ValueError("No row gives a number of workers or migrants: hand on `estimates`.")
    drawn.sort(key=lambda row: row["high"])
    sentence = _sentence(drawn)
    table = pd.DataFrame(
        {
            "Country": [row["country"] for row in drawn],
            "Who is counted": [row["counted"] for row in drawn],
            "Persons": [row["words"] for row in drawn],
            "Year of the figure": [row["year"] or "not given" for row in drawn],
            "Comes from": [row["credit"] for row in drawn],
            "Source": [row["source"] for row in drawn],
            "Where in the source": [row["locator"] for row in drawn],
            "Claim": [row["claim"] for row in drawn],
        }
    )
    return Figure(described(_chart(drawn), sentence), sentence, table)


def _row(claim: dict[Any, Any]) -> dict[str, Any]:
    low = claim["number"] if claim["number_low"] is None else claim["number_low"]
    high = claim["number"] if claim["number_high"] is None else claim["number_high"]
    about = "about " if claim["number_qualifier"] == "approx" else ""
    words = f"{low:,.0f}" if low == high else f"{low:,.0f}\u2013{high:,.0f}"
    counted = next(word for word in _WORDS if word in str(claim["subject"]))
    credit = given(claim["attributed_to"])
    return {
        "claim": claim["claim_id"],
        "country": country_name(claim["country"]),
        "counted": counted,
        "low": low / 1000,
        "high": high / 1000,
        "words": f"{about}{words}",
        "year": given(claim["date_start"]),
        "credit": credit,
        "label": f"{country_name(claim['country'])}: {counted} | {_short(credit)}",
        "source": source_style(claim["source_id"]).label,
        "locator": given(claim["locator"]),
    }


def _short(credit: str) -> str:
    """Return whom a figure comes from, with the year of the publication and no more."""
    who = credit.split(",")[0]
    # A minister's name is long, and the office says more to a reader.
    who = who.rsplit(" ", 1)[0] if "Minister" in who else who
    years = [word for word in credit.replace(",", "").split() if word.isdigit() and len(word) == 4]
    return who if not years or years[0] in who else f"{who}, {years[0]}"


def _sentence(drawn: list[dict[str, Any]]) -> str:
    told = [
        f"{row['words']} Chinese {row['counted']} in {row['country']} ({_short(row['credit'])})"
        for row in drawn
    ]
    sources = listed(list(dict.fromkeys(row["source"] for row in drawn)))
    dated = sum(bool(row["year"]) for row in drawn)
    return (
        f"{sources} prints {listed(told)}. {dated} of the {len(drawn)} figures "
        f"{'has' if dated == 1 else 'have'} a year; workers and migrants need not be the same people."
    )


def _chart(drawn: list[dict[str, Any]]) -> alt.LayerChart | alt.FacetChart:
    y = alt.Y(
        "label:N",
        sort=[row["label"] for row in drawn],
        title="Counted where, by whom",
        axis=alt.Axis(
            ticks=False,
            labelLimit=_LABELS,
            labelExpr="split(datum.label, ' | ')",
            **theme.CATEGORY_TITLE,
        ),
    )
    scale = alt.Scale(domain=[0, 140], nice=False)
    axis = alt.Axis(grid=True, values=list(range(0, 141, 20)))
    named = [style for style in COUNTRIES.values() if style.label in {r["country"] for r in drawn}]
    colours, shapes = scales(named)
    legend = alt.Legend(title="Country")
    colour = alt.Color("country:N", scale=colours, legend=legend)
    shape = alt.Shape("country:N", scale=shapes, legend=legend)
    tooltip = [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("counted:N", title="Who is counted"),
        alt.Tooltip("words:N", title="Persons"),
        alt.Tooltip("credit:N", title="Comes from"),
        alt.Tooltip("locator:N", title="Where in the source"),
    ]
    base = alt.Chart(pd.DataFrame(drawn)).encode(y=y, tooltip=tooltip)
    title = "Chinese workers or migrants (thousand persons)"
    spans = base.mark_bar(height=6).encode(
        x=alt.X("low:Q", title=title, scale=scale, axis=axis), x2="high:Q", color=colour
    )
    ends = [
        base.mark_point(size=70, filled=True, opacity=1).encode(
            x=alt.X(f"{end}:Q", title=title, scale=scale, axis=axis), color=colour, shape=shape
        )
        for end in ("low", "high")
    ]
    words = base.mark_text(align="left", dx=9).encode(
        x=alt.X("high:Q", title=title, scale=scale, axis=axis), text="words:N"
    )
    return alt.layer(spans, *ends, words).properties(
        title=alt.Title(
            "How many Chinese workers or migrants, by whom",
            subtitle="One row a claim, all passed on by one report. Not all count the same people.",
        ),
        width=theme.WIDTH - _LABELS - 40,
        height=alt.Step(_STEP),
    )
