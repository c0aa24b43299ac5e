"""What each claim holds: numbers with unit and qualifier, dates, and the words it shares with a sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from marchwest.brief.figures import Figure, read_figures
from marchwest.brief.units import COUNT, NO_UNIT, Unit, claim_unit
from marchwest.brief.wordset import wordset
from marchwest.claims.frame import records
from marchwest.claims.independence import relies_on
from marchwest.data import PartialDate, claim_tables, columns, load
from marchwest.judging.sources import fold, source_name

__all__ = [
    "NOT_NAMES",
    "Held",
    "Holding",
    "all_events",
    "holding",
    "holdings",
    "named_in",
    "of_event",
    "topic_words",
]

NOT_NAMES: Final = wordset(
    "in since by from until till during after before between and to of for on at about around early "
    "mid late year years fiscal spring summer autumn winter the as"
)
"""Words before a year that make no name of it, even with a capital letter."""
_ROLES: Final = {"amount": "currency", "number": "unit"}
_PEOPLE: Final = frozenset({"troops", "deaths", "people"})
_COMMON: Final = 0.08
"""A word that stands in more than this share of the claims tells nothing of one of them."""
_IDLE: Final = wordset(
    "the and for that with not are has have had was were will would may can could should does from "
    "into over about than then this these those there their they them which what who whom how why "
    "its his her also only most many much more less some such other all each both one two between "
    "year years date start end name kind status coded finding content people person number amount "
    "measure unit role sides part since while after before under still very just even being been "
    "china chinese asia asian central region regional state country say said report new republic "
    "people soviet socialist ssr former exact approx unspecified mixed usd million billion total"
)


@dataclass(frozen=True)
class Held:
    """One number of a claim."""

    value: float
    unit: Unit
    qualifier: str = ""
    typed: bool = False
    """From a value column, not only read in its evidence."""
    range_end: bool = False


@dataclass(frozen=True)
class Holding:
    """What one claim can bear out."""

    claim_id: str
    event: str
    source_id: str
    place: str
    """Source and locator, for a message."""
    certainty: str
    credit: str
    relies_on: str | None
    numbers: tuple[Held, ...]
    years: frozenset[int]
    dates: frozenset[tuple[int, int, int]]
    """Year, month and day as exact as known; 0 for what is not."""
    words: frozenset[str]
    text: str
    """All that the claim says, folded, for names that hold digits."""

    @property
    def witness(self) -> str:
        """The source that speaks: another of the nine where the claim rests on it."""
        return self.relies_on or self.source_id


def topic_words(text: str) -> frozenset[str]:
    """Return the words of a text, folded and without endings."""
    return frozenset(
        _stem(word) for word in re.findall(r"[^\W\d_]{3,}", fold(text)) if word not in _IDLE
    )


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@cache
def _countries() -> dict[str, str]:
    names = load("country_names")
    english = names[names["language"] == "en"]
    found: dict[str, str] = {}
    for code, name in zip(english["iso3"], english["name"], strict=True):
        found[code] = f"{found.get(code, '')} {name}"
    return found


@cache
def _places() -> dict[str, str]:
    table = load("places")
    return dict(zip(table["place_id"], table["name"], strict=True))


@cache
def _bodies() -> dict[str, str]:
    table = load("bodies")
    both = table["abbreviation"].fillna("") + " " + table["name"]
    return dict(zip(table["body"], both, strict=True))


def _spelled(record: dict[str, Any]) -> str:
    """Write out the codes of a row: states, places, bodies."""
    found = []
    for value in record.values():
        if isinstance(value, str) and len(value) < 60:
            for part in value.split(";"):
                if part != "CHN":
                    found += [
                        _countries().get(part, ""),
                        _places().get(part, ""),
                        _bodies().get(part, ""),
                    ]
    return " ".join(found)


def _typed(record: dict[str, Any], names: list[str]) -> list[Held]:
    found = []
    for name in names:
        if name not in record or isinstance(record[name], str):
            continue
        base = name.removesuffix("_low").removesuffix("_high")
        if base in _ROLES:
            unit = claim_unit(str(record.get(_ROLES[base], "count")))
        else:
            word = "persons" if base in _PEOPLE else "count"
            unit = claim_unit(word) if base in _PEOPLE else Unit(COUNT)
        value = float(record[name])
        qualifier = str(record.get(f"{base}_qualifier", "") or "").replace("exact", "")
        held = Held(value * unit.factor, unit, qualifier, True, base != name)
        found.append(held)
        if unit.factor != 1:
            found.append(Held(value, NO_UNIT, qualifier, False))
    return found


def _about(record: dict[str, Any]) -> str:
    """Return all words of a row but ids, our notes and the credit."""
    left = ("claim_id", "event", "source_id", "note", "locator", "attributed_to", "certainty")
    return "; ".join(str(value) for key, value in record.items() if key not in left)


def _read(table: str, record: dict[str, Any]) -> Holding:
    described = [column.name for column in columns(table)]
    dated = [name for name in described if name.startswith(("date_", "period_")) and name in record]
    dates = {
        (parsed.year, parsed.month or 0, parsed.day or 0)
        for parsed in (PartialDate.parse(str(record[name])) for name in dated)
    }
    values = [
        n
        for n in described
        if re.fullmatch(r"(number|amount)(_low|_high)?|troops|quantity|deaths|people", n)
    ]
    numbers = _typed(record, values)
    prose = ";".join(
        str(value)
        for key, value in record.items()
        if isinstance(value, str)
        and (key in ("evidence", "finding", "content", "name", "term", "meaning", "scenario", "use")
             or key in ("terms", "subject", "system", "reason", "forces", "role", "question"))
    )  # fmt: skip
    years = {year for year, _, _ in dates}
    for figure in (one for part in prose.split(";") for one in read_figures(part)):
        if figure.kind == "number":
            numbers.append(Held(figure.value, figure.unit, figure.qualifier))
        elif figure.kind in ("year", "month", "day", "name") and figure.value > 1800:
            years.add(int(figure.value))
        if figure.kind in ("month", "day"):
            dates.add((int(figure.value), figure.month, figure.day))
        if figure.kind == "decade":
            years |= set(range(int(figure.value), int(figure.value) + 10))
    years |= {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", record["event"])}
    if len(dates) == 2:
        span = abs(max(dates)[0] - min(dates)[0])
        numbers += [Held(float(n), claim_unit("years")) for n in (span, span + 1) if n > 1]
    about = _about(record)
    spelled = f"{record['event'].replace('-', ' ')} {about} {_spelled(record)}"
    credit = str(record.get("attributed_to", ""))
    return Holding(
        claim_id=record["claim_id"],
        event=record["event"],
        source_id=record["source_id"],
        place=f"{source_name(record['source_id'])}, {record['locator']}",
        certainty=str(record.get("certainty", "stated")),
        credit=credit,
        relies_on=relies_on(credit or None),
        numbers=tuple(numbers),
        years=frozenset(years),
        dates=frozenset(dates),
        words=topic_words(spelled),
        text=fold(f"{record['event']} {about}"),
    )


@cache
def holdings() -> dict[str, Holding]:
    """Return what every claim holds, by its id; words that most claims share are left out."""
    read = [_read(table, record) for table in claim_tables() for record in records(table)]
    counts = Counter(word for one in read for word in one.words)
    common = {word for word, count in counts.items() if count > _COMMON * len(read)}
    # What nobody would call idle: a named body or state is a tie even where it is named often.
    named = topic_words(" ".join([*_bodies().values(), *_countries().values()]))
    idle = common - named | topic_words("cooperation security military china chinese beijing")
    return {one.claim_id: _without(one, idle) for one in read}


def _without(one: Holding, idle: frozenset[str] | set[str]) -> Holding:
    fields = {**one.__dict__, "words": one.words - idle}
    return Holding(**fields)


def holding(claim_id: str) -> Holding:
    """Return what one claim holds."""
    return holdings()[claim_id]


@cache
def of_event(event: str) -> tuple[Holding, ...]:
    """Return what all claims of an event hold."""
    return tuple(one for one in holdings().values() if one.event == event)


@cache
def all_events() -> str:
    """Return the slugs of all events, with spaces, to look names up in."""
    return "; ".join(dict.fromkeys(one.event.replace("-", " ") for one in holdings().values()))


def named_in(figure: Figure, before: str, claims: list[Holding]) -> bool:
    """Tell whether digits belong to a name that the claims hold: H-6, Peace Mission 2010."""
    if figure.kind == "name":
        return any(
            fold(figure.text).replace("-", " ") in one.text.replace("-", " ") for one in claims
        )
    word = re.search(r"([A-Z][^\W\d_]+)[\s-]$", before)
    if figure.kind != "year" or not word or word[1].casefold() in NOT_NAMES:
        return False
    name = f"{word[1].casefold()} {figure.value:.0f}"
    return any(name in one.text.replace("-", " ") for one in claims)
