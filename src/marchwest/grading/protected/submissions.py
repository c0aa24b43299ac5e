"""Find what was handed in, and read it without trusting it."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.coursedir import CourseDirectory

from marchwest.errors import MarchWestError
from marchwest.grading.repair import read_notebook

__all__ = ["Refused", "Submission", "find_submissions", "read_submission", "write_graded"]

_MOST_NOTEBOOK = 150_000_000
_MOST_CELLS = 10_000
_MOST_SOURCE = 20_000_000
_MOST_FILES = 200
_MOST_BYTES = 50_000_000
# Letters of any script, digits, and what stands in mail addresses; nothing that a page or a path
# reads as its own.
_STUDENT = re.compile(r"[\w.@+~-]+(?: [\w.@+~-]+)*")


class Refused(MarchWestError):  # noqa: N818
    """A submission that cannot be graded as it is: one line that says why and what to do."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment."""

    student: str
    folder: Path
    graded: Path
    """Where nbgrader expects what came of it."""


@dataclass
class Handed:
    """A submission that was read."""

    notebooks: dict[str, NotebookNode]
    timestamp: dt.datetime | None
    files: dict[str, Path] = field(default_factory=dict)
    """Relative path to file, of what lies beside the notebooks."""


def find_submissions(
    course: CourseDirectory, assignment: str, students: list[str]
) -> list[Submission]:
    """Return the submissions of an assignment, by student.

    Parameters
    ----------
    course : CourseDirectory
    assignment : str
    students : list of str
        Names; empty for all.

    Returns
    -------
    list of Submission

    Raises
    ------
    Refused
        If a student who is named has handed in nothing, or nobody has.
    """
    pattern = course.format_path(course.submitted_directory, "*", assignment)
    root = Path(course.format_path(course.submitted_directory, ".", ".")).parent
    base = Path(os.path.normpath(pattern.partition("*")[0]))
    found = []
    if base.is_dir():
        for entry in sorted(base.iterdir()):
            folder = Path(course.format_path(course.submitted_directory, entry.name, assignment))
            if folder.is_dir() and not entry.is_symlink():
                graded = course.format_path(course.autograded_directory, entry.name, assignment)
                found.append(Submission(entry.name, folder, Path(graded)))
    names = {one.student for one in found}
    if missing := [student for student in students if student not in names]:
        raise Refused(f"No submission of {assignment} by {', '.join(missing)} in {base}.")
    if not found:
        raise Refused(
            f"Nobody has handed in {assignment}: put files at "
            f"{root / course.submitted_directory}/STUDENT/{assignment}/{assignment}.ipynb."
        )
    return [one for one in found if not students or one.student in students]


def read_submission(submission: Submission, notebooks: list[str]) -> Handed:
    """Read a submission.

    Parameters
    ----------
    submission : Submission
    notebooks : list of str
        Names of the assignment's notebooks.

    Returns
    -------
    Handed

    Raises
    ------
    Refused
    """
    if not _STUDENT.fullmatch(submission.student) or len(submission.student) > 100:
        raise Refused(
            "The folder's name is no student's name (letters, digits and . @ + ~ - _). Rename it."
        )
    read = {}
    for name in notebooks:
        path = submission.folder / f"{name}.ipynb"
        if path.is_symlink() or path.exists():
            read[name] = _read(path)
    if not read:
        there = sorted(path.name for path in submission.folder.glob("*.ipynb"))[:5]
        what = f"There is {', '.join(there)}" if there else "There is no notebook"
        raise Refused(f"{what}, but no {notebooks[0]}.ipynb. Rename the file or ask for it.")
    return Handed(read, _timestamp(submission.folder), _files(submission.folder))


def _read(path: Path) -> NotebookNode:
    try:
        about = path.lstat()
    except OSError as error:
        raise Refused(f"{path.name} cannot be read: {error.strerror}.") from None
    if stat.S_ISLNK(about.st_mode):
        raise Refused(f"{path.name} is a link to another file. Ask for the notebook itself.")
    if not stat.S_ISREG(about.st_mode):
        raise Refused(f"{path.name} is no file. Ask for the notebook again.")
    if about.st_size > _MOST_NOTEBOOK:
        size = about.st_size // 1_000_000
        raise Refused(f"{path.name} has {size:,} MB. Ask for it without outputs.")
    if about.st_size == 0:
        raise Refused(f"{path.name} is empty. Ask for the notebook again.")
    try:
        nb = read_notebook(path)
    except MarchWestError as error:
        raise Refused(str(error).replace(f"{path}", path.name)) from None
    except (MemoryError, RecursionError):
        raise Refused(f"{path.name} is built so that it cannot be read.") from None
    if len(nb.cells) > _MOST_CELLS:
        raise Refused(f"{path.name} has {len(nb.cells):,} cells. Ask for the notebook itself.")
    if sum(len(cell.source) for cell in nb.cells) > _MOST_SOURCE:
        raise Refused(f"{path.name} holds more text than a notebook of this course can.")
    return nb


def _timestamp(folder: Path) -> dt.datetime | None:
    path = folder / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return None
    try:
        text = path.read_text(encoding="utf-8").strip()
        return utils.parse_utc(text) if text else None
    except (OSError, ValueError, OverflowError):
        raise Refused("timestamp.txt holds no date. Mend it or take it away.") from None


def _files(folder: Path) -> dict[str, Path]:
    """Return the plain files beside the notebooks; no links, which could point anywhere."""
    files: dict[str, Path] = {}
    size = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            one
            for one in folders
            if not (Path(place) / one).is_symlink()
            and one not in (".ipynb_checkpoints", "__pycache__")
        )
        for name in sorted(names):
            path = Path(place) / name
            if path.suffix == ".ipynb" or path.is_symlink() or not path.is_file():
                continue
            size += path.stat().st_size
            if len(files) >= _MOST_FILES or size > _MOST_BYTES:
                raise Refused("There are too many or too large files beside the notebook.")
            files[path.relative_to(folder).as_posix()] = path
    return files


def write_graded(
    submission: Submission, texts: dict[str, str], files: dict[str, Path], own: dict[str, Path]
) -> None:
    """Write what came of a submission, all at once: a folder is there whole or not at all.

    Parameters
    ----------
    submission : Submission
    texts : dict of str to str
        Notebook name to its text.
    files : dict of str to pathlib.Path
        The student's files.
    own : dict of str to pathlib.Path
        The instructor's files, which take the place of a student's of the same name.
    """
    target = submission.graded
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{target.name}.*"):
        # Of a run that was killed.
        shutil.rmtree(left, ignore_errors=True)
    place = target.with_name(f".{target.name}.new")
    place.mkdir()
    for name, path in {**files, **own}.items():
        copy = place / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy, follow_symlinks=False)
        copy.chmod(0o444)
    for name, text in texts.items():
        path = place / f"{name}.ipynb"
        with path.open("wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o444)
    old = target.with_name(f".{target.name}.old")
    if target.exists():
        target.rename(old)
    place.rename(target)
    with suppress(OSError):
        shutil.rmtree(old)
