"""Bring any text to a form that can be read: no markup of HTML, no letters that nobody sees."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

__all__ = ["LONGEST", "Cleaned", "clean", "short"]

LONGEST: Final = 1_500_000
"""How many characters are read: some 200,000 words, far beyond any brief."""

_HIDDEN: Final = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
# A tag is short: the bound keeps text full of "<" from being read over and over.
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_LINES: Final = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
_KEPT: Final = {"\n", "\t"}


@dataclass(frozen=True)
class Cleaned:
    """A text as the checker reads it."""

    text: str
    has_html: bool
    cut: bool
    """Whether the text was longer than what is read."""


def clean(text: str) -> Cleaned:
    """Return the text without HTML, control characters, lone surrogates and invisible letters.

    Parameters
    ----------
    text : str

    Returns
    -------
    Cleaned
    """
    cut = len(text) > LONGEST
    seen = text[:LONGEST].replace("\r\n", "\n").translate(_LINES)
    bare, hidden = _HIDDEN.subn(" ", seen)
    bare, tags = _TAG.subn(" ", bare)
    normal = unicodedata.normalize("NFC", html.unescape(bare))
    return Cleaned("".join(map(_visible, normal)), bool(hidden or tags), cut)


def _visible(letter: str) -> str:
    if letter.isascii() and (letter.isprintable() or letter in _KEPT):
        return letter
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\ufffd"
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Zs") and letter not in "\u00a0\u202f\u2009" else letter


def short(text: str, longest: int = 80) -> str:
    """Return a text that fits into a message.

    Parameters
    ----------
    text : str
    longest : int, default 80

    Returns
    -------
    str
    """
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
