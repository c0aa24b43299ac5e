"""What the judge says: one of four outcomes, a score, and a message that leads on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, TypedDict

from marchwest.errors import MarchWestError
from marchwest.language import gettext, gettext_noop

__all__ = [
    "ExpectationError",
    "Guide",
    "Mistake",
    "Outcome",
    "Verdict",
    "cannot_read",
    "correct",
    "incorrect",
    "never_raises",
    "not_attempted",
]


class ExpectationError(MarchWestError):
    """The question itself is wrong: an author's mistake, never the learner's."""


class Outcome(StrEnum):
    """The four things that can be said of an answer."""

    NOT_ATTEMPTED = "not_attempted"
    CORRECT = "correct"
    INCORRECT = "incorrect"
    UNREADABLE = "unreadable"


_HEADINGS = {
    Outcome.NOT_ATTEMPTED: gettext_noop("Not attempted."),
    Outcome.CORRECT: gettext_noop("Correct."),
    Outcome.INCORRECT: gettext_noop("Incorrect."),
    Outcome.UNREADABLE: gettext_noop("Cannot be read."),
}


@dataclass(frozen=True)
class Verdict:
    """One answer, judged."""

    outcome: Outcome
    score: float
    """Between 0 and 1, always a plain Python float."""
    reason: str
    where: str = ""
    """Where in the sources to look."""
    next_step: str = ""
    claims: tuple[str, ...] = ()
    """The claim ids on which the verdict rests."""

    def __post_init__(self) -> None:
        if type(self.score) is not float or not 0.0 <= self.score <= 1.0:
            raise ExpectationError(f"A score is a float from 0 to 1, not {self.score!r}.")
        if (self.outcome is Outcome.CORRECT) != (self.score == 1.0):
            raise ExpectationError("A correct answer scores 1.0, and only a correct answer does.")

    @property
    def heading(self) -> str:
        """The verdict in a word or two."""
        if self.outcome is Outcome.INCORRECT and self.score > 0:
            return gettext("Partly correct.")
        return gettext(_HEADINGS[self.outcome])

    @property
    def message(self) -> str:
        """Verdict, reason, where to look, next step: as plain text."""
        return " ".join(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The message in up to three parts: verdict with reason, where to look, next step."""
        where = gettext("Look at: {place}.").format(place=self.where) if self.where else ""
        step = gettext("Next: {step}").format(step=self.next_step) if self.next_step else ""
        return tuple(part for part in (f"{self.heading} {self.reason}", where, step) if part)

    @property
    def markdown(self) -> str:
        """The same message as Markdown."""
        lines = [f"**{self.heading}** {self.reason}"]
        if self.where:
            lines.append(gettext("*Look at:* {place}.").format(place=self.where))
        if self.next_step:
            lines.append(gettext("*Next:* {step}").format(step=self.next_step))
        return "\n\n".join(lines)


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that is known beforehand and gets its own message."""

    value: Any
    """The wrong answer, in the form of the right one."""
    message: str
    """Why somebody arrives there and why it is wrong."""
    score: float = 0.0
    """What it earns, 0 up to but not including 1; the task states it."""


class Guide(TypedDict, total=False):
    """What every check takes by keyword besides the answer and the expectation."""

    where: str
    """Where to look; without it a check that knows a claim names source and locator."""
    next_step: str
    explain: str
    """Shown after a right answer: why it is right, what to be careful with."""
    claims: tuple[str, ...]


def not_attempted(guide: Guide) -> Verdict:
    """Say that there is no answer yet."""
    return Verdict(
        Outcome.NOT_ATTEMPTED,
        0.0,
        gettext("There is no answer here yet."),
        where=guide.get("where", ""),
        next_step=gettext(
            "Replace the placeholder by your answer. If its cell ends in an error, mend that."
        ),
    )


def cannot_read(reason: str, guide: Guide, next_step: str = "") -> Verdict:
    """Say why the answer is not of the kind that the question asks for."""
    return Verdict(
        Outcome.UNREADABLE,
        0.0,
        reason,
        where=guide.get("where", ""),
        next_step=next_step or gettext("Give the answer in the form that the question asks for."),
    )


def correct(reason: str, guide: Guide) -> Verdict:
    """Say that the answer is right, and why."""
    return Verdict(
        Outcome.CORRECT,
        1.0,
        guide.get("explain", "") or reason,
        where=guide.get("where", ""),
        claims=guide.get("claims", ()),
    )


def incorrect(reason: str, guide: Guide, score: float = 0.0, next_step: str = "") -> Verdict:
    """Say why the answer is wrong, or what part of it is right."""
    bounded = float(score)
    if math.isnan(bounded) or not 0.0 <= bounded < 1.0:
        raise ExpectationError(f"An incorrect answer scores 0 up to below 1, not {score!r}.")
    return Verdict(
        Outcome.INCORRECT,
        bounded,
        reason,
        where=guide.get("where", ""),
        next_step=guide.get("next_step", "")
        or next_step
        or gettext("Read the passage again, then retry."),
        claims=guide.get("claims", ()),
    )


P = ParamSpec("P")


def never_raises(check: Callable[P, Verdict]) -> Callable[P, Verdict]:
    """Make a check answer every object with a verdict.

    An author's mistake still raises: it must be seen in the author's tests.
    """

    @wraps(check)
    def judged(*args: P.args, **kwargs: P.kwargs) -> Verdict:
        try:
            return check(*args, **kwargs)
        except ExpectationError:
            raise
        except (Exception, RecursionError) as error:
            return Verdict(
                Outcome.UNREADABLE,
                0.0,
                gettext("Looking at the answer ended in {error}.").format(
                    error=type(error).__name__
                ),
                next_step=gettext("Give the answer as plain numbers, text, lists or a DataFrame."),
            )

    return judged
