"""Progress: kept, merged, saved, loaded and refused; nothing is ever lost."""

from __future__ import annotations

import ast
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import marchwest
from marchwest import charts, practice
from marchwest.practice import bank, retrieval_ids
from marchwest.practice.cards import Card, confidence_of
from marchwest.practice.model import Kind
from marchwest.practice.progress import Progress, events, progress, saved_file
from marchwest.practice.progress.calibration import calibrated
from marchwest.practice.progress.due import again, opening
from marchwest.practice.progress.events import Event, History
from marchwest.practice.progress.journal import Journal
from marchwest.practice.progress.overview import overview
from marchwest.practice.progress.record import Record
from marchwest.practice.progress.saved_file import ProgressError, read, written
from marchwest.practice.progress.standing import Standing, standings
from marchwest.practice.progress.store import store
from marchwest.practice.progress.view import ProgressView

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ITEMS = sorted(bank.items())
NUMBER = iter(range(10**9))


def event(
    item: str, outcome: str | None = "correct", minutes: float = 0, confidence: int | None = None
) -> Event:
    """Return an event; without an outcome it is an answer that was shown."""
    moment = START + timedelta(minutes=minutes)
    return Event(
        id=f"{next(NUMBER):032x}",
        at=moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        item=item,
        what="answer" if outcome else "solution",
        outcome=outcome,  # type: ignore[arg-type]
        confidence=confidence,
    )


moments = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC)
).map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


@st.composite
def events_(draw: st.DrawFn) -> Event:
    what = draw(st.sampled_from(["answer", "hint", "solution"]))
    is_answer = what == "answer"
    outcomes = ["correct", "incorrect", "unreadable", "noted"]
    return Event(
        id=draw(st.uuids(version=4)).hex,
        at=draw(moments),
        item=draw(st.sampled_from([*ITEMS[:40], "ex99-of-another-version"])),
        what=what,  # type: ignore[arg-type]
        outcome=draw(st.sampled_from(outcomes)) if is_answer else None,  # type: ignore[arg-type]
        confidence=draw(st.none() | st.integers(50, 100)) if is_answer else None,
    )


histories = st.frozensets(events_(), max_size=12)


@contextmanager
def a_journal() -> Iterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        yield Journal(Path(folder) / "progress")


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give the test a place of its own for progress."""
    folder = tmp_path / "progress"
    monkeypatch.setenv("MARCHWEST_PROGRESS", str(folder))
    return folder


def card(item_id: str) -> Card:
    return Card(bank.find(item_id))


# --- what is kept ------------------------------------------------------------------------------


def test_tests_keep_their_answers_out_of_the_learners_folder() -> None:
    assert "marchwest-progress-" in str(progress().folder)


def test_the_platform_says_where_progress_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARCHWEST_PROGRESS")
    assert progress().folder.name == "marchwest"
    assert progress().folder.is_absolute()


def test_answers_hints_and_solutions_are_kept_and_what_was_answered_is_not(place: Path) -> None:
    asked = card("ex00-first-number")
    asked.answer("")
    assert not place.exists()
    asked.answer("10,000", confidence=80)
    for _ in range(5):
        asked.hint()
    asked.solution()
    asked.solution()
    asked.answer([1, 2])
    asked.answer("some 2,000")
    found = [(e.what, e.outcome, e.confidence) for e in events.in_order(progress().history)]
    assert found == [
        ("answer", "incorrect", 80),
        *[("hint", None, None)] * 3,
        ("solution", None, None),
        ("answer", "unreadable", None),
        ("answer", "correct", None),
    ]
    text = (place / "progress.jsonl").read_text(encoding="utf-8")
    assert all(json.loads(line) for line in text.splitlines())
    assert "10,000" not in text
    assert "2,000" not in text


def test_hints_taken_in_the_form_count_once(place: Path) -> None:
    asked = card("ex00-first-number")
    first, second = asked.view(), asked.view()
    for view in (first, second, first):
        view.press("help")
    assert [e.what for e in progress().history] == ["hint", "hint"]


def test_a_prediction_is_noted_once(place: Path) -> None:
    asked = card("ex04-predict-timeline")
    asked.answer(40, confidence=90)
    asked.answer(26)
    (kept,) = progress().history
    assert (kept.outcome, kept.confidence) == ("noted", None)
    assert asked.view().sure_label == ""


@pytest.mark.parametrize(
    ("said", "sure", "remark"),
    [
        (None, None, ""),
        ("  ", None, ""),
        (80, 80, "You were 80 % sure."),
        ("75 %", 75, "You were 75 % sure."),
        (50.0, 50, "You were 50 % sure."),
        ("49", None, "left out"),
        ("101", None, "left out"),
        ("nan", None, "left out"),
        ("inf", None, "left out"),
        ("very", None, "left out"),
        ([1], None, "left out"),
    ],
)
def test_confidence_is_from_50_to_100_and_never_needed(said: Any, sure: Any, remark: str) -> None:
    found, told = confidence_of(said)
    assert found == sure
    assert remark in told
    assert bool(told) == bool(remark)


def test_confidence_comes_with_the_press_and_is_said_back(place: Path) -> None:
    view = card("ex00-first-number").view()
    assert view.sure_label.startswith("How sure are you")
    view._handle_custom_msg({"press": "check", "value": "2,000", "confidence": "85"}, [])
    assert "You were 85 % sure." in json.loads(view.reply)["lines"]
    view._handle_custom_msg({"press": "check", "value": "2,000"}, [])
    assert not [line for line in json.loads(view.reply)["lines"] if "sure" in line]
    assert sorted(e.confidence or 0 for e in progress().history) == [0, 85]


# --- merging and the saved file ----------------------------------------------------------------


@given(histories)
def test_a_saved_file_is_read_back_the_same(history: History) -> None:
    text = written(history)
    assert read(text.encode()) == history
    assert read(b"\xef\xbb\xbf" + text.encode()) == history
    assert json.loads(text)["format"] == "marchwest-progress"


@settings(deadline=None, max_examples=30)
@given(histories, histories, histories)
def test_merging_is_a_union(one: History, two: History, three: History) -> None:
    with a_journal() as forward, a_journal() as backward:
        for history in (one, two, three):
            forward.merge(history)
        backward.merge(three | two)
        backward.merge(one)
        assert forward.read() == backward.read() == (one | two | three, "")
        before = forward.path.read_bytes() if forward.path.exists() else b""
        assert forward.merge(one | three) == 0
        assert (forward.path.read_bytes() if forward.path.exists() else b"") == before


@settings(deadline=None, max_examples=30)
@given(histories, histories)
def test_what_is_added_one_by_one_and_what_is_merged_stand_together(
    one: History, two: History
) -> None:
    with a_journal() as journal:
        for each in one:
            journal.add([each])
        journal.merge(two)
        journal.add(one - two)
        assert journal.read() == (one | two, "")


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    histories,
    histories,
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_corrupted_bytes_of_a_saved_file_never_lose_state(
    monkeypatch: pytest.MonkeyPatch, own: History, other: History, flips: list[tuple[int, int]]
) -> None:
    content = bytearray(written(other).encode())
    for where, value in flips:
        content[where % len(content)] = value
    with tempfile.TemporaryDirectory() as folder, monkeypatch.context() as patch:
        patch.setenv("MARCHWEST_PROGRESS", folder)
        store().merge(own)
        refused = ""
        try:
            progress().take(bytes(content))
        except ProgressError as error:
            refused = str(error)
        assert progress().history >= own
        if refused:
            assert "\n" not in refused
            assert "Your progress is as it was." in refused
            assert progress().history == own


@given(st.binary(max_size=200))
@example(b"")
@example(b"[" * 100_000)
@example(b"1" * 10_000)
@example(b"null")
@example(b'{"format": "marchwest-progress", "version": true, "events": []}')
@example(b'{"format": "marchwest-progress", "version": 1, "events": [NaN]}')
@example(b'{"format": "marchwest-progress", "version": 1}')
def test_any_bytes_are_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(ProgressError) as caught:
        read(content)
    assert "\n" not in str(caught.value)


GOOD = json.loads(written(frozenset([event("ex00-first-number")])))


def changed(**change: Any) -> bytes:
    return json.dumps(GOOD | change).encode()


def changed_event(**change: Any) -> bytes:
    return changed(events=[GOOD["events"][0] | change])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not JSON", "it is damaged, or no file of this course"),
        (b"\xff\xfe", "it is damaged, or no file of this course"),
        (b'{"cells": [], "nbformat": 4}', "was not saved by this course"),
        (b"[]", "was not saved by this course"),
        (changed(version=2), "comes from a newer version of the course. Update the course"),
        (changed(version=0), "does not have the form"),
        (changed(version="1"), "does not have the form"),
        (changed(events={}), "does not have the form"),
        (changed(events=[1]), "holds an entry that does not have the form"),
        (changed_event(id="1"), "holds an entry"),
        (changed_event(id="../../x"), "holds an entry"),
        (changed_event(at="2026-13-40T00:00:00.000000Z"), "holds an entry"),
        (changed_event(at="yesterday"), "holds an entry"),
        (changed_event(item="<script>"), "holds an entry"),
        (changed_event(outcome="best"), "holds an entry"),
        (changed_event(confidence=120), "holds an entry"),
        (changed_event(confidence="80"), "holds an entry"),
        (changed_event(what="hint"), "holds an entry"),
        (changed_event(grade=1), "holds an entry"),
        (b" " * (saved_file.LARGEST + 1), "is larger than 8 MB"),
    ],
)
def test_what_is_no_good_file_is_refused_and_progress_stays(
    place: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    card("ex00-first-number").answer("2,000")
    before = progress().history, (place / "progress.jsonl").read_bytes()
    path = tmp_path / "mine.json"
    path.write_bytes(content)
    with pytest.raises(ProgressError, match=r"mine\.json") as caught:
        progress().load(path)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (progress().history, (place / "progress.jsonl").read_bytes()) == before


def test_saving_and_loading_carries_progress_to_another_computer(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card("ex00-first-number").answer("2,000")
    card("ex00-first-number").hint()
    here = progress().history
    path = tmp_path / "progress.json"
    assert progress().save(path) == "Saved 2 entries in progress.json."
    monkeypatch.setenv("MARCHWEST_PROGRESS", str(tmp_path / "there"))
    card("ex00-host-by-any-name").answer("x")
    there = progress().history
    assert str(progress().load(path)) == "Loaded 2 entries."
    assert progress().history == here | there
    assert repr(progress().load(path)) == "Loaded 2 entries; all of them were here already."
    assert progress().history == here | there
    with pytest.raises(ProgressError, match=r"There is no file gone\.json here"):
        progress().load(tmp_path / "gone.json")
    with pytest.raises(ProgressError, match="cannot be read"):
        progress().load(tmp_path)


def test_saving_loses_nothing_that_a_file_holds(place: Path, tmp_path: Path) -> None:
    older = frozenset([event("ex00-first-number"), event("ex01-stake", "incorrect")])
    path = tmp_path / "progress.json"
    path.write_text(written(older), encoding="utf-8")
    card("ex00-first-number").answer("2,000")
    progress().save(path)
    assert read(path.read_bytes()) == older | progress().history
    foreign = tmp_path / "thesis.json"
    foreign.write_text('{"chapter": 1}', encoding="utf-8")
    with pytest.raises(ProgressError, match="was not saved by this course"):
        progress().save(foreign)
    assert foreign.read_text(encoding="utf-8") == '{"chapter": 1}'
    with pytest.raises(ProgressError, match="cannot be written"):
        progress().save(tmp_path / "no" / "such" / "folder.json")


# --- a damaged, locked or forbidden place ------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(
    st.frozensets(events_(), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_corrupted_bytes_of_the_own_file_cost_only_their_lines(
    history: History, flips: list[tuple[int, int]]
) -> None:
    with a_journal() as journal:
        journal.merge(history)
        whole = journal.path.read_bytes()
        content = bytearray(whole)
        for where, value in flips:
            content[where % len(content)] = value
        journal.path.write_bytes(content)
        touched = set(whole.split(b"\n")) - set(bytes(content).split(b"\n"))
        untouched = {each for each in history if each.line.encode() not in touched}
        found, said = journal.read()
        assert found >= untouched
        asides = [path.read_bytes() for path in journal.folder.glob("progress.damaged-*")]
        assert bytes(content) in [*asides, journal.path.read_bytes()]
        assert bool(asides) == bool(said)
        new = event("ex00-first-number")
        journal.add([new])
        assert journal.read() == (found | {new}, "")


def test_a_line_that_nobody_finished_costs_nothing_else() -> None:
    history = frozenset(event(name) for name in ITEMS[:3])
    new = event("ex00-first-number")
    with a_journal() as journal:
        journal.merge(history)
        whole = journal.path.read_bytes()
        for cut in [*range(0, len(whole), 17), len(whole) - 1]:
            journal.path.write_bytes(whole[:cut])
            complete = {each for each in history if each.line.encode() in whole[:cut]}
            journal.add([new])
            assert journal.read()[0] == complete | {new}
            assert journal.read() == (complete | {new}, "")


def test_a_damaged_file_is_told_and_kept(place: Path) -> None:
    card("ex00-first-number").answer("2,000")
    with (place / "progress.jsonl").open("ab") as file:
        file.write(b"\x00\x00 garbage\n")
    damaged = (place / "progress.jsonl").read_bytes()
    shown = repr(progress())
    assert shown.startswith("Attention: Part of your progress file was damaged: it is kept as ")
    assert "1 of " in shown
    (aside,) = place.glob("progress.damaged-*.jsonl")
    assert aside.read_bytes() == damaged
    assert aside.name in shown
    reply = card("ex00-first-number").answer("2,000").message
    assert aside.name in reply
    assert aside.name not in card("ex00-first-number").answer("2,000").message
    assert "<p><strong>Attention: Part of your progress" in progress().html


def test_lines_of_a_newer_version_are_kept(place: Path) -> None:
    place.mkdir()
    newer = b'{"format": "marchwest-progress", "version": 2}\n{"id": 7, "new": true}\n'
    (place / "progress.jsonl").write_bytes(newer)
    card("ex00-first-number").answer("2,000")
    store().merge(frozenset([event("ex01-stake")]))
    assert (place / "progress.jsonl").read_bytes().startswith(newer)
    assert len(progress().history) == 2
    assert "A newer version of the course" in progress().trouble
    assert list(place.glob("progress.damaged-*")) == []


def test_a_folder_that_cannot_be_written_is_told_once_and_the_course_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("MARCHWEST_PROGRESS", str(tmp_path / "file" / "progress"))
    asked = card("ex00-first-number")
    lines = asked.answer("10,000").lines
    told = [line for line in lines if "cannot be kept on this computer" in line]
    assert len(told) == 1
    assert "progress().save(" in told[0]
    assert "cannot be kept" not in asked.answer("2,000").message
    assert len(progress().history) == 2
    assert "cannot be kept" in progress().html
    progress().save(tmp_path / "saved.json")
    assert len(read((tmp_path / "saved.json").read_bytes())) == 2
    assert progress().take(written(frozenset([event("ex01-stake")])).encode())
    assert len(progress().history) == 3
    assert len(retrieval_ids("04")) == 3
    # Once the folder can be written, what has waited is written too.
    (tmp_path / "file").unlink()
    asked.answer("2,000")
    assert len(Journal(tmp_path / "file" / "progress").read()[0]) == 4


def test_a_busy_file_is_no_trouble(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any) -> None:
        raise TimeoutError

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "add", busy)
        assert "kept" not in card("ex00-first-number").answer("2,000").message
        assert len(progress().history) == 1
    card("ex00-first-number").hint()
    assert len(Journal(place).read()[0]) == 2


# --- what a history says -----------------------------------------------------------------------


HISTORIES: dict[str, tuple[list[tuple[str | None, float]], Standing | None]] = {
    "right": ([("correct", 0)], Standing.RIGHT),
    "missed": ([("correct", 0), ("incorrect", 90)], Standing.MISSED),
    "mended": ([("incorrect", 0), ("correct", 1)], Standing.MENDED),
    "checked twice": ([("incorrect", 0), ("correct", 1), ("correct", 2)], Standing.MENDED),
    "later": ([("incorrect", 0), ("correct", 1), ("correct", 90)], Standing.RIGHT),
    "curious": ([("correct", 0), ("incorrect", 1)], Standing.RIGHT),
    "shown": ([(None, 0)], Standing.MISSED),
    "shown, then right": ([(None, 0), ("correct", 1)], Standing.MENDED),
    "right, then shown": ([("correct", 0), (None, 1)], Standing.RIGHT),
    "unread": ([("unreadable", 0)], None),
    "unread later": ([("correct", 0), ("unreadable", 90)], Standing.RIGHT),
    "noted": ([("noted", 0)], Standing.NOTED),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_an_item_stands_by_the_first_answer_of_its_last_sitting(name: str) -> None:
    answers, standing = HISTORIES[name]
    found = standings(event("ex01-stake", outcome, minutes) for outcome, minutes in answers)
    assert (found["ex01-stake"].standing if found else None) is standing


def of_objective(name: str) -> list[str]:
    return [
        item.id
        for item in bank.items().values()
        if item.objective == name and item.kind is not Kind.PREDICT
    ]


def status(history: list[Event], objective: str) -> str:
    known = standings(history)
    unit = next(u for u in overview(known, again(known)) if u.id == objective[:2])
    return next(each.status for each in unit.objectives if each.id == objective)


def test_an_objective_is_reached_by_two_right_items_and_no_miss() -> None:
    one, two, three, *_ = of_objective("04-o1")
    assert status([], "04-o1") == "not begun"
    assert status([event(one)], "04-o1") == "under way"
    assert status([event(one), event(two)], "04-o1") == "reached"
    assert status([event(one), event(two), event(three, "incorrect")], "04-o1") == "under way"
    mended = [event(two, "incorrect"), event(two, "correct", 1)]
    assert status([event(one), *mended], "04-o1") == "under way"
    assert status([event(one), *mended, event(two, "correct", 90)], "04-o1") == "reached"


def test_an_item_that_the_course_no_longer_has_is_passed_over(place: Path) -> None:
    store().merge(frozenset([event("ex99-gone", "incorrect"), event("ex01-stake")]))
    assert "1 of " in repr(progress())
    assert progress().due == []
    assert len(progress().history) == 2


def test_the_manifest_and_the_items_have_the_same_units() -> None:
    found = overview({}, [])
    assert [unit.id for unit in found] == list(bank.units())
    assert all(unit.objectives for unit in found)


# --- what opens a unit -------------------------------------------------------------------------


@pytest.mark.parametrize("unit", bank.units())
def test_without_a_history_the_authors_choice_opens_a_unit(place: Path, unit: str) -> None:
    chosen = bank.unit(unit).retrieval
    assert retrieval_ids(unit) == chosen
    later = standings([event(name, "incorrect") for name in ITEMS if name >= f"ex{unit}"])
    assert opening(unit, later) == chosen


def in_unit(unit: str) -> list[str]:
    return [item.id for item in bank.unit(unit).items if item.kind is not Kind.PREDICT]


def test_missed_items_come_first_from_one_two_and_four_units_back() -> None:
    history = [event(name) for unit in ("00", "02", "03", "04") for name in in_unit(unit)]
    missed = [in_unit(unit)[3] for unit in ("05", "04", "02")]
    history += [
        event(name, "incorrect", 300 + n) for n, name in enumerate([*missed, *in_unit("03")])
    ]
    assert opening("06", standings(history)) == missed
    # Of one unit, the item that was not seen for longest comes first.
    history.append(event(in_unit("05")[1], "incorrect", 100))
    assert opening("06", standings(history))[0] == in_unit("05")[1]


def test_a_miss_further_back_is_not_forgotten() -> None:
    history = [event(in_unit("01")[2], "incorrect")]
    found = opening("09", standings(history))
    assert found == [in_unit("01")[2], *bank.unit("09").retrieval[:2]]


def test_what_was_mended_comes_before_the_authors_choice_and_what_was_right_after_it() -> None:
    mended, right = in_unit("03")[4], in_unit("03")[5]
    history = [event(mended, "incorrect"), event(mended, "correct", 1), event(right)]
    found = opening("04", standings(history))
    assert found == [mended, *bank.unit("04").retrieval[:2]]
    assert right not in found


@settings(deadline=None)
@given(histories, st.sampled_from([unit for unit in bank.units() if unit != "00"]))
def test_what_opens_a_unit_is_three_earlier_items_and_the_same_for_the_same_history(
    history: History, unit: str
) -> None:
    found = opening(unit, standings(history))
    assert len(set(found)) == 3
    assert all(bank.find(name).unit < unit for name in found)
    assert opening(unit, standings(sorted(history, key=lambda e: e.id))) == found


def test_the_cards_that_open_a_unit_follow_the_history(place: Path) -> None:
    card("ex02-rank-of-region").answer("nonsense that no one can be right with")
    name = "ex03-seat-of-rats"
    card(name).answer(bank.find(name).attempts.wrong[0].answer)
    assert practice.retrieval("04").cards[0].item.id == name


# --- calibration -------------------------------------------------------------------------------


def test_few_answers_are_too_few_to_judge(place: Path) -> None:
    found = calibrated([event(name, confidence=60) for name in ITEMS[:9]])
    assert found.brier is None
    assert found.figure() is None
    assert "Too few to judge: 9 answers" in repr(found)
    assert "No answer with a stated confidence" in repr(progress().calibration())


def test_the_brier_score_is_the_mean_of_squared_gaps() -> None:
    sure = [event(name, confidence=100) for name in ITEMS[:5]]
    unsure = [event(name, "incorrect", confidence=50) for name in ITEMS[5:10]]
    assert calibrated([*sure, *unsure]).brier == pytest.approx((0 * 5 + 0.25 * 5) / 10)
    # Only what was said before the first reply counts.
    again_ = [event(name, "correct", 1, confidence=100) for name in ITEMS[5:10]]
    shown = [event(ITEMS[11], None), event(ITEMS[11], "correct", 1, confidence=100)]
    assert calibrated([*sure, *unsure, *again_, *shown]).answers == (
        *[(100, True)] * 5,
        *[(50, False)] * 5,
    )


@given(st.lists(st.tuples(st.integers(50, 100), st.booleans()), min_size=10, max_size=40))
@settings(deadline=None, max_examples=6)
def test_the_chart_keeps_the_rules_and_says_what_it_shows(said: list[tuple[int, bool]]) -> None:
    history = [
        event(ITEMS[n], "correct" if right else "incorrect", confidence=sure)
        for n, (sure, right) in enumerate(said)
    ]
    found = calibrated(history)
    figure = found.figure()
    assert found.brier is not None
    assert 0 <= found.brier <= 1
    assert figure is not None
    assert charts.lint(figure.chart) == []
    assert f"Over {len(said)} answers" in figure.description
    assert figure.table["Answers"].sum() == len(said)
    assert figure.table["Right"].sum() == sum(right for _, right in said)
    assert "Brier score" in repr(found)


@pytest.mark.parametrize(
    ("confidence", "right", "words"),
    [(90, 5, "surer than"), (60, 10, "less sure than"), (60, 6, "about as sure as right")],
)
def test_the_chart_says_which_way_the_learner_errs(confidence: int, right: int, words: str) -> None:
    history = [
        event(name, "correct" if n < right else "incorrect", confidence=confidence)
        for n, name in enumerate(ITEMS[:10])
    ]
    figure = calibrated(history).figure()
    assert figure is not None
    assert words in figure.sentence


# --- what is shown -----------------------------------------------------------------------------


def answered(place: Path) -> Progress:
    store().merge(
        frozenset(
            [
                *(event(name) for name in in_unit("00")),
                *(event(name, "incorrect") for name in in_unit("01")[:8]),
                event(in_unit("02")[0], "incorrect"),
                event(in_unit("02")[0], "correct", 1),
            ]
        )
    )
    return progress()


def test_the_view_in_words(place: Path) -> None:
    assert "No item is answered yet" in repr(marchwest.progress())
    shown = repr(answered(place))
    assert "Reached: say what a claim is" in shown
    assert f'practice("{in_unit("01")[0]}"): missed, unit 1' in shown
    assert "Due again, the first 6 of 9:" in shown
    assert "two of its items" in shown
    assert "<" not in shown


def test_the_view_as_html_has_a_table_with_heads_and_words_for_each_status(place: Path) -> None:
    html = answered(place).html
    assert html.count('<th scope="col"') == 4
    assert html.count('<th scope="row"') == len(bank.units())
    assert '<strong>Reached</strong> <span aria-hidden="true">✓</span>' in html
    assert "<script" not in html
    assert "missed, unit 1" in html


def said(view: ProgressView) -> dict[str, Any]:
    return dict(json.loads(view.said))


def heard(view: ProgressView, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(view, "send", sent.append)
    return sent


def test_the_buttons_save_load_and_record(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = answered(place).history
    view = progress().view()
    sent = heard(view, monkeypatch)
    view._handle_custom_msg({"press": "save"}, [])
    assert read(sent[-1]["text"].encode()) == history
    assert sent[-1]["file"] == "march-west-progress.json"
    view._handle_custom_msg({"press": "record", "name": "Aigül <b>"}, [])
    assert "Aigül &lt;b&gt;" in sent[-1]["text"]
    more = frozenset([event("ex05-how-far")])
    view._handle_custom_msg({"press": "load"}, [memoryview(written(more).encode())])
    assert said(view)["word"] == "Done."
    assert progress().history == history | more
    assert view.report == progress().html
    view._handle_custom_msg({"press": "load"}, [memoryview(b"\xff\x00")])
    assert said(view)["word"] == "Not loaded."
    assert "damaged" in said(view)["text"]
    view._handle_custom_msg({"press": "load"}, [])
    view._handle_custom_msg({"press": "too-big"}, [])
    assert "larger than 8 MB" in said(view)["text"]
    numbers = said(view)["number"]
    view._handle_custom_msg({"press": "__class__"}, [])
    view._handle_custom_msg({}, [])
    assert said(view)["number"] == numbers
    assert progress().history == history | more


def test_the_record_says_what_it_is(place: Path, tmp_path: Path) -> None:
    record = answered(place).record('Aigül "A" <script>alert(1)</script>')
    assert record.save(tmp_path / "record.html") == tmp_path / "record.html"
    page = (tmp_path / "record.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "not a certificate" in page
    assert "nobody has checked who answered" in page
    assert "<script" not in page
    assert "say what a claim is" in page
    assert "src=" not in page
    assert "href=" not in page
    assert "@media print" in page
    assert "<h1>" not in record._repr_html_()
    assert "not a certificate" in repr(record)
    with pytest.raises(ProgressError, match="cannot be written"):
        record.save(tmp_path / "no" / "folder.html")
    assert "<strong>" not in Record("", ()).html


def test_no_module_of_progress_can_reach_a_network() -> None:
    folder = Path(saved_file.__file__).parent
    names = {
        name.split(".")[0]
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert not names & {"requests", "urllib", "socket", "http", "httpx", "aiohttp"}
    script = (folder / "view.js").read_text(encoding="utf-8")
    called: Callable[[str], bool] = script.__contains__
    assert not any(map(called, ("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "import(")))


def test_no_cell_of_a_lesson_hands_in_an_answer() -> None:
    """It would count as the learner's, right or wrong."""
    course = Path(__file__).resolve().parents[2] / "course"
    for path in sorted(course.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        answers = re.findall(r"\.answer\((.*?)\)", code)
        assert set(answers) <= {"..."}, path.name
