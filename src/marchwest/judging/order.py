"""Judge an order: which of the things given comes first, second, third."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Unpack

from marchwest.judging.kinds import reader
from marchwest.judging.numbers import read_number
from marchwest.judging.plain import BLANK, NotPlain, Vector, plain, type_name
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
from marchwest.language import gettext

__all__ = ["order"]


@never_raises
def order(
    answer: object,
    expected: Sequence[str],
    labels: Mapping[str, str],
    *,
    by: str = "dates",
    mistakes: Sequence[Mistake] = (),
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge an order.

    Parameters
    ----------
    answer : object
        Keys or labels in order; or a dict that gives each key its place, 1 for the first.
    expected : sequence of str
        The keys in their right order.
    labels : mapping of key to str
        What the learner sees.
    by : str, default "dates"
        What the order goes by, in the plural, for the message.
    mistakes : sequence of Mistake
        Each ``value`` is a whole order that is wrong in a known way.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
        Its score is the share of neighbours that stand in the right order. The message names one
        pair that does not.
    """
    read = reader("text", labels)
    names = {read(key): key for key in labels}
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        keys = [names[read(part)] for part in _sequence(given)]
        _require_each_once(keys, labels)
    except NotPlain as problem:
        step = gettext("Give each once, earliest first: {all}.")
        return cannot_read(str(problem), guide, step.format(all="; ".join(sorted(labels.values()))))
    if keys == list(expected):
        return correct(gettext("All stand in their order."), guide)
    rank = {key: place for place, key in enumerate(expected)}
    pairs = list(pairwise(keys))
    wrong = [(one, other) for one, other in pairs if rank[one] > rank[other]]
    score = min(1 - len(wrong) / len(pairs), 0.99)
    for mistake in mistakes:
        if keys == list(mistake.value):
            return incorrect(mistake.message, guide, score)
    one, other = wrong[0]
    right = gettext("In order: {count} of {total} neighbours.").format(
        count=len(pairs) - len(wrong), total=len(pairs)
    )
    # In other languages the word for the dates has forms, so the common sentence stands whole.
    told = (
        gettext("Compare the dates of these two: {one}; {other}.")
        if by == "dates"
        else gettext("Compare the {by} of these two: {one}; {other}.")
    ).format(by=by, one=labels[one], other=labels[other])
    return incorrect(f"{right}\n{told}", guide, score)


def _sequence(given: Any) -> list[Any]:
    if type(given) in (list, tuple):
        return list(given)
    if type(given) is Vector:
        return list(given.values)
    if type(given) is str:
        return [part.strip() for part in given.replace(";", ",").split(",") if part.strip()]
    if type(given) is not dict:
        raise NotPlain(
            gettext("The answer is a `{type}`, not an order.").format(type=type_name(given))
        )
    empty = [key for key, place in given.items() if place in (None, "", Ellipsis)]
    if empty:
        told = gettext("{count} of {total} have no place yet.")
        raise NotPlain(told.format(count=len(empty), total=len(given)))
    places = {key: read_number(place).value for key, place in given.items()}
    doubled = [place for place in places.values() if list(places.values()).count(place) > 1]
    if doubled:
        told = gettext("Place {place} is given more than once.")
        raise NotPlain(told.format(place=f"{doubled[0]:g}"))
    return sorted(places, key=lambda key: places[key])


def _require_each_once(keys: list[str], labels: Mapping[str, str]) -> None:
    doubled = [key for key in keys if keys.count(key) > 1]
    if doubled:
        told = gettext("{label}: this stands more than once.")
        raise NotPlain(told.format(label=labels[doubled[0]]))
    if len(keys) != len(labels):
        told = gettext("{count} of {total} are there.")
        raise NotPlain(told.format(count=len(keys), total=len(labels)))
