"""Time the check of every practice item: each recorded attempt, handed to a new card.

The bar: 20 ms at the 95th percentile of all checks, with the tables read (warm), as after the first
answer in a notebook. A check is what `Card.answer` does: draw the right answer from the claims,
judge, find the message, keep how it went. How the reply travels to the page is not in it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

from machine import machine

from marchwest.practice import bank
from marchwest.practice.cards import Card
from marchwest.practice.model import Item

BAR = 20.0
"""Milliseconds, at the 95th percentile."""


@dataclass(frozen=True)
class Row:
    """The checks of one kind of item."""

    kind: str
    items: int
    checks: int
    median: float
    p95: float
    worst: float
    slowest: str
    """The item of the worst check."""


def attempts(item: Item) -> list[Any]:
    """Return the recorded answers of an item, right and wrong, and a blank."""
    return [*item.attempts.right, *(wrong.answer for wrong in item.attempts.wrong), ""]


def timed(item: Item, answer: Any) -> float:
    """Return how many milliseconds one check takes."""
    card = Card(item)
    begun = perf_counter()
    card.answer(answer)
    return (perf_counter() - begun) * 1000


def percentile(times: list[float], share: int) -> float:
    """Return the time that a share of all, in percent, does not exceed."""
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1]


def measured(items: Iterable[Item], rounds: int) -> tuple[list[Row], list[float]]:
    """Check each attempt `rounds` times; return a row for each kind, and all times."""
    found: dict[str, list[tuple[float, str]]] = {}
    ids: dict[str, set[str]] = {}
    pairs = [(item, answer) for item in items for answer in attempts(item)]
    for item, answer in pairs:  # warm: the tables are read, the claims are found
        timed(item, answer)
    gc.collect()
    for _ in range(rounds):
        for item, answer in pairs:
            found.setdefault(item.kind.value, []).append((timed(item, answer), item.id))
            ids.setdefault(item.kind.value, set()).add(item.id)
    rows = [row(kind, len(ids[kind]), seen) for kind, seen in found.items()]
    return rows, [time for seen in found.values() for time, _ in seen]


def row(kind: str, items: int, seen: list[tuple[float, str]]) -> Row:
    """Return the figures of some checks."""
    times = [time for time, _ in seen]
    worst, slowest = max(seen)
    return Row(
        kind,
        items,
        len(seen),
        round(statistics.median(times), 2),
        round(percentile(times, 95), 2),
        round(worst, 2),
        slowest,
    )


def shown(rows: list[Row]) -> str:
    """Return the rows as a table."""
    lines = [
        f"{'kind':<16}{'items':>6}{'checks':>8}{'median':>9}{'95 %':>8}{'worst':>8}  slowest item",
        f"{'':<30}{'ms':>9}{'ms':>8}{'ms':>8}",
    ]
    lines += [
        f"{each.kind:<16}{each.items:>6}{each.checks:>8}{each.median:>9.2f}{each.p95:>8.2f}"
        f"{each.worst:>8.2f}  {each.slowest}"
        for each in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each attempt is checked")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    before = machine()
    with tempfile.TemporaryDirectory() as folder:
        # Answers of a benchmark are no learner's progress; to keep them takes its time all the same.
        os.environ["MARCHWEST_PROGRESS"] = folder
        rows, times = measured(bank.items().values(), max(asked.rounds, 1))
    p95 = percentile(times, 95)
    verdict = "PASS" if p95 <= BAR else f"over the bar by {p95 - BAR:.1f} ms"
    if asked.json:
        about = {"machine": before, "bar_ms": BAR, "p95_ms": round(p95, 2), "verdict": verdict}
        print(json.dumps(about | {"rows": [asdict(each) for each in rows]}, indent=1))
        return
    print(f"{before}\n")
    print(shown(rows))
    print(
        f"\nAll {len(times)} checks: median {statistics.median(times):.2f} ms, "
        f"95th percentile {p95:.2f} ms, bar {BAR:.0f} ms: {verdict}"
    )


if __name__ == "__main__":
    main()
