"""The chart of unit 7's explorer: the range that figures allow beside the figure claimed."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.looks import scales
from marchwest.charts.palette import GREY, INK, SOURCES, Style
from marchwest.explorers.forms import fresh
from marchwest.explorers.money_checks import Span

__all__ = ["LEFT", "RIGHT", "two_spans"]

LEFT, RIGHT = 20, 160
"""The ends of the axis, in per cent of the figure claimed."""
_GIVEN, _CLAIMED = "the figures give", "the text says"
_OURS = "ours, worked out"
_WITNESSES = ("peyrouse-2010", "icg-2013", "blank-2010", "hsiao-2010")


def two_spans(
    given: Span,
    point: float,
    claimed: Span,
    value: float,
    *,
    words: tuple[str, str],
    caption: str,
    source: str,
    description: str,
) -> alt.LayerChart | alt.FacetChart:
    """Return both ranges on one axis, where 100 is the figure claimed.

    Parameters
    ----------
    given, claimed : Span
        What the figures allow, and what the text claims.
    point : float
        What the figures give as they are printed.
    value : float
        The figure claimed, as printed.
    words : tuple of str
        Both ranges in words and in their own unit.
    caption : str
        Which check this is.
    source : str
        The ``source_id`` of the figure claimed.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair chart
    """
    told = SOURCES[source].label
    spans = [
        _row(_GIVEN, _OURS, given, point, value, f"{words[0]} (ours)"),
        _row(_CLAIMED, told, claimed, value, value, f"{words[1]} ({told})"),
    ]
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {
        "spans": spans,
        "ends": [end for row in spans for end in _ends(row)],
        "claimed": [{"low": spans[1]["low"], "high": spans[1]["high"]}],
        "caption": [{"caption": caption}],
    }
    return chart


def _row(row: str, who: str, span: Span, point: float, value: float, words: str) -> dict[str, Any]:
    low, high, middle = (100 * number / value for number in (span.low, span.high, point))
    return {
        "row": row,
        "who": who,
        "words": words,
        "low": round(max(LEFT, low), 3),
        "high": round(min(RIGHT, high), 3),
        "point": round(middle, 3),
        "opens": [side for side, out in (("left", low < LEFT), ("right", high > RIGHT)) if out],
    }


def _ends(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return an arrow for each end of a range that lies beyond the axis."""
    return [
        {"row": row["row"], "who": row["who"], "at": LEFT if side == "left" else RIGHT,
         "angle": 270 if side == "left" else 90}
        for side in row["opens"]
    ]  # fmt: skip


@cache
def _form() -> alt.LayerChart | alt.FacetChart:
    """Return the chart without its rows."""
    styles = [SOURCES[source] for source in _WITNESSES]
    colours, shapes = scales([Style(_OURS, GREY, "diamond"), *styles])
    colour = alt.Color("who:N", scale=colours, legend=None)
    shape = alt.Shape("who:N", scale=shapes, legend=None)
    y = alt.Y(
        "row:N",
        sort=[_GIVEN, _CLAIMED],
        title="Range",
        axis=alt.Axis(ticks=False, domain=False, **theme.CATEGORY_TITLE),
        scale=alt.Scale(domain=[_GIVEN, _CLAIMED], paddingInner=0.1, paddingOuter=0.1),
    )
    scale = alt.Scale(domain=[LEFT, RIGHT], nice=False, clamp=True)
    axis = alt.Axis(values=list(range(LEFT, RIGHT + 1, 20)), grid=True)
    x = alt.X(
        "low:Q", title="Per cent of the figure claimed (100: as printed)", scale=scale, axis=axis
    )
    down = 12
    ground = (
        alt.Chart(alt.NamedData("claimed"))
        .mark_rect(color="#eeeeee", aria=False)
        .encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    )
    rows = alt.Chart(alt.NamedData("spans")).encode(
        y=y,
        color=colour,
        tooltip=[alt.Tooltip("row:N", title="Range"), alt.Tooltip("words:N", title="In words")],
    )
    bars = rows.mark_rule(strokeWidth=6, yOffset=down).encode(x=x, x2="high:Q")
    points = rows.mark_point(
        size=150, strokeWidth=2.5, filled=False, fill="white", yOffset=down, clip=True
    ).encode(x=alt.X("point:Q", scale=scale), shape=shape)
    words = rows.mark_text(align="left", yOffset=-12, baseline="middle", fontSize=13).encode(
        x=alt.value(4), text="words:N", color=alt.value(INK)
    )
    ends = (
        alt.Chart(alt.NamedData("ends"))
        .mark_point(shape="triangle-up", size=260, filled=True, yOffset=down, aria=False)
        .encode(y=y, x=alt.X("at:Q", scale=scale), color=colour, angle=alt.Angle("angle:Q", scale=None))
    )  # fmt: skip
    caption = (
        alt.Chart(alt.NamedData("caption"))
        .mark_text(align="left", baseline="bottom", fontWeight=600, aria=False)
        .encode(x=alt.value(4), y=alt.value(-6), text="caption:N")
    )
    return alt.layer(ground, bars, ends, points, words, caption).properties(
        width=theme.WIDTH - 130 - math.ceil(0.02 * theme.WIDTH),
        height=150,
        title=alt.Title(
            "Do the figures give what the text claims?",
            subtitle=[
                "Bars: what each side allows; marks: as printed. Grey ground: the figure claimed.",
                "An arrow: the range goes on beyond the axis.",
            ],
            offset=26,
        ),
    )
