"""Where the bundled files are: inside the installed wheel, or beside the source in a clone."""

from pathlib import Path

from marchwest.errors import DataError

_PACKAGE = Path(__file__).resolve().parent.parent
_CLONE = _PACKAGE.parent.parent


def _bundled(name: str, in_clone: str) -> Path:
    for folder in (_PACKAGE / "_bundled" / name, _CLONE / in_clone):
        if folder.is_dir():
            return folder
    raise DataError(
        f"The folder {in_clone}/ of the course is missing. Install again with "
        "`pip install --no-deps -e .` from the folder that holds README.md."
    )


def datasets_dir() -> Path:
    """Return the folder that holds `datapackage.json` and the CSV files.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    DataError
        If the package was installed without its data.
    """
    return _bundled("datasets", "datasets")


def practice_dir() -> Path:
    """Return the folder that holds the practice items, one YAML file a unit.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    DataError
        If the package was installed without its items.
    """
    return _bundled("practice", "course/practice")
