"""How well a learner's confidence fits the answers, for the learner's eyes alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchwest.language import gettext, ngettext
from marchwest.practice.progress.events import Event
from marchwest.practice.progress.standing import sittings

if TYPE_CHECKING:
    from marchwest.charts import Figure

__all__ = ["ENOUGH", "Calibration", "calibrated"]

ENOUGH = 10
"""Answers below which a score would be chance."""


@dataclass(frozen=True)
class Calibration:
    """Stated confidence beside what became of the answers. As the last value of a cell it shows itself."""

    answers: tuple[tuple[int, bool], ...]
    """For each first answer with a stated confidence: the per cent, and whether it was right."""

    @property
    def brier(self) -> float | None:
        """The Brier score, the mean of the squared gaps: 0 is best, 0.25 is what "50 %" always gets.

        None where there are too few answers to judge.
        """
        if len(self.answers) < ENOUGH:
            return None
        return sum((sure / 100 - right) ** 2 for sure, right in self.answers) / len(self.answers)

    @property
    def text(self) -> str:
        """The score in words."""
        count = len(self.answers)
        if self.brier is None:
            told = (
                ngettext(
                    "Too few to judge: {number} answer with a stated confidence so far; "
                    "from {enough} on there is a score.",
                    "Too few to judge: {number} answers with a stated confidence so far; "
                    "from {enough} on there is a score.",
                    count,
                )
                if count
                else gettext(
                    "Too few to judge: No answer with a stated confidence so far; "
                    "from {enough} on there is a score."
                )
            )
            return told.format(number=count, enough=ENOUGH)
        told = ngettext(
            "Brier score {score} over {number} answer. 0 is best; whoever always says 50 % gets 0.25.",
            "Brier score {score} over {number} answers. 0 is best; whoever always says 50 % gets 0.25.",
            count,
        )
        return told.format(score=f"{self.brier:.2f}", number=count)

    def figure(self) -> Figure | None:
        """Return the chart with its sentence and table; None where there are too few answers.

        Returns
        -------
        Figure or None
        """
        if self.brier is None:
            return None
        import pandas as pd

        from marchwest.charts.calibration import calibration

        return calibration(pd.DataFrame(self.answers, columns=["confidence", "right"]))

    def _ipython_display_(self) -> None:
        from IPython.display import display

        show = {"text/plain": self.text, "text/html": f"<p>{self.text}</p>"}
        figure = self.figure()
        if figure is not None:
            display(figure)
        display(show, raw=True)

    def __repr__(self) -> str:
        figure = self.figure()
        return self.text if figure is None else f"{figure}\n\n{self.text}"


def calibrated(history: Iterable[Event]) -> Calibration:
    """Return the calibration of a history.

    Only the first answer of a sitting counts: after a reply everybody is surer.

    Parameters
    ----------
    history : iterable of Event

    Returns
    -------
    Calibration
    """
    firsts = [part.first for _, parts in sittings(history) for part in parts]
    said = [event for event in firsts if event and event.confidence is not None]
    return Calibration(tuple((event.confidence or 0, event.outcome == "correct") for event in said))
