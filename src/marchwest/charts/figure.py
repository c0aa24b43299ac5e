"""A figure: a chart, the sentence that it shows, and the same data as a table."""

from __future__ import annotations

import copy
import html
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts.describe import describe
from marchwest.charts.render import Bundle, bundle
from marchwest.charts.views import spec_of, title_text
from marchwest.claims.wrong_fact import REPORT_HOW, is_claim_id, report_link, report_url
from marchwest.language import gettext, ngettext

__all__ = ["Figure", "report_links", "table_html", "table_summary"]

_SCROLL_FROM = 12
"""Rows above which the table gets its own scroll bar."""
_LONG = 40
"""Letters above which a cell is kept wide."""
# No colour of text or ground: the page's own theme, light or dark, has matching ones.
_CELL = "padding: 0.25em 0.6em; text-align: left; vertical-align: top; border: 1px solid #8c959f"


@dataclass(frozen=True)
class Figure:
    """What a reader gets of one chart, whichever sense or program they read with.

    As the last value of a notebook cell it shows the chart, then the sentence, then the table
    behind a disclosure. ``print(figure)`` gives all of it as text.
    """

    chart: Any
    """An Altair chart with a description."""
    sentence: str
    """What the chart shows, computed from the data."""
    table: pd.DataFrame
    """The rows behind the chart, columns named for a reader."""

    @property
    def title(self) -> str:
        """The title of the chart as one line."""
        return title_text(self.spec.get("title"))

    @property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification of the chart, under the theme of the session."""
        # Altair takes a tenth of a second to write it, and title and description ask for it too.
        name = alt.theme.active
        if name not in self._specs:
            self._specs[name] = spec_of(self.chart)
        return copy.deepcopy(self._specs[name])

    @cached_property
    def _specs(self) -> dict[str, dict[str, Any]]:
        return {}

    @property
    def description(self) -> str:
        """The text for somebody who cannot see the chart."""
        return str(self.spec.get("description") or describe(self.chart))

    def html(self) -> str:
        """Return the sentence and the table twin as HTML.

        Returns
        -------
        str
            Every text is escaped.
        """
        return f"<p>{html.escape(self.sentence)}</p>\n{table_html(self.table, self.title)}"

    def bundles(self, *, png: bool = True) -> list[Bundle]:
        """Return the two outputs of a figure, in order: the chart; the sentence and its table.

        Parameters
        ----------
        png : bool, default True
            Whether the chart carries a picture; an explorer that redraws often leaves it out.

        Returns
        -------
        list of tuple of dict
            Data and metadata of each output.
        """
        words = {"text/html": self.html(), "text/plain": f"{self.sentence}\n\n{self._rows()}"}
        return [bundle(self.chart, png=png), (words, {})]

    def _ipython_display_(self) -> None:
        # Two outputs, because a program shows one form of each and none holds chart and table.
        from IPython.display import display

        show: Any = display  # IPython types only a part of itself
        for data, metadata in self.bundles():
            show(data, metadata=metadata, raw=True)

    def _rows(self) -> str:
        return self.table.fillna("").to_string(index=False) if len(self.table) else "(no rows)"

    def __str__(self) -> str:
        return f"{self.title}\n\n{self.sentence}\n\n{self._rows()}"


def table_html(table: pd.DataFrame, caption: str) -> str:
    """Return a table behind a disclosure, for screen readers and for copying numbers.

    Parameters
    ----------
    table : pandas.DataFrame
        The first column names the row.
    caption : str
        What the table holds: the title of its chart.

    Returns
    -------
    str
        HTML that also survives the cleaning of an untrusted notebook: no style sheet, no script.
    """
    heads = "".join(f'<th scope="col" style="{_CELL}">{_text(name)}</th>' for name in table.columns)
    rows = "\n".join(_row(list(values)) for values in table.itertuples(index=False, name=None))
    height = "max-height: 24em; overflow: auto" if len(table) > _SCROLL_FROM else "overflow-x: auto"
    label = html.escape(gettext("Table: {caption}").format(caption=caption), quote=True)
    how = html.escape(gettext(REPORT_HOW)) if report_links(table) else ""
    told = f"\n<p>{how}</p>" if how else ""
    return f"""<details>
<summary>{html.escape(table_summary(len(table)))}</summary>
<div class="marchwest-scroll" role="region" tabindex="0" aria-label="{label}" style="{height}">
<table style="border-collapse: collapse; table-layout: auto">
<caption style="text-align: left; padding: 0.4em 0">{_text(caption)}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>{told}
</div>
</details>"""


def _row(values: list[Any]) -> str:
    first, *rest = (_text(value) for value in values)
    cells = "".join(f'<td style="{_CELL}{_room(value)}">{value}</td>' for value in rest)
    return f'<tr><th scope="row" style="{_CELL}; font-weight: 600">{first}</th>{cells}</tr>'


def _room(text: str) -> str:
    """Keep a long text from becoming a tall and narrow column."""
    return "; min-width: 18em" if len(text) > _LONG else ""


def _text(value: Any) -> str:
    if is_claim_id(value) and (address := report_url(value)):
        return report_link(value, address)
    return "" if pd.isna(value) else html.escape(str(value))


def table_summary(rows: int) -> str:
    """Return what opens the table of a chart.

    Parameters
    ----------
    rows : int

    Returns
    -------
    str
        For example ``"Table of this chart (12 rows)"``.
    """
    if not rows:
        return gettext("Table of this chart (no rows)")
    told = ngettext(
        "Table of this chart ({number} row)", "Table of this chart ({number} rows)", rows
    )
    return told.format(number=rows)


def report_links(table: pd.DataFrame) -> dict[str, str]:
    """Return where to report a wrong fact, for each claim_id in a table.

    Parameters
    ----------
    table : pandas.DataFrame

    Returns
    -------
    dict of str to str
        A claim_id to the address; empty where no repository is known.
    """
    named = (value for name in table.columns for value in table[name] if is_claim_id(value))
    found = {claim: report_url(claim) for claim in named}
    return {claim: address for claim, address in found.items() if address}
