"""The capstone: one model brief, criteria told as they are, and no grade for the conclusion."""

import json
import re
from pathlib import Path

import pytest
import yaml

from marchwest import brief

ROOT = Path(__file__).resolve().parents[2]
NAME = "capstone"
POINTS = 10


def cells(folder):
    nb = json.loads((ROOT / folder / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in nb["cells"]}


def paragraphs(text):
    """Part a brief, wherever its lines break."""
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


def brief_in(source):
    text = re.search(r'my_brief = """\n(.*?)\n?"""', source, flags=re.DOTALL)[1]
    return "\n\n".join(paragraphs(text))


@pytest.fixture(scope="module")
def attempts():
    text = (ROOT / "solutions" / NAME / "attempts.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["capstone_t06"]


@pytest.fixture(scope="module")
def model():
    return (ROOT / "tests/brief/model_brief.md").read_text(encoding="utf-8").strip()


def test_key_and_first_attempt_are_the_model_brief(attempts, model):
    assert brief_in(cells("solutions")["capstone_t06_answer"]) == model
    assert brief_in(attempts["right"][0]) == model


def test_briefs_that_conclude_otherwise_earn_all(attempts):
    briefs = [brief_in(attempt) for attempt in attempts["right"]]
    answers = [re.search(r"^(Yes|Only in part), we conclude", text, flags=re.M) for text in briefs]
    assert [found[1] for found in answers] == ["Only in part", "Yes"]
    for text in briefs:
        report = brief.check(text)
        assert report.serious == []
        assert report.passed == list(brief.CRITERIA)
        assert report.charts == 2


def test_no_sentence_of_the_model_stands_in_a_student_copy_or_the_lesson(model):
    places = [*(ROOT / "assignments").rglob("*.ipynb"), ROOT / "course/11-capstone.ipynb"]
    shown = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in places)
    sentences = [one.text for one in brief.check(model).sentences if len(one.text.split()) > 7]
    assert len(sentences) > 25
    assert [text for text in sentences if text in shown] == []


def test_the_task_tells_the_criteria_as_they_are():
    task = cells("assignments")["capstone_t06_task"]
    rows = re.findall(r"^\| ([a-z ]+) \| (.+?) \| ([\d.]+) \|$", task, flags=re.MULTILINE)
    told = [(name, text, float(points)) for name, text, points in rows]
    criteria = brief.CRITERIA.items()
    assert told == [(name, text, round(w * POINTS, 2)) for name, (w, text) in criteria]
    assert sum(points for _, _, points in told) == POINTS


def test_the_checker_finds_each_fault_that_task_4_plants():
    source = cells("assignments")["capstone_t04_task"]
    rows = dict(re.findall(r"^\| ([A-D]) \| (.+) \|$", source, flags=re.MULTILINE))
    kinds = {
        key: [one.kind for one in brief.check(text.replace("`", ""), words=(1, 99)).findings]
        for key, text in rows.items()
    }
    assert kinds == {
        "A": ["currency"],
        "B": ["qualifier"],
        "C": ["one-sided"],
        "D": ["figure-uncited"],
    }


def test_the_rubric_is_that_of_the_lesson_at_half_its_points():
    lesson = json.loads((ROOT / "course/11-capstone.ipynb").read_text(encoding="utf-8"))
    rubric = next("".join(c["source"]) for c in lesson["cells"] if c.get("id") == "u11-rubric")
    full = dict(re.findall(r"^\| \*\*([^*]+)\*\*.* \| (\d) \|$", rubric, flags=re.MULTILINE))
    task = cells("assignments")["capstone_t07_task"]
    rows = re.findall(r"^\| (\d?½?) \| \*\*([^*]+)\*\*", task, flags=re.MULTILINE)
    half = {name: float(points.replace("½", ".5")) for points, name in rows}
    assert set(full) - set(half) == {"Citation"}
    assert {name: 2 * points for name, points in half.items()} == {
        name: float(points) for name, points in full.items() if name != "Citation"
    }
    assert sum(half.values()) == 8
