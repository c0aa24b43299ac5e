"""Run a submission within a fixed time, whatever it does."""

from __future__ import annotations

import time
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Integer

from marchwest.grading.unfinished import tell_unfinished

__all__ = ["ExecuteInTime"]

_LEAST_SECONDS = 2


class ExecuteInTime(Execute):  # type: ignore[misc,unused-ignore]
    """nbgrader's Execute with a limit for the whole notebook and an answer to a lost kernel.

    Stock nbgrader waits the full time for each endless loop, and gives up the submission when the
    kernel dies or cannot be interrupted. Here a notebook ends after `total_time`, what ran before
    counts, and cells that did not run are errors: a graded cell without output would earn full
    points.
    """

    total_time = Integer(
        120, help="Seconds that a whole notebook may take; then each cell gets two seconds."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Execute one notebook."""
        ends = time.monotonic() + self.total_time
        self.done: list[NotebookNode] = []
        self.timeout_func = lambda cell: max(
            _LEAST_SECONDS, min(self.timeout, int(ends - time.monotonic()))
        )
        try:
            nb, resources = super().preprocess(nb, resources, km)
        except (DeadKernelError, CellTimeoutError) as error:
            self.log.error("%s: cells that did not run earn nothing.", type(error).__name__)
            done = [
                place
                for place, cell in enumerate(nb.cells)
                if any(cell is one for one in self.done)
            ]
            tell_unfinished(
                nb,
                done,
                "the kernel ended or hung before this cell was done.",
                "The kernel ended or hung while the notebook ran.",
            )
        return nb, resources or {}

    def on_cell_executed(self, **kwargs: Any) -> None:
        """Remember which cells came to an end; a count alone says only that one was begun."""
        super().on_cell_executed(**kwargs)
        self.done.append(kwargs["cell"])
