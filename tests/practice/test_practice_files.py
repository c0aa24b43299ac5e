"""Files of items that are not as they must be: the author is told the line and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from marchwest.data import practice_dir
from marchwest.errors import DataError, NotFoundError
from marchwest.practice import bank, lint
from marchwest.practice.yaml_lines import read_yaml

GOOD = """\
unit: "07"
title: A unit for tests
items:
  - id: ex07-host
    unit: "07"
    objective: 07-o1
    bloom: remember
    kind: number
    fading: 0
    stem: How many troops did Tajikistan send in 2006, by Peyrouse?
    unit_of_answer: troops
    answer: {claim: china-tajikistan-2006-tjk@peyrouse-2010, column: troops}
    hints:
      - Look at the participants of that exercise.
      - Read the column of troops.
      - A twin. China sent 150.
    explanation: Peyrouse gives the troops of each side, and no total of the two.
    misconceptions:
      - name: the other side
        answer: 150
        message: That is what the other side sent to the same exercise.
      - name: the total
        answer: 450
        message: That is the total of both sides, which no source prints.
    attempts:
      right: [300, "300 soldiers"]
      wrong:
        - {answer: 150, says: other side}
        - {answer: 450, says: total of both}
        - {answer: 3, says: not the figure}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "07-test.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_pattern_of_these_tests_is_good(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    unit, lines = bank.load_unit(path)
    assert unit.items[0].id == "ex07-host"
    assert lines.line(("items", 0, "hints", 2)) == line_of(GOOD, "- A twin")
    about_the_item = [problem for problem in lint.problems(path) if "ex07-host" in problem]
    assert about_the_item == []


# What is changed in the good file, the text on whose line the error must point, what it must say.
BROKEN_FORM = {
    "unknown kind": ("kind: number", "kind: essay", "kind: essay", "there is no kind 'essay'"),
    "kind of a later day": ("kind: number", "kind: drag", "kind: drag", "use one of: choice"),
    "two hints": ("      - A twin. China sent 150.\n", "", "hints:", "three hints are needed"),
    "create": ("bloom: remember", "bloom: create", "bloom: create", "marked by a person"),
    "one misconception": (
        GOOD[GOOD.index("      - name: the total") : GOOD.index("    attempts:")],
        "",
        "misconceptions:",
        "at least 2 items",
    ),
    "misspelt field": ("stem: How", "stemm: How", "stemm: How", "`stemm` is not a field"),
    "missing field": ("    objective: 07-o1\n", "", "- id: ex07", "`objective` is missing"),
    "typed answer": (
        "answer: {claim: china-tajikistan-2006-tjk@peyrouse-2010, column: troops}",
        "answer: 300",
        "answer: 300",
        "must be drawn from claims",
    ),
    "answer of another kind": (
        "answer: {claim: china-tajikistan-2006-tjk@peyrouse-2010, column: troops}",
        "answer: {option: a, claims: [china-tajikistan-2006-tjk@peyrouse-2010]}",
        "- id: ex07",
        "the answer of a number item starts with `claim`",
    ),
    "answer without column": (
        ", column: troops}",
        "}",
        "answer: {claim",
        "`column` is missing",
    ),
    "options where none belong": (
        "    unit_of_answer",
        "    options: {a: one, b: two}\n    unit_of_answer",
        "- id: ex07",
        "a number item has no options",
    ),
    "two wrong attempts": (
        "        - {answer: 3, says: not the figure}\n",
        "",
        "      wrong:",
        "at least 3 items",
    ),
    "one right attempt": (
        '[300, "300 soldiers"]', "[300]", "- id: ex07", "two equivalents or more"
    ),
    "misconception without answer": (
        "        answer: 150\n",
        "",
        "- name: the other side",
        "give either `answer` or `from`",
    ),
    "fading": ("fading: 0", "fading: 4", "fading: 4", "less than or equal to 3"),
    "id": ("- id: ex07-host", "- id: Host", "- id: Host", "pattern"),
    "item of another unit": (
        "- id: ex07-host", "- id: ex08-host", "- id: ex08", "file of unit 07"
    ),
    "closing names nothing": (
        "items:\n", "closing: [ex07-guest]\nitems:\n", "closing:", "no item of this unit"
    ),
    "key twice": ("    fading: 0\n", "    fading: 0\n    fading: 1\n", "fading: 1", "stands twice"),
    "not YAML": ("    fading: 0\n", "    fading: [0\n", "stem:", "this is not YAML"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_FORM)
def test_a_broken_file_is_refused_with_line_and_remedy(case: str, tmp_path: Path) -> None:
    old, new, marked, says = BROKEN_FORM[case]
    assert GOOD.count(old) == 1
    text = GOOD.replace(old, new)
    with pytest.raises(DataError) as caught:
        bank.load_unit(written(tmp_path, text))
    told = str(caught.value)
    assert says in told
    assert f"07-test.yaml, line {line_of(text, marked)}:" in told


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("fading: 0", "fading: 9").replace("objective: 07-o1", "objective: first")
    with pytest.raises(DataError) as caught:
        bank.load_unit(written(tmp_path, text))
    assert len(str(caught.value).splitlines()) == 2


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the file is empty"):
        bank.load_unit(written(tmp_path, "# nothing yet\n"))


def test_dates_stay_as_exact_as_they_are_written(tmp_path: Path) -> None:
    content, _ = read_yaml(written(tmp_path, "a: 2007-08-09\nb: 2007-08\nc: 12\n"))
    assert content == {"a": "2007-08-09", "b": "2007-08", "c": 12}


# What is changed, the text on whose line the rule must point, what it must say.
BROKEN_RULE = {
    "hint with the number": (
        "Read the column of troops.", "They were 300.", "They were 300", "holds the answer"
    ),
    "no such claim": (
        "2006-tjk@peyrouse", "2006-tjj@peyrouse", "answer: {claim", "There is no claim"
    ),
    "no such column": ("column: troops", "column: tanks", "answer: {claim", "has no column"),
    "mistake that is right": ("answer: 150\n", "answer: 300\n", "- name: the other", "is correct"),
    "attempt that is judged otherwise": (
        "- {answer: 3, says: not the figure}",
        "- {answer: 3, says: well done}",
        "- {answer: 3",
        "does not get 'well done'",
    ),
    "right attempt that is wrong": ('[300, "300 soldiers"]', "[300, 301]", "right:", "301"),
    "wrong outcome": (
        "- {answer: 3, says: not the figure}",
        "- {answer: 3, says: not the figure, outcome: unreadable}",
        "- {answer: 3",
        "not unreadable",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_RULE)
def test_a_broken_rule_is_told_with_its_line(case: str, tmp_path: Path) -> None:
    old, new, marked, says = BROKEN_RULE[case]
    assert GOOD.count(old) == 1
    text = GOOD.replace(old, new)
    told = lint.problems(written(tmp_path, text))
    at = f"07-test.yaml, line {line_of(text, marked)}: "
    assert any(problem.startswith(at) and says in problem for problem in told), told


def test_a_thin_unit_is_told() -> None:
    path = practice_dir() / "04-joint-exercises.yaml"
    unit, _ = bank.load_unit(path)
    only_remember = unit.model_copy(update={"items": list(unit.items[:2]), "retrieval": []})
    told = " ".join(text for _, text in lint._unit_problems(only_remember))
    for part in ("twelve or more", "30% is the most", "40 to 50%", "20% is the least", "three"):
        assert part in told


def choice_file(labels: str) -> str:
    """Return the good file with a choice item in place of the number."""
    head = GOOD[: GOOD.index("    stem:")].replace("kind: number", "kind: choice")
    return (
        head
        + f"""\
    stem: Which side sent more troops in 2006, by Peyrouse?
    options: {labels}
    answer: {{option: tajik, claims: [china-tajikistan-2006-tjk@peyrouse-2010]}}
    hints: [Look at both rows., Compare the two numbers., A twin. In 2012 Russia sent some 350.]
    explanation: Peyrouse gives the troops of each side, and no total of the two.
    misconceptions:
      - {{name: size of the state, answer: chinese, message: A large state need not send most.}}
      - {{name: equal shares, answer: equal, message: Joint does not mean that shares are equal.}}
    attempts:
      right: [tajik, Tajik]
      wrong:
        - {{answer: chinese, says: large state}}
        - {{answer: equal, says: shares}}
        - {{answer: none, says: none of, outcome: unreadable}}
"""
    )


def test_options_of_unequal_length_are_told(tmp_path: Path) -> None:
    labels = "{tajik: the side of Tajikistan by far and in every respect, chinese: the Chinese side, equal: both alike}"
    told = lint.problems(written(tmp_path, choice_file(labels)))
    assert any("length gives an answer away" in problem for problem in told)


def test_an_option_without_misconception_is_told(tmp_path: Path) -> None:
    labels = "{tajik: Tajik side, chinese: Chinese side, equal: both alike}"
    good = choice_file(labels)
    assert not [p for p in lint.problems(written(tmp_path, good)) if "ex07-host" in p]
    text = good.replace("answer: equal, message", "answer: chinese, message")
    told = lint.problems(written(tmp_path, text))
    assert any("option 'equal' has no misconception" in problem for problem in told)


@pytest.mark.parametrize("label", ["All of the above", "none of the options"])
def test_all_of_the_above_is_refused(label: str, tmp_path: Path) -> None:
    labels = f"{{tajik: Tajik side, chinese: Chinese side, equal: {label}}}"
    with pytest.raises(DataError, match="option of its own"):
        bank.load_unit(written(tmp_path, choice_file(labels)))


def test_a_choice_of_two_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="exactly three options, here are 2"):
        bank.load_unit(written(tmp_path, choice_file("{tajik: a, chinese: b}")))


GIVEN_AWAY = {
    "ex04-first-bilateral": "Think of the Kyrgyz Republic.",
    "ex04-first-multilateral-places": "One of them is Xinjiang.",
    "ex04-peace-mission-2007-start": "It began on 9 August.",
    "ex04-events-in-2006": "There are four of them.",
    "ex04-strike-in-kilometres": "The result is 1,931.",
    "ex04-uzbekistan-roles": "In 2009 the role is refused, says Peyrouse.",
    "ex04-two-witnesses": "The answer is `one`.",
    "ex04-cite-two": "Take sco-multilateral-2003@swanstrom-2015 first.",
    "ex04-order-of-exercises": "It goes naval, bilateral, multilateral, tianshan.",
}


@pytest.mark.parametrize("item_id", GIVEN_AWAY)
def test_a_hint_with_the_answer_is_noticed(item_id: str) -> None:
    assert lint.gives_away(bank.find(item_id), GIVEN_AWAY[item_id])


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that were read whole, in a session that has read none before."""
    caches = (bank._files, bank._unit, bank.units, bank.items, bank.variants)
    found: list[str] = []
    load = bank.load_unit

    def noted(path: Path) -> object:
        found.append(path.name[:2])
        return load(path)

    monkeypatch.setattr(bank, "load_unit", noted)
    for each in caches:
        each.cache_clear()
    yield found
    for each in caches:
        each.cache_clear()


def test_only_the_files_that_are_wanted_are_read(read: list[str]) -> None:
    """A unit opens sooner by half a second."""
    assert bank.find("ex05-who-receives").unit == "05"
    assert bank.variants("ex05-who-receives")
    assert bank.unit("5").closing
    assert read == ["05"]
    assert {
        item.unit for item in bank.items_of_units_with(["ex02-x", "ex05-y", "z", "ex99-z"])
    } == {
        "02",
        "05",
    }
    assert read == ["05", "02"]
    assert list(bank.units()) == sorted(bank.units()) == [f"{n:02}" for n in range(12)]
    assert len(read) == 12


def test_a_file_whose_unit_cannot_be_seen_at_once_is_read(
    read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, GOOD.replace('unit: "07"\ntitle', '"unit": "07"\ntitle'))
    monkeypatch.setattr(bank, "practice_dir", lambda: tmp_path)
    assert bank.find("ex07-host").unit == "07"
    with pytest.raises(NotFoundError, match="Units with items: 07"):
        bank.unit("8")


def test_an_unknown_item_gets_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="ex04-first-bilateral"):
        bank.find("ex04-first-bilaterl")
    with pytest.raises(NotFoundError, match=re.escape('"ex04-first-bilateral"')):
        bank.find(4)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError, match="Units with items: 00"):
        bank.unit(99)
