"""What a card says to an answer: the status word first, then the reason, the place, the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from marchwest.judging import Outcome, Verdict
from marchwest.language import gettext, gettext_noop
from marchwest.practice.markup import html_of, plain_of
from marchwest.practice.model import Item, Kind

__all__ = ["Reply", "hint_text", "next_step"]

_STATUS: Final = {
    Outcome.CORRECT: (gettext_noop("Correct"), "✓"),
    Outcome.INCORRECT: (gettext_noop("Not yet"), "↻"),
    Outcome.NOT_ATTEMPTED: (gettext_noop("Not attempted"), "○"),
    Outcome.UNREADABLE: (gettext_noop("Cannot read this answer"), "⚠"),
}
_NOTED: Final = (gettext_noop("Prediction noted"), "✓")


@dataclass(frozen=True)
class Reply:
    """A verdict as the learner gets it. As the last value of a cell it shows itself."""

    item: Item
    verdict: Verdict
    next_step: str = ""
    """Instead of the verdict's own, which speaks of cells."""
    is_repeated: bool = False
    """Whether a prediction is answered that was made before."""
    remarks: tuple[str, ...] = ()
    """What stands beside the verdict: stated confidence, or that progress cannot be kept."""

    @property
    def tone(self) -> str:
        """The outcome as one word for the card's style; never the only sign of it."""
        return "noted" if self.is_noted else self.verdict.outcome.value

    @property
    def is_noted(self) -> bool:
        """Whether this is a prediction that could be read: neither right nor wrong."""
        read = (Outcome.CORRECT, Outcome.INCORRECT)
        return self.item.kind is Kind.PREDICT and self.verdict.outcome in read

    @property
    def status(self) -> str:
        """The status in words."""
        return gettext(_NOTED[0] if self.is_noted else _STATUS[self.verdict.outcome][0])

    @property
    def icon(self) -> str:
        """A sign that stands after the word."""
        return _NOTED[1] if self.is_noted else _STATUS[self.verdict.outcome][1]

    @property
    def where(self) -> str:
        """Where to look, as a line; empty where it would tell what is to be foreseen."""
        if not self.verdict.where or (self.item.kind is Kind.PREDICT and not self.is_noted):
            return ""
        return gettext("Look at: {place}.").format(place=self.verdict.where)

    @property
    def lines(self) -> list[str]:
        """Reason, where to look, next step; marked up with backticks."""
        step = self.next_step or self.verdict.next_step
        done = self.verdict.outcome is Outcome.CORRECT or self.is_noted
        return [
            line
            for line in (
                gettext("Your first prediction stays.") if self.is_repeated else "",
                *self.verdict.reason.splitlines(),
                self.where,
                *self.remarks,
                "" if done or not step else gettext("Next: {step}").format(step=step),
            )
            if line
        ]

    @property
    def message(self) -> str:
        """Everything in plain text."""
        return "\n".join([f"{self.status} {self.icon}", *map(plain_of, self.lines)])

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return self.message

    def _repr_html_(self) -> str:
        icon = f'<span aria-hidden="true">{escape(self.icon)}</span>'
        first = f"<strong>{escape(self.status)}</strong> {icon}"
        lines = [first, *map(html_of, self.lines)]
        return "".join(f'<p style="margin: 0 0 0.3em">{line}</p>' for line in lines)


def next_step(outcome: Outcome, hint: str, solution: str) -> str:
    """Return what to do after an answer, by the help that is left.

    Parameters
    ----------
    outcome : Outcome
    hint : str
        How to take the next hint; empty once all are taken.
    solution : str
        How to see the answer; empty once it is shown, or where there is none to show.

    Returns
    -------
    str
        Empty where the verdict's own next step is the better one.
    """
    help_left = hint or solution
    if outcome is Outcome.NOT_ATTEMPTED:
        if help_left:
            return gettext("Give an answer, or {help}.").format(help=help_left)
        return gettext("Give an answer.")
    if outcome is not Outcome.INCORRECT:
        return ""
    if help_left:
        return gettext("Read the place named here again, or {help}.").format(help=help_left)
    return gettext("Compare your answer with the one shown, then try once more.")


def hint_text(hints: Sequence[str], number: int) -> str:
    """Return one of an item's hints, with its number.

    Parameters
    ----------
    hints : sequence of str
    number : int
        1 is the first.

    Returns
    -------
    str
    """
    return gettext("Hint {number} of {total}: {hint}").format(
        number=number, total=len(hints), hint=hints[number - 1]
    )
