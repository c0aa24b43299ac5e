"""The trusted side: run the checks of graded cells on values that came out of a submission."""

from __future__ import annotations

import builtins
import socket
from typing import Any

from marchwest.grading.protected.cells import CellShell
from marchwest.grading.protected.channel import Channel, ChannelClosed
from marchwest.grading.protected.values import Absent, Remote, encode, holds_opaque, restore

__all__ = ["run_checks"]


def run_checks(end: socket.socket, shell: CellShell, job: dict[str, Any]) -> None:
    """Run the graded cells of one submission as their values come in.

    Parameters
    ----------
    end : socket.socket
    shell : CellShell
    job : dict
        ``checks``: for each grade_id ``before`` (trusted cells above it), ``source`` and
        ``names``.
    """
    channel = Channel(end)
    for check in job["checks"]:
        try:
            message = channel.receive()
        except ChannelClosed:
            return
        for source in check["before"]:
            shell.run_trusted(source)
        opaque = _bind(shell, check["names"], message.get("values"), channel)
        outputs = shell.run_trusted(check["source"], job["limits"]["cell_seconds"])
        channel.send({"outputs": outputs, "opaque": opaque})


def _bind(shell: CellShell, names: list[str], values: Any, channel: Channel) -> dict[str, str]:
    """Give the names that the cell reads the student's values; return what could not be carried."""

    def call(number: int, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        return _call(channel, number, arguments, keywords)

    opaque = {}
    for name in names:
        data = values.get(name) if isinstance(values, dict) else None
        value = restore(data, call) if isinstance(values, dict) and name in values else Absent()
        if type(value) is Absent:
            shell.user_ns.pop(name, None)
            continue
        shell.user_ns[name] = value
        if kind := holds_opaque(data):
            opaque[name] = kind
    return opaque


def _call(channel: Channel, number: int, arguments: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a function of the student's: values go out, a value or an exception comes back."""
    functions: list[Any] = []
    channel.send(
        {
            "call": number,
            "arguments": encode(arguments, functions),
            "keywords": encode(keywords, functions),
        }
    )
    answer = channel.receive()
    if "value" in answer:
        return restore(answer["value"])
    name, text = str(answer.get("raised")), str(answer.get("text", ""))
    kind = getattr(builtins, name, None)
    raise _exception(kind, name, text)


def _exception(kind: object, name: str, text: str) -> Exception:
    """Return Python's own exception of that name, or one that stands for it."""
    if isinstance(kind, type) and issubclass(kind, Exception):
        try:
            return kind(text)
        except TypeError:  # an exception that wants more than a text, as UnicodeError does
            pass
    return Remote(f"{name}: {text}")
