"""The student's side: run the cells of a submission, hand out values, answer calls.

Nothing in this process is trusted once the first cell has run. It holds no hidden test, no key
and nobody else's work; all that it can do is to say which values its names have.
"""

from __future__ import annotations

import base64
import os
import socket
import sys
from typing import Any

from marchwest.grading.protected.cells import CellShell
from marchwest.grading.protected.channel import Channel, ChannelClosed
from marchwest.grading.protected.confine import WORK
from marchwest.grading.protected.values import Absent, encode, restore

__all__ = ["run_submission"]


def run_submission(end: socket.socket, shell: CellShell, job: dict[str, Any]) -> None:
    """Run one submission and serve its functions until the other side hangs up.

    Parameters
    ----------
    end : socket.socket
    shell : CellShell
    job : dict
        ``cells``, ``files`` and ``limits``, see `worker`.
    """
    channel = Channel(end)
    _write_files(job["files"])
    if WORK.is_dir():
        os.chdir(WORK)
    sys.path.insert(0, "")
    functions: list[Any] = []
    for number, cell in enumerate(job["cells"]):
        if cell["names"] is None:
            outputs = shell.run(cell["source"], job["limits"]["cell_seconds"])
            channel.send({"cell": number, "outputs": _sendable(outputs)})
            continue
        # What a student copy shows of a check; what it says here counts for nothing.
        shell.run_trusted(cell["source"], job["limits"]["cell_seconds"])
        known = len(functions)
        values = {
            name: encode(shell.user_ns.get(name, _ABSENT), functions) for name in cell["names"]
        }
        channel.send({"cell": number, "values": values, "calls": len(functions) > known})
        if len(functions) > known:
            _serve(channel, functions)
    channel.send({"end": True})


_ABSENT = Absent()


def _write_files(files: dict[str, str]) -> None:
    for name, content in files.items():
        path = WORK / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))


def _sendable(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return outputs that JSON can hold; a display of the student's own may hold anything."""
    import json

    kept = []
    for output in outputs:
        try:
            json.dumps(output)
        except (TypeError, ValueError, RecursionError):
            continue
        kept.append(output)
    return kept


def _serve(channel: Channel, functions: list[Any]) -> None:
    """Answer calls of the checks until they are done with this cell."""
    while True:
        try:
            asked = channel.receive()
        except ChannelClosed:
            sys.exit(0)
        if "call" not in asked:
            return
        channel.send(_called(functions, asked))


def _called(functions: list[Any], asked: dict[str, Any]) -> dict[str, Any]:
    arguments = restore(asked["arguments"])
    keywords = dict(restore(asked["keywords"]))
    try:
        value = functions[asked["call"]](*arguments, **keywords)
    except BaseException as error:
        name = type(error).__name__
        return {"raised": name, "text": _text(error)}
    return {"value": encode(value, [])}


def _text(error: BaseException) -> str:
    try:
        return str(error)[:1000]
    except Exception:  # an exception of the student's own may fail to print
        return ""
