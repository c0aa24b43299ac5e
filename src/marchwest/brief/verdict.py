"""Turn the report on a brief into one verdict, for a task that is graded."""

from __future__ import annotations

import re
from typing import Final, Unpack

from marchwest.brief.checker import check
from marchwest.brief.criteria import CRITERIA
from marchwest.brief.findings import Finding
from marchwest.brief.report import Report
from marchwest.errors import MarchWestError
from marchwest.judging.plain import BLANK, NotPlain, plain, type_name
from marchwest.judging.verdict import (
    ExpectationError,
    Guide,
    Verdict,
    cannot_read,
    correct,
    incorrect,
    never_raises,
    not_attempted,
)

__all__ = ["ENOUGH", "SERIOUS", "judge"]

ENOUGH: Final = 0.95
"""The score from which a brief without serious findings earns all."""
SERIOUS: Final = 0.1
"""What each serious finding in a sentence takes: a wrong currency in fluent prose is no small thing."""
_NAMED: Final = 3
"""So many things to mend are told at once."""
_PARTS: Final = re.compile(
    r"(?P<reason>.*?)(?: Look at: (?P<where>.*?)\.)?(?: Next: (?P<step>.*))?", re.DOTALL
)
_SETTLED: Final = ("own-calculation", "html")
"""Advice that asks for nothing."""


@never_raises
def judge(text: object, *, words: tuple[int, int] = (480, 720), **guide: Unpack[Guide]) -> Verdict:
    """Judge the citations of a brief: structure and support, never what it concludes.

    Parameters
    ----------
    text : object
        The brief in Markdown, as `check` reads it.
    words : tuple of int, default (480, 720)
        The least and the most words.
    **guide
        See `marchwest.judging.Guide`.

    Returns
    -------
    Verdict
        Correct from a score of 0.95 with nothing serious to mend; else its score is that of the
        report less a tenth for each serious finding in a sentence, and the message names the first three things
        to mend.

    Examples
    --------
    >>> judge("China gave 16 million dollars [@aid-tjk-1993-2008@icg-2013].").heading
    'Partly correct.'
    """
    try:
        given = plain(text)
        if given is BLANK:
            return not_attempted(guide)
        if type(given) is not str:
            raise NotPlain(f"The brief is a `{type_name(given)}`, not text.")
    except NotPlain as problem:
        return cannot_read(str(problem), guide, "Write the brief between triple quotes.")
    try:
        report = check(given, words=words)
    except MarchWestError as mistake:
        raise ExpectationError(str(mistake)) from mistake
    if not report.attempted:
        return not_attempted(guide)
    told: Guide = {"claims": tuple(report.claims), **guide}
    if report.score >= ENOUGH and not report.serious:
        reason = (
            f"{len(report.claims)} claims are cited, {report.witnesses} independent witnesses "
            "speak, and nothing serious is to mend. What the brief concludes was not looked at."
        )
        return correct(reason, told)
    return _partial(report, told)


def _partial(report: Report, guide: Guide) -> Verdict:
    """Say what a brief lacks, the serious first."""
    weighed = [one for one in report.findings if one.kind not in _SETTLED]
    first = sorted(weighed, key=lambda one: not one.serious)[:_NAMED]
    parts = [_PARTS.fullmatch(one.message) for one in first]
    listed = " ".join(
        f"({number}) {_place(one)}{match['reason'] if match else one.message}"
        for number, (one, match) in enumerate(zip(first, parts, strict=True), start=1)
    )
    places = [match["where"] for match in parts if match and match["where"]]
    steps = [match["step"] for match in parts if match and match["step"]]
    unmet = [name for name in CRITERIA if name not in report.passed]
    reason = (
        f"The checker's score is {report.score:.2f} of 1. To mend, in {len(report.sentences)} "
        f"sentences: {len(report.serious)}."
    )
    costly = [one for one in report.serious if one.sentence]
    if costly:
        reason += f" Each of the {len(costly)} in a sentence takes a tenth."
    if unmet:
        reason += f" Not met in full: {', '.join(unmet)}."
    if listed:
        reason += f" The first: {listed}"
    step = f"for (1), {steps[0]}" if steps else "add what the criteria ask for."
    whole = "Then read brief.check(my_brief) sentence by sentence."
    where = "; ".join(dict.fromkeys(places))
    told: Guide = {"where": where, "next_step": f"{step} {whole}", **guide}
    score = max(0.0, min(report.score, 0.99) - SERIOUS * len(costly))
    return incorrect(reason, told, score)


def _place(one: Finding) -> str:
    return f"Sentence {one.sentence}: " if one.sentence else ""
