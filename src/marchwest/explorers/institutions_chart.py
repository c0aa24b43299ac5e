"""The chart of unit 3's explorer: states and bodies, a mark for each standing borne out by a year.

Its form is built once; a year or a pair of bodies only hands it other rows. So it redraws in
milliseconds, and rows, columns and legend stand still while a learner moves the slider.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.palette import (
    BLUE,
    GREEN,
    INK,
    MAGENTA,
    OCHRE,
    TEAL,
    VERMILION,
    Style,
)
from marchwest.charts.words import source_style
from marchwest.explorers.forms import fresh
from marchwest.explorers.institutions_rule import (
    Standing,
    bodies,
    counted,
    is_before_founding,
    states,
)

__all__ = ["STATUSES", "matrix"]

STATUSES = {
    "founder": Style("founder", GREEN, "square", "F"),
    "member": Style("member", BLUE, "circle", "M"),
    "participant": Style("participant", TEAL, "cross", "P"),
    "observer": Style("observer", OCHRE, "diamond", "O"),
    "dialogue_partner": Style("dialogue partner", MAGENTA, "triangle-up", "D"),
    "invited": Style("invited", INK, "triangle-right", "I"),
    "outside": Style("outside", VERMILION, "triangle-down", "X"),
}

_CELL = 31
"""Pixels a body."""
_STEP = 19
"""Pixels a state."""
_BESIDE = 5
"""Pixels that a mark stands left of the middle of its cell; its letter stands right of it."""
_CHOSEN = "#9cc3fb"
_BEFORE = "#dadada"


def matrix(
    year: int,
    pair: tuple[str, str],
    shared: Collection[str],
    found: Mapping[tuple[str, str], Standing],
    description: str,
) -> alt.LayerChart | alt.FacetChart:
    """Return the matrix of states and bodies by a year, with two bodies side by side in blue.

    Parameters
    ----------
    year : int
        The last year that counts.
    pair : tuple of str
        The two bodies that are compared.
    shared : collection of str
        The states that are in both; their cells get a frame.
    found : mapping
        By body and state, what the texts bear out.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair chart
    """
    marks = [_mark(body, country, standing) for (body, country), standing in found.items()]
    chosen = [{"body": bodies()[body]} for body in dict.fromkeys(pair)]
    frames = [{"body": each["body"], "state": states()[code]} for each in chosen for code in shared]
    before = [{"body": name} for body, name in bodies().items() if is_before_founding(body, year)]
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {
        "standings": marks,
        "chosen bodies": chosen,
        "bodies not founded yet": before,
        "states in both": frames,
        "year": [{"words": f"By {year}"}],
    }
    return chart


def _mark(body: str, country: str, standing: Standing) -> dict[str, Any]:
    style = STATUSES[standing.status]
    sources = dict.fromkeys(source_style(claim.source_id).label for claim in standing.claims)
    return {
        "state": states()[country],
        "body": bodies()[body],
        "status": f"{style.letter} {style.label}",
        "letter": style.letter,
        "dated": "dated by a text" if standing.dated else "no date in a text",
        "first": standing.claims[0].since,
        "newest": standing.claims[-1].since,
        "sources": ", ".join(sources),
    }


@cache
def _form() -> alt.LayerChart | alt.FacetChart:
    """Return the chart without its rows."""
    names, rows = list(bodies().values()), list(states().values())
    styles = [STATUSES[status] for status in STATUSES if status in _present()]
    labels = [f"{style.letter} {style.label}" for style in styles]
    x = alt.X(
        "body:N",
        title="Body",
        scale=alt.Scale(domain=names),
        axis=alt.Axis(
            orient="top",
            labelAngle=-50,
            labelAlign="left",
            labelBaseline="middle",
            labelPadding=4,
            ticks=False,
            domain=False,
            titleAnchor="start",
            titlePadding=2,
        ),
    )
    y = alt.Y(
        "state:N",
        sort=rows,
        title="State",
        scale=alt.Scale(domain=rows),
        axis=alt.Axis(ticks=False, domain=False, **theme.CATEGORY_TITLE),
    )
    grid = alt.InlineData([{"body": body, "state": state} for body in names for state in rows])
    ground = alt.Chart(grid).mark_rect(fill="#f6f8fa", stroke="white", strokeWidth=2, aria=False)
    column = alt.Chart(alt.NamedData("chosen bodies")).mark_rect(
        fill=_CHOSEN, opacity=0.4, aria=False
    )
    before = alt.Chart(alt.NamedData("bodies not founded yet")).mark_rect(fill=_BEFORE, aria=False)
    frames = alt.Chart(alt.NamedData("states in both")).mark_rect(
        filled=False, stroke=INK, strokeWidth=1.6, aria=False
    )
    legend = alt.Legend(title="Standing", columns=3, offset=10)
    colours = alt.Scale(domain=labels, range=[style.colour for style in styles])
    shapes = alt.Scale(domain=labels, range=[style.shape for style in styles])
    standings = alt.Chart(alt.NamedData("standings")).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("state:N", title="State"),
            alt.Tooltip("body:N", title="Body"),
            alt.Tooltip("status:N", title="Standing"),
            alt.Tooltip("dated:N", title="Date"),
            alt.Tooltip("first:Q", title="Counts from"),
            alt.Tooltip("newest:Q", title="Newest claim counts from"),
            alt.Tooltip("sources:N", title="Says so"),
        ],
    )
    points = standings.mark_point(size=58, strokeWidth=1.6, filled=False, xOffset=-_BESIDE).encode(
        color=alt.Color("status:N", scale=colours, legend=legend),
        shape=alt.Shape("status:N", scale=shapes, legend=legend),
        fill=alt.when("datum.dated !== 'dated by a text'")
        .then(alt.value("white"))
        .otherwise("status:N", scale=colours, legend=None),
    )
    letters = standings.mark_text(align="left", xOffset=3, baseline="middle", fontSize=11).encode(
        text="letter:N"
    )
    year = (
        alt.Chart(alt.NamedData("year"))
        .mark_text(align="right", baseline="middle", fontSize=16, fontWeight=600)
        .encode(x=alt.value(-8), y=alt.value(-34), text="words:N")
    )
    return alt.layer(
        ground.encode(x=x, y=y),
        before.encode(x=x),
        column.encode(x=x),
        frames.encode(x=x, y=y),
        points,
        letters,
        year,
    ).properties(
        width=_CELL * len(names),
        height=_STEP * len(rows),
        title=alt.Title(
            "Who stood where, as far as the nine texts show it",
            subtitle=[
                "Full mark: a text dates the standing. Hollow mark: no date in a text, the year is ours.",
                "Blue: the two bodies compared; a frame: a state in both.",
                "Grey: by every founding date in the texts, the body did not exist yet.",
            ],
        ),
    )


@cache
def _present() -> frozenset[str]:
    """Return the standings that the data hold."""
    return frozenset(claim.status for claim in counted())
