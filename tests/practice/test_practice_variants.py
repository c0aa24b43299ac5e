"""Variants: one question on other claims. Each rule holds for each of them, not only the first."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from over import over

from marchwest import practice
from marchwest.errors import DataError
from marchwest.judging import ExpectationError, Outcome
from marchwest.practice import bank, lint
from marchwest.practice.answers import expected, wrong_value
from marchwest.practice.card_view import CardView
from marchwest.practice.cards import Card
from marchwest.practice.check import check
from marchwest.practice.model import Item, Kind
from marchwest.practice.shown import form_of, more_of
from marchwest.practice.static import static_card, text_card
from marchwest.practice.variants import drawn

WITH = {name: bank.variants(name) for name, item in bank.items().items() if item.variants}
EACH = {f"{name} [{item.variant}]": item for name, variants in WITH.items() for item in variants}
SEVERAL = {name: (variants,) for name, variants in WITH.items()}


def test_at_least_eight_items_in_several_units_have_variants() -> None:
    assert len(WITH) >= 8
    assert len({item.unit for item in EACH.values()}) >= 5


@over(SEVERAL)
def test_variants_ask_the_same_of_the_learner_and_not_the_same_question(
    variants: tuple[Item, ...],
) -> None:
    assert len(variants) >= 3
    assert [item.variant for item in variants] == list(range(len(variants)))
    for name in ("id", "unit", "objective", "bloom", "kind", "fading", "tolerance"):
        assert len({getattr(item, name) for item in variants}) == 1
    asked = {
        json.dumps([item.stem, more_of(item), form_of(item).options], sort_keys=True)
        for item in variants
    }
    assert len(asked) == len(variants)


@over(EACH)
def test_no_rule_is_broken_in_a_variant(item: Item) -> None:
    assert list(lint._item_problems(item)) == []


@over(EACH)
def test_the_key_is_one_and_no_other_answer_is_right(item: Item) -> None:
    options = [key for key, _ in form_of(item).options]
    if item.kind in (Kind.NUMBER, Kind.PREDICT, Kind.NAME, Kind.DATE):
        wrong = [wrong_value(each) for each in item.misconceptions]
        assert len({str(value) for value in wrong}) == len(wrong)
        assert all(check(item, value).outcome is Outcome.INCORRECT for value in wrong)
        return
    right = [key for key in options if check(item, key).outcome is Outcome.CORRECT]
    assert right == [expected(item).bare]
    labels = [" ".join(label.casefold().split()) for _, label in form_of(item).options]
    assert len(set(labels)) == len(labels)


@over(EACH)
def test_neither_stem_nor_hint_gives_the_answer(item: Item) -> None:
    for text in (item.stem, *item.hints):
        if item.kind is not Kind.SAME_THING or text != item.stem:
            assert lint.gives_away(item, text) is None, text


@over(EACH)
def test_every_sentence_is_filled_in_and_well_formed(item: Item) -> None:
    texts = [item.stem, item.explanation, *item.hints, *item.options.values()]
    texts += [each.message for each in item.misconceptions]
    for text in texts:
        assert not re.search(r"\{\{|\}\}|\bNone\b|\bnan\b|  ", text), text
    for text in texts[:5] + [each.message for each in item.misconceptions]:
        assert re.match(r"[A-Z0-9\"`]", text), text
        assert re.search(r"[.?!\"]$", text.strip()), text


@over(EACH)
def test_a_wrong_choice_is_answered_and_never_told_the_right_one(item: Item) -> None:
    for attempt in item.attempts.wrong:
        verdict = check(item, attempt.answer)
        assert verdict.outcome == attempt.outcome
        if verdict.outcome is Outcome.UNREADABLE:
            continue  # what cannot be read is answered with the list of all options
        assert lint.gives_away(item, verdict.reason) is None or item.kind in (
            Kind.SPOT_ERROR,
            Kind.FIND_CLAIM,
        )


@over(EACH)
def test_a_variant_can_be_shown_and_answered_everywhere(item: Item) -> None:
    call = f'practice("{item.id}", seed={item.variant})' if item.variant else f'("{item.id}")'
    assert call in text_card(item)
    assert item.explanation[:20] in static_card(item).replace("&#x27;", "'").replace("&quot;", '"')
    asked = Card(item)
    assert asked.answer(item.attempts.right[0]).status == "Correct"


# --- drawing ------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(WITH)), seed=st.integers(-(10**9), 10**9))
def test_a_seed_always_draws_the_same_variant(name: str, seed: int) -> None:
    found = practice(name, seed=seed)
    assert found is practice(name, seed=seed)
    assert found.item in WITH[name]
    assert found is practice(name, seed=seed + len(WITH[name]))


@over(SEVERAL)
def test_another_one_goes_round_all_variants(variants: tuple[Item, ...]) -> None:
    card = practice(variants[0].id)
    seen = []
    for _ in variants:
        seen.append(card.item.variant)
        card = card.another()
    assert seen == list(range(len(variants)))
    assert card is practice(variants[0].id)
    assert card.variants == len(variants)


def test_an_item_without_variants_is_itself_for_every_seed() -> None:
    card = practice("ex00-first-number", seed=7)
    assert card is practice("ex00-first-number")
    assert card.variants == 1
    assert card.another() is card
    assert json.loads(CardView(card).question)["another"] == ""


def test_the_form_puts_the_next_variant_in_its_place() -> None:
    view = Card(WITH["ex07-wrong-sum"][0]).view()
    before = json.loads(view.question)
    assert before["another"] == "Another one"
    view.value = "fund"
    view.press("check")
    view.press("help")
    view.press("sources")
    assert view.reply
    assert view.hints
    assert view.sources
    view._handle_custom_msg({"press": "another"}, [])
    assert json.loads(view.question) != before
    assert (view.reply, view.hints, view.sources) == ("", [], "")
    assert view.help_label == "Hint 1 of 3"
    assert view.value is None
    view.value = view.card.item.attempts.right[0]
    view.press("check")
    assert json.loads(view.reply)["status"] == "Correct"


PATTERN = {
    "id": "ex07-drawn",
    "stem": "How much did {{this.donor.name}} give to {{this.recipient.name}}, by {{this.source_id.author}}?",
    "answer": {"claim": "{{this}}", "column": "amount"},
    "misconceptions": [
        {"name": "a", "from": {"claim": "{{other}}", "column": "amount"}, "message": "x" * 40},
        {"name": "b", "answer": "{{mistake1}}", "message": "x" * 40},
    ],
    "attempts": {"right": ["{{key}}", "{{key:,.0f}} dollars"]},
    "words": "{{this.date_start.date}} {{this.date_start.year}} {{this.amount.large}} {{other2}}",
    "variants": {
        "table": "military_aid",
        "where": {"currency": "USD", "source_id": "peyrouse-2010", "date_start": "2*"},
        "first": "aid-tjk-2009@peyrouse-2010",
        "others_differ_in": "amount",
    },
}


def test_rows_of_a_table_are_drawn_with_values_of_their_kind() -> None:
    made = drawn(PATTERN)
    first = made[0]
    assert first["stem"] == "How much did China give to Tajikistan, by Peyrouse?"
    assert first["answer"] == {"claim": "aid-tjk-2009@peyrouse-2010", "column": "amount"}
    assert first["attempts"]["right"] == [1_500_000, "1,500,000 dollars"]
    assert first["words"].startswith("April 2009 2009 1.5 million aid-")
    assert type(first["misconceptions"][1]["answer"]) is float
    assert first["misconceptions"][1]["answer"] != 1_500_000
    assert len({each["answer"]["claim"] for each in made}) == len(made) > 3
    assert drawn(PATTERN) == made


def test_the_words_of_a_row_may_speak_of_its_claim() -> None:
    rows = [{"claim": "aid-tjk-2009@peyrouse-2010", "asked": "From {{claim.date_start.year}}."}]
    made = drawn(
        {
            "id": "ex07-x",
            "stem": "{{asked}}",
            "answer": {"claim": "{{claim}}", "column": "amount"},
            "variants": {"rows": rows},
        }
    )
    assert [each["stem"] for each in made] == ["From 2009."]


def test_one_row_is_drawn_for_each_value() -> None:
    rule = {"table": "military_aid", "where": {"amount": "present"}, "one_for_each": "recipient"}
    made = drawn({"id": "ex07-x", "answer": PATTERN["answer"], "variants": rule, "of": "{{this}}"})
    assert len(made) == 5


BROKEN = {
    "no such name": ({"stem": "{{that}}"}, "There is no 'that' to fill in"),
    "no such column": ({"stem": "{{this.colour}}"}, "has nothing in 'colour'"),
    "no such way": ({"stem": "{{this.donor.poem}}"}, "There is no way 'poem'"),
    "no such row": ({"variants": {"table": "military_aid", "first": "x@y-2000"}}, "is no row that fits"),
    "nothing fits": ({"variants": {"table": "military_aid", "where": {"donor": "FRA"}}}, "No row of"),
    "column to draw by": ({"variants": {"table": "military_aid", "one_for_each": "x"}}, "no column 'x'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_pattern_that_cannot_be_drawn_is_told(case: str) -> None:
    change, says = BROKEN[case]
    with pytest.raises(ExpectationError, match=re.escape(says)):
        drawn(PATTERN | change)


FILE = """\
unit: "07"
title: A unit for tests
items:
  - id: ex07-drawn
    unit: "07"
    objective: 07-o1
    bloom: remember
    kind: number
    fading: 0
    stem: How many dollars does Peyrouse have for {{this.recipient.name}} from {{this.date_start}}?
    unit_of_answer: USD
    answer: {claim: "{{this}}", column: amount}
    hints: [Look at the table of aid., Read the amount., A twin. Uzbekistan has another sum.]
    explanation: Peyrouse gives the sum in his part on assistance, with the year and the receiver.
    misconceptions:
      - name: the sum of another row
        from: {claim: "{{other}}", column: amount}
        message: That is the sum of another row of the same table.
      - name: a thousand times too much
        from: {compute: "sum * 1000", given: {sum: {claim: "{{this}}", column: amount}}}
        message: That is a thousand times the sum that is printed.
    attempts:
      right: ["{{key}}", "{{key:,.0f}}"]
      wrong:
        - {answer: "{{mistake1}}", says: another row}
        - {answer: "{{mistake2}}", says: a thousand times}
        - {answer: many, says: number, outcome: unreadable}
    variants:
      table: military_aid
      where: {source_id: peyrouse-2010, currency: USD, date_start: "200*"}
      others_differ_in: amount
"""
# What is changed, the text on whose line the error must point, what it must say.
BROKEN_FILE = {
    "no origin": ("      table: military_aid\n", "", "variants:", "give either `table`"),
    "misspelt": ("others_differ_in", "others_differ", "others_differ:", "is not a field here"),
    "unknown name": ("{{this.date_start}}", "{{that}}", "variants:", "There is no 'that'"),
    "text too short": ("How many dollars does Peyrouse have for {{this.recipient.name}} from {{this.date_start}}?", "Why {{this.recipient}}?", "stem:", "at least 20 characters"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_FILE)
def test_a_broken_rule_is_refused_with_its_line(case: str, tmp_path: Path) -> None:
    old, new, marked, says = BROKEN_FILE[case]
    path = tmp_path / "07-test.yaml"
    path.write_text(FILE, encoding="utf-8")
    assert len(bank.load_unit(path)[0].variants_of(bank.load_unit(path)[0].items[0])) > 3
    text = FILE.replace(old, new)
    assert text != FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        bank.load_unit(path)
    told = str(caught.value)
    assert says in told
    assert f"line {text[: text.index(marked)].count(chr(10)) + 1}:" in told


def test_a_rule_broken_in_one_variant_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "07-test.yaml"
    path.write_text(
        FILE.replace("A twin. Uzbekistan has another sum.", "'A twin has 3,700,000.'"),
        encoding="utf-8",
    )
    told = [text for text in lint.problems(path) if "ex07-drawn" in text]
    assert len(told) == 1
    assert re.search(r"variant \d: hint 3 holds the answer", told[0])


@pytest.mark.parametrize(
    ("stem", "what"),
    [
        ("How much is the the sum of a row of this table?", "a word twice"),
        ("How much is a amount of a row of this table?", "'a' before a vowel"),
        ("How much did United States  give in this year?", "two spaces"),
        ("How much came from United States in this year?", "without its article"),
        ("how much is the sum of a row of this table?", "does not begin as a sentence"),
        ("How much is the sum of a row of this table", "does not end as a sentence"),
    ],
)
def test_a_sentence_that_reads_badly_is_told(stem: str, what: str) -> None:
    item = WITH["ex07-wrong-sum"][1].model_copy(update={"stem": stem})
    assert any(what in text for _, text in lint._reads_well(item))
