"""What "Cite this view" shows: the call that repeats the view, and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from marchwest.language import gettext, ngettext

__all__ = ["CLAIM", "LOCATOR", "call_text", "cite_view"]

CLAIM, LOCATOR = "Claim", "Where in the source"
"""The columns of an explorer's table that "Cite this view" reads."""


def call_text(call: str, state: Mapping[str, Any], defaults: Mapping[str, Any]) -> str:
    """Return the line of code that repeats a state.

    Parameters
    ----------
    call : str
        The function as a learner writes it.
    state, defaults : mapping
        Argument name to value; what equals its default is left out.

    Returns
    -------
    str
        For example ``explorers.exercises.view(years=(2002, 2012), framework='SCO')``.
    """
    arguments = [f"{name}={value!r}" for name, value in state.items() if value != defaults[name]]
    return f"{call}({', '.join(arguments)})"


def cite_view(call: str, table: pd.DataFrame) -> str:
    """Return the text that "Cite this view" shows.

    Parameters
    ----------
    call : str
        The line of code that repeats the view.
    table : pandas.DataFrame
        The view's table, with the columns `CLAIM` and `LOCATOR` where its rows are claims.

    Returns
    -------
    str
        Plain text, several lines.
    """
    from marchwest.claims import cite

    lines = [gettext("Repeat this view:"), "    from marchwest import explorers", f"    {call}"]
    if table.empty or not {CLAIM, LOCATOR} <= set(table.columns):
        told = gettext("No claim stands behind this view, so there is nothing to cite.")
        return "\n".join([*lines, told])
    # A claim's id is event@source, with .2 where a source speaks twice.
    by_source = table[CLAIM].str.split("@").str[1].str.split(".").str[0]
    numbers = {
        "claims": ngettext("{number} claim", "{number} claims", len(table)).format(
            number=len(table)
        ),
        "sources": ngettext("{number} source", "{number} sources", by_source.nunique()).format(
            number=by_source.nunique()
        ),
    }
    lines.append(gettext("It rests on {claims} by {sources}:").format(**numbers))
    for source_id, rows in table.groupby(by_source, sort=True):
        lines.append(f"- {cite(str(source_id), 'full')}")
        lines += [f"    {place}" for place in dict.fromkeys(rows[LOCATOR].dropna())]
    return "\n".join(lines)
