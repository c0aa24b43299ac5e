"""The chart of unit 5's explorer: every claim that prints a sum of aid, a selection in colour.

Its form is built once; a selection only hands it other rows. Dollars and renminbi have a panel
and an axis each, so that nobody reads one against the other.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.aid_training import years_of
from marchwest.charts.looks import OUTSIDE, scales
from marchwest.charts.palette import SOURCES, Style
from marchwest.charts.views import SILENT
from marchwest.explorers.aid import BASES, FIRST, LAST, printed_sums
from marchwest.explorers.forms import fresh
from marchwest.explorers.years_ground import ground, other_years

__all__ = ["sums_chart"]

_STEP = 15
"""Pixels from one claim to the next."""
_LABELS = 180
_YEARS, _DOLLARS, _RENMINBI = 120, 140, 88
_SPACING = 16
# The axis has one length for all totals and one for all yearly figures; room for words is left.
_LONGEST = {"total": {"USD": 26e6, "CNY": 160e6}, "per_year": {"USD": 2.8e6, "CNY": 7.5e6}}
_TOOLTIP = {
    "aid": "Aid",
    "source": "Source",
    "years": "Years of the claim",
    "printed": "As printed",
    "words": "Shown",
    "status": "Status",
    "locator": "Where in the source",
}
_SPANS, _GROUND, _HEADS = "spans", "other years", "heads"
_SUMS = {"USD": "dollars", "CNY": "renminbi"}


def sums_chart(
    chosen: Collection[str], years: tuple[int, int], basis: str, description: str
) -> alt.HConcatChart:
    """Return the three panels of all printed sums with the chosen ones in colour.

    Parameters
    ----------
    chosen : collection of str
        The ``claim_id`` of each claim of the selection.
    years : tuple of int
        First and last year of the selection; the years outside get a grey ground.
    basis : str
        ``"total"`` or ``"per_year"``.
    description : str
        What the chart shows, for somebody who cannot see it.

    Returns
    -------
    altair.HConcatChart
    """
    marks = [
        {**mark, "shown": mark["source"] if mark["claim"] in chosen else OUTSIDE.label}
        for mark in _marks(basis)
    ]
    chart = fresh(_form())
    chart.description = description
    chart.datasets = {
        _SPANS: [mark for mark in marks if mark["start"] is not None],
        _GROUND: other_years(years, FIRST, LAST),
        **{name: [_labelled(m) for m in marks if m["in"] == code] for code, name in _SUMS.items()},
        _HEADS: [
            {
                "words": BASES[basis],
                **{name: _LONGEST[basis][code] / 1e6 for code, name in _SUMS.items()},
            }
        ],
    }
    return chart


def _labelled(mark: dict[str, Any]) -> dict[str, Any]:
    return {**mark, "label": "" if mark["shown"] == OUTSIDE.label else mark["label"]}


@cache
def _marks(basis: str) -> tuple[dict[str, Any], ...]:
    """Return one mark a claim, with its value where the claim gives one."""
    marks = []
    for row, each in zip(_rows(), printed_sums(), strict=True):
        value = each.value(basis)
        end = each.end or each.start
        about = "about " if each.qualifier == "approx" else ""
        marks.append(
            {
                "claim": each.claim_id,
                "row": row,
                "aid": each.name,
                "source": SOURCES[each.source_id].label,
                "years": years_of(str(each.start or ""), str(each.end or "")),
                "printed": each.words(each.basis),
                "words": each.words(basis),
                "status": each.status,
                "locator": each.locator,
                "start": each.start,
                "middle": None if each.start is None else ((each.start + (end or 0) + 1) / 2),
                "end": None if end is None else end + 1,
                "in": None if value is None else each.currency,
                "value": None if value is None else round(value / 1e6, 6),
                "zero": 0,
                "label": "" if value is None else f"{about}{value / 1e6:.3g}",
                "ours": value is not None and each.basis != basis,
            }
        )
    return tuple(marks)


@cache
def _rows() -> tuple[str, ...]:
    """Return the name of each row: a piece of aid; its further claims are told apart in silence."""
    seen: dict[str, int] = {}
    rows = []
    for each in printed_sums():
        number = seen.get(each.name, 0)
        seen[each.name] = number + 1
        rows.append(each.name + SILENT * number)
    return tuple(rows)


@cache
def _form() -> alt.HConcatChart:
    """Return the chart without its rows."""
    return alt.hconcat(
        _years_panel(),
        _sums_panel("USD", "USD (million)", _DOLLARS),
        _sums_panel("CNY", "RMB (million)", _RENMINBI),
        spacing=_SPACING,
        bounds="flush",  # else a wider label would push the panels beside it
    ).properties(
        title=alt.Title(
            "The sums of aid that the sources print, claim by claim",
            subtitle=[
                "One row a claim. A hollow mark is a total that we divided by its years.",
                "Grey claims and years lie outside your selection. Nothing is converted.",
            ],
        )
    )


@cache
def _styles() -> tuple[Style, ...]:
    """Return the looks of the sources that print a sum."""
    named = {each.source_id for each in printed_sums()}
    return tuple(style for source, style in SOURCES.items() if source in named)


def _looks(*, legend: bool) -> tuple[alt.Color, alt.Shape, alt.Scale]:
    colours, shapes = scales([*_styles(), OUTSIDE])
    # In two columns, so that wide fonts do not push it out.
    shown = alt.Legend(title="Source", columns=2) if legend else None
    return (
        alt.Color("shown:N", scale=colours, legend=shown),
        alt.Shape("shown:N", scale=shapes, legend=shown),
        colours,
    )


def _y(*, labels: bool) -> alt.Y:
    axis = alt.Axis(
        ticks=False,
        labelLimit=_LABELS,
        labelExpr=f"indexof(datum.label, '{SILENT}') < 0 ? datum.label : ''",
        **theme.CATEGORY_TITLE,
    )
    return alt.Y(
        "row:N",
        title="Aid to",
        axis=axis if labels else None,
        scale=alt.Scale(domain=list(_rows()), paddingInner=0.15, paddingOuter=0.3),
    )


def _tooltip() -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in _TOOLTIP.items()]


def _years_panel() -> alt.LayerChart | alt.FacetChart:
    colour, shape, _ = _looks(legend=True)
    scale = alt.Scale(domain=[FIRST, LAST + 1], nice=False)
    axis = alt.Axis(format="d", values=[1995, 2005, 2015], grid=True)
    claims = alt.Chart(alt.NamedData(_SPANS)).encode(
        y=_y(labels=True), color=colour, tooltip=_tooltip()
    )
    spans = claims.mark_bar(height=2.5).encode(
        x=alt.X("start:Q", title="Date (year)", scale=scale, axis=axis), x2="end:Q"
    )
    points = claims.mark_point(size=45, strokeWidth=1.5, filled=True).encode(
        x=alt.X("middle:Q", scale=scale), shape=shape
    )
    return alt.layer(ground(_GROUND, scale), spans, points).properties(
        width=_YEARS, height=alt.Step(_STEP)
    )


def _sums_panel(currency: str, title: str, width: int) -> alt.LayerChart | alt.FacetChart:
    colour, shape, colours = _looks(legend=False)
    scale = alt.Scale(zero=True, nice=False)
    axis = alt.Axis(grid=True, tickCount=4, format=",.2~f")
    # Never seen: it gives the axis one length for all selections.
    length = (
        alt.Chart(alt.NamedData(_HEADS))
        .mark_point(opacity=0, aria=False)
        .encode(x=alt.X(f"{_SUMS[currency]}:Q", title=title, scale=scale, axis=axis))
    )
    head = (
        alt.Chart(alt.NamedData(_HEADS))
        .mark_text(align="left", baseline="bottom", fontWeight=600, aria=False)
        .encode(x=alt.value(0), y=alt.value(-6), text="words:N")
    )
    claims = alt.Chart(alt.NamedData(_SUMS[currency])).encode(
        y=_y(labels=False), tooltip=_tooltip()
    )
    stems = claims.mark_bar(height=2.5).encode(
        x=alt.X("zero:Q", title=title, scale=scale, axis=axis), x2="value:Q", color=colour
    )
    points = claims.mark_point(size=45, strokeWidth=1.5, filled=False).encode(
        x=alt.X("value:Q", scale=scale),
        color=colour,
        shape=shape,
        fill=alt.when("datum.ours")
        .then(alt.value("white"))
        .otherwise("shown:N", scale=colours, legend=None),
    )
    words = claims.mark_text(align="left", baseline="middle", dx=7, fontSize=11).encode(
        x=alt.X("value:Q", scale=scale), text="label:N"
    )
    return alt.layer(length, stems, points, words, head).properties(
        width=width, height=alt.Step(_STEP)
    )
