"""Part a block into sentences; a mark after the full stop belongs to the sentence before it."""

from __future__ import annotations

import re
from typing import Final

from marchwest.brief.wordset import wordset

__all__ = ["split"]

_STOP: Final = re.compile(r"[.!?…。！？]+[\"'”’)\]]*")
_BRACKET_AHEAD: Final = re.compile(r"\s{0,9}\[([^\[\]]{1,4000})\][.;,]?")
_WORD_BEFORE: Final = re.compile(r"[\w.&'’-]{1,30}$")
# After these a full stop ends no sentence.
_SHORT: Final = wordset(
    "n nn p pp para paras par ca c cf e.g i.e eg ie etc vs no nos vol vols ed eds art fig "
    "figs sec ch al et mr mrs ms dr prof gen col lt sgt sen rep gov st jan feb mar apr jun "
    "jul aug sep sept oct nov dec u.s u.k u.n e.u u.s.a usd approx est resp incl dept govt "
    "min max"
)
# Some of these may end a sentence all the same, where a capital letter follows.
_MAY_END: Final = frozenset({"u.s", "u.k", "u.n", "e.u", "u.s.a", "etc", "no"})
_STARTERS: Final = wordset(
    "the a an it its this that these those in on at by for from with as but and or yet so if "
    "when while since after before both no neither china russia chinese russian they he she "
    "we there only what who which where why how our one two three some all most many"
)


def split(text: str) -> list[str]:
    """Part a block into sentences with their marks.

    Parameters
    ----------
    text : str
        A paragraph, an item of a list or a row of a table.

    Returns
    -------
    list of str
    """
    found: list[str] = []
    start = 0
    position = 0
    while stop := _STOP.search(text, position):
        end = stop.end()
        position = end
        if not _ends(text, start, stop):
            continue
        while (ahead := _BRACKET_AHEAD.match(text, end)) and "@" in ahead[1]:
            end = position = ahead.end()
        found.append(text[start:end])
        start = end
    found.append(text[start:])
    return [piece for piece in (part.strip() for part in found) if piece]


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Tell whether a full stop ends a sentence."""
    end = stop.end()
    following = text[end : end + 60]
    if text[end : end + 1] not in ("", " ", "\t", "\n", "[", "\u00a0"):
        return False
    if _inside_mark(text, start, stop.start()):
        return False
    if stop[0][0] != ".":
        return True
    before = _WORD_BEFORE.search(text[max(start, stop.start() - 30) : stop.start()])
    word = before[0].casefold().strip("'’") if before else ""
    first = re.match(r"[\s\"'“‘(\[*]*([\w'’]+)", following)
    follower = first[1] if first else ""
    if follower[:1].islower():
        return False
    if word in _MAY_END:
        return not follower or follower.casefold() in _STARTERS
    if word in _SHORT:
        return not follower
    # An initial, as in "L.C. Russell Hsiao".
    letters = word.rpartition(".")[2]
    if len(letters) == 1 and letters.isalpha() and before and before[0][-1].isupper():
        return not follower or follower.casefold() in _STARTERS
    return True


def _inside_mark(text: str, start: int, position: int) -> bool:
    """Tell whether a full stop stands inside the brackets of a mark, as in ``[@a@b.2]``."""
    floor = max(start, position - 4000)
    opened = text.rfind("[", floor, position)
    return opened > text.rfind("]", floor, position) and "@" in text[opened:position]
