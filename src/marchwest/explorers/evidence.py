"""Unit 11's explorer: the evidence for one sub-question, and what stands against it.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. Claims
outside the limits stay on the chart in grey, so that a learner sees what a choice leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchwest.explorers.arguments import one_of
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control
from marchwest.explorers.evidence_claims import (
    CERTAINTIES,
    THEMES,
    Evidence,
    bearing,
    disputes,
    texts,
)

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["explore", "view"]

QUESTION = (
    "Which claims bear on a part of the question, how sure are they, and what stands against?"
)
FIRST = "exercises"
MARK = "Citation mark"
ROOM = 280
"""Letters of the longest sentence."""
SURE = {
    "all": "however sure",
    "stated": "stated only",
    "hedged": "reported, estimated or inferred",
}
WITNESS = {"all": "whoever knows it", "own": "not taken from another of the nine"}
DISPUTE = {
    "all": "disputed or not",
    "disputed": "in our list of disagreements",
    "other": "not in our list of disagreements",
}
DESCRIPTION = (
    "Above, one row a text, oldest first, and one column a certainty; each mark is a claim, in the "
    "colour and shape of its text. A ring marks a claim in our list of disagreements, a hollow mark "
    "one that passes on another of the nine. Below, each disagreement with its sides."
)


def view(
    theme: str = FIRST, sure: str = "all", witness: str = "all", dispute: str = "all"
) -> Figure:
    """Return the claims that bear on a sub-question.

    Parameters
    ----------
    theme : str, default "exercises"
        The sub-question: ``"model"``, ``"size"``, ``"exercises"``, ``"aid"``, ``"bases"``,
        ``"force"``, ``"affairs"``, ``"guards"``, ``"sco"`` or ``"place"``.
    sure : str, default "all"
        ``"stated"`` for what a text states, ``"hedged"`` for what it reports or estimates or what
        we infer, or ``"all"``.
    witness : str, default "all"
        ``"own"`` leaves out claims that pass on another of the nine texts.
    dispute : str, default "all"
        ``"disputed"`` for claims in our list of disagreements, ``"other"`` for the rest.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and the claims as a table with their citation marks.

    Examples
    --------
    >>> view("bases", sure="stated", dispute="disputed").table["Citation mark"].tolist()
    ['[@pla-presence-central-asia@weitz-2012]', '[@base-china-central-asia@swanstrom-2015]']
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.evidence_chart import board

    theme = one_of("theme", theme, THEMES)
    sure = one_of("sure", sure, SURE)
    witness = one_of("witness", witness, WITNESS)
    dispute = one_of("dispute", dispute, DISPUTE)
    every = bearing(theme)
    chosen = [each for each in every if _fits(each, sure, witness, dispute)]
    limits = [
        words[value]
        for words, value in ((SURE, sure), (DISPUTE, dispute), (WITNESS, witness))
        if value != "all"
    ]
    sentence = _sentence(theme, limits, chosen, every)
    kept = {each.claim_id for each in chosen}
    chart = board(every, kept, THEMES[theme], f"{sentence} {DESCRIPTION}")
    return Figure(chart, sentence, _table(chosen))


def explore() -> Explorer:
    """Return the explorer: sub-question, certainty, witness and dispute above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Choice("theme", "Sub-question", THEMES, FIRST, help="A part of the question of the brief"),
        Choice("sure", "Certainty", SURE, "all", help="How surely the claim is made"),
        Choice("dispute", "Disagreement", DISPUTE, "all",
               help="Whether a claim is a side of a disagreement that we found"),
        Choice("witness", "Witness", WITNESS, "all",
               help="Whether a claim passes on another of the nine texts"),
    ]  # fmt: skip
    return Explorer(view, controls, call="explorers.evidence.view", question=QUESTION, room=ROOM)


def _fits(each: Evidence, sure: str, witness: str, dispute: str) -> bool:
    return (
        (sure == "all" or (sure == "stated") == (each.certainty == "stated"))
        and (witness == "all" or each.rests_on is None)
        and (dispute == "all" or (dispute == "disputed") == bool(each.cases))
    )


def _sentence(
    theme: str, limits: list[str], chosen: list[Evidence], every: tuple[Evidence, ...]
) -> str:
    within = f" ({'; '.join(limits)})" if limits else ""
    if not chosen:
        return (
            f"{THEMES[theme]} None of the {len(every)} claims that bear on it fits your limits"
            f"{within}. That is a gap in these nine texts, not proof of anything."
        )
    sources = {each.source_id for each in chosen}
    witnesses = {each.witness for each in chosen}
    parts = [
        f"{THEMES[theme]} {len(chosen)} of {_many(len(every), 'claim')}{within}, "
        f"{_many(len(sources), 'text')}, "
        f"{_many(len(witnesses), 'independent witness', 'independent witnesses')} by their notes: "
        f"{_by_certainty(chosen)}."
    ]
    disputed = [each for each in chosen if each.cases]
    if disputed:
        keys = {key for each in disputed for key in each.cases}
        verb = "stands" if len(disputed) == 1 else "stand"
        parts.append(f"{len(disputed)} {verb} in {_many(len(keys), 'disagreement')}.")
    else:
        parts.append("None stands in our list of disagreements.")
    return " ".join(parts)


def _by_certainty(chosen: list[Evidence]) -> str:
    numbers = [(name, sum(each.certainty == name for each in chosen)) for name in CERTAINTIES]
    return ", ".join(f"{number} {name}" for name, number in numbers if number)


def _many(number: int, one: str, more: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number} {more or one + 's'}"


def _table(chosen: list[Evidence]) -> pd.DataFrame:
    from marchwest.charts.words import source_style

    rows = [
        {
            "Source": source_style(each.source_id).label,
            "In our words": each.finding,
            "Whose view": each.holder or "the author's",
            "How sure": each.certainty,
            "Whom it credits": each.credits or "nobody",
            "What the other side says": _against(each),
            MARK: each.mark,
            LOCATOR: each.locator,
            CLAIM: each.claim_id,
        }
        for each in chosen
    ]
    columns = [
        *("Source", "In our words", "Whose view", "How sure", "Whom it credits"),
        *("What the other side says", MARK, LOCATOR, CLAIM),
    ]
    return pd.DataFrame(rows, columns=columns)


def _against(each: Evidence) -> str:
    """Name the other sides of each disagreement, each claim once, with its citation mark."""
    from marchwest.charts.words import source_style

    sides = {
        side.claim_id: f"{source_style(side.source_id).label}: {side.said} [@{side.claim_id}]"
        for case in disputes().get(each.claim_id, ())
        for side in sorted(case.sides, key=lambda side: _rank(side.source_id))
        if side.claim_id != each.claim_id
    }
    return "; ".join(sides.values())


def _rank(source_id: str) -> int:
    return texts().index(source_id) if source_id in texts() else len(texts())
