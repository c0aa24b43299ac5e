"""What a share is a share of: two readings of a bracket on Russia's arms exports."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, number
from marchwest.charts.figure import Figure
from marchwest.charts.palette import COUNTRIES, GREY, TEAL
from marchwest.charts.words import given, source_style, wrapped

__all__ = ["two_readings"]

_WHOLE = "arms-russia-exports-asia-2004-2008"
_PART = "arms-russia-exports-china-2004-2008"
_OF_ALL, _OF_ASIA = "share of all exports", "share of exports to Asia"
_CHINA, _ASIA, _ELSEWHERE = "China", "rest of Asia", "outside Asia"
_COLOURS = {_CHINA: COUNTRIES["CHN"].colour, _ASIA: TEAL, _ELSEWHERE: GREY}
_STEP = 74
"""Pixels a reading: two lines of words above, the bar below."""


def two_readings(market: pd.DataFrame) -> Figure:
    """Return where Russia's arms exports went, by each of two readings of China's share.

    Parameters
    ----------
    market : pandas.DataFrame
        Rows of the table ``arms_market``, among them the shares of Asia and of China.

    Returns
    -------
    Figure
        Two bars of a hundred per cent each. The shares of Asia and of China are printed; what is
        left over, and everything in the second bar but Asia as a whole, is worked out from them.

    Raises
    ------
    ValueError
        If one of the two shares is not among the rows.
    """
    whole, part = _claim(market, _WHOLE), _claim(market, _PART)
    asia, china = float(whole["number"]), float(part["number"])
    drawn = pd.DataFrame(
        [
            *_bar(_OF_ALL, china, asia),
            *_bar(_OF_ASIA, china * asia / 100, asia),
        ]
    )
    years = f"{given(whole['date_start'])}–{given(whole['date_end'])}"
    who = f"{source_style(whole['source_id']).label}, {given(whole['locator'])}"
    sentence = _sentence(china, asia, years, f"{who}, after {given(whole['attributed_to'])}")
    table = pd.DataFrame(
        {
            "Reading": drawn["reading"],
            "Exports to": drawn["to"],
            "Per cent of all exports": drawn["percent"].map(_shown),
            "Per cent of exports to Asia": drawn["of_asia"].map(_shown).fillna(""),
            "Printed": [
                f"{_shown(china)}, read as {row.reading}" if row.to == _CHINA else ""
                for row in drawn.itertuples()
            ],
            "Source": source_style(whole["source_id"]).label,
            "Where in the source": [given(whole["locator"])] * len(drawn),
            "Taken from": [given(whole["attributed_to"])] * len(drawn),
        }
    )
    return Figure(described(_chart(drawn, china, asia, years), sentence), sentence, table)


def _claim(market: pd.DataFrame, event: str) -> dict[Any, Any]:
    found = market[market["event"] == event]
    if found.empty:
        raise ValueError(f"The rows hold no claim on {event!r}: hand on the table arms_market.")
    claim: dict[Any, Any] = found.iloc[0].to_dict()
    return claim


def _bar(reading: str, china: float, asia: float) -> list[dict[str, Any]]:
    """Return the three parts of one bar, from the left, in per cent of all exports."""
    parts = {_CHINA: china, _ASIA: asia - china, _ELSEWHERE: 100 - asia}
    start, rows = 0.0, []
    for to, percent in parts.items():
        rows.append(
            {
                "reading": reading,
                "to": to,
                "start": start,
                "end": start + percent,
                "percent": percent,
                "of_asia": percent / asia * 100 if to != _ELSEWHERE else None,
                "words": f"{_shown(percent)} %",
            }
        )
        start += percent
    return rows


def _shown(percent: float | None) -> str | None:
    return None if percent is None or pd.isna(percent) else number(round(percent))


def _sentence(china: float, asia: float, years: str, who: str) -> str:
    # Both readings leave the same outside Asia; only the parts within Asia differ.
    of_all = china * asia / 100
    return (
        f"In {years}, {_shown(asia)} per cent of Russia's arms exports went to Asia ({who}), with "
        f"{_shown(china)} per cent to China in a bracket. If that is a share of all exports, China "
        f"took {_shown(china / asia * 100)} per cent of what went to Asia; if it is a share of what "
        f"went to Asia, China took {_shown(of_all)} per cent of all exports."
    )


def _chart(
    drawn: pd.DataFrame, china: float, asia: float, years: str
) -> alt.LayerChart | alt.FacetChart:
    y = alt.Y(
        "reading:N",
        sort=[_OF_ALL, _OF_ASIA],
        title="How the bracket is read",
        scale=alt.Scale(paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            ticks=False,
            domain=False,
            labelPadding=6,
            labelLimit=160,
            labelExpr=f"['{_shown(china)} is a', datum.label]",
            **theme.CATEGORY_TITLE,
        ),
    )
    scale = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    x = alt.X(
        "start:Q",
        title="Share of all Russian arms exports (%)",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(grid=True, tickCount=5),
    )
    tooltip = [
        alt.Tooltip("reading:N", title="Reading"),
        alt.Tooltip("to:N", title="Exports to"),
        alt.Tooltip("percent:Q", title="Per cent of all exports", format=".0f"),
        alt.Tooltip("of_asia:Q", title="Per cent of exports to Asia", format=".0f"),
    ]
    base = alt.Chart(drawn).encode(y=y, tooltip=tooltip)
    bars = base.mark_bar(height=22, yOffset=14).encode(
        x=x, x2="end:Q", color=alt.Color("to:N", scale=scale, legend=None)
    )
    names = base.mark_text(align="left", dx=2, yOffset=-24).encode(x=x, text="to:N")
    numbers = base.mark_text(align="left", dx=2, yOffset=-8).encode(x=x, text="words:N")
    return alt.layer(bars, names, numbers).properties(
        title=alt.Title(
            f"Where Russia's arms exports went, {years}: two readings",
            subtitle=wrapped(
                f"Printed: {_shown(asia)} per cent to Asia, {_shown(china)} per cent to China in a "
                "bracket. All other numbers are ours, rounded to whole per cent.",
                80,
            ),
        ),
        width=theme.WIDTH - 194,
        height=alt.Step(_STEP),
    )
