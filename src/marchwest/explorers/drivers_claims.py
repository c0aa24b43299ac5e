"""The claims of unit 2's explorer, each under one of nine headings; the headings are ours.

A position has a code, which is already our summary of a sentence. Here several codes go under
one heading, so this is a summary of summaries: good for an overview, not for a quotation.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from marchwest.data import load

__all__ = ["CODES", "DRIVERS", "QUESTIONS", "claims", "driver_of", "holder_kind", "texts"]

QUESTIONS = {
    "position-why-security-engagement": "why engage in security",
    "position-china-first-interest": "first interest",
    "position-main-threat": "main threat",
    "position-economy-brings-stability": "does growth bring calm",
    "position-non-interference": "non-interference",
    "position-afghanistan-after-2014": "Afghanistan after 2014",
    "position-region-priority": "rank of the region",
}
"""The seven events of `positions` that this unit reads, and a short name for each."""

DRIVERS = {
    "xinjiang": "Xinjiang",
    "borders": "Borders",
    "militants": "Militants and crime",
    "afghanistan": "Afghanistan",
    "calm": "Calm in the region",
    "economy": "Trade and investment",
    "energy": "Energy",
    "influence": "Interests and influence",
    "restraint": "Staying out (a limit)",
}
"""The rows of the matrix, in order: eight drivers and one limit."""

CODES = {
    "xinjiang": (
        *("security-of-xinjiang", "militancy-and-xinjiang", "separatism", "risk-for-xinjiang"),
        *("danger-to-xinjiang", "afghan-base-for-separatists", "taliban-help-for-separatists"),
        "militants-trained-abroad",
    ),
    "borders": ("border-security", "borders-and-xinjiang", "afghan-border"),
    "militants": (
        *("islamist-militancy", "terrorism", "drug-trafficking", "threats-and-trade-routes"),
        "war-and-political-islam",
    ),
    "afghanistan": (
        *("afghanistan-2014", "afghan-spillover", "afghanistan-withdrawal", "spillover"),
        *("taliban", "too-fast", "more-instability", "danger-to-pakistan", "manageable"),
        "change-of-climate",
    ),
    "calm": (
        *("regional-stability", "regional-instability", "political-instability", "weak-states"),
        *("economic-instability", "regime-turmoil", "central-asia-breakdown", "security-vacuum"),
        *("conflict-between-states", "arab-spring", "friendly-governments", "help-to-self-help"),
        *("insecurity", "security"),
    ),
    "economy": ("economy", "protect-investments", "yes", "no", "not-enough", "only-if-shared"),
    "energy": ("energy", "energy-security"),
    "influence": (
        *("influence", "us-presence", "protect-interests", "natural-interests"),
        *("high", "low", "rising", "part-of-wider-strategy"),
    ),
    "restraint": (
        *("kept", "breached", "keep-appearance", "long-standing", "limits-engagement"),
        *("under-pressure", "home-affair-of-central-asia"),
    ),
}
"""Heading to codes; each code stands once. A code that names Xinjiang or its separatists goes to
Xinjiang, whatever else it names; `borders-and-xinjiang` names borders first and goes there."""

_OF_CODE = {code: driver for driver, codes in CODES.items() for code in codes}


def driver_of(code: str) -> str:
    """Return the heading of a code of these seven questions.

    Parameters
    ----------
    code : str
        A value of the column ``coded`` of `positions`.

    Returns
    -------
    str
        A key of `DRIVERS`.

    Examples
    --------
    >>> driver_of("afghan-border")
    'borders'
    """
    return _OF_CODE[code]


def holder_kind(holder: str) -> str:
    """Return ``"author"`` for the author's own view, ``"party"`` for anybody else's.

    Parameters
    ----------
    holder : str
        A value of the column ``holder`` of `positions`.

    Returns
    -------
    str
    """
    return "author" if holder == "author" else "party"


@cache
def claims() -> pd.DataFrame:
    """Return the claims on the seven questions, with ``driver``, ``kind`` and ``rank`` added.

    Returns
    -------
    pandas.DataFrame
        Oldest text first. Do not change it: it is shared.
    """
    positions = load("positions")
    rows = positions[positions["event"].isin(list(QUESTIONS))].copy()
    rows["driver"] = rows["coded"].map(driver_of)
    rows["kind"] = rows["holder"].map(holder_kind)
    rows["rank"] = rows["source_id"].map(texts().index)
    return rows.sort_values("rank", kind="stable").reset_index(drop=True)


@cache
def texts() -> list[str]:
    """Return the texts that answer any of the questions, in order of publication.

    Returns
    -------
    list of str
        Those of one day stand in the order of the alphabet.
    """
    positions = load("positions")
    speaking = set(positions.loc[positions["event"].isin(list(QUESTIONS)), "source_id"])
    sources = load("sources")
    known = sources[sources["source_id"].isin(list(speaking))]
    return [str(name) for name in known.sort_values(["date", "source_id"])["source_id"]]
