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
        all_of_them = "; ".join(sorted(labels.values()))
        return cannot_read(str(problem), guide, f"Give each once, earliest first: {all_of_them}.")
    if keys == list(expected):
        return correct("All stand in their order.", guide)
    rank = {key: place for place, key in enumerate(expected)}
    pairs = list(pairwise(keys))
    wrong = [(one, other) for one, other in pairs if rank[one] > rank[other]]
    score = min(1 - len(wrong) / len(pairs), 0.99)
    for mistake in mistakes:
        if keys == list(mistake.value):
            return incorrect(mistake.message, guide, score)
    one, other = wrong[0]
    return incorrect(
        f"In order: {len(pairs) - len(wrong)} of {len(pairs)} neighbours.\n"
        f"Compare the {by} of these two: {labels[one]}; {labels[other]}.",
        guide,
        score,
    )


def _sequence(given: Any) -> list[Any]:
    if type(given) in (list, tuple):
        return list(given)
    if type(given) is Vector:
        return list(given.values)
    if type(given) is str:
        return [part.strip() for part in given.replace(";", ",").split(",") if part.strip()]
    if type(given) is not dict:
        raise NotPlain(f"The answer is a `{type_name(given)}`, not an order.")
    empty = [key for key, place in given.items() if place in (None, "", Ellipsis)]
    if empty:
        raise NotPlain(f"{len(empty)} of {len(given)} have no place yet.")
    places = {key: read_number(place).value for key, place in given.items()}
    doubled = [place for place in places.values() if list(places.values()).count(place) > 1]
    if doubled:
        raise NotPlain(f"Place {doubled[0]:g} is given more than once.")
    return sorted(places, key=lambda key: places[key])


def _require_each_once(keys: list[str], labels: Mapping[str, str]) -> None:
    doubled = [key for key in keys if keys.count(key) > 1]
    if doubled:
        raise NotPlain(f"{labels[doubled[0]]}: this stands more than once.")
    if len(keys) != len(labels):
        raise NotPlain(f"{len(keys)} of {len(labels)} are there.")
