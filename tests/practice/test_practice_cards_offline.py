"""Cards without a browser: by methods, by the widget's own messages, and as static HTML."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import nbformat
import pytest
from over import over

from marchwest import practice
from marchwest.errors import NotFoundError
from marchwest.judging import Outcome
from marchwest.practice import bank
from marchwest.practice.card_view import CardView
from marchwest.practice.cards import Card
from marchwest.practice.model import Item, Kind
from marchwest.practice.static import static_card, text_card

BY_ID = bank.items()
ITEMS = list(BY_ID.values())


def card(item_id: str) -> Card:
    """Return a card that no other test has touched."""
    return Card(bank.find(item_id))


def test_the_package_is_called_like_a_function() -> None:
    found = practice("ex00-first-number")
    assert found.item.id == "ex00-first-number"
    assert found is practice("ex00-first-number")
    with pytest.raises(NotFoundError, match="Nearest"):
        practice("ex00-first")


def test_an_answer_replies_with_the_status_first() -> None:
    asked = card("ex00-first-number")
    blank = asked.answer("")
    assert blank.message.startswith("Not attempted ○")
    assert asked.tries == 0
    unread = asked.answer([1, 2])
    assert unread.message.startswith("Cannot read this answer ⚠")
    assert asked.tries == 0
    wrong = asked.answer(10_000)
    assert wrong.message.startswith("Not yet ↻")
    assert "Crisis Group (2013), n. 174" in wrong.message
    assert "Next: " in wrong.message
    right = asked.answer("2,000 troops")
    assert right.message.startswith("Correct ✓")
    assert asked.item.explanation.replace("`", "") in right.message
    assert "Next: " not in right.message
    assert asked.tries == 2
    assert repr(right) == str(right) == right.message


def test_hints_come_one_by_one_and_are_counted() -> None:
    asked = card("ex04-two-witnesses")
    assert "Take the hints first: 3 left" in asked.solution()
    shown = [asked.hint() for _ in range(4)]
    assert [hint[:11] for hint in shown] == ["Hint 1 of 3", "Hint 2 of 3", *["Hint 3 of 3"] * 2]
    assert asked.hints_taken == 3
    assert "one, as the report credits Peyrouse" in asked.solution()
    assert "`attributed_to`" in shown[0]
    assert "column attributed_to of" in repr(shown[0])
    assert "<code>attributed_to</code>" in shown[0]._repr_html_()


def test_the_next_step_of_a_method_fits_what_is_left() -> None:
    asked = card("ex04-two-witnesses")
    assert "or take the next hint: .hint()." in asked.answer("").message
    wrong = asked.answer("two").message
    assert wrong.endswith("Next: Read the place named here again, or take the next hint: .hint().")
    for _ in range(3):
        asked.hint()
    wrong = asked.answer("two").message
    assert wrong.endswith("or see the answer: .solution().")
    assert "hint" not in wrong
    asked.solution()
    wrong = asked.answer("two").message
    assert wrong.endswith("Next: Compare your answer with the one shown, then try once more.")
    assert asked.answer("").message.endswith("Next: Give an answer.")


def test_a_prediction_offers_no_solution() -> None:
    asked = card("ex04-predict-timeline")
    for _ in range(3):
        asked.hint()
    assert "solution" not in asked.answer("").message


def test_the_icon_is_not_read_out() -> None:
    html = card("ex04-two-witnesses").answer("two")._repr_html_()
    assert '<strong>Not yet</strong> <span aria-hidden="true">↻</span>' in html


@pytest.mark.parametrize(
    ("item_id", "answer", "lines"),
    [
        (
            "ex04-qualifier-words",
            {"over": "at_most", "some": "exact", "almost": "approx"},
            [
                "more than 3,000 soldiers (2009): 'at_most' is not right.",
                "some 10,000 troops (2016): 'exact' is not right.",
                "300 members of the forces (2006): not answered.",
            ],
        ),
        (
            "ex04-uzbekistan-roles",
            {"2003": "took_part", "2007": "took_part", "2009": "refused", "2012": "absent"},
            [
                "August 2003, first multilateral exercise: 'took part' is not right.",
                "June 2012, Kazakh units on their way: 'stayed away, with no reason given' "
                "is not right.",
            ],
        ),
        (
            "ex04-first-multilateral-places",
            ["xinjiang", "issyk-kul"],
            [
                "Lake Issyk-Kul is the place of the anti-terror exercise of late May 2007.",
                "Not among them: Lake Issyk-Kul.",
                "Missing: 1 of 2.",
            ],
        ),
        (
            "ex04-order-of-exercises",
            ["tianshan", "naval", "bilateral", "multilateral"],
            [
                "In order: 2 of 3 neighbours.",
                "Compare the dates of these two: Tianshan-1, from Almaty to Yining (Pantucci); "
                "Russian ships exercise at Shanghai (Pantucci).",
            ],
        ),
    ],
)
def test_a_reply_speaks_in_the_words_of_the_card_one_line_each(
    item_id: str, answer: Any, lines: list[str]
) -> None:
    reply = card(item_id).answer(answer)
    assert reply.lines[: len(lines)] == lines
    assert reply.lines[len(lines)].startswith("Look at: ")


def test_what_cannot_be_read_is_told_in_the_words_of_the_card() -> None:
    asked = card("ex04-order-of-exercises")
    doubled = asked.answer(["naval", "naval", "bilateral", "tianshan"]).message
    assert "Russian ships exercise at Shanghai (Pantucci): this stands more than once." in doubled
    assert "; Russian ships exercise at Shanghai (Pantucci); Tianshan-1," in doubled
    unknown = card("ex00-read-a-claim").answer({"x": "stated"}).message
    assert "Who says it?; Where in the text is it?;" in unknown
    by_label = {"Who says it?": "icg-2013", "sure": "stated"}
    assert "Who says it?" not in card("ex00-read-a-claim").answer(by_label).lines[0]


def test_a_prediction_is_never_called_wrong_and_stays() -> None:
    asked = card("ex04-predict-timeline")
    assert asked.answer("").status == "Not attempted"
    assert "claims" not in asked.answer("").message
    first = asked.answer(40)
    assert first.status == "Prediction noted"
    assert "14 above" in first.message
    assert not {"Not yet", "wrong", "Incorrect"} & set(first.message.split())
    second = asked.answer(26)
    assert "Your first prediction stays." in second.message
    assert "You predicted 40" in second.message
    assert asked.tries == 1


def test_the_source_claims_have_id_place_and_figures() -> None:
    found = card("ex04-tajik-2006-troops").claim()
    assert [claim["claim_id"] for claim in found.claims] == [
        "china-tajikistan-2006-tjk@peyrouse-2010",
        "china-tajikistan-2006-chn@peyrouse-2010",
    ]
    assert "para. 2" in str(found)
    assert "troops: 300" in str(found)
    predicted = card("ex04-predict-timeline")
    assert predicted.claim().claims == ()
    assert "Make your prediction first" in str(predicted.claim())
    assert "Make your prediction first" in predicted.claim()._repr_html_()
    predicted.answer(30)
    many = predicted.claim()
    assert len(many.claims) == 6
    assert f"and {many.more} more claims" in repr(many)
    assert many.more > 30


# --- the widget, driven by its own messages --------------------------------------------------


def said(view: CardView) -> dict[str, Any]:
    return dict(json.loads(view.reply))


def test_the_widget_checks_what_is_filled_in() -> None:
    asked = card("ex04-events-in-2006")
    view = asked.view()
    assert view.reply == ""
    assert view.help_label == "Hint 1 of 3"
    view.press("check")
    assert said(view)["status"] == "Not attempted"
    view.value = "6"
    view.press("check")
    assert said(view)["status"] == "Not yet"
    assert "number of claims" in said(view)["lines"][0]
    view.value = "four"
    view.press("check")
    assert said(view)["status"] == "Correct"
    assert said(view)["number"] == 3
    assert asked.tries == 2


def test_equal_replies_differ_so_that_they_are_read_out_again() -> None:
    view = card("ex04-events-in-2006").view()
    view.value = "9"
    view.press("check")
    before = view.reply
    view.press("check")
    assert view.reply != before


def test_the_widget_gives_hints_then_the_answer() -> None:
    view = card("ex04-first-bilateral").view()
    labels = [view.help_label]
    for _ in range(5):
        view.press("help")
        labels.append(view.help_label)
    assert labels == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Show the answer", "", ""]
    assert len(view.hints) == 4
    assert "Kyrgyzstan" in view.hints[-1]
    assert not any("Kyrgyz" in hint for hint in view.hints[:3])


def test_the_next_step_in_the_widget_follows_the_help_that_is_left() -> None:
    asked = card("ex04-first-bilateral")
    asked.hints_taken = 3  # in a form that was shown before: this one starts anew
    view = asked.view()
    view.value = "Kazakhstan"
    view.press("check")
    steps, numbers = [said(view)["lines"][-1]], [said(view)["number"]]
    for _ in range(4):
        view.press("help")
        steps.append(said(view)["lines"][-1])
        numbers.append(said(view)["number"])
    again = "Next: Read the place named here again, or"
    hints = [f"{again} take the next hint."] * 3
    last = "Next: Compare your answer with the one shown, then try once more."
    assert steps == [*hints, f"{again} show the answer.", last]
    # The number is that of the reply: the page reads it out once only.
    assert set(numbers) == {1}
    view.press("check")
    assert said(view)["lines"][-1] == last
    assert said(view)["number"] == 2


def test_help_before_an_answer_makes_no_reply() -> None:
    view = card("ex04-first-bilateral").view()
    view.press("help")
    assert view.reply == ""


@pytest.mark.parametrize(
    ("more", "words"), [(0, ""), (1, "and 1 more claim"), (2, "and 2 more claims")]
)
def test_further_claims_are_counted_in_words(more: int, words: str) -> None:
    found = replace(card("ex04-first-bilateral").claim(), more=more)
    assert found.rest == words
    assert (words in found.lines) is bool(words)
    assert (f"<p>{words}</p>" in found._repr_html_()) is bool(words)


def test_the_widget_shows_source_claims_on_demand() -> None:
    view = card("ex04-first-bilateral").view()
    assert view.sources == ""
    view.press("sources")
    claims = json.loads(view.sources)["claims"]
    assert claims[0]["claim_id"] == "china-kyrgyzstan-2002-kgz@icg-2013"
    assert claims[0]["credits"].startswith("Peyrouse 2010")


def test_the_widget_hears_the_page() -> None:
    view = card("ex04-first-bilateral").view()
    view._handle_custom_msg({"press": "check", "value": "Kyrgyz Republic"}, [])
    assert said(view)["status"] == "Correct"
    view._handle_custom_msg({"press": "help"}, [])
    assert len(view.hints) == 1
    view._handle_custom_msg({"press": "__class__"}, [])
    view._handle_custom_msg({}, [])
    assert len(view.hints) == 1


@over(BY_ID)
def test_every_item_is_answered_right_from_the_page(item: Item) -> None:
    view = Card(item).view()
    question = json.loads(view.question)
    assert question["stem"] == item.stem
    view.value = from_the_page(question, item)
    view.press("check")
    assert said(view)["status"] == ("Prediction noted" if item.kind is Kind.PREDICT else "Correct")


def from_the_page(question: dict[str, Any], item: Item) -> Any:
    """Return the right answer in the form in which the page sends it."""
    right = item.attempts.right[0]
    if question["type"] == "text":
        return str(right)
    if item.kind is Kind.ORDER:
        return {key: str(place) for place, key in enumerate(right, start=1)}
    return right


def test_the_page_is_never_sent_the_answer() -> None:
    for item in ITEMS:
        question = json.loads(Card(item).view().question)
        assert set(question) == {
            "id", "heading", "stem", "task", "type", "label", "options", "rows", "check",
            "lang", "words", "more", "another",
        }  # fmt: skip


# --- where no kernel runs ---------------------------------------------------------------------


class Tags(HTMLParser):
    """Collects what is open where a text stands, and every tag and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("hr", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((data, tuple(self.open)))


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    return tags


@over(BY_ID)
def test_the_static_copy_has_the_question_open_and_the_answer_closed(item: Item) -> None:
    tags = parsed(static_card(item))
    outside = "".join(text for text, within in tags.texts if "details" not in within)
    inside = "".join(text for text, within in tags.texts if "details" in within)
    assert item.stem.replace("`", "")[:30] in outside
    assert item.explanation.replace("`", "")[:30] not in outside
    assert item.explanation.replace("`", "")[:30] in inside
    details = [attributes for tag, attributes in tags.seen if tag == "details"]
    assert len(details) == 2
    assert all("open" not in attributes for attributes in details)


def test_the_static_copy_escapes_what_an_item_holds() -> None:
    item = bank.find("ex04-two-witnesses")
    evil = '<script>alert(1)</script> `<b>` & "quotes"'
    changed = item.model_copy(
        update={
            "stem": evil,
            "explanation": evil,
            "hints": (evil, evil, evil),
            "options": dict.fromkeys(item.options, evil),
        }
    )
    html = static_card(changed)
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html
    parsed(html)
    reply = Card(changed).answer("one")
    assert "<script" not in reply._repr_html_()


@over(BY_ID)
def test_the_terminal_copy_has_no_answer(item: Item) -> None:
    text = text_card(item)
    assert item.stem.replace("`", "") in text
    assert item.explanation[:40] not in text
    assert f'practice("{item.id}").answer(' in text


def notebook(*sources: str) -> Any:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


@pytest.mark.slow
def test_exported_html_reads_as_a_question_with_a_closed_answer() -> None:
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    made = notebook(
        "from marchwest import practice",
        'practice("ex04-two-witnesses")',
        'practice.retrieval("04")',
        'practice("ex04-two-witnesses").answer("two")',
    )
    NotebookClient(made, kernel_name="python3", timeout=120).execute()
    for cell in made.cells:
        assert not [out for out in cell.outputs if out.output_type in ("error", "stream")]
    html, _ = HTMLExporter().from_notebook_node(made)
    assert "How many independent witnesses is that?" in html
    assert html.count("<summary>Answer</summary>") == 4
    assert "<strong>Not yet</strong>" in html


def test_importing_practice_loads_no_widget() -> None:
    code = (
        "import sys, marchwest.practice as p; p('ex00-first-number').answer(2000);"
        "print([m for m in ('ipywidgets', 'anywidget', 'altair', 'IPython') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_outcome_is_kept_for_who_builds_on_it() -> None:
    asked = card("ex04-which-count")
    assert asked.answer("weitz").verdict.outcome is Outcome.INCORRECT
    assert asked.verdict is not None
    assert asked.verdict.claims == ("exercise-count-china-sco@peyrouse-2010",)


def test_a_unit_shows_all_its_items() -> None:
    for name in (4, "04", "4"):
        assert [card.item.id for card in practice(name).cards] == [
            item.id for item in bank.unit(4).items
        ]
    with pytest.raises(NotFoundError, match="Unit 77 has no items"):
        practice(77)
