"""Unit 5's explorer: the sums of aid that the sources print, in total or a year.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. No sum is
converted: dollars and renminbi have an axis each. What is divided is marked as ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from marchwest.data import load
from marchwest.explorers.arguments import one_of, year_range
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control, Range

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["PrintedSum", "explore", "printed_sums", "view"]

QUESTION = "How much aid do the sources print: to whom, over which years, in total or a year?"
FIRST, LAST = 1993, 2019
"""From the first year of a printed sum to the youngest text."""
RECIPIENTS = {
    "all": "any state",
    "KAZ": "Kazakhstan",
    "KGZ": "Kyrgyzstan",
    "TJK": "Tajikistan",
    "UZB": "Uzbekistan",
    "TKM": "Turkmenistan",
    "AFG": "Afghanistan",
}
BASES = {"total": "in total", "per_year": "a year"}
DONORS = {"all": "China or the United States", "CHN": "China", "USA": "the United States"}
DESCRIPTION = (
    "Three panels with one row a claim that prints a sum of aid, by recipient: its years, its sum "
    "in million USD, its sum in million RMB. Colour and shape tell the source, a hollow mark a "
    "figure that we divided, grey what lies outside the selection."
)
_NO_PROOF = "That is a gap in these nine texts, not proof that there was none."


@dataclass(frozen=True)
class PrintedSum:
    """One claim that prints a sum of aid."""

    claim_id: str
    event: str
    source_id: str
    name: str
    """Recipient and years, the same for all claims on one event."""
    donor: str
    recipient: str
    start: int | None
    end: int | None
    """The last year of the span; absent where the source gives no span."""
    amount: float
    qualifier: str
    currency: str
    basis: str
    status: str
    taken_from: str
    locator: str

    def value(self, basis: str) -> float | None:
        """Return the sum in total or a year; None where the claim does not give it.

        Parameters
        ----------
        basis : str
            ``"total"`` or ``"per_year"``. A total over a span is divided by its years, the first
            and the last included. A yearly figure is never multiplied: how long it held is not
            said.

        Returns
        -------
        float or None
        """
        if self.basis == basis:
            return self.amount
        if basis == "per_year" and self.start is not None and self.end is not None:
            return self.amount / (self.end - self.start + 1)
        return None

    def touches(self, years: tuple[int, int]) -> bool:
        """Tell whether the claim can lie in the years; one without a date always can."""
        if self.start is None:
            return True
        return self.start <= years[1] and (self.end or self.start) >= years[0]

    def words(self, basis: str) -> str:
        """Return the value in words: "about 0.7 million USD"."""
        from marchwest.charts.aid_training import millions

        value = self.value(basis)
        return "" if value is None else millions(value, self.currency, self.qualifier)


def view(
    recipient: str = "all",
    years: tuple[int, int] = (FIRST, LAST),
    basis: str = "total",
    donor: str = "all",
) -> Figure:
    """Return the printed sums of aid, with a selection in colour.

    Parameters
    ----------
    recipient : str, default "all"
        A state, as code or name (``"TJK"``, ``"Tajikistan"``), or ``"all"``.
    years : tuple of int, default (1993, 2019)
        First and last year. A claim is selected if its date can lie in those years; one without
        a date is selected whatever they are.
    basis : str, default "total"
        ``"total"``: totals as printed. ``"per_year"``: yearly figures as printed, and totals over
        a span divided by us, the first and the last year included.
    donor : str, default "all"
        ``"CHN"``, ``"USA"`` or ``"all"``.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table of the selected claims.

    Examples
    --------
    >>> view(recipient="KAZ", basis="per_year", donor="CHN").table["Shown"].iloc[1]
    '0.643 million USD a year, divided by us'
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.aid_chart import sums_chart

    recipient = one_of("recipient", recipient, RECIPIENTS)
    years = year_range("years", years, FIRST, LAST)
    basis = one_of("basis", basis, BASES)
    donor = one_of("donor", donor, DONORS)
    chosen = [
        each
        for each in printed_sums()
        if recipient in ("all", each.recipient)
        and donor in ("all", each.donor)
        and each.touches(years)
    ]
    silent = _without_sum(recipient, years, donor)
    sentence = _sentence(chosen, silent, recipient, years, basis, donor)
    chart = sums_chart(
        {each.claim_id for each in chosen}, years, basis, f"{sentence} {DESCRIPTION}"
    )
    return Figure(chart, sentence, _table(chosen, basis))


def explore() -> Explorer:
    """Return the explorer: controls for recipient, years, basis and donor above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Choice("recipient", "To", RECIPIENTS, "all", help="The state that receives"),
        Range("years", "Years", FIRST, LAST, (FIRST, LAST),
              help="First and last year; claims without a date stay whatever the years"),
        Choice("basis", "Figure", BASES, "total",
               help="Totals as printed, or yearly figures: printed, or divided by us"),
        Choice("donor", "From", DONORS, "all", help="The state that gives"),
    ]  # fmt: skip
    return Explorer(view, controls, call="explorers.aid.view", question=QUESTION, room=570)


@cache
def printed_sums() -> tuple[PrintedSum, ...]:
    """Return the claims that print a sum: China's first, by recipient, then by date.

    Returns
    -------
    tuple of PrintedSum
    """
    from marchwest.charts.aid_training import aid_name
    from marchwest.charts.palette import SOURCES
    from marchwest.charts.words import given, records
    from marchwest.claims.independence import relies_on

    aid = records(load("military_aid"))
    names = {row["event"]: aid_name(r for r in aid if r["event"] == row["event"]) for row in aid}
    found = [
        PrintedSum(
            claim_id=row["claim_id"],
            event=row["event"],
            source_id=row["source_id"],
            name=names[row["event"]],
            donor=row["donor"],
            recipient=given(row["recipient"]),
            start=_year(row["date_start"]),
            end=_year(row["date_end"]),
            amount=float(row["amount"]),
            qualifier=given(row["amount_qualifier"]),
            currency=row["currency"],
            basis=row["basis"],
            status=row["status"],
            taken_from=relies_on(given(row["attributed_to"])) or "",
            locator=given(row["locator"]),
        )
        for row in aid
        if given(row["amount"])
    ]
    starts = {
        each.event: min((c.start for c in found if c.event == each.event and c.start), default=9999)
        for each in found
    }
    states, sources = list(RECIPIENTS), list(SOURCES)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.donor,
                states.index(each.recipient),
                starts[each.event],
                each.event,
                sources.index(each.source_id),
                each.claim_id,
            ),
        )
    )


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date else None


@cache
def _rows_without_sum() -> tuple[tuple[str, str, int | None, int | None], ...]:
    """Return donor, recipient and years of the claims that print no sum."""
    from marchwest.charts.words import given, records

    return tuple(
        (row["donor"], given(row["recipient"]), _year(row["date_start"]), _year(row["date_end"]))
        for row in records(load("military_aid"))
        if not given(row["amount"])
    )


def _without_sum(recipient: str, years: tuple[int, int], donor: str) -> int:
    """Count the claims on the same choice that print no sum."""
    return sum(
        (recipient in ("all", to))
        and (donor in ("all", by))
        and (start is None or (start <= years[1] and (end or start) >= years[0]))
        for by, to, start, end in _rows_without_sum()
    )


def _sentence(
    chosen: list[PrintedSum],
    silent: int,
    recipient: str,
    years: tuple[int, int],
    basis: str,
    donor: str,
) -> str:
    shown = [each for each in chosen if each.value(basis) is not None]
    span = f"Between {years[0]} and {years[1]}" if years[0] < years[1] else f"In {years[0]}"
    what = {"total": "a total", "per_year": "a yearly figure"}[basis]
    about = f"for aid from {DONORS[donor]} to {RECIPIENTS[recipient]}"
    if shown:
        sources = len({each.source_id for each in shown})
        parts = [
            f"{span}, {_count(len(shown), 'claim')} by {_count(sources, 'source')} "
            f"{'gives' if len(shown) == 1 else 'give'} {what} {about}: {_ranges(shown, basis)}."
        ]
        if basis == "per_year":
            ours = sum(each.basis == "total" for each in shown)
            parts.append(_who_divided(len(shown) - ours, ours))
        events = len({each.event for each in shown})
        if events < len(shown):
            parts.append(f"They speak of {_count(events, 'piece')} of aid: do not add the claims.")
    else:
        parts = [
            f"{span}, no source gives {what} {about}. {_NO_PROOF} Widen the years or choose "
            "another option."
        ]
    left = len(chosen) - len(shown)
    if left:
        has = "has" if left == 1 else "have"
        lack = {
            "total": f"{has} only a yearly figure",
            "per_year": f"{has} no span of years to divide by",
        }[basis]
        parts.append(f"{_count(left, 'more claim')} {lack}.")
    undated = sum(each.start is None for each in shown)
    if undated and years != (FIRST, LAST):
        are = "is" if undated == 1 else "are"
        parts.append(f"{_count(undated, 'claim')} without a date {are} shown whatever the years.")
    if silent:
        parts.append(f"{_count(silent, 'other claim')} print{'s' * (silent == 1)} no sum.")
    return " ".join(parts)


def _who_divided(printed: int, ours: int) -> str:
    if not ours:
        return "Printed so by the source." if printed == 1 else "All are printed so."
    divided = f"{ours} {'is' if ours == 1 else 'are'} divided by us, first and last year included."
    return f"{printed} {'is' if printed == 1 else 'are'} printed, {divided}" if printed else divided


def _ranges(shown: list[PrintedSum], basis: str) -> str:
    """Say the smallest and the largest sum, each currency for itself."""
    from marchwest.charts.words import source_style

    told = []
    for currency in ("USD", "CNY"):
        held = [each for each in shown if each.currency == currency]
        if not held:
            continue
        by_size = sorted(held, key=lambda each: each.value(basis) or 0)
        ends = [
            f"{each.words(basis)} ({each.name}, {source_style(each.source_id).label})"
            for each in (by_size[0], by_size[-1])
        ]
        same = by_size[0].value(basis) == by_size[-1].value(basis)
        told.append(ends[0] if same else f"from {ends[0]} to {ends[1]}")
    return "; ".join(told)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _table(chosen: list[PrintedSum], basis: str) -> pd.DataFrame:
    from marchwest.charts.aid_training import years_of
    from marchwest.charts.words import source_style

    rows = [
        {
            "Aid": each.name,
            "Source": source_style(each.source_id).label,
            "Years of the claim": years_of(str(each.start or ""), str(each.end or "")),
            "As printed": each.words(each.basis) + (" a year" if each.basis == "per_year" else ""),
            "Shown": _shown(each, basis),
            "Status": each.status,
            "Taken from": source_style(each.taken_from).label if each.taken_from else "",
            LOCATOR: each.locator,
            CLAIM: each.claim_id,
        }
        for each in chosen
    ]
    columns = [
        *("Aid", "Source", "Years of the claim", "As printed", "Shown", "Status", "Taken from"),
        *(LOCATOR, CLAIM),
    ]
    return pd.DataFrame(rows, columns=columns)


def _shown(each: PrintedSum, basis: str) -> str:
    words = each.words(basis)
    if not words:
        return "nothing: a yearly figure" if basis == "total" else "nothing: no span of years"
    if basis == "total":
        return words
    return f"{words} a year, {'printed' if each.basis == basis else 'divided by us'}"
