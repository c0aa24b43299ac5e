"""What unit 11 says of the citation checker is so: planted errors, the repair, model paragraphs."""

import re
from pathlib import Path

import nbformat
import pytest

from marchwest import brief

LESSON = Path(__file__).resolve().parents[1] / "course/11-capstone.ipynb"
CELLS = {cell.id: cell.source for cell in nbformat.read(LESSON, as_version=4).cells}
PLANTED = {"figure", "currency", "one-sided", "figure-uncited", "unknown-claim"}
REPAIRS = {
    "15.4 million": "14.5 million",
    "100 million dollars": "100 million RMB",
    "[@exercise-trend@swanstrom-2015].": (
        "[@exercise-trend@swanstrom-2015]; for the Crisis Group they have hardly grown since 2003 "
        "[@exercise-trend@icg-2013], and for Pantucci the focus of bilateral ones has widened "
        "[@exercise-trend@pantucci-2019]."
    ),
    "Afghan border.": "Afghan border [@china-tajikistan-2016@pantucci-2019].",
    "[@sco-india@pantucci-2019].": (
        "[@sco-ind@pantucci-2019]; by the Crisis Group it was an observer in 2013 "
        "[@sco-ind@icg-2013]."
    ),
}


def sample():
    names = {}
    exec(CELLS["u11-sample"], names)
    return names["sample"]


def test_the_draft_has_the_five_planted_errors_and_no_other_serious_one():
    findings = brief.check(sample(), words=(60, 200)).findings
    kinds = {finding.kind for finding in findings}
    assert kinds >= PLANTED
    assert {finding.kind for finding in findings if finding.serious} <= PLANTED
    assert "copied" not in kinds


def test_the_repair_that_the_lesson_shows_leaves_no_finding():
    text = sample()
    for wrong, right in REPAIRS.items():
        assert text.count(wrong) == 1
        text = text.replace(wrong, right)
    assert brief.check(text, words=(60, 200)).findings == []


def test_the_lesson_tells_each_repair():
    told = " ".join(CELLS["u11-repair"].split())
    marks = [mark for right in REPAIRS.values() for mark in re.findall(r"\[@[^\]]+\]", right)]
    for mark in {*marks} - {"[@exercise-trend@swanstrom-2015]"}:
        assert mark in told
    assert "14.5 million dollars" in told
    assert "100 million RMB" in told


def test_the_worked_paragraph_gets_the_one_piece_of_advice_that_the_lesson_names():
    rows = re.findall(r"^\| (.+?) \| .+ \|$", CELLS["u11-worked"], flags=re.MULTILINE)
    text = " ".join(row for row in rows if row != "sentence").replace("`", "")
    findings = brief.check(text, words=(50, 200)).findings
    assert [finding.kind for finding in findings] == ["dependent"]


@pytest.mark.parametrize("cell", CELLS)
def test_each_mark_of_the_lesson_names_a_claim_but_the_planted_one(cell):
    for inside in re.findall(r"\[@([^\]]+@[^\]]+)\]", CELLS[cell]):
        for claim_id in re.split(r"; @?", inside):
            if claim_id != "sco-india@pantucci-2019":
                assert brief.mark(claim_id) == f"[@{claim_id}]"
