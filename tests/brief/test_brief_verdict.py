"""The verdict on a brief: correct, partly, unreadable or not attempted, with a way on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest import brief, judging
from marchwest.judging import ExpectationError, Outcome


@pytest.fixture(scope="module")
def model(repository):
    return (repository / "tests/brief/model_brief.md").read_text(encoding="utf-8")


def test_a_sound_brief_is_correct_and_its_conclusion_is_not_looked_at(model):
    turned = model.replace("Only in part, we conclude", "Yes, we conclude")
    assert turned != model
    for text in (model, turned):
        verdict = brief.judge(text)
        assert verdict.outcome is Outcome.CORRECT
        assert len(verdict.claims) > 20


def test_each_serious_finding_takes_a_tenth_of_a_high_score(model):
    text = model.replace("about 10,000 troops", "about 11,500 troops")
    verdict = brief.judge(text)
    assert verdict.outcome is Outcome.INCORRECT
    assert 0.85 < verdict.score < 0.9
    assert "takes a tenth" in verdict.reason
    worse = text.replace("million dollars", "million euros")
    assert brief.judge(worse).score < verdict.score - 0.09
    assert "No cited claim holds 11,500" in verdict.message
    assert judging.grade(verdict, 10, partial=True) == 8.75


def test_a_long_brief_without_marks_earns_nothing(model):
    text = "\n\n".join(part.partition(" [@")[0] for part in model.split("\n\n"))
    verdict = brief.judge(text, words=(100, 720))
    assert verdict.score == 0.0
    assert "Next: for (1)" in verdict.message


def test_three_things_are_told_and_the_serious_come_first(model):
    text = model.replace("15 million dollars", "16 million dollars").replace("[@", "(@")
    message = brief.judge(text).message
    assert "(3)" in message
    assert "(4)" not in message
    assert message.count("Next:") == 1
    assert message.count("Look at:") <= 1
    assert message.index("(1)") < message.index("(3)")


@pytest.mark.parametrize("blank", [None, ..., "", "  \n", "Write your brief here.", "# A title\n"])
def test_a_placeholder_is_not_attempted(blank):
    assert brief.judge(blank).outcome is Outcome.NOT_ATTEMPTED


@pytest.mark.parametrize("other", [3, ["text"], {"a": "b"}, object(), brief.check, b"text"])
def test_what_is_no_text_is_unreadable(other):
    verdict = brief.judge(other)
    assert verdict.outcome is Outcome.UNREADABLE
    assert "Next:" in verdict.message


def test_a_guide_goes_before_what_the_report_says(model):
    told = brief.judge("A word [@x@y].", where="unit 11", next_step="ask", explain="well")
    assert "Look at: unit 11. Next: ask" in told.message
    assert brief.judge(model, explain="well").reason == "well"


def test_bounds_that_are_none_are_the_authors_mistake(model):
    with pytest.raises(ExpectationError):
        brief.judge(model, words=(9, 1))


def test_no_line_of_the_message_is_long(model):
    verdict = brief.judge(model.replace("million dollars", "million euros"))
    lines = judging.refuse(verdict)._render_traceback_()
    assert len(lines) > 4
    assert max(map(len, lines)) <= 90


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.binary(max_size=20) | st.integers() | st.lists(st.text()))
def test_it_never_raises(anything):
    verdict = brief.judge(anything)
    assert 0 <= verdict.score < 1
