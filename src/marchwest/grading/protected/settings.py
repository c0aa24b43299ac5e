"""Read a course's nbgrader settings and prove them, before a submission is touched.

nbgrader only logs a configuration that cannot be read, and then grades with stock, unprotected
execution. Here everything that is not as it must be ends the command with one line.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError
from traitlets.config import Config

from marchwest.errors import MarchWestError

__all__ = ["Settings", "SettingsError", "read_config", "read_settings"]

_SANITIZE: Final = (
    "ClearOutput",
    "SanitizeSubmission",
    "DeduplicateIds",
    "OverwriteKernelspec",
    "OverwriteCells",
    "CheckCellMetadata",
)
_AUTOGRADE: Final = (
    "ExecuteProtected",
    "TrimOutputs",
    "RequirePoints",
    "IgnorePattern",
    "LimitOutput",
    "SaveAutoGrades",
    "AssignLatePenalties",
    "AskPerson",
    "SafeToShow",
    "CheckCellMetadata",
)
_MUST_SANITIZE: Final = {"SanitizeSubmission"}
_MUST_GRADE: Final = {"ExecuteProtected", "TrimOutputs", "RequirePoints", "AskPerson", "SafeToShow"}


class SettingsError(MarchWestError):
    """The course is not set up as grading needs it."""


@dataclass(frozen=True)
class Settings:
    """A course as its configuration describes it."""

    course: CourseDirectory
    config: Config
    create_student: bool
    grades_files: dict[str, list[str]]
    """Assignment to files that the instructor's copies do not overwrite."""


def read_settings(folder: Path) -> Settings:
    """Read and prove the configuration of a course.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``nbgrader_config.py``.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        If there is no configuration, it cannot be read, or the steps of grading are not those
        that this command knows.
    """
    path = folder / "nbgrader_config.py"
    config = read_config(folder)
    _prove("sanitize_preprocessors", config, _SANITIZE, _MUST_SANITIZE)
    _prove("autograde_preprocessors", config, _AUTOGRADE, _MUST_GRADE)
    if config.IgnorePattern.get("enabled") is True:
        raise SettingsError(f"{path} enables IgnorePattern, which this command does not run.")
    try:
        course = CourseDirectory(config=config)
        if "root" not in config.CourseDirectory:
            course.root = str(folder.resolve())
    except TraitError as error:
        raise SettingsError(f"{path}: {str(error)[:200]}") from None
    return Settings(
        course,
        config,
        bool(config.Autograde.get("create_student", True)),
        dict(config.Autograde.get("exclude_overwriting", {})),
    )


def read_config(folder: Path) -> Config:
    """Read what a course's ``nbgrader_config.py`` and those before it set.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    traitlets.config.Config

    Raises
    ------
    SettingsError
        If there is no configuration, or it cannot be read.
    """
    path = folder / "nbgrader_config.py"
    if not path.is_file():
        raise SettingsError(
            f"There is no nbgrader_config.py in {folder.resolve()}. "
            "Run the command in the folder of the course, or name it with --course."
        )
    app = NbGrader()
    app.raise_config_file_errors = True
    try:
        # As nbgrader does: the files of the user and the system count too, the course's last.
        with contextlib.chdir(folder):
            app.load_config_file()
    except Exception as error:  # a configuration is a program and fails in every way
        raise SettingsError(
            f"{path} cannot be read: {type(error).__name__}: {str(error)[:200]}. "
            "Mend it; nothing was done."
        ) from None
    config: Config = app.config
    return config


def _prove(setting: str, config: Config, known: tuple[str, ...], must: set[str]) -> None:
    steps: Any = config.Autograde.get(setting)
    if not isinstance(steps, list):
        raise SettingsError(
            f"c.Autograde.{setting} is not set, so nbgrader would grade without any protection. "
            "Take it from the nbgrader_config.py of the course."
        )
    names = [str(getattr(step, "__name__", step)).rpartition(".")[2] for step in steps]
    if missing := sorted(must - set(names)):
        raise SettingsError(
            f"c.Autograde.{setting} lacks {', '.join(missing)}. "
            "Take the list from the nbgrader_config.py of the course."
        )
    if strange := [name for name in names if name not in known]:
        raise SettingsError(
            f"c.Autograde.{setting} has {', '.join(strange)}, which this command does not run. "
            "Take it out, or grade with `nbgrader autograde`."
        )
