"""Files for Canvas, Moodle and spreadsheets: as each platform reads them, and nothing that computes."""

import csv
import io

import pytest
from gradebooks import WAITS, Pupil, Question, Work, make_gradebook
from hypothesis import given
from hypothesis import strategies as st

from marchwest import cli
from marchwest.errors import DataError
from marchwest.instructor.export import export
from marchwest.instructor.files import csv_text, harmless, number
from marchwest.instructor.results import read_results

QUESTIONS = [Question("a", 2.0), Question("b", 1.0), Question("essay", 4.0, person=True)]


def work(a, b, essay):
    return {"a": Work(a), "b": Work(b), "essay": Work(essay)}


CLASS = [
    Pupil("done", work(1.5, 1.0, 3.5), {"first_name": "Aida", "last_name": "Бекова", "email": "a@example.org"}),
    Pupil("=cmd|' /C calc'!A1", work(2.0, 0.0, 1.0), {"first_name": "@SUM(1)", "last_name": "+1"}),
    Pupil("waits", work(2.0, 1.0, WAITS), {"first_name": "Bo,\n\"B\"", "last_name": "Li", "lms_user_id": "4711"}),
    Pupil("absent"),
    Pupil("torn", {}, {"lms_user_id": "47 or 11"}, broken=True),
]  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    make_gradebook(folder, "set", QUESTIONS, CLASS)
    return folder


@pytest.fixture(scope="module")
def results(course):
    return read_results(course, "set")


def by_student(rows, column):
    place = rows[0].index(column)
    return {row[place]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}


def test_canvas(results):
    made = export(results, "canvas")
    head, possible, *_ = made.rows
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"] + [
        f"set Task {n}" for n in (1, 2, 3)
    ]
    assert possible[0].strip() == "Points Possible"
    assert possible[5:] == ["2", "1", "4"]
    found = by_student(made.rows, "SIS Login ID")
    assert found["done"]["Student"] == "Бекова, Aida"
    assert [found["done"][f"set Task {n}"] for n in (1, 2, 3)] == ["1.5", "1", "3.5"]
    for name in ("waits", "absent", "torn"):
        assert [found[name][f"set Task {n}"] for n in (1, 2, 3)] == ["", "", ""], name
    assert found["waits"]["ID"] == "4711"
    assert found["torn"]["ID"] == "", "Canvas would read 47, and that is somebody else"
    assert found["absent"]["Student"] == "absent"
    assert found["waits"]["Student"] == 'Li, Bo, "B"', "one line, as Canvas reads a line a student"


def test_moodle(results):
    made = export(results, "moodle")
    assert made.rows[0] == ["Username", "First name", "Last name"] + [
        f"set Task {n}" for n in (1, 2, 3)
    ]
    found = by_student(made.rows, "Username")
    assert found["done"]["set Task 3"] == "3.5"
    # An empty cell in a new column would be stored; a hyphen is Moodle's "no grade".
    assert {found[name]["set Task 1"] for name in ("waits", "absent", "torn")} == {"-"}


def test_moodle_gets_addresses_only_from_a_class_that_has_them(tmp_path):
    pupils = [Pupil(name, work(1, 1, 1), {"email": f"{name}@example.org"}) for name in ("x", "y")]
    make_gradebook(tmp_path, "set", QUESTIONS, pupils)
    made = export(read_results(tmp_path, "set"), "moodle")
    assert made.rows[0][3] == "Email address"


def test_plain_csv_has_tasks_and_total(results):
    found = by_student(export(results, "csv").rows, "student_id")
    assert found["done"]["total"] == "6"
    assert found["done"]["possible"] == "7"
    assert found["waits"]["total"] == ""
    assert found["waits"]["tasks_waiting"] == "1"
    assert found["absent"]["state"] == "no submission"
    assert found["torn"]["state"] == "handed in, not graded"


def test_unfinished_work_is_named_and_empty_unless_asked_for(results):
    left = " ".join(export(results, "csv").notes)
    assert "waits for a person (1): waits." in left
    assert "no submission (1): absent." in left
    assert "handed in, not graded (1): torn." in left
    made = export(results, "csv", include_unfinished=True)
    found = by_student(made.rows, "student_id")
    assert (found["waits"]["a"], found["waits"]["essay"], found["waits"]["total"]) == ("2", "", "3")
    assert found["absent"]["total"] == ""
    assert "points so far (1): waits." in " ".join(made.notes)


def test_one_column_for_the_whole_set(results):
    made = export(results, "canvas", columns="total")
    assert made.rows[0][5:] == ["set"]
    assert made.rows[1][5:] == ["7"]
    assert by_student(made.rows, "SIS Login ID")["done"]["set"] == "6"


def test_a_penalty_for_lateness_is_never_lost(tmp_path):
    pupils = [Pupil("late", work(2, 1, 4), penalty=2.5), Pupil("deep", work(0, 1, 0), penalty=9)]
    make_gradebook(tmp_path, "set", QUESTIONS, pupils)
    results = read_results(tmp_path, "set")
    with pytest.raises(DataError, match="--to moodle --columns total"):
        export(results, "moodle")
    found = by_student(export(results, "moodle", columns="total").rows, "Username")
    assert (found["late"]["set"], found["deep"]["set"]) == ("4.5", "0")
    plain = by_student(export(results, "csv").rows, "student_id")
    assert (plain["late"]["late_penalty"], plain["late"]["total"]) == ("2.5", "4.5")


@pytest.mark.parametrize("to", ["canvas", "moodle", "csv"])
def test_no_cell_of_a_student_computes(results, to):
    made = export(results, to)
    for row in made.rows:
        for cell in row:
            assert cell == "-" or not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    assert any("began like a formula" in note for note in made.notes)


@given(st.text(max_size=12))
def test_harmless_text_never_begins_like_a_formula(text):
    safe = harmless(text)
    assert safe in (text, f"'{text}")
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
    assert not safe.startswith(("\t", "\r", "\n", "\0"))
    assert harmless(safe) == safe


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\0", codec="utf-8"), max_size=8), min_size=2, max_size=2), min_size=1))  # fmt: skip
def test_csv_comes_back_as_it_went(rows):
    text = csv_text(rows)
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows
    assert text.endswith("\r\n")


@given(st.floats(0, 1000))
def test_points_are_written_without_noise(value):
    text = number(value)
    assert float(text) == pytest.approx(value, abs=5.1e-5)
    assert "e" not in text
    assert not text.endswith(".")


def test_the_command_writes_where_it_is_told(course, tmp_path, capsys):
    out = tmp_path / "canvas.csv"
    command = ["export", "set", "--to", "canvas", "--course", str(course)]
    assert cli.main([*command, "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Written: ")
    assert "waits" in printed
    content = out.read_bytes()
    assert content.startswith(b"Student,ID,SIS User ID,SIS Login ID,Section,set Task 1")
    assert b"\r\n    Points Possible,,,,,2,1,4\r\n" in content
    assert cli.main(command) == 0
    assert (course / "grades/set-canvas.csv").read_bytes() == content
    assert (course / "grades/.gitignore").read_text("utf-8") == "*\n"
