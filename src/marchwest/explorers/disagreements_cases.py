"""The disagreements as unit 10's explorer shows them: names, sides and counts, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from marchwest.claims import claims, disagreements
from marchwest.claims.independence import relies_on
from marchwest.claims.values import Quantity
from marchwest.data import load

__all__ = ["KINDS", "REACHES", "Case", "Side", "cases", "firsts", "in_selection"]

KINDS = {
    "all": "all kinds",
    "value": "value",
    "date": "date",
    "scope": "scope",
    "status": "status",
    "judgement": "judgement",
}
REACHES = {
    "all": "between texts or inside one",
    "between": "between texts",
    "inside": "inside one text",
}

_NAMES = {
    "aid-bilateral-or-through-the-sco": "Aid: bilateral or through the SCO",
    "aid-decommissioned-kaz": "Used arms for Kazakhstan",
    "aid-kgz-2014": "Aid for Kyrgyzstan 2014",
    "aid-officers-housing-kgz": "Housing for Kyrgyz officers",
    "aid-tkm-goods-2007": "Goods for Turkmenistan 2007",
    "aid-tkm-loan-2007": "Loan for Turkmenistan 2007",
    "arms-china-central-asia-volume": "Chinese arms for Central Asia: how much",
    "arms-china-first-central-asia": "Chinese arms for Central Asia: the first",
    "arms-russia-price-terms": "Russian arms: terms of price",
    "arms-russia-share-central-asia": "Russian arms: share in Central Asia",
    "base-china-central-asia": "Chinese base in Central Asia",
    "border-security-china-west": "Security of China's western border",
    "exercise-count-china-sco": "Exercises of China and SCO members: how many",
    "first-china-russia-under-sco": "First exercise of China and Russia under the SCO",
    "peace-mission-2010-chn": "Peace Mission 2010: China's part",
    "peace-mission-2010-chn-h-6": "Peace Mission 2010: the bombers",
    "pla-power-projection-west": "Reach of China's forces in the west",
    "position-punish-by-iran-prk": "Punish by Iran or North Korea",
    "russia-military-dominance": "Russia's military dominance",
    "sco-china-vehicle": "The SCO as China's vehicle",
    "sco-ind": "India in the SCO",
    "sco-pak": "Pakistan in the SCO",
    "trade-rank-china-central-asia": "Rank in Central Asia's trade",
    "trade-xinjiang-share-ca": "Central Asia's share in Xinjiang's trade",
    "training-kaz-officers-in-china": "Kazakh officers trained in China",
    "workers-chinese-tjk": "Chinese workers in Tajikistan",
}
"""Names where the slug alone would read badly."""
_WORDS = {
    "afghan": "Afghan",
    "asia": "Asia",
    "badakhshan": "Badakhshan",
    "ca": "Central Asia",
    "central": "Central",
    "china": "China",
    "chinese": "Chinese",
    "chn": "China",
    "csto": "CSTO",
    "customs": "Customs",
    "etim": "ETIM",
    "gorno": "Gorno",
    "imu": "IMU",
    "ind": "India",
    "ipi": "IPI",
    "iran": "Iran",
    "afghanistan": "Afghanistan",
    "kaz": "Kazakhstan",
    "kazakhstan": "Kazakhstan",
    "tajikistan": "Tajikistan",
    "turkmenistan": "Turkmenistan",
    "tashkent": "Tashkent",
    "kazakh": "Kazakh",
    "kgz": "Kyrgyzstan",
    "kyrgyz": "Kyrgyz",
    "kyrgyzstan": "Kyrgyzstan",
    "pak": "Pakistan",
    "pla": "PLA",
    "plaaf": "PLAAF",
    "prk": "North Korea",
    "rats": "RATS",
    "russia": "Russia",
    "russian": "Russian",
    "sco": "SCO",
    "shanghai": "Shanghai",
    "tajik": "Tajik",
    "tjk": "Tajikistan",
    "tkm": "Turkmenistan",
    "turkmen": "Turkmen",
    "uighur": "Uighur",
    "uighurs": "Uighurs",
    "us": "U.S.",
    "usa": "United States",
    "uzb": "Uzbekistan",
    "uzbek": "Uzbek",
    "uzbekistan": "Uzbekistan",
    "west": "West",
    "western": "Western",
    "xinjiang": "Xinjiang",
}
_JOINED = {
    "united states": "United States",
    "golden crescent": "Golden Crescent",
    "anti crisis": "anti-crisis",
    "Peace mission": "Peace Mission",
    "Shanghai five": "Shanghai Five",
    "China Kyrgyzstan 2002": "China and Kyrgyzstan 2002",
    "Gorno Badakhshan": "Gorno-Badakhshan",
    "H 6": "H-6",
    "Iran North Korea": "Iran or North Korea",
    "anti Western": "anti-Western",
    "long range": "long-range",
    "non interference": "non-interference",
    "thirty fold": "thirty-fold",
}
_FIELDS = {
    "number": "how many",
    "date_start": "from when",
    "date_end": "until when",
    "period_start": "since when",
    "coded": "in a word",
}
"""What a column asks; it follows the name where one event has several disagreements."""
_UNITS = {"CNY": "RMB", "percent": "per cent", "square_kilometres": "square km", "count": ""}
_SIDE = re.compile(r"(?P<said>.*) \((?P<claim>[^()\s]+@[^()\s]+)\)")


@dataclass(frozen=True)
class Side:
    """One claim of a disagreement."""

    claim_id: str
    source_id: str
    said: str
    """The value that differs, or what stands for it, in a few words."""
    finding: str
    """What the source says, in our words."""
    locator: str
    certainty: str
    credits: str
    rests_on: str | None
    """Which other of the nine texts the claim passes on."""


@dataclass(frozen=True)
class Case:
    """One disagreement."""

    key: str
    name: str
    kind: str
    inside: bool
    """Whether all of it stands in one text."""
    sides: tuple[Side, ...]
    gap: str
    can_both_hold: bool | None
    problem: str
    explanation: str

    @property
    def sources(self) -> tuple[str, ...]:
        """The texts, each once."""
        return tuple(dict.fromkeys(side.source_id for side in self.sides))

    @property
    def witnesses(self) -> int:
        """Texts that do not lean on another of the nine here, and those that are leaned on."""
        return len({side.rests_on or side.source_id for side in self.sides})


@cache
def cases() -> dict[str, Case]:
    """Return all disagreements by key, sorted by name.

    Returns
    -------
    dict of str to Case
        The key is the event; where one event has several, ``event:field``.
    """
    frame = disagreements()
    several = frame["event"].duplicated(keep=False)
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    found = [_case(row, many) for row, many in zip(rows, several, strict=True)]
    return {case.key: case for case in sorted(found, key=lambda case: case.name.casefold())}


@cache
def firsts() -> dict[str, str]:
    """Return the key of the first disagreement of each event that has several.

    Returns
    -------
    dict of str to str
    """
    frame = disagreements()
    several = frame[frame["event"].duplicated(keep=False)].drop_duplicates("event")
    pairs = zip(several["event"], several["field"], strict=True)
    return {event: f"{event}:{field}" for event, field in pairs}


def in_selection(kind: str, reach: str) -> list[Case]:
    """Return the disagreements of a kind and a reach, by name.

    Parameters
    ----------
    kind : str
        A key of `KINDS`.
    reach : str
        A key of `REACHES`.

    Returns
    -------
    list of Case
    """
    return [
        case
        for case in cases().values()
        if kind in ("all", case.kind) and reach in ("all", "inside" if case.inside else "between")
    ]


def _case(row: dict[Any, Any], many: bool) -> Case:
    name = _name(row["event"])
    sides = tuple(_side(claim_id, row) for claim_id in row["claim_ids"].split(";"))
    return Case(
        key=f"{row['event']}:{row['field']}" if many else row["event"],
        name=f"{name}: {_FIELDS.get(row['field'], row['field'])}" if many else name,
        kind=row["kind"],
        inside=row["sources"] == 1,
        sides=sides,
        gap=row["gap"] or "",
        can_both_hold=row["can_both_hold"],
        problem=row["problem"] or "",
        explanation=row["possible_explanation"] or "",
    )


def _name(slug: str) -> str:
    """Return the name of a disagreement, made from its slug."""
    if slug in _NAMES:
        return _NAMES[slug]
    name = _words(slug.removeprefix("position-"))
    return name[:1].upper() + name[1:]


def _words(slug: str) -> str:
    """Return a slug as words, with the capitals of names."""
    words = " ".join(_WORDS.get(part, part) for part in re.split("[-_ ]", slug))
    for apart, joined in _JOINED.items():
        words = re.sub(rf"\b{apart}\b", joined, words, flags=re.IGNORECASE)
    return words


def _side(claim_id: str, row: dict[Any, Any]) -> Side:
    record = _records()[claim_id]
    values = dict(_pairs(row["sides"])) if row["field"] else {}
    finding = _finding(record)
    return Side(
        claim_id=claim_id,
        source_id=record["source_id"],
        said=_differs(record, row["field"], values) if values else _stands(record, row["kind"]),
        finding=finding,
        locator=record["locator"],
        certainty=record["certainty"],
        credits=record.get("attributed_to", ""),
        rests_on=relies_on(record.get("attributed_to")),
    )


def _pairs(sides: str) -> list[tuple[str, str]]:
    matches = [_SIDE.fullmatch(side) for side in sides.split(" | ")]
    return [(match["claim"], match["said"]) for match in matches if match]


@cache
def _records() -> dict[str, dict[str, Any]]:
    """Return the whole row of each claim that takes part in a disagreement, absent values left out."""
    frame = claims()
    wanted = {claim for ids in disagreements()["claim_ids"] for claim in ids.split(";")}
    tables = frame.loc[frame["claim_id"].isin(wanted), "table"].unique()
    found: dict[str, dict[str, Any]] = {}
    for table in tables:
        rows = load(table)
        for row in rows[rows["claim_id"].isin(wanted)].to_dict("records"):
            found[row["claim_id"]] = {
                str(name): value for name, value in row.items() if not pd.isna(value)
            }
    return found


def _differs(record: dict[str, Any], field: str, values: dict[str, str]) -> str:
    """Return what a claim says in the column that was compared."""
    from marchwest.charts.words import date_words

    if field in ("number", "amount"):
        return _amount(record)
    said = values[record["claim_id"]]
    if field.startswith(("date_", "period_")):
        return date_words(said)
    return _words(said) if field in ("coded", "place", "status", "role") else said


def _stands(record: dict[str, Any], kind: str) -> str:
    """Return what a claim of a disagreement that was read says: a number, a date or a word."""
    dates = _dates(record)
    number = _amount(record)
    word = record.get("coded") or record.get("status") or record.get("role") or ""
    word = _words(word)
    if kind == "date" and dates:
        return dates if not word else f"{dates}: {word}"
    said = number or word
    if said and dates:
        return f"{said} ({dates})"
    return said or dates or "(in words only)"


def _amount(record: dict[str, Any]) -> str:
    for field, beside in (("amount", "currency"), ("number", "unit"), ("troops", "")):
        low = record.get(field, record.get(f"{field}_low"))
        if low is None:
            continue
        quantity = Quantity(
            float(low), float(record.get(f"{field}_high", low)), record.get(f"{field}_qualifier")
        )
        unit = record.get(beside, field if not beside else "")
        unit = _UNITS.get(unit, unit.replace("_", " "))
        return f"{_short(quantity)} {unit}".strip()
    return ""


def _short(quantity: Quantity) -> str:
    """Write a number as a reader says it: 16 million, not 16,000,000."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if quantity.low == quantity.high and quantity.low >= size:
            smaller = Quantity(
                round(quantity.low / size, 6), round(quantity.low / size, 6), quantity.qualifier
            )
            return f"{smaller} {word}"
    return str(quantity)


def _dates(record: dict[str, Any]) -> str:
    from marchwest.charts.words import date_words

    start = date_words(record.get("date_start", record.get("period_start", "")))
    end = date_words(record.get("date_end", record.get("period_end", "")))
    if start and end and start != end:
        return f"{start} to {end}"
    return start or (f"by {end}" if end else "")


def _finding(record: dict[str, Any]) -> str:
    text = record.get("finding") or record.get("content") or ""
    holder = record.get("holder", "author")
    if holder != "author":
        return f"{holder}: {text}"
    if text:
        return str(text[:1].upper() + text[1:])
    return _what(record)


def _what(record: dict[str, Any]) -> str:
    """Say what a claim is about whose table has no column for it in words."""
    names = _countries()
    if "exercise" in record:
        return f"{names[record['country']]} at {_name(record['exercise'])}."
    if "body" in record:
        return f"{names[record['country']]} in the {_name(record['body'])}."
    if "system" in record:
        about = [names[record["supplier"]], names.get(record.get("recipient", ""), "")]
        pair = " to ".join(part for part in about if part)
        terms = str(record.get("terms", "")).rstrip(".")
        return f"{pair}: {record['system']}" + (f"; {terms}." if terms else ".")
    return f"{record['name']}."


@cache
def _countries() -> dict[str, str]:
    countries = load("countries")
    return dict(zip(countries["iso3"], countries["name"], strict=True))
