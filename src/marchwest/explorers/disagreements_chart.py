"""The chart of unit 10's explorer: all disagreements in small, and the claims of one in full.

Its form is built once; a choice only hands it other rows. The rows of the claims share one fixed
height, so that two claims have much room for words and twelve have little.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.looks import scales
from marchwest.charts.palette import BLUE, GREY, INK, SOURCES, VERMILION
from marchwest.charts.views import SILENT
from marchwest.charts.words import wrapped
from marchwest.data import PartialDate, load
from marchwest.explorers.disagreements_cases import KINDS, Case, Side, cases
from marchwest.explorers.forms import fresh

__all__ = ["side_by_side"]

_LABELS = 146
"""Pixels for the names of the rows."""
_LEFT = 4 - _LABELS
"""Where the names begin, left of the axis."""
_DATES = 104
"""Pixels for the dates of publication."""
_TEXT = _DATES + 16
"""Where the words begin."""
_WIDTH = 432
_HEIGHT = 288
_SLOTS = 3
"""Rows that there are at least, so that two claims do not stand far apart."""
_LINE = 15
_LETTERS = 46
"""Letters in a line of words."""
_LOCATOR = 21
"""Letters of a locator."""
_WIDE = 92
"""Letters in a line below the claims."""
_LINES = 7
"""Lines below the claims."""
_SMALL = 30
"""Pixels of a row below which it holds one line."""
_FIRST, _LAST = 2010, 2020
_STEP = 16
"""Pixels from one kind to the next in the overview."""

_Row = dict[Hashable, Any]


def side_by_side(
    case: Case | None, chosen: Collection[str], heading: str, description: str
) -> alt.VConcatChart:
    """Return the chart of one disagreement.

    Parameters
    ----------
    case : Case or None
        The one whose claims are shown; None shows no claim.
    chosen : collection of str
        The keys of all that fit the selection.
    heading : str
        One line above the claims.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair.VConcatChart
    """
    now = case.key if case else ""
    chart = fresh(_form())
    chart.description = description
    # The one that is shown comes last and so lies on top.
    marks = sorted(_marks(), key=lambda mark: bool(mark["key"] == now))
    chart.datasets = {
        "all": [
            {**mark, "look": "now" if mark["key"] == now else _look(mark["key"], chosen)}
            for mark in marks
        ],
        "heading": [{"heading": heading}],
        "why": [{"why": _why(case)}],
        "claims": _claims(case.sides if case else ()),
    }
    return chart


def _look(key: str, chosen: Collection[str]) -> str:
    return "chosen" if key in chosen else "other"


@cache
def _marks() -> list[_Row]:
    """Return one mark a disagreement: its kind, and its number in the row of that kind."""
    rows: list[_Row] = []
    for kind in list(KINDS)[1:]:
        of_kind = [case for case in cases().values() if case.kind == kind]
        # Those between texts first, so that their share can be seen.
        of_kind.sort(key=lambda case: case.inside)
        rows += [
            {
                "key": case.key,
                "name": case.name,
                "kind": kind,
                "number": number,
                "reach": "inside one text" if case.inside else "between texts",
            }
            for number, case in enumerate(of_kind, 1)
        ]
    return rows


def _claims(sides: tuple[Side, ...]) -> list[_Row]:
    room = _HEIGHT / max(len(sides), _SLOTS)
    lines = int((room - 5) // _LINE)
    seen: dict[str, int] = {}
    rows: list[_Row] = []
    for side in sides:
        style = SOURCES[side.source_id]
        label = style.label if room < _SMALL else f"{style.label}\n{_place(side.locator)}"
        seen[label] = seen.get(label, 0) + 1
        words = [] if lines < 2 else _cut(side.finding, lines - 1)
        rows.append(
            {
                "row": label + SILENT * (seen[label] - 1),
                "name": label,
                "source": style.label,
                "written": _written(side.source_id),
                "said": _cut(side.said, 1)[0],
                "words": "\n".join(words),
                "origin": SOURCES[side.rests_on].label if side.rests_on else "",
                "locator": side.locator,
                "certainty": side.certainty,
                "finding": side.finding,
            }
        )
    # Empty rows below, told apart in silence.
    empty: _Row = dict.fromkeys(("source", "name", "said", "words", "origin"), "")
    return rows + [{**empty, "row": SILENT * (50 + n)} for n in range(_SLOTS - len(sides))]


def _why(case: Case | None) -> str:
    """Return what does not fit and what may explain it, in lines."""
    parts = []
    if case and case.problem:
        parts += wrapped(f"What does not fit: {case.problem}", _WIDE)
    if case:
        parts += wrapped(f"What may explain it, in our words: {case.explanation}", _WIDE)
    return "\n".join(parts)


def _cut(text: str, lines: int) -> list[str]:
    """Break a text into lines and end the last one with an ellipsis where it does not fit."""
    found = wrapped(text, _LETTERS)
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    return [*found[: lines - 1], (last if len(last) < _LETTERS else last[:-1].rstrip()) + "…"]


def _place(locator: str) -> str:
    """Shorten a locator to the width of a row's name; the paragraph or note stays."""
    if len(locator) <= _LOCATOR:
        return locator
    first = locator.split(";")[0]
    section, _, paragraph = first.rpartition(", ")
    if len(first) <= _LOCATOR:
        return first
    if not section:
        return first[: _LOCATOR - 1] + "…"
    return f"{section[: _LOCATOR - 3 - len(paragraph)].rstrip()}…, {paragraph}"


@cache
def _written(source_id: str) -> float:
    """Return when a text was published as a decimal year: the middle of what its date can mean."""
    dates = load("sources").set_index("source_id")["date"]
    date = PartialDate.parse(dates[source_id])
    middle = date.first() + (date.last() - date.first()) / 2
    return round(middle.year + middle.timetuple().tm_yday / 366, 3)


@cache
def _form() -> alt.VConcatChart:
    """Return the chart without its rows."""
    both: alt.VConcatChart = alt.vconcat(
        _overview(), _panel(), _reasons(), spacing=30
    ).resolve_scale(shape="independent", color="independent", x="independent", y="independent")
    titled: alt.VConcatChart = both.properties(
        title=alt.Title(
            "One disagreement among all that we found",
            subtitle=[
                "Above: one mark each, a circle between texts, a square inside one text. Blue: your",
                "selection; large and red: the one below. Below: a row a claim, with the date of its",
                "text and our words, cut to fit. A hollow mark passes on another of the nine.",
            ],
        ),
    )
    return titled


def _reasons() -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.NamedData("why"))
        .mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=_LINE, aria=False)
        .encode(x=alt.value(_LEFT), y=alt.value(0), text="why:N")
        .properties(width=_WIDTH, height=_LINES * _LINE)
    )
    return chart


def _overview() -> alt.Chart:
    longest = max(mark["number"] for mark in _marks())
    x = alt.X(
        "number:Q",
        title="Disagreements of each kind (number)",
        scale=alt.Scale(domain=[0, longest + 1], nice=False),
        axis=alt.Axis(values=list(range(0, longest + 1, 10)), grid=True),
    )
    y = alt.Y(
        "kind:N",
        title="Kind",
        sort=list(KINDS)[1:],
        scale=alt.Scale(domain=list(KINDS)[1:]),
        axis=alt.Axis(
            ticks=False, domain=False, minExtent=_LABELS, maxExtent=_LABELS, **theme.CATEGORY_TITLE
        ),
    )
    shape = alt.Shape(
        "reach:N",
        scale=alt.Scale(domain=["between texts", "inside one text"], range=["circle", "square"]),
        legend=None,
    )
    tooltip = [
        alt.Tooltip("name:N", title="Disagreement"),
        alt.Tooltip("kind:N", title="Kind"),
        alt.Tooltip("reach:N", title="Where"),
    ]
    now, chosen = "datum.look === 'now'", "datum.look === 'chosen'"
    inside = alt.when(now).then(alt.value(VERMILION)).when(chosen).then(alt.value(BLUE))
    edge = alt.when(now).then(alt.value(INK)).when(chosen).then(alt.value(BLUE))
    size = alt.when(now).then(alt.value(130)).when(chosen).then(alt.value(20))
    chart: alt.Chart = (
        alt.Chart(alt.NamedData("all"))
        .mark_point(strokeWidth=1)
        .encode(
            x=x,
            y=y,
            shape=shape,
            fill=inside.otherwise(alt.value("transparent")),
            stroke=edge.otherwise(alt.value(GREY)),
            size=size.otherwise(alt.value(18)),
            tooltip=tooltip,
        )
        .properties(width=_WIDTH, height=alt.Step(_STEP))
    )
    return chart


def _panel() -> alt.LayerChart | alt.FacetChart:
    colours, shapes = scales(list(SOURCES.values()))
    axis = alt.Axis(
        bandPosition=0,
        ticks=False,
        domain=False,
        grid=True,
        labels=False,
        minExtent=_LABELS,
        maxExtent=_LABELS,
        titleAlign="left",
        titleX=_LEFT,
    )
    y = alt.Y(
        "row:N",
        sort=None,
        title="Text",
        bandPosition=0,
        axis=axis,
        scale=alt.Scale(type="band", padding=0),
    )
    x = alt.X(
        "written:Q",
        title="Published (year)",
        scale=alt.Scale(domain=[_FIRST, _LAST], range=[0, _DATES], nice=False),
        axis=alt.Axis(format="d", values=[2010, 2015, 2020], grid=True),
    )
    tooltip = [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in {
            "source": "Source",
            "said": "Value",
            "finding": "In our words",
            "certainty": "How sure",
            "origin": "Passes on",
            "locator": "Where in the source",
        }.items()
    ]
    base = alt.Chart(alt.NamedData("claims"))
    points = base.mark_point(size=90, strokeWidth=1.8, filled=False, yOffset=13).encode(
        x=x,
        y=y,
        color=alt.Color("source:N", scale=colours, legend=None),
        shape=alt.Shape("source:N", scale=shapes, legend=None),
        fill=alt.when("datum.origin !== ''")
        .then(alt.value("white"))
        .otherwise("source:N", scale=colours, legend=None),
        tooltip=tooltip,
    )
    said = base.mark_text(
        align="left", baseline="top", fontWeight=600, yOffset=6, limit=_WIDTH - _TEXT
    ).encode(x=alt.value(_TEXT), y=y, text="said:N", tooltip=tooltip)
    words = base.mark_text(
        align="left", baseline="top", lineBreak="\n", lineHeight=_LINE, yOffset=6 + _LINE + 1
    ).encode(x=alt.value(_TEXT), y=y, text="words:N", tooltip=tooltip)
    names = base.mark_text(
        align="left", baseline="top", lineBreak="\n", lineHeight=_LINE, yOffset=6
    ).encode(x=alt.value(_LEFT), y=y, text="name:N", tooltip=tooltip)
    heading = (
        alt.Chart(alt.NamedData("heading"))
        .mark_text(align="left", baseline="bottom", fontSize=13, fontWeight=600, aria=False)
        .encode(x=alt.value(_LEFT), y=alt.value(-26), text="heading:N")
    )
    return alt.layer(points, names, said, words, heading).properties(width=_WIDTH, height=_HEIGHT)
