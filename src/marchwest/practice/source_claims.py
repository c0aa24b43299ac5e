"""What "Show source claim" shows: the claims behind an answer, with id, place and figures."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from marchwest.claims import cite, report_url
from marchwest.claims.wrong_fact import REPORT, repository
from marchwest.language import gettext, gettext_noop, ngettext
from marchwest.practice.answers import claim_row

__all__ = ["REPORT", "SourceClaims", "labels", "source_claims"]

_MOST = 6
"""More claims than this are a table, not a reading; the rest is told by number."""


@dataclass(frozen=True)
class SourceClaims:
    """The claims on which an item rests. As the last value of a cell they show themselves."""

    claims: tuple[dict[str, str], ...]
    """For each: ``claim_id``, ``cite``, ``says``, ``evidence``, ``certainty``, ``credits``, ``note``,
    ``report``: where to report a wrong fact."""
    more: int = 0
    """How many further claims are not listed."""
    instead: str = ""
    """What stands in their place where they are not shown yet."""

    @property
    def rest(self) -> str:
        """How many further claims there are, in words; empty where there are none."""
        told = ngettext("and {number} more claim", "and {number} more claims", self.more)
        return told.format(number=self.more) if self.more else ""

    @property
    def lines(self) -> list[str]:
        """Everything in plain text."""
        shown = [line for claim in self.claims for line in _lines(claim)]
        return [*shown, *filter(None, (self.rest, self.instead, self._report()))]

    def _report(self) -> str:
        """Where to report a wrong fact, for a reader who has no link to press."""
        if not self.claims or not repository():
            return ""
        return f"{gettext(REPORT)}: {repository()}/issues"

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
        "report": report_url(row["claim_id"]),
    }


_LABELS = {
    "says": gettext_noop("Says"),
    "evidence": gettext_noop("Figures and names"),
    "certainty": gettext_noop("Certainty"),
    "credits": gettext_noop("Credits"),
    "note": gettext_noop("Our note"),
}


def labels() -> list[tuple[str, str]]:
    """Return what a claim shows, part by part, with the words that stand before each."""
    return [(key, gettext(label)) for key, label in _LABELS.items()]


def _lines(claim: dict[str, str]) -> list[str]:
    first = f"{claim['claim_id']} {claim['cite']}"
    return [first] + [f"  {label}: {claim[key]}" for key, label in labels() if claim[key]]


def _html(claim: dict[str, str]) -> str:
    rows = "".join(
        f"<li>{escape(label)}: {escape(claim[key])}</li>" for key, label in labels() if claim[key]
    )
    head = f"<code>{escape(claim['claim_id'])}</code> {escape(claim['cite'])}"
    return f"<p>{head}</p><ul>{rows}</ul>{_report_html(claim)}"


def _report_html(claim: dict[str, str]) -> str:
    if not claim["report"]:
        return ""
    word = escape(gettext(REPORT))
    return (
        f'<p><a href="{escape(claim["report"])}" target="_blank" rel="noopener" '
        f'aria-label="{word}: {escape(claim["claim_id"])}">{word}</a></p>'
    )
