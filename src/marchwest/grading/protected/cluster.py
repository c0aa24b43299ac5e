"""Workers on other machines, by dask.distributed.

Submissions travel to the workers and results come back. A worker needs the environment of the
course and bubblewrap; it needs neither the gradebook nor the keys.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from marchwest.grading.protected.limits import Limits
from marchwest.grading.protected.release import Release
from marchwest.grading.protected.sandbox import Sandbox, choose_sandbox
from marchwest.grading.protected.shared import SharedWorker
from marchwest.grading.protected.worker import Cell, Job, Ran, WorkerError

__all__ = ["ClusterPool"]

_JOIN_SECONDS = 20


class ClusterPool:
    """The workers of a dask scheduler.

    Parameters
    ----------
    address : str
        ``tcp://host:port``.
    sandbox : Sandbox
        What every worker must offer.
    """

    def __init__(self, address: str, sandbox: Sandbox) -> None:
        self.address = address
        self.sandbox = sandbox
        self.size = 0
        self.lock = threading.Lock()

    def __enter__(self) -> ClusterPool:
        try:
            from distributed import Client
        except ImportError:
            raise WorkerError(
                "Grading on a cluster needs dask: pip install 'marchwest[cluster]'."
            ) from None
        try:
            _see_that_it_listens(self.address)
            self.client = Client(self.address, timeout=_JOIN_SECONDS, set_as_default=False)
            self.client.wait_for_workers(1, timeout=_JOIN_SECONDS)
        except (OSError, TimeoutError) as error:
            raise WorkerError(
                f"No dask scheduler with workers at {self.address}: {str(error)[:150].rstrip('.')}. "
                "Start `dask scheduler`, then `dask worker ADDRESS --nthreads N` on each machine."
            ) from None
        self.size = sum(self.client.nthreads().values())
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def prove(self, folder: Path) -> None:
        """Attack the walls of every worker; the course's folder is not on its machine, or hidden."""
        told = self.client.run(_prove, self.sandbox.kind, bool(self.sandbox.user), str(folder))
        failed = [f"{address}: {text}" for address, text in told.items() if text]
        if failed:
            raise WorkerError(f"A worker of the cluster is refused. {failed[0]}")

    def warm(self, releases: Collection[Release]) -> None:
        """Let every worker run the locked cells once; the keys stay here."""
        locked = [text for release in releases for text in release.locked]
        self.client.run(_warm, self.sandbox.kind, bool(self.sandbox.user), locked)

    def submit(self, jobs: list[Job]) -> Future[list[Ran]]:
        """Send the notebooks of one submission to a worker."""
        sent = self.client.submit(
            _grade,
            self.sandbox.kind,
            bool(self.sandbox.user),
            [asdict(job) for job in jobs],
            pure=False,
            retries=1,
        )
        answer: Future[list[Ran]] = Future()
        answer.set_running_or_notify_cancel()

        def take(done: Any) -> None:
            try:
                answer.set_result([_ran(one) for one in done.result()])
            except BaseException as error:
                answer.set_exception(WorkerError(f"The cluster lost it: {str(error)[:200]}"))

        sent.add_done_callback(take)
        return answer


def _see_that_it_listens(address: str) -> None:
    """Fail at once where nothing listens: dask itself tries until its time is over."""
    parts = urlsplit(address)
    if parts.scheme in ("tcp", "tls") and parts.hostname and parts.port:
        socket.create_connection((parts.hostname, parts.port), _JOIN_SECONDS).close()


def _ran(data: dict[str, Any]) -> Ran:
    outputs = {int(place): outputs for place, outputs in data.pop("outputs").items()}
    return Ran(outputs=outputs, **data)


# --- on the workers ------------------------------------------------------------------------------

_opening = threading.Lock()


@cache
def _only_worker(kind: str, allow_root: bool) -> SharedWorker:
    return SharedWorker(choose_sandbox(kind, allow_root=allow_root))


def _worker(kind: str, allow_root: bool) -> SharedWorker:
    """Return the worker that all threads of this process share."""
    with _opening:
        return _only_worker(kind, allow_root)


def _prove(kind: str, allow_root: bool, folder: str) -> str:
    """Return why this machine cannot take part, or empty text."""
    from marchwest.errors import MarchWestError

    try:
        _worker(kind, allow_root).prove(Path(folder))
    except MarchWestError as error:
        return str(error)
    return ""


def _warm(kind: str, allow_root: bool, locked: list[str]) -> None:
    _worker(kind, allow_root).warm(locked, ())


def _grade(kind: str, allow_root: bool, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run the notebooks of one submission."""
    made = [
        Job(
            tuple(
                Cell(**{**cell, "before": tuple(cell["before"]), "names": tuple(cell["names"])})
                for cell in job["cells"]
            ),
            job["files"],
            Limits(**job["limits"]),
        )
        for job in jobs
    ]
    worker = _worker(kind, allow_root)
    return [asdict(worker.grade(job)) for job in made]
