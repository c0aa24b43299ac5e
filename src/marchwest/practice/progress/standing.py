"""What a history says of each item: right at the first try, right after a miss, or missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from marchwest.language import gettext_noop
from marchwest.practice.progress.events import Event, in_order

__all__ = ["SITTING", "ItemStanding", "Sitting", "Standing", "sittings", "standings"]

SITTING = timedelta(hours=1)
"""Whoever comes back to an item after so long a time is asked anew."""


class Standing(StrEnum):
    """How an item stands after its last sitting."""

    RIGHT = gettext_noop("right at the first try")
    MENDED = gettext_noop("right after a miss")
    MISSED = gettext_noop("missed")
    NOTED = gettext_noop("noted")
    """A prediction, which is neither right nor wrong."""


@dataclass(frozen=True)
class ItemStanding:
    """How an item stands, and since when."""

    standing: Standing
    last: datetime


@dataclass(frozen=True)
class Sitting:
    """The events of one item that lie close together."""

    events: tuple[Event, ...]

    @property
    def first(self) -> Event | None:
        """The first judged answer, unless the right one had been shown before."""
        for event in self.events:
            if event.what == "solution":
                return None
            if event.outcome in ("correct", "incorrect"):
                return event
        return None

    @property
    def standing(self) -> Standing | None:
        """What this sitting says; None where nothing was answered or shown.

        The first answer decides: to try a wrong one after the right one, out of curiosity, does
        no harm. Hints do none either.
        """
        if self.first and self.first.outcome == "correct":
            return Standing.RIGHT
        outcomes = {event.outcome for event in self.events}
        if "correct" in outcomes:
            return Standing.MENDED
        if "incorrect" in outcomes or any(event.what == "solution" for event in self.events):
            return Standing.MISSED
        return Standing.NOTED if "noted" in outcomes else None


def sittings(history: Iterable[Event]) -> Iterator[tuple[str, list[Sitting]]]:
    """Yield each item with its sittings, oldest first.

    Parameters
    ----------
    history : iterable of Event

    Yields
    ------
    tuple of str and list of Sitting
    """
    by_item: dict[str, list[Event]] = defaultdict(list)
    for event in in_order(history):
        by_item[event.item].append(event)
    for item, events in by_item.items():
        parts: list[list[Event]] = []
        for event in events:
            if not parts or event.moment - parts[-1][-1].moment >= SITTING:
                parts.append([])
            parts[-1].append(event)
        yield item, [Sitting(tuple(part)) for part in parts]


def standings(history: Iterable[Event]) -> dict[str, ItemStanding]:
    """Return how each item stands that was answered, or whose answer was shown.

    Parameters
    ----------
    history : iterable of Event

    Returns
    -------
    dict of str to ItemStanding
        By the id of the item.
    """
    found = {}
    for item, parts in sittings(history):
        for part in reversed(parts):
            if part.standing is not None:
                found[item] = ItemStanding(part.standing, part.events[-1].moment)
                break
    return found
