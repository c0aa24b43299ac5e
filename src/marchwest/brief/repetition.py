"""Sentences that say the same again, and sentences taken word by word out of the data."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from marchwest.data import claim_tables, load
from marchwest.judging.sources import fold

__all__ = ["copied_words", "repeats"]

_LIKE: Final = 0.8
_POSTINGS: Final = 40
RUN: Final = 8
"""So many words in a row count as copied: the rule that the project sets itself."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def repeats(texts: list[str]) -> dict[int, int]:
    """Return which sentence repeats which earlier one, by their places in the list.

    Sentences are alike if four in five of their runs of three words are; the digits do not count,
    so that one sentence with changing numbers is found.
    """
    exact: dict[tuple[str, ...], int] = {}
    postings: dict[tuple[str, ...], list[int]] = {}
    sizes: dict[int, int] = {}
    found: dict[int, int] = {}
    for index, text in enumerate(texts):
        words = tuple(word for word in _words(text) if not word[0].isdigit())
        if len(words) < 4:
            continue
        if words in exact:
            found[index] = exact[words]
            continue
        exact[words] = index
        runs = {words[at : at + 3] for at in range(len(words) - 2)}
        shared = Counter(earlier for run in runs for earlier in postings.get(run, ()))
        best, count = max(shared.items(), key=lambda pair: pair[1], default=(-1, 0))
        if count >= _LIKE * min(len(runs), sizes.get(best, 0)) and count > 3:
            found[index] = best
            continue
        sizes[index] = len(runs)
        for run in runs:
            places = postings.setdefault(run, [])
            if len(places) < _POSTINGS:
                places.append(index)
    return found


@cache
def _data_runs() -> frozenset[tuple[str, ...]]:
    runs: set[tuple[str, ...]] = set()
    told = ("finding", "content", "meaning", "scenario", "note", "terms", "use")
    for table in claim_tables():
        frame = load(table)
        for name in told:
            if name in frame:
                for text in frame[name].dropna():
                    words = _words(text)
                    runs.update(words[at : at + RUN] for at in range(len(words) - RUN + 1))
    return frozenset(runs)


def copied_words(text: str) -> str:
    """Return a run of words that a sentence takes from our tables, or nothing."""
    words = _words(text)
    for at in range(len(words) - RUN + 1):
        if words[at : at + RUN] in _data_runs():
            return " ".join(words[at : at + RUN])
    return ""
