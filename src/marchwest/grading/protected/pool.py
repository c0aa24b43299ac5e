"""Where submissions run side by side: threads that share a pair of zygotes, or a dask cluster."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Final, Protocol

from marchwest.grading.protected.release import Release
from marchwest.grading.protected.sandbox import Sandbox
from marchwest.grading.protected.shared import SharedWorker
from marchwest.grading.protected.worker import Job, Ran, WorkerError, cores

__all__ = ["Pool", "open_pool"]

_SIDE_BY_SIDE: Final = 8
"""Submissions for which one pair of zygotes forks: it makes one child after the other."""


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
        How many submissions run side by side.
    """

    def __init__(self, sandbox: Sandbox, size: int) -> None:
        if size < 1:
            raise WorkerError(f"Grading needs one worker or more, not {size}.")
        self.sandbox = sandbox
        self.size = size
        self.workers: list[SharedWorker] = []
        self.turns = itertools.count()

    def __enter__(self) -> LocalPool:
        self.threads = ThreadPoolExecutor(self.size, "marchwest-grade")
        pairs = math.ceil(self.size / _SIDE_BY_SIDE)
        opening = [self.threads.submit(SharedWorker, self.sandbox) for _ in range(pairs)]
        try:
            for worker in opening:
                self.workers.append(worker.result())
        except BaseException:
            wait(opening)
            self.workers = [one.result() for one in opening if one.exception() is None]
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.threads.shutdown(wait=True, cancel_futures=True)
        for worker in self.workers:
            worker.close()

    def prove(self, folder: Path) -> None:
        """Attack the walls of every worker."""
        list(self.threads.map(lambda worker: worker.prove(folder), self.workers))

    def warm(self, releases: Collection[Release]) -> None:
        """Let every worker run the trusted cells of an assignment once."""

        def warm(worker: SharedWorker) -> None:
            for release in releases:
                worker.warm(release.locked, release.key)

        list(self.threads.map(warm, self.workers))

    def submit(self, jobs: list[Job]) -> Future[list[Ran]]:
        """Run the notebooks of one submission, as soon as one of the others is done."""
        worker = self.workers[next(self.turns) % len(self.workers)]
        return self.threads.submit(lambda: [worker.grade(job) for job in jobs])
