"""Run one submission behind the walls and its checks outside them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from marchwest.errors import MarchWestError
from marchwest.grading.protected.channel import (
    Channel,
    ChannelClosed,
    ChannelError,
    ChannelTimeout,
)
from marchwest.grading.protected.limits import Limits
from marchwest.grading.protected.sandbox import Sandbox

__all__ = ["Job", "Ran", "Worker", "WorkerError"]

_START_SECONDS: Final = 60
_GRACE: Final = 5.0
_HUNG_UP: Final = b""


class WorkerError(MarchWestError):
    """A zygote could not be started, or has ended."""


@dataclass(frozen=True)
class Cell:
    """One code cell of a submission, in order."""

    source: str
    """What runs in the student's process; of a graded cell the released text."""
    grade_id: str = ""
    """Of a graded cell."""
    check: str = ""
    """Of a graded cell: the text with hidden tests, which runs in the trusted process."""
    before: tuple[str, ...] = ()
    """Trusted cells that the check builds on."""
    names: tuple[str, ...] = ()
    """Names whose values the check reads."""


@dataclass(frozen=True)
class Job:
    """What a worker needs to know of a submission; it can be sent to another machine."""

    cells: tuple[Cell, ...]
    files: dict[str, str] = field(default_factory=dict)
    """Relative path to content, base64: what lies beside the notebook."""
    limits: Limits = field(default_factory=Limits)


@dataclass
class Ran:
    """How a submission ran."""

    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    """Place of a cell to its outputs; a cell that did not run is missing."""
    opaque: dict[str, dict[str, str]] = field(default_factory=dict)
    """grade_id to name to type: values that could not be carried."""
    status: str = "done"
    """``done``, ``timeout``, ``memory``, ``cpu``, ``output`` or ``crashed``."""
    detail: str = ""
    seconds: float = 0.0
    peak: int = 0
    """Bytes."""
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds by stage: waiting for the student's code, for the checks."""


class _Zygote:
    """A warm process that forks children."""

    def __init__(self, sandbox: Sandbox, role: str) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control = ours
        self.private = sandbox.private and role == "run"
        with theirs:
            self.process = subprocess.Popen(
                sandbox.command(theirs.fileno(), role),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=sandbox.environment(),
                cwd="/",
            )

    def wait_ready(self) -> None:
        self.control.settimeout(_START_SECONDS)
        try:
            text = self.control.recv(4096)
        except TimeoutError:
            text = _HUNG_UP
        if not text:
            self.process.kill()
            told = (self.process.communicate()[1] or b"").decode("utf-8", "replace")
            last = (told.strip().splitlines() or ["it said nothing"])[-1]
            raise WorkerError(f"The process that runs notebooks did not start: {last[:300]}")
        threads = json.loads(text)["threads"]
        if threads != 1:
            raise WorkerError(f"The process that runs notebooks has {threads} threads, not one.")
        self.control.settimeout(_START_SECONDS)

    def fork(self, limits: Limits) -> tuple[Channel, socket.socket]:
        """Return the channel to a new child, and the line whose end is the child's end."""
        ours, theirs = socket.socketpair()
        life, their_life = socket.socketpair()
        asked = {"limits": limits.plain(), "private": self.private}
        with theirs, their_life:
            try:
                socket.send_fds(
                    self.control,
                    [json.dumps(asked).encode()],
                    [theirs.fileno(), their_life.fileno()],
                )
            except OSError:
                raise WorkerError("The process that runs notebooks has ended.") from None
        return Channel(ours, total=limits.messages), life

    def warm(self, sources: Sequence[str]) -> None:
        """Run trusted cells before the first child is forked."""
        for source in sources:
            self.control.send(json.dumps({"warm": [source]}).encode())
            if not self.control.recv(4096):
                raise WorkerError("The process that runs notebooks ended as it was warmed up.")

    def close(self) -> None:
        self.control.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(2)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()


class Worker:
    """Two zygotes: one for students' code, one for checks. A context manager.

    Several threads may let it grade at once.

    Parameters
    ----------
    sandbox : Sandbox
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.runs = _Zygote(sandbox, "run")
        self.checks = _Zygote(sandbox, "check")
        try:
            self.runs.wait_ready()
            self.checks.wait_ready()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End both zygotes, and with them whatever still runs."""
        self.runs.close()
        self.checks.close()

    def warm(self, locked: Sequence[str], key: Sequence[str]) -> None:
        """Let both zygotes build once what their children would build each time.

        Parameters
        ----------
        locked : sequence of str
            Cells that every submission runs. The key never comes near students' code.
        key : sequence of str
            The instructor's notebook, for the process that runs the checks.
        """
        self.runs.warm(locked)
        self.checks.warm(key)

    def grade(self, job: Job) -> Ran:
        """Run one submission and its checks.

        Parameters
        ----------
        job : Job

        Returns
        -------
        Ran
            Whatever the submission does, this returns in bounded time.

        Raises
        ------
        WorkerError
            If a zygote has ended: then nothing is known of the submission.
        """
        return _Run(self, job).run()


class _Run:
    """One submission on its way."""

    def __init__(self, worker: Worker, job: Job) -> None:
        self.job = job
        self.ran = Ran()
        self.failed_check = False
        self.until = time.monotonic() + job.limits.notebook_seconds
        self.student, self.student_life = worker.runs.fork(job.limits)
        self.checks, self.checks_life = worker.checks.fork(job.limits)

    def run(self) -> Ran:
        began = time.monotonic()
        try:
            self._begin()
            self._follow()
        except _CheckFailed as failed:
            self.failed_check = True
            self.ran.status, self.ran.detail = "crashed", str(failed)
        except ChannelTimeout:
            self.ran.status = "timeout"
        except ChannelClosed:
            self.ran.status = "crashed"
        except ChannelError as error:
            self.ran.status, self.ran.detail = "output", str(error)
        finally:
            self._end()
        self.ran.seconds = time.monotonic() - began
        return self.ran

    def _begin(self) -> None:
        checked = [cell for cell in self.job.cells if cell.grade_id]
        limits = self.job.limits.plain()
        self.checks.send(
            {
                "limits": limits,
                "checks": [
                    {"source": cell.check, "names": cell.names, "before": cell.before}
                    for cell in checked
                ],
            },
            self.until,
        )
        self.student.send(
            {
                "limits": limits,
                "files": self.job.files,
                "cells": [
                    {"source": cell.source, "names": list(cell.names) if cell.grade_id else None}
                    for cell in self.job.cells
                ],
            },
            self.until,
        )

    def _follow(self) -> None:
        """Take what comes from the student's process, cell by cell, in the planned order."""
        for place, cell in enumerate(self.job.cells):
            message = self._from_student()
            if message.get("cell") != place:
                raise ChannelError("the messages do not follow the notebook")
            if cell.grade_id:
                self._check(place, cell, message)
            else:
                self.ran.outputs[place] = _list_of_dicts(message.get("outputs"))

    def _from_student(self) -> dict[str, Any]:
        began = time.monotonic()
        message = self.student.receive(self.until)
        self._spent("student", began)
        if not isinstance(message, dict):
            raise ChannelError("a message of an unknown form")
        if "failed" in message:
            self.ran.detail = str(message["failed"])[:500]
            raise ChannelClosed("the student's process could not start")
        return message

    def _check(self, place: int, cell: Cell, message: dict[str, Any]) -> None:
        given = message.get("values")
        values = (
            {name: given[name] for name in cell.names if name in given}
            if isinstance(given, dict)
            else {}
        )
        began = time.monotonic()
        try:
            self.checks.send({"values": values}, self.until)
            answer = self.checks.receive(self.until)
            while "call" in answer:
                self.checks.send(self._called(answer), self.until)
                answer = self.checks.receive(self.until)
        except ChannelTimeout:
            raise
        except _CalledDied:
            raise ChannelClosed("a call ended the student's process") from None
        except ChannelError as error:
            raise _CheckFailed(f"the check of {cell.grade_id} ended: {error}") from None
        self._spent("checks", began)
        if "outputs" not in answer:
            raise _CheckFailed(f"the check of {cell.grade_id}: {answer.get('failed')}")
        self.ran.outputs[place] = answer["outputs"]
        if answer["opaque"]:
            self.ran.opaque[cell.grade_id] = answer["opaque"]
        if message.get("calls"):
            with suppress(ChannelClosed):
                self.student.send({"go": True}, self.until)

    def _called(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Pass a call on to the student's process; values only, in both directions."""
        until = min(self.until, time.monotonic() + self.job.limits.cell_seconds)
        try:
            self.student.send({key: asked[key] for key in ("call", "arguments", "keywords")}, until)
            answer = self.student.receive(until)
        except ChannelTimeout:
            if until < self.until:
                # Whoever does not come back from one call is not asked a second time.
                raise _CalledDied from None
            raise
        except ChannelError:
            raise _CalledDied from None
        if isinstance(answer, dict) and "value" in answer:
            return {"value": answer["value"]}
        if isinstance(answer, dict) and "raised" in answer:
            return {"raised": str(answer["raised"])[:80], "text": str(answer.get("text"))[:1000]}
        raise _CalledDied

    def _spent(self, stage: str, began: float) -> None:
        self.ran.stages[stage] = self.ran.stages.get(stage, 0.0) + time.monotonic() - began

    def _end(self) -> None:
        """End both children and ask their keepers how the student's ended."""
        self.student.close()
        self.checks.close()
        finished = self.ran.status == "done"
        with suppress(OSError):
            self.student_life.shutdown(socket.SHUT_WR)
        report = _report(self.student_life)
        ended = not report or (self.failed_check and not _report(self.checks_life))
        self.checks_life.close()
        if ended:
            raise WorkerError("The process that runs notebooks was ended from outside.")
        self.ran.peak = int(report.get("peak", 0))
        why = report.get("why", "")
        if why in ("memory", "cpu"):
            self.ran.status = why
        elif not finished and not self.ran.detail:
            self.ran.detail = str(why or report.get("ended", ""))[:300]
        if why.startswith("could not be confined"):
            raise WorkerError(f"A submission {why}. Nothing of it was run.")


class _CheckFailed(Exception):  # noqa: N818
    """A trusted process did not do its work."""


class _CalledDied(Exception):  # noqa: N818
    """The student's process did not answer a call."""


def _report(life: socket.socket) -> dict[str, Any]:
    with life:
        life.settimeout(_GRACE)
        try:
            text = life.recv(4096)
            report = json.loads(text) if text else {}
        except (OSError, ValueError):
            report = {}
    return report if isinstance(report, dict) else {}


def _list_of_dicts(outputs: Any) -> list[dict[str, Any]]:
    if not isinstance(outputs, list):
        return []
    return [one for one in outputs if isinstance(one, dict)]


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
