"""From a verdict to nbgrader's points: raise unless correct, or leave a plain float.

nbgrader gives full points to a graded cell that does not raise, and to one whose last value is not
a plain number (``np.float64(0.5)``, ``nan``, ``-1``). So `grade` raises on every answer that earns
nothing, and what it returns always prints as a number from 0 to the points of the task.
"""

from __future__ import annotations

from textwrap import wrap
from typing import Any, Final

from marchwest.errors import MarchWestError
from marchwest.judging.verdict import ExpectationError, Outcome, Verdict

__all__ = ["Incorrect", "NotAttempted", "Points", "Unreadable", "WrongAnswer", "grade", "refuse"]

_LINE: Final = 76


class WrongAnswer(MarchWestError):  # noqa: N818 - learners read this name
    """An answer that earns no points; in a notebook only its message is shown."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        """Show the message in place of a traceback; IPython asks for this."""
        # A notebook does not break long lines; a hyphen in a claim's id is no place to break.
        return [
            line
            for part in self.verdict.parts
            for line in wrap(part, _LINE, break_on_hyphens=False, break_long_words=False)
        ]


class NotAttempted(WrongAnswer):
    """There is no answer yet."""


class Incorrect(WrongAnswer):
    """The answer is wrong."""


class Unreadable(WrongAnswer):
    """The answer is not of the kind asked for."""


_RAISED = {
    Outcome.NOT_ATTEMPTED: NotAttempted,
    Outcome.INCORRECT: Incorrect,
    Outcome.UNREADABLE: Unreadable,
}


class Points(float):
    """Points earned: prints as a plain float, and shows the verdict's message beside it."""

    verdict: Verdict

    def __new__(cls, points: float, verdict: Verdict) -> Points:
        """Make points that remember why they were given."""
        earned = super().__new__(cls, points)
        earned.verdict = verdict
        return earned

    def __repr__(self) -> str:
        return float.__repr__(float(self))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def _repr_markdown_(self) -> str:
        return self.verdict.markdown


def refuse(verdict: Verdict) -> WrongAnswer:
    """Return the exception that stands for a verdict that earns nothing.

    Parameters
    ----------
    verdict : Verdict

    Returns
    -------
    WrongAnswer
    """
    return _RAISED.get(verdict.outcome, Incorrect)(verdict)


def grade(verdict: Verdict, points: float, *, partial: bool = False) -> Points:
    """End a graded cell: give points or raise with the message.

    Parameters
    ----------
    verdict : Verdict
    points : float
        What the task is worth: the same number as in the cell's nbgrader metadata.
    partial : bool, default False
        Whether an answer that is partly right earns its share; the task says so.

    Returns
    -------
    Points
        A float between 0 and ``points``, rounded down to a quarter of a point where partial.

    Raises
    ------
    WrongAnswer
        On every answer that earns nothing: `NotAttempted`, `Incorrect` or `Unreadable`.
    """
    if type(verdict) is not Verdict or type(points) not in (int, float) or not 0 < points < 1000:
        raise ExpectationError("grade() takes a Verdict and the points of the task.")
    if verdict.outcome is Outcome.CORRECT:
        return Points(float(points), verdict)
    share = int(verdict.score * points * 4 + 1e-9) / 4
    if partial and share > 0:
        return Points(share, verdict)
    raise refuse(verdict)
