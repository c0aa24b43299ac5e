"""Show rows of a table so that a person can read them: text wraps, and what is absent is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

_LEFT = "text-align: left; vertical-align: top; white-space: normal"
_SCROLL = "display: block; overflow-x: auto; max-width: 100%"


def show(frame: pd.DataFrame) -> Styler:
    """Show a table in a notebook: text on the left and whole, an absent value as an empty cell.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any rows and columns. Whole numbers get their thousands marked, but for a column ``year``;
        an index of plain numbers is not shown.

    Returns
    -------
    pandas.io.formats.style.Styler
        Shown by the notebook; the DataFrame itself is not changed.
    """
    whole = frame.select_dtypes(["integer", "Int64"]).columns.difference(["year"])
    numbers: dict[Any, Any] = dict.fromkeys(whole, "{:,}")
    # The name of an index would take a header row of its own.
    styled = frame.rename_axis(index=None).style.format(
        numbers, na_rep="", escape="html", precision=1
    )
    styled = styled.set_table_styles(
        [
            {"selector": "", "props": _SCROLL},
            {"selector": "th, td", "props": _LEFT},
        ]
    )
    return styled.hide(axis="index") if frame.index.dtype.kind in "iu" else styled
