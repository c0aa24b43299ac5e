"""Where the brief uses one side of a disagreement and shows the reader nothing of the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from marchwest.brief.findings import Finding, say
from marchwest.brief.holdings import holding
from marchwest.brief.wording import names_source
from marchwest.claims import disagreements
from marchwest.judging.sources import fold

__all__ = ["Dispute", "disputes", "one_sided"]

_WEIGHED: Final = ("value", "judgement", "status")
_MOST: Final = 3
"""At most so many are pointed out for one claim, those about values first."""


@dataclass(frozen=True)
class Dispute:
    """One row of the disagreements: which claims stand on which side."""

    event: str
    kind: str
    found: str
    sides: dict[str, str]
    """What each claim says; of a tension that was read, each claim is a side of its own."""

    def against(self, claim_id: str) -> list[str]:
        """Return the claims that say something else."""
        return [other for other, side in self.sides.items() if side != self.sides[claim_id]]


@cache
def disputes() -> tuple[Dispute, ...]:
    """Return every disagreement of the data with its sides."""
    rows = []
    for row in disagreements().to_dict("records"):
        ids = row["claim_ids"].split(";")
        sides = {claim_id: claim_id for claim_id in ids}
        if row["found"] == "compared":
            for claim_id in ids:
                told = re.search(rf"(?:^|\| )([^|]*?) \({re.escape(claim_id)}\)", row["sides"])
                sides[claim_id] = told[1] if told else claim_id
        rows.append(Dispute(row["event"], row["kind"], row["found"], sides))
    order = ("value", "judgement", "date", "status", "scope")
    return tuple(sorted(rows, key=lambda one: (one.found != "compared", order.index(one.kind))))


@cache
def _by_claim() -> dict[str, list[Dispute]]:
    found: dict[str, list[Dispute]] = {}
    for one in disputes():
        for claim_id in one.sides:
            if one.against(claim_id):
                found.setdefault(claim_id, []).append(one)
    return found


def one_sided(cited: dict[str, tuple[int, str]]) -> tuple[list[Finding], int, int]:
    """Point out disputed events of which the brief shows one side.

    Parameters
    ----------
    cited : dict
        For each claim the number of the first sentence that cites it, and the text of that
        paragraph.

    Returns
    -------
    list of Finding
    int
        How many disagreements about a value, judgement or status between texts the brief touches.
    int
        Of how many of these it shows the other side.
    """
    found: list[Finding] = []
    seen: set[int] = set()
    told = dict.fromkeys(cited, 0)
    touched = shown = 0
    for claim_id, (number, paragraph) in cited.items():
        for dispute in _by_claim().get(claim_id, ()):
            if id(dispute) in seen:
                continue
            seen.add(id(dispute))
            against = dispute.against(claim_id)
            open_ = not any(other in cited for other in against) and not _named(
                paragraph, against, claim_id
            )
            if dispute.found == "compared" and dispute.kind in _WEIGHED:
                touched += 1
                shown += not open_
            if not open_ or told[claim_id] >= _MOST:
                continue
            told[claim_id] += 1
            others = ", ".join(f"[@{other}]" for other in against[:3])
            reason = f"{claim_id} stands in a disagreement ({dispute.kind}: {dispute.event}), and the brief shows no other side."
            step = f"read {others} and cite one, or say why you leave it out."
            found.append(say("one-sided", number, reason, step, holding(against[0]).place))
    return found, touched, shown


def _named(paragraph: str, against: list[str], claim_id: str) -> bool:
    """Tell whether the paragraph names the authors of both sides."""
    folded = fold(paragraph)
    own = holding(claim_id).source_id
    others = {holding(other).source_id for other in against} - {own}
    return names_source(folded, own) and any(names_source(folded, other) for other in others)
