"""nbgrader's step "execute", behind walls: for `nbgrader autograde` and formgrader's own button."""

from __future__ import annotations

import atexit
import base64
import os
from functools import cache
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum, Float, Integer

from marchwest.grading.protected.limits import Limits
from marchwest.grading.protected.release import Release, apply, job_of, read_release
from marchwest.grading.protected.sandbox import Sandbox, choose_sandbox
from marchwest.grading.protected.shared import SharedWorker
from marchwest.grading.protected.worker import Ran

__all__ = ["ExecuteProtected", "files_beside"]

_MOST_FILES = 200
_MOST_BYTES = 20_000_000


class ExecuteProtected(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """Run a submission in a sandbox and its checks outside it.

    Takes the place of ``nbgrader.preprocessors.Execute``. Where students' code cannot be confined
    it refuses and says what to do; it never runs code unprotected that was to be confined.
    """

    sandbox = Enum(
        ["auto", "bwrap", "namespaces", "off"],
        "auto",
        help="How students' code is confined; off runs it with your rights.",
    ).tag(config=True)
    allow_root = Bool(
        os.environ.get("MARCHWEST_ALLOW_ROOT") == "1",
        help="Whether to grade as root; for containers that hold nothing else.",
    ).tag(config=True)
    cell_seconds = Float(30, help="Seconds that one cell may take; then the next runs.").tag(
        config=True
    )
    notebook_seconds = Float(120, help="Seconds that a notebook may take in all.").tag(config=True)
    memory_megabytes = Integer(2000, help="Memory that a submission may use.").tag(config=True)

    def limits(self) -> Limits:
        """Return the limits that these settings say."""
        return Limits(
            cell_seconds=self.cell_seconds,
            notebook_seconds=self.notebook_seconds,
            cpu_seconds=int(self.notebook_seconds),
            memory=self.memory_megabytes * 1_000_000,
        )

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run one sanitized notebook, in place."""
        about = resources["nbgrader"]
        course = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        source, folder = None, None
        if course is not None:
            path = course.format_path(course.source_directory, ".", about["assignment"])
            source = Path(path) / f"{about['notebook']}.ipynb"
            folder = Path(
                course.format_path(
                    course.autograded_directory, about["student"], about["assignment"]
                )
            )
        release = read_release(about["db_url"], about["assignment"], about["notebook"], source)
        ran = self.run(nb, release, files_beside(folder))
        apply(nb, ran)
        if ran.status != "done":
            self.log.error("%s: %s %s", about["student"], ran.status, ran.detail)
        return nb, resources

    def run(self, nb: NotebookNode, release: Release, files: dict[str, str]) -> Ran:
        """Run one sanitized notebook in this process's worker."""
        sandbox = choose_sandbox(self.sandbox, allow_root=self.allow_root)
        return _worker(sandbox).grade(job_of(nb, release, files, self.limits()))


@cache
def _worker(sandbox: Sandbox) -> SharedWorker:
    worker = SharedWorker(sandbox)
    atexit.register(worker.close)
    return worker


def files_beside(folder: Path | None) -> dict[str, str]:
    """Return the plain files in a submission's folder but for notebooks, as base64.

    Parameters
    ----------
    folder : pathlib.Path or None

    Returns
    -------
    dict of str to str
        Links are left out: they could point at anything of the instructor's.
    """
    files: dict[str, str] = {}
    if folder is None or not folder.is_dir():
        return files
    size = 0
    for place, folders, names in os.walk(folder):
        folders[:] = [one for one in sorted(folders) if not (Path(place) / one).is_symlink()]
        for name in sorted(names):
            path = Path(place) / name
            if path.suffix == ".ipynb" or path.is_symlink() or not path.is_file():
                continue
            size += path.stat().st_size
            if len(files) >= _MOST_FILES or size > _MOST_BYTES:
                return files
            relative = path.relative_to(folder).as_posix()
            files[relative] = base64.b64encode(path.read_bytes()).decode("ascii")
    return files
