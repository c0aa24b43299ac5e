"""Judge an answer to an item: hand it to the judge with what the item knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marchwest import judging
from marchwest.judging import Guide, Mistake, Outcome, Verdict
from marchwest.judging.order import order
from marchwest.judging.sources import source_name
from marchwest.judging.verdict import incorrect
from marchwest.language import gettext, ngettext
from marchwest.practice.answers import Expected, claim_row, expected, wrong_value
from marchwest.practice.model import Cited, Count, Item, Kind, Spotted
from marchwest.practice.passage import figure_named
from marchwest.practice.shown import form_of

__all__ = ["check", "places"]

_PLACES = 3
"""How many places a message names; the card shows every claim."""


def check(item: Item, answer: object) -> Verdict:
    """Judge an answer.

    Parameters
    ----------
    item : Item
    answer : object
        Anything: this never raises because of an answer.

    Returns
    -------
    Verdict
        Its reason after a right answer is the item's explanation.
    """
    right = expected(item)
    if _is_unfilled(answer):
        answer = None
    guide: Guide = {
        "where": _where(item, right),
        "claims": right.claims,
        "explain": item.explanation,
        "next_step": gettext("Read the place named here again, then try once more."),
    }
    verdict = _CHECKS[item.kind](item, answer, right, guide)
    if verdict.outcome is Outcome.INCORRECT and any(
        _CHECKS[item.kind](item, answer, Expected(other, right.claims), guide).outcome
        is Outcome.CORRECT
        for other in item.accept
    ):
        return Verdict(
            Outcome.CORRECT, 1.0, item.explanation, where=guide["where"], claims=right.claims
        )
    return verdict


def _is_unfilled(answer: object) -> bool:
    """Tell whether a form with several rows is sent back with none of them filled in."""
    return type(answer) is dict and all(
        value is None or value is ... or (type(value) is str and not value.strip())
        for value in answer.values()
    )


def _where(item: Item, right: Expected) -> str:
    if isinstance(item.answer, Count) and len(right.claims) > _PLACES:
        told = ngettext(
            "table `{table}`, {number} claim", "table `{table}`, {number} claims", len(right.claims)
        )
        return told.format(table=item.answer.table, number=len(right.claims))
    return places(right.claims)


def places(claim_ids: tuple[str, ...]) -> str:
    """Return sources and locators of claims, for a message.

    Parameters
    ----------
    claim_ids : tuple of str

    Returns
    -------
    str
        For example ``"Crisis Group (2013), n. 174"``; at most three places.
    """
    rows = [claim_row(claim) for claim in claim_ids]
    found = list(
        dict.fromkeys(f"{source_name(row['source_id'])}, {row['locator']}" for row in rows)
    )
    left = len(found) - _PLACES
    named = "; ".join(found[:_PLACES])
    if left <= 0:
        return named
    told = ngettext("{places} and {number} more place", "{places} and {number} more places", left)
    return told.format(places=named, number=left)


def _mistakes(item: Item) -> list[Mistake]:
    return [Mistake(wrong_value(each), each.message) for each in item.misconceptions]


def _choice(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    messages = {str(mistake.value): mistake.message for mistake in _mistakes(item)}
    return judging.choice(answer, str(right.bare), item.options, mistakes=messages, **guide)


def _of_options(
    item: Item, answer: object, right: Expected, others: dict[str, str], guide: Guide
) -> Verdict:
    """Judge one option, where each wrong one has a message: the author's, or one of ours."""
    options = dict(form_of(item).options)
    known = {str(each.value): each.message for each in _mistakes(item) if each.value in options}
    wrong = {key: text for key, text in others.items() if key != right.bare}
    return judging.choice(answer, str(right.bare), options, mistakes=wrong | known, **guide)


def _map(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    places = dict(form_of(item).options)
    if str(right.bare).isupper():
        # The page sends a code; a message speaks of the state by its name.
        named = places.get(answer, answer) if type(answer) is str else answer
        return _name(item, named, right, guide)
    told = gettext("{place} is not the place that the claim names.")
    others = {key: told.format(place=name) for key, name in places.items()}
    return _of_options(item, answer, right, others, guide)


def _find_claim(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    told = gettext("{row}. Compare this with each word of the sentence.")
    others = {claim: told.format(row=text) for claim, text in form_of(item).options}
    return _of_options(item, answer, right, others, guide)


def _spot_error(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    assert isinstance(item.answer, Spotted)
    told = gettext("This figure is as the source has it: {place}. Check another one.")
    others = {
        name: told.format(place=places((figure.claim,)))
        for name, figure in item.answer.figures.items()
    }
    return _of_options(item, figure_named(answer, item.answer), right, others, guide)


def _multi_choice(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    return judging.members(
        answer,
        right.bare,
        options=item.options,
        mistakes=_mistakes(item),
        labels=item.options,
        **guide,
    )


def _number(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    return judging.number(
        answer,
        right.value,
        unit=item.unit_of_answer,
        tolerance=item.tolerance,
        mistakes=_mistakes(item),
        **guide,
    )


def _name(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    return judging.name(answer, right.value, mistakes=_mistakes(item), **guide)


def _date(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    return judging.date(answer, right.value, mistakes=_mistakes(item), **guide)


def _order(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    labels = dict(form_of(item).rows)
    return order(answer, right.bare, labels, mistakes=_mistakes(item), **guide)


def _match(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    by_row: dict[str, list[Mistake]] = {}
    for each in item.misconceptions:
        for row, value in wrong_value(each).items():
            by_row.setdefault(row, []).append(Mistake(value, each.message))
    form = form_of(item)
    return judging.mapping(
        answer,
        right.bare,
        options=dict(form.options),
        mistakes=by_row,
        labels=dict(form.rows),
        **guide,
    )


def _cite(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    assert isinstance(item.answer, Cited)
    # A claim's wrong neighbour gets its message only where the citation is wrong without it.
    verdict = judging.citation(
        answer,
        right.claims,
        count=item.answer.count,
        independent=item.sources == "independent",
        **guide,
    )
    if verdict.outcome is not Outcome.INCORRECT:
        return verdict
    for mistake in _mistakes(item):
        same = judging.members(answer, _listed(mistake.value), kind="claim")
        if same.outcome is Outcome.CORRECT:
            return incorrect(mistake.message, guide, verdict.score)
    return verdict


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set) else [value]


def _predict(item: Item, answer: object, right: Expected, guide: Guide) -> Verdict:
    """Say how far off a prediction is. There is no wrong prediction, so no mistake is named."""
    target = float(right.bare)
    verdict = judging.number(answer, target, unit=item.unit_of_answer, **guide)
    if verdict.outcome in (Outcome.NOT_ATTEMPTED, Outcome.UNREADABLE):
        return verdict
    said = _read(answer)
    known = [
        mistake.message for mistake in _mistakes(item) if float(mistake.value) == said != target
    ]
    reason = " ".join([_distance(said, target), *known, item.explanation])
    if verdict.outcome is Outcome.CORRECT:
        return Verdict(Outcome.CORRECT, 1.0, reason, guide["where"], claims=right.claims)
    closeness = max(0.0, 1 - abs(said - target) / target) if target else 0.0
    return Verdict(
        Outcome.INCORRECT, min(closeness, 0.99), reason, guide["where"], claims=right.claims
    )


def _read(answer: object) -> float:
    """Return the number in an answer that the judge has already read."""
    from marchwest.judging.numbers import read_number
    from marchwest.judging.plain import plain

    return read_number(plain(answer)).value


def _distance(said: float, target: float) -> str:
    if said == target:
        told = gettext("You predicted {said}, and that is what the claims give.")
        return told.format(said=f"{said:,g}")
    told = (
        gettext("You predicted {said}; the claims give {target}. You were {gap} above.")
        if said > target
        else gettext("You predicted {said}; the claims give {target}. You were {gap} below.")
    )
    return told.format(said=f"{said:,g}", target=f"{target:,g}", gap=f"{abs(said - target):,g}")


_CHECKS: dict[Kind, Callable[[Item, object, Expected, Guide], Verdict]] = {
    Kind.CHOICE: _choice,
    Kind.MULTI_CHOICE: _multi_choice,
    Kind.NUMBER: _number,
    Kind.NAME: _name,
    Kind.DATE: _date,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
    Kind.PREDICT: _predict,
    Kind.CITE: _cite,
    Kind.MAP: _map,
    Kind.FIND_CLAIM: _find_claim,
    Kind.SPOT_ERROR: _spot_error,
    Kind.SAME_THING: _choice,
}
