"""The checks of unit 7's explorer: figures that should give a figure which a text claims.

Each figure is a claim of the data. What stands here besides is how the text prints it: in which
unit (dollars by the billion or by the million) and with which word ("some", "just under").
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from marchwest.data import load

__all__ = ["CHECKS", "Check", "Printed", "Span", "checked", "claim", "span_of"]

TABLES = ("trade", "context", "investment", "finance")
NEAR = ("some", "a dozen")
"""Words that reach to both sides of a number."""
BELOW = ("just under", "almost", "nearly", "close to")
"""Words that reach only downwards."""
FROM = ("exceeded", "mostly")
"""Words that set a floor, and no ceiling."""
UP_TO = ("on track to surpass",)
"""Words that set a ceiling."""
DAYS = 365


@dataclass(frozen=True)
class Span:
    """What a number may really be."""

    low: float
    high: float

    def __contains__(self, other: Span) -> bool:
        return self.low <= other.low and other.high <= self.high

    def meets(self, other: Span) -> bool:
        """Tell whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class Printed:
    """A figure as a text prints it."""

    claim: str
    role: str
    """What it is in the check: "trade in 2000"."""
    step: float = 1.0
    """The unit of its last printed digit: 1e9 for "$30 billion"; 0 for a plain count."""
    word: str = ""
    """The word beside it, one of those above, or none."""
    value: float | None = None
    """The number that we read into a word such as "mostly"; else the claim's own is taken."""


@dataclass(frozen=True)
class Check:
    """Figures, the figure that they should give, and the way from the ones to the other."""

    title: str
    short: str
    """The title as a drop-down list has room for it."""
    kind: str
    """``fold``, ``growth``, ``share``, ``sum``, ``difference`` or ``year``."""
    figures: tuple[Printed, ...]
    claimed: Printed
    unit: str
    scale: float = 1.0
    """By how much results are divided before they are written."""


CHECKS: dict[str, Check] = {
    "thirty-fold": Check(
        "Growth: China's trade with Central Asia, 2000 to 2010",
        "Growth: trade, 2000 to 2010",
        "fold",
        (
            Printed("trade-chn-ca-2000@icg-2013", "trade in 2000", 1e9, "some"),
            Printed("trade-chn-ca-2010@icg-2013", "trade in 2010", 1e9, "just under"),
        ),
        Printed("trade-chn-ca-growth-2000-2010@icg-2013", "growth"),
        "fold",
    ),
    "companies": Check(
        "Parts of a total: Chinese companies in 2005",
        "Total: companies in 2005",
        "sum",
        (
            Printed("companies-china-kaz-2005@icg-2013", "in Kazakhstan", 0),
            Printed("companies-china-uzb-2005@icg-2013", "in Uzbekistan", 0),
            Printed(
                "companies-china-kgz-tjk-2005@icg-2013",
                "in Kyrgyzstan and Tajikistan",
                1,
                "a dozen",
            ),
        ),
        Printed("companies-china-ca-2005@icg-2013", "in Central Asia", 1, "almost"),
        "companies",
    ),
    "loans": Check(
        "Parts of a total: the loans of 2004",
        "Total: loans of 2004",
        "sum",
        (
            Printed("loan-tjk-2004@icg-2013", "to Tajikistan", 1e6),
            Printed("loan-kgz-2004@icg-2013", "to Kyrgyzstan", 1e6),
        ),
        Printed("loans-sco-900m-2004@icg-2013", "the package", 1e6),
        "million dollars",
        1e6,
    ),
    "gas-first": Check(
        "A day and a year: Iran's first deliveries, the first capacity",
        "Day to year: gas at first",
        "year",
        (Printed("ipi-supply-initial@blank-2010", "gas a day at first", 1e6),),
        Printed("ipi-capacity-initial@blank-2010", "first capacity a year"),
        "bcm a year",
    ),
    "gas-later": Check(
        "A day and a year: Iran's later deliveries, the first capacity",
        "Day to year: gas later",
        "year",
        (Printed("ipi-supply-later@blank-2010", "gas a day later", 1e6),),
        Printed("ipi-capacity-initial@blank-2010", "first capacity a year"),
        "bcm a year",
    ),
    "gas-full": Check(
        "A day and a year: Iran's later deliveries, the later capacity",
        "Day to year: gas in the end",
        "year",
        (Printed("ipi-supply-later@blank-2010", "gas a day later", 1e6),),
        Printed("ipi-capacity-later@blank-2010", "later capacity a year"),
        "bcm a year",
    ),
    "gold-growth": Check(
        "Growth: China's gold, old stock and new",
        "Growth: gold in stock",
        "growth",
        (
            Printed("gold-chn-2008@hsiao-2010", "the old stock"),
            Printed("gold-chn-2009@hsiao-2010", "the new stock"),
        ),
        Printed("gold-chn-growth-2003-2009@hsiao-2010", "growth"),
        "per cent",
    ),
    "gold-step": Check(
        "A difference: new stock less old, the purchase of 2009",
        "Difference: gold in stock",
        "difference",
        (
            Printed("gold-chn-2008@hsiao-2010", "the old stock"),
            Printed("gold-chn-2009@hsiao-2010", "the new stock"),
        ),
        Printed("gold-chn-purchase-2009@hsiao-2010", "bought in 2009", 0.1),
        "tons",
    ),
    "gold-share": Check(
        "A share: China's part of the gold that central banks bought",
        "Share: gold bought in 2009",
        "share",
        (
            Printed("gold-chn-purchase-2009@hsiao-2010", "bought by China", 0.1),
            Printed("gold-central-banks-purchase-2009@hsiao-2010", "bought by all central banks"),
        ),
        Printed("gold-chn-share-of-purchases-2009@hsiao-2010", "share", 1, "nearly"),
        "per cent",
    ),
    "treasuries": Check(
        "A share: U.S. treasuries in China's reserves",
        "Share: U.S. treasuries",
        "share",
        (
            Printed("treasuries-chn-2010@hsiao-2010", "U.S. treasuries", 1e12, "close to"),
            Printed("forex-chn-2010@hsiao-2010", "all reserves", 1e10),
        ),
        Printed("forex-chn-share-in-treasuries@hsiao-2010", "share", 1, "mostly", 50.0),
        "per cent",
    ),
    "russia": Check(
        "A ratio: China's trade of 2008 beside Russia's",
        "Ratio: China beside Russia",
        "share",
        (
            Printed("trade-chn-ca-2008@peyrouse-2010", "China's trade", 1e9, "exceeded"),
            Printed("trade-rus-ca-2008@peyrouse-2010", "Russia's trade", 1e9),
        ),
        Printed(
            "trade-rank-china-central-asia@peyrouse-2010", "ratio", 1, "on track to surpass", 100.0
        ),
        "per cent",
    ),
}


@cache
def _claims() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for table in TABLES:
        frame = load(table)
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
            rows[str(row["claim_id"])] = {str(name): cell for name, cell in row.items()}
    return rows


def claim(printed: Printed) -> dict[str, Any]:
    """Return the row of the claim behind a figure, with its number under ``value``.

    Parameters
    ----------
    printed : Printed

    Returns
    -------
    dict
    """
    row = _claims()[printed.claim]
    own = row["amount"] if "amount" in row else row["number"]
    return row | {"value": printed.value if own is None else float(own)}


def span_of(printed: Printed, *, exact: bool, about: float) -> Span:
    """Return what a printed figure allows.

    Parameters
    ----------
    printed : Printed
    exact : bool
        Whether a number stands for itself alone. A floor or a ceiling stays one.
    about : float
        How far "some" or "almost" reaches, in per cent of the number.

    Returns
    -------
    Span
    """
    value = float(claim(printed)["value"])
    if printed.word in FROM:
        return Span(value, math.inf)
    if printed.word in UP_TO:
        return Span(0.0, value)
    if exact:
        return Span(value, value)
    reach = value * about / 100
    if printed.word in NEAR:
        return Span(value - reach, value + reach)
    if printed.word in BELOW:
        return Span(value - reach, value)
    return Span(value - printed.step / 2, value + printed.step / 2)


def checked(check: Check, spans: list[Span]) -> Span:
    """Return the range that the figures of a check allow for the figure claimed.

    Parameters
    ----------
    check : Check
    spans : list of Span
        One a figure, in order.

    Returns
    -------
    Span
    """
    first, last = spans[0], spans[-1]
    match check.kind:
        case "fold":
            return Span(last.low / first.high, last.high / first.low)
        case "growth":
            return Span((last.low / first.high - 1) * 100, (last.high / first.low - 1) * 100)
        case "share":
            return Span(first.low / last.high * 100, first.high / last.low * 100)
        case "difference":
            return Span(last.low - first.high, last.high - first.low)
        case "year":
            return Span(first.low * DAYS / 1e9, first.high * DAYS / 1e9)
    return Span(sum(span.low for span in spans), sum(span.high for span in spans))
