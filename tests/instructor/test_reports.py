"""A made-up class with one trouble a task: the report finds each, and nobody's name."""

import csv
import hashlib
import os
import re
import stat
import warnings
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from gradebooks import WAITS, Pupil, Question, Work, make_gradebook

from marchwest import cli
from marchwest.charts import lint
from marchwest.errors import DataError, NotFoundError
from marchwest.instructor import make_report, who_is
from marchwest.instructor.answers import Outcome, known_messages, same_form
from marchwest.instructor.figures import discriminations, distribution, shares
from marchwest.instructor.pseudonyms import KEY, pseudonyms, read_key
from marchwest.instructor.report import make
from marchwest.instructor.results import State, Task, read_results

RIGHT = Work(1.0)
WRONG = Work(0.0, "2 is not the figure asked for.", "Incorrect", "answer = 2")
BLANK = Work(0.0, "", "NotAttempted")
QUESTIONS = [
    Question("t_easy"),
    Question("t_hard"),
    Question("t_against"),
    Question("t_open"),
    Question("t_mistake", 2.0, mistakes=("You divided; multiply.", "That is in dollars.")),
    Question("t_plain", 2.0),
    Question("t_form"),
    Question("t_essay", 4.0, person=True),
]


def pupil(number: int) -> Pupil:
    """The higher the number, the abler."""
    shared = Work(
        0.5, "amount: You divided; multiply.", "", f"answer = 700_000 /  7  # nr {number}"
    )
    other = Work(0.0, "9 is not the figure asked for.", "Incorrect", f"answer = {number}")
    work = {
        "t_easy": WRONG if number == 0 else RIGHT,
        "t_hard": RIGHT if number >= 28 else other,
        "t_against": RIGHT if number < 16 else WRONG,
        "t_open": BLANK if number < 10 else RIGHT,
        "t_mistake": shared if number < 12 else Work(2.0),
        "t_plain": Work(2.0)
        if number >= 20
        else Work(1.0, "1 of 2 parts is right.", "", f"answer = {number}")
        if number >= 8
        else Work(0.0, "No part is right.", "Incorrect", "answer = 0"),
        "t_form": Work(0.0, "The answer is a `str`.", "Unreadable", "answer = 'x'")
        if number % 4 == 0
        else RIGHT,
        "t_essay": Work(0.0 if number == 3 else WAITS),
    }
    about = {"first_name": f"Aidana{number}", "last_name": f"Bekova{number}"}
    return Pupil(f"login{number:02}", work, about)


def class_of(size: int) -> list[Pupil]:
    nobody = Pupil("absent", None, {"first_name": "Nobody"})
    broken = Pupil("broken", {}, {"first_name": "Torn"}, broken=True)
    return [*(pupil(number) for number in range(size)), nobody, broken]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("a class") / "with a space #1"
    make_gradebook(folder, "set", QUESTIONS, class_of(32))
    return folder


@pytest.fixture(scope="module")
def report(course):
    return make(read_results(course, "set"))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    make_gradebook(folder, "set", QUESTIONS, class_of(12))
    return folder


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- what is read --------------------------------------------------------------------------------


def test_missing_not_graded_and_waiting_are_three_things(course):
    results = read_results(course, "set")
    assert [one.id for one in results.of_state(State.MISSING)] == ["absent"]
    assert [one.id for one in results.of_state(State.NOT_GRADED)] == ["broken"]
    graded = results.of_state(State.GRADED)
    assert len(graded) == 32
    assert [one.id for one in graded if not one.waiting] == ["login03"]
    assert results.most == 13
    assert [task.title for task in results.tasks][:2] == [
        "Task 1: about t_easy",
        "Task 2: about t_hard",
    ]


def test_reading_changes_nothing(course):
    database = course / "gradebook.db"
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    read_results(course, "set")
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before


def test_who_handed_in_and_is_in_no_gradebook_is_told(small):
    (small / "submitted" / "stranger" / "set").mkdir(parents=True)
    results = read_results(small, "set")
    assert "stranger" in [one.id for one in results.of_state(State.NOT_GRADED)]


# --- what is worked out --------------------------------------------------------------------------


def test_numbers_of_each_task(report):
    found = {row.task.name: row for row in report.tasks}
    assert found["t_easy"].p == pytest.approx(31 / 32)
    assert found["t_hard"].p == pytest.approx(4 / 32)
    assert found["t_mistake"].p == pytest.approx((20 * 2 + 12 * 0.5) / 64)
    assert found["t_open"].counts[Outcome.NOT_ATTEMPTED] == 10
    assert found["t_form"].counts[Outcome.UNREADABLE] == 8
    assert found["t_mistake"].counts[Outcome.PART] == 12
    assert found["t_against"].interval.high < 0
    assert found["t_plain"].r > 0.3


def test_what_waits_is_never_a_zero(report):
    essay = next(row for row in report.tasks if row.task.name == "t_essay")
    assert essay.p != essay.p
    assert not essay.compared
    assert essay.counts[Outcome.PERSON] == 31
    assert essay.counts[Outcome.NOT_ATTEMPTED] == 1
    assert report.most == 9
    assert len(report.totals) == 32


def test_each_trouble_is_named_in_words(report):
    said = {}
    for one in report.looks:
        said.setdefault(one.task.name, []).append(one.reason)
    expected = {
        "t_easy": "Very easy: the class has 97%",
        "t_hard": "Very hard: the class has 12%",
        "t_against": "goes against the rest",
        "t_open": "10 of 32 left it open",
        "t_mistake": "One mistake gathers 12 of 32: “You divided; multiply.”",
        "t_form": "8 of 32 answers could not be read",
    }
    for task, words in expected.items():
        assert any(words in reason for reason in said[task]), (task, said.get(task))
    assert "t_essay" not in said
    assert "t_plain" not in said
    # An equal wrong answer of half the class, without a message of its own.
    assert any("One wrong answer gathers 16 of 32" in one for one in said["t_against"])


def test_equal_answers_are_counted_together_and_known_mistakes_named(report):
    mistakes = {task[1]: found for task, found in report.mistakes.items()}
    assert [(one.text, one.students, one.kind) for one in mistakes["t_mistake"]] == [
        ("You divided; multiply.", 12, "known mistake")
    ]
    (answer,) = {task[1]: found for task, found in report.same.items()}["t_mistake"]
    assert (answer.text, answer.students, answer.points) == ("answer = 700000 / 7", 12, 0.5)
    assert mistakes["t_hard"][0].kind == "new"
    assert mistakes["t_open"] == []


def test_the_distribution_adds_up(report):
    assert sum(one.students for one in report.bins) == 32
    assert report.bins[0].label == "0 to under 1"
    assert report.bins[-1].label == "8 to 9"


def test_the_charts_keep_the_courses_rules(report):
    for figure in (distribution(report), shares(report), discriminations(report)):
        assert lint(figure.chart) == []


def test_a_small_class_is_not_judged(small):
    report = make(read_results(small, "set"))
    assert not report.enough
    assert report.looks == ()
    assert all(row.r != row.r for row in report.tasks)
    assert report.alpha != report.alpha
    lines = make_report("set", small)
    assert any("Too few to judge" in line for line in lines)
    page = (small / "reports/set.html").read_text("utf-8")
    assert "Too few to judge." in page
    assert "Reliability</h3>" not in page
    assert "Very easy" not in page
    assert {row["r"] for row in rows(small / "reports/set-tasks.csv")} == {""}


@pytest.mark.parametrize("size", [1, 2])
def test_one_or_two_students_are_no_trouble(tmp_path, size):
    make_gradebook(tmp_path, "set", QUESTIONS, class_of(size))
    assert make_report("set", tmp_path)


def test_one_task_that_waits_for_everybody(tmp_path):
    essay = [Question("e", 3.0, person=True)]
    make_gradebook(tmp_path, "set", essay, [Pupil("a", {"e": Work(WAITS)})])
    make_report("set", tmp_path)
    assert "nothing to add up" in (tmp_path / "reports/set.html").read_text("utf-8")


def test_an_error_of_the_check_is_told_at_any_size(tmp_path):
    error = Work(0.0, "the check ended without points", "NoPoints")
    make_gradebook(tmp_path, "set", [Question("t")], [Pupil("a", {"t": error})])
    report = make(read_results(tmp_path, "set"))
    assert [one.reason for one in report.looks] == [
        "In 1 submission the check itself ended in an error. Look at it before you hand back the grades: "
        "it may not be the student's fault."
    ]


def test_a_failed_assert_of_an_instructor_is_a_wrong_answer(tmp_path):
    failed = Work(0.0, "3 != 4", "AssertionError")
    make_gradebook(tmp_path, "set", [Question("t")], [Pupil("a", {"t": failed})])
    results = read_results(tmp_path, "set")
    plain = replace(results, tasks=(replace(results.tasks[0], source="assert answer == 4"),))
    report = make(plain)
    assert report.looks == ()
    assert report.tasks[0].counts[Outcome.NONE] == 1
    assert report.mistakes["set", "t"][0].text == "AssertionError: 3 != 4"


def test_an_essay_that_many_left_blank_is_told_while_the_rest_waits(tmp_path):
    essay = [Question("t"), Question("e", 3.0, person=True)]
    pupils = [
        Pupil(f"u{n}", {"t": RIGHT if n % 2 else WRONG, "e": Work(0.0 if n < 12 else WAITS)})
        for n in range(40)
    ]
    make_gradebook(tmp_path, "set", essay, pupils)
    report = make(read_results(tmp_path, "set"))
    assert "12 of 40 left it open" in " ".join(one.reason for one in report.looks)


def test_a_task_that_came_later_waits(tmp_path):
    make_gradebook(tmp_path, "set", [Question("t")], [Pupil("a", {"t": RIGHT})])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", "march-west") as gradebook:
            gradebook.add_grade_cell("new", "set", "set", max_score=2, cell_type="code")
    (student,) = read_results(tmp_path, "set").students
    assert student.waiting == 1
    assert not student.finished


def test_everybody_alike(tmp_path):
    pupils = [Pupil(f"u{n}", {"t": RIGHT, "u": RIGHT}) for n in range(30)]
    make_gradebook(tmp_path, "set", [Question("t"), Question("u")], pupils)
    report = make(read_results(tmp_path, "set"))
    assert all("Everybody has the same points" in one.reason for one in report.looks)
    make_report("set", tmp_path)
    page = (tmp_path / "reports/set.html").read_text("utf-8")
    assert "It cannot be computed" in page
    assert "no spread" in page


# --- the page ------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Collects what a browser would see of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    script = "answer = '</pre><script>alert(1)</script><img src=//evil.example/x onerror=alert(1)>'"
    formula = Work(0.0, "=HYPERLINK(1) is not it.", "Incorrect", '=1+cmd|"/c calc"!A1 (')
    named = Work(0.0, "'Aidana7' is no state.", "Incorrect", "answer = 'by AIDANA7, login07'")
    pupils = class_of(31)
    for number, work in {4: Work(0.0, script, "Incorrect", script), 5: formula, 7: named}.items():
        pupils[number].work = {**pupils[number].work, "t_easy": work}
    pupils[6].work = {**pupils[6].work, "t_easy": Work(0.0, "\u202egnorw\u202c\x00", "Incorrect")}
    make_gradebook(folder, "set", QUESTIONS, pupils)
    make_report("set", folder)
    return folder


def test_the_page_needs_nothing_and_runs_nothing(hostile):
    page = (hostile / "reports/set.html").read_text("utf-8")
    seen = Tags()
    seen.feed(page)
    assert "script" not in {tag for tag, _ in seen.tags}
    assert "link" not in {tag for tag, _ in seen.tags}
    for tag, attributes in seen.tags:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert (attributes.get("src") or "data:").startswith("data:image/svg+xml;base64,") or (
            "src" not in attributes
        )
        assert (attributes.get("href") or "#").startswith("#")
    assert "default-src 'none'" in page
    assert "&lt;script&gt;alert(1)" in page, "it is shown, as text"
    assert "\u202e" not in page
    assert "@import" not in page
    assert not re.search(r"url\(", page)


def test_each_picture_has_words_and_each_table_its_names(hostile):
    seen = Tags()
    seen.feed((hostile / "reports/set.html").read_text("utf-8"))
    pictures = [attributes for tag, attributes in seen.tags if tag == "img"]
    assert len(pictures) == 3
    assert all(len(one["alt"] or "") > 80 for one in pictures)
    tables = sum(tag == "table" for tag, _ in seen.tags)
    assert sum(tag == "caption" for tag, _ in seen.tags) == tables
    assert all(attributes.get("scope") for tag, attributes in seen.tags if tag == "th")
    assert [a["lang"] for tag, a in seen.tags if tag == "html"] == ["en"]


def test_nobodys_name_is_in_page_or_files(hostile):
    for path in sorted((hostile / "reports").glob("set*")):
        text = path.read_text("utf-8").casefold()
        for name in ("aidana", "bekova", "login0", "login1", "nobody</", "absent", "torn<"):
            assert name not in text, (path.name, name)
    assert "[name]" in (hostile / "reports/set-answers.csv").read_text("utf-8-sig")


def test_no_cell_of_the_files_computes(hostile):
    for path in (hostile / "reports").glob("set-*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not cell.startswith(("=", "+", "@", "\t")), (path.name, cell)
                    assert not cell.startswith("-") or re.fullmatch(r"-\d+\.\d+", cell), cell


def test_files_agree_with_the_report(course, report):
    lines = make_report("set", course)
    assert any("32 graded, 1 handed in but not graded, 1 without" in line for line in lines)
    assert any("31 answers need a person" in line for line in lines)
    tasks = {row["task"]: row for row in rows(course / "reports/set-tasks.csv")}
    for row in report.tasks:
        if row.compared:
            assert float(tasks[row.task.name]["p"]) == pytest.approx(row.p, abs=0.0006)
    assert tasks["t_essay"]["note"] == "waits for a person"
    assert tasks["t_essay"]["p"] == ""
    scores = rows(course / "reports/set-scores.csv")
    assert len(scores) == 34
    assert sum(row["t_essay"] == "0" for row in scores) == 1
    assert sum(row["t_essay"] == "" for row in scores) == 33
    assert {row["state"] for row in scores} == {"graded", "no submission", "handed in, not graded"}
    page = (course / "reports/set.html").read_text("utf-8")
    assert "right at the first try is not known" in page.replace("\n", " ")


def test_the_page_can_go_elsewhere(course, tmp_path):
    make_report("set", course, tmp_path / "mine.html")
    assert (tmp_path / "mine.html").is_file()
    assert (tmp_path / "mine-tasks.csv").is_file()
    with pytest.raises(DataError, match="is a folder"):
        make_report("set", course, tmp_path)
    with pytest.raises(DataError, match="There is no folder"):
        make_report("set", course, tmp_path / "no/such.html")


# --- pseudonyms ----------------------------------------------------------------------------------


def test_the_key_is_private_and_kept(tmp_path):
    key = read_key(tmp_path)
    path = tmp_path / KEY
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
    assert read_key(tmp_path) == key
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (path.parent / ".gitignore").read_text("utf-8") == "*\n"
    path.write_text("not a key", encoding="ascii")
    with pytest.raises(DataError, match="holds no key"):
        read_key(tmp_path)


def test_pseudonyms_are_stable_and_hang_on_the_key():
    one, other = b"1" * 32, b"2" * 32
    names = pseudonyms(["ada", "bo"], one)
    assert names == pseudonyms(["bo", "ada", "ada"], one)
    assert names["ada"] == pseudonyms(["ada"], one)["ada"]
    assert names["ada"] != pseudonyms(["ada"], other)["ada"]
    assert re.fullmatch(r"S-[A-Z2-7]{6}", names["ada"])
    many = pseudonyms([str(number) for number in range(3000)], one)
    assert len(set(many.values())) == 3000


def test_the_instructor_can_ask_who_it_is(course):
    results = read_results(course, "set")
    names = pseudonyms((one.id for one in results.students), read_key(course))
    assert who_is("set", course, f" {names['login07'].lower()} ") == "login07"
    with pytest.raises(NotFoundError, match="Nobody in this class"):
        who_is("set", course, "S-000000")


# --- answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# Your answer\nx = 700_000", "# Your answer\n\nx=700000  # dollars"),
        ('x = {"a": 1}', "x = {\n    'a': 1,\n}"),
    ],
)
def test_equal_answers_have_one_form(one, other):
    assert same_form(one) == same_form(other)


@pytest.mark.parametrize("source", ["x = (", "\x00", "(" * 5000, "x = '\\d'", "", "# only\n#this"])
def test_any_text_has_a_form(source):
    assert isinstance(same_form(source), str)


def test_messages_with_computed_parts_are_known():
    source = 'judging.Mistake(1, f"In {year} it was {n}.")\nMistake(value=2, message="Too low.")\nMistake(3, said)'
    found = known_messages(Task("t", "n", "T", 1.0, False, source))
    assert [text for text, _ in found] == ["In ... it was ....", "Too low."]
    assert found[0][1].search("row 2: In 1999 it was 3. Next")
    (spaced,) = known_messages(Task("t", "n", "T", 1.0, False, "Mistake(1, 'One.\\nTwo.')"))
    assert spaced[1].search("x: One. Two.")
    assert known_messages(Task("t", "n", "T", 1.0, False, "def (")) == []


def test_a_torn_notebook_costs_only_its_answers(tmp_path):
    pupils = [Pupil("a", {"t": WRONG}), Pupil("b", {"t": RIGHT}), Pupil("c", {"t": WRONG})]
    make_gradebook(tmp_path, "set", [Question("t")], pupils)
    (tmp_path / "autograded/a/set/set.ipynb").write_text('{"cells": [3]}', encoding="utf-8")
    (tmp_path / "autograded/c/set/set.ipynb").write_text("{", encoding="utf-8")
    report = make(read_results(tmp_path, "set"))
    assert report.tasks[0].counts[Outcome.NONE] == 2


# --- one line that says what to do ---------------------------------------------------------------


def said(capsys, *arguments: str) -> str:
    assert cli.main(list(arguments)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


@pytest.mark.parametrize("command", [["report"], ["export", "--to", "csv"]])
def test_errors_say_what_to_do(tmp_path, course, capsys, command):
    name, *rest = command

    def ask(folder, assignment="set"):
        return said(capsys, name, assignment, "--course", str(folder), *rest)

    assert "nbgrader generate_assignment" in ask(tmp_path)
    assert "Did you mean set?" in ask(course, "sett")
    assert "There are: set." in ask(course, "zzz")
    empty = tmp_path / "empty"
    make_gradebook(empty, "set", [Question("t")], [Pupil("a"), Pupil("b", {}, broken=True)])
    assert "Run: nbgrader autograde set" in ask(empty)
    bare = tmp_path / "bare"
    make_gradebook(bare, "set", [], [])
    assert "has no tasks" in ask(bare)
    torn = tmp_path / "torn"
    torn.mkdir()
    (torn / "gradebook.db").write_bytes(b"no database at all, but a long enough text" * 40)
    assert "cannot be read" in ask(torn)
    assert not (tmp_path / "gradebook.db").exists(), "asking makes no gradebook"
