"""A damaged submission is put onto a fresh copy, with a report, and never silently."""

import copy
import json
import random
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.cli import main
from marchwest.grading.repair import RepairError, find_release, read_notebook, repair, repair_file

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ROOT / "assignments"
RELEASE = nbformat.read(ASSIGNMENTS / "ps2" / "ps2.ipynb", as_version=4)
ANSWER = "# Your answer to task 1\ntroops_in_all = 450"
ESSAY = "My reading of the claims."


def place(nb, cell_id):
    return next(cell for cell in nb.cells if cell["id"] == cell_id)


def answered():
    nb = copy.deepcopy(RELEASE)
    place(nb, "ps2_t01_answer").source = ANSWER
    place(nb, "ps2_t12").source = ESSAY
    return nb


def assert_whole(repaired, answer=ANSWER, essay=ESSAY):
    """The result has all cells of the release in order, and the answers."""
    nb = repaired.notebook
    nbformat.validate(nb)
    marked = [cell for cell in nb.cells if cell.metadata.get("nbgrader")]
    assert [cell["id"] for cell in marked] == [cell["id"] for cell in RELEASE.cells]
    for cell, released in zip(marked, RELEASE.cells, strict=True):
        assert cell.metadata.nbgrader == released.metadata.nbgrader
        assert cell.cell_type == released.cell_type
        if released.metadata.nbgrader.locked:
            assert cell.source == released.source
    assert place(nb, "ps2_t01_answer").source == answer
    assert place(nb, "ps2_t12").source == essay


def test_a_sound_submission_is_left_as_it_is():
    repaired = repair(answered(), RELEASE)
    assert_whole(repaired)
    assert repaired.notes == ()
    assert repaired.doubtful == ()


def test_lost_cells_come_back_and_are_told():
    nb = answered()
    nb.cells = [cell for cell in nb.cells if cell["id"] not in ("ps2_t03", "ps2_t05_answer")]
    repaired = repair(nb, RELEASE)
    assert_whole(repaired)
    assert repaired.notes == ("Missing cells were put back: ps2_t03, ps2_t05_answer.",)


def test_copies_go_and_the_last_answer_that_was_worked_on_stands():
    nb = answered()
    older = copy.deepcopy(place(nb, "ps2_t01_answer"))
    older.source, older["id"] = "# Your answer to task 1\ntroops_in_all = 300", "older"
    nb.cells.insert(nb.cells.index(place(nb, "ps2_t01_answer")), older)
    repaired = repair(nb, RELEASE)
    assert_whole(repaired)
    assert "the last answer counts" in " ".join(repaired.notes)
    kept = [cell for cell in repaired.notebook.cells if "= 300" in cell.source]
    assert len(kept) == 1, "what a student wrote is not thrown away"


def test_two_different_essays_are_doubtful():
    nb = answered()
    other = copy.deepcopy(place(nb, "ps2_t12"))
    other.source, other["id"] = "Another reading.", "other"
    nb.cells.insert(0, other)
    repaired = repair(nb, RELEASE)
    assert repaired.doubtful == ("ps2_t12",)


def test_the_order_of_the_release_is_restored_and_own_cells_move_along():
    nb = answered()
    own = nbformat.v4.new_code_cell("helper = 1", id="own")
    nb.cells.insert(nb.cells.index(place(nb, "ps2_t01_answer")) + 1, own)
    at = nb.cells.index(place(nb, "ps2_t05_task"))
    nb.cells = nb.cells[at:] + nb.cells[:at]
    repaired = repair(nb, RELEASE)
    assert_whole(repaired)
    ids = [cell["id"] for cell in repaired.notebook.cells]
    assert ids[ids.index("own") - 1] == "ps2_t01_answer"
    assert "another order" in " ".join(repaired.notes)


def test_a_retyped_cell_gets_its_type_back():
    nb = answered()
    cell = place(nb, "ps2_t01_answer")
    cell.cell_type = "raw"
    cell.pop("outputs"), cell.pop("execution_count")
    repaired = repair(nb, RELEASE)
    assert_whole(repaired)
    assert repaired.notes == ("ps2_t01_answer was a raw cell; made code.",)


def test_a_notebook_without_any_metadata_is_known_by_its_text():
    nb = answered()
    for number, cell in enumerate(nb.cells):
        cell.metadata, cell["id"] = nbformat.from_dict({}), f"c{number}"
    place_of_essay = next(cell for cell in nb.cells if cell.source == ESSAY)
    place_of_essay.source = f"**Your answer to task 12**\n\n{ESSAY}"
    repaired = repair(nb, RELEASE)
    assert_whole(repaired, essay=f"**Your answer to task 12**\n\n{ESSAY}")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_any_mixture_of_damage_gives_a_whole_notebook(seed):
    dice = random.Random(seed)
    nb = answered()
    dice.shuffle(nb.cells)
    for number in range(dice.randrange(4)):
        twin = copy.deepcopy(dice.choice(nb.cells))
        twin["id"] = f"twin-{number}"
        nb.cells.insert(dice.randrange(len(nb.cells)), twin)
    kept = {"ps2_t01_answer", "ps2_t12"}
    nb.cells = [cell for cell in nb.cells if cell["id"] in kept or dice.random() > 0.2]
    repaired = repair(nb, RELEASE)
    assert_whole(repaired)
    assert repaired.notes


def test_the_release_is_found_among_all(tmp_path):
    assert find_release(answered(), ASSIGNMENTS).stem == "ps2"
    with pytest.raises(RepairError, match="Name its student copy with --release"):
        find_release(nbformat.v4.new_notebook(cells=[]), ASSIGNMENTS)
    with pytest.raises(RepairError, match="No student copies"):
        find_release(answered(), tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is broken in line 1"),
        (b'{"cells": [', "is broken in line 1"),
        (b"\xff\xfe\x00", "is not text"),
        (b"[]", "no notebook"),
        (b'"text"', "no notebook"),
        (b'{"cells": 3, "nbformat": 4}', "no notebook"),
        (b"[" * 200_000, "is broken"),
    ],
)
def test_what_is_no_notebook_is_named_in_one_line(tmp_path, capsys, content, says):
    path = tmp_path / "work.ipynb"
    path.write_bytes(content)
    assert main(["repair", str(path)]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_old_formats_and_byte_order_marks_are_read(tmp_path):
    path = tmp_path / "work.ipynb"
    old = copy.deepcopy(answered())
    for cell in old.cells:
        del cell["id"]
    old.nbformat_minor = 2
    path.write_text("\ufeff" + json.dumps(old), encoding="utf-8")
    assert_whole(repair(read_notebook(path), RELEASE))


def test_the_command_reports_and_overwrites_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    path = tmp_path / "ps2.ipynb"
    nb = answered()
    nb.cells = [cell for cell in nb.cells if cell["id"] != "ps2_t03"]
    before = nbformat.writes(nb)
    path.write_text(before, encoding="utf-8")
    assert main(["repair", str(path)]) == 0
    assert "put back: ps2_t03" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == before
    assert_whole(repair(read_notebook(tmp_path / "ps2.repaired.ipynb"), RELEASE))
    assert main(["repair", str(path)]) == 2
    assert "exists" in capsys.readouterr().err
    repaired, written = repair_file(path, folder=ASSIGNMENTS, output=tmp_path / "again.ipynb")
    assert written.exists()
    assert repaired.notes
