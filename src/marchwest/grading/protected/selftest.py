"""Attack our own walls before the first submission: grading starts only where they hold."""

from __future__ import annotations

import secrets
import socket
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from marchwest.errors import MarchWestError
from marchwest.grading.protected.limits import Limits
from marchwest.grading.protected.worker import Cell, Job, Ran, Worker

__all__ = ["SelfTestError", "attack_ourselves"]

_BREAK_OUT: Final = """
import os, socket
found = {{}}
def attempt(name, action):
    try:
        result = action()
    except BaseException as problem:
        return
    if result not in (None, "", b"", []):
        found[name] = str(result)[:200]
attempt("file of the instructor", lambda: open({secret!r}).read())
attempt("settings of the course", lambda: open({folder!r} + "/nbgrader_config.py").read())
attempt("gradebook", lambda: open({folder!r} + "/gradebook.db", "rb").read(20))
attempt("submissions", lambda: os.listdir({folder!r} + "/submitted"))
attempt("keys", lambda: os.listdir({folder!r} + "/solutions"))
attempt("environment", lambda: sorted(set(os.environ) - set({known!r})))
def other_processes():
    shown = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    return [number for number in shown if number != os.getpid()]
attempt("other processes", other_processes)
attempt("signal to the parent", lambda: os.kill(os.getppid(), 0) or "sent" if os.getppid() else None)
def connect():
    line = socket.create_connection(("127.0.0.1", {port}), 1)
    return line.recv(100) or "connected"
attempt("network", connect)
attempt("write into the library", lambda: open(os.__file__, "a").close() or "written")
attempt("root", lambda: "root" if os.geteuid() == 0 else None)
"""
_OF_THE_WALLS: Final = ("LC_CTYPE", "PWD")
"""What Python and bubblewrap may add to the environment of their own."""
_TALK_INTO_POINTS: Final = """
import builtins, marchwest.judging as judging
class Always(int):
    def __eq__(self, other): return True
    def __hash__(self): return 1
    def __float__(self): return 41.0
answer = Always(7)
judging.number = lambda *a, **k: judging.verdict.Verdict(judging.Outcome.CORRECT, 1.0, "bought")
judging.grade = lambda *a, **k: 1.0
builtins.float = lambda value: 41.0
builtins.isinstance = lambda *a: True
get_ipython().ast_transformers.append(type("T", (), {"visit": lambda self, node: type(node)(body=[], type_ignores=[])})())
"""
_CHECK: Final = """
from marchwest import judging
judging.grade(judging.number(globals().get("answer"), 41), points=1)
"""


class SelfTestError(MarchWestError):
    """The walls do not hold here."""


def attack_ourselves(worker: Worker, folder: Path) -> None:
    """Run a hostile notebook and see that it gets nothing.

    Parameters
    ----------
    worker : Worker
    folder : pathlib.Path
        Of the course, which the notebook tries to read.

    Raises
    ------
    SelfTestError
        If it read, reached or earned something, or the honest notebook beside it earned nothing.
    """
    with tempfile.TemporaryDirectory() as place, closing(socket.socket()) as listener:
        secret = Path(place) / "key.txt"
        secret.write_text(secrets.token_hex(16), encoding="ascii")
        secret.chmod(0o644)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        text = _BREAK_OUT.format(
            secret=str(secret),
            folder=str(folder.resolve()),
            known=[*worker.sandbox.environment(), *_OF_THE_WALLS],
            port=listener.getsockname()[1],
        )
        hostile = worker.grade(_job(text, _TALK_INTO_POINTS, guard=True))
    if worker.sandbox.private:
        _see_nothing_was_reached(hostile)
    if _points(hostile, 3):
        raise SelfTestError(
            "A wrong answer was given points by a forged judge; nothing was graded."
        )
    honest = worker.grade(_job("answer = 41"))
    if not _points(honest, 1):
        raise SelfTestError(
            f"A right answer earned nothing ({honest.status} {honest.detail}); nothing was graded."
        )


def _job(*sources: str, guard: bool = False) -> Job:
    limits = Limits(cell_seconds=20, notebook_seconds=40)
    reached = [Cell("", "reached", "found", (), ("found",))] if guard else []
    cells = [Cell(sources[0]), *reached, *map(Cell, sources[1:])]
    return Job((*cells, Cell("", "points", _CHECK, (), ("answer",))), limits=limits)


def _see_nothing_was_reached(ran: Ran) -> None:
    outputs = ran.outputs.get(1, [])
    shown = [o["data"]["text/plain"] for o in outputs if o["output_type"] == "execute_result"]
    if shown != ["{}"]:
        told = shown[0] if shown else f"{ran.status} {ran.detail}"
        raise SelfTestError(
            f"A hostile notebook got out of the sandbox: {told[:300]} Nothing was graded."
        )


def _points(ran: Ran, place: int) -> bool:
    outputs = ran.outputs.get(place, [])
    return any(
        o["output_type"] == "execute_result" and o["data"].get("text/plain") == "1.0"
        for o in outputs
    ) and not any(o["output_type"] == "error" for o in outputs)
