"""The small file that a learner carries from one computer to another: written, read, or refused."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from marchwest.errors import DataError
from marchwest.language import gettext, gettext_noop
from marchwest.practice.progress.events import Event, History, in_order

__all__ = [
    "FORMAT",
    "LARGEST",
    "VERSION",
    "ProgressError",
    "put",
    "read",
    "told_too_big",
    "written",
]

FORMAT = "marchwest-progress"
VERSION = 1
LARGEST = 8_000_000
"""Bytes; room for some forty thousand answers. A web socket of JupyterLab carries ten million."""
_AS_IT_WAS = gettext_noop("Your progress is as it was.")


class ProgressError(DataError):
    """A file that cannot be taken in; the message says why, and what there was is untouched."""


def written(history: History) -> str:
    """Return the text of the file.

    Parameters
    ----------
    history : frozenset of Event

    Returns
    -------
    str
        JSON, one event a line.
    """
    head = f'{{"format": {json.dumps(FORMAT)}, "version": {VERSION}, "events": [\n'
    return head + ",\n".join(event.line for event in in_order(history)) + "\n]}\n"


def read(content: bytes, name: str = gettext_noop("The file")) -> History:
    """Return the history that a file holds.

    Parameters
    ----------
    content : bytes
    name : str
        How a message calls the file.

    Returns
    -------
    frozenset of Event

    Raises
    ------
    ProgressError
        If it is too big, damaged, of another program or of a newer version; in one line.
    """
    if len(content) > LARGEST:
        raise ProgressError(told_too_big(name))
    try:
        found: Any = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        told = gettext("{file} cannot be read: it is damaged, or no file of this course.")
        raise _refused(told, name) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _refused(gettext("{file} was not saved by this course."), name)
    version = found.get("version")
    if type(version) is int and version > VERSION:
        told = gettext(
            "{file} comes from a newer version of the course. Update the course, then load it again."
        )
        raise _refused(told, name)
    events = found.get("events")
    if version != VERSION or type(version) is not int or not isinstance(events, list):
        raise _refused(gettext("{file} does not have the form it should have."), name)
    try:
        return frozenset(Event.model_validate(event) for event in events)
    except ValidationError:
        told = gettext(
            "{file} holds an entry that does not have the form it should have; none was taken."
        )
        raise _refused(told, name) from None


def told_too_big(name: str) -> str:
    """Return what is said of a file that is too big."""
    told = gettext("{file} is larger than {most} MB: no progress file is.")
    told = told.format(file=gettext(name), most=LARGEST // 1_000_000)
    return f"{told} {gettext(_AS_IT_WAS)}"


def _refused(told: str, name: str) -> ProgressError:
    return ProgressError(f"{told.format(file=gettext(name))} {gettext(_AS_IT_WAS)}")


def put(path: Path, content: bytes) -> None:
    """Write a file so that there is always the old one or the new one, whole.

    Parameters
    ----------
    path : pathlib.Path
    content : bytes

    Raises
    ------
    OSError
        If it cannot be written; then nothing has changed.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
