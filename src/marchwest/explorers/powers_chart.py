"""The chart of unit 8's explorer: printed sums, two projections, their crossing and the claim.

Heights are worked out here and not by the chart's scale, so that the logarithmic and the plain
axis have one form and a change between them redraws in place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.palette import COUNTRIES, INDIGO, INK, Style

if TYPE_CHECKING:
    from marchwest.explorers.powers import Projection
from marchwest.explorers.forms import fresh

__all__ = ["LINEAR_TOP", "LOG_ENDS", "POWERS", "height", "projections"]

POWERS = {"China": COUNTRIES["CHN"], "United States": Style("United States", INDIGO, "circle")}
LOG_ENDS = (20.0, 20_000.0)
LINEAR_TOP = 2_500.0
"""Ends of the two axes, in billion dollars; they never change, so that nothing jumps."""
_LOG_TICKS = (20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
_LINEAR_TICKS = (0, 500, 1_000, 1_500, 2_000, 2_500)
_MARGIN = 62
"""Pixels at the left for the sums on the axis."""


def height(billion: float, *, log: bool) -> float:
    """Return how high a sum stands: 0 at the bottom of the axis, 1 at its top.

    Parameters
    ----------
    billion : float
        Billion dollars, more than nought on a logarithmic axis.
    log : bool

    Returns
    -------
    float
        More than 1 for what lies above the axis.
    """
    if not log:
        return billion / LINEAR_TOP
    low, high = LOG_ENDS
    return math.log(billion / low) / math.log(high / low)


def projections(
    projection: Projection,
    *,
    printed: Sequence[dict[str, Any]],
    from_share: bool,
    log: bool,
    description: str,
) -> alt.LayerChart | alt.FacetChart:
    """Return the chart of a state.

    Parameters
    ----------
    projection : Projection
        Rates, starts and the claimed year.
    printed : sequence of dict
        ``power``, ``year`` and ``billion`` of each sum that a source prints.
    from_share : bool
        Whether China's line starts from a sum that is ours and needs a mark of its own.
    log : bool
        Whether the axis is logarithmic.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair chart
    """
    # The years are the explorer's; importing them above would make a circle.
    from marchwest.explorers.powers import LAST, START

    def at(billion: float) -> float:
        return round(height(billion, log=log), 4)

    lines = []
    for which, power in enumerate(POWERS):
        for year in range(START, LAST + 1):
            billion = projection.sums(year)[which]
            # What is far above the frame is cut off by it anyway.
            lines.append({"power": power, "year": year, "at": min(at(billion), 3.0),
                          "words": f"{billion:,.0f} billion dollars (ours)"})  # fmt: skip
    meeting = projection.meeting()
    crossing = []
    if meeting is not None and meeting <= LAST:
        level = at(projection.sums(meeting)[0])
        if level <= 1:
            words = f"ahead in {projection.ahead()}"
            crossing = [{"year": round(meeting, 3), "at": level, "words": words}]
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {
        "ticks": [
            {"at": at(tick), "label": f"{tick:,}"} for tick in (_LOG_TICKS if log else _LINEAR_TICKS)
        ],
        "lines": lines,
        "printed": [
            {**mark, "at": at(mark["billion"]), "words": f"{mark['billion']:,.0f} billion dollars"}
            for mark in printed
        ],
        "names": [
            {"year": year, "at": at(billion) + up, "words": words}
            for year, billion, up, words in _names(printed)
        ],
        "start": [{"power": "China", "year": START, "at": at(projection.china_start)}]
        if from_share
        else [],
        "claim": [{"year": projection.claimed, "words": f"claim: by {projection.claimed}"}],
        "crossing": crossing,
    }  # fmt: skip
    return chart


def _names(printed: Sequence[dict[str, Any]]) -> list[tuple[float, float, float, str]]:
    """Return where each name begins (year, sum and a step up) and what it says."""
    first, *_, last = [mark for mark in printed if mark["power"] == "China"]
    before, now = (mark for mark in printed if mark["power"] == "United States")
    return [
        (2001.0, first["billion"], 0.0, f"{first['billion']:,.0f}"),
        (2004.3, last["billion"], 0.03, f"China {last['billion']:,.0f}"),
        (2000.4, now["billion"], 0.035, f"U.S. {before['billion']:,.0f}, {now['billion']:,.0f}"),
    ]


@cache
def _form() -> alt.LayerChart | alt.FacetChart:
    """Return the chart without its rows."""
    names, styles = list(POWERS), list(POWERS.values())
    colour = alt.Color(
        "power:N",
        scale=alt.Scale(domain=names, range=[style.colour for style in styles]),
        legend=None,
    )
    shape = alt.Shape(
        "power:N",
        scale=alt.Scale(domain=names, range=[style.shape for style in styles]),
        legend=None,
    )
    dash = alt.StrokeDash(
        "power:N", scale=alt.Scale(domain=names, range=[[9, 4], [3, 3]]), legend=None
    )
    scale = alt.Scale(domain=[2000, 2050], nice=False)
    x = alt.X(
        "year:Q",
        title="Time (year)",
        scale=scale,
        axis=alt.Axis(format="d", values=list(range(2000, 2051, 5)), grid=False),
    )
    y = alt.Y(
        "at:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(
            title="Defence spending (billion dollars)",
            labels=False,
            ticks=False,
            grid=False,
            titleX=-_MARGIN + 8,
        ),
    )
    tooltip = [
        alt.Tooltip("power:N", title="Power"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("words:N", title="Spending"),
    ]
    ticks = alt.Chart(alt.NamedData("ticks")).encode(y=y)
    grid = ticks.mark_rule(color="#e4e4e4", aria=False)
    sums = ticks.mark_text(align="right", dx=-6, color=INK).encode(x=alt.value(0), text="label:N")
    claim = alt.Chart(alt.NamedData("claim")).encode(x=x)
    rule = claim.mark_rule(color=INK, strokeWidth=1.5)
    told = claim.mark_text(baseline="bottom", fontWeight=600, color=INK).encode(
        y=alt.value(-5), text="words:N"
    )
    lines = (
        alt.Chart(alt.NamedData("lines"))
        .mark_line(clip=True, strokeWidth=2.2)
        .encode(x=x, y=y, color=colour, strokeDash=dash, tooltip=tooltip)
    )
    marks = (
        alt.Chart(alt.NamedData("printed"))
        .mark_point(size=90, filled=True, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip)
    )
    start = (
        alt.Chart(alt.NamedData("start"))
        .mark_point(size=110, filled=False, strokeWidth=2)
        .encode(x=x, y=y, color=colour, shape=shape)
    )
    labels = (
        alt.Chart(alt.NamedData("names"))
        .mark_text(align="left", baseline="middle", color=INK)
        .encode(x=x, y=y, text="words:N")
    )
    crossing = alt.Chart(alt.NamedData("crossing")).encode(x=x, y=y)
    meets = crossing.mark_point(shape="diamond", size=260, filled=False, strokeWidth=2, color=INK)
    ahead = crossing.mark_text(
        align="left", dx=12, dy=14, fontWeight=600, color=INK, stroke="white", strokeWidth=3
    ).encode(text="words:N")
    ahead_ink = crossing.mark_text(align="left", dx=12, dy=14, fontWeight=600, color=INK).encode(
        text="words:N"
    )
    return alt.layer(
        grid, sums, rule, told, lines, marks, start, labels, meets, ahead, ahead_ink
    ).properties(
        width=theme.WIDTH - _MARGIN - 30,
        height=300,
        title=alt.Title(
            "When would China spend more than the United States?",
            subtitle=[
                "Marks: printed by Crisis Group 2013. Dashed lines: our projections from 2011.",
                "Upright line: the claim, credited to The Economist; 'by' means then or earlier.",
            ],
            offset=30,
        ),
    )  # fmt: skip
