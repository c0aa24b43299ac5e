"""What `progress()` returns: how far the learner is, with saving, loading and a record to print."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from marchwest.language import gettext, gettext_noop, ngettext
from marchwest.practice.markup import html_of, plain_of
from marchwest.practice.progress import saved_file
from marchwest.practice.progress.calibration import Calibration, calibrated
from marchwest.practice.progress.due import again
from marchwest.practice.progress.events import History
from marchwest.practice.progress.overview import UnitView, overview
from marchwest.practice.progress.record import Record
from marchwest.practice.progress.saved_file import ProgressError
from marchwest.practice.progress.shown import report_html, report_text
from marchwest.practice.progress.standing import ItemStanding, standings
from marchwest.practice.progress.store import folder, store

if TYPE_CHECKING:
    from marchwest.practice.progress.view import ProgressView

__all__ = ["Progress", "Told", "progress"]

_LIVING = ".marchwest-progress"


class Told(str):
    """A line that shows as text, without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return plain_of(self)

    def _repr_html_(self) -> str:
        return f"<p>{html_of(self)}</p>"


class Progress:
    """How far the learner is. As the last value of a cell it shows itself, with buttons.

    Everything stays on this computer: nothing is sent anywhere. Each use looks at the newest
    history, also at what another notebook has added in between.
    """

    @property
    def history(self) -> History:
        """Everything that is kept: a set of events. What was answered is not among it."""
        return store().history()

    @property
    def folder(self) -> Path:
        """Where it is kept. To begin anew, delete this folder."""
        return folder()

    @property
    def standings(self) -> dict[str, ItemStanding]:
        """How each answered item stands, by its id."""
        return standings(self.history)

    @property
    def due(self) -> list[str]:
        """Ids of the items to meet again: missed ones first."""
        return again(self.standings)

    @property
    def units(self) -> list[UnitView]:
        """Each unit with its items, objectives and what is due."""
        known = self.standings
        return overview(known, again(known))

    @property
    def trouble(self) -> str:
        """What is wrong with the place where progress is kept; empty where nothing is."""
        return store().trouble

    def calibration(self) -> Calibration:
        """Return how well your confidence fits your answers.

        Returns
        -------
        Calibration
            A Brier score and a chart, from ten answers with a stated confidence on.
        """
        return calibrated(self.history)

    def save(self, path: str | os.PathLike[str] = "progress.json") -> Told:
        """Save everything to a small file, to be loaded on another computer.

        Parameters
        ----------
        path : str or path-like, default "progress.json"
            Where a file of this kind stands already, what it holds is kept as well.

        Returns
        -------
        str
            What was done.

        Raises
        ------
        ProgressError
            If the file cannot be written, or is another kind of file: then it stays as it is.
        """
        path = Path(path)
        history = self.history
        if path.exists():
            history |= saved_file.read(_bytes_of(path), path.name)
        try:
            saved_file.put(path, saved_file.written(history).encode())
        except OSError as error:
            why = error.strerror or error
            told = gettext("{file} cannot be written ({why}).").format(file=path.name, why=why)
            raise ProgressError(told) from None
        told = gettext("Saved {entries} in {file}.")
        return Told(told.format(entries=_entries(len(history)), file=path.name))

    def load(self, path: str | os.PathLike[str] = "progress.json") -> Told:
        """Add what a saved file holds. Nothing is lost: both histories are united.

        Parameters
        ----------
        path : str or path-like, default "progress.json"

        Returns
        -------
        str
            What was done.

        Raises
        ------
        ProgressError
            If there is no such file, or it is damaged, of another program or of a newer version
            of the course. Progress is then as it was.
        """
        return self.take(_bytes_of(Path(path)), Path(path).name)

    def take(self, content: bytes, name: str = gettext_noop("The file")) -> Told:
        """Add what the bytes of a saved file hold.

        Parameters
        ----------
        content : bytes
        name : str
            How a message calls the file.

        Returns
        -------
        str
            What was done.

        Raises
        ------
        ProgressError
            As with `load`.
        """
        events = saved_file.read(content, name)
        new = store().merge(events)
        if len(events) <= new:
            told = gettext("Loaded {entries}.")
        elif new:
            told = gettext("Loaded {entries}; {known} of them were here already.")
        else:
            told = gettext("Loaded {entries}; all of them were here already.")
        return Told(told.format(entries=_entries(len(events)), known=len(events) - new))

    def record(self, name: str = "") -> Record:
        """Return a page to print: what you have answered and reached.

        Parameters
        ----------
        name : str, optional
            Your name, as it shall stand there.

        Returns
        -------
        Record
            ``.save("record.html")`` writes the page. It says what it is: your own record, not a
            certificate.
        """
        return Record(name, tuple(self.units))

    def view(self) -> ProgressView:
        """Return the view with its buttons.

        Returns
        -------
        ProgressView
        """
        from marchwest.practice.progress.view import ProgressView

        return ProgressView(self)

    @property
    def html(self) -> str:
        """Everything that is shown, as HTML; every text is escaped."""
        known = self.standings
        due = again(known)
        return report_html(overview(known, due), due, known, self.calibration().text, self.trouble)

    def _ipython_display_(self) -> None:
        from marchwest.display import show_with_copy

        show_with_copy(self.view(), self.html, repr(self), _LIVING)

    def __repr__(self) -> str:
        known = self.standings
        due = again(known)
        return report_text(overview(known, due), due, known, self.calibration().text, self.trouble)


def progress() -> Progress:
    """Return how far you are: units, objectives, what is due.

    Returns
    -------
    Progress
        Shows itself as the last value of a cell. ``.save(path)`` and ``.load(path)`` carry it to
        another computer, ``.calibration()`` shows how well your confidence fits your answers,
        ``.record(name)`` makes a page to print.

    Examples
    --------
    >>> progress().units[0].name
    '0. Start here'
    """
    return Progress()


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than is allowed is enough to see that it is too big.
            return file.read(saved_file.LARGEST + 1)
    except FileNotFoundError:
        told = gettext("There is no file {file} here. Check its name.").format(file=path.name)
        raise ProgressError(told) from None
    except OSError as error:
        told = gettext("{file} cannot be read ({why}).")
        why = error.strerror or error
        raise ProgressError(told.format(file=path.name, why=why)) from None


def _entries(count: int) -> str:
    return ngettext("{number} entry", "{number} entries", count).format(number=f"{count:,}")
