"""The card where no kernel runs: the question, and the answer behind a closed disclosure."""

from __future__ import annotations

from html import escape

from marchwest.practice.answers import expected
from marchwest.practice.markup import html_of, plain_of
from marchwest.practice.model import Item, Kind
from marchwest.practice.shown import answer_text, form_of, heading
from marchwest.practice.source_claims import source_claims

__all__ = ["static_card", "text_card"]


def static_card(item: Item) -> str:
    """Return an item as HTML that needs neither kernel nor script nor style sheet.

    Parameters
    ----------
    item : Item

    Returns
    -------
    str
        Everything that comes from the item is escaped.
    """
    claims = source_claims(expected(item).claims)
    hints = "".join(f"<li>{html_of(hint)}</li>" for hint in item.hints)
    right = escape(answer_text(item))
    return (
        f"<p><small>{escape(heading(item))}</small></p>"
        f"<p><strong>{html_of(item.stem)}</strong></p>{_choices(item)}"
        f"<details><summary>Hints</summary><ol>{hints}</ol></details>"
        f"<details><summary>Answer</summary><p><strong>{right}</strong></p>"
        f"<p>{html_of(item.explanation)}</p>{claims._repr_html_()}</details>"
        f"<p><small>With a kernel, run the cell to answer. Without the card: "
        f"<code>print(practice(&quot;{escape(item.id)}&quot;))</code> says how.</small></p>"
    )


def text_card(item: Item) -> str:
    """Return an item for a terminal, without its answer.

    Parameters
    ----------
    item : Item

    Returns
    -------
    str
    """
    form = form_of(item)
    rows = [f"  {key}: {label}" for key, label in form.rows]
    options = [f"  - {_named(key, label)}" for key, label in form.options]
    if item.kind is Kind.ORDER:
        options = []
    parts = [heading(item), plain_of(item.stem), form.task, *rows, *options]
    return "\n".join([*parts, f"Answer with: {_call(item)}"])


def _named(key: str, label: str) -> str:
    return label if key == label else f"{key}: {label}"


def _choices(item: Item) -> str:
    form = form_of(item)
    rows = "".join(f"<li>{escape(label)}</li>" for _, label in form.rows)
    told = f"<p>{escape(form.task)}</p>"
    between = "<p>To choose from:</p>" if rows else ""
    if rows:
        told += f"<ul>{rows}</ul>"
    if form.options and item.kind is not Kind.ORDER:
        shown = "".join(f"<li>{escape(label)}</li>" for _, label in form.options)
        told += f"{between}<ul>{shown}</ul>"
    return told


def _number(item: Item) -> str:
    """Return an example of a number that is not the answer."""
    return "12" if float(expected(item).bare) != 12 else "250"


def _call(item: Item) -> str:
    if item.kind in (Kind.NUMBER, Kind.PREDICT):
        return f'practice("{item.id}").answer({_number(item)})'
    example = {
        Kind.NAME: '"Mongolia"',
        Kind.DATE: '"1998-04"',
        Kind.CHOICE: '"key"',
        Kind.MULTI_CHOICE: '["key", "key"]',
        Kind.CITE: '["claim_id", "claim_id"]',
        Kind.ORDER: '["key", "key", "key"]',
        Kind.MATCH: '{"row": "key"}',
    }[item.kind]
    return f'practice("{item.id}").answer({example})'
