"""Draw an item several times: one question, other claims, the key worked out anew each time.

An item with `variants` is a pattern. In its texts, options, answers and attempts stand:

- ``{{this}}``: the claim_id of the row that is drawn (`other` and `other2` are further rows);
- ``{{this.amount}}``: what that claim has in a column;
- ``{{this.recipient.name}}``: the same in words. `name` is that of a country, place or body, `author`
  and `source` are the two ways to name a source, `date` and `year` are for dates, `large` writes
  900 million;
- ``{{key}}``: the right answer, and ``{{mistake1}}``, ``{{mistake2}}`` what the misconceptions lead to;
- ``{{this.amount:,.0f}}``: a number in a format of Python.

Text that is one such mark and nothing else becomes the value itself, so a number stays a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from pydantic import TypeAdapter, ValidationError

from marchwest.data import PartialDate
from marchwest.errors import MarchWestError
from marchwest.judging import ExpectationError
from marchwest.judging.sources import source_name
from marchwest.practice.answers import claim_row, expected_of, rows_where, wrong_value
from marchwest.practice.cells import (
    author,
    date_words,
    large_words,
    number_words,
    place_name,
    values_of,
)
from marchwest.practice.model import Answer, Misconception, Variants

__all__ = ["drawn"]

_MARK = re.compile(r"\{\{\s*(\w+(?:\.\w+)*)\s*(?::([^{}]*))?\}\}")
_ANSWER: TypeAdapter[Any] = TypeAdapter(Answer)

Names = dict[str, Any]


def drawn(pattern: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the variants of an item, as plain values that are still to be checked.

    Parameters
    ----------
    pattern : dict
        An item as it stands in the file, with `variants`.

    Returns
    -------
    list of dict
        The first is what is shown when no variant is asked for.

    Raises
    ------
    ExpectationError
        If no row fits, or a mark names what there is not.
    ValidationError
        If the rule has not the form of `model.Variants`.
    """
    rule = Variants.model_validate(pattern["variants"])
    body = {name: value for name, value in pattern.items() if name != "variants"}
    found = []
    for number, names in enumerate(_bindings(rule, str(pattern.get("id")))):
        known = names | _worked_out(body, names)
        made = _filled(body, known)
        found.append({**made, "variants": pattern["variants"], "variant": number})
    return found


def _bindings(rule: Variants, item_id: str) -> list[Names]:
    """Return for each variant what each name stands for, in an order drawn once for the item."""
    if rule.table is None:
        # The words of a row may hold marks themselves, of the claims that the row names.
        rows_of_words = [
            {name: _filled(text, row) for name, text in row.items()} for row in rule.rows
        ]
        return _shuffled(rows_of_words, item_id)
    rows = rows_where(rule.table, rule.where).sort_values("claim_id")
    if rule.one_for_each:
        if rule.one_for_each not in rows.columns:
            raise ExpectationError(f"Table {rule.table!r} has no column {rule.one_for_each!r}.")
        rows = rows[rows[rule.one_for_each].notna()].drop_duplicates(rule.one_for_each)
    claims = rows["claim_id"].tolist()
    if rule.first is not None:
        if rule.first not in claims:
            raise ExpectationError(f"`first` is {rule.first!r}, which is no row that fits.")
        claims.remove(rule.first)
        claims.insert(0, rule.first)
    bound = [{"this": claim} | _others(claim, claims, rule.others_differ_in) for claim in claims]
    return _shuffled(bound, item_id)


def _shuffled(bound: list[Names], item_id: str) -> list[Names]:
    first, *rest = bound
    # Not for secrecy: the order only must not follow the alphabet.
    Random(item_id).shuffle(rest)  # noqa: S311
    return [first, *rest]


def _others(claim: str, claims: list[str], column: str | None) -> Names:
    """Return further rows, counted on from this one, that have other values in a column."""
    if column is None:
        return {}
    at = claims.index(claim)
    seen, found = {_value(claim, column)}, []
    for other in (*claims[at + 1 :], *claims[:at]):
        if (value := _value(other, column)) not in seen:
            seen.add(value)
            found.append(other)
    return dict(zip(("other", "other2"), found, strict=False))


def _worked_out(body: dict[str, Any], names: Names) -> Names:
    """Return the key, and what the misconceptions lead to, where they can be known already."""
    key = expected_of(_ANSWER.validate_python(_filled(body.get("answer"), names))).bare
    known: Names = {"key": key}
    for number, each in enumerate(body.get("misconceptions") or (), start=1):
        try:
            wrong = Misconception.model_validate(_filled(each, names | known, lenient=True))
            known[f"mistake{number}"] = wrong_value(wrong)
        except (ValidationError, MarchWestError):
            continue  # told where the whole item is checked
    return known


def _filled(value: Any, names: Mapping[str, Any], *, lenient: bool = False) -> Any:
    if isinstance(value, dict):
        return {
            _filled(key, names, lenient=lenient): _filled(each, names, lenient=lenient)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_filled(each, names, lenient=lenient) for each in value]
    if not isinstance(value, str):
        return value
    whole = _MARK.fullmatch(value.strip())
    if whole and not whole[2]:
        return _meant(whole[1], names)
    return _MARK.sub(lambda mark: _worded(mark, names, lenient), value)


def _worded(mark: re.Match[str], names: Mapping[str, Any], lenient: bool) -> str:
    if lenient and mark[1].partition(".")[0] not in names:
        return mark[0]
    found = _meant(mark[1], names)
    if mark[2]:
        return format(found, mark[2].strip())
    return str(found)


def _meant(path: str, names: Mapping[str, Any]) -> Any:
    name, *steps = path.split(".")
    if name not in names:
        raise ExpectationError(f"There is no {name!r} to fill in; known are: {', '.join(names)}.")
    value = names[name]
    if not steps:
        return value
    found = _value(str(value), steps[0])
    for how in steps[1:]:
        found = _in_words(found, how)
    return found


def _value(claim_id: str, column: str) -> Any:
    claim_row(claim_id)
    value = values_of(claim_id).get(column)
    if value is None:
        raise ExpectationError(f"{claim_id} has nothing in {column!r}.")
    if isinstance(value, str):
        return value
    number = float(value)
    return int(number) if number.is_integer() else number


_WORDS: dict[str, Callable[[Any], Any]] = {
    "name": lambda value: _with_article(place_name(str(value))),
    "author": lambda value: author(str(value)),
    "source": lambda value: source_name(str(value)),
    "date": lambda value: date_words(str(value)),
    "year": lambda value: PartialDate.parse(str(value)).year,
    "number": number_words,
    "large": large_words,
    "words": lambda value: str(value).replace("_", " ").replace("-", " "),
}


def _in_words(value: Any, how: str) -> Any:
    if how not in _WORDS:
        raise ExpectationError(f"There is no way {how!r} to say a value: {', '.join(_WORDS)}.")
    return _WORDS[how](value)


def _with_article(name: str) -> str:
    return f"the {name}" if name in ("United States", "United Kingdom", "Soviet Union") else name
