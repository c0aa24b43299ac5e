"""What a number counts: currencies, shares, lengths, people, exercises, and which words say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from marchwest.brief.wordset import wordset
from marchwest.judging.numbers import UNITS

__all__ = ["COUNT", "NO_UNIT", "Unit", "claim_unit", "follows"]

COUNT: Final = "count"


@dataclass(frozen=True)
class Unit:
    """What a number counts."""

    family: str = ""
    """``USD``, ``CNY``, ``percent``, ``fold``, ``miles`` ...; ``count`` for things; empty if untold."""
    factor: float = 1.0
    """What one of the written unit is in the family's own: a decade is ten years."""
    sorts: frozenset[str] = frozenset()
    """Of counted things: people, exercises, companies, states. Empty if not known."""
    word: str = ""

    def fits(self, other: Unit) -> bool:
        """Tell whether both may count one thing; an untold unit fits any."""
        if not self.family or not other.family:
            return True
        if self.family != other.family:
            return False
        return not self.sorts or not other.sorts or bool(self.sorts & other.sorts)

    @property
    def is_money(self) -> bool:
        """Tell whether it is a currency."""
        return self.family in _MONEY.values()


NO_UNIT: Final = Unit()

_MONEY: Final = {
    **dict.fromkeys(UNITS["USD"] | {"us$", "dollars", "dollar", "greenbacks"}, "USD"),
    **dict.fromkeys(UNITS["RMB"] | {"cn¥", "yuans"}, "CNY"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp", "pounds", "sterling"), "GBP"),
    **dict.fromkeys(("roubles", "rubles", "rouble", "ruble", "rub"), "RUB"),
    **dict.fromkeys(("tenge", "soms", "somoni", "rupees"), "local money"),
}
_MEASURES: Final[dict[str, tuple[str, float]]] = {
    "%": ("percent", 1),
    "percent": ("percent", 1),
    "per cent": ("percent", 1),
    "pct": ("percent", 1),
    "percentage points": ("percent", 1),
    "percentage point": ("percent", 1),
    "fold": ("fold", 1),
    "times": ("fold", 1),
    **dict.fromkeys(UNITS["miles"], ("miles", 1)),
    **dict.fromkeys(UNITS["kilometres"], ("km", 1)),
    **dict.fromkeys(UNITS["tons"] - {"t"}, ("tons", 1)),
    **dict.fromkeys(("metric tons", "metric tonnes"), ("tons", 1)),
    **dict.fromkeys(("year", "years", "yr", "yrs"), ("years", 1)),
    **dict.fromkeys(("decade", "decades"), ("years", 10)),
    **dict.fromkeys(("month", "months"), ("months", 1)),
    **dict.fromkeys(("week", "weeks"), ("weeks", 1)),
    **dict.fromkeys(("day", "days"), ("days", 1)),
    **dict.fromkeys(("hour", "hours"), ("hours", 1)),
    "bcm": ("cubic metres", 1e9),
    **dict.fromkeys(
        (f"{one} {two}" for one in ("cubic",) for two in ("metres", "meters", "metre", "meter")),
        ("cubic metres", 1),
    ),
    **dict.fromkeys(
        (
            f"{one} {two}"
            for one in ("square", "sq")
            for two in ("kilometres", "kilometers", "kilometre", "kilometer", "km")
        ),
        ("square km", 1),
    ),
    "sq km": ("square km", 1),
}
_PEOPLE: Final = wordset(
    "troops soldiers soldier persons person people men women officers officer workers migrants guards "
    "personnel police policemen students cadets participants servicemen individuals deaths dead "
    "killed citizens trainees recruits fighters members member militants labourers convicts "
    "guard migrant worker nationals specialists experts teachers visitors officials"
)
_STATES: Final = wordset(
    "states state countries country members member nations nation observers observer republics "
    "neighbours neighbors partners governments"
)
_EXERCISES: Final = wordset(
    "exercises exercise drills drill manoeuvres maneuvers operations events"
)
_FIRMS: Final = wordset("companies company firms firm enterprises businesses")
_THINGS: Final = wordset(
    "divisions division bombers bomber jets jet fighters submarines submarine islands agreements "
    "agreement rounds organisations organizations groups aircraft helicopters missiles vehicles "
    "jeeps computers scanners trucks cars tanks ships vessels units brigades battalions companies "
    "bases base posts outposts grants loans deals contracts projects attacks incidents protests "
    "crossings pipelines roads meetings summits visits sessions institutes schools weapons rifles "
    "drones systems warplanes planes flights apartments flats houses"
)
_SORTS: Final = {
    "people": _PEOPLE,
    "states": _STATES,
    "exercises": _EXERCISES,
    "companies": _FIRMS,
}
_CLAIM_UNITS: Final[dict[str, Unit]] = {
    "bcm": Unit("cubic metres", 1e9, word="bcm"),
    "bcm_per_year": Unit("cubic metres", 1e9, word="bcm a year"),
    "cubic_metres_per_day": Unit("cubic metres", word="cubic metres a day"),
    "square_kilometres": Unit("square km", word="square kilometres"),
    "fraction": Unit("fraction", word="(share)"),
    "count": Unit(COUNT),
}
_SKIPPED: Final = frozenset({"-", "–", "of", "more", "u.s", "us", "american", "."})
# A number may be parted from its noun by up to three words, but not by one of these.
_BARRIERS: Final = wordset(
    "in of on at by to from for with and or but than is are was were be been has have had the a an "
    "that which who as per between since until after before while when this its their his"
)


def _sorts(word: str) -> frozenset[str]:
    return frozenset(name for name, words in _SORTS.items() if word in words)


def _noun(word: str) -> Unit | None:
    if word in _THINGS or any(word in words for words in _SORTS.values()):
        return Unit(COUNT, sorts=_sorts(word), word=word)
    return None


def claim_unit(unit: str) -> Unit:
    """Return the unit that a table writes: ``USD``, ``persons``, ``bcm_per_year``.

    Parameters
    ----------
    unit : str

    Returns
    -------
    Unit
    """
    if unit in _CLAIM_UNITS:
        return _CLAIM_UNITS[unit]
    word = unit.casefold().replace("_", " ")
    if word in _MONEY:
        return Unit(_MONEY[word], word=unit)
    if word in _MEASURES:
        family, factor = _MEASURES[word]
        return Unit(family, factor, word=word)
    return _noun(word) or Unit(COUNT, word=word)


def money(word: str) -> Unit | None:
    """Return the currency that a word or sign means, or None."""
    family = _MONEY.get(word.casefold())
    return Unit(family, word=word) if family else None


def follows(words: list[str]) -> tuple[Unit, int]:
    """Return the unit that follows a number, and how many of the words say it.

    Parameters
    ----------
    words : list of str
        Up to five words or signs after the number and its scale, as written.

    Returns
    -------
    Unit
        `NO_UNIT` where none of the words is a unit.
    int
    """
    low = [word.casefold() for word in words]
    if low[:1] == ["."]:
        return NO_UNIT, 0
    skipped = 0
    while low[skipped : skipped + 1] and low[skipped] in _SKIPPED:
        skipped += 1
    rest = low[skipped:]
    for length in (2, 1):
        phrase = " ".join(rest[:length])
        if len(rest) >= length and phrase in _MEASURES:
            family, factor = _MEASURES[phrase]
            return Unit(family, factor, word=phrase), skipped + length
        if len(rest) >= length and phrase in _MONEY:
            return Unit(_MONEY[phrase], word=phrase), skipped + length
    for index, word in enumerate(low[:5]):
        if word in _BARRIERS and not (word == "of" and index == 0):
            break
        if not re.fullmatch(r"[\w.'’-]+", word):
            if word in ("-", "–") and index < 4:
                continue
            break
        if noun := _noun(word):
            return noun, index + 1
    return NO_UNIT, 0
