"""The file in which events are kept: one line each, under a lock that all notebooks share.

A new event is one line at the end, which is cheap and spoils no earlier line whenever a process
is killed. Only a merge or a repair writes the whole file, and then as a new one that takes the
old one's place.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from marchwest.language import gettext
from marchwest.practice.progress.events import Event, History, in_order
from marchwest.practice.progress.saved_file import FORMAT, VERSION, put

__all__ = ["Journal"]

_HEAD = json.dumps({"format": FORMAT, "version": VERSION}).encode()
_WAIT = 2.0
"""Seconds after which somebody else's lock is not waited for; the event then waits in memory."""


@dataclass(frozen=True)
class _Lines:
    """What the file holds."""

    events: History
    good: list[bytes]
    """Lines to keep as they are, without the first."""
    is_damaged: bool
    is_newer: bool


class Journal:
    """The events of one folder.

    Parameters
    ----------
    folder : pathlib.Path
        Made when the first event comes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "progress.jsonl"

    def add(self, events: Iterable[Event]) -> None:
        """Write events behind those that are there.

        Parameters
        ----------
        events : iterable of Event

        Raises
        ------
        OSError
            If the folder cannot be written, or is locked for long (then a `TimeoutError`).
        """
        lines = b"".join(event.line.encode() + b"\n" for event in events)
        with self._locked(), self.path.open("a+b") as file:
            size = file.seek(0, 2)
            if size == 0:
                lines = _HEAD + b"\n" + lines
            else:
                file.seek(size - 1)
                # Where a process was killed in the middle of a line, begin a new one.
                lines = lines if file.read(1) == b"\n" else b"\n" + lines
            file.write(lines)

    def merge(self, events: History) -> int:
        """Add those events that are not there yet, all or none.

        Parameters
        ----------
        events : frozenset of Event

        Returns
        -------
        int
            How many were new.

        Raises
        ------
        OSError
            If the folder cannot be written; then nothing has changed.
        """
        with self._locked():
            content = self._content()
            there = _lines(content)
            if there.is_damaged:
                self._keep_aside(content)
            new = in_order(events - there.events)
            if new or there.is_damaged:
                self._write([*there.good, *(event.line.encode() for event in new)], there)
            return len(new)

    def read(self) -> tuple[History, str]:
        """Return all events, and in one line what is wrong with the file, if anything is.

        A damaged file is kept whole under another name; every line of it that can be read goes on.

        Returns
        -------
        tuple of frozenset of Event and str

        Raises
        ------
        OSError
            If there is a file that cannot be read.
        """
        there = _lines(self._content())
        if not there.is_damaged:
            newer = gettext(
                "A newer version of the course has kept progress here too: its entries are safe, "
                "and not shown."
            )
            return there.events, newer if there.is_newer else ""
        try:
            with self._locked():
                content = self._content()
                # Another process may have written a line, or mended the file, in between.
                there = _lines(content)
                if not there.is_damaged:
                    return there.events, ""
                aside = self._keep_aside(content)
                self._write(there.good, there)
        except OSError:
            told = gettext("Part of your progress file is damaged; the rest is read.")
            return there.events, told
        told = gettext(
            "Part of your progress file was damaged: it is kept as {file}, and all that could be "
            "read goes on."
        )
        return there.events, told.format(file=aside.name)

    def _content(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""

    def _keep_aside(self, content: bytes) -> Path:
        day = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        aside = self.folder / f"progress.damaged-{day}-{secrets.token_hex(4)}.jsonl"
        put(aside, content)
        return aside

    def _write(self, lines: list[bytes], there: _Lines) -> None:
        head = [] if there.is_newer else [_HEAD]
        put(self.path, b"".join(line + b"\n" for line in [*head, *lines]))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock

        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            lock: Any = FileLock(
                str(self.folder / "progress.lock"), timeout=_WAIT, poll_interval=0.004
            )
            lock.acquire()
        except NotImplementedError as error:
            raise OSError(f"this folder knows no locks ({error})") from None
        try:
            yield
        finally:
            lock.release()


def _lines(content: bytes) -> _Lines:
    """Read what can be read, line by line."""
    # An event that nobody has finished writing stands last and cannot be read.
    rows = content.removesuffix(b"\n").split(b"\n") if content else []
    version = _version(rows[0]) if rows else VERSION
    is_newer = version is not None and version > VERSION
    events, good, is_damaged = set(), [], version is None
    for number, row in enumerate(rows):
        if number == 0 and is_newer:
            good.append(row)
        elif number == 0 and version is not None:
            continue
        elif _version(row) == VERSION:
            continue  # a first line that a repair has put behind another
        else:
            try:
                events.add(Event.model_validate_json(row))
                good.append(row)
            except ValidationError:
                if is_newer:
                    good.append(row)
                elif row:
                    is_damaged = True
    return _Lines(frozenset(events), good, is_damaged, is_newer)


def _version(row: bytes) -> int | None:
    """Return the version that a first line names; None where it is no first line."""
    if not row.startswith(b'{"format"'):
        return None
    try:
        head = json.loads(row)
    except (ValueError, RecursionError):
        return None
    version = head.get("version") if head.get("format") == FORMAT else None
    return version if type(version) is int and version >= VERSION else None
