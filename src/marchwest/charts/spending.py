"""Two ways to one sum of defence spending: as it is printed, and as printed shares have it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described
from marchwest.charts.figure import Figure
from marchwest.charts.palette import GREY, INK, Style
from marchwest.charts.words import country_name, given, source_style

__all__ = ["two_ways"]

_YEAR = "2011"
_WHOLE = "USA"
"""The state whose sum and share give the world's sum."""
_STATES = ("CHN", "RUS")
_OURS = Style("from the shares (ours)", GREY, "diamond")
_BILLION = 1e9


def two_ways(spending: pd.DataFrame) -> Figure:
    """Return the spending of China and Russia as printed, and as it follows from printed shares.

    Parameters
    ----------
    spending : pandas.DataFrame
        Rows of the table ``defence_spending``, among them sums and shares of 2011.

    Returns
    -------
    Figure
        Two marks a state. The second is worked out: the United States' sum, divided by its share,
        times the state's share.

    Raises
    ------
    ValueError
        If a sum or a share is not among the rows.
    """
    world = _number(spending, _WHOLE, "spending") / _number(spending, _WHOLE, "share")
    pairs = []
    for state in _STATES:
        printed = _claim(spending, state, "spending")
        share = _claim(spending, state, "share")
        pairs.append(
            {
                "state": country_name(state),
                "printed": float(printed["number"]) / _BILLION,
                "ours": world * float(share["number"]) / _BILLION,
                "share": float(share["number"]),
                "source": source_style(printed["source_id"]).label,
                "where": f"{given(printed['locator'])}; {given(share['locator'])}",
                "from": given(printed["attributed_to"]),
            }
        )
    whole = _claim(spending, _WHOLE, "spending")
    sentence = _sentence(pairs, float(whole["number"]) / _BILLION, spending)
    table = pd.DataFrame(
        {
            "State": [pair["state"] for pair in pairs],
            "Printed (billion dollars)": [f"{pair['printed']:,.0f}" for pair in pairs],
            "Share of the world (%)": [f"{pair['share']:g}" for pair in pairs],
            "From the shares, ours (billion dollars)": [f"{pair['ours']:,.1f}" for pair in pairs],
            "Source": [pair["source"] for pair in pairs],
            "Where in the source": [pair["where"] for pair in pairs],
            "Sum taken from": [pair["from"] for pair in pairs],
        }
    )
    return Figure(described(_chart(pairs), sentence), sentence, table)


def _claim(spending: pd.DataFrame, state: str, measure: str) -> dict[Any, Any]:
    fits = (
        (spending["country"] == state)
        & (spending["measure"] == measure)
        & (spending["date_start"] == _YEAR)
    )
    found = spending[fits]
    if found.empty:
        raise ValueError(
            f"The rows hold no {measure} of {state} in {_YEAR}: hand on the table defence_spending."
        )
    claim: dict[Any, Any] = found.iloc[0].to_dict()
    return claim


def _number(spending: pd.DataFrame, state: str, measure: str) -> float:
    return float(_claim(spending, state, measure)["number"])


def _sentence(pairs: list[dict[str, Any]], whole: float, spending: pd.DataFrame) -> str:
    percent = _number(spending, _WHOLE, "share")
    told = "; ".join(
        f"for {pair['state']} {pair['printed']:,.0f} billion are printed and {pair['share']:g} per "
        f"cent would be about {pair['ours']:,.0f} billion"
        for pair in pairs
    )
    return (
        f"If {percent:g} per cent of the world's defence spending of {_YEAR} are the United States' "
        f"{whole:,.0f} billion dollars ({pairs[0]['source']}, n. 151), the shares do not fit the "
        f"sums: {told}. What follows from shares is ours."
    )


def _chart(pairs: list[dict[str, Any]]) -> alt.LayerChart | alt.FacetChart:
    source = source_style("icg-2013")
    printed = Style(f"printed ({pairs[0]['source']})", source.colour, source.shape)
    names = [printed.label, _OURS.label]
    drawn = pd.DataFrame(
        [
            {"state": pair["state"], "way": name, "billion": round(pair[key], 1),
             "words": f"{pair[key]:,.0f}"}
            for pair in pairs
            for key, name in zip(("printed", "ours"), names, strict=True)
        ]
    )  # fmt: skip
    y = alt.Y(
        "state:N",
        sort=[pair["state"] for pair in pairs],
        title="State",
        axis=alt.Axis(ticks=False, **theme.CATEGORY_TITLE),
    )
    x = alt.X(
        "billion:Q",
        title=f"Defence spending in {_YEAR} (billion dollars)",
        scale=alt.Scale(domain=[0, 160], nice=False),
        axis=alt.Axis(values=list(range(0, 161, 20)), grid=True),
    )
    legend = alt.Legend(title="How the sum is reached")
    base = alt.Chart(drawn).encode(y=y, tooltip=["state:N", "way:N", "billion:Q"])
    marks = base.mark_point(size=130, filled=False, strokeWidth=2.5).encode(
        x=x,
        color=alt.Color(
            "way:N",
            scale=alt.Scale(domain=names, range=[printed.colour, _OURS.colour]),
            legend=legend,
        ),
        shape=alt.Shape(
            "way:N",
            scale=alt.Scale(domain=names, range=[printed.shape, _OURS.shape]),
            legend=legend,
        ),
    )
    numbers = base.mark_text(dy=-16, color=INK).encode(x=x, text="words:N")
    return alt.layer(marks, numbers).properties(
        title=alt.Title(
            f"Two ways to one sum: China and Russia in {_YEAR}",
            subtitle=[
                "One report, two figures for each state. The second is worked out from shares",
                "of world spending, with the United States' sum as the measure.",
            ],
        ),
        width=theme.WIDTH - 130,
        height=alt.Step(54),
    )
