"""Find the gradebook of a course, and open it for reading only."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marchwest.errors import DataError
from marchwest.light_jsonschema import import_jsonschema

__all__ = ["reading"]

_SQLITE = "sqlite:///"


@contextmanager
def reading(course: Path, assignment: str) -> Iterator[Any]:
    """Open the gradebook that the settings of a course name, ``gradebook.db`` by default.

    Parameters
    ----------
    course : pathlib.Path
        The folder of the course.
    assignment : str
        For advice.

    Yields
    ------
    nbgrader.api.Gradebook
        It cannot be written to.

    Raises
    ------
    DataError
        There is none, or it cannot be read.
    """
    import_jsonschema()  # before nbgrader does
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's, which mean nothing to an instructor
        url, told = _url(course, assignment)
        try:
            # With no course name: nbgrader would add the name as a new course.
            with Gradebook(url, "") as gradebook:
                yield gradebook
        except (SQLAlchemyError, ImportError) as error:
            reason = " ".join(str(getattr(error, "orig", None) or error).split())[:200].rstrip(".")
            more = " Run: pip install 'marchwest[postgres]'." if "psycopg" in reason else ""
            raise DataError(
                f"{told} cannot be read ({reason}).{more} Close formgrader and try again; a "
                "gradebook of an older nbgrader is brought up to date by: nbgrader db upgrade"
            ) from None


def _url(course: Path, assignment: str) -> tuple[Any, str]:
    """Return the address of the gradebook, and what to call it."""
    from sqlalchemy.engine import URL, make_url
    from sqlalchemy.exc import ArgumentError

    named = _named_in_settings(course)
    if named and not named.startswith(_SQLITE):
        try:
            url = make_url(named)
        except ArgumentError:
            raise DataError(
                f"nbgrader_config.py: {named!r} is no address of a gradebook."
            ) from None
        if url.get_backend_name() == "postgresql":
            url = url.update_query_dict({"options": "-c default_transaction_read_only=on"})
        return url, url.render_as_string(hide_password=True)
    database = course / named.removeprefix(_SQLITE) if named else course / "gradebook.db"
    if not database.is_file():
        raise DataError(
            f"There is no {database.name} in {database.parent}. Go to the folder of the course or give it "
            f"with --course DIR; a new one is filled by: nbgrader generate_assignment {assignment}"
        )
    # As an object, since from a text SQLAlchemy would take the %23 of a "#" in the path apart.
    place = database.resolve().as_uri()
    url = URL.create("sqlite", database=place, query={"mode": "ro", "uri": "true"})
    return url, database.name


def _named_in_settings(course: Path) -> str:
    """Return the address that the course's settings name, or empty text."""
    if not (course / "nbgrader_config.py").is_file():
        return ""
    from marchwest.grading.protected.settings import read_config

    return str(read_config(course).CourseDirectory.get("db_url", ""))
