"""Small readers for the parts of a collection: text, number, country, source, claim id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from marchwest.errors import NotFoundError
from marchwest.judging.numbers import read_number
from marchwest.judging.plain import NotPlain, show, type_name
from marchwest.judging.sources import fold, resolve_source
from marchwest.judging.verdict import ExpectationError
from marchwest.language import gettext

__all__ = ["Options", "as_options", "read_country", "reader"]

Options = Mapping[str, str] | Sequence[str]


def as_options(options: Options) -> dict[str, str]:
    """Return options as key to label; a plain list has keys that are their own labels."""
    if isinstance(options, Mapping):
        return dict(options)
    return {option: option for option in options}


def read_text(value: Any) -> str:
    """Read text without case, accents, surplus space and the difference of - and _."""
    if type(value) is bool:
        return "yes" if value else "no"
    if type(value) in (int, float):
        return f"{value:g}"
    if type(value) is not str:
        raise NotPlain(
            gettext("A `{type}` stands where text was expected.").format(type=type_name(value))
        )
    return fold(re.sub(r"[-_‐-―\s]+", " ", value)).strip(" .'\"")


def read_country(value: Any) -> str:
    """Read any name of a country as its ISO 3166-1 alpha-3 code."""
    from marchwest.names import country

    if type(value) is not str:
        raise NotPlain(
            gettext("A `{type}` stands where a country was expected.").format(type=type_name(value))
        )
    try:
        return country(value).iso3
    except NotFoundError as error:
        # Its advice may name a country that is asked for; the judge gives advice of its own.
        raise NotPlain(str(error).partition(" Use a name or code")[0]) from None


def _read_source(value: Any) -> str:
    if type(value) is not str:
        raise NotPlain(
            gettext("A `{type}` stands where a source was expected.").format(type=type_name(value))
        )
    found = resolve_source(value)
    if found is None:
        told = gettext("{text} names no source of the course. Use a source_id.")
        raise NotPlain(told.format(text=show(value)))
    return found


def _read_number(value: Any) -> float:
    return round(read_number(value).value, 9)


def _read_claim(value: Any) -> str:
    if type(value) is not str:
        raise NotPlain(
            gettext("A `{type}` stands where a claim_id was expected.").format(
                type=type_name(value)
            )
        )
    return value.strip().casefold()


def _read_locator(value: Any) -> str:
    """Read a locator so that "paragraph 6" and "para. 6" are one."""
    text = read_text(value)
    text = re.sub(r"\b(paragraph|par|paras)\b|¶", "para", text)
    text = re.sub(r"\b(footnote|note|notes|fn|nn)\b", "n", text)
    text = re.sub(r"\bsection\b|§", " ", text)
    return " ".join(re.findall(r"\w+", text))


_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "text": read_text,
    "number": _read_number,
    "country": read_country,
    "source": _read_source,
    "claim": _read_claim,
    "locator": _read_locator,
}


def reader(kind: str, options: Options | None = None) -> Callable[[Any], Any]:
    """Return the function that reads one part of a collection.

    Parameters
    ----------
    kind : str
        ``text``, ``number``, ``country``, ``source``, ``claim`` or ``locator``.
    options : mapping or sequence of str, optional
        For text: what may be answered. Labels are read as their keys.

    Returns
    -------
    callable
        Takes a plain value, returns its normal form or raises `NotPlain`.
    """
    if kind not in _READERS:
        raise ExpectationError(f"Unknown kind {kind!r}. Known: {', '.join(_READERS)}.")
    if options is None:
        return _READERS[kind]
    known: dict[str, str] = {}
    for key, label in as_options(options).items():
        known |= {read_text(label): read_text(key), read_text(key): read_text(key)}

    def read_option(value: Any) -> str:
        text = read_text(value)
        if text not in known:
            told = gettext("{text} is none of: {options}.")
            raise NotPlain(told.format(text=show(value), options=", ".join(as_options(options))))
        return known[text]

    return read_option
