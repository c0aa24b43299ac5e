"""The chart of unit 2's explorer: drivers by texts, the author's own view beside that of others.

Its form is built once; a selection only hands it other rows. So it redraws in milliseconds,
and nothing moves but marks and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.looks import scales
from marchwest.charts.palette import GREY, SOURCES, Style
from marchwest.charts.words import source_style
from marchwest.explorers.drivers_claims import DRIVERS, texts
from marchwest.explorers.forms import fresh

__all__ = ["OTHER", "matrix"]

OTHER = "another driver"
"""What the rows beside a highlighted one are drawn as."""

_COLUMN, _ROW = 65, 29
"""Pixels from one text to the next, and from one driver to the next."""
_LABELS = 178
"""Pixels for the names of the drivers."""
_KINDS = {"author": "the author", "party": "a party"}
_SIDE = {"author": -22, "party": 9}
"""Pixels from the middle of a cell to the mark; its number stands at its right."""

Cells = Mapping[tuple[str, str, str], int]


def matrix(cells: Cells, driver: str, description: str) -> alt.LayerChart | alt.FacetChart:
    """Return the matrix, with one driver in colour or all of them.

    Parameters
    ----------
    cells : mapping of (driver, source, kind) to int
        How many claims there are; kind is ``"author"`` or ``"party"``.
    driver : str
        The driver that stays in colour, or ``"all"``.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair chart
    """
    rows: dict[str, list[dict[str, Any]]] = {"author": [], "party": []}
    for (name, source, kind), number in cells.items():
        label = source_style(source).label
        rows[kind].append(
            {
                "driver": DRIVERS[name],
                "text": label,
                "shown": label if driver in ("all", name) else OTHER,
                "holder": _KINDS[kind],
                "claims": number,
            }
        )
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {
        **rows,
        "ground": [{"driver": DRIVERS[driver]}] if driver != "all" else [],
    }
    return chart


@cache
def _form() -> alt.LayerChart | alt.FacetChart:
    """Return the chart without its rows."""
    styles = [SOURCES[source] for source in texts()]
    labels = [style.label for style in styles]
    x = alt.X(
        "text:N",
        title="Text, oldest first",
        sort=None,
        scale=alt.Scale(domain=labels, paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            orient="top",
            grid=True,
            tickBand="extent",
            ticks=False,
            labelAngle=0,
            labelFontSize=11,
            # The last edge of the bands is a tick without a name.
            labelExpr="isValid(datum.value) ? split(datum.value, ' ') : ''",
            # Several lines run downwards: they start high enough for three.
            labelBaseline="top",
            labelPadding=44,
            zindex=0,
        ),
    )
    y = alt.Y(
        "driver:N",
        title="Driver (our heading)",
        sort=None,
        scale=alt.Scale(domain=list(DRIVERS.values()), paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            grid=True,
            tickBand="extent",
            ticks=False,
            labelLimit=_LABELS,
            labelPadding=8,
            zindex=0,
            **theme.CATEGORY_TITLE,
        ),
    )
    colours, shapes = scales([*styles, Style(OTHER, GREY, "circle")])
    colour = alt.Color("shown:N", legend=None, scale=colours)
    shape = alt.Shape("shown:N", legend=None, scale=shapes)
    tooltip = [
        alt.Tooltip("driver:N", title="Driver (our heading)"),
        alt.Tooltip("text:N", title="Text"),
        alt.Tooltip("holder:N", title="Whose view"),
        alt.Tooltip("claims:Q", title="Claims"),
    ]
    layers: list[alt.Chart] = [
        alt.Chart(alt.NamedData("ground"))
        .mark_rect(color="#d8d8d8", opacity=0.4, aria=False)
        .encode(y=y)
    ]
    for kind, side in _SIDE.items():
        cell = alt.Chart(alt.NamedData(kind)).encode(x=x, y=y, tooltip=tooltip)
        marks = cell.mark_point(
            filled=kind == "author", size=80, strokeWidth=1.6, xOffset=side
        ).encode(color=colour, shape=shape)
        numbers = cell.mark_text(align="left", xOffset=side + 7, fontSize=11).encode(
            text="claims:Q"
        )
        layers += [marks, numbers]
    return alt.layer(*layers).properties(
        width=_COLUMN * len(labels),
        height=_ROW * len(DRIVERS),
        title=alt.Title(
            "Which driver each text speaks of, and whose view it tells",
            subtitle=[
                "Number of claims. Filled, left in a cell: the author's own view.",
                "Hollow, right: the view of a party, as the author tells it.",
                "Headings are ours. Grey marks: another driver than the one highlighted.",
            ],
        ),
    )
