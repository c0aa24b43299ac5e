"""Set claims about one event side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchwest.claims.find import require
from marchwest.claims.frame import claims
from marchwest.data import columns, load

if TYPE_CHECKING:
    import pandas as pd

_TOLD = ("name", "subject", "question", "holder", "measure", "finding", "content", "meaning")
"""Columns of our words without which the values cannot be understood."""


def compare(event: str) -> pd.DataFrame:
    """Set all claims about an event side by side.

    Parameters
    ----------
    event : str
        Slug of the event.

    Returns
    -------
    pandas.DataFrame
        One row a claim: source, locator, certainty, whom the source credits, and each value
        column that at least one of the claims fills. Indexed by ``claim_id``.

    Raises
    ------
    NotFoundError
        If there is no such event; the message offers the nearest.

    Examples
    --------
    >>> compare("exercise-count-china-sco")["number"].tolist()
    [20, 20, 25]
    """
    every = claims()
    require(event, "event", every["event"])
    (table,) = every.loc[every["event"] == event, "table"].unique()
    rows = load(table)
    rows = rows[rows["event"] == event]
    described = columns(table)
    values = [column.name for column in described if column.role == "value"]
    told = [column.name for column in described if column.name in _TOLD]
    beside = [f"{name}_qualifier" for name in values] + ["unit", "currency"]
    wanted = [name for name in [*values, *beside] if name in rows]
    shown = [name for name in [*told, *wanted] if rows[name].notna().any()]
    lead = ["claim_id", "source_id", "locator", "certainty", "attributed_to"]
    return rows[lead + list(dict.fromkeys(shown))].set_index("claim_id")
