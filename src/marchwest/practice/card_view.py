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
from marchwest.language import current_language, gettext
from marchwest.practice.model import Item, Kind
from marchwest.practice.reply import Reply, hint_text, next_step
from marchwest.practice.shown import form_of, heading, more_of
from marchwest.practice.source_claims import REPORT, labels

if TYPE_CHECKING:
    from marchwest.practice.cards import Card

__all__ = ["CardView"]


def _both(*names: str) -> str:
    """Return files of this package as one text: the page gets one module and one style sheet."""
    texts = [(files(__package__) / name).read_text(encoding="utf-8") for name in names]
    return "\n".join(texts)


class CardView(anywidget.AnyWidget):
    """A card as a widget. Drive it without a browser: set `value`, then call `press`."""

    _esm = _both("card_kinds.js", "card_view.js")
    _css = _both("card_view.css", "card_kinds.css")

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
    sure_label = traitlets.Unicode().tag(sync=True)
    """What the field for confidence is called; empty where there is none."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.value: Any = None
        """What is filled in: text, a key, a list of keys, or a dict of rows."""
        self.confidence: Any = None
        """How sure the learner is, as it was typed; never needed."""
        self._presses = 0
        self._last: Reply | None = None
        self._reply_number = 0
        super().__init__(question=json.dumps(_question(card.item), ensure_ascii=False))
        self.help_label = self._help_label()
        if card.item.kind is not Kind.PREDICT:
            self.sure_label = gettext("How sure are you, from 50 to 100 %? (optional)")
        self.on_msg(self._hear)

    def press(self, button: str) -> None:
        """Do what a button does.

        Parameters
        ----------
        button : str
            ``"check"``, ``"help"``, ``"sources"`` or ``"another"``.
        """
        actions = {
            "check": self._check,
            "help": self._help,
            "sources": self._show_sources,
            "another": self._another,
        }
        actions[button]()

    def _hear(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        # The value comes with the press: two messages could overtake each other.
        if content.get("press") == "check":
            self.value = content.get("value")
            self.confidence = content.get("confidence")
        if content.get("press") in ("check", "help", "sources", "another"):
            self.press(content["press"])

    def _check(self) -> None:
        self._last = self.card.answer(self.value, self.confidence)
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
            "where": reply.where,
            "lang": current_language(),
        }
        self.reply = json.dumps(said, ensure_ascii=False)

    def _help(self) -> None:
        total = len(self.card.item.hints)
        if len(self.hints) < total:
            number = len(self.hints) + 1
            self.card.take_hints(number)
            self.hints = [*self.hints, hint_text(self.card.item.hints, number)]
        elif len(self.hints) == total:
            self.hints = [*self.hints, str(self.card.solution())]
        self.help_label = self._help_label()
        # What the reply says to do next may be gone by now.
        self._show_reply()

    def _help_label(self) -> str:
        total = len(self.card.item.hints)
        taken = len(self.hints)
        if taken < total:
            return gettext("Hint {number} of {total}").format(number=taken + 1, total=total)
        return gettext("Show the answer") if self._has_solution() else ""

    def _has_solution(self) -> bool:
        """Tell whether the button for help shows the answer when it is pressed next."""
        is_prediction = self.card.item.kind is Kind.PREDICT
        return len(self.hints) == len(self.card.item.hints) and not is_prediction

    def _next_step(self, outcome: Outcome) -> str:
        is_left = len(self.hints) < len(self.card.item.hints)
        return next_step(
            outcome,
            hint=gettext("take the next hint") if is_left else "",
            solution=gettext("show the answer") if self._has_solution() else "",
        )

    def _another(self) -> None:
        """Put the next variant of the question in the place of this one."""
        self.card = self.card.another()
        self.value = self.confidence = self._last = None
        with self.hold_sync():
            self.reply, self.hints, self.sources = "", [], ""
            self.help_label = self._help_label()
            self.question = json.dumps(_question(self.card.item), ensure_ascii=False)

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
        "more": more_of(item),
        "another": gettext("Another one") if item.variants else "",
        "check": gettext("Keep my prediction") if item.kind is Kind.PREDICT else gettext("Check"),
        "lang": current_language(),
        "words": _words(),
    }


def _words() -> dict[str, Any]:
    """Return what the card itself says, whatever is asked."""
    return {
        "choose": gettext("choose …"),
        "show_sources": gettext("Show source claim"),
        "hide_sources": gettext("Hide source claim"),
        "silent": gettext(
            "No reply from the kernel. It may be busy or stopped: run the cell above once more."
        ),
        "claim": labels(),
        "report": gettext(REPORT),
    }
