"""Unit 1's explorer: what the nine texts cover, by text, topic and years, and what nobody covers.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. All nine
texts and all topics stay on the axes, so that what is empty can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from marchwest.claims import cite, claims, relies_on, short_name
from marchwest.data import claim_tables, load
from marchwest.explorers.arguments import BadArgumentError, one_of, year_range
from marchwest.explorers.citation import CLAIM, LOCATOR, call_text
from marchwest.explorers.controls import Choice, Control, Range, Toggle
from marchwest.explorers.shell import Explorer

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure

__all__ = ["explore", "sources", "topics", "view"]

QUESTION = "Who says something, on what, about which years, and what does nobody cover?"
FIRST, LAST = 1979, 2035
"""The earliest and the latest year that a claim gives as its date; the latest is a forecast."""
LISTED = 100
"""Claims up to which the table lists them one by one; above, it counts them."""
DESCRIPTION = (
    "Matrix with a row for each topic and a column for each of the nine texts, oldest first. A ring "
    "stands for all claims of a text on a topic, a disc for the selected ones, with their number."
)
NO_PROOF = "That is a gap in these nine texts, not proof that there was nothing."
_LABELS = {
    "exercises": "Joint exercises",
    "exercise_participants": "Who took part",
    "exercise_equipment": "Equipment shown",
    "exercise_patterns": "Exercises in general",
    "military_aid": "Military aid",
    "arms_transfers": "Arms transfers",
    "arms_market": "Arms trade",
    "training": "Training",
    "capabilities": "Military capabilities",
    "defence_spending": "Defence spending",
    "institutions": "Institutions",
    "memberships": "Memberships",
    "diplomacy": "Diplomacy",
    "trade": "Trade",
    "finance": "Loans and funds",
    "investment": "Investment",
    "infrastructure": "Pipelines and roads",
    "incidents": "Unrest and attacks",
    "estimates": "Estimates",
    "external_roles": "The other powers",
    "positions": "Positions",
    "context": "Context of 2009-10",
    "people": "People",
    "glossary": "Terms",
}
_DATES = (("date_start", "date_end"), ("period_start", "period_end"))


@dataclass(frozen=True)
class _Claim:
    """What the explorer needs to know of a claim."""

    claim_id: str
    table: str
    source_id: str
    first: int | None
    """First year that its date can mean; None where the source gives no date."""
    last: int | None
    rests: bool
    """Whether it credits another of the nine texts."""


class _Coverage(Explorer):
    """The shared shell, which here also cites a view whose table counts claims."""

    def cite(self) -> str:
        """Return the call that repeats this view and the texts that it rests on."""
        table = self.figure.table
        if CLAIM in table:
            return super().cite()
        call = call_text(self._call, self.state, self._defaults)
        texts = [name for name, label in sources().items() if label in table and table[label].any()]
        lines = [f"It counts {_claims_in_words(int(table['All'].sum()))} by these texts:"]
        lines += [f"- {cite(name, 'full')}" for name in texts]
        return "\n".join(
            ["Repeat this view:", "    from marchwest import explorers", f"    {call}", *lines]
        )


def view(
    source: str = "all",
    topic: str = "all",
    years: tuple[int, int] = (FIRST, LAST),
    undated: bool = True,
) -> Figure:
    """Return the matrix of topics and texts, with the selected claims in colour.

    Parameters
    ----------
    source : str, default "all"
        A ``source_id`` or a short name (``"weitz-2012"``, ``"Weitz 2012"``), or ``"all"``.
    topic : str, default "all"
        A table of claims or its label (``"finance"``, ``"Loans and funds"``), or ``"all"``.
    years : tuple of int, default (1979, 2035)
        First and last year. A dated claim is selected if its date can lie in those years.
    undated : bool, default True
        Whether claims to which the source gives no date are selected too, whatever the years.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table: of the claims one by one where there are
        a hundred or fewer, else of their numbers.

    Examples
    --------
    >>> view(topic="finance").table["Text"].unique().tolist()
    ['Crisis Group 2013']
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.sources_chart import matrix

    source = one_of("source", source, sources())
    topic = one_of("topic", topic, topics())
    years = year_range("years", years, FIRST, LAST)
    if not isinstance(undated, bool):
        raise BadArgumentError(
            f"undated={undated!r} is neither yes nor no. Write undated=True or undated=False."
        )
    chosen = [
        claim
        for claim in _claims()
        if source in ("all", claim.source_id)
        and topic in ("all", claim.table)
        and (undated if claim.first is None else _lies_in(claim, years))
    ]
    sentence = _sentence(chosen, source, topic, _when(years, undated=undated))
    texts, names = list(sources().values())[1:], list(topics().values())[1:]
    chart = matrix(names, texts, _squares(_claims()), _squares(chosen), f"{sentence} {DESCRIPTION}")
    return Figure(chart, sentence, _list(chosen) if len(chosen) <= LISTED else _counts(chosen))


def explore() -> Explorer:
    """Return the explorer: controls for text, topic, years and undated claims above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    controls: list[Control] = [
        Choice("source", "Text", sources(), "all", help="One of the nine texts"),
        Choice("topic", "Topic", topics(), "all", help="One table of claims"),
        Range("years", "Years", FIRST, LAST, (FIRST, LAST),
              help="First and last year in which the date of a claim may lie"),
        Toggle("undated", "Claims without a date too", default=True,
               help="Whether claims without a date are selected, whatever the years"),
    ]  # fmt: skip
    return _Coverage(view, controls, call="explorers.sources.view", question=QUESTION, room=440)


@cache
def sources() -> dict[str, str]:
    """Return the nine texts, oldest first: ``source_id`` to short name.

    Returns
    -------
    dict of str to str
        ``"all"`` first.
    """
    texts = load("sources").sort_values("date", kind="stable")["source_id"]
    return {"all": "all nine texts"} | {name: short_name(name) for name in texts}


@cache
def topics() -> dict[str, str]:
    """Return the tables of claims: name to label.

    Returns
    -------
    dict of str to str
        ``"all"`` first. A table that has no label here keeps its name.
    """
    known = claim_tables()
    tables = dict.fromkeys([*(name for name in _LABELS if name in known), *known])
    return {"all": "all topics"} | {
        name: _LABELS.get(name, name.replace("_", " ").capitalize()) for name in tables
    }


@cache
def _claims() -> tuple[_Claim, ...]:
    """Return every claim, topic by topic."""
    return tuple(
        _claim(table, row)
        for table in topics()
        if table != "all"
        for row in load(table).to_dict("records")
    )


def _claim(table: str, row: dict[Any, Any]) -> _Claim:
    dates = [row.get(name) for pair in _DATES for name in pair]
    years = [int(date[:4]) for date in dates if isinstance(date, str)]
    return _Claim(
        row["claim_id"],
        table,
        row["source_id"],
        min(years, default=None),
        max(years, default=None),
        relies_on(row["attributed_to"]) is not None,
    )


def _lies_in(claim: _Claim, years: tuple[int, int]) -> bool:
    if claim.first is None or claim.last is None:
        return False
    return claim.first <= years[1] and claim.last >= years[0]


def _squares(chosen: Sequence[_Claim]) -> dict[tuple[str, str], int]:
    """Return how many claims each topic and text have; a pair without any has no key."""
    numbers: dict[tuple[str, str], int] = {}
    for claim in chosen:
        square = (topics()[claim.table], sources()[claim.source_id])
        numbers[square] = numbers.get(square, 0) + 1
    return numbers


def _when(years: tuple[int, int], *, undated: bool) -> str:
    span = f"between {years[0]} and {years[1]}" if years[0] < years[1] else f"in {years[0]}"
    return f"dated {span} or without a date" if undated else f"dated {span}"


def _sentence(chosen: list[_Claim], source: str, topic: str, when: str) -> str:
    who = "The nine texts make" if source == "all" else f"{sources()[source]} makes"
    about = "" if topic == "all" else f" on {_topic(topic)}"
    if not chosen:
        return (
            f"{who} no claim{about} {when}. {NO_PROOF} "
            "Widen the years, or choose another text or topic."
        )
    parts = [f"{who} {_claims_in_words(len(chosen))}{about} {when}."]
    without_date = sum(claim.first is None for claim in chosen)
    if without_date:
        parts.append(f"{without_date:,} of them {_verb('give', without_date)} no date.")
    resting = sum(claim.rests for claim in chosen)
    if resting:
        parts.append(
            f"{resting} {_verb('rest', resting)} on another of the nine and "
            f"{_verb('add', resting)} no witness."
        )
    parts.append(_gaps(chosen, source, topic))
    return " ".join(part for part in parts if part)


def _gaps(chosen: list[_Claim], source: str, topic: str) -> str:
    """Say which texts or topics of the selection have no claim."""
    texts: dict[str, set[str]] = {name: set() for name in topics() if name != "all"}
    for claim in chosen:
        texts[claim.table].add(claim.source_id)
    if topic != "all":
        silent = [sources()[name] for name in sources() if name not in texts[topic] | {"all"}]
        return f"No claim here is by {_named(silent)}." if silent and source == "all" else ""
    bare = [_topic(name) for name in texts if not texts[name]]
    if source != "all":
        return f"It has none on {len(bare)} of {len(texts)} topics: {_named(bare)}." if bare else ""
    alone = [_topic(name) for name in texts if len(texts[name]) == 1]
    parts = []
    if alone:
        parts.append(f"Only one text has claims on {_named(alone)}.")
    if bare:
        parts.append(f"No text has claims on {_named(bare)}. {NO_PROOF}")
    return " ".join(parts)


def _topic(name: str) -> str:
    """Return a topic's label as it stands inside a sentence."""
    label = topics()[name]
    return label[:1].lower() + label[1:]


def _named(names: Sequence[str]) -> str:
    """Name at most eight; what is left over is counted."""
    shown = list(names[:8])
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _claims_in_words(number: int) -> str:
    return "1 claim" if number == 1 else f"{number:,} claims"


def _verb(verb: str, number: int) -> str:
    return f"{verb}s" if number == 1 else verb


@cache
def _told() -> pd.DataFrame:
    """Return what the table says of each claim, by its id."""
    return claims().set_index("claim_id")


def _list(chosen: list[_Claim]) -> pd.DataFrame:
    """Return the claims one by one."""
    told = _told().loc[[claim.claim_id for claim in chosen]]
    table = pd.DataFrame(
        {
            "Topic": [topics()[claim.table] for claim in chosen],
            "Text": [sources()[claim.source_id] for claim in chosen],
            "Years": [_years(claim) for claim in chosen],
            "What it says": told["says"].tolist(),
            "How sure": told["certainty"].tolist(),
            "Whom it credits": told["attributed_to"].fillna("nobody").tolist(),
            LOCATOR: told["locator"].tolist(),
            CLAIM: [claim.claim_id for claim in chosen],
        }
    )
    return table.astype("str")


def _years(claim: _Claim) -> str:
    if claim.first is None:
        return "not given"
    return str(claim.first) if claim.first == claim.last else f"{claim.first} to {claim.last}"


def _counts(chosen: list[_Claim]) -> pd.DataFrame:
    """Return a row for each topic with the number of claims by each text."""
    numbers = _squares(chosen)
    texts, names = list(sources().values())[1:], list(topics().values())[1:]
    rows = [[numbers.get((name, text), 0) for text in texts] for name in names]
    table = pd.DataFrame(rows, columns=texts)
    table.insert(0, "Topic", names)
    table["All"] = [sum(row) for row in rows]
    return table
