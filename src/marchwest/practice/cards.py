"""What a notebook calls: `practice("id")` gives a card; without a widget the same by methods."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, overload

from marchwest.judging import Outcome, Verdict
from marchwest.language import gettext, ngettext
from marchwest.practice import bank
from marchwest.practice.answers import expected
from marchwest.practice.check import check
from marchwest.practice.markup import html_of, plain_of
from marchwest.practice.model import Item, Kind
from marchwest.practice.progress.due import opening
from marchwest.practice.progress.standing import standings
from marchwest.practice.progress.store import store
from marchwest.practice.reply import Reply, hint_text, next_step
from marchwest.practice.shown import answer_text
from marchwest.practice.source_claims import SourceClaims, source_claims
from marchwest.practice.static import static_card, text_card

if TYPE_CHECKING:
    from marchwest.practice.card_view import CardView

__all__ = [
    "Card",
    "Cards",
    "Hint",
    "closing",
    "closing_ids",
    "practice",
    "retrieval",
    "retrieval_ids",
]

_LIVING = ".marchwest-card"


class Hint(str):
    """A hint that shows as text, without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return plain_of(self)

    def _repr_html_(self) -> str:
        return f"<p>{html_of(self)}</p>"


class Card:
    """One item, put to the learner.

    As the last value of a cell it shows a form to fill in. Without a widget, `answer`, `hint`,
    `claim` and `solution` do the same. A kernel has one card for each item, so that hints and
    tries count on from call to call.

    Parameters
    ----------
    item : Item
    """

    def __init__(self, item: Item) -> None:
        self.item = item
        self.tries = 0
        """How many answers were judged; one that is blank or cannot be read is none."""
        self.hints_taken = 0
        self.verdict: Verdict | None = None
        """Of the last answer."""
        self.is_solution_shown = False
        self.prediction: Reply | None = None
        """The first prediction, which stays."""

    def answer(self, answer: object, confidence: object = None) -> Reply:
        """Judge an answer.

        Parameters
        ----------
        answer : object
            A number, text, list or dict, as the item asks; a blank is no attempt.
        confidence : int, optional
            How sure you are, from 50 to 100 per cent. Never needed; ``progress().calibration()``
            shows how well it fits.

        Returns
        -------
        Reply
            Status, reason, where to look, next step. It shows itself; ``.verdict`` has the
            judge's verdict.
        """
        if self.prediction is not None:
            return replace(self.prediction, is_repeated=True)
        self.verdict = check(self.item, answer)
        reply = Reply(self.item, self.verdict, self._next_step(self.verdict.outcome))
        if self.verdict.outcome in (Outcome.CORRECT, Outcome.INCORRECT):
            self.tries += 1
        if reply.is_noted:
            self.prediction = reply
        return replace(reply, remarks=self._keep(reply, confidence))

    def hint(self) -> Hint:
        """Return the next hint: where to look, how to do it, a worked twin on other data.

        Returns
        -------
        str
            After the third, the third again.
        """
        self.take_hints(min(self.hints_taken + 1, len(self.item.hints)))
        return Hint(hint_text(self.item.hints, self.hints_taken))

    def take_hints(self, number: int) -> None:
        """Count that so many hints were taken.

        Parameters
        ----------
        number : int
        """
        if number > self.hints_taken:
            self.hints_taken = number
            store().record(self.item.id, "hint")

    def claim(self) -> SourceClaims:
        """Return the claims on which the answer rests.

        Returns
        -------
        SourceClaims
            Each with its id, place, what it says, and our note. Those of a prediction show only
            after it is made.
        """
        if self.item.kind is Kind.PREDICT and self.prediction is None:
            told = gettext("Make your prediction first; then the claims show.")
            return SourceClaims((), instead=told)
        return source_claims(expected(self.item).claims)

    def solution(self) -> Hint:
        """Return the right answer and the explanation, for who has taken every hint.

        Returns
        -------
        str
        """
        if self.hints_taken < len(self.item.hints):
            left = len(self.item.hints) - self.hints_taken
            told = ngettext(
                "Take the hints first: {number} left. `.hint()` gives the next.",
                "Take the hints first: {number} left. `.hint()` gives the next.",
                left,
            )
            return Hint(told.format(number=left))
        if not self.is_solution_shown:
            store().record(self.item.id, "solution")
        self.is_solution_shown = True
        told = gettext("Answer: {answer}. {explanation}")
        return Hint(told.format(answer=answer_text(self.item), explanation=self.item.explanation))

    @property
    def variants(self) -> int:
        """How many variants the item has; of most items there is one."""
        return len(bank.variants(self.item.id)) if self.item.variants else 1

    def another(self) -> Card:
        """Return the same question on other claims: the next variant, at last the first again.

        Returns
        -------
        Card
        """
        return practice(self.item.id, seed=self.item.variant + 1)

    def view(self) -> CardView:
        """Return a new form to fill in.

        Returns
        -------
        CardView
        """
        from marchwest.practice.card_view import CardView

        return CardView(self)

    def _keep(self, reply: Reply, confidence: object) -> tuple[str, ...]:
        """Keep how the answer went; return what there is to say of that."""
        if reply.verdict.outcome is Outcome.NOT_ATTEMPTED:
            return ()
        outcome = "noted" if reply.is_noted else reply.verdict.outcome.value
        sure, remark = (None, "") if reply.is_noted else confidence_of(confidence)
        store().record(self.item.id, "answer", outcome, sure)
        return tuple(filter(None, (remark, store().news())))

    def _next_step(self, outcome: Outcome) -> str:
        is_left = self.hints_taken < len(self.item.hints)
        has_solution = self.item.kind is not Kind.PREDICT and not self.is_solution_shown
        return next_step(
            outcome,
            hint=gettext("take the next hint: `.hint()`") if is_left else "",
            solution=gettext("see the answer: `.solution()`") if has_solution else "",
        )

    def _ipython_display_(self) -> None:
        from marchwest.display import show_with_copy

        show_with_copy(self.view(), static_card(self.item), str(self), _LIVING)

    def __repr__(self) -> str:
        return text_card(self.item)


class Cards:
    """Several cards in a row.

    Parameters
    ----------
    title : str
    cards : list of Card
    """

    def __init__(self, title: str, cards: list[Card]) -> None:
        self.title = title
        self.cards = cards

    def _ipython_display_(self) -> None:
        import ipywidgets

        from marchwest.display import show_with_copy

        views = ipywidgets.VBox([card.view() for card in self.cards])
        views.add_class("marchwest-cards")
        copy = "<hr>".join(static_card(card.item) for card in self.cards)
        show_with_copy(views, copy, str(self), _LIVING)

    def __len__(self) -> int:
        return len(self.cards)

    def __repr__(self) -> str:
        return "\n\n".join([self.title, *map(repr, self.cards)])


def confidence_of(said: object) -> tuple[int | None, str]:
    """Return a stated confidence, and what to say of it.

    Parameters
    ----------
    said : object
        A number or text; blank where the learner says nothing.

    Returns
    -------
    tuple of int or None, and str
        In per cent. What is no number from 50 to 100 is left out, and the remark says so.
    """
    text = "" if said is None else str(said).strip().removesuffix("%").strip()
    if not text:
        return None, ""
    try:
        sure = round(float(text))
    except (ValueError, OverflowError):
        sure = 0
    if not 50 <= sure <= 100:
        return None, gettext("How sure you are is a number from 50 to 100; this one was left out.")
    return sure, gettext("You were {sure} % sure.").format(sure=sure)


@cache
def _card(item_id: str, variant: int) -> Card:
    return Card(bank.variants(item_id)[variant])


@overload
def practice(what: str, seed: int = 0) -> Card: ...


@overload
def practice(what: int, seed: int = 0) -> Cards: ...


def practice(what: str | int, seed: int = 0) -> Card | Cards:
    """Return the card of an item, or the cards of all items of a unit.

    Parameters
    ----------
    what : str or int
        An item, for example ``"ex04-first-bilateral"``, or a unit: ``4`` or ``"04"``.
    seed : int, default 0
        Which variant to draw, where the item has several: the same seed gives the same one.

    Returns
    -------
    Card or Cards
        Shows itself as the last value of a cell. ``.answer(...)``, ``.hint()``, ``.claim()`` of a
        card do the same without a widget.

    Raises
    ------
    NotFoundError
        If there is no such item or unit; the message offers the nearest.

    Examples
    --------
    >>> practice("ex00-first-number").answer("some 2,000").status
    'Correct'
    >>> len(practice(0))
    7
    """
    if isinstance(what, int) or str(what).isdecimal():
        unit = bank.unit(what)
        return Cards(unit.title, [_drawn(item.id, seed) for item in unit.items])
    return _drawn(what, seed)


def _drawn(item_id: str, seed: int) -> Card:
    return _card(item_id, int(seed) % len(bank.variants(item_id)))


def retrieval_ids(unit: str | int) -> list[str]:
    """Return the three items on earlier units that open a unit.

    What the learner has missed comes first; see `marchwest.practice.progress.due.opening`.

    Parameters
    ----------
    unit : str or int
        ``4`` or ``"04"``.

    Returns
    -------
    list of str
    """
    return opening(bank.unit(unit).unit, standings(store().history()))


def closing_ids(unit: str | int) -> list[str]:
    """Return the items that close a unit.

    Parameters
    ----------
    unit : str or int

    Returns
    -------
    list of str
    """
    return list(bank.unit(unit).closing)


def retrieval(unit: str | int) -> Cards:
    """Return the cards that open a unit, before any prose.

    Parameters
    ----------
    unit : str or int

    Returns
    -------
    Cards
    """
    return Cards(
        gettext("What do you still know?"), [_drawn(name, 0) for name in retrieval_ids(unit)]
    )


def closing(unit: str | int) -> Cards:
    """Return the cards that close a unit.

    Parameters
    ----------
    unit : str or int

    Returns
    -------
    Cards
    """
    return Cards(gettext("What do you know now?"), [_drawn(name, 0) for name in closing_ids(unit)])
