"""From which year a claim of membership counts: the rule of unit 3's explorer, and no more.

Few claims of membership have a date. The rule gives each a year before which no text, alone or
with another, bears the standing out; it never guesses an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from marchwest.data import load, year

__all__ = [
    "FIRST",
    "IN",
    "LAST",
    "Counted",
    "Standing",
    "bodies",
    "counted",
    "founding_years",
    "is_before_founding",
    "standings",
    "states",
]

FIRST, LAST = 1991, 2019
"""From the first founding that a text dates to the youngest text."""

IN = ("founder", "member", "participant")
"""Who is in a body. An observer or a dialogue partner stands at its door."""

_FULL = ("founder", "member")
_BODIES = (
    *("shanghai-five", "sco", "csto", "cis", "eurasec", "customs-union"),
    *("afghanistan-china-pakistan", "qcg", "qccm", "cica", "istanbul-process"),
    *("usa-russia-china", "un-security-council"),
)
_STATES = (
    *("CHN", "RUS", "KAZ", "KGZ", "TJK", "UZB", "TKM", "AFG", "PAK", "IND", "IRN", "MNG"),
    *("BLR", "ARM", "AZE", "TUR", "NPL", "LKA", "KHM", "USA"),
)
_LATER = {"dated": 2, "founding": 1, "text": 0}


@dataclass(frozen=True)
class Counted:
    """A claim of membership and the year from which it counts."""

    claim_id: str
    body: str
    country: str
    status: str
    source_id: str
    locator: str
    since: int
    how: str
    """``dated`` by the text, from the ``founding`` of the body, or from the year of the ``text``."""


@dataclass(frozen=True)
class Standing:
    """What the texts bear out, by a year, of one state in one body."""

    status: str
    dated: bool
    """Whether a text dates it; else the year is ours."""
    claims: tuple[Counted, ...]
    """All that count by the year, the newest last."""


@cache
def counted() -> tuple[Counted, ...]:
    """Return every claim of membership with its year, the earliest first.

    Returns
    -------
    tuple of Counted
    """
    claims = load("memberships")
    written = dict(zip(load("sources")["source_id"], year(load("sources")["date"]), strict=True))
    founded = _founded()
    found = []
    for row in claims.to_dict("records"):
        since, how = int(written[row["source_id"]]), "text"
        if isinstance(row["date_start"], str):
            since, how = int(row["date_start"][:4]), "dated"
        elif row["status"] == "founder" and row["body"] in founded:
            since, how = founded[row["body"]], "founding"
        found.append(
            Counted(
                claim_id=str(row["claim_id"]),
                body=str(row["body"]),
                country=str(row["country"]),
                status=str(row["status"]),
                source_id=str(row["source_id"]),
                locator=str(row["locator"]),
                since=since,
                how=how,
            )
        )
    return tuple(sorted(found, key=lambda claim: (claim.since, _LATER[claim.how])))


@cache
def _founded() -> dict[str, int]:
    """Return the latest founding year of each body: where texts differ, never too early."""
    return {body: max(years) for body, years in founding_years().items()}


@cache
def founding_years() -> dict[str, tuple[int, ...]]:
    """Return the founding years that the texts give to each body, the earliest first."""
    claims = load("institutions")
    founded = claims[(claims["measure"] == "founded") & claims["date_start"].notna()]
    years = year(founded["date_start"]).groupby(founded["body"]).unique()
    return {str(body): tuple(sorted(int(each) for each in found)) for body, found in years.items()}


def is_before_founding(body: str, last: int) -> bool:
    """Tell whether every text that founds a body does so after a year.

    Parameters
    ----------
    body : str
    last : int
        The year.

    Returns
    -------
    bool
        False where no text gives a founding year.
    """
    years = founding_years().get(body)
    return years is not None and min(years) > last


def standings(last: int) -> dict[tuple[str, str], Standing]:
    """Return what the texts bear out by a year.

    Parameters
    ----------
    last : int
        The year.

    Returns
    -------
    dict of tuple to Standing
        By body and state. The newest claim decides; a founder stays a founder as long as newer
        claims call it a member.
    """
    found: dict[tuple[str, str], list[Counted]] = {}
    for claim in counted():
        if claim.since <= last:
            found.setdefault((claim.body, claim.country), []).append(claim)
    return {pair: _standing(claims) for pair, claims in found.items()}


def _standing(claims: list[Counted]) -> Standing:
    status = claims[-1].status
    alike = _FULL if status in _FULL else (status,)
    same = [claim for claim in claims if claim.status in alike]
    if any(claim.status == "founder" for claim in same):
        status = "founder"
    return Standing(status, any(claim.how == "dated" for claim in same), tuple(claims))


@cache
def bodies() -> dict[str, str]:
    """Return the bodies in which any text gives a state a standing: slug to short name.

    Returns
    -------
    dict of str to str
        In the order of the chart.
    """
    table = load("bodies")
    names = dict(zip(table["body"], table["abbreviation"], strict=True))
    return {slug: str(names[slug]) for slug in _in_order("body", _BODIES)}


@cache
def states() -> dict[str, str]:
    """Return the states of the chart: those with a standing, and Turkmenistan, which has none.

    Returns
    -------
    dict of str to str
        Code to name, in the order of the chart.
    """
    table = load("countries")
    names = dict(zip(table["iso3"], table["name"], strict=True))
    return {code: str(names[code]) for code in _in_order("country", _STATES)}


def _in_order(column: str, order: tuple[str, ...]) -> list[Any]:
    """Return the values of the order, then those that the data have beside them."""
    return [*order, *sorted(set(load("memberships")[column]) - set(order))]
