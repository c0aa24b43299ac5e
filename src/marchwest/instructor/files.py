"""Write what an instructor asked for: whole files or none, and no formula where text belongs."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from marchwest.errors import DataError

__all__ = ["csv_text", "harmless", "number", "own_folder", "target", "write"]

_FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")
"""With which a spreadsheet begins to compute; the last four are their wide forms."""


def harmless(text: str) -> str:
    r"""Return text that a spreadsheet shows and does not compute.

    Parameters
    ----------
    text : str
        Whatever a student chose: a name, an answer.

    Returns
    -------
    str
        With an apostrophe before it where it begins like a formula, also after spaces.

    Examples
    --------
    >>> harmless('=HYPERLINK("x")'), harmless("Aida")
    ('\'=HYPERLINK("x")', 'Aida')
    """
    if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA):
        return f"'{text}"
    return text


def number(value: float | None) -> str:
    """Write points: no more digits than needed, nothing for what is not known.

    Parameters
    ----------
    value : float or None

    Returns
    -------
    str

    Examples
    --------
    >>> number(2.0), number(1.75), number(None)
    ('2', '1.75', '')
    """
    if value is None or value != value:
        return ""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV (RFC 4180). Text that somebody else chose has to be made `harmless` before.

    Parameters
    ----------
    rows : iterable of sequence of str

    Returns
    -------
    str
    """
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(
        [re.sub(r"\r\n?", "\n", cell) for cell in row] for row in rows
    )
    return file.getvalue()


def own_folder(path: Path) -> Path:
    """Make a folder that git leaves alone: what is in it is about students.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    pathlib.Path
        The same path.
    """
    path.mkdir(parents=True, exist_ok=True)
    ignore = path / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return path


def target(out: Path | None, folder: Path, name: str) -> Path:
    """Return where to write: the file that was asked for, else one in a folder of the course.

    Parameters
    ----------
    out : pathlib.Path or None
        What the instructor gave.
    folder : pathlib.Path
        Made where it is needed.
    name : str

    Returns
    -------
    pathlib.Path

    Raises
    ------
    DataError
        It is a folder, or its folder is missing.
    """
    if out is None:
        try:
            return own_folder(folder) / name
        except OSError as error:
            raise DataError(
                f"{folder} cannot be made: {error.strerror}. Give another place with --out FILE."
            ) from None
    if out.is_dir():
        raise DataError(f"{out} is a folder. Give a file: --out {out / name}")
    if not out.parent.is_dir():
        raise DataError(f"There is no folder {out.parent}. Make it first, or leave --out away.")
    return out


def write(path: Path, text: str, *, for_spreadsheet: bool = False) -> None:
    """Write a file at once, readable for its owner alone.

    Parameters
    ----------
    path : pathlib.Path
    text : str
    for_spreadsheet : bool, default False
        Begin with the mark by which Excel knows that names are in UTF-8.

    Raises
    ------
    DataError
        It cannot be written.
    """
    try:
        # mkstemp makes the file with mode 0600.
        handle, half = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            encoding = "utf-8-sig" if for_spreadsheet else "utf-8"
            with os.fdopen(handle, "w", encoding=encoding, errors="replace", newline="") as file:
                file.write(text)
            Path(half).replace(path)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DataError(
            f"{path} cannot be written: {error.strerror}. Close it where it is open, or give "
            "another place with --out FILE."
        ) from None
