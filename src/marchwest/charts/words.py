"""Names for a reader: events, dates, amounts and countries as charts and tables write them."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import pandas as pd

from marchwest.charts.palette import COUNTRIES, SOURCES, Style
from marchwest.data.dates import PartialDate
from marchwest.data.tables import load

__all__ = [
    "amount",
    "body_name",
    "country_name",
    "date_words",
    "event_name",
    "event_year",
    "given",
    "records",
    "source_style",
    "wrapped",
]

_PARTS = {
    "antiterror": "anti-terror",
    "antitrafficking": "anti-trafficking",
    "counterterror": "counter-terror",
    "csto": "CSTO",
    "northeast": "North-east",
    "pap": "PAP",
    "plaaf": "PLAAF",
    "sco": "SCO",
}
_PROPER = {"kul", "mission", "kanal"}
_STATES = {
    *("afghanistan", "china", "kazakhstan", "kyrgyzstan", "pakistan", "russia", "tajikistan"),
    *("turkmenistan", "uzbekistan"),
}
_YEAR = re.compile(r"-((?:19|20)\d\d)$")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_QUALIFIERS = {"at_least": "at least ", "at_most": "at most ", "approx": "about "}


def records(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows of a table as plain dicts, absent values as None.

    Parameters
    ----------
    table : pandas.DataFrame

    Returns
    -------
    list of dict
    """
    return table.astype(object).where(table.notna(), None).to_dict("records")


def given(value: object) -> str:
    """Return a cell as text, an absent one as the empty text."""
    return "" if value is None or value is pd.NA or value != value else str(value)


def source_style(source_id: str) -> Style:
    """Return the look of a source; one that the course does not know keeps its id as its name.

    Parameters
    ----------
    source_id : str

    Returns
    -------
    Style
    """
    return SOURCES.get(source_id) or Style(source_id, "#57606a", "stroke")


def country_name(iso3: str) -> str:
    """Return the short English name of a state.

    Parameters
    ----------
    iso3 : str

    Returns
    -------
    str
        The code itself where the charts have no name for it.
    """
    return COUNTRIES[iso3].label if iso3 in COUNTRIES else iso3


def body_name(slug: str) -> str:
    """Return the abbreviation of an institution: "SCO" for the slug ``sco``.

    Parameters
    ----------
    slug : str

    Returns
    -------
    str
        The slug itself where the table ``bodies`` has no such row.
    """
    bodies = load("bodies")
    known = bodies.loc[bodies["body"] == slug, "abbreviation"]
    return str(known.iloc[0]) if len(known) else slug


def event_year(slug: str) -> int | None:
    """Return the year at the end of an event's slug, if it has one."""
    match = _YEAR.search(slug)
    return int(match[1]) if match else None


def event_name(slug: str) -> str:
    """Return the name of an event, made from its slug and so the same for every source.

    Parameters
    ----------
    slug : str

    Returns
    -------
    str

    Examples
    --------
    >>> event_name("peace-mission-2007"), event_name("china-tajikistan-2016")
    ('Peace Mission 2007', 'China–Tajikistan 2016')
    >>> event_name("issyk-kul-antiterror-2007")
    'Issyk-Kul anti-terror 2007'
    """
    parts = slug.split("-")
    names: list[str] = []
    for i, part in enumerate(parts):
        word = _PARTS.get(part, part)
        if part in _STATES or part in _PROPER or i == 0:
            word = word[:1].upper() + word[1:]
        if names and part in _STATES and parts[i - 1] in _STATES:
            names[-1] += f"–{word}"
        elif names and part == "kul":
            names[-1] += f"-{word}"
        elif names and part == "china" and parts[i - 1] == "northeast":
            names.append("China")
        else:
            names.append(word)
    return " ".join(names)


def date_words(text: str) -> str:
    """Write a partial date as a reader says it, as exact as it is.

    Parameters
    ----------
    text : str
        ``2006``, ``2006-08`` or ``2007-08-09``; may be empty.

    Returns
    -------
    str

    Examples
    --------
    >>> date_words("2006"), date_words("2006-08"), date_words("2007-08-09")
    ('2006', 'August 2006', '9 August 2007')
    """
    if not text:
        return ""
    date = PartialDate.parse(text)
    words = [str(date.day)] if date.day else []
    words += [_MONTHS[date.month - 1]] if date.month else []
    return " ".join([*words, str(date.year)])


def amount(value: object, qualifier: object) -> str:
    """Write a number with what its source says about its exactness.

    Parameters
    ----------
    value : number or missing
    qualifier : str or missing
        ``exact``, ``approx``, ``at_least`` or ``at_most``.

    Returns
    -------
    str

    Examples
    --------
    >>> amount(3000, "at_least")
    'at least 3,000'
    """
    if not given(value):
        return ""
    number = float(str(value))
    text = f"{int(number):,}" if number.is_integer() else f"{number:,}"
    return _QUALIFIERS.get(given(qualifier), "") + text


def wrapped(text: str, width: int) -> list[str]:
    """Break a line between words, so that no line is longer than ``width`` characters.

    Parameters
    ----------
    text : str
    width : int

    Returns
    -------
    list of str
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
