"""Which sources speak for themselves and which pass on what another of the nine says."""

from __future__ import annotations

import unicodedata
from functools import cache

from marchwest.data import load


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _short_names() -> dict[str, str]:
    sources = load("sources")
    names = sources["author"].str.split().str[-1] + " " + sources["date"].str.slice(0, 4)
    return {_folded(name): source for name, source in zip(names, sources["source_id"], strict=True)}


def relies_on(attributed_to: str | None) -> str | None:
    """Tell which of the nine texts an attribution names.

    Two texts that pass on one report count once, so a claim that relies on another source is
    no second witness.

    Parameters
    ----------
    attributed_to : str or None
        The column of a claim.

    Returns
    -------
    str or None
        A ``source_id``, or None where the claim does not rest on one of the nine.

    Examples
    --------
    >>> relies_on("Peyrouse 2010 (n. 136)")
    'peyrouse-2010'
    """
    if not isinstance(attributed_to, str):
        return None
    folded = _folded(attributed_to)
    return next((source for name, source in _short_names().items() if name in folded), None)
