"""The chart of unit 1's explorer: topics by texts, every claim as a ring, the selection as a disc.

Its form is built once; a selection only hands it other numbers. So it redraws in milliseconds,
and nothing moves but discs and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.palette import GREY, SOURCES
from marchwest.explorers.forms import fresh

__all__ = ["matrix"]

_COLUMN, _ROW = 43, 21
"""Pixels from one text to the next, and from one topic to the next."""
_LABELS = 145
"""Pixels for the names of the topics; longer ones are cut."""
_SIZES = (14, 330)
"""Area of the mark for the smallest and for the largest number."""
_LEFT = -9
"""Pixels that a mark stands left of its square's middle: its number stands at the right."""

Squares = Mapping[tuple[str, str], int]


def matrix(
    topics: Sequence[str],
    texts: Sequence[str],
    every: Squares,
    chosen: Squares,
    description: str,
) -> alt.LayerChart | alt.FacetChart:
    """Return the matrix with the selection in colour.

    Parameters
    ----------
    topics, texts : sequence of str
        The rows and the columns, in order; all of them are shown, filled or not.
    every, chosen : mapping of (topic, text) to int
        The number of all claims, and of the selected ones; a pair that has none may be absent.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair chart
    """
    form = _form(tuple(topics), tuple(texts), max(every.values(), default=1))
    chart = fresh(form)
    chart.description = description
    chart.datasets = {"every": _rows(every), "chosen": _rows(chosen, every)}
    return chart


def _rows(numbers: Squares, every: Squares | None = None) -> list[dict[str, Any]]:
    total = numbers if every is None else every
    return [
        {"topic": topic, "text": text, "claims": number, "of": total.get((topic, text), number)}
        for (topic, text), number in numbers.items()
        if number
    ]


@cache
def _form(
    topics: tuple[str, ...], texts: tuple[str, ...], largest: int
) -> alt.LayerChart | alt.FacetChart:
    """Return the chart without its rows."""
    colours = {style.label: style.colour for style in SOURCES.values()}
    y = alt.Y(
        "topic:N",
        title="Topic",
        sort=None,
        scale=alt.Scale(domain=list(topics)),
        axis=alt.Axis(
            grid=True,
            ticks=False,
            labelLimit=_LABELS,
            **{**theme.CATEGORY_TITLE, "titleX": -20},  # clear of the first text's name
        ),
    )
    x = alt.X(
        "text:N",
        title="Text, oldest first",
        sort=None,
        scale=alt.Scale(domain=list(texts)),
        # Over the columns, and falling towards them: the last one would be cut otherwise.
        axis=alt.Axis(
            orient="top",
            grid=True,
            ticks=False,
            labelAngle=40,
            labelAlign="right",
            labelBaseline="middle",
        ),
    )
    size = alt.Size(
        "claims:Q",
        legend=None,
        scale=alt.Scale(type="sqrt", domain=[1, max(largest, 2)], range=list(_SIZES), clamp=True),
    )
    tooltip = [
        alt.Tooltip("text:N", title="Text"),
        alt.Tooltip("topic:N", title="Topic"),
        alt.Tooltip("claims:Q", title="Claims"),
    ]
    rings = (
        alt.Chart(alt.NamedData("every"))
        .mark_point(shape="circle", filled=False, color=GREY, strokeWidth=1, xOffset=_LEFT)
        .encode(x=x, y=y, size=size, tooltip=tooltip)
    )
    selected = alt.Chart(alt.NamedData("chosen")).encode(
        x=x,
        y=y,
        tooltip=[*tooltip[:2], alt.Tooltip("claims:Q", title="Selected claims"),
                 alt.Tooltip("of:Q", title="of all")],
    )  # fmt: skip
    discs = selected.mark_point(shape="circle", filled=True, xOffset=_LEFT).encode(
        size=size,
        color=alt.Color(
            "text:N",
            legend=None,
            scale=alt.Scale(domain=list(texts), range=[colours.get(text, GREY) for text in texts]),
        ),
    )
    numbers = selected.mark_text(align="left", xOffset=3, fontSize=11).encode(text="claims:Q")
    return alt.layer(rings, discs, numbers).properties(
        width=alt.Step(_COLUMN),
        height=alt.Step(_ROW),
        title=alt.Title(
            "How many claims each text makes on each topic",
            subtitle=[
                "Ring: all claims of the text on the topic. Disc and number: your selection.",
                "A square without a ring: the text says nothing on it in our data.",
            ],
        ),
    )
