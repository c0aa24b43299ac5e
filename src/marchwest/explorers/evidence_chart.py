"""The chart of unit 11's explorer: claims by text and certainty, and the sides of each disagreement.

Its form is built once; a choice only hands it other rows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.looks import OUTSIDE, scales
from marchwest.charts.palette import INK, SOURCES
from marchwest.charts.words import wrapped
from marchwest.explorers.disagreements_cases import Case, cases
from marchwest.explorers.evidence_claims import CERTAINTIES, Evidence, texts
from marchwest.explorers.forms import fresh

__all__ = ["ACROSS", "DOWN", "LINES", "WIDE", "board"]

ACROSS, DOWN = 6, 2
"""Places for marks in a cell, side by side and one below the other."""
_COLUMN, _ROW = 114, 42
"""Pixels of a cell."""
_LABELS = 112
"""Pixels for the names of the texts."""
LINES = 16
"""Lines below the cells."""
WIDE = 96
"""Letters in such a line."""
_MOST = 3
"""Lines of one disagreement."""
_LINE = 15


def board(
    every: Sequence[Evidence], kept: Collection[str], question: str, description: str
) -> alt.VConcatChart:
    """Return the board of one sub-question.

    Parameters
    ----------
    every : sequence of Evidence
        All claims that bear on it.
    kept : collection of str
        The claims that fit the limits; the others are drawn in grey.
    question : str
        The sub-question, as a heading.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair.VConcatChart
    """
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {
        "claims": _marks(every, kept),
        "heading": [{"heading": question}],
        "sides": [{"sides": "\n".join(_sides([one for one in every if one.claim_id in kept]))}],
    }
    return chart


def _marks(every: Sequence[Evidence], kept: Collection[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], int] = {}
    # Those that fit come first in their cell.
    for each in sorted(every, key=lambda one: one.claim_id not in kept):
        label = SOURCES[each.source_id].label
        fits = each.claim_id in kept
        place = seen.get((label, each.certainty), 0)
        seen[label, each.certainty] = place + 1
        rows.append(
            {
                "text": label,
                "certainty": each.certainty,
                "across": place % ACROSS,
                "down": place // ACROSS,
                "look": label if fits else OUTSIDE.label,
                "passes": SOURCES[each.rests_on].label if each.rests_on else "",
                "disputed": "yes" if each.cases else "no",
                "ring": fits and bool(each.cases),
                "hollow": fits and bool(each.rests_on),
                "finding": each.finding,
                "holder": each.holder or "the author",
                "locator": each.locator,
                "mark": each.mark,
            }
        )
    return rows


def _sides(chosen: Sequence[Evidence]) -> list[str]:
    """Return the disagreements of the claims that fit, one or more lines each."""
    keys = dict.fromkeys(key for each in chosen for key in each.cases)
    if not keys:
        return ["No claim that fits stands in our list of disagreements."]
    found = sorted((cases()[key] for key in keys), key=lambda case: case.name.casefold())
    lines = [f"In dispute, with all sides that we found ({len(found)}):"]
    left = LINES - 1 - len(found)
    for case in found:
        parts = wrapped(f"• {case.name}: {_said(case)}", WIDE)
        room = 1 + min(len(parts) - 1, left, _MOST - 1)
        left -= room - 1
        if len(parts) > room:
            parts = parts[:room]
            parts[-1] = parts[-1][: WIDE - 1].rstrip(" ,;") + "…"
        lines += parts
    return lines


def _said(case: Case) -> str:
    """Say what does not fit, or what each text holds, each word once."""
    if case.problem:
        return case.problem
    held: dict[str, dict[str, None]] = {}
    for side in case.sides:
        held.setdefault(SOURCES[side.source_id].label, {})[side.said] = None
    return "; ".join(f"{label}: {', '.join(said)}" for label, said in held.items())


@cache
def _form() -> alt.VConcatChart:
    """Return the chart without its rows."""
    both: alt.VConcatChart = alt.vconcat(_cells(), _lines(), spacing=22).properties(
        title=alt.Title(
            "Which claims bear on a sub-question, by text and certainty",
            subtitle=[
                "One mark a claim. Ring: a side of a disagreement in our list. Hollow: passes on",
                "another of the nine. Grey: bears on it, but does not fit your limits.",
            ],
        )
    )
    return both


def _lines() -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.NamedData("sides"))
        .mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=_LINE, aria=False)
        .encode(x=alt.value(4 - _LABELS), y=alt.value(0), text="sides:N")
        .properties(width=_COLUMN * len(CERTAINTIES), height=LINES * _LINE)
    )
    return chart


def _cells() -> alt.LayerChart | alt.FacetChart:
    styles = [SOURCES[source] for source in texts()]
    labels = [style.label for style in styles]
    x = alt.X(
        "certainty:N",
        title="Certainty of the claim (number of marks: claims)",
        sort=None,
        scale=alt.Scale(domain=list(CERTAINTIES), paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            orient="top", grid=True, tickBand="extent", ticks=False, labelAngle=0, zindex=0
        ),
    )
    y = alt.Y(
        "text:N",
        title="Text, oldest first",
        sort=None,
        scale=alt.Scale(domain=labels, paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            grid=True,
            tickBand="extent",
            ticks=False,
            minExtent=_LABELS,
            maxExtent=_LABELS,
            zindex=0,
            **theme.CATEGORY_TITLE,
        ),
    )
    colours, shapes = scales([*styles, OUTSIDE])
    across = alt.XOffset("across:O", scale=alt.Scale(domain=list(range(ACROSS))))
    down = alt.YOffset("down:O", scale=alt.Scale(domain=list(range(DOWN))))
    colour = alt.Color("look:N", legend=None, scale=colours)
    tooltip = [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in {
            "text": "Text",
            "finding": "In our words",
            "holder": "Whose view",
            "certainty": "How sure",
            "disputed": "In our list of disagreements",
            "passes": "Passes on",
            "locator": "Where in the source",
            "mark": "Citation mark",
        }.items()
    ]
    base = alt.Chart(alt.NamedData("claims")).encode(
        x=x, y=y, xOffset=across, yOffset=down, tooltip=tooltip
    )
    marks = base.mark_point(size=62, strokeWidth=1.6, filled=False).encode(
        color=colour,
        shape=alt.Shape("look:N", legend=None, scale=shapes),
        fill=alt.when("datum.hollow")
        .then(alt.value("white"))
        .otherwise("look:N", scale=colours, legend=None),
    )
    rings = (
        base.transform_filter("datum.ring")
        .mark_point(size=250, strokeWidth=1.3, filled=False, shape="circle", color=INK)
        .encode()
    )
    heading = (
        alt.Chart(alt.NamedData("heading"))
        .mark_text(align="left", baseline="bottom", fontSize=13, fontWeight=600, aria=False)
        .encode(x=alt.value(4 - _LABELS), y=alt.value(-42), text="heading:N")
    )
    return alt.layer(rings, marks, heading).properties(
        width=_COLUMN * len(CERTAINTIES), height=_ROW * len(labels)
    )
