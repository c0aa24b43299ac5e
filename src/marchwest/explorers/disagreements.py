"""Unit 10's explorer: any disagreement in the data, its claims side by side.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. Every
disagreement stays on the chart as a small mark, so that a learner sees where the one shown stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from marchwest.errors import NotFoundError, nearest
from marchwest.explorers.arguments import one_of
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control
from marchwest.explorers.disagreements_cases import (
    KINDS,
    REACHES,
    Case,
    cases,
    firsts,
    in_selection,
)

if TYPE_CHECKING:
    import ipywidgets

    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["explore", "view"]

QUESTION = "Who says what, how far apart are they, and can both be right?"
FIRST = "csto-founding"
REASON = "What may explain it (our words)"
DESCRIPTION = (
    "Above, one mark for each disagreement, in five rows by kind; a circle stands between texts, a "
    "square inside one text. Below, one row a claim of the disagreement that is shown: a mark at the "
    "date of publication in the colour and shape of its source, then the value and our words. At the "
    "bottom, what does not fit and what may explain it."
)


def view(event: str = FIRST, kind: str = "all", reach: str = "all") -> Figure:
    """Return the claims of one disagreement side by side, and where it stands among all.

    Parameters
    ----------
    event : str, default "csto-founding"
        A value of the column ``event`` of ``mw.disagreements()``. Where one event has several
        disagreements, the first; ``"event:field"`` names one of them.
    kind : str, default "all"
        ``"value"``, ``"date"``, ``"scope"``, ``"status"``, ``"judgement"`` or ``"all"``.
    reach : str, default "all"
        ``"between"`` texts, ``"inside"`` one text, or ``"all"``.

    Returns
    -------
    Figure
        Chart with our possible explanation, the sentence that it shows, and the claims as a table;
        no claim where the event does not fit kind and reach.

    Examples
    --------
    >>> view("csto-founding").table["What it says"].tolist()
    ['1992', '2002']
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.disagreements_chart import side_by_side

    case = _named(event)
    kind = one_of("kind", kind, KINDS)
    reach = one_of("reach", reach, REACHES)
    chosen = in_selection(kind, reach)
    keys = [other.key for other in chosen]
    fits = case.key in keys
    place = f"{keys.index(case.key) + 1} of {len(keys)}" if fits else f"none of {len(keys)}"
    sentence = _sentence(case, place) if fits else _outside(case, chosen)
    reasons = f"{case.problem} {case.explanation}" if fits else ""
    chart = side_by_side(
        case if fits else None,
        set(keys),
        f"{case.name} ({case.kind}): {place} in your selection",
        " ".join(f"{sentence} {reasons} {DESCRIPTION}".split()),
    )
    return Figure(chart, sentence, _table(case if fits else None))


def explore() -> Explorer:
    """Return the explorer: kind and reach, and a list of the disagreements that fit both.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    widgets: dict[str, ipywidgets.Dropdown] = {}
    shown: list[Explorer] = []

    def narrow(_change: Any) -> None:
        """Let the list of disagreements follow kind and reach; keep the one shown where it fits."""
        events = widgets["event"]
        kept = events.value
        pairs = [
            (case.name, case.key)
            for case in in_selection(widgets["kind"].value, widgets["reach"].value)
        ]
        # A drop-down falls back to its first line when its list changes; the page gets the end only.
        with shown[0].figure_view.hold_sync():
            events.options = pairs
            if kept in {key for _, key in pairs}:
                events.value = kept

    controls: list[Control] = [
        _Linked("kind", "Kind", KINDS, "all", "What sort of thing differs",
                widgets=widgets, follow=narrow),
        _Linked("reach", "Where", REACHES, "all", "Whether the claims stand in several texts",
                widgets=widgets, follow=narrow),
        _Linked("event", "Disagreement", {case.key: case.name for case in cases().values()},
                FIRST, "Those of the kind and place chosen", widgets=widgets),
    ]  # fmt: skip
    explorer = Explorer(
        view, controls, call="explorers.disagreements.view", question=QUESTION, room=240
    )
    shown.append(explorer)
    return explorer


@dataclass(frozen=True, kw_only=True)
class _Linked(Choice):
    """A drop-down that others can reach, and that may act before the figure follows it."""

    widgets: dict[str, Any]
    follow: Callable[[Any], None] | None = None

    def build(self) -> ipywidgets.Dropdown:
        widget = super().build()
        self.widgets[self.name] = widget
        if self.follow:
            widget.observe(self.follow, names="value")
        return widget


def _named(event: Any) -> Case:
    """Return the disagreement that a learner means."""
    known = cases()
    if isinstance(event, str):
        key = event.strip().casefold()
        spoken = {case.name.casefold(): case for case in known.values()}
        if case := known.get(firsts().get(key, key)) or spoken.get(key):
            return case
    close = nearest(str(event), [*known, *(case.name for case in known.values())])
    offer = f"Nearest: {', '.join(map(repr, close))}. " if close else ""
    raise NotFoundError(
        f"event={event!r} is not a disagreement that we know. {offer}"
        'All of them: mw.disagreements()["event"].'
    )


def _where(case: Case) -> str:
    return "inside one text" if case.inside else "between texts"


def _sentence(case: Case, place: str) -> str:
    """Say in few words who differs how far; the reasons stand in the chart and in the table."""
    parts = [f"{case.name} ({case.kind}, {_where(case)}; {place}): {_counted(case)}"]
    if case.gap.startswith("units differ"):
        parts.append("The units differ: no gap yet.")
    elif case.gap:
        parts.append(f"Gap: {case.gap}.")
    if case.can_both_hold is not None:
        parts.append(
            "The numbers leave room for each other."
            if case.can_both_hold
            else "As numbers of one thing they cannot both hold."
        )
    return " ".join(parts)


def _counted(case: Case) -> str:
    from marchwest.charts.words import source_style

    claims = _count(len(case.sides), "claim")
    if case.inside:
        text = f"{claims}, 1 text."
    else:
        witnesses = _count(case.witnesses, "independent witness", "independent witnesses")
        text = f"{claims}, {len(case.sources)} texts, {witnesses} by their notes."
    origins = dict.fromkeys(
        source_style(side.rests_on).label for side in case.sides if side.rests_on
    )
    passed_on = sum(side.rests_on is not None for side in case.sides)
    if passed_on:
        verb = "passes" if passed_on == 1 else "pass"
        text += f" {_count(passed_on, 'claim')} {verb} on {', '.join(origins)}."
    return text


def _outside(case: Case, chosen: list[Case]) -> str:
    return (
        f"{case.name} ({case.kind}, {_where(case)}) is none of the {len(chosen)} in your selection. "
        f"Choose another, such as {chosen[0].key!r}. A gap in these nine texts is no proof that "
        "nobody disagrees."
    )


def _count(number: int, one: str, more: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number} {more or one + 's'}"


def _table(case: Case | None) -> pd.DataFrame:
    from marchwest.charts.words import source_style

    rows = [
        {
            "Source": source_style(side.source_id).label,
            "What it says": side.said,
            "In our words": side.finding,
            "How sure": side.certainty,
            "Whom it credits": side.credits or "nobody",
            LOCATOR: side.locator,
            CLAIM: side.claim_id,
        }
        for side in (case.sides if case else ())
    ]
    columns = ["Source", "What it says", "In our words", "How sure", "Whom it credits"]
    table = pd.DataFrame(rows, columns=[*columns, LOCATOR, CLAIM, "What does not fit", REASON])
    # Said once, beside the first claim: it is about all of them.
    if case:
        table["What does not fit"] = [case.problem, *[""] * (len(rows) - 1)]
        table[REASON] = [case.explanation, *[""] * (len(rows) - 1)]
    return table
