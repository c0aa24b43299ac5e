"""How an item is put to the learner: what there is to fill in, in which order, in which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from marchwest.language import gettext, gettext_noop
from marchwest.practice.answers import expected
from marchwest.practice.cells import headings, place_name, place_of, said
from marchwest.practice.model import Item, Kind, Matched, Ordered, Paired, Picked, Spotted
from marchwest.practice.passage import (
    figures_shown,
    right_figure,
    segments,
    with_words_around,
)

__all__ = ["Form", "answer_text", "form_of", "heading", "more_of"]

_TASKS = {
    Kind.CHOICE: gettext_noop("Choose one."),
    Kind.MULTI_CHOICE: gettext_noop("Choose each one that belongs."),
    Kind.NUMBER: gettext_noop("Write a number."),
    Kind.NAME: gettext_noop("Write the name of one country, in any language, or its code."),
    Kind.DATE: gettext_noop(
        "Write a date as exact as the source gives it: 1998, 1998-04 or 1998-04-27."
    ),
    Kind.ORDER: gettext_noop("Give each its place: 1 is the earliest."),
    Kind.MATCH: gettext_noop("Choose what belongs to each row."),
    Kind.PREDICT: gettext_noop("Write a number, then read on. No prediction is wrong."),
    Kind.CITE: gettext_noop("Choose the claims to cite."),
    Kind.MAP: gettext_noop("Choose one, on the map or in the list."),
    Kind.FIND_CLAIM: gettext_noop("Choose the one row that supports the sentence."),
    Kind.SPOT_ERROR: gettext_noop("One of the marked figures is not the source's. Choose it."),
    Kind.SAME_THING: gettext_noop("Compare the two claims, then choose one."),
}


@dataclass(frozen=True)
class Form:
    """What there is to fill in."""

    type: str
    """`radio`, `checks`, `text`, `selects`, `map`, `rows`, `pair` or `figures`."""
    task: str
    """One line that says what to do."""
    label: str = field(default_factory=lambda: gettext("Your answer"))
    """Of the text field."""
    options: tuple[tuple[str, str], ...] = ()
    """Value and words of what can be chosen."""
    rows: tuple[tuple[str, str], ...] = field(default=())
    """Key and words of each row that needs a choice."""


def heading(item: Item) -> str:
    """Return the small line above the stem."""
    is_prediction = item.kind is Kind.PREDICT
    word = gettext("Predict, then look") if is_prediction else gettext("Practice")
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
    task = gettext(_TASKS[item.kind])
    if item.kind is Kind.CHOICE:
        return Form("radio", task, options=_drawn(item, item.options))
    if isinstance(item.answer, Paired):
        return Form("pair", task, options=_drawn(item, item.options))
    if isinstance(item.answer, Picked):
        told = {claim: _row_text(claim, item.answer) for claim in item.answer.among}
        return Form("rows", task, options=_drawn(item, told))
    if isinstance(item.answer, Spotted):
        return Form("figures", task, options=_figures(item.passage, item.answer))
    if item.kind is Kind.MAP:
        named = [(key, place_name(key)) for key in item.on_map]
        return Form("map", task, options=tuple(sorted(named, key=lambda each: each[1])))
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
        is_prediction = item.kind is Kind.PREDICT
        word = gettext("Your prediction") if is_prediction else gettext("Your answer")
        return Form("text", task, label=f"{word}{unit}")
    return Form("text", task)


def _drawn(
    item: Item, options: dict[str, str], avoid: list[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """Return options in an order of their own, never in one that gives the answer away."""
    keys = list(options)
    # Not for secrecy: the order only must not follow the author's habit.
    seed = f"{item.id}/{item.variant}" if item.variant else item.id
    draw = Random(seed)  # noqa: S311
    draw.shuffle(keys)
    if keys == avoid:
        keys.reverse()
    return tuple((key, options[key]) for key in keys)


def _row_text(claim: str, answer: Picked) -> str:
    source, locator = place_of(claim)
    told = zip(headings(answer.columns), said(claim, answer.columns), strict=True)
    return f"{source}, {locator}: {'; '.join(f'{label} {text}' for label, text in told)}"


def _figures(passage: str, answer: Spotted) -> tuple[tuple[str, str], ...]:
    shown = figures_shown(answer)
    return tuple((name, shown[name]) for _, name in segments(passage, answer) if name)


def more_of(item: Item) -> dict[str, Any]:
    """Return what the form of an item shows besides its options: map, rows, pair or paragraph.

    Parameters
    ----------
    item : Item

    Returns
    -------
    dict
        Plain values for the page; empty for the kinds that need nothing more.
    """
    answer = item.answer
    if item.kind is Kind.MAP:
        from marchwest.practice.picture import map_picture

        return map_picture(tuple(item.on_map))
    if isinstance(answer, Picked):
        rows = [
            {"key": key, "cells": [*place_of(key), *said(key, answer.columns)]}
            for key, _ in form_of(item).options
        ]
        names = [gettext("Source"), gettext("Where"), *headings(answer.columns)]
        return {"headings": names, "rows": rows}
    if isinstance(answer, Paired):
        names = headings(answer.columns)
        claims = []
        for claim in answer.pair:
            source, locator = place_of(claim)
            told = list(zip(names, said(claim, answer.columns), strict=True))
            claims.append({"title": source, "place": locator, "says": told})
        return {"claims": claims}
    if isinstance(answer, Spotted):
        shown = figures_shown(answer)
        around = with_words_around(item.passage, answer)
        parts = [
            {"text": text, "key": name, "shown": shown.get(name, ""), "around": around.get(name)}
            for text, name in segments(item.passage, answer)
        ]
        return {"parts": parts}
    return {}


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
        case Kind.CHOICE | Kind.SAME_THING:
            return item.options[str(right)]
        case Kind.MAP:
            return place_name(str(right))
        case Kind.FIND_CLAIM:
            return dict(form_of(item).options)[right]
        case Kind.SPOT_ERROR:
            assert isinstance(item.answer, Spotted)
            wrong = figures_shown(item.answer)[str(right)]
            told = gettext("{wrong}, where {right} should stand")
            return told.format(wrong=wrong, right=right_figure(item.answer))
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
    told = gettext("{count} of these that do not rest on one another: {claims}")
    return told.format(count=count, claims="; ".join(names))
