"""Progress in words: as HTML, which also serves where no kernel runs, and as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from marchwest.language import current_language, gettext, gettext_noop
from marchwest.practice import bank
from marchwest.practice.markup import html_of, plain_of
from marchwest.practice.progress.overview import RULE, ObjectiveView, UnitView
from marchwest.practice.progress.standing import ItemStanding, Standing

__all__ = ["amount", "report_html", "report_text", "summary"]

_LISTED = 6
"""More due items than this are told by number."""
_CELL = "padding: 0.25em 0.7em; text-align: left; border: 1px solid #8c959f"
_HEADS = (
    gettext_noop("Unit"),
    gettext_noop("Items answered"),
    gettext_noop("Objectives reached"),
    gettext_noop("Due again"),
)
_DUE = {
    Standing.MISSED: gettext_noop("{item}: missed, unit {unit}"),
    Standing.MENDED: gettext_noop("{item}: right after a miss, unit {unit}"),
}
_ICONS = {"reached": "✓", "under way": "◐", "not begun": "○"}
_CHART = "mw.progress().calibration()"


def amount(part: int, whole: int) -> str:
    """Return ``"3 of 18"``."""
    return gettext("{part} of {whole}").format(part=part, whole=whole)


def summary(units: Sequence[UnitView]) -> str:
    """Return the whole course in one sentence.

    Parameters
    ----------
    units : sequence of UnitView

    Returns
    -------
    str
    """
    if not any(unit.answered for unit in units):
        return gettext("No item is answered yet: once you answer one, it counts here.")
    told = gettext(
        "{answered} of {items} items answered, {reached} of {objectives} objectives reached."
    )
    return told.format(
        answered=sum(unit.answered for unit in units),
        items=sum(unit.items for unit in units),
        reached=sum(unit.reached for unit in units),
        objectives=sum(len(unit.objectives) for unit in units),
    )


def report_html(
    units: Sequence[UnitView],
    due: Sequence[str],
    known: Mapping[str, ItemStanding],
    calibration: str,
    trouble: str,
) -> str:
    """Return progress as HTML without script or style sheet.

    Parameters
    ----------
    units : sequence of UnitView
    due : sequence of str
        Ids of items.
    known : mapping of str to ItemStanding
    calibration : str
        In words.
    trouble : str
        What is wrong with the place where progress is kept.

    Returns
    -------
    str
        Every text is escaped.
    """
    chart = gettext("`{call}` shows the chart. Only you see it.").format(call=_CHART)
    objectives = "".join(
        f'<p lang="en"><strong>{escape(unit.name)}</strong></p>'
        f"<ul>{''.join(map(_objective_html, unit.objectives))}</ul>"
        for unit in units
    )
    warned = f"<p><strong>{html_of(_attention(trouble))}</strong></p>" if trouble else ""
    return (
        f'<div lang="{current_language()}">{warned}'
        f"<p><strong>{_text('Your progress')}</strong></p><p>{escape(summary(units))}</p>"
        f"{_table_html(units)}{_due_html(due, known)}"
        f"{_details(gettext('The objectives, unit by unit'), objectives)}"
        f"{_details(gettext('How sure you were'), f'<p>{escape(calibration)} {html_of(chart)}</p>')}"
        f"{_details(gettext('How this is worked out'), f'<p>{_text(RULE)}</p>')}</div>"
    )


def _text(message: str) -> str:
    return escape(gettext(message))


def _attention(trouble: str) -> str:
    return gettext("Attention: {trouble}").format(trouble=trouble)


def _details(head: str, body: str) -> str:
    return f"<details><summary>{escape(head)}</summary>{body}</details>"


def _table_html(units: Sequence[UnitView]) -> str:
    heads = "".join(f'<th scope="col" style="{_CELL}">{_text(head)}</th>' for head in _HEADS)
    rows = "".join(
        f'<tr><th scope="row" lang="en" style="{_CELL}">{escape(unit.name)}</th>'
        + "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in _cells(unit))
        + "</tr>"
        for unit in units
    )
    return (
        '<table style="border-collapse: collapse; margin: 0.4em 0">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cells(unit: UnitView) -> tuple[str, str, str]:
    return (
        amount(unit.answered, unit.items),
        amount(unit.reached, len(unit.objectives)),
        str(len(unit.due)) if unit.due else gettext("none"),
    )


def _due_html(due: Sequence[str], known: Mapping[str, ItemStanding]) -> str:
    if not due:
        return ""
    rows = "".join(f"<li>{html_of(_due_line(name, known))}</li>" for name in due[:_LISTED])
    return f"<p><strong>{escape(_due_head(due))}</strong></p><ul>{rows}</ul>"


def _due_head(due: Sequence[str]) -> str:
    if len(due) <= _LISTED:
        return gettext("Due again:")
    told = gettext("Due again, the first {listed} of {total}:")
    return told.format(listed=_LISTED, total=len(due))


def _due_line(name: str, known: Mapping[str, ItemStanding]) -> str:
    told = gettext(_DUE[known[name].standing])
    return told.format(item=f'`practice("{name}")`', unit=int(bank.find(name).unit))


def _objective_html(each: ObjectiveView) -> str:
    sign = _ICONS.get(each.status, "")
    icon = f' <span aria-hidden="true">{sign}</span>' if sign else ""
    return (
        f"<li><strong>{escape(_status(each))}</strong>{icon}: "
        f'<span lang="en">{escape(each.text)}</span></li>'
    )


def _status(each: ObjectiveView) -> str:
    word = gettext(each.status)
    return word[:1].upper() + word[1:]


def report_text(
    units: Sequence[UnitView],
    due: Sequence[str],
    known: Mapping[str, ItemStanding],
    calibration: str,
    trouble: str,
) -> str:
    """Return progress as plain text, for a terminal.

    Parameters
    ----------
    units : sequence of UnitView
    due : sequence of str
        Ids of items.
    known : mapping of str to ItemStanding
    calibration : str
        In words.
    trouble : str
        What is wrong with the place where progress is kept.

    Returns
    -------
    str
    """
    lines = [plain_of(_attention(trouble))] if trouble else []
    lines += [gettext("Your progress"), summary(units), ""]
    rows = [tuple(map(gettext, _HEADS)), *((unit.name, *_cells(unit)) for unit in units)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines += [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    if due:
        lines += ["", _due_head(due)]
        lines += [f"  {plain_of(_due_line(name, known))}" for name in due[:_LISTED]]
    for unit in units:
        if unit.answered:
            lines += ["", unit.name]
            lines += [f"  {_status(each)}: {each.text}" for each in unit.objectives]
    return "\n".join([*lines, "", gettext("How sure you were"), calibration, "", gettext(RULE)])
