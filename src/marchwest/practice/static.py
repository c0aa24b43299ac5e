"""The card where no kernel runs: the question, and the answer behind a closed disclosure."""

from __future__ import annotations

from html import escape

from marchwest.language import gettext
from marchwest.practice.answers import expected
from marchwest.practice.markup import html_of, plain_of
from marchwest.practice.model import Item, Kind
from marchwest.practice.shown import answer_text, form_of, heading, more_of
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
        f"<details><summary>{escape(gettext('Hints'))}</summary><ol>{hints}</ol></details>"
        f"<details><summary>{escape(gettext('Answer'))}</summary><p><strong>{right}</strong></p>"
        f"<p>{html_of(item.explanation)}</p>{claims._repr_html_()}</details>"
        f"<p><small>{_told(item)}</small></p>"
    )


def _told(item: Item) -> str:
    told = gettext("With a kernel, run the cell to answer. Without the card: {call} says how.")
    return escape(told).format(call=f"<code>print({escape(_card(item))})</code>")


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
    parts = [heading(item), plain_of(item.stem), *_more_text(item), form.task, *rows, *options]
    return "\n".join([*parts, gettext("Answer with: {call}").format(call=_call(item))])


def _more_text(item: Item) -> list[str]:
    """Return what stands between question and options: two claims, or a paragraph."""
    if item.kind is Kind.SAME_THING:
        return [
            f"  {number}. {claim['title']}, {claim['place']}: "
            + "; ".join(f"{label} {text}" for label, text in claim["says"])
            for number, claim in enumerate(more_of(item)["claims"], start=1)
        ]
    if item.kind is Kind.SPOT_ERROR:
        parts = more_of(item)["parts"]
        text = "".join(
            plain_of(part["text"]) + (f"[{part['shown']}]" if part["key"] else "") for part in parts
        )
        return [f"  {text}"]
    return []


def _more_html(item: Item) -> str:
    if item.kind is Kind.MAP:
        from marchwest.practice.picture import picture_svg

        return picture_svg(tuple(item.on_map))
    if item.kind is Kind.SAME_THING:
        sides = [
            f"<td><p><strong>{escape(claim['title'])}</strong> {escape(claim['place'])}</p><ul>"
            + "".join(f"<li>{escape(label)}: {escape(text)}</li>" for label, text in claim["says"])
            + "</ul></td>"
            for claim in more_of(item)["claims"]
        ]
        return f"<table><tr>{''.join(sides)}</tr></table>"
    if item.kind is Kind.SPOT_ERROR:
        parts = more_of(item)["parts"]
        text = "".join(
            html_of(part["text"]) + (f"<u>{escape(part['shown'])}</u>" if part["key"] else "")
            for part in parts
        )
        return f"<blockquote><p>{text}</p></blockquote>"
    return ""


def _rows_html(item: Item) -> str:
    shown = more_of(item)
    head = "".join(f"<th>{escape(text)}</th>" for text in shown["headings"])
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row["cells"]) + "</tr>"
        for row in shown["rows"]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _named(key: str, label: str) -> str:
    return label if key == label else f"{key}: {label}"


def _choices(item: Item) -> str:
    form = form_of(item)
    rows = "".join(f"<li>{escape(label)}</li>" for _, label in form.rows)
    told = f"{_more_html(item)}<p>{escape(form.task)}</p>"
    if item.kind is Kind.FIND_CLAIM:
        return told + _rows_html(item)
    if item.kind is Kind.SPOT_ERROR:
        return told
    between = f"<p>{escape(gettext('To choose from:'))}</p>" if rows else ""
    if rows:
        told += f"<ul>{rows}</ul>"
    if form.options and item.kind is not Kind.ORDER:
        shown = "".join(f"<li>{escape(label)}</li>" for _, label in form.options)
        told += f"{between}<ul>{shown}</ul>"
    return told


def _number(item: Item) -> str:
    """Return an example of a number that is not the answer."""
    return "12" if float(expected(item).bare) != 12 else "250"


def _card(item: Item) -> str:
    """Return the call that gives this card."""
    seed = f", seed={item.variant}" if item.variant else ""
    return f'practice("{item.id}"{seed})'


def _call(item: Item) -> str:
    if item.kind in (Kind.NUMBER, Kind.PREDICT):
        return f"{_card(item)}.answer({_number(item)})"
    example = {
        Kind.NAME: '"Mongolia"',
        Kind.DATE: '"1998-04"',
        Kind.CHOICE: '"key"',
        Kind.MULTI_CHOICE: '["key", "key"]',
        Kind.CITE: '["claim_id", "claim_id"]',
        Kind.ORDER: '["key", "key", "key"]',
        Kind.MATCH: '{"row": "key"}',
        Kind.MAP: '"key"',
        Kind.FIND_CLAIM: '"claim_id"',
        Kind.SPOT_ERROR: '"key"',
        Kind.SAME_THING: '"key"',
    }[item.kind]
    return f"{_card(item)}.answer({example})"
