"""Map, find-the-claim, spot-the-error and same-thing: their form, their rules, their pictures."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from over import over

from marchwest.errors import DataError
from marchwest.judging import ExpectationError, Outcome
from marchwest.practice import bank, lint
from marchwest.practice.cards import Card
from marchwest.practice.cells import date_words, large_words, number_words, place_name, said
from marchwest.practice.check import check
from marchwest.practice.model import Item, Kind, Spotted
from marchwest.practice.passage import figure_named, figures_shown, right_figure, segments
from marchwest.practice.picture import map_picture, picture_svg
from marchwest.practice.shown import form_of, more_of
from marchwest.practice.static import static_card, text_card

NEW = (Kind.MAP, Kind.FIND_CLAIM, Kind.SPOT_ERROR, Kind.SAME_THING)
BY_ID = {item.id: item for item in bank.items().values() if item.kind in NEW}


def of_kind(kind: Kind) -> dict[str, Item]:
    return {name: item for name, item in BY_ID.items() if item.kind is kind}


def test_each_new_kind_has_items_in_several_units() -> None:
    for kind in NEW:
        assert len({item.unit for item in of_kind(kind).values()}) >= 3


HEAD = """\
unit: "07"
title: A unit for tests
items:
  - id: ex07-test
    unit: "07"
    objective: 07-o1
    bloom: remember
    kind: {kind}
    fading: 0
    stem: Which of these is the one that is asked for here?
{body}
    hints: [Look at the rows., Read them one by one., A twin. Another row has another place.]
    explanation: One of the claims has it, and the others have something else in their cells.
    misconceptions:
      - {{name: one mistake, answer: {wrong[0]}, message: This is the first of the mistakes that are known.}}
      - {{name: another mistake, answer: {wrong[1]}, message: This is the other one of the mistakes known.}}
    attempts:
      right: [{right}, [{right}]]
      wrong:
        - {{answer: {wrong[0]}, says: first of the mistakes}}
        - {{answer: {wrong[1]}, says: other one}}
        - {{answer: 12.5, says: "", outcome: unreadable}}
"""
MAP = """\
    on_map: [KAZ, KGZ, TJK, TKM, UZB]
    answer: {claim: rats-seat@icg-2013, column: countries}"""
FIND = """\
    answer:
      supports: peace-mission-2005@icg-2013
      among:
        - peace-mission-2005@icg-2013
        - tsentr-2011@swanstrom-2015
        - northeast-china-2009@peyrouse-2010
        - china-tajikistan-2016@pantucci-2019
      columns: [troops, date_start]"""
SPOT = """\
    passage: In 2006 {tajik} and {chinese} took part, and in 2012 some {twelve}.
    answer:
      wrong: chinese
      becomes: value + tajik
      figures:
        tajik: {claim: china-tajikistan-2006-tjk@peyrouse-2010, column: troops}
        chinese: {claim: china-tajikistan-2006-chn@peyrouse-2010, column: troops}
        twelve: {claim: peace-mission-2012@icg-2013.3, column: troops}"""
SAME = """\
    options: {same: the same thing, year: another year, place: another place}
    answer:
      pair: [sco-multilateral-2003@icg-2013, peace-mission-2012@icg-2013]
      relation: year
      differ_in: date_start
      columns: [name, date_start]"""
GOOD = {
    "map": HEAD.format(kind="map", body=MAP, right="UZB", wrong=("KAZ", "TJK")).replace(
        "[UZB]]", "Uzbekistan]"
    ),
    "find-claim": HEAD.format(
        kind="find-claim",
        body=FIND,
        right="peace-mission-2005@icg-2013",
        wrong=("tsentr-2011@swanstrom-2015", "china-tajikistan-2016@pantucci-2019"),
    ),
    "spot-error": HEAD.format(
        kind="spot-error", body=SPOT, right="chinese", wrong=("tajik", "twelve")
    ),
    "same-thing": HEAD.format(
        kind="same-thing", body=SAME, right="year", wrong=("same", "place")
    ),
}  # fmt: skip


def written(folder: Path, text: str) -> Path:
    path = folder / "07-test.yaml"
    path.write_text(text.replace('says: "", outcome', "says: none, outcome"), encoding="utf-8")
    return path


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def about_the_item(path: Path) -> list[str]:
    return [problem for problem in lint.problems(path) if "ex07-test" in problem]


@pytest.mark.parametrize("kind", GOOD)
def test_the_patterns_of_these_tests_are_good(kind: str, tmp_path: Path) -> None:
    text = GOOD[kind]
    if kind == "map":  # a number is no name of a country
        text = text.replace('says: ""', "says: country")
    assert about_the_item(written(tmp_path, text)) == []


# Kind, what is changed, the text on whose line the error must point, what it must say.
BROKEN_FORM = {
    "map without places": ("map", "    on_map: [KAZ, KGZ, TJK, TKM, UZB]\n", "", "- id: ex07", "`on_map` says"),
    "map with two places": ("map", "[KAZ, KGZ, TJK, TKM, UZB]", "[KAZ, UZB]", "- id: ex07", "three places or more"),
    "map with a typed answer": ("map", "answer: {claim: rats-seat@icg-2013, column: countries}", "answer: {option: UZB, claims: [a]}", "- id: ex07", "starts with `claim`"),
    "row that supports is missing": ("find-claim", "        - peace-mission-2005@icg-2013\n", "        - peace-mission-2014@pantucci-2019\n", "answer:", "`among` lacks"),
    "row twice": ("find-claim", "- tsentr-2011@swanstrom-2015\n        - north", "- northeast-china-2009@peyrouse-2010\n        - north", "answer:", "names a claim twice"),
    "three rows": ("find-claim", "        - tsentr-2011@swanstrom-2015\n", "", "among:", "at least 4 items"),
    "find without columns": ("find-claim", "      columns: [troops, date_start]", "      column: troops", "column: troops", "`column` is not a field"),
    "figure without place": ("spot-error", "some {twelve}", "many", "- id: ex07", "the name of each figure once"),
    "figure in two places": ("spot-error", "some {twelve}", "{twelve} or {twelve}", "- id: ex07", "the name of each figure once"),
    "no such figure": ("spot-error", "wrong: chinese", "wrong: russian", "answer:", "name one of: tajik, chinese, twelve"),
    "two figures": ("spot-error", "        twelve: {claim: peace-mission-2012@icg-2013.3, column: troops}", "", "figures:", "at least 3 items"),
    "passage of another kind": ("map", "    on_map:", "    passage: Something else.\n    on_map:", "- id: ex07", "a map item has no passage"),
    "no option same": ("same-thing", "{same: the", "{equal: the", "- id: ex07", "has the key `same`"),
    "two options": ("same-thing", ", place: another place", "", "- id: ex07", "exactly three options"),
    "difference not named": ("same-thing", "      differ_in: date_start\n", "", "answer:", "give `differ_in`"),
    "one claim": ("same-thing", ", peace-mission-2012@icg-2013]", "]", "pair:", "`1` is missing"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_FORM)
def test_a_broken_item_is_refused_with_line_and_remedy(case: str, tmp_path: Path) -> None:
    kind, old, new, marked, says = BROKEN_FORM[case]
    assert GOOD[kind].count(old) == 1
    text = GOOD[kind].replace(old, new)
    with pytest.raises(DataError) as caught:
        bank.load_unit(written(tmp_path, text))
    told = str(caught.value)
    assert says in told
    assert f"07-test.yaml, line {line_of(text, marked)}:" in told


BROKEN_RULE = {
    "place without a point": ("map", "[KAZ, KGZ", "[USA, KGZ", "has no place on the map"),
    "unknown place": ("map", "[KAZ, KGZ", "[ZZZ, KGZ", "is no country, place or body"),
    "answer not on the map": ("map", "TKM, UZB]", "TKM, AFG]", "is no option"),
    "no such row": ("find-claim", "tsentr-2011@swanstrom-2015\n        - n", "tsentr@icg-2013\n        - n", "There is no claim"),
    "rows that look the same": ("find-claim", "[troops, date_start]", "[code]", "look the same"),
    "change that changes nothing": ("spot-error", "value + tajik", "value", "the same as before"),
    "figures that look the same": ("spot-error", "value + tajik", "value * 2", "two figures look the same"),
    "figure that is no number": ("spot-error", "2010, column: troops}\n        twelve", "2010, column: country}\n        twelve", "which is no number"),
    "formula with a stranger": ("spot-error", "value + tajik", "value + russian", "there is no 'russian'"),
    "two events as one": ("same-thing", "relation: year\n      differ_in: date_start", "relation: same", "are two events"),
    "no difference": ("same-thing", "differ_in: date_start", "differ_in: framework", "no difference"),
    "option without mistake": ("same-thing", "answer: place, message", "answer: same, message", "has no misconception"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_RULE)
def test_a_broken_rule_is_told(case: str, tmp_path: Path) -> None:
    kind, old, new, says = BROKEN_RULE[case]
    text = GOOD[kind]
    assert text.count(old) == 1
    text = text.replace(old, new)
    if case == "rows that look the same":
        text = text.replace("tsentr-2011@swanstrom-2015\n        - n", "x\n        - n").replace(
            "- x\n", "- peace-mission-2012@icg-2013.3\n"
        )
    told = about_the_item(written(tmp_path, text))
    assert any(says in problem for problem in told), told


GIVEN_AWAY = {
    "ex04-map-where": "It was in the Kuliab region.",
    "ex02-find-trade-row": "See Peyrouse (2010), Opening, para. 1; n. 1.",
    "ex07-wrong-sum": "The package was of 900 million.",
    "ex05-same-aid": "They are not the same, other receiver.",
}


@pytest.mark.parametrize("item_id", GIVEN_AWAY)
def test_a_hint_with_the_answer_is_noticed(item_id: str) -> None:
    assert lint.gives_away(bank.find(item_id), GIVEN_AWAY[item_id])


# --- judged without a widget ------------------------------------------------------------------


def test_a_map_of_states_takes_any_name(tmp_path: Path) -> None:
    unit, _ = bank.load_unit(written(tmp_path, GOOD["map"]))
    for answer in ("UZB", "Uzbekistan", "Узбекистан", "乌兹别克斯坦"):
        assert check(unit.items[0], answer).outcome is Outcome.CORRECT
    assert check(unit.items[0], "Kyrgyz Republic").outcome is Outcome.INCORRECT
    assert check(unit.items[0], "Atlantis").outcome is Outcome.UNREADABLE
    assert "'Turkmenistan' is not" in check(unit.items[0], "TKM").reason


@over(of_kind(Kind.MAP))
def test_each_wrong_place_is_told_by_its_name(item: Item) -> None:
    right = check(item, item.attempts.right[0])
    assert right.outcome is Outcome.CORRECT
    for key, name in form_of(item).options:
        for answer in (key, name):
            verdict = check(item, answer)
            if verdict.outcome is not Outcome.CORRECT:
                assert verdict.outcome is Outcome.INCORRECT
                assert key not in verdict.reason.split()


@over(of_kind(Kind.SPOT_ERROR))
def test_a_right_figure_is_told_with_its_place(item: Item) -> None:
    assert isinstance(item.answer, Spotted)
    told = {wrong.answer for wrong in item.misconceptions}
    for name, shown in figures_shown(item.answer).items():
        assert check(item, name).outcome is check(item, shown).outcome
        if name not in told and name != item.answer.wrong:
            assert "as the source has it" in check(item, name).reason


@over(of_kind(Kind.FIND_CLAIM))
def test_where_to_look_names_no_single_row(item: Item) -> None:
    wrong = check(item, item.attempts.wrong[0].answer)
    assert wrong.where.count(";") >= 1
    assert len(wrong.claims) >= 4
    asked = Card(item).claim()
    assert len(asked.claims) + asked.more == len(form_of(item).options)


def test_a_figure_may_be_written_in_many_ways() -> None:
    item = bank.find("ex07-wrong-sum")
    for answer in ("whole", "1.2 billion", 1_200_000_000, "1,200,000,000", 1.2e9, ["whole"]):
        assert check(item, answer).outcome is Outcome.CORRECT, answer
    for odd in (True, 1.2, "twelve hundred", float("nan"), 10**400, {"whole": 1}):
        assert check(item, odd).outcome is Outcome.UNREADABLE, odd


@settings(max_examples=80, deadline=None)
@given(answer=st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary())
def test_naming_a_figure_never_fails(answer: object) -> None:
    item = bank.find("ex07-wrong-sum")
    assert isinstance(item.answer, Spotted)
    named = figure_named(answer, item.answer)
    assert named is answer or named in item.answer.figures


# --- shown --------------------------------------------------------------------------------------


@over(BY_ID)
def test_what_the_page_is_sent_is_plain_and_has_each_choice(item: Item) -> None:
    more = json.loads(json.dumps(more_of(item)))
    keys = {key for key, _ in form_of(item).options}
    match item.kind:
        case Kind.MAP:
            shown = {each["key"] for each in (*more["regions"], *more["points"])}
            assert shown == keys == {each["key"] for each in more["labels"]}
        case Kind.FIND_CLAIM:
            assert [row["key"] for row in more["rows"]] == [k for k, _ in form_of(item).options]
            assert all(len(row["cells"]) == len(more["headings"]) for row in more["rows"])
        case Kind.SAME_THING:
            assert len(more["claims"]) == 2
        case Kind.SPOT_ERROR:
            assert {part["key"] for part in more["parts"]} == {*keys, ""}
            for part in more["parts"]:
                assert not part["key"] or part["around"].startswith(part["shown"])


@over(BY_ID)
def test_copies_without_a_kernel_show_the_material_and_close_the_answer(item: Item) -> None:
    html, text = static_card(item), text_card(item)
    outside = html[: html.index("<details>")]
    if item.kind is Kind.MAP:
        assert "<svg" in outside
    if item.kind is Kind.FIND_CLAIM:
        assert outside.count("<tr>") == len(form_of(item).options) + 1
    if item.kind is Kind.SAME_THING:
        assert outside.count("<td>") == 2
        assert "  2. " in text
    if isinstance(item.answer, Spotted):
        shown = figures_shown(item.answer)
        assert all(f"<u>{figure}</u>" in outside for figure in shown.values())
        assert f"[{shown[item.answer.wrong]}]" in text
        right = re.escape(right_figure(item.answer))
        assert not re.search(rf"(?<![\d,]){right}(?![\d,])", outside.split("<blockquote>")[1])
    assert "<script" not in html


def test_the_parts_of_a_passage_make_it_up() -> None:
    item = bank.find("ex07-wrong-sum")
    assert isinstance(item.answer, Spotted)
    parts = segments(item.passage, item.answer)
    made = "".join(text + (f"{{{name}}}" if name else "") for text, name in parts)
    assert made == item.passage


KEYS = {
    "states of Central Asia": ("KAZ", "KGZ", "TJK", "TKM", "UZB"),
    "states around": ("AFG", "CHN", "IND", "IRN", "KAZ", "MNG", "PAK", "RUS"),
    "places near": ("issyk-kul", "kuliab", "almaty"),
    "places far": ("beijing", "shanghai", "tashkent"),
}


@over({name: (keys,) for name, keys in KEYS.items()})
def test_a_map_has_every_choice_inside_its_frame(keys: tuple[str, ...]) -> None:
    drawn = map_picture(keys)
    assert drawn["land"]
    for each in drawn["regions"]:
        assert each["path"].startswith("M")
        assert each["path"].endswith("Z")
    for each in (*drawn["points"], *drawn["labels"]):
        assert 0 < each["x"] < drawn["width"]
        assert 0 < each["y"] < drawn["height"]
    assert len(drawn["regions"]) + len(drawn["points"]) == len(keys)
    for key in keys:
        assert place_name(key) in drawn["alt"]
    root = ElementTree.fromstring(picture_svg(keys))
    assert {part.tag for part in root} <= {"path", "circle", "text", "line"}
    # A card must stay small: notebooks keep it as output.
    assert len(picture_svg(keys)) < 40_000


def test_a_place_off_the_tables_is_refused() -> None:
    with pytest.raises(ExpectationError, match="has no place on the map"):
        map_picture(("USA", "almaty", "osh"))
    with pytest.raises(ExpectationError, match="is no country"):
        place_name("nowhere")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (date_words("2006"), "2006"),
        (date_words("2006-08"), "August 2006"),
        (date_words("2006-08-09"), "9 August 2006"),
        (number_words(15_000_000.0), "15,000,000"),
        (number_words(8.2), "8.2"),
        (large_words(900_000_000), "900 million"),
        (large_words(4_500_000), "4.5 million"),
        (large_words(27_000_000_000.0), "27 billion"),
        (large_words(700_000), "700,000"),
    ],
)
def test_values_in_words(made: str, words: str) -> None:
    assert made == words


def test_cells_have_qualifier_unit_and_name() -> None:
    aid = said("us-aid-kgz-2013@icg-2013", ["donor", "amount", "basis", "date_end", "no_such"])
    assert aid == ["United States", "1,500,000 USD", "per year", "—", "—"]
    assert said("peace-mission-2012@icg-2013.3", ["troops"]) == ["about 2,000"]
    assert said("trade-chn-ca-growth-2000-2010@icg-2013", ["number"]) == ["30 fold"]
