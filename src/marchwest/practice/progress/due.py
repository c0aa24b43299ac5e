"""Which items a learner should meet again: what was missed comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marchwest.practice import bank
from marchwest.practice.model import Item, Kind
from marchwest.practice.progress.standing import ItemStanding, Standing

__all__ = ["BACK", "again", "opening"]

BACK = (1, 2, 4)
"""How many units back the items lie that open a unit."""
_HOW_MANY = 3


def opening(unit: str, known: Mapping[str, ItemStanding]) -> list[str]:
    """Return the items that open a unit.

    First what was missed, then what was right only after a miss, then what the author has chosen,
    then what was right; of each, one item from one, two and four units back before any other.

    Parameters
    ----------
    unit : str
        Two digits.
    known : mapping of str to ItemStanding
        What the learner's history says.

    Returns
    -------
    list of str
        Three ids. The author's choice where no item of an earlier unit was answered; the same
        for the same history, always.
    """
    chosen = bank.unit(unit).retrieval
    earlier = [
        item
        for item in bank.items_of_units_with(known)
        if item.unit < unit and item.kind is not Kind.PREDICT
    ]
    if not any(item.id in known for item in earlier):
        return list(chosen)
    wanted = dict.fromkeys(
        [
            *_spread(unit, _that_stand(Standing.MISSED, earlier, known)),
            *_spread(unit, _that_stand(Standing.MENDED, earlier, known)),
            *chosen,
            *_spread(unit, _that_stand(Standing.RIGHT, earlier, known)),
        ]
    )
    return list(wanted)[: len(chosen) or _HOW_MANY]


def _that_stand(
    standing: Standing, items: Iterable[Item], known: Mapping[str, ItemStanding]
) -> list[Item]:
    """Return items of one standing, those not seen for longest first."""
    found = [item for item in items if item.id in known and known[item.id].standing is standing]
    return sorted(found, key=lambda item: known[item.id].last)


def _spread(unit: str, items: list[Item]) -> list[str]:
    """Return one item of each unit that lies one, two and four back, then the rest, near units first."""
    back = {item.id: int(unit) - int(item.unit) for item in items}
    first = [next((name for name in back if back[name] == step), None) for step in BACK]
    near = sorted(back, key=lambda name: (back[name] not in BACK, back[name]))
    return list(dict.fromkeys([*filter(None, first), *near]))


def again(known: Mapping[str, ItemStanding]) -> list[str]:
    """Return the items that are due: missed ones, then those that were right after a miss.

    Parameters
    ----------
    known : mapping of str to ItemStanding

    Returns
    -------
    list of str
        Of each kind, those not seen for longest first.
    """
    items = [item for item in bank.items().values() if item.kind is not Kind.PREDICT]
    found = [
        *_that_stand(Standing.MISSED, items, known),
        *_that_stand(Standing.MENDED, items, known),
    ]
    return [item.id for item in found]
