"""Name the submissions whose notebook has another name than the assignment's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from traitlets.log import get_logger

__all__ = ["tell_renamed_notebooks"]


def tell_renamed_notebooks(*, notebooks: list[str], **_: Any) -> None:
    """Say what to do about a renamed notebook, before nbgrader passes it over.

    nbgrader knows a notebook by its file name only. It is not guessed which file was meant: a
    person renames it and grades again. Called by ``Autograde.pre_convert_hook``.

    Parameters
    ----------
    notebooks : list of str
        Paths of one submission: ``submitted/<student>/<assignment>/<name>.ipynb``.
    """
    paths = [Path(path) for path in notebooks]
    for folder in {path.parent for path in paths}:
        wanted = f"{folder.name}.ipynb"
        there = sorted(path.name for path in paths if path.parent == folder)
        if wanted not in there:
            get_logger().error(
                "%s holds %s but no %s. Rename the file, then run: "
                "nbgrader autograde %s --student %s --force",
                folder,
                ", ".join(there),
                wanted,
                folder.name,
                folder.parent.name,
            )
