"""What unit 9's explorer shows: which claims tell of a shock, and which of a response to it.

The choice is ours and stands here in the open: nine shocks of 2005 to 2012, and every claim
that says what a body or a state did, said, refused or left undone about one of them. What a
claim says of date and source is read from the tables, not written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from marchwest.data import load

__all__ = [
    "DID",
    "EPISODES",
    "FIRST",
    "KINDS",
    "LAST",
    "RESPONDERS",
    "Episode",
    "Mark",
    "claim_marks",
]

FIRST, LAST = 2005, 2012
"""The years of the shocks."""

KINDS = {
    "coup": "a government falls",
    "suppression": "protests put down by force",
    "war": "war",
    "unrest": "unrest and riots",
    "clash": "clashes and fighting",
    "refusal": "a refusal among members",
}
"""Kinds of shock: as the table ``incidents`` has them (a riot counts as unrest), and one more."""

RESPONDERS = {
    "SCO": "SCO",
    "CSTO": "CSTO",
    "RUS": "Russia",
    "CHN": "China",
    "central_asia": "Central Asian states",
    "west": "the West",
}

DID = {
    "shock": "shock",
    "acted": "acted",
    "spoke": "spoke",
    "refused": "refused",
    "none": "did not or could not act",
    "unknown": "outcome not known",
}
"""What a claim tells of; the order of the legend."""


@dataclass(frozen=True)
class Episode:
    """Something that happened, under whatever names the texts tell of it."""

    name: str
    date: str
    """Where a response without a date of its own is drawn."""


EPISODES = {
    "kgz-2005": Episode("Kyrgyzstan 2005", "2005"),
    "andijan": Episode("Andijan 2005", "2005-05"),
    "georgia": Episode("Georgia 2008", "2008"),
    "xinjiang-2008": Episode("Xinjiang 2008", "2008"),
    "xinjiang-2009": Episode("Xinjiang 2009", "2009"),
    "kgz-2010": Episode("Kyrgyzstan 2010", "2010"),
    "rasht": Episode("Rasht 2010", "2010"),
    "gbao": Episode("Gorno-Badakhshan 2012", "2012-07"),
    "transit": Episode("refused transit 2012", "2012-06"),
}

_EVENTS = {
    "kyrgyzstan-coup-2005": ("kgz-2005", "Kyrgyz power change"),
    "andijan-2005": ("andijan", "Andijan: protests"),
    "georgia-war-2008": ("georgia", "Georgia: war"),
    "secession-abkhazia-south-ossetia-2008": ("georgia", "Georgia: war"),
    "xinjiang-events-2008": ("xinjiang-2008", "Xinjiang: events"),
    "xinjiang-riots-2009": ("xinjiang-2009", "Xinjiang: riots"),
    "kyrgyzstan-coup-2010": ("kgz-2010", "Kyrgyzstan: overthrow"),
    "kyrgyzstan-unrest-2010": ("kgz-2010", "Kyrgyzstan: unrest"),
    "osh-clashes-2010": ("kgz-2010", "Osh: ethnic clashes"),
    "rasht-2010": ("rasht", "Rasht: crisis"),
    "gbao-clashes-2012": ("gbao", "Badakhshan: fighting"),
}
"""Event of the table ``incidents`` to its episode and its row on the chart, in order of time."""

_REFUSED_TRANSIT = "peace-mission-2012-uzb-transit@icg-2013"
_EXERCISE = "peace-mission-2012@icg-2013.2"
"""Dates the refusal of transit: the table of participants has no dates of its own."""

_RESPONSES = (
    # claim, who responds, what the claim tells of, episodes
    ("base-us-karshi-khanabad-closure@icg-2013", "west", "spoke", ("andijan",)),
    ("abkhazia-recognition-request-2008@icg-2013", "RUS", "spoke", ("georgia",)),
    ("abkhazia-recognition-2008@icg-2013", "central_asia", "refused", ("georgia",)),
    ("position-recognise-abkhazia@icg-2013.4", "CHN", "spoke", ("georgia",)),
    ("position-recognise-abkhazia@icg-2013.9", "RUS", "spoke", ("georgia",)),
    ("sco-kyrgyzstan-2010@icg-2013", "SCO", "none", ("kgz-2010",)),
    ("sco-kyrgyzstan-2010@icg-2013.2", "SCO", "none", ("kgz-2010",)),
    ("sco-kyrgyzstan-2010@icg-2013.3", "SCO", "none", ("kgz-2010",)),
    ("sco-military-role@icg-2013", "SCO", "none", ("kgz-2010",)),
    ("csto-kyrgyzstan-2010@icg-2013", "CSTO", "none", ("kgz-2010",)),
    ("intervention-russia-kgz-2010@swanstrom-2015", "RUS", "acted", ("kgz-2010",)),
    ("intervention-china-kgz-2010@swanstrom-2015", "CHN", "none", ("kgz-2010",)),
    ("position-non-interference@icg-2013.7", "CHN", "none", ("kgz-2010",)),
    ("position-sco-effectiveness@icg-2013", "central_asia", "spoke", ("kgz-2010",)),
    ("sco-speed-of-response@icg-2013", "SCO", "none", ("rasht", "gbao")),
    ("statement-china-gbao-2012@icg-2013", "CHN", "spoke", ("gbao",)),
    ("statement-china-gbao-2012@icg-2013.2", "CHN", "spoke", ("gbao",)),
    ("statement-china-gbao-2012@icg-2013.3", "CHN", "unknown", ("gbao",)),
    (_REFUSED_TRANSIT, "SCO", "none", ("transit",)),
    ("peace-mission-2012-kgz-transit@icg-2013", "central_asia", "acted", ("transit",)),
    # These name no shock: a rule for all of them, or a judgement on all of them.
    ("sco-crisis-measures-2012@icg-2013", "SCO", "spoke", ()),
    ("sco-effectiveness@icg-2013", "SCO", "none", ()),
    ("russia-reticence-central-asia@icg-2013", "RUS", "none", ()),
)
_TABLES = ("incidents", "institutions", "diplomacy", "external_roles", "positions")


@dataclass(frozen=True)
class Mark:
    """One claim in one place of the chart."""

    claim: str
    source: str
    locator: str
    finding: str
    date: str
    """As the claim has it; empty where it has none."""
    drawn: str
    """Where it is drawn: its own date, or that of the shock that it names; empty for none."""
    row: str
    """What it is about: the shock's row, or who responds."""
    did: str
    kind: str
    """Of a shock."""
    responder: str
    """Of a response."""
    episode: str
    """Key of the shock; empty for a claim that names none."""

    @property
    def year(self) -> int | None:
        """The year where it is drawn."""
        return int(self.drawn[:4]) if self.drawn else None


@cache
def claim_marks() -> tuple[Mark, ...]:
    """Return the shocks, then the responses, each in order.

    Returns
    -------
    tuple of Mark
        A claim that names two shocks and has no date stands twice.
    """
    return (*_shocks(), *_responses())


def _shocks() -> list[Mark]:
    rows = load("incidents")
    found = []
    for event, (episode, row) in _EVENTS.items():
        # A claim without a date does not say which of the events of Xinjiang it means.
        dated = rows[rows["event"].eq(event) & rows["date_start"].notna()]
        for claim in _records(dated):
            kind = "unrest" if claim["kind"] == "riot" else claim["kind"]
            found.append(_shock(claim, row, kind, episode, claim["date_start"]))
    transit = _by_id()[_REFUSED_TRANSIT]
    date = _by_id()[_EXERCISE]["date_start"]
    found.append(_shock(transit, "Transit refused", "refusal", "transit", date))
    return found


def _shock(claim: dict[Any, Any], row: str, kind: str, episode: str, date: str) -> Mark:
    return Mark(
        claim=claim["claim_id"],
        source=claim["source_id"],
        locator=claim["locator"],
        finding=_finding(claim),
        date=date,
        drawn=date,
        row=row,
        did="shock",
        kind=kind,
        responder="",
        episode=episode,
    )


def _responses() -> list[Mark]:
    found = []
    for claim_id, responder, did, episodes in _RESPONSES:
        claim = _by_id()[claim_id]
        date = claim.get("date_start") or ""
        if claim_id in (_REFUSED_TRANSIT, "peace-mission-2012-kgz-transit@icg-2013"):
            date = _by_id()[_EXERCISE]["date_start"]
        found += [
            Mark(
                claim=claim_id,
                source=claim["source_id"],
                locator=claim["locator"],
                finding=_settled(claim) if responder == "SCO" else _finding(claim),
                date=date,
                drawn=date or (EPISODES[episode].date if episode else ""),
                row=RESPONDERS[responder],
                did=did,
                kind="",
                responder=responder,
                episode=episode,
            )
            for episode in episodes or ("",)
        ]
    order = list(RESPONDERS)
    return sorted(found, key=lambda mark: order.index(mark.responder))


def _finding(claim: dict[Any, Any]) -> str:
    """Return what a claim says, in our words; the table of participants has a role instead."""
    if claim.get("finding"):
        return str(claim["finding"])
    return {
        "refused_transit": "Uzbekistan did not let the Kazakh units cross its territory.",
        "gave_transit": "The Kazakh units went by way of Kyrgyzstan; its consent is our reading.",
    }[claim["role"]]


def _settled(claim: dict[Any, Any]) -> str:
    if claim["claim_id"] == _REFUSED_TRANSIT:
        return "The SCO could not settle the refusal of transit (see the note of the claim)."
    return _finding(claim)


@cache
def _by_id() -> dict[str, dict[Any, Any]]:
    tables = (*_TABLES, "exercise_participants", "exercises")
    return {row["claim_id"]: row for table in tables for row in _records(load(table))}


def _records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.astype(object).where(table.notna(), None).to_dict("records")
