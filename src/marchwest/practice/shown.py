"""How an item is put to the learner: what there is to fill in, in which order, in which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from marchwest.practice.answers import expected
from marchwest.practice.model import Item, Kind, Matched, Ordered

__all__ = ["Form", "answer_text", "form_of", "heading"]

_TASKS = {
    Kind.CHOICE: "Choose one.",
    Kind.MULTI_CHOICE: "Choose each one that belongs.",
    Kind.NUMBER: "Write a number.",
    Kind.NAME: "Write the name of one country, in any language, or its code.",
    Kind.DATE: "Write a date as exact as the source gives it: 1998, 1998-04 or 1998-04-27.",
    Kind.ORDER: "Give each its place: 1 is the earliest.",
    Kind.MATCH: "Choose what belongs to each row.",
    Kind.PREDICT: "Write a number, then read on. No prediction is wrong.",
    Kind.CITE: "Choose the claims to cite.",
}


@dataclass(frozen=True)
class Form:
    """What there is to fill in."""

    type: str
    """`radio`, `checks`, `text` or `selects`."""
    task: str
    """One line that says what to do."""
    label: str = "Your answer"
    """Of the text field."""
    options: tuple[tuple[str, str], ...] = ()
    """Value and words of what can be chosen."""
    rows: tuple[tuple[str, str], ...] = field(default=())
    """Key and words of each row that needs a choice."""


def heading(item: Item) -> str:
    """Return the small line above the stem."""
    word = "Predict, then look" if item.kind is Kind.PREDICT else "Practice"
    return f"{word} · {item.id}"


def form_of(item: Item) -> Form:
    """Return the form of an item.

    Options stand in an order that is drawn once for each item, so that the place says nothing
    and stays the same from run to run.

    Parameters
    ----------
    item : Item

    Returns
    -------
    Form
    """
    task = _TASKS[item.kind]
    if item.kind is Kind.CHOICE:
        return Form("radio", task, options=_drawn(item, item.options))
    if item.kind in (Kind.MULTI_CHOICE, Kind.CITE):
        return Form("checks", task, options=_drawn(item, item.options))
    if isinstance(item.answer, Matched):
        rows = tuple((row.key, row.label) for row in item.answer.match)
        return Form("selects", task, options=_match_options(item), rows=rows)
    if isinstance(item.answer, Ordered):
        labels = {row.key: row.label for row in item.answer.order}
        places = tuple((str(n), str(n)) for n in range(1, len(labels) + 1))
        return Form(
            "selects", task, options=places, rows=_drawn(item, labels, expected(item).value)
        )
    if item.kind in (Kind.NUMBER, Kind.PREDICT):
        unit = f" ({item.unit_of_answer})" if item.unit_of_answer else ""
        word = "Your prediction" if item.kind is Kind.PREDICT else "Your answer"
        return Form("text", task, label=f"{word}{unit}")
    return Form("text", task)


def _drawn(
    item: Item, options: dict[str, str], avoid: list[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """Return options in an order of their own, never in one that gives the answer away."""
    keys = list(options)
    # Not for secrecy: the order only must not follow the author's habit.
    draw = Random(item.id)  # noqa: S311
    draw.shuffle(keys)
    if keys == avoid:
        keys.reverse()
    return tuple((key, options[key]) for key in keys)


def _match_options(item: Item) -> tuple[tuple[str, str], ...]:
    """Return what can be matched: the author's options, or the values of the claims themselves."""
    if item.options:
        return tuple(item.options.items())
    values = {value: value for value in sorted(expected(item).value.values())}
    return _drawn(item, values)


def answer_text(item: Item) -> str:
    """Return the right answer in words, for a reader who has no card to fill in.

    Parameters
    ----------
    item : Item

    Returns
    -------
    str
    """
    right = expected(item).bare
    match item.kind:
        case Kind.CHOICE:
            return item.options[str(right)]
        case Kind.MULTI_CHOICE:
            return "; ".join(item.options[key] for key in item.options if key in right)
        case Kind.NAME:
            from marchwest.names import country

            return country(right).name
        case Kind.ORDER:
            labels = dict(form_of(item).rows)
            return "; ".join(f"{n}. {labels[key]}" for n, key in enumerate(right, start=1))
        case Kind.MATCH:
            words = dict(form_of(item).options)
            rows = form_of(item).rows
            return "; ".join(f"{label}: {words[right[key]]}" for key, label in rows)
        case Kind.CITE:
            return _citations(item)
        case Kind.DATE:
            return str(right)
    return _number_text(item, right)


def _number_text(item: Item, value: Any) -> str:
    number = round(value)
    unit: str = item.unit_of_answer
    if number == 1 and unit == "exercises":
        unit = "exercise"
    return f"{number:,} {unit}".strip()


def _citations(item: Item) -> str:
    from marchwest.claims import cite

    count = getattr(item.answer, "count", 1)
    names = [f"{claim} {cite(claim)}" for claim in expected(item).claims]
    return f"{count} of these that do not rest on one another: {'; '.join(names)}"
