"""The chart of unit 6's explorer: transfers by status, a selection of the claims in colour.

Its form is built once; a selection only hands it other rows. So it redraws in milliseconds,
and rows, columns and legend stand still while a learner changes a control.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.looks import OUTSIDE, scales, sources_in
from marchwest.charts.palette import SOURCES
from marchwest.charts.words import records
from marchwest.explorers.arms_claims import STATUSES, claims
from marchwest.explorers.forms import fresh

__all__ = ["matrix"]

_SUPPLIER = "Supplier: "
_STEP = 16
"""Pixels from one transfer to the next."""
_LABELS = 212
"""Pixels for the names of the rows."""
_APART = 11
"""Pixels between two claims in one cell."""
_TOOLTIP = {
    "transfer": "Transfer",
    "source": "Source",
    "status": "Status",
    "system": "System as printed",
    "certainty": "Certainty",
    "origin": "Taken from",
    "locator": "Where in the source",
}


def matrix(
    chosen: Collection[str], status: str, description: str
) -> alt.LayerChart | alt.FacetChart:
    """Return the matrix of all claims with the chosen ones in colour.

    Parameters
    ----------
    chosen : collection of str
        The ``claim_id`` of each claim of the selection.
    status : str
        The one status that is selected, or ``"all"``; the other columns get a grey ground.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair chart
    """
    rows = []
    for mark in _marks():
        shown = mark["source"] if mark["claim"] in chosen else OUTSIDE.label
        rows.append({**mark, "shown": shown})
    ground = [{"status": other} for other in STATUSES if status not in ("all", other)]
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {"claims": rows, "other statuses": ground}
    return chart


@cache
def _marks() -> list[dict[Hashable, Any]]:
    """Return one mark a claim; claims in one cell stand beside one another."""
    known = claims()
    order = list(SOURCES)
    known = known.assign(rank=known["source_id"].map(order.index))
    known = known.sort_values("rank", kind="stable")
    cell = known.groupby(["transfer", "status"])
    # Counted from the middle of the cell: -0.5 and 0.5 for two claims.
    known["slot"] = cell.cumcount() - (cell["claim_id"].transform("size") - 1) / 2
    return [
        {
            "claim": row["claim_id"],
            "row": _row(row),
            "transfer": row["transfer"],
            "status": row["status"],
            "source": SOURCES[row["source_id"]].label,
            "origin": SOURCES[row["origin"]].label if row["origin"] else "",
            "system": row["system"],
            "certainty": row["certainty"],
            "locator": row["locator"],
            "slot": float(row["slot"]),
        }
        for row in records(known.sort_index())
    ]


def _row(claim: dict[Any, Any]) -> str:
    name = str(claim["to"])
    return f"{name[0].upper()}{name[1:]}: {claim['thing']}"


def _headings() -> dict[str, list[str]]:
    """Return the rows of the chart: under each supplier's heading the transfers from there."""
    found: dict[str, list[str]] = {}
    for claim in records(claims()):
        rows = found.setdefault(f"{_SUPPLIER}{claim['from']}", [])
        if _row(claim) not in rows:
            rows.append(_row(claim))
    return found


@cache
def _form() -> alt.LayerChart | alt.FacetChart:
    """Return the chart without its rows."""
    rows = [name for head, names in _headings().items() for name in (head, *names)]
    width = theme.WIDTH - _LABELS - 6
    # An offset counts from the left of a column.
    middle = width / len(STATUSES) / 2
    x = alt.X(
        "status:N",
        sort=list(STATUSES),
        title="How far the transfer has come (status)",
        scale=alt.Scale(domain=list(STATUSES), paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            orient="top",
            labelAngle=0,
            labelFontSize=11,
            grid=True,
            tickBand="extent",
            ticks=False,
            zindex=0,
        ),
    )
    bold: Any = {
        "condition": {"test": f"indexof(datum.value, '{_SUPPLIER}') === 0", "value": "bold"},
        "value": "normal",
    }
    y = alt.Y(
        "row:N",
        sort=rows,
        title="Recipient and system",
        scale=alt.Scale(domain=rows, paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            ticks=False,
            grid=True,
            zindex=0,
            labelPadding=6,
            labelLimit=_LABELS,
            labelFontWeight=bold,
            **theme.CATEGORY_TITLE,
        ),
    )
    named = {mark["source"] for mark in _marks()}
    colours, shapes = scales([*sources_in(named), OUTSIDE])
    legend = alt.Legend(title="Source", columns=2)
    claims_ = (
        alt.Chart(alt.NamedData("claims"))
        .mark_point(size=65, strokeWidth=1.5, filled=False)
        .encode(
            x=x,
            y=y,
            xOffset=alt.XOffset(
                "slot:Q",
                scale=alt.Scale(domain=[-2, 2], range=[middle - 2 * _APART, middle + 2 * _APART]),
            ),
            color=alt.Color("shown:N", scale=colours, legend=legend),
            shape=alt.Shape("shown:N", scale=shapes, legend=legend),
            fill=alt.when("datum.origin !== ''")
            .then(alt.value("white"))
            .otherwise("shown:N", scale=colours, legend=None),
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in _TOOLTIP.items()],
        )
    )
    ground = (
        alt.Chart(alt.NamedData("other statuses"))
        .mark_rect(color="#d8d8d8", opacity=0.4, aria=False)
        .encode(x=x)
    )
    layers: alt.LayerChart = alt.layer(ground, claims_).resolve_scale(xOffset="independent")
    return layers.properties(
        width=width,
        height=alt.Step(_STEP),
        title=alt.Title(
            "Who supplies what to whom, and how far it has come",
            subtitle=[
                "One mark a claim. A hollow mark is taken from another source shown here.",
                "Delivered is also what a text calls bought: see the notes in the table.",
                "Grey claims and columns lie outside your selection.",
            ],
        ),
    )
