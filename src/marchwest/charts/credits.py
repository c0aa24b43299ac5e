"""Whom the texts credit: another of the nine, somebody else, or nobody."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.palette import BLUE, GREY, VERMILION
from marchwest.charts.words import given, source_style
from marchwest.claims.independence import relies_on

__all__ = ["credited"]

ANOTHER, ELSE, NOBODY = "another of the nine", "somebody else", "nobody"
_KINDS = {ANOTHER: VERMILION, ELSE: BLUE, NOBODY: GREY}
_PANEL, _SPACING = 118, 16
"""Pixels of each of the three panels, and between them."""


def credited(claims: pd.DataFrame, sources: pd.DataFrame, subject: str = "all subjects") -> Figure:
    """Return whom each text credits for its claims; a text without any claim has a row too.

    Parameters
    ----------
    claims : pandas.DataFrame
        Any selection of rows of `marchwest.claims`.
    sources : pandas.DataFrame
        The table ``sources``: every text that has a row, in the order of its date.
    subject : str, default "all subjects"
        What the selection is about, for the title: ``"military aid"``.

    Returns
    -------
    Figure
        Three panels with one scale. Only the first kind can be seen to be no second witness;
        of a claim that credits nobody, nothing can be seen.
    """
    counted = _counted(claims, sources)
    sentence = _sentence(counted)
    return Figure(described(_chart(counted, subject), sentence), sentence, _table(counted))


def _kind(credit: Any) -> str:
    if not given(credit):
        return NOBODY
    return ANOTHER if relies_on(given(credit)) else ELSE


def _counted(claims: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return a row a text and kind, oldest text first."""
    texts = sources.sort_values("date", kind="stable")["source_id"].astype(str)
    found = list(zip(claims["source_id"], map(_kind, claims["attributed_to"]), strict=True))
    return pd.DataFrame(
        [
            {
                "source": source_style(text).label,
                "credits": kind,
                "claims": found.count((text, kind)),
            }
            for text in texts
            for kind in _KINDS
        ]
    )


def _chart(counted: pd.DataFrame, subject: str) -> alt.FacetChart:
    kinds, texts = list(_KINDS), list(dict.fromkeys(counted["source"]))
    bars = alt.Chart(counted).encode(
        y=alt.Y("source:N", sort=texts, title="Text", axis=alt.Axis(**theme.CATEGORY_TITLE)),
        # Room on the right for the number at the end of the longest bar.
        x=alt.X(
            "claims:Q",
            title="Claims (number)",
            axis=alt.Axis(tickMinStep=1, tickCount=4),
            scale=alt.Scale(domain=[0, max(1.0, 1.25 * counted["claims"].max())], nice=False),
        ),
        color=alt.Color(
            "credits:N", scale=alt.Scale(domain=kinds, range=list(_KINDS.values())), legend=None
        ),
        tooltip=[
            alt.Tooltip("source:N", title="Text"),
            alt.Tooltip("credits:N", title="Credits"),
            alt.Tooltip("claims:Q", title="Claims"),
        ],
    )
    numbers = bars.mark_text(align="left", dx=4).encode(text="claims:Q", color=alt.value("#1f2328"))
    return (
        alt.layer(bars.mark_bar(), numbers)
        .properties(width=_PANEL, height=alt.Step(22))
        .facet(
            column=alt.Column(
                "credits:N", sort=kinds, title="Whom they credit", header=alt.Header(orient="top")
            ),
            spacing=_SPACING,
        )
        .properties(
            title=alt.Title(
                f"Whom the texts credit for their claims on {subject}",
                subtitle="Oldest text first. A text that credits nobody may still have read somebody.",
            )
        )
    )


def _sentence(counted: pd.DataFrame) -> str:
    total = int(counted["claims"].sum())
    if not total:
        return "There is no claim here, so nobody is credited."
    by_kind = counted.groupby("credits")["claims"].sum()
    parts = [
        f"Of {total:,} claims, {by_kind[NOBODY]:,} credit nobody, {by_kind[ELSE]:,} credit somebody "
        f"outside the nine texts, and {by_kind[ANOTHER]:,} credit another of the nine."
    ]
    resting = counted[(counted["credits"] == ANOTHER) & (counted["claims"] > 0)]
    if len(resting):
        who = listed([f"{row.source} ({row.claims})" for row in resting.itertuples()])
        parts.append(f"The last are by {who}.")
    return " ".join(parts)


def _table(counted: pd.DataFrame) -> pd.DataFrame:
    wide = counted.pivot_table(index="source", columns="credits", values="claims", sort=False)
    wide = wide.astype(int).rename(columns="Credit {}".format)
    wide.insert(0, "Claims", wide.sum(axis=1))
    return wide.rename_axis("Text").reset_index()
