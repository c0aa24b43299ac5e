"""One worker that several threads use at once, opened anew when its zygotes were killed from outside."""

from __future__ import annotations

import threading
from collections.abc import Collection
from pathlib import Path

from marchwest.grading.protected.sandbox import Sandbox
from marchwest.grading.protected.selftest import attack_ourselves
from marchwest.grading.protected.worker import Job, Ran, Worker, WorkerError

__all__ = ["SharedWorker"]


class SharedWorker:
    """A worker for many threads: a zygote forks one child for each of them, and needs no other.

    Parameters
    ----------
    sandbox : Sandbox

    Raises
    ------
    WorkerError
        If a zygote does not start.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._lock = threading.Lock()
        self._trusted: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self._worker = Worker(sandbox)

    def close(self) -> None:
        """End the zygotes, and with them whatever still runs."""
        self._worker.close()

    def prove(self, folder: Path) -> None:
        """Attack the walls; see `selftest.attack_ourselves`."""
        attack_ourselves(self._worker, folder)

    def warm(self, locked: Collection[str], key: Collection[str]) -> None:
        """Run trusted cells once, before any submission; see `Worker.warm`."""
        cells = (tuple(locked), tuple(key))
        if cells not in self._trusted:
            self._trusted.append(cells)
            self._worker.warm(*cells)

    def grade(self, job: Job) -> Ran:
        """Run one submission; once more if a zygote was killed: then nothing is known of it.

        Raises
        ------
        WorkerError
            If that happens twice.
        """
        worker = self._worker
        try:
            return worker.grade(job)
        except WorkerError:
            return self._instead_of(worker).grade(job)

    def _instead_of(self, ended: Worker) -> Worker:
        """Return the worker that takes the place of one that has ended, made by whoever asks first."""
        with self._lock:
            if self._worker is ended:
                ended.close()
                self._worker = Worker(self.sandbox)
                for locked, key in self._trusted:
                    self._worker.warm(locked, key)
            return self._worker
