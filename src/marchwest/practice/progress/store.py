"""Where cards leave what happened, and where `progress()` finds it.

A card never fails because of this: what cannot be written waits in memory, is tried again with
the next event, and the learner is told once.
"""

from __future__ import annotations

import atexit
import os
from functools import cache
from pathlib import Path
from threading import RLock

from marchwest.language import gettext
from marchwest.practice.progress.events import Event, History, happened
from marchwest.practice.progress.journal import Journal

__all__ = ["Store", "folder", "store"]

_PLACE = "MARCHWEST_PROGRESS"


def folder() -> Path:
    """Return the folder of the progress: the platform's own place for such data.

    Returns
    -------
    pathlib.Path
        The environment variable ``MARCHWEST_PROGRESS`` names another.
    """
    named = os.environ.get(_PLACE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("marchwest", appauthor=False)


class Store:
    """The history of one folder, as this process knows it.

    Parameters
    ----------
    place : pathlib.Path
    """

    def __init__(self, place: Path) -> None:
        self.journal = Journal(place)
        self.waiting: list[Event] = []
        """What could not be written yet."""
        self._unread = ""
        self._unwritten = ""
        self._told = ""
        self._lock = RLock()
        atexit.register(self._write)

    @property
    def trouble(self) -> str:
        """What the learner must know, in one line; empty where all is well."""
        return self._unwritten or self._unread

    def record(
        self, item: str, what: str, outcome: str | None = None, confidence: int | None = None
    ) -> None:
        """Keep what has just happened.

        Parameters
        ----------
        item : str
            Its id.
        what : str
            ``"answer"``, ``"hint"`` or ``"solution"``.
        outcome : str, optional
            Of an answer.
        confidence : int, optional
            From 50 to 100.
        """
        with self._lock:
            self.waiting.append(happened(item, what, outcome, confidence))
            self._write()

    def history(self) -> History:
        """Return all that is known, written or waiting."""
        with self._lock:
            waiting = frozenset(self.waiting)
            try:
                events, trouble = self.journal.read()
            except OSError as error:
                events, trouble = (
                    frozenset(),
                    gettext("Your progress cannot be read ({why}).").format(why=_why(error)),
                )
            # That a file was damaged stays told after it is mended.
            self._unread = trouble or self._unread
            return events | waiting

    def merge(self, events: History) -> int:
        """Take in a history from elsewhere.

        Parameters
        ----------
        events : frozenset of Event

        Returns
        -------
        int
            How many events were new.
        """
        with self._lock:
            new = events - self.history()
            try:
                self.journal.merge(events | frozenset(self.waiting))
            except OSError as error:
                self.waiting.extend(new)
                self._cannot_write(error)
            else:
                self._is_written()
            return len(new)

    def news(self) -> str:
        """Return what the learner must know and was not told yet; empty where there is nothing."""
        with self._lock:
            news = "" if self.trouble == self._told else self.trouble
            self._told = self.trouble
            return news

    def _write(self) -> None:
        if not self.waiting:
            return
        try:
            self.journal.add(self.waiting)
        except TimeoutError:
            return  # another notebook is busy with the file; the next event comes soon
        except OSError as error:
            self._cannot_write(error)
        else:
            self._is_written()

    def _is_written(self) -> None:
        self.waiting.clear()
        self._unwritten = ""

    def _cannot_write(self, error: OSError) -> None:
        told = gettext(
            "Your progress cannot be kept on this computer ({why}). It lasts until the kernel stops; "
            "{call} writes it elsewhere."
        )
        call = '`marchwest.progress().save("progress.json")`'
        self._unwritten = told.format(why=_why(error), call=call)


def _why(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__


@cache
def _store(place: Path) -> Store:
    return Store(place)


def store() -> Store:
    """Return the store of the folder that is in force now.

    Returns
    -------
    Store
    """
    return _store(folder())
