"""How far a learner is: units, objectives, what is due. Advice, never a lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from marchwest.data import practice_dir
from marchwest.language import gettext_noop
from marchwest.practice import bank
from marchwest.practice.model import Item, Kind
from marchwest.practice.progress.standing import ItemStanding, Standing
from marchwest.practice.yaml_lines import read_yaml

__all__ = ["RULE", "ObjectiveView", "UnitView", "overview"]

RULE = gettext_noop(
    "An objective counts as reached when two of its items (or its only one) were right at the "
    "first try and none of its items is missed. Hints make no difference. An item that was "
    "right after a miss counts once it is right at the first try on another occasion, an hour "
    "later or more. This is advice: no unit is locked."
)
_ENOUGH = 2


@dataclass(frozen=True)
class ObjectiveView:
    """One objective and how the learner stands to it."""

    id: str
    text: str
    items: int
    """How many items assess it, predictions aside."""
    right: int
    """How many of them were right at the first try, the last time."""
    missed: int
    begun: bool

    @property
    def is_reached(self) -> bool:
        """Whether it counts as reached, by the rule."""
        return self.items > 0 and self.right >= min(_ENOUGH, self.items) and not self.missed

    @property
    def status(self) -> str:
        """The status in words; `gettext` has it in other languages."""
        if self.is_reached:
            return gettext_noop("reached")
        if not self.items:
            return gettext_noop("in the problem set")
        return gettext_noop("under way") if self.begun else gettext_noop("not begun")


@dataclass(frozen=True)
class UnitView:
    """One unit and how far the learner is in it."""

    id: str
    title: str
    items: int
    answered: int
    due: tuple[str, ...]
    """Ids of items to meet again."""
    objectives: tuple[ObjectiveView, ...]

    @property
    def name(self) -> str:
        """Number and title."""
        return f"{int(self.id)}. {self.title}"

    @property
    def reached(self) -> int:
        """How many objectives are reached."""
        return sum(each.is_reached for each in self.objectives)


def overview(known: Mapping[str, ItemStanding], due: list[str]) -> list[UnitView]:
    """Return every unit that has items.

    Parameters
    ----------
    known : mapping of str to ItemStanding
        What the learner's history says.
    due : list of str
        Ids of the items to meet again.

    Returns
    -------
    list of UnitView
    """
    return [_unit(unit, known, due) for unit in _manifest() if unit["id"] in bank.units()]


@cache
def _manifest() -> list[Any]:
    # It lies beside the items, in a clone as in the wheel.
    content, _ = read_yaml(practice_dir().parent / "course.yaml")
    return list(content["units"])


def _unit(unit: Any, known: Mapping[str, ItemStanding], due: list[str]) -> UnitView:
    items = bank.unit(unit["id"]).items
    return UnitView(
        id=unit["id"],
        title=unit["title"],
        items=len(items),
        answered=sum(item.id in known for item in items),
        due=tuple(name for name in due if name in {item.id for item in items}),
        objectives=tuple(
            _objective(name, about["text"], items, known)
            for name, about in unit["objectives"].items()
        ),
    )


def _objective(
    name: str, text: str, items: list[Item], known: Mapping[str, ItemStanding]
) -> ObjectiveView:
    own = [item.id for item in items if item.objective == name and item.kind is not Kind.PREDICT]
    stand = [known[item].standing for item in own if item in known]
    return ObjectiveView(
        id=name,
        text=text,
        items=len(own),
        right=stand.count(Standing.RIGHT),
        missed=stand.count(Standing.MISSED),
        begun=bool(stand),
    )
