"""Dates as exact as a source gives them and no more: ``1993``, ``2003-08``, ``2007-08-09``."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from marchwest.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", flags=re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day."""

    year: int
    month: int | None = None
    """1-12, or None where only the year is known."""
    day: int | None = None
    """1-31, or None where the day is not known."""

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read an ISO 8601 date of any of the three precisions.

        Parameters
        ----------
        text : str
            ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Returns
        -------
        PartialDate

        Raises
        ------
        DataError
            If the text has another form or names a day that does not exist.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise DataError(
                f"{text!r} is not a date. Write a year, a year and month, or a full date: "
                "2003, 2003-08 or 2003-08-06."
            )
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        found = cls(year, month, day)
        try:
            found.first()
        except ValueError as error:
            raise DataError(f"{text!r} is not a date of the calendar: {error}.") from None
        return found

    def first(self) -> date:
        """Return the first day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """Return the last day that the date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def overlaps(self, other: PartialDate) -> bool:
        """Tell whether both dates can mean the same day: 2006 and 2006-09 can."""
        return self.first() <= other.last() and other.first() <= self.last()

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)


def year(dates: pd.Series) -> pd.Series:
    """Return the years of a column of partial dates.

    Parameters
    ----------
    dates : pandas.Series of str
        Partial dates; missing values stay missing.

    Returns
    -------
    pandas.Series of Int64
    """
    return dates.str.slice(0, 4).astype("Int64")
