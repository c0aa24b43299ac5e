"""Read the numbers that a piece of evidence shows: digits, words, scales, fractions."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["numbers_in"]

_ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
# What a writer means by a word that is no numeral.
_SAID = {"dozen": 12, "once": 1, "twice": 2, "half": 50, "decade": 10, "decades": 10}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "bcm": 1,
    "trillion": 1_000_000_000_000,
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_DIGITS = re.compile(rf"(\d+(?:\.\d+)?)(?:\s*({_SCALE})\b)?")
# A numeral between two words parts them: "twice: 30 million" is no two million.
_WORD = re.compile(r"[a-z]+|\d+")


def _digits(text: str) -> set[float]:
    found: set[float] = set()
    for number, scale in _DIGITS.findall(re.sub(r"(?<=\d),(?=\d{3})", "", text)):
        found |= {float(number), float(number) * _SCALES.get(scale, 1)}
    for top, bottom in re.findall(r"(\d+)/(\d+)", text):
        if int(bottom):
            found.add(int(top) / int(bottom))
    return found


def _words(text: str) -> set[float]:
    """Read number words: "eighty-three", "some one hundred", "two dozen", "one million"."""
    found: set[float] = set()
    words = _WORD.findall(text)
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if word in _TENS:
            value = _TENS[word]
            if following in _ONES and _ONES[following] < 10:
                value += _ONES[following]
                following = words[index + 2] if index + 2 < len(words) else ""
        elif word in _ONES:
            value = _ONES[word]
        elif word in _SAID:
            value = _SAID[word]
        else:
            continue
        found.add(float(value))
        if following in _SCALES:
            found.add(float(value * _SCALES[following]))
        if following in ("dozen", "decade", "decades"):
            found.add(float(value * _SAID[following]))
    return found


def numbers_in(evidence: str) -> set[float]:
    """Return every number that a piece of evidence can be read to show.

    Parameters
    ----------
    evidence : str
        Figures and names, as printed.

    Returns
    -------
    set of float
        Each number as it stands and, where a scale follows, written out: ``"$4.5 million"``
        gives 4.5 and 4500000.

    Examples
    --------
    >>> sorted(numbers_in("RMB 1.2 million; two dozen"))
    [1.2, 2.0, 12.0, 24.0, 1200000.0]
    """
    text = unicodedata.normalize("NFKC", evidence.replace("⁄", "/")).casefold()
    return _digits(text) | _words(text)
