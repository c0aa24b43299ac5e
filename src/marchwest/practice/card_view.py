"""The form of a card on the page: what was filled in goes to the card, what it says comes back.

The drawing is in ``card_view.js``. It is a widget of our own because the ready-made ones cannot
name a group of choices by the question above it, nor keep one live region through all replies.
"""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from marchwest.judging import Outcome
from marchwest.practice.model import Item, Kind
from marchwest.practice.reply import Reply, next_step
from marchwest.practice.shown import form_of, heading

if TYPE_CHECKING:
    from marchwest.practice.cards import Card

__all__ = ["CardView"]

_SOLUTION = "Show the answer"


class CardView(anywidget.AnyWidget):
    """A card as a widget. Drive it without a browser: set `value`, then call `press`."""

    _esm = files(__package__) / "card_view.js"
    _css = files(__package__) / "card_view.css"

    question = traitlets.Unicode().tag(sync=True)
    """JSON: what is asked and what there is to fill in."""
    reply = traitlets.Unicode("").tag(sync=True)
    """JSON: what the card says to the last answer; empty before the first."""
    hints = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The hints taken, and at last the answer."""
    help_label = traitlets.Unicode().tag(sync=True)
    """What the button for help says; empty once there is no more."""
    sources = traitlets.Unicode("").tag(sync=True)
    """JSON: the source claims, once they are asked for."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.value: Any = None
        """What is filled in: text, a key, a list of keys, or a dict of rows."""
        self._presses = 0
        self._last: Reply | None = None
        self._reply_number = 0
        super().__init__(question=json.dumps(_question(card.item), ensure_ascii=False))
        self.help_label = self._help_label()
        self.on_msg(self._hear)

    def press(self, button: str) -> None:
        """Do what a button does.

        Parameters
        ----------
        button : str
            ``"check"``, ``"help"`` or ``"sources"``.
        """
        actions = {"check": self._check, "help": self._help, "sources": self._show_sources}
        actions[button]()

    def _hear(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        # The value comes with the press: two messages could overtake each other.
        if content.get("press") == "check":
            self.value = content.get("value")
        if content.get("press") in ("check", "help", "sources"):
            self.press(content["press"])

    def _check(self) -> None:
        self._last = self.card.answer(self.value)
        self._presses += 1
        self._reply_number = self._presses
        self._show_reply()

    def _show_reply(self) -> None:
        """Show the last reply, with a next step that fits the help that is left in this form."""
        if self._last is None:
            return
        reply = replace(self._last, next_step=self._next_step(self._last.verdict.outcome))
        said = {
            # A live region is read out when its text changes, so equal replies must differ.
            "number": self._reply_number,
            "tone": reply.tone,
            "status": reply.status,
            "icon": reply.icon,
            "lines": reply.lines,
        }
        self.reply = json.dumps(said, ensure_ascii=False)

    def _help(self) -> None:
        total = len(self.card.item.hints)
        if len(self.hints) < total:
            self.card.hints_taken = max(self.card.hints_taken, len(self.hints) + 1)
            number = len(self.hints) + 1
            hint = f"Hint {number} of {total}: {self.card.item.hints[number - 1]}"
            self.hints = [*self.hints, hint]
        elif len(self.hints) == total:
            self.hints = [*self.hints, str(self.card.solution())]
        self.help_label = self._help_label()
        # What the reply says to do next may be gone by now.
        self._show_reply()

    def _help_label(self) -> str:
        total = len(self.card.item.hints)
        taken = len(self.hints)
        if taken < total:
            return f"Hint {taken + 1} of {total}"
        return _SOLUTION if taken == total and self.card.item.kind is not Kind.PREDICT else ""

    def _next_step(self, outcome: Outcome) -> str:
        is_left = len(self.hints) < len(self.card.item.hints)
        return next_step(
            outcome,
            hint="take the next hint" if is_left else "",
            solution="show the answer" if self.help_label == _SOLUTION else "",
        )

    def _show_sources(self) -> None:
        found = self.card.claim()
        # A number of its own, so that asking twice is heard twice.
        self._presses += 1
        shown = {
            "number": self._presses,
            "claims": list(found.claims),
            "more": found.rest,
            "instead": found.instead,
        }
        self.sources = json.dumps(shown, ensure_ascii=False)


def _question(item: Item) -> dict[str, Any]:
    form = form_of(item)
    return {
        "id": item.id,
        "heading": heading(item),
        "stem": item.stem,
        "task": form.task,
        "type": form.type,
        "label": form.label,
        "options": list(form.options),
        "rows": list(form.rows),
        "check": "Keep my prediction" if item.kind is Kind.PREDICT else "Check",
    }
