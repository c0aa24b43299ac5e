"""What the checker hands back: sentences, findings, counts, a score, and a page to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marchwest.brief import criteria, page
from marchwest.brief.findings import Finding
from marchwest.brief.support import Checked

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Report", "Sentence"]


@dataclass
class Sentence:
    """One sentence of the brief."""

    number: int
    """From 1, through the whole brief."""
    paragraph: int
    text: str
    """Without its citations."""
    claim_ids: list[str] = field(default_factory=list)
    """The claims that it cites and that exist."""
    figures: list[Checked] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def status(self) -> str:
        """In a word: ``to mend``, ``advice``, ``supported`` or ``no citation``."""
        if any(one.serious for one in self.findings):
            return "to mend"
        if self.findings:
            return "advice"
        return "supported" if self.claim_ids else "no citation"


@dataclass
class Report:
    """What was found in a brief."""

    sentences: list[Sentence]
    findings: list[Finding]
    """All of them, also those of the sentences; those of the whole brief come first."""
    words: int
    """Words of the prose, without headings, tables, charts and citations."""
    claims: list[str]
    """The claims cited, each once, in order."""
    sources: dict[str, int]
    """How often each source is cited."""
    witnesses: int
    """How many independent witnesses there are among the sources."""
    charts: int = 0
    """Charts, or places for them."""
    counts: criteria.Counts = field(default_factory=criteria.Counts)

    @property
    def attempted(self) -> bool:
        """Tell whether there is anything to check."""
        return bool(self.sentences)

    @property
    def serious(self) -> list[Finding]:
        """The findings that have to be mended."""
        return [one for one in self.findings if one.serious]

    @property
    def passed(self) -> list[str]:
        """Names of the criteria that are met in full; see `marchwest.brief.CRITERIA`."""
        return criteria.passed(self.counts)

    @property
    def score(self) -> float:
        """From 0 to 1: the shares of the criteria by weight, times how much of a brief there is."""
        return criteria.score(self.counts)

    def table(self) -> pd.DataFrame:
        """Return one row a sentence.

        Returns
        -------
        pandas.DataFrame
            ``sentence``, ``paragraph``, ``status``, ``text``, ``claims``, ``figures``, ``findings``.
        """
        import pandas as pd

        names = ["sentence", "paragraph", "status", "text", "claims", "figures", "findings"]
        rows = [
            (
                one.number,
                one.paragraph,
                one.status,
                one.text,
                "; ".join(one.claim_ids),
                "; ".join(map(str, one.figures)),
                " | ".join(finding.message for finding in one.findings),
            )
            for one in self.sentences
        ]
        return pd.DataFrame(rows, columns=names)

    def __str__(self) -> str:
        return page.plain(self)

    def _repr_markdown_(self) -> str:
        return page.markdown(self)

    def _repr_html_(self) -> str:
        return page.html(self)
