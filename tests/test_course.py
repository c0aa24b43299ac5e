"""Manifest, notebooks and items agree, and the notebooks have their canonical form."""

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
import yaml

from marchwest.data import table_names

ROOT = Path(__file__).resolve().parents[1]
COURSE = ROOT / "course"
BLOOM = ["remember", "understand", "apply", "analyse", "evaluate", "create"]
MANIFEST = yaml.safe_load((COURSE / "course.yaml").read_text(encoding="utf-8"))
UNITS = {unit["id"]: unit for unit in MANIFEST["units"]}
NOTEBOOKS = [
    path
    for pattern in ("course/*.ipynb", "docs/*.ipynb", "solutions/*/*.ipynb")
    for path in sorted(ROOT.glob(pattern))
]


@cache
def notebook(path):
    return nbformat.read(path, as_version=4)


def text_of(unit):
    cells = notebook(COURSE / unit["notebook"]).cells
    return "\n".join(cell.source for cell in cells)


def items_of(unit):
    (path,) = COURSE.glob(f"practice/{unit['id']}-*.yaml")
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content["items"] if isinstance(content, dict) else content


def test_every_notebook_is_in_the_manifest_and_the_other_way_round():
    assert {path.name for path in COURSE.glob("*.ipynb")} == {
        unit["notebook"] for unit in UNITS.values()
    }


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_manifest_is_complete(unit):
    assert unit["minutes"] <= 45
    assert set(unit["prerequisites"]) <= {other for other in UNITS if other < unit["id"]}
    assert set(unit["datasets"]) <= set(table_names())
    for name, objective in unit["objectives"].items():
        assert name.startswith(unit["id"])
        assert objective["bloom"] in BLOOM


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_notebook_tells_objectives_minutes_and_data_as_the_manifest_has_them(unit):
    text = " ".join(text_of(unit).replace("*", "").split())
    for objective in unit["objectives"].values():
        assert objective["text"] in text, f"write this objective into {unit['notebook']}"
    assert f"{unit['minutes']} minutes" in text


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_every_objective_has_an_item_and_every_item_an_objective(unit):
    objectives = {item["objective"] for item in items_of(unit)}
    assert objectives == set(unit["objectives"])


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_every_item_that_a_notebook_shows_exists(unit):
    known = {item["id"] for other in UNITS.values() for item in items_of(other)}
    shown = set(re.findall(r'practice\("([^"]+)"\)', text_of(unit)))
    assert shown
    assert shown <= known, f"not in course/practice: {sorted(shown - known)}"


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_every_item_is_shown_somewhere(unit):
    from marchwest.practice import closing_ids, retrieval_ids

    shown = set()
    for other in UNITS.values():
        shown |= set(re.findall(r'practice\("([^"]+)"\)', text_of(other)))
        if "practice.retrieval" in text_of(other):
            shown |= set(retrieval_ids(other["id"]))
        if "practice.closing" in text_of(other):
            shown |= set(closing_ids(other["id"]))
    waiting = set(unit.get("kept_back", []))
    unseen = {item["id"] for item in items_of(unit)} - shown
    assert unseen == waiting, (
        f"place these items in a notebook, or name them under kept_back if they wait for a unit "
        f"to come: {sorted(unseen - waiting)}; no longer kept back: {sorted(waiting - unseen)}"
    )


@pytest.mark.parametrize("name", [name for name in UNITS if name != "00"])
def test_a_unit_has_enough_items_and_not_too_many_to_remember(name):
    items = items_of(UNITS[name])
    assert len(items) >= 12
    levels = [item["bloom"] for item in items]
    assert levels.count("remember") <= 0.3 * len(items)
    assert sum(level in ("analyse", "evaluate") for level in levels) >= 0.2 * len(items)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_has_the_canonical_form(path):
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert (raw["nbformat"], raw["nbformat_minor"]) == (4, 5)
    assert raw["metadata"]["language_info"]["name"] == "python"
    assert raw["metadata"]["kernelspec"]["name"] == "python3"
    nbformat.validate(notebook(path))
    for cell in notebook(path).cells:
        assert not cell.get("outputs"), "run `make notebooks`"
        assert cell.get("execution_count") is None, "run `make notebooks`"


@pytest.mark.parametrize("path", sorted(COURSE.glob("*.ipynb")), ids=lambda path: path.name)
def test_headings_have_one_top_and_no_gap(path):
    prose = "\n".join(cell.source for cell in notebook(path).cells if cell.cell_type == "markdown")
    levels = [len(mark) for mark in re.findall(r"^(#+) ", prose, flags=re.MULTILINE)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", sorted(COURSE.glob("*.ipynb")), ids=lambda path: path.name)
def test_links_between_notebooks_lead_somewhere(path):
    prose = "\n".join(cell.source for cell in notebook(path).cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\(([^)#]+)\)", prose):
        assert target.startswith("https://") or (COURSE / target).exists(), target
