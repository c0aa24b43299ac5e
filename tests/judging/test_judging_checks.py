"""Each check: equivalents accepted, known mistakes told apart, other sources named."""

import datetime as dt
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from marchwest import judging
from marchwest.judging import Mistake, Outcome
from marchwest.judging.sources import resolve_source, source_name

COUNT = ("exercise_patterns", "exercise-count-china-sco", "peyrouse-2010", "number")


# --- number ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        3000,
        3000.0,
        np.int64(3000),
        np.float64(3000),
        "3000",
        "3,000",
        "3 000",
        "3\u00a0000",
        "3\u202f000",
        "3'000",
        "3000.00",
        "3 thousand",
        "3k",
        "more than 3,000",
        "> 3000",
        "3,000+",
        "about 3,000 soldiers",
        "3,000 troops",
        "3e3",
    ],
)
def test_a_number_may_be_written_in_many_ways(answer: Any) -> None:
    verdict = judging.number(answer, 3000, unit="troops")
    assert verdict.outcome is Outcome.CORRECT, verdict.message


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("3.000", "can be read in two ways"),
        ("1,5", "can be read in two ways"),
        ("2,000 or 3,000", "more than one number"),
        ("many", "There is no number"),
        ("3000 elephants", "not understood"),
        (float("nan"), "NaN"),
        (True, "not a number"),
        ([3000], "a collection of 1"),
        (pd.NA, "missing value"),
    ],
)
def test_what_cannot_be_read_as_one_number_is_told_why(answer: Any, reason: str) -> None:
    verdict = judging.number(answer, 3000, unit="troops")
    assert (verdict.outcome, verdict.score) == (Outcome.UNREADABLE, 0.0)
    assert reason in verdict.message


def test_another_sources_figure_is_named_with_its_locator() -> None:
    verdict = judging.number(25, judging.fact(*COUNT))
    assert (
        "That is the figure of Swanström (2015) (Security and military cooperation"
        in verdict.message
    )
    assert "the question asks for that of Peyrouse (2010)" in verdict.message
    assert verdict.where.startswith("Peyrouse (2010), Joint exercises")
    assert verdict.claims == ("exercise-count-china-sco@peyrouse-2010",)


def test_a_claim_that_agrees_is_not_another_sources_figure() -> None:
    """The Crisis Group repeats Peyrouse: its 20 is right too, so only the 25 differs."""
    assert {other.source_id for other in judging.fact(*COUNT).others} == {"swanstrom-2015"}


@pytest.mark.parametrize(
    ("answer", "expected", "unit", "reason"),
    [
        (1931.2, 1200, "miles", "the figure in kilometres"),
        ("1931 km", 1200, "miles", "in kilometres; the question asks for miles"),
        (3, 3_000_000, "USD", "wrong by a factor of 1,000,000"),
        (-80, 80, "%", "the sign is turned round"),
        ("30 million RMB", 30e6, "USD", "in RMB; the question asks for USD"),
    ],
)
def test_known_slips_have_their_own_message(
    answer: Any, expected: float, unit: str, reason: str
) -> None:
    verdict = judging.number(answer, expected, unit=unit)
    assert (verdict.outcome, verdict.score) == (Outcome.INCORRECT, 0.0)
    assert reason in verdict.message


def test_the_opposite_qualifier_is_wrong_and_a_fitting_one_is_not() -> None:
    assert "at least 20" in judging.number("less than 20", judging.fact(*COUNT)).message
    assert judging.number("more than 20", judging.fact(*COUNT)).score == 1.0
    assert judging.number(20, judging.fact(*COUNT)).score == 1.0


def test_an_authors_mistake_goes_before_the_general_one_and_can_earn_a_part() -> None:
    mistakes = [Mistake(10, "Half of it.", score=0.5)]
    verdict = judging.number(10, 20, mistakes=mistakes)
    assert (verdict.reason, verdict.score, verdict.heading) == (
        "Half of it.",
        0.5,
        "Partly correct.",
    )


def test_tolerance_ends_where_it_says() -> None:
    assert judging.number(81, 80, tolerance=1).score == 1.0
    assert judging.number(81.01, 80, tolerance=1).score == 0.0
    assert judging.number(0.1 + 0.2, 0.3).score == 1.0


# --- choice, set, mapping --------------------------------------------------------------------

OPTIONS = {"same": "They speak of one thing", "other": "They do not"}


@pytest.mark.parametrize("answer", ["same", " SAME ", "they speak of one thing", ["same"]])
def test_a_choice_is_taken_by_key_or_label(answer: Any) -> None:
    assert judging.choice(answer, "same", OPTIONS).score == 1.0


def test_a_wrong_choice_says_why_and_two_choices_are_none() -> None:
    verdict = judging.choice("other", "same", OPTIONS, mistakes={"other": "Read note 136."})
    assert verdict.message.startswith("Incorrect. Read note 136.")
    assert judging.choice(["same", "other"], "same", OPTIONS).outcome is Outcome.UNREADABLE
    assert judging.choice("maybe", "same", OPTIONS).outcome is Outcome.UNREADABLE


@pytest.mark.parametrize(
    "answer",
    [
        {"KGZ", "CHN"},
        ["Kyrgyz Republic", "China"],
        ("Киргизия", "中国"),
        "China, Kyrgyzstan",
        pd.Series(["CHN", "KGZ", "KGZ"]),
        np.array(["KGZ", "CHN"]),
    ],
)
def test_a_set_is_taken_in_any_order_and_by_any_name(answer: Any) -> None:
    assert judging.members(answer, ["CHN", "KGZ"], kind="country").score == 1.0


def test_a_set_that_is_partly_right_counts_right_less_wrong() -> None:
    expected = ["a", "b", "c", "d"]
    assert judging.members(["a", "b", "c"], expected).score == 0.75
    assert judging.members(["a", "b", "x"], expected).score == 0.25
    assert judging.members(["a", "x", "y"], expected).score == 0.0
    assert judging.members(["a", "b", "c", "d", "e"], expected).score == 0.75
    message = judging.members(["a", "b", "x"], expected).message
    assert "Not among them: x." in message
    assert "Missing: 2 of 4." in message


def test_a_mapping_names_wrong_keys_and_no_right_values() -> None:
    expected = {"A": "peyrouse-2010", "B": "icg-2013"}
    verdict = judging.mapping({"A": "Weitz", "b": "Crisis Group"}, expected, kind="source")
    assert verdict.score == 0.5
    assert "A: 'Weitz' is not right." in verdict.message
    assert "eyrouse" not in verdict.message
    assert judging.mapping({"A": ...}, expected, kind="source").outcome is Outcome.NOT_ATTEMPTED
    assert judging.mapping({"x": 1}, expected).outcome is Outcome.UNREADABLE


def test_labels_stand_for_keys_in_messages_and_answers() -> None:
    options = {"a": "the first", "b": "the second"}
    labels = {"k": "Which one?", "m": "The other"}
    verdict = judging.mapping({"k": "b"}, {"k": "a", "m": "b"}, options=options, labels=labels)
    assert verdict.reason == "Which one? 'the second' is not right.\nThe other: not answered."
    by_label = {"which one?": "a", "m": "the second"}
    assert (
        judging.mapping(by_label, {"k": "a", "m": "b"}, labels=labels, options=options).score == 1
    )
    unknown = judging.mapping({"x": "a"}, {"k": "a", "m": "b"}, labels=labels)
    assert "The keys are: Which one?; The other." in unknown.message
    part = judging.members(["b"], ["a"], options=options, labels=options)
    assert part.reason == "Not among them: the second.\nMissing: 1 of 1."


def test_a_mapping_of_facts_names_the_other_source() -> None:
    verdict = judging.mapping({"count": 25}, {"count": judging.fact(*COUNT)}, kind="number")
    assert "Swanström (2015)" in verdict.message


@pytest.mark.parametrize(
    "answer", ["implications, paragraph 6", "Implications para 6", "Section Implications, ¶ 6"]
)
def test_a_locator_may_be_written_in_many_ways(answer: str) -> None:
    verdict = judging.mapping({"at": answer}, {"at": "Implications, para. 6"}, kind="locator")
    assert verdict.score == 1.0


# --- date ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        "2007-08-09",
        "9 August 2007",
        "August 9, 2007",
        "9th Aug 2007",
        "2007/08/09",
        "2007-8-9",
        dt.date(2007, 8, 9),
        pd.Timestamp(2007, 8, 9),
        np.datetime64("2007-08-09"),
    ],
)
def test_a_date_may_be_written_in_many_ways(answer: Any) -> None:
    verdict = judging.date(answer, "2007-08-09")
    assert verdict.score == 1.0, verdict.message


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("2003", "the source is more exact"),
        (2003, "the source is more exact"),
        ("2003-08-01", "more exact than the source"),
        ("2003-09", "The year 2003 is right"),
        ("2004-08", "a year off"),
        ("1999", "not the date asked for"),
        (dt.date(2003, 8, 1), "more exact than the source"),
    ],
)
def test_a_wrong_date_is_told_how_it_is_wrong(answer: Any, reason: str) -> None:
    verdict = judging.date(answer, "2003-08")
    assert verdict.outcome is Outcome.INCORRECT
    assert reason in verdict.message


@pytest.mark.parametrize("answer", ["08/06/2003", "August", "2003-13", "soon", 3, [2003]])
def test_what_is_no_date_is_unreadable(answer: Any) -> None:
    assert judging.date(answer, "2003-08").outcome is Outcome.UNREADABLE


@pytest.mark.parametrize("answer", ["August", "2003-13", "soon", [2003], "2004-08"])
def test_the_examples_of_a_date_lie_in_a_year_that_nobody_asks_for(answer: Any) -> None:
    verdict = judging.date(answer, "2003-08")
    assert "1998, 1998-04 or 1998-04-27" in verdict.next_step
    assert "2003-08" not in verdict.message


@pytest.mark.parametrize("answer", ["Atlantis", "qqq", 3, ["KAZ"]])
def test_the_example_of_a_country_is_none_that_is_asked_for(answer: Any) -> None:
    message = judging.name(answer, "KAZ").message
    assert "such as Mongolia or MNG" in message
    assert "Kazakhstan" not in message
    with pytest.raises(judging.Unreadable) as caught:
        judging.form(answer, "country")
    assert "Kazakhstan" not in str(caught.value)


def test_another_sources_date_is_named() -> None:
    first = judging.fact(
        "exercise_patterns", "first-peace-mission", "pantucci-2019", "period_start"
    )
    assert "Crisis Group (2013)" in judging.date("2003", first).message


# --- name ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer", ["KGZ", "Kyrgyzstan", "kyrgyz republic", "Киргизия", "吉尔吉斯斯坦"]
)
def test_a_country_has_many_names(answer: str) -> None:
    assert judging.name(answer, "KGZ").score == 1.0


def test_a_wrong_country_and_no_country() -> None:
    mistakes = [Mistake("Uzbekistan", "It stayed away.")]
    assert judging.name("UZB", "KGZ", mistakes=mistakes).reason == "It stayed away."
    assert judging.name("Atlantis", "KGZ").outcome is Outcome.UNREADABLE


# --- table -----------------------------------------------------------------------------------

TABLE = pd.DataFrame({"year": [2002, 2003, 2006], "exercises": [1, 1, 4]})


@pytest.mark.parametrize(
    "answer",
    [
        TABLE.iloc[::-1],
        TABLE.astype(str),
        TABLE.astype("Int64"),
        TABLE.astype(float)[["exercises", "year"]],
        TABLE.set_index("year"),
        TABLE.assign(note="mine"),
        TABLE.rename(columns=str.upper),
        TABLE.to_dict("records"),
        TABLE.to_dict("list"),
    ],
)
def test_a_table_is_taken_in_any_order_and_dtype(answer: Any) -> None:
    verdict = judging.table(answer, TABLE, key=["year"])
    assert verdict.score == 1.0, verdict.message


@pytest.mark.parametrize(
    ("answer", "score", "reason"),
    [
        (TABLE.assign(exercises=[1, 1, 6]), 2 / 3, "In row 2006 column exercises is not 6"),
        (TABLE.iloc[:1], 1 / 3, "2 of 3 rows are missing"),
        (pd.concat([TABLE, TABLE.iloc[:1]]), 2 / 3, "Row 2002 is there more than once"),
        (
            pd.concat([TABLE, pd.DataFrame({"year": [1999], "exercises": [9]})]),
            2 / 3,
            "Row 1999 does not belong",
        ),
        (TABLE.assign(exercises=[None, 1, 4]), 2 / 3, "In row 2002"),
    ],
)
def test_a_table_tells_its_first_difference(answer: Any, score: float, reason: str) -> None:
    verdict = judging.table(answer, TABLE, key=["year"])
    assert verdict.score == pytest.approx(score)
    assert reason in verdict.message


def test_a_table_without_its_columns_is_unreadable() -> None:
    verdict = judging.table(TABLE.rename(columns={"year": "jahr"}), TABLE, key=["year"])
    assert verdict.outcome is Outcome.UNREADABLE
    assert "no column year. It has: jahr, exercises" in verdict.message


# --- chart -----------------------------------------------------------------------------------

TEXT = {
    "title": "Exercises in each year",
    "description": "Bars of three years; the last, 2006, is four times as long.",
}
RAW = pd.DataFrame({"when": [2002, 2003, 2006, 2006, 2006, 2006]})


def bars(data: pd.DataFrame = TABLE, **text: str) -> alt.Chart:
    return (
        alt.Chart(data).mark_bar().encode(x="year:O", y="exercises:Q").properties(**(text or TEXT))
    )


def judge_chart(answer: Any) -> judging.Verdict:
    return judging.chart(answer, data=TABLE, mark="bar", encodings={"x": "year", "y": "exercises"})


@pytest.mark.parametrize(
    "answer",
    [
        bars(),
        bars().to_dict(),
        bars().properties(width=900).configure_axis(grid=False).interactive(),
        alt.Chart(TABLE).mark_bar().encode(y="year:N", x="exercises").properties(**TEXT),
        alt.Chart(RAW).mark_bar().encode(x="when:O", y="count()").properties(**TEXT),
        (bars() + bars().mark_text()).properties(**TEXT),
        bars(pd.concat([TABLE, pd.DataFrame({"year": [2004], "exercises": [0]})])),
        alt.Chart(TABLE.assign(year=TABLE["year"].astype(str)))
        .mark_bar()
        .encode(x="year", y="sum(exercises)")
        .properties(**TEXT),
        alt.Chart(TABLE.assign(year=pd.to_datetime(TABLE["year"].astype(str))))
        .mark_bar()
        .encode(x="year:T", y="exercises")
        .properties(**TEXT),
        alt.hconcat(bars(), bars()).properties(**TEXT),
    ],
)
def test_a_chart_may_be_made_in_many_ways(answer: Any) -> None:
    verdict = judge_chart(answer)
    assert verdict.score == 1.0, verdict.message


@pytest.mark.parametrize(
    ("answer", "score", "reason"),
    [
        (bars(title="Exercises"), 0.75, "needs a title"),
        (bars(title="Exercises in each year"), 0.875, "needs a description"),
        (
            bars(
                **(TEXT | {"description": TEXT["title"] + " so far as we know it"})
                | {"title": TEXT["title"] + " so far as we know it"}
            ),
            0.875,
            "repeats the title",
        ),
        (bars().mark_line(), 0.75, "The mark is line"),
        (bars(TABLE.assign(exercises=[1, 1, 6])), 0.5, "a mark at (2006, 6) is not borne out"),
        (bars(TABLE.iloc[:2]), 0.5, "1 of 3 marks are missing"),
        (bars().encode(x="exercises", y="exercises"), 0.5, "The data differs"),
        (
            alt.Chart(TABLE).mark_bar().encode(x="year:O").properties(**TEXT),
            0.5,
            "Nothing is encoded as y",
        ),
        (bars().encode(y=alt.Y("exercises").scale(zero=False)), 0.75, "must start at zero"),
        (bars().transform_filter("datum.year > 2002"), 0.5, "transforms its data"),
        (bars("https://example.org/x.json"), 0.5, "cannot be read"),
    ],
)
def test_a_chart_is_told_what_is_missing(answer: Any, score: float, reason: str) -> None:
    verdict = judge_chart(answer)
    assert reason in verdict.message
    assert verdict.score == pytest.approx(score)


def test_what_is_no_chart_is_unreadable() -> None:
    assert judge_chart("a chart").outcome is Outcome.UNREADABLE
    assert judge_chart({"data": [1]}).outcome is Outcome.UNREADABLE
    assert judge_chart(alt.Chart(TABLE)).outcome is Outcome.UNREADABLE


# --- citation --------------------------------------------------------------------------------

WITNESSES = [f"china-kyrgyzstan-2002@{s}-{y}" for s, y in [("peyrouse", 2010), ("icg", 2013)]]
WITNESSES += ["china-kyrgyzstan-2002@pantucci-2019"]


@pytest.mark.parametrize(
    ("answer", "score", "reason"),
    [
        (WITNESSES[::2], 1.0, "bear it out"),
        (WITNESSES[:2], 0.5, "Crisis Group (2013) takes this from Peyrouse (2010)"),
        (WITNESSES[:1], 0.5, "1 of 2"),
        (WITNESSES, 0.0, "the question asks for 2"),
        (["tsentr-2011@swanstrom-2015", WITNESSES[0]], 0.5, "speaks of another event"),
        (
            ["china-kyrgistan-2002@peyrouse-2010", WITNESSES[0]],
            0.5,
            "Near it: china-kyrgyzstan-2002@peyrouse-2010",
        ),
    ],
)
def test_a_citation_is_told_why_it_fails(answer: Any, score: float, reason: str) -> None:
    verdict = judging.citation(answer, WITNESSES, count=2, independent=True)
    assert verdict.score == score
    assert reason in verdict.message


def test_a_claim_that_lacks_the_figure_is_told_so() -> None:
    accepted = ["exercise-count-china-sco@swanstrom-2015"]
    verdict = judging.citation("exercise-count-china-sco@icg-2013", accepted, figure=25)
    assert "does not hold the figure 25" in verdict.message
    assert judging.supports(accepted[0], 25)
    assert not judging.supports(accepted[0], 20)
    assert not judging.supports("no-such-claim", 25)


# --- names of sources, authors' mistakes -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source_id"),
    [
        ("Peyrouse", "peyrouse-2010"),
        ("Sébastien Peyrouse (2010)", "peyrouse-2010"),
        ("swanstrom", "swanstrom-2015"),
        ("the Crisis Group", "icg-2013"),
        ("ICG 2013", "icg-2013"),
        ("Peyrouse 2013", None),
        ("2010", None),
        ("somebody", None),
    ],
)
def test_a_source_has_many_names(text: str, source_id: str | None) -> None:
    assert resolve_source(text) == source_id


def test_sources_are_named_as_prose_does() -> None:
    assert source_name("icg-2013") == "Crisis Group (2013)"
    assert source_name("swanstrom-2015") == "Swanström (2015)"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: judging.number(1, 1, unit="parsecs"),
        lambda: judging.fact("exercises", "no-such-event", "icg-2013", "troops"),
        lambda: judging.fact("exercises", "tsentr-2011", "swanstrom-2015", "no_such_column"),
        lambda: judging.choice("a", "z", ["a", "b"]),
        lambda: judging.table(TABLE, TABLE, key=["jahr"]),
        lambda: judging.members(["a"], ["a"], kind="animal"),
        lambda: judging.chart(bars(), data=TABLE, mark="bar", encodings={"x": "jahr"}),
        lambda: judging.citation("x", ["no-such-claim"]),
        lambda: judging.form(1, "animal"),
        lambda: judging.grade("correct", 1),
    ],
)
def test_an_authors_mistake_raises(wrong: Any) -> None:
    with pytest.raises(judging.ExpectationError):
        wrong()


BLANKS = [None, ..., "", "  ", "...", "___", [], {}, set(), [None, ...], {"a": ...}, pd.DataFrame()]


@pytest.mark.parametrize("blank", BLANKS)
def test_blank_is_not_attempted(blank: Any) -> None:
    verdict = judging.number(blank, 20)
    assert (verdict.outcome, verdict.score) == (Outcome.NOT_ATTEMPTED, 0.0)
    with pytest.raises(judging.NotAttempted):
        judging.form(blank, "number")
