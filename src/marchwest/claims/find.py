"""Find claims by what they speak of and who makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchwest.claims.frame import claims
from marchwest.errors import NotFoundError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


def _some(options: set[str]) -> str:
    shown = sorted(options)[:9]
    return ", ".join(shown) + (", ..." if len(options) > len(shown) else "")


def require(word: str, what: str, known: Iterable[str]) -> None:
    """Raise an error that offers the nearest where ``word`` is not among the known values.

    Parameters
    ----------
    word : str
    what : str
        What the word should name: ``"event"``, ``"source"``.
    known : iterable of str

    Raises
    ------
    NotFoundError
    """
    options = set(known)
    if word not in options:
        offers = nearest(word, options)
        hint = f"Nearest: {', '.join(offers)}." if offers else f"There are: {_some(options)}."
        raise NotFoundError(f"There is no {what} {word!r}. {hint}")


def find(
    text: str | None = None,
    *,
    event: str | None = None,
    source: str | None = None,
    table: str | None = None,
) -> pd.DataFrame:
    """Find claims; what is given must all hold.

    Parameters
    ----------
    text : str, optional
        Words to look for, in any case, in any column of the claim.
    event : str, optional
        Slug of an event.
    source : str, optional
        A ``source_id``.
    table : str, optional
        Name of a claim table.

    Returns
    -------
    pandas.DataFrame
        Rows of `claims`; none where the text occurs nowhere.

    Raises
    ------
    NotFoundError
        If the event, source or table does not exist; the message offers the nearest.

    Examples
    --------
    >>> find("Matybulak", source="weitz-2012")["event"].unique().tolist()
    ['peace-mission-2010']
    """
    found = claims()
    for word, what, column in (
        (event, "event", "event"),
        (source, "source", "source_id"),
        (table, "claim table", "table"),
    ):
        if word is not None:
            require(word, what, claims()[column])
            found = found[found[column] == word]
    if text is not None:
        hit = found.apply(
            lambda column: column.str.contains(text, case=False, regex=False, na=False)
        ).any(axis=1)
        found = found[hit]
    return found.reset_index(drop=True)
