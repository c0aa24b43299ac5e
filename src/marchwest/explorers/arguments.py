"""Checks of what a learner hands to a ``view`` function: one clear line when it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marchwest.errors import MarchWestError, NotFoundError, nearest

__all__ = ["BadArgumentError", "one_of", "year_range"]


class BadArgumentError(MarchWestError, ValueError):
    """An argument of the wrong form; the message shows the right one."""


def one_of(name: str, value: Any, options: Mapping[str, str]) -> str:
    """Return the option that a learner means, whatever its case.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : object
        What was passed: an option's value ("KAZ") or its words ("Kazakhstan").
    options : mapping of str to str
        Value to words.

    Returns
    -------
    str
        One of the values.

    Raises
    ------
    NotFoundError
        If it is none of them; the message offers the nearest.
    """
    spoken = {words.casefold(): option for option, words in options.items()}
    spoken |= {option.casefold(): option for option in options}
    key = value.strip().casefold() if isinstance(value, str) else None
    if key in spoken:
        return spoken[key]
    close = nearest(str(value), [*options, *options.values()])
    offer = f"Nearest: {', '.join(map(repr, close))}. " if close else ""
    choices = ", ".join(map(repr, options))
    raise NotFoundError(f"{name}={value!r} is not an option. {offer}Choose one of {choices}.")


def year_range(name: str, value: Any, low: int, high: int) -> tuple[int, int]:
    """Return two years in order, both between ``low`` and ``high``.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : object
        What was passed: a pair of years.
    low, high : int
        The first and last year that the data know.

    Returns
    -------
    tuple of int
        First and last year.

    Raises
    ------
    BadArgumentError
        If it is not two whole years, in order and within the data.
    """
    example = f"Write two years, for example {name}=({low}, {high})."
    try:
        first, last = value
        years = (int(first), int(last))
    except (TypeError, ValueError, OverflowError):
        raise BadArgumentError(f"{name}={value!r} is not a pair of years. {example}") from None
    if years != (first, last) or isinstance(first, bool) or isinstance(last, bool):
        raise BadArgumentError(f"{name}={value!r} is not a pair of whole years. {example}")
    if years[0] > years[1]:
        raise BadArgumentError(
            f"{name}={value!r} runs backwards. Write the earlier year first: "
            f"{name}=({years[1]}, {years[0]})."
        )
    if years[0] < low or years[1] > high:
        raise BadArgumentError(f"{name}={value!r} leaves the data ({low} to {high}). {example}")
    return years
