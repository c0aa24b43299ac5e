"""The claims that bear on each sub-question of the capstone, with what stands against them.

Which event bears on which sub-question is our choice, not a source's. All claims of an event come
together, so that no side of it is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from marchwest.claims import claims
from marchwest.claims.independence import relies_on
from marchwest.claims.values import Quantity
from marchwest.data import load
from marchwest.explorers.disagreements_cases import Case, cases

__all__ = ["CERTAINTIES", "EVENTS", "THEMES", "Evidence", "bearing", "disputes", "texts"]

THEMES = {
    "model": "Do the texts call it a model?",
    "size": "How large is it, and does it grow?",
    "exercises": "What do the exercises show?",
    "aid": "Aid and arms: how much, of what kind?",
    "bases": "Are there bases, and who wants them?",
    "force": "Would China use force?",
    "affairs": "Does China stay out of others' affairs?",
    "guards": "By what means, and who guards its property?",
    "sco": "What has the SCO become?",
    "place": "What belongs to the place alone?",
}
EVENTS = {
    "model": (
        *("bri-central-asia-model", "bri-sco-parallel", "standards-follow-investment"),
        *("companies-digital-silk-road", "position-china-rewires-region"),
        "position-china-success-central-asia",
    ),
    "size": (
        *("position-china-security-engagement-size", "position-china-role-future"),
        "position-who-leads-security",
    ),
    "exercises": (
        *("exercise-count-china-sco", "exercise-trend", "exercise-outcome", "exercise-rank-china"),
        *("first-china-bilateral", "exercise-frequency-sco"),
    ),
    "aid": (
        *("aid-trend-china-central-asia", "aid-tjk-1993-2008", "aid-kgz-2014", "aid-kgz-2017"),
        *("arms-china-central-asia-volume", "arms-kaz-uav", "arms-tkm-uav", "arms-uzb-uav"),
    ),
    "bases": (
        *("base-china-central-asia", "base-china-afghanistan", "position-china-bases"),
        *("badakhshan-patrols", "training-badakhshan", "pla-presence-central-asia"),
    ),
    "force": ("position-china-military-intervention", "position-china-why-reluctant"),
    "affairs": ("position-non-interference",),
    "guards": ("position-china-security-tools", "position-protect-assets"),
    "sco": (
        *("sco-ind", "sco-pak", "sco-effectiveness", "rats-effectiveness"),
        *("rats-information-exchange", "qccm-purpose"),
    ),
    "place": (
        *("position-region-priority", "trade-xinjiang-share-ca", "border-security-china-west"),
        "training-language",
    ),
}
CERTAINTIES = ("stated", "reported", "estimated", "inferred")
"""Those that occur, from the firmest word to the least."""
_UNITS = {"CNY": "RMB", "percent": "per cent"}


@dataclass(frozen=True)
class Evidence:
    """One claim that bears on a sub-question."""

    claim_id: str
    event: str
    source_id: str
    finding: str
    """What the source says, in our words, with its figure."""
    holder: str
    """Whose view it is, where it is not the author's own."""
    certainty: str
    locator: str
    credits: str
    rests_on: str | None
    """Which other of the nine texts the claim passes on."""
    cases: tuple[str, ...]
    """Keys of the disagreements in which it is a side."""

    @property
    def mark(self) -> str:
        """The citation mark, as a brief writes it."""
        return f"[@{self.claim_id}]"

    @property
    def witness(self) -> str:
        """The text on whose word the claim stands, among the nine."""
        return self.rests_on or self.source_id


@cache
def bearing(theme: str) -> tuple[Evidence, ...]:
    """Return the claims that bear on a sub-question, the oldest text first.

    Parameters
    ----------
    theme : str
        A key of `THEMES`.

    Returns
    -------
    tuple of Evidence
    """
    order = {event: number for number, event in enumerate(EVENTS[theme])}
    frame = claims()
    rows = frame[frame["event"].isin(order)]
    found = [_evidence(row["table"], row["claim_id"]) for row in rows.to_dict("records")]
    return tuple(sorted(found, key=lambda each: (texts().index(each.source_id), order[each.event])))


@cache
def texts() -> tuple[str, ...]:
    """Return the texts that bear on any sub-question, in order of publication.

    Returns
    -------
    tuple of str
    """
    frame = claims()
    every = [event for events in EVENTS.values() for event in events]
    held = set(frame.loc[frame["event"].isin(every), "source_id"])
    sources = load("sources").sort_values("date", kind="stable")["source_id"]
    return tuple(source for source in sources if source in held)


@cache
def disputes() -> dict[str, tuple[Case, ...]]:
    """Return for each claim the disagreements in which it is a side.

    Returns
    -------
    dict of str to tuple of Case
    """
    found: dict[str, tuple[Case, ...]] = {}
    for case in cases().values():
        for side in case.sides:
            found[side.claim_id] = (*found.get(side.claim_id, ()), case)
    return found


def _evidence(table: str, claim_id: str) -> Evidence:
    record = _records(table)[claim_id]
    holder = record.get("holder", "author")
    return Evidence(
        claim_id=claim_id,
        event=record["event"],
        source_id=record["source_id"],
        finding=_finding(record),
        holder="" if holder == "author" else holder,
        certainty=record["certainty"],
        locator=record["locator"],
        credits=record.get("attributed_to", ""),
        rests_on=relies_on(record.get("attributed_to")),
        cases=tuple(case.key for case in disputes().get(claim_id, ())),
    )


@cache
def _records(table: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by claim, absent values left out."""
    return {
        row["claim_id"]: {str(name): value for name, value in row.items() if not pd.isna(value)}
        for row in load(table).to_dict("records")
    }


def _finding(record: dict[str, Any]) -> str:
    """Say what a claim says; its figure follows where the words do not hold it."""
    if "body" in record and "country" in record:
        text = f"{_countries()[record['country']]}: {record['status']} of the SCO."
    elif "system" in record:
        text = f"{record['system']} for {_countries()[record['recipient']]}: {record['status']}."
    else:
        text = str(record.get("finding") or record.get("content") or record.get("name"))
        text = text[:1].upper() + text[1:].rstrip(".") + "."
    figure = _figure(record)
    return f"{text} ({figure}.)" if figure else text


def _figure(record: dict[str, Any]) -> str:
    parts = []
    for field, beside in (("amount", "currency"), ("number", "unit")):
        if field in record:
            value = float(record[field])
            quantity = Quantity(value, value, record.get(f"{field}_qualifier"))
            unit = record.get(beside, "")
            parts.append(f"{quantity} {_UNITS.get(unit, unit)}".strip())
    return ", ".join(parts)


@cache
def _countries() -> dict[str, str]:
    countries = load("countries")
    return dict(zip(countries["iso3"], countries["name"], strict=True))
