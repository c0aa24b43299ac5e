"""The grey ground behind the years that a learner has not chosen."""

from __future__ import annotations

import altair as alt

__all__ = ["ground", "other_years"]


def other_years(years: tuple[int, int], first: int, last: int) -> list[dict[str, int]]:
    """Return the spans of the axis outside some years, for the data of `ground`.

    Parameters
    ----------
    years : tuple of int
        First and last year of the selection.
    first, last : int
        First and last year of the axis.

    Returns
    -------
    list of dict
        Each with ``from`` and ``to``; a span may be empty.
    """
    return [{"from": first, "to": years[0]}, {"from": years[1] + 1, "to": last + 1}]


def ground(data: str, scale: alt.Scale) -> alt.Chart:
    """Return the layer that shades the spans.

    Parameters
    ----------
    data : str
        Name of the dataset that holds them.
    scale : altair.Scale
        The scale of the axis of years.

    Returns
    -------
    altair.Chart
    """
    chart: alt.Chart = (
        alt.Chart(alt.NamedData(data))
        .mark_rect(color="#f0f0f0", aria=False)
        .encode(x=alt.X("from:Q", scale=scale), x2="to:Q")
    )
    return chart
