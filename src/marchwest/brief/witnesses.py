"""How many independent witnesses speak: two texts that pass on one report count once."""

from __future__ import annotations

from marchwest.brief.findings import Finding, say
from marchwest.brief.holdings import Holding
from marchwest.judging.sources import source_name

__all__ = ["count_witnesses", "dependent_pairs"]


def count_witnesses(claims: list[Holding]) -> int:
    """Count the independent witnesses among the cited claims.

    A claim that its source credits to another of the nine texts is that text's. Two sources that
    credit the same outside report for one event are one witness there.
    """
    reports: dict[tuple[str, str], str] = {}
    found = set()
    for one in claims:
        witness = one.witness
        if one.credit and not one.relies_on:
            witness = reports.setdefault((one.event, _report(one)), witness)
        found.add(witness)
    return len(found)


def _report(one: Holding) -> str:
    return one.credit.partition(" (")[0].casefold()


def dependent_pairs(cited: dict[str, int], claims: list[Holding]) -> list[Finding]:
    """Name the pairs of cited claims of one event that are one witness."""
    found = []
    by_event: dict[str, list[Holding]] = {}
    for one in claims:
        by_event.setdefault(one.event, []).append(one)
    for group in by_event.values():
        for one in group:
            other = next((o for o in group if o.source_id == one.relies_on), None)
            if other is None and one.credit and not one.relies_on:
                other = next(
                    (
                        o
                        for o in group
                        if o.source_id < one.source_id and _report(o) == _report(one)
                    ),
                    None,
                )
            if other is not None:
                name = source_name(one.source_id)
                reason = f"{name} takes {one.event} from {source_name(other.source_id)} or its report: {one.claim_id} and {other.claim_id} count once."
                step = "say so in the brief, or look for a witness of its own."
                found.append(say("dependent", cited[one.claim_id], reason, step, one.place))
    return found
