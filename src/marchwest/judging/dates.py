"""Judge a date that is as exact as its source and no more."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, Final, Unpack

from marchwest.data import PartialDate
from marchwest.errors import DataError
from marchwest.judging.facts import Fact
from marchwest.judging.numbers import other_source
from marchwest.judging.plain import BLANK, NotPlain, plain, show, type_name
from marchwest.judging.verdict import (
    Guide,
    Mistake,
    Verdict,
    cannot_read,
    correct,
    incorrect,
    never_raises,
    not_attempted,
)
from marchwest.language import gettext, gettext_noop

__all__ = ["date", "read_date"]

_MONTHS: Final = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}
# The examples lie in a year that no question asks for.
_HELP: Final = gettext_noop(
    "Write 1998, 1998-04 or 1998-04-27: as exact as the source, and no more."
)


def read_date(answer: Any) -> PartialDate:
    """Read a date from an answer that was rebuilt by `plain`.

    Parameters
    ----------
    answer : object
        ISO text, text with the month's name, a year as a number, or a date of Python or pandas.

    Returns
    -------
    PartialDate

    Raises
    ------
    NotPlain
        If it is not a date, or one that can be read in two ways.
    """
    if type(answer) in (dt.date, dt.datetime):
        return PartialDate(answer.year, answer.month, answer.day)
    if type(answer) is float and answer.is_integer():
        answer = int(answer)
    if type(answer) is int:
        answer = str(answer) if 1000 <= answer <= 9999 else "no year"
    if type(answer) is not str:
        raise NotPlain(
            gettext("The answer is a `{type}`, not a date.").format(type=type_name(answer))
        )
    return _read_text(answer)


def _read_text(text: str) -> PartialDate:
    rest = " ".join(re.sub(r"[,‐-―−]", " ", text.casefold().replace("-", "/")).split())
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", rest):
        raise NotPlain(
            gettext("{text} can be read in two ways: day first or month first.").format(
                text=show(text)
            )
        )
    words = [word for word in re.split(r"[\s/]+", rest) if word not in {"of", "the", "in"}]
    year = month = day = None
    for word in words:
        if re.fullmatch(r"\d{4}", word) and year is None:
            year = int(word)
        elif (named := _month(word)) and month is None:
            month = named
        elif match := re.fullmatch(r"(\d{1,2})(st|nd|rd|th)?", word):
            value = int(match[1])
            if month is None and year is not None and not match[2]:
                month = value
            elif day is None:
                day = value
            else:
                raise NotPlain(gettext("{text} is not a date.").format(text=show(text)))
        else:
            raise NotPlain(gettext("{text} is not a date.").format(text=show(text)))
    if year is None or (day is not None and month is None):
        raise NotPlain(gettext("{text} is not a date with a year.").format(text=show(text)))
    parts = [f"{year:04d}"] + [f"{part:02d}" for part in (month, day) if part is not None]
    try:
        return PartialDate.parse("-".join(parts))
    except DataError as error:
        raise NotPlain(str(error)) from None


def _month(word: str) -> int | None:
    bare = word.rstrip(".")
    if len(bare) < 3 or not bare.isalpha():
        return None
    return next((n for name, n in _MONTHS.items() if name == bare or name[:3] == bare), None) or (
        9 if bare == "sept" else None
    )


@never_raises
def date(
    answer: object,
    expected: Fact | str,
    *,
    mistakes: Sequence[Mistake] = (),
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge a date of partial precision.

    Parameters
    ----------
    answer : object
        ``"2003-08"``, ``"August 2003"``, ``2003``, a ``datetime.date``, a ``Timestamp``.
    expected : Fact or str
        The date as the source gives it.
    mistakes : sequence of Mistake
        Wrong dates with their own messages.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
        A date coarser or finer than the source's is incorrect, and told so.
    """
    if isinstance(expected, Fact):
        guide = expected.guide(guide)
    target = PartialDate.parse(str(expected.value if isinstance(expected, Fact) else expected))
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        found = read_date(given)
    except NotPlain as problem:
        return cannot_read(str(problem), guide, gettext(_HELP))
    if found == target:
        return correct(
            gettext("That is the date asked for, as exact as the source gives it."), guide
        )
    for mistake in mistakes:
        if found == PartialDate.parse(str(mistake.value)):
            return incorrect(mistake.message, guide, mistake.score)
    for other in expected.others if isinstance(expected, Fact) else ():
        if isinstance(expected, Fact) and found == PartialDate.parse(str(other.value)):
            return incorrect(other_source(expected, other), guide)
    return incorrect(_difference(found, target), guide, next_step=gettext(_HELP))


def _difference(found: PartialDate, target: PartialDate) -> str:
    if found.overlaps(target):
        if _precision(found) < _precision(target):
            told = gettext("{date} is right as far as it goes, but the source is more exact.")
        else:
            told = gettext("{date} is more exact than the source: it does not give so much.")
    elif abs(found.year - target.year) == 1:
        told = gettext("{date} is a year off.")
    elif found.year == target.year:
        told = gettext("The year {year} is right, but not the rest of {date}.")
    else:
        told = gettext("{date} is not the date asked for.")
    return told.format(date=found, year=found.year)


def _precision(date_: PartialDate) -> int:
    return 1 + (date_.month is not None) + (date_.day is not None)
