"""Show rows of a table so that a person can read them: text wraps, and what is absent is empty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from marchwest.claims.wrong_fact import REPORT_HOW, is_claim_id, report_link, report_url
from marchwest.language import gettext

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

_LEFT = "text-align: left; vertical-align: top; white-space: normal"
_SCROLL = "display: block; overflow-x: auto; max-width: 100%"
_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")


def _number(value: float) -> str:
    """Write a decimal as people do: 15,000,000 and 76.5, never 15000000.0."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _linked(value: object) -> str:
    """Make a link of a claim's id, at which a wrong fact in it is reported."""
    address = report_url(str(value)) if is_claim_id(value) else ""
    return report_link(str(value), address) if address else str(value)


def _in_one_piece(value: object) -> str:
    """Keep a date from being broken at its hyphens."""
    whole = isinstance(value, str) and _DATE.fullmatch(value) is not None
    return "white-space: nowrap" if whole else ""


def show(frame: pd.DataFrame) -> Styler:
    """Show a table in a notebook: text on the left and whole, an absent value as an empty cell.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any rows and columns. Numbers get their thousands marked, but for a column ``year``; an
        index of plain numbers is not shown. In a column ``claim_id`` each id is a link at which a
        wrong fact is reported.

    Returns
    -------
    pandas.io.formats.style.Styler
        Shown by the notebook; the DataFrame itself is not changed.
    """
    whole = frame.select_dtypes(["integer", "Int64"]).columns.difference(["year"])
    numbers: dict[Any, Any] = dict.fromkeys(whole, "{:,}")
    numbers |= dict.fromkeys(frame.select_dtypes(["float", "Float64"]).columns, _number)
    has_links = "claim_id" in frame.columns and bool(frame["claim_id"].map(is_claim_id).any())
    if has_links:
        numbers["claim_id"] = _linked
    # The name of an index would take a header row of its own.
    styled = frame.rename_axis(index=None).style.format(
        numbers, na_rep="", escape="html", precision=1
    )
    styled = styled.map(_in_one_piece).set_table_styles(
        [
            {"selector": "", "props": _SCROLL},
            {"selector": "th, td", "props": _LEFT},
            {"selector": "caption", "props": "caption-side: bottom; text-align: left"},
        ]
    )
    if has_links:
        styled = styled.set_caption(gettext(REPORT_HOW))
    return styled.hide(axis="index") if frame.index.dtype.kind in "iu" else styled
