"""Workers side by side: threads of this process with two zygotes each, or a dask cluster."""

from __future__ import annotations

import queue
import threading
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from marchwest.grading.protected.release import Release
from marchwest.grading.protected.sandbox import Sandbox
from marchwest.grading.protected.selftest import attack_ourselves
from marchwest.grading.protected.worker import Job, Ran, Worker, WorkerError, cores

__all__ = ["Pool", "open_pool"]


class Pool(Protocol):
    """Where jobs run. A context manager."""

    size: int

    def __enter__(self) -> Pool: ...
    def __exit__(self, *_: object) -> None: ...

    def prove(self, folder: Path) -> None:
        """Attack the walls of every worker, and refuse where they do not hold."""

    def warm(self, releases: Collection[Release]) -> None:
        """Let every worker run the trusted cells of an assignment once."""

    def submit(self, jobs: list[Job]) -> Future[list[Ran]]:
        """Run the notebooks of one submission, one after the other."""


def open_pool(sandbox: Sandbox, workers: int | None, scheduler: str) -> Pool:
    """Open workers.

    Parameters
    ----------
    sandbox : Sandbox
    workers : int or None
        How many side by side on this machine; by default one for each processor.
    scheduler : str
        Address of a dask scheduler, ``tcp://host:port``; empty for this machine alone.

    Returns
    -------
    Pool
    """
    if scheduler:
        from marchwest.grading.protected.cluster import ClusterPool

        return ClusterPool(scheduler, sandbox)
    return LocalPool(sandbox, cores() if workers is None else workers)


class LocalPool:
    """Workers of this machine.

    Parameters
    ----------
    sandbox : Sandbox
    size : int
    """

    def __init__(self, sandbox: Sandbox, size: int) -> None:
        if size < 1:
            raise WorkerError(f"Grading needs one worker or more, not {size}.")
        self.sandbox = sandbox
        self.size = size
        self.free: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self.every: list[Worker] = []
        self.lock = threading.Lock()
        self.releases: tuple[Release, ...] = ()

    def __enter__(self) -> LocalPool:
        self.threads = ThreadPoolExecutor(self.size, "marchwest-grade")
        try:
            for worker in self.threads.map(lambda _: self._open(), range(self.size)):
                self.free.put(worker)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.threads.shutdown(wait=True, cancel_futures=True)
        for worker in self.every:
            worker.close()

    def _open(self) -> Worker:
        worker = Worker(self.sandbox)
        with self.lock:
            self.every.append(worker)
        return worker

    def prove(self, folder: Path) -> None:
        """Attack the walls of every worker."""
        list(self.threads.map(lambda worker: attack_ourselves(worker, folder), list(self.every)))

    def warm(self, releases: Collection[Release]) -> None:
        """Let every worker run the trusted cells of an assignment once."""
        self.releases = tuple(releases)
        list(self.threads.map(self._warm, list(self.every)))

    def _warm(self, worker: Worker) -> None:
        for release in self.releases:
            worker.warm(release.locked, release.key)

    def submit(self, jobs: list[Job]) -> Future[list[Ran]]:
        """Run the notebooks of one submission on the next free worker."""
        return self.threads.submit(self._run, jobs)

    def _run(self, jobs: list[Job]) -> list[Ran]:
        worker = self.free.get()
        try:
            return [worker.grade(job) for job in jobs]
        except WorkerError:
            # Its zygote was killed from outside: nothing is known, so all runs once more.
            worker.close()
            worker = self._open()
            self._warm(worker)
            return [worker.grade(job) for job in jobs]
        finally:
            self.free.put(worker)
