"""The paragraph of a spot-error item: figures from claims, and one that a rule has changed."""

from __future__ import annotations

import re
from typing import Any

from marchwest.data import PartialDate
from marchwest.judging import ExpectationError
from marchwest.judging.numbers import read_number
from marchwest.judging.plain import NotPlain
from marchwest.language import gettext
from marchwest.practice.answers import fact_of
from marchwest.practice.arithmetic import worked_out
from marchwest.practice.cells import date_words, large_words, number_words
from marchwest.practice.model import ClaimValue, Figure, Spotted

__all__ = ["figure_named", "figures_shown", "right_figure", "segments", "with_words_around"]

_NAME = re.compile(r"\{(\w+)\}")
_NO_NUMBER = "{} of {} is {!r}, which is no number."
_WHOLE = 10
"""From here on a whole figure stays whole when it is changed."""


def figures_shown(answer: Spotted) -> dict[str, str]:
    """Return each figure as it stands in the paragraph, the changed one included.

    Parameters
    ----------
    answer : Spotted

    Returns
    -------
    dict of str to str

    Raises
    ------
    ExpectationError
        If a claim has not the value, or the change cannot be worked out.
    """
    return {
        name: _changed(answer) if name == answer.wrong else _words(_value(figure), figure)
        for name, figure in answer.figures.items()
    }


def right_figure(answer: Spotted) -> str:
    """Return what should stand in the place of the changed figure."""
    figure = answer.figures[answer.wrong]
    return _words(_value(figure), figure)


def segments(passage: str, answer: Spotted) -> list[tuple[str, str]]:
    """Return a paragraph in parts: text before a name, and the name; the last part has none."""
    parts = _NAME.split(passage)
    names = [name if name in answer.figures else "" for name in (*parts[1::2], "")]
    return list(zip(parts[::2], names, strict=True))


def with_words_around(passage: str, answer: Spotted) -> dict[str, str]:
    """Return each figure with a few words around it, for a reader who jumps from one to the next."""
    shown = figures_shown(answer)
    text = _NAME.sub(lambda mark: shown.get(mark[1], mark[0]), passage)
    found, at = {}, 0
    for before, name in segments(passage, answer):
        at += len(before)
        if not name:
            break
        end = at + len(shown[name])
        left = " ".join(text[:at].split()[-3:])
        right = " ".join(text[end:].split()[:3])
        found[name] = gettext("{figure}, in: {words}").format(
            figure=shown[name], words=f"{left} {shown[name]} {right}"
        )
        at = end
    return found


def figure_named(said: Any, answer: Spotted) -> Any:
    """Return the name of the figure that an answer gives as a number, else the answer.

    A learner without the card may write ``15000000`` for a figure that is shown as 15,000,000.
    """
    number = _read(said)
    if number is None:
        return said
    shown = figures_shown(answer)
    return next((name for name, text in shown.items() if _read(text) == number), said)


def _read(said: Any) -> float | None:
    if type(said) not in (int, float, str) or (isinstance(said, str) and said.isalpha()):
        return None
    try:
        return read_number(said).value
    except NotPlain:
        return None


def _value(figure: Figure) -> Any:
    return fact_of(figure.claim, figure.column).value


def _words(value: Any, figure: Figure) -> str:
    if figure.shown == "date":
        return date_words(str(value))
    if figure.shown == "year":
        return str(PartialDate.parse(str(value)).year if isinstance(value, str) else round(value))
    if isinstance(value, str):
        raise ExpectationError(_NO_NUMBER.format(figure.column, figure.claim, value))
    return large_words(value) if figure.shown == "large" else number_words(value)


def _changed(answer: Spotted) -> str:
    figure = answer.figures[answer.wrong]
    if isinstance(answer.becomes, ClaimValue):
        found = fact_of(answer.becomes.claim, answer.becomes.column).value
        return _words(found, figure)
    if figure.shown == "date":
        raise ExpectationError("A date cannot be worked out: let `becomes` name another claim.")
    values = {name: _as_number(each) for name, each in answer.figures.items()}
    number = worked_out(answer.becomes, values | {"value": values[answer.wrong]})
    is_whole = abs(number) >= _WHOLE and values[answer.wrong].is_integer()
    number = round(number) if is_whole else round(number, 1)
    return _words(number, figure)


def _as_number(figure: Figure) -> float:
    value = _value(figure)
    if isinstance(value, str) and figure.shown != "number":
        return float(PartialDate.parse(value).year)
    if isinstance(value, str):
        raise ExpectationError(_NO_NUMBER.format(figure.column, figure.claim, value))
    return float(value)
