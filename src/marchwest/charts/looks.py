"""Colour and shape together: the scales by which a chart tells sources, states or kinds apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt

from marchwest.charts.palette import GREY, SOURCES, Style
from marchwest.charts.words import source_style

__all__ = ["OUTSIDE", "scales", "sources_in"]

OUTSIDE = Style("outside your selection", GREY, "circle")
"""How an explorer draws what a learner has not chosen."""


def sources_in(labels: Iterable[str]) -> list[Style]:
    """Return the looks of the sources that occur, in the one order of the course.

    Parameters
    ----------
    labels : iterable of str
        Labels of sources, as `words.source_style` gives them.

    Returns
    -------
    list of Style
        A source that the course does not know comes last.
    """
    held = set(labels)
    known = [style for style in SOURCES.values() if style.label in held]
    return [*known, *map(source_style, sorted(held - {style.label for style in known}))]


def scales(styles: Sequence[Style]) -> tuple[alt.Scale, alt.Scale]:
    """Return the scale of colours and the scale of shapes of some looks.

    Parameters
    ----------
    styles : sequence of Style
        In the order of the legend; the data hold their labels.

    Returns
    -------
    tuple of altair.Scale
        Both have one domain, so that their legends are drawn as one.
    """
    names = [style.label for style in styles]
    return (
        alt.Scale(domain=names, range=[style.colour for style in styles]),
        alt.Scale(domain=names, range=[style.shape for style in styles]),
    )
