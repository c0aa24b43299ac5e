"""What "Show source claim" shows: the claims behind an answer, with id, place and figures."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from marchwest.claims import cite
from marchwest.practice.answers import claim_row

__all__ = ["SourceClaims", "source_claims"]

_MOST = 6
"""More claims than this are a table, not a reading; the rest is told by number."""


@dataclass(frozen=True)
class SourceClaims:
    """The claims on which an item rests. As the last value of a cell they show themselves."""

    claims: tuple[dict[str, str], ...]
    """For each: ``claim_id``, ``cite``, ``says``, ``evidence``, ``certainty``, ``credits``, ``note``."""
    more: int = 0
    """How many further claims are not listed."""
    instead: str = ""
    """What stands in their place where they are not shown yet."""

    @property
    def rest(self) -> str:
        """How many further claims there are, in words; empty where there are none."""
        claims = "claim" if self.more == 1 else "claims"
        return f"and {self.more} more {claims}" if self.more else ""

    @property
    def lines(self) -> list[str]:
        """Everything in plain text."""
        shown = [line for claim in self.claims for line in _lines(claim)]
        return [*shown, *filter(None, (self.rest, self.instead))]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        more = f"<p>{self.rest}</p>" if self.more else ""
        instead = f"<p>{escape(self.instead)}</p>" if self.instead else ""
        return "".join(_html(claim) for claim in self.claims) + more + instead


def source_claims(claim_ids: tuple[str, ...]) -> SourceClaims:
    """Return claims in a form to be shown.

    Parameters
    ----------
    claim_ids : tuple of str

    Returns
    -------
    SourceClaims
        At most six, and how many there are besides.
    """
    shown = tuple(_shown(claim_row(claim)) for claim in claim_ids[:_MOST])
    return SourceClaims(shown, more=max(0, len(claim_ids) - _MOST))


def _shown(row: dict[str, Any]) -> dict[str, str]:
    return {
        "claim_id": row["claim_id"],
        "cite": cite(row["claim_id"]),
        "says": row["says"] or "",
        "evidence": (row["evidence"] or "").replace(";", "; "),
        "certainty": row["certainty"] or "",
        "credits": row["attributed_to"] or "",
        "note": row["note"] or "",
    }


_LABELS = {
    "says": "Says",
    "evidence": "Figures and names in the passage",
    "certainty": "Certainty",
    "credits": "Credits",
    "note": "Our note",
}


def _lines(claim: dict[str, str]) -> list[str]:
    first = f"{claim['claim_id']} {claim['cite']}"
    return [first] + [f"  {label}: {claim[key]}" for key, label in _LABELS.items() if claim[key]]


def _html(claim: dict[str, str]) -> str:
    rows = "".join(
        f"<li>{label}: {escape(claim[key])}</li>" for key, label in _LABELS.items() if claim[key]
    )
    head = f"<code>{escape(claim['claim_id'])}</code> {escape(claim['cite'])}"
    return f"<p>{head}</p><ul>{rows}</ul>"
