"""Read the marks that cite claims: ``[@event@source]``, several parted by ``;``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from marchwest.claims import claims
from marchwest.errors import nearest

__all__ = ["Mark", "mark", "near", "read_marks", "resolve"]

_BRACKET: Final = re.compile(r"\[([^\[\]]{1,4000})\]")
_ID: Final = r"[A-Za-z0-9][\w.-]{0,150}@[A-Za-z][A-Za-z-]{0,60}-[0-9]{4}(?:\.[0-9]+)?"
_BARE: Final = re.compile(rf"(?<![\w@.-])@?({_ID})")
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_LONGEST: Final = 160


@dataclass(frozen=True)
class Mark:
    """One claim that a sentence cites."""

    written: str
    claim_id: str | None
    """The claim of the data, or None where there is none with this id."""
    well_formed: bool
    """Whether it is written as ``[@claim_id]``."""


def mark(claim_id: str) -> str:
    """Return the mark that cites a claim in a brief.

    Parameters
    ----------
    claim_id : str

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        If there is no such claim; the message offers the nearest.

    Examples
    --------
    >>> mark("aid-tjk-1993-2008@icg-2013")
    '[@aid-tjk-1993-2008@icg-2013]'
    """
    from marchwest.claims.cite import cite

    if claim_id not in _ids():
        cite(str(claim_id) if "@" in str(claim_id) else f"{claim_id}@")
    return f"[@{claim_id}]"


@cache
def _ids() -> dict[str, str]:
    return {claim_id: claim_id for claim_id in claims()["claim_id"]}


@cache
def _folded() -> dict[str, str]:
    return {claim_id.casefold(): claim_id for claim_id in _ids()}


def resolve(written: str) -> str | None:
    """Return the claim that an id means, in any case and with any dash, or None."""
    bare = written.translate(_DASHES).strip(" .,;:'\"`").casefold()
    return _folded().get(bare)


@cache
def near(written: str) -> tuple[str, ...]:
    """Return the claims whose ids look most like one that does not exist."""
    word = written[:_LONGEST].translate(_DASHES).casefold()
    event, _, source = word.partition("@")
    same_event = [claim_id for key, claim_id in _folded().items() if key.startswith(f"{event}@")]
    if same_event:
        return tuple(nearest(word, same_event) or same_event)[:3]
    same_source = [key for key in _folded() if source and f"@{source}" in key]
    return tuple(_folded()[key] for key in nearest(word, same_source or _folded()))


def read_marks(text: str) -> tuple[str, list[Mark]]:
    """Take the marks out of a text.

    Parameters
    ----------
    text : str
        One sentence.

    Returns
    -------
    str
        The sentence without its marks.
    list of Mark
        In order; a claim that is cited twice stands there once.
    """
    found: list[Mark] = []

    def take(match: re.Match[str]) -> str:
        inside = match[1]
        if "@" not in inside:
            return match[0]
        for part in re.split(r"[;,\s]+", inside):
            name = part.removeprefix("@").strip("@")
            if name:
                formed = part.startswith("@") and "," not in inside
                found.append(Mark(name, resolve(name), formed))
        return " "

    def take_bare(match: re.Match[str]) -> str:
        found.append(Mark(match[1], resolve(match[1]), False))
        return " "

    left = _BRACKET.sub(take, text)
    if "@" in left:
        left = _BARE.sub(take_bare, left)
    left = re.sub(r"\s+([.,;:!?)])", r"\1", " ".join(left.split()))
    unique = {entry.claim_id or entry.written: entry for entry in reversed(found)}
    return left, list(reversed(unique.values()))
