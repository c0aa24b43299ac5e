"""Unit 9's explorer: what happened, and what bodies and states did about it, on one timeline.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. The
sentence names the shocks on which the texts are silent: a gap is not a refusal.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from marchwest.explorers.arguments import one_of, year_range
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control, Range
from marchwest.explorers.shocks_claims import (
    DID,
    EPISODES,
    FIRST,
    KINDS,
    LAST,
    RESPONDERS,
    Mark,
    claim_marks,
)

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["explore", "view"]

QUESTION = (
    "What happened, who is said to have done something about it, and on what are the texts silent?"
)
DESCRIPTION = (
    "Timeline with one row a shock and source above, one row a responder and source below; one mark "
    "a claim. Colour and shape tell what the claim is about: a shock, action, words, a refusal, no "
    "action, or an outcome that is not known. Grey lies outside the selection."
)
_TOLD = {
    "acted": "of action",
    "spoke": "of words",
    "refused": "of a refusal",
    "none": "of no action or of inability",
    "unknown": "that the outcome is not known",
}
_RESPONDERS = {"all": "anybody"} | RESPONDERS
_KINDS = {"all": "every kind"} | KINDS


def view(
    years: tuple[int, int] = (FIRST, LAST), responder: str = "all", kind: str = "all"
) -> Figure:
    """Return the timeline of shocks and responses, with a selection in colour.

    Parameters
    ----------
    years : tuple of int, default (2005, 2012)
        First and last year of the shocks and of the responses to them.
    responder : str, default "all"
        Whose responses: ``"SCO"``, ``"CSTO"``, ``"RUS"``, ``"CHN"``, ``"central_asia"``,
        ``"west"`` (or their names), or ``"all"``. The shocks stay whatever is chosen.
    kind : str, default "all"
        Kind of shock: ``"coup"``, ``"suppression"``, ``"war"``, ``"unrest"``, ``"clash"``,
        ``"refusal"`` or ``"all"``. Responses to a shock of that kind stay with it; where a text
        does not say which events of Kyrgyzstan in 2010 it means, it counts for all of them.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table of the selected claims. A claim that names
        no shock and has no date is in the table only.

    Examples
    --------
    >>> view(responder="CSTO", kind="clash").sentence.endswith("not proof that nothing was done.")
    True
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shocks_chart import timeline

    years = year_range("years", years, FIRST, LAST)
    responder = one_of("responder", responder, _RESPONDERS)
    kind = one_of("kind", kind, _KINDS)
    shocks, responses = _selected(years, responder, kind)
    sentence = _sentence(shocks, responses, years, responder, kind)
    chart = timeline({*shocks, *responses}, years, f"{sentence} {DESCRIPTION}")
    return Figure(chart, sentence, _table([*shocks, *responses]))


def explore() -> Explorer:
    """Return the explorer: controls for years, responder and kind of shock above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Range("years", "Years", FIRST, LAST, (FIRST, LAST), help="First and last year"),
        Choice("responder", "Who responds", _RESPONDERS, "all",
               help="The body or the states whose responses are shown"),
        Choice("kind", "Kind of shock", _KINDS, "all", help="As the table of incidents has it"),
    ]  # fmt: skip
    return Explorer(view, controls, call="explorers.shocks.view", question=QUESTION, room=430)


def _selected(years: tuple[int, int], responder: str, kind: str) -> tuple[list[Mark], list[Mark]]:
    def inside(mark: Mark) -> bool:
        return mark.year is None or years[0] <= mark.year <= years[1]

    shocks = [
        mark
        for mark in claim_marks()
        if mark.did == "shock" and inside(mark) and kind in ("all", mark.kind)
    ]
    episodes = {mark.episode for mark in shocks} | ({""} if kind == "all" else set())
    responses = [
        mark
        for mark in claim_marks()
        if mark.did != "shock"
        and inside(mark)
        and mark.episode in episodes
        and responder in ("all", mark.responder)
    ]
    return shocks, responses


def _sentence(
    shocks: list[Mark],
    responses: list[Mark],
    years: tuple[int, int],
    responder: str,
    kind: str,
) -> str:
    span = f"Between {years[0]} and {years[1]}" if years[0] < years[1] else f"In {years[0]}"
    condition = "" if kind == "all" else f" ({KINDS[kind]})"
    whom = _whom(responder)
    if shocks:
        episodes = list(dict.fromkeys(mark.episode for mark in shocks))
        parts = [
            f"{span}, {_many(len(shocks), 'claim tells', 'claims tell')} of "
            f"{_many(len(episodes), 'shock', 'shocks')}{condition}."
        ]
    else:
        episodes = []
        parts = [f"{span}, no claim tells of a shock{condition}."]
    # A claim that names two shocks has two marks, and is still one claim.
    told = {mark.claim: mark.did for mark in responses if mark.drawn}
    if told:
        counts = Counter(told.values())
        parts.append(
            f"{_many(len(told), 'claim tells', 'claims tell')} of responses by {whom}: "
            + ", ".join(f"{counts[did]} {words}" for did, words in _TOLD.items() if counts[did])
            + "."
        )
    else:
        parts.append(f"No dated claim tells what {whom} did.")
    if undated := sum(not mark.drawn for mark in responses):
        parts.append(
            f"{_many(undated, 'more claim names', 'more claims name')} neither date nor shock: "
            "in the table only."
        )
    answered = {mark.episode for mark in responses}
    silent = [EPISODES[key].name for key in episodes if key not in answered]
    if silent:
        parts.append(f"No claim here tells of a response by {whom} to: {'; '.join(silent)}.")
    if silent or not shocks:
        parts.append("A gap in these nine texts is not proof that nothing was done.")
    return " ".join(parts)


def _whom(responder: str) -> str:
    name = _RESPONDERS[responder]
    return f"the {name}" if responder in ("SCO", "CSTO", "central_asia") else name


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _table(marks: list[Mark]) -> pd.DataFrame:
    from marchwest.charts.words import date_words, source_style

    about: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        about.setdefault((mark.claim, mark.did), []).append(mark)
    rows = [
        {
            "Shock or responder": mark.row,
            "Told": DID[mark.did],
            "About": "; ".join(EPISODES[each.episode].name for each in same if each.episode)
            or "no shock named",
            "Date": date_words(mark.date) or "not given",
            "Source": source_style(mark.source).label,
            "In our words": mark.finding,
            LOCATOR: mark.locator,
            CLAIM: mark.claim,
        }
        for same in about.values()
        for mark in same[:1]
    ]
    columns = [
        *("Shock or responder", "Told", "About", "Date", "Source", "In our words"),
        *(LOCATOR, CLAIM),
    ]
    return pd.DataFrame(rows, columns=columns)
