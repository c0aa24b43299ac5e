"""What the checker has to say: each finding has a kind, a sentence and a message that leads on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["KINDS", "Finding", "say"]

KINDS: Final[dict[str, tuple[bool, str]]] = {
    "not-attempted": (True, "Not attempted"),
    "length": (True, "Length outside the bounds"),
    "cut": (True, "Too long to read"),
    "html": (False, "HTML"),
    "mark-form": (False, "Mark not in its form"),
    "unknown-claim": (True, "No such claim"),
    "figure": (True, "Figure not borne out"),
    "currency": (True, "Other currency"),
    "unit": (True, "Other unit"),
    "scale": (True, "Wrong by a factor"),
    "other-claim": (True, "Figure of another claim"),
    "direction": (True, "At least and at most changed round"),
    "year": (True, "Year not borne out"),
    "too-exact": (False, "More exact than the claim"),
    "qualifier": (False, "Qualifier lost"),
    "rounded": (False, "Rounded"),
    "small-number": (False, "Small number not in the claim"),
    "own-calculation": (False, "Own calculation"),
    "calculation-parts": (True, "Calculation without its parts"),
    "figure-uncited": (True, "Figure without a citation"),
    "year-uncited": (False, "Year without a citation"),
    "name-uncited": (False, "Name without a citation"),
    "unrelated": (True, "What does this claim bear out?"),
    "stuffed": (True, "Too many citations in one sentence"),
    "repeated": (True, "Repeated"),
    "copied": (False, "Words of the data"),
    "one-sided": (False, "One side of a disagreement"),
    "dependent": (False, "Two texts, one witness"),
    "certainty": (False, "More certain than the claim"),
    "credit": (False, "Credit dropped"),
}
"""Each kind of finding: whether it is serious, and its verdict in words."""


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to weigh."""

    kind: str
    """A key of `KINDS`."""
    sentence: int | None
    """Number of the sentence, None where the whole brief is meant."""
    message: str
    serious: bool
    """False for advice."""

    def __str__(self) -> str:
        place = f"Sentence {self.sentence}: " if self.sentence else ""
        return place + self.message


def say(kind: str, sentence: int | None, reason: str, step: str, where: str = "") -> Finding:
    """Make a finding: verdict, reason, where to look, next step.

    Parameters
    ----------
    kind : str
        A key of `KINDS`.
    sentence : int or None
    reason, step : str
    where : str, optional
        Source and locator.

    Returns
    -------
    Finding
    """
    serious, verdict = KINDS[kind]
    look = f" Look at: {where}." if where else ""
    stop = "" if verdict.endswith("?") else "."
    return Finding(kind, sentence, f"{verdict}{stop} {reason}{look} Next: {step}", serious)
