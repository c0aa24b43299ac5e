"""What a brief is measured by: structure and support, never what it concludes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = [
    "CRITERIA",
    "LEAST_CLAIMS",
    "LEAST_FIGURES",
    "LEAST_SENTENCES",
    "Counts",
    "passed",
    "score",
    "shares",
]

CRITERIA: Final[dict[str, tuple[float, str]]] = {
    "length": (0.10, "The brief keeps within its bounds; what is repeated does not count."),
    "claims exist": (
        0.15,
        "Every mark names a claim of the data; at least eight claims are cited.",
    ),
    "figures borne out": (
        0.25,
        "Figures agree with the claims cited beside them; at least six do.",
    ),
    "figures cited": (0.10, "No number stands without a citation."),
    "claims related": (0.10, "Each cited claim has to do with its sentence."),
    "independent sources": (0.10, "At least three independent witnesses speak."),
    "both sides": (
        0.10,
        "Of disagreements that it touches, it shows the other side of half or more.",
    ),
    "care": (0.05, "Nine in ten citations keep the claim's certainty and credit."),
    "own words": (0.05, "No sentence is repeated, stuffed with marks or copied from the tables."),
}
"""Each criterion: its weight, and what meets it. The weights make 1."""
LEAST_CLAIMS: Final = 8
LEAST_FIGURES: Final = 6
LEAST_SENTENCES: Final = 8
_WITNESSES: Final = 3
_SIDES: Final = 0.5
_CARE: Final = 0.9


@dataclass(frozen=True)
class Counts:
    """What the criteria are worked out from."""

    words: int = 0
    """Of sentences that do not repeat an earlier one."""
    bounds: tuple[int, int] = (480, 720)
    total_words: int = 0
    marks: int = 0
    known_marks: int = 0
    claims: int = 0
    figures: int = 0
    borne_out: int = 0
    uncited: int = 0
    related: int = 0
    unrelated: int = 0
    witnesses: int = 0
    disputes: int = 0
    shown: int = 0
    careless: int = 0
    cited_sentences: int = 0
    sound_sentences: int = 0
    """Sentences that do not repeat, cite a related claim and have no serious finding."""
    sentences: int = 0
    repeated: int = 0
    copied: int = 0
    stuffed: int = 0


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0


def shares(counts: Counts) -> dict[str, float]:
    """Return how far each criterion is met, from 0 to 1.

    Parameters
    ----------
    counts : Counts

    Returns
    -------
    dict
    """
    low, high = counts.bounds
    length = 1.0
    if counts.words < low:
        length = _share(counts.words, low)
    elif counts.total_words > high:
        length = _share(high, counts.total_words)
    if length < 0.8:
        length = 0.0
    cited = counts.marks > 0
    care = 1 - _share(counts.careless, counts.cited_sentences)
    bad = counts.repeated + counts.copied + counts.stuffed
    return {
        "length": length,
        "claims exist": _share(counts.known_marks, counts.marks)
        * _share(counts.claims, LEAST_CLAIMS),
        "figures borne out": _share(counts.borne_out, max(counts.figures, LEAST_FIGURES)),
        "figures cited": 1 - _share(counts.uncited, counts.uncited + counts.figures)
        if cited
        else 0.0,
        "claims related": _share(counts.related, counts.related + counts.unrelated),
        "independent sources": _share(counts.witnesses, _WITNESSES),
        "both sides": (
            _share(counts.shown / counts.disputes, _SIDES) if counts.disputes else float(cited)
        ),
        "care": min(1.0, care / _CARE) if cited else 0.0,
        "own words": max(0.0, 1 - 2 * _share(bad, counts.sentences)) if counts.sentences else 0.0,
    }


def substance(counts: Counts) -> float:
    """Return how much of a brief there is: own words and sound sentences, from 0 to 1."""
    return min(
        _share(counts.words, counts.bounds[0]), _share(counts.sound_sentences, LEAST_SENTENCES)
    )


def score(counts: Counts) -> float:
    """Return the score: each criterion's share by its weight, times how much of a brief there is.

    Parameters
    ----------
    counts : Counts

    Returns
    -------
    float
        From 0 to 1, rounded to four digits.
    """
    parts = shares(counts)
    total = sum(weight * parts[name] for name, (weight, _) in CRITERIA.items())
    return round(total * substance(counts), 4)


def passed(counts: Counts) -> list[str]:
    """Return the names of the criteria that are met in full."""
    if not counts.sentences:
        return []
    parts = shares(counts)
    return [name for name in CRITERIA if parts[name] >= 1.0]
