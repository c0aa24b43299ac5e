"""The checker of the course: each rule has a broken copy that gets its own line, and the course gets none."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from marchwest import cli, course

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("course", "docs/units", "solutions")
MANIFEST = "course/course.yaml"
LESSON = "course/04-joint-exercises.ipynb"
ITEMS = "course/practice/04-joint-exercises.yaml"
NOTE = "docs/units/05-aid-and-training.md"
SET = "solutions/ps2/ps2.ipynb"
SOURCES = ["peyrouse-2010", "icg-2013"]


class Copy:
    """A copy of the course that can be broken and mended again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for room in ROOMS:
            shutil.copytree(ROOT / room, folder / room)
        self._cut_problem_sets()
        self.before = {str(problem) for problem in course.check(folder)}
        self.kept: dict[Path, str | None] = {}

    def _cut_problem_sets(self) -> None:
        # Tests write a section of their own.
        path = self.folder / MANIFEST
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"^problem_sets:.*?(?=^\S|\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
        path.write_text(text, encoding="utf-8")

    def read(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str | None) -> None:
        """Write a file, or remove it; what it was comes back with `mend`."""
        path = self.folder / file
        there = path.read_text(encoding="utf-8") if path.exists() else None
        self.kept.setdefault(path, there)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")

    def change(self, file: str, old: str, new: str, count: int = 1) -> None:
        text = self.read(file)
        assert text.count(old) >= 1, f"{file} no longer holds {old!r}: change this test"
        self.write(file, text.replace(old, new, count))

    def told(self) -> list[str]:
        """Return the problems that this change has brought."""
        return [text for text in map(str, course.check(self.folder)) if text not in self.before]

    def mend(self) -> None:
        for path, text in self.kept.items():
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text, encoding="utf-8")
        self.kept.clear()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("course"))


@pytest.fixture
def copy(made: Copy) -> Iterator[Copy]:
    yield made
    made.mend()


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_course_has_no_problem() -> None:
    problems = [str(problem) for problem in course.check(ROOT)]
    assert problems == [], "\n".join(["", *problems])


def test_the_command_says_how_it_went(
    copy: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy.write("course/99-extra.ipynb", "{}")
    assert cli.main(["check-course", str(copy.folder)]) == 1
    *lines, last = capsys.readouterr().out.splitlines()
    assert any(line.startswith("course/99-extra.ipynb: ") for line in lines)
    assert last == f"{len(lines)} problems"
    assert cli.main(["check-course", str(tmp_path)]) == 2
    assert "There is no course/course.yaml in" in capsys.readouterr().err
    monkeypatch.setattr(course, "check", lambda folder: [])
    assert cli.main(["check-course", str(copy.folder)]) == 0
    assert capsys.readouterr().out == "0 problems\n"


# What is changed in which file; where the line must point; what it must say.
# A place that is text of the manifest or of the items stands for its line.
UNIT = 'title: Joint exercises\n    minutes: 45\n    prerequisites: ["00", "01"]\n    datasets: ['
CHANGES = {
    # the form of the manifest
    "not YAML": (MANIFEST, "title: March West", "title: [March", "line ", "this is not YAML"),
    "bloom": (MANIFEST, "04-o1: {bloom: understand", "04-o1: {bloom: know",
              "04-o1:", "'know' is no Bloom level; write one of: remember, understand"),
    "minutes": (MANIFEST, "title: Joint exercises\n    minutes: 45", "title: Joint exercises\n    minutes: 50",
                "minutes: 50", "50 minutes; 45 are the most. Cut or split"),
    "misspelt field": (MANIFEST, "title: Joint exercises", "heading: Joint exercises",
                       "heading:", "`heading` is not a field here. Remove it, or check its spelling"),
    "missing field": (MANIFEST, "    title: Joint exercises\n", "", "- id: \"04\"", "`title` is missing. Add it."),
    "objective id": (MANIFEST, "04-o1: {", "04-first: {", "04-first:", "has not the form"),
    # what it names
    "no notebook": (MANIFEST, "notebook: 04-joint-exercises.ipynb", "notebook: 04-gone.ipynb",
                    "notebook: 04-gone", "there is no course/04-gone.ipynb. Write it, or take"),
    "unit twice": (MANIFEST, '- id: "05"', '- id: "04"', None, "the unit 04 stands twice. Rename one."),
    "name of notebook": (MANIFEST, '- id: "04"', '- id: "44"', "notebook: 04-joint",
                         "the notebook of unit 44 is called 04-joint-exercises.ipynb. Let its name begin"),
    "objective of another unit": (MANIFEST, "04-o1: {", "05-o9: {", "05-o9: {",
                                  "the objective 05-o9 stands in unit 04. Call it 04-o1"),
    "unknown prerequisite": (MANIFEST, UNIT, UNIT.replace('"01"', '"77"'), 'prerequisites: ["00", "77"]',
                             "unit 04 needs unit 77, which does not exist. Use one of: 00, 01"),
    "circle": (MANIFEST, "prerequisites: []", 'prerequisites: ["04"]', 'prerequisites: ["04"]',
               "units need each other in a circle: 00 -> 04 -> 00. Take out one"),
    "unknown table": (MANIFEST, UNIT, UNIT + "exercisses, ", "datasets: [exercisses",
                      "the table 'exercisses', which does not exist. Nearest: exercises"),
    "table that is not used": (MANIFEST, UNIT, UNIT + "finance, ", "datasets: [finance",
                               "unit 04 names the table 'finance', which 04-joint-exercises.ipynb does not use"),
    "table that is not named": (MANIFEST, UNIT + "exercises, ", UNIT, "datasets: [exercise_participants",
                                "04-joint-exercises.ipynb loads the table 'exercises', which unit 04 does not name. Add"),
    # objectives and items
    "objective without item": (MANIFEST, "      04-o1: {", "      04-o6: {bloom: apply, text: \"do a thing that nobody asks\"}\n      04-o1: {",
                               "04-o6:", "no item assesses the objective 04-o6. Write one."),
    "objective of another level": (MANIFEST, "04-o3: {bloom: apply", "04-o3: {bloom: evaluate", "04-o3:",
                                   "is to evaluate, and its items are to"),
    "create without a person": (MANIFEST, "04-o3: {bloom: apply", "04-o3: {bloom: create", "04-o3:",
                                "is to create, and no person marks it. Name the cell where learners write"),
    "written cell": (MANIFEST, "title: Joint exercises\n", "title: Joint exercises\n    written: {04-o3: u04-gone}\n",
                     "written:", "04-joint-exercises.ipynb has no cell 'u04-gone'"),
    "item for no objective": (ITEMS, "objective: 04-o1", "objective: 04-o9", "objective: 04-o9",
                              "is for the objective 04-o9, which unit 04 does not have. Use one of: 04-o1"),
    "item that is not shown": (ITEMS, "id: ex04-first-bilateral\n", "id: ex04-second-bilateral\n", "- id: ex04-second",
                               "no notebook shows the item 'ex04-second-bilateral'. Place it, or name it under"),
    "kept back and shown": (MANIFEST, "title: Joint exercises\n", "title: Joint exercises\n    kept_back: [ex04-first-bilateral]\n",
                            "kept_back: [ex04", "keeps back 'ex04-first-bilateral', which is shown. Take it out"),
    "kept back and no item": (MANIFEST, "title: Joint exercises\n", "title: Joint exercises\n    kept_back: [ex04-gone]\n",
                              "kept_back: [ex04", "keeps back 'ex04-gone', which is no item of this unit"),
    "retrieval from a later unit": (ITEMS, "retrieval: [ex03-seat-of-rats", "retrieval: [ex05-goods-retold", "retrieval:",
                                    "retrieval names 'ex05-goods-retold', which is not of an earlier unit"),
    "retrieval of nothing": (ITEMS, "retrieval: [ex03-seat-of-rats", "retrieval: [ex03-gone", "retrieval:",
                             "retrieval names 'ex03-gone', which is no item"),
    "two items to begin with": (ITEMS, "retrieval: [ex03-seat-of-rats, ", "retrieval: [", "retrieval:",
                                "2 items open the unit; it should be three."),
    "rule of one item": (ITEMS, "answer: TJK, says: September 2006", "answer: TJK, says: September 2016",
                         "answer: TJK", "'TJK' does not get 'September 2016'"),
    "form of items": (ITEMS, "kind: name", "kind: essay", "kind: essay", "there is no kind 'essay'"),
    "items of no unit": (ITEMS, 'unit: "04"\ntitle', 'unit: "44"\ntitle', None, "file of unit 44"),
    # the notebook
    "no notebook at all": (LESSON, '{\n "cells"', '"cells"', "", "this is no notebook (JSONDecodeError"),
    "item that is not there": (LESSON, 'practice(\\"ex04-first-bilateral\\")', 'practice(\\"ex04-first-bilaterals\\")',
                               "cell u04-item-first", "there is no item 'ex04-first-bilaterals'. Nearest: ex04-first-bilateral"),
    "title": (LESSON, '"# Joint exercises', '"# Joint exercise', "cell u04-title", "no title as the manifest has it. Begin with `# Joint exercises`"),
    "purpose": (LESSON, "*Who trained with whom", "Who trained with whom", "cell u04-title", "no purpose as"),
    "table of objectives": (LESSON, "| After this unit you can |", "| Aims |", "cell u04-title", "no objectives as"),
    "minutes in the head": (LESSON, "**Time** 45 minutes", "**Time** 40 minutes", "cell u04-title", "Write `**Time** 45 minutes`."),
    "prerequisites in the head": (LESSON, "**Before**", "Before", "cell u04-title", "no prerequisites as"),
    "data in the head": (LESSON, "**Data**", "Data", "cell u04-title", "no data as"),
    "a table in the head": (LESSON, "`places`;", "`finance`;", "cell u04-title", "not those of the manifest: finance, places. Name the same"),
    "a unit in the head": (LESSON, "[Unit 1](01-who-says-so.ipynb)", "the second unit", "cell u04-title", "does not name unit 01 before it. Write: Unit 1."),
    "words of an objective": (LESSON, "read a claim about an exercise:", "read one claim on an exercise:", "cell u04-title",
                              "does not have the objective 04-o1 word for word. Write: read a claim about"),
    "level of an objective": (LESSON, "(04-o1) | understand |", "(04-o1) | apply |", "cell u04-title", "the objective 04-o1 another level. Write: understand."),
    "order of the head": (LESSON, "# Joint exercises\\n\",\n    \"\\n\",\n    \"*Who trained with whom, where and when, and what an honest reader can say about how often.*",
                          "*Who trained with whom, where and when.*\\n\",\n    \"\\n\",\n    \"# Joint exercises", "cell u04-title", "in the head the purpose stand too early. Order: title, purpose"),
    "retrieval": (LESSON, 'practice.retrieval(\\"04\\")', 'practice.retrieval(\\"05\\")', "", 'it has no retrieval. Place practice.retrieval("04")'),
    "explorer": (LESSON, "explorer.explore()", "explorer.view()", "", "it has no explorer. Place an explorer"),
    "closing": (LESSON, 'practice.closing(\\"04\\")', "None", "", 'it has no closing. Place practice.closing("04")'),
    "key points": (LESSON, "## Key points", "## Points", "", "it has no list of key points. Close with `## Key points`"),
    "sources": (LESSON, '"## Cite\\n', '"## Read\\n', "", "it has no list of sources. Behind the key points"),
    "prediction": (LESSON, 'practice(\\"ex04-predict-timeline\\")', "pass", "cell u04-timeline", "no prediction stands before this chart. Place"),
    "two titles": (LESSON, "## 2. From claims", "# 2. From claims", "cell u04-tables", "a second heading of the first level. Make it `##`"),
    "no title": (LESSON, '"# Joint exercises', '"## Joint exercises', "", "it has no heading of the first level. Begin with"),
    "gap of levels": (LESSON, "## 2. From claims", "#### 2. From claims", "cell u04-tables", "a heading of level 4 follows one of level 2. Make it level 3."),
    "link": (LESSON, "(01-who-says-so.ipynb)", "(01-who-said-so.ipynb)", "cell u04-title", "the link to 01-who-said-so.ipynb leads nowhere"),
    # the form in which it is stored
    "nbformat": (LESSON, '"nbformat_minor": 5', '"nbformat_minor": 4', "", "it is not in nbformat 4.5"),
    "language": (LESSON, '"language_info": {\n   "name": "python"', '"language_info": {\n   "name": "R"', "", "`language_info.name` is not python"),
    "one machine": (LESSON, '"language_info": {\n', '"language_info": {\n   "version": "3.11.2",\n', "", "tells of one machine. Run `make notebooks`"),
    "kernel": (LESSON, '"name": "python3"', '"name": "my-kernel"', "", "`kernelspec.name` is not python3. Choose the kernel"),
    "id of a cell": (LESSON, '"id": "u04-tables"', '"id": "0f3A-99"', "cell 0f3A-99", "the id '0f3A-99' is not readable"),
    "id twice": (LESSON, '"id": "u04-tables"', '"id": "u04-title"', "cell u04-title", "the id 'u04-title' stands twice"),
    "outputs": (LESSON, '"outputs": []', '"outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]', "cell u04-retrieval-items", "it has outputs. Run `make notebooks`"),
    "counter": (LESSON, '"execution_count": null', '"execution_count": 3', "cell u04-retrieval-items", "it has a counter. Run `make notebooks`"),
    "schema": (LESSON, '"outputs": []', '"outputs": 4', "", "it is no valid notebook"),
    "form of a source notebook": (SET, '"execution_count": null', '"execution_count": 3', "cell ", "it has a counter. Run `make notebooks`"),
    # the design note
    "part of a note": (NOTE, "## Common difficulties", "## Hard things", "", "no part 'Common difficulties'. Add it, beginning with **Common"),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGES)
def test_a_broken_course_is_told_where_and_what_to_do(case: str, copy: Copy) -> None:
    file, old, new, at, says = CHANGES[case]
    copy.change(file, old, new)
    text = copy.read(file)
    is_line = at and at in text and not at.startswith("cell ")
    place = f", line {line_of(text, at)}" if is_line else f", {at}" if at else ""
    told = copy.told()
    fits = [line for line in told if says in line and line.startswith(f"{file}{place}")]
    assert fits or (at is None and any(says in line for line in told)), "\n".join(told)
    assert all("\n" not in line for line in told)


def removed(file: str) -> Callable[[Copy], None]:
    return lambda copy: copy.write(file, None)


def items_file_twice(copy: Copy) -> None:
    copy.write("course/practice/04-more.yaml", copy.read(ITEMS))


def helped_to_the_end(copy: Copy) -> None:
    copy.change(ITEMS, "fading: 3", "fading: 2", count=-1)


def few_predictions(copy: Copy) -> None:
    """Take the predictions out: then the explorer, too, stands before the first."""
    copy.write(LESSON, re.sub(r'practice\(\\"ex04-predict[a-z-]*\\"\)', "pass", copy.read(LESSON)))


def closing_after_key_points(copy: Copy) -> None:
    raw = json.loads(copy.read(LESSON))
    names = [cell["id"] for cell in raw["cells"]]
    key = raw["cells"].pop(names.index("u04-key"))
    raw["cells"].insert(3, key)
    copy.write(LESSON, json.dumps(raw))


def nothing_shown(copy: Copy) -> None:
    text = re.sub(r'practice\(\\"[^"]*\\"\)', "pass", copy.read(LESSON))
    copy.write(LESSON, text)


def head_of_code(copy: Copy) -> None:
    raw = json.loads(copy.read(LESSON))
    del raw["cells"][:2]
    copy.write(LESSON, json.dumps(raw))


OTHER = {
    "notebook of no unit": (
        lambda copy: copy.write("course/99-extra.ipynb", copy.read(LESSON)),
        "course/99-extra.ipynb: no unit names it. Add a unit to course.yaml.",
    ),
    "no items": (removed(ITEMS), "unit 04 has 0 files of items. Let there be one: course/practice/04-joint"),
    "items twice": (items_file_twice, "unit 04 has 2 files of items"),
    "fading": (helped_to_the_end, "no item of unit 04 has `fading: 3`. Help fades"),
    "no design note": (removed(NOTE), f"{NOTE}: unit 05 has no design note. Write it: Goal, Objectives"),
    "no prediction": (few_predictions, f"{LESSON}, cell u04-explorer: no prediction stands before this explorer"),
    "order of parts": (closing_after_key_points, f"{LESSON}, cell u04-key: the list of key points stands too early"),
    "no item shown": (nothing_shown, f'{LESSON}: it shows no item. Place one: practice("ID").'),
    "no head": (head_of_code, f"{LESSON}: it does not begin with its head. Put title, purpose"),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHER)
def test_what_is_missing_or_moved_is_told(case: str, copy: Copy) -> None:
    breaks, says = OTHER[case]
    breaks(copy)
    told = copy.told()
    assert any(says in line for line in told), "\n".join(told)


def test_a_person_may_mark_what_a_learner_creates(copy: Copy) -> None:
    copy.change(MANIFEST, "04-o3: {bloom: apply", "04-o3: {bloom: create")
    copy.change(
        MANIFEST,
        "title: Joint exercises\n",
        "title: Joint exercises\n    written: {04-o3: u04-cite}\n",
    )
    assert not [line for line in copy.told() if "04-o3 is to create" in line]


# --- problem sets ------------------------------------------------------------------------------


def graded(copy: Copy) -> list[dict[str, object]]:
    cells = json.loads(copy.read(SET))["cells"]
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return [mark for mark in marks if mark.get("grade")]


@pytest.fixture
def with_set(copy: Copy) -> Copy:
    tasks = [
        {
            "id": mark["grade_id"],
            "objective": f"04-o{number % 5 + 1}",
            "bloom": "apply",
            "sources": [SOURCES[number % 2]],
            "points": mark["points"],
            "marked_by": "person" if mark["solution"] else "machine",
        }
        for number, mark in enumerate(graded(copy))
    ]
    total = sum(task["points"] for task in tasks)
    each = {"id": "ps2", "title": "A set for tests", "units": ["04"], "points": total}
    section = yaml.safe_dump({"problem_sets": [each | {"tasks": tasks}]}, sort_keys=False)
    copy.write(MANIFEST, copy.read(MANIFEST) + section)
    return copy


def test_the_pattern_of_these_tests_is_good(with_set: Copy) -> None:
    assert with_set.told() == []


# What is changed, the text on whose line the message must stand, what it must say.
SETS = {
    "no such set": ("- id: ps2\n", "- id: ps9\n", "- id: ps9", "there is no solutions/ps9/ps9.ipynb. Write it"),
    "no such task": ("id: ps2_t01\n", "id: ps2_t99\n", "id: ps2_t99", "has no graded cell 'ps2_t99'. There are: ps2_t01"),
    "task twice": ("id: ps2_t02\n", "id: ps2_t01\n", None, "the id 'ps2_t01' stands twice"),
    "points of a task": ("points: 1\n    marked_by", "points: 2\n    marked_by", "points: 2\n    marked_by", "has 2 points here and 1 in solutions/ps2"),
    "points of the set": ("points: TOTAL", "points: 29.5", "points: 29.5", "says 29.5 points, and its tasks have"),
    "marked by": ("marked_by: machine", "marked_by: person", "marked_by: person", "is marked by a machine in solutions/ps2"),
    "marked by nobody": ("marked_by: machine", "marked_by: nobody", "marked_by: nobody", "should be 'machine' or 'person'"),
    "no such unit": ("  - '04'\n", "  - '04'\n  - '77'\n", "units:\n  - '04'\n  - '77'", "names unit 77, which does not exist"),
    "objective without task": ("  - '04'\n", "  - '04'\n  - '05'\n", "tasks:", "no task of the problem set ps2 assesses the objective 05-o1"),
    "objective of another unit": ("objective: 04-o1", "objective: 07-o1", "objective: 07-o1", "which no unit of the problem set ps2 has. Use one of: 04-o1"),
    "no such source": ("- peyrouse-2010", "- peyrouse-2011", "sources:\n    - peyrouse-2011", "names the source 'peyrouse-2011', which does not exist"),
    "level": ("bloom: apply\n    sources", "bloom: know\n    sources", "bloom: know", "'know' is no Bloom level"),
}  # fmt: skip


@pytest.mark.parametrize("case", SETS)
def test_a_broken_problem_set_is_told(case: str, with_set: Copy) -> None:
    old, new, at, says = SETS[case]
    total = sum(mark["points"] for mark in graded(with_set))
    with_set.change(MANIFEST, old.replace("TOTAL", str(total)), new)
    text = with_set.read(MANIFEST)
    where = f"{MANIFEST}, line {line_of(text, at)}: " if at else f"{MANIFEST}, line "
    told = with_set.told()
    assert any(line.startswith(where) and says in line for line in told), "\n".join(told)


def test_a_set_that_only_asks_to_remember_is_told(with_set: Copy) -> None:
    with_set.change(MANIFEST, "bloom: apply\n    sources", "bloom: remember\n    sources", count=-1)
    assert any("every task of the problem set ps2 asks to remember" in x for x in with_set.told())


def test_a_set_on_one_source_is_told(with_set: Copy) -> None:
    with_set.change(MANIFEST, "    - icg-2013\n", "    - peyrouse-2010\n", count=-1)
    assert any(
        "the problem set ps2 rests on one source. Let it need two" in x for x in with_set.told()
    )


def test_a_set_with_too_few_points_is_told(with_set: Copy) -> None:
    first = with_set.read(MANIFEST).index("problem_sets:")
    text = with_set.read(MANIFEST)
    head, tasks = text[:first], text[first:]
    with_set.write(MANIFEST, head + re.sub(r"points: [\d.]+", "points: 0.5", tasks))
    assert any("Let it have 20 to 30." in line for line in with_set.told())


def test_a_task_that_the_manifest_does_not_list_is_told(with_set: Copy) -> None:
    with_set.change(MANIFEST, "id: ps2_t01\n", "id: ps2_t99\n")
    (line,) = (line for line in with_set.told() if line.startswith(f"{SET}, cell ps2_t01: "))
    assert "does not list the task 'ps2_t01'. Add it to course.yaml." in line


def test_a_person_who_marks_a_task_may_mark_what_a_learner_creates(with_set: Copy) -> None:
    by_person = next(mark for mark in graded(with_set) if mark["solution"])
    number = graded(with_set).index(by_person) % 5 + 1
    text = with_set.read(MANIFEST)
    changed = re.sub(rf"04-o{number}: {{bloom: \w+", f"04-o{number}: {{bloom: create", text)
    with_set.write(MANIFEST, changed)
    assert not [line for line in with_set.told() if "no person marks it" in line]
