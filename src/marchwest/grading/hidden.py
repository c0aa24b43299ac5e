"""The hidden tests inside a cell's text."""

from __future__ import annotations

__all__ = ["replace_hidden_tests", "without_hidden_tests"]

_BEGIN = "BEGIN HIDDEN TESTS"
_END = "END HIDDEN TESTS"


def replace_hidden_tests(source: str, replacement: list[str]) -> str:
    """Return a cell's text with each hidden region replaced by the lines given.

    Parameters
    ----------
    source : str
    replacement : list of str

    Returns
    -------
    str
        A region that is never closed is hidden to the end: nothing leaks.
    """
    lines: list[str] = []
    inside = False
    for line in source.split("\n"):
        if _BEGIN in line and not inside:
            inside = True
            lines += replacement
        elif _END in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def without_hidden_tests(source: str) -> str:
    """Return a cell's text as the student copy shows it.

    Parameters
    ----------
    source : str

    Returns
    -------
    str
    """
    return replace_hidden_tests(source, [])
