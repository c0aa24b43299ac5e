"""Who speaks: how many claims each of the nine texts makes."""

from __future__ import annotations

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.palette import BLUE
from marchwest.charts.words import source_style

__all__ = ["claims_per_source"]


def claims_per_source(
    claims: pd.DataFrame, sources: pd.DataFrame, subject: str = "all subjects"
) -> Figure:
    """Return the number of claims that each source makes; a source without any has a row too.

    Parameters
    ----------
    claims : pandas.DataFrame
        Any selection of rows of `marchwest.claims`.
    sources : pandas.DataFrame
        The table ``sources``: every text that has a row, in the order of its date.
    subject : str, default "all subjects"
        What the selection is about, for the title: ``"joint exercises"``.

    Returns
    -------
    Figure
    """
    counted = _counted(claims, sources)
    sentence = _sentence(counted)
    bars = alt.Chart(counted).encode(
        y=alt.Y("source:N", sort=None, title="Source", axis=alt.Axis(**theme.CATEGORY_TITLE)),
        x=alt.X("claims:Q", title="Claims (number)", axis=alt.Axis(tickMinStep=1)),
        tooltip=[alt.Tooltip("source:N", title="Source"), alt.Tooltip("claims:Q", title="Claims")],
    )
    numbers = bars.mark_text(align="left", dx=5).encode(text="claims:Q")
    chart = alt.layer(bars.mark_bar(color=BLUE), numbers).properties(
        title=alt.Title(
            f"How many claims each text makes on {subject}",
            subtitle="Oldest text first.",
        ),
        width=theme.WIDTH - 150,
        height=alt.Step(24),
    )
    return Figure(described(chart, sentence), sentence, _table(counted))


def _counted(claims: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return a row a source, oldest first, with its claims and the events that they are about."""
    ordered = sources.sort_values("date", kind="stable")["source_id"].astype(str)
    own = claims["source_id"]
    return pd.DataFrame(
        {
            "source": [source_style(source).label for source in ordered],
            "claims": [int((own == source).sum()) for source in ordered],
            "events": [int(claims.loc[own == source, "event"].nunique()) for source in ordered],
        }
    )


def _sentence(counted: pd.DataFrame) -> str:
    speaking = counted[counted["claims"] > 0].sort_values("claims", ascending=False, kind="stable")
    if speaking.empty:
        return f"None of the {len(counted)} texts makes a claim here."
    silent = list(counted.loc[counted["claims"] == 0, "source"])
    first = speaking.iloc[0]
    sentence = (
        f"{len(speaking)} of the {len(counted)} texts make {int(counted['claims'].sum())} claims; "
        f"most are by {first['source']} ({first['claims']})."
    )
    if silent:
        sentence += f" No claim here is by {listed(silent)}."
    return sentence


def _table(counted: pd.DataFrame) -> pd.DataFrame:
    return counted.rename(columns={"source": "Source", "claims": "Claims", "events": "Events"})
