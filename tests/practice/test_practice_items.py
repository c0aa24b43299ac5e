"""The items of the course: form, rules, and every recorded attempt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from over import over

from marchwest.claims import claims
from marchwest.data import load, practice_dir
from marchwest.judging import Outcome
from marchwest.practice import bank, lint
from marchwest.practice.answers import expected
from marchwest.practice.cards import Card
from marchwest.practice.check import check, places
from marchwest.practice.model import Item, Kind
from marchwest.practice.shown import answer_text, form_of
from marchwest.practice.static import text_card

FILES = sorted(practice_dir().glob("*.yaml"))
BY_ID = bank.items()
ITEMS = list(BY_ID.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_rule_is_broken(path: Path) -> None:
    assert lint.problems(path) == []


def test_the_units_of_the_first_stone_have_items() -> None:
    assert {"00", "04"} <= set(bank.units())
    assert len(bank.unit(4).items) >= 12
    assert {item.kind for item in ITEMS} == set(Kind)


def test_what_opens_a_unit_comes_from_an_earlier_one() -> None:
    for unit in bank.units().values():
        for name in unit.retrieval:
            assert bank.find(name).unit < unit.unit


@over(BY_ID)
def test_a_right_attempt_is_correct_and_gets_the_explanation(item: Item) -> None:
    for answer in item.attempts.right:
        verdict = check(item, answer)
        assert verdict.outcome is Outcome.CORRECT, verdict.message
        assert item.explanation in verdict.message
        assert verdict.claims
        assert verdict.where


@over(BY_ID)
def test_a_wrong_attempt_gets_the_message_that_was_recorded(item: Item) -> None:
    for attempt in item.attempts.wrong:
        verdict = check(item, attempt.answer)
        assert verdict.outcome == attempt.outcome, verdict.message
        assert attempt.says.casefold() in verdict.message.casefold()


@over(BY_ID)
def test_a_blank_is_never_wrong(item: Item) -> None:
    for blank in (None, "", "   ", ..., [], {}, "___"):
        assert check(item, blank).outcome is Outcome.NOT_ATTEMPTED, repr(blank)
    assert check(item, float("nan")).outcome is Outcome.UNREADABLE


@over({name: item for name, item in BY_ID.items() if form_of(item).type == "selects"})
def test_a_form_with_nothing_chosen_is_not_attempted(item: Item) -> None:
    unfilled = {key: "" for key, _ in form_of(item).rows}
    assert check(item, unfilled).outcome is Outcome.NOT_ATTEMPTED


# The message on a prediction, an order or a citation may name what it speaks of.
KEPT_BACK = {
    name: item
    for name, item in BY_ID.items()
    if item.kind not in (Kind.PREDICT, Kind.CITE, Kind.ORDER)
}


@over(KEPT_BACK)
def test_a_wrong_answer_is_not_told_the_right_one(item: Item) -> None:
    for attempt in item.attempts.wrong:
        if attempt.outcome == "incorrect":
            reason = check(item, attempt.answer).reason
            right = re.escape(answer_text(item).casefold())
            assert not re.search(rf"(?<!\w){right}(?!\w)", reason.casefold())


@over(BY_ID)
def test_no_example_in_a_message_is_an_answer(item: Item) -> None:
    """An example of the form, in the card or for an answer of another form, must be neutral."""
    said = [form_of(item).task, text_card(item).rpartition(".answer(")[2]]
    said += [check(item, odd).message for odd in (object(), "qqq", 1j, {"qqq": ...})]
    dates = {date for text in said for date in re.findall(r"\d{4}-\d\d(?:-\d\d)?", text)}
    if item.kind in (Kind.DATE, Kind.NAME):
        assert dates <= {"1998-04", "1998-04-27"}
        assert not [text for text in said for name in ASKED_COUNTRIES if name in text]
        for answer in ("1998-04-27", "Mongolia"):
            assert check(item, answer).outcome is not Outcome.CORRECT
    if item.kind in (Kind.NUMBER, Kind.PREDICT):
        example = re.search(r"\.answer\((\d+)\)", text_card(item))
        assert example
        for answer in (float(example[1]), 12.5, 1250):
            assert Card(item).answer(answer).verdict.score < 1


ASKED_COUNTRIES = {
    name
    for item in ITEMS
    if item.kind is Kind.NAME
    for name in (expected(item).bare, answer_text(item))
}


def test_places_beyond_the_third_are_counted() -> None:
    ids = tuple(claims().drop_duplicates(["source_id", "locator"])["claim_id"].tolist()[:5])
    assert " more " not in places(ids[:3])
    assert places(ids[:4]).endswith(" and 1 more place")
    assert places(ids).endswith(" and 2 more places")


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.binary()
    | st.sampled_from([key for item in ITEMS for key in item.options]),
    lambda parts: (
        st.lists(parts, max_size=4)
        | st.dictionaries(st.text(max_size=5) | st.integers(), parts, max_size=4)
        | st.tuples(parts, parts)
    ),
    max_leaves=8,
)


class Liar:
    """Equals everything, contains everything, and breaks when looked at."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __contains__(self, other: object) -> bool:
        return True

    def __bool__(self) -> bool:
        raise RuntimeError("do not look")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answer=anything)
@example(answer=Liar())
@example(answer={"2003": Liar()})
@example(answer=load("exercises"))
@example(answer=load("exercises")["troops"])
def test_no_answer_makes_an_item_raise(answer: object) -> None:
    for item in ITEMS:
        verdict = check(item, answer)
        assert verdict.outcome in set(Outcome)
        if isinstance(answer, Liar):
            assert verdict.outcome is not Outcome.CORRECT


@over(BY_ID)
def test_the_order_of_options_is_drawn_once_and_gives_nothing_away(item: Item) -> None:
    form = form_of(item)
    assert form == form_of(item)
    if item.kind is Kind.ORDER:
        assert [key for key, _ in form.rows] != expected(item).value
    if item.kind is Kind.CHOICE:
        assert {key for key, _ in form.options} == set(item.options)


def test_the_right_option_does_not_always_stand_first() -> None:
    places = {
        [key for key, _ in form_of(item).options].index(str(expected(item).bare))
        for item in ITEMS
        if item.kind is Kind.CHOICE
    }
    assert places == {0, 1, 2}


@over(BY_ID)
def test_every_claim_that_an_item_names_in_its_words_exists(item: Item) -> None:
    """Catch a claim id in a hint or message that a change of the data has left behind."""
    words = " ".join(
        [item.stem, *item.hints, item.explanation, *(m.message for m in item.misconceptions)]
    )
    named = set(re.findall(r"[a-z0-9-]+@[a-z]+-\d{4}(?:\.\d)?", words))
    assert named <= set(claims()["claim_id"])
