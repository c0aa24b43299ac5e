"""What one claim says in one column, and whether two claims say the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from marchwest.data import PartialDate, load

__all__ = ["Quantity", "Value", "agree", "can_all_hold", "gap", "shown"]

_APPROXIMATE = 0.1
"""How far "about" reaches, as a share of the number: our convention, not a source's."""
_VAGUE = {"unspecified", "various", "mixed", "trend"}
"""Words that say less, not something else."""
_NO_CONTRADICTION = [{"founder", "member"}]
_WORDS = {"approx": "about ", "at_least": "at least ", "at_most": "at most "}


@dataclass(frozen=True)
class Quantity:
    """A number or a range, as printed."""

    low: float
    high: float
    qualifier: str | None = None
    unit: str | None = None

    @property
    def bounds(self) -> tuple[float, float]:
        """What the number may really be: "at least 20" has no upper end."""
        if self.low != self.high:
            return self.low, self.high
        spread = _APPROXIMATE * self.low if self.qualifier == "approx" else 0.0
        low = 0.0 if self.qualifier == "at_most" else self.low - spread
        high = float("inf") if self.qualifier == "at_least" else self.high + spread
        return low, high

    def leaves_room_for(self, other: Quantity) -> bool:
        """Tell whether both can be true of one thing."""
        low, high = self.bounds
        other_low, other_high = other.bounds
        return low <= other_high and other_low <= high

    def __str__(self) -> str:
        if self.low == self.high:
            return _WORDS.get(self.qualifier or "", "") + number(self.low)
        return f"{number(self.low)} to {number(self.high)}"


@dataclass(frozen=True)
class Value:
    """What one claim says in one column."""

    claim_id: str
    source_id: str
    value: Any
    rests_on: str | None
    stage: str | None = None
    """The claim's ``status``: dates of two stages of one thing are no contradiction."""

    @property
    def unit(self) -> str | None:
        """The unit of a quantity, None for anything else."""
        return self.value.unit if isinstance(self.value, Quantity) else None


def number(value: float) -> str:
    """Write a number as people read it: no decimals where there are none."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


@cache
def _places() -> dict[str, tuple[str, str]]:
    return {
        row["place_id"]: (row["country"], row["precision"])
        for row in load("places").to_dict("records")
    }


def _same_place(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of places agree; a country agrees with any place inside it."""
    known = _places()

    def covered(place: str, by: frozenset[str]) -> bool:
        country, precision = known[place]
        return any(
            place == name
            or (known[name] == (country, "country"))
            or (precision == "country" and known[name][0] == country)
            for name in by
        )

    return all(covered(place, other) for place in one) and all(
        covered(place, one) for place in other
    )


def _same_quantity(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities are one figure: "about 15" is "15", "at least 20" is not "20"."""
    if (one.low, one.high, one.unit) != (other.low, other.high, other.unit):
        return False
    return one.qualifier == other.qualifier or {one.qualifier, other.qualifier} <= {
        "exact",
        "approx",
    }


def agree(kind: str, one: Value, other: Value) -> bool:
    """Tell whether two claims say the same, as exactly as each of them goes.

    Parameters
    ----------
    kind : str
        ``quantity``, ``date``, ``place`` or ``text``.
    one, other : Value

    Returns
    -------
    bool
    """
    if kind == "place":
        return _same_place(one.value, other.value)
    if kind == "date":
        return PartialDate.parse(one.value).overlaps(PartialDate.parse(other.value))
    if kind == "quantity":
        return _same_quantity(one.value, other.value)
    said = {one.value, other.value}
    return len(said) == 1 or bool(said & _VAGUE) or said in _NO_CONTRADICTION


def can_all_hold(pairs: list[tuple[Value, Value]]) -> bool | None:
    """Tell whether quantities leave room for each other.

    Parameters
    ----------
    pairs : list of (Value, Value)
        The pairs that differ.

    Returns
    -------
    bool or None
        None where it is not quantities of one unit that differ.
    """
    if any(not isinstance(one.value, Quantity) or one.unit != other.unit for one, other in pairs):
        return None
    return all(one.value.leaves_room_for(other.value) for one, other in pairs)


def _distance(one: Quantity, other: Quantity) -> float:
    return max(0.0, max(one.low, other.low) - min(one.high, other.high))


def gap(kind: str, pairs: list[tuple[Value, Value]]) -> str:
    """Tell how far apart the widest pair is, in words.

    Parameters
    ----------
    kind : str
        ``quantity``, ``date``, ``place`` or ``text``.
    pairs : list of (Value, Value)

    Returns
    -------
    str
        For example ``"5"``, ``"2 years"``, ``"units differ: CNY, USD"``; empty where a gap has no size.
    """
    if kind == "quantity":
        units = {value.unit or "" for pair in pairs for value in pair}
        if len(units) > 1:
            return f"units differ: {', '.join(sorted(units))}"
        return number(max(_distance(one.value, other.value) for one, other in pairs))
    if kind == "date":
        years = max(
            abs(PartialDate.parse(one.value).year - PartialDate.parse(other.value).year)
            for one, other in pairs
        )
        return f"{years} year{'s' * (years != 1)}" if years else "within a year"
    return ""


def shown(value: Value) -> str:
    """Write a value in a line."""
    if isinstance(value.value, frozenset):
        return " and ".join(sorted(value.value))
    return str(value.value)
