"""Names of sources: short ones for messages, and the many ways a learner writes them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from marchwest.claims.cite import short_name
from marchwest.data import load

__all__ = ["resolve_source", "source_name"]


def fold(text: str) -> str:
    """Return text without case, accents and surplus space."""
    stripped = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in stripped if not unicodedata.combining(c)).split())


@cache
def _authors() -> dict[str, str]:
    table = load("sources")
    return dict(zip(table["source_id"].tolist(), table["author"].tolist(), strict=True))


def source_name(source_id: str) -> str:
    """Return a source as prose names it.

    Parameters
    ----------
    source_id : str

    Returns
    -------
    str
        For example ``"Peyrouse (2010)"``.
    """
    name, _, year = short_name(source_id).rpartition(" ")
    return f"{name} ({year})"


def resolve_source(text: str) -> str | None:
    """Return the id of the source that a text names, or None.

    Parameters
    ----------
    text : str
        An id, a surname, a name with or without a year: ``"Peyrouse"``, ``"Crisis Group 2013"``.

    Returns
    -------
    str or None
        None where no source, or more than one, is meant.
    """
    folded = fold(text)
    if folded in _authors():
        return folded
    words = set(re.findall(r"[a-z]+|\d{4}", folded)) - {"the", "in", "by", "et", "al"}
    years = {word for word in words if word.isdigit()}
    names = words - years
    found = [
        source_id
        for source_id, author in _authors().items()
        if names
        and names <= _words_of(source_id, author)
        and years <= {source_id.rpartition("-")[2]}
    ]
    return found[0] if len(found) == 1 else None


def _words_of(source_id: str, author: str) -> set[str]:
    return set(re.findall(r"[a-z]+", fold(author))) | {source_id.rpartition("-")[0]}
