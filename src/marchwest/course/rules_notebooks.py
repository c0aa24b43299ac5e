"""Rules on notebooks: their form, their head, the order of their parts, their data and links."""

from __future__ import annotations

import ast
import copy
import json
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from marchwest.claims import claims
from marchwest.course.material import Cell, Material, Notebook, Problem
from marchwest.course.model import Unit
from marchwest.course.rules_units import FIRST, shown_in
from marchwest.data import table_names
from marchwest.errors import MarchWestError
from marchwest.practice.answers import expected
from marchwest.practice.model import Kind

__all__ = ["RULES"]

_CELL_ID = re.compile(r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")
_MAKE = "Run `make notebooks`."
_START = (0, -1)
_FOR_CITING = "sources"
"""The table of the texts themselves: any notebook may load it to cite them."""


def canonical_form(material: Material) -> Iterator[Problem]:
    """Yield notebooks that are not stored as git and nbgrader want them."""
    folders = ("course/*.ipynb", "docs/*.ipynb", "solutions/*/*.ipynb")
    for path in sorted(path for each in folders for path in material.folder.glob(each)):
        file = path.relative_to(material.folder).as_posix()
        for place, wrong, remedy in _form(path.read_text(encoding="utf-8")):
            yield Problem(file, place, wrong, remedy)


@lru_cache(maxsize=64)
def _form(text: str) -> tuple[tuple[str, str, str], ...]:
    """Return place, fault and remedy of each thing that is not as it must be stored."""
    try:
        raw = json.loads(text)
    except ValueError:
        return ()  # told where the notebook is read
    found = []
    if (raw.get("nbformat"), raw.get("nbformat_minor")) != (4, 5):
        found.append(("", "it is not in nbformat 4.5.", "Save it in a current JupyterLab."))
    metadata = raw.get("metadata", {})
    if metadata.get("language_info", {}).get("name") != "python":
        found.append(("", "`language_info.name` is not python.", "Write it into the metadata."))
    if metadata.get("kernelspec", {}).get("name") != "python3":
        found.append(("", "`kernelspec.name` is not python3.", "Choose the kernel Python 3."))
    if set(metadata.get("language_info", {})) - {"name"}:
        found.append(("", "`language_info` tells of one machine.", _MAKE))
    seen: set[str] = set()
    for number, cell in enumerate(raw.get("cells", [])):
        name = str(cell.get("id", ""))
        place = f"cell {name or number}"
        if name in seen:
            found.append((place, f"the id {name!r} stands twice.", "Rename one."))
        seen.add(name)
        if not _CELL_ID.match(name):
            found.append((place, f"the id {name!r} is not readable.", "Write one like u04-title."))
        if cell.get("outputs"):
            found.append((place, "it has outputs.", _MAKE))
        if cell.get("execution_count") is not None:
            found.append((place, "it has a counter.", _MAKE))
    return (*found, *_schema_faults(raw))


def _schema_faults(raw: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of ids that stand twice, which are told above
            nbformat.validate(copy.deepcopy(raw))  # it repairs what it is given
    except nbformat.ValidationError as error:
        first = str(error).splitlines()[0]
        yield "", f"it is no valid notebook: {first}.", "Save it in a current JupyterLab."


def headings(material: Material) -> Iterator[Problem]:
    """Yield notebooks without one top heading, and gaps between levels."""
    for _, _, notebook in material.taught():
        found = [
            (cell, len(marks))
            for cell in notebook.cells
            if cell.kind == "markdown"
            for marks in re.findall(r"^(#+) ", _without_code(cell.source), flags=re.MULTILINE)
        ]
        tops = [cell for cell, level in found if level == 1]
        if not tops:
            yield notebook.whole("it has no heading of the first level.", "Begin with `# Title`.")
        for cell in tops[1:]:
            wrong = "a second heading of the first level."
            yield notebook.at(cell, wrong, "Make it `##`.")
        for (_, before), (cell, after) in pairwise(found):
            if after > before + 1:
                yield notebook.at(
                    cell,
                    f"a heading of level {after} follows one of level {before}.",
                    f"Make it level {before + 1}.",
                )


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def head(material: Material) -> Iterator[Problem]:
    """Yield what the head of a notebook does not tell as the manifest has it."""
    for _, unit, notebook in material.taught():
        first = notebook.cells[0] if notebook.cells else Cell("", "code", "")
        if first.kind != "markdown":
            yield notebook.whole(
                "it does not begin with its head.", "Put title, purpose and objectives first."
            )
            continue
        for wrong, remedy in _head_faults(unit, first.source):
            yield notebook.at(first, wrong, remedy)


def _head_faults(unit: Unit, source: str) -> Iterator[tuple[str, str]]:
    parts = [
        ("title", rf"^# {re.escape(unit.title)}$", f"Begin with `# {unit.title}`."),
        ("purpose", r"^\*[^*\s].*\*$", "Add one sentence in italics: `*What this is about.*`"),
        ("objectives", r"^\| After this unit you can \| level \|$", "Add the table of objectives."),
        ("minutes", rf"\*\*Time\*\* {unit.minutes} minutes", f"Write `**Time** {unit.minutes} minutes`."),
        ("prerequisites", r"\*\*Before\*\* \S", "Write `**Before** ...` behind the time."),
        ("data", r"\*\*Data\*\* \S", "Write `**Data** ...` behind the prerequisites."),
    ]  # fmt: skip
    last = 0
    for name, pattern, remedy in parts:
        match = re.search(pattern, source, flags=re.MULTILINE)
        if match is None:
            yield f"the head has no {name} as the manifest has it.", remedy
        elif match.start() < last:
            yield f"in the head the {name} stand too early.", f"Order: {_names(parts)}."
        else:
            last = match.start()
    rows = [
        " ".join(line.replace("*", "").split())
        for line in source.splitlines()
        if line.startswith("|")
    ]
    for name, objective in unit.objectives.items():
        row = next((row for row in rows if objective.text in row), None)
        if row is None:
            yield (
                f"the head does not have the objective {name} word for word.",
                f"Write: {objective.text}.",
            )
        elif not row.endswith(f"| {objective.bloom} |"):
            yield (
                f"the head gives the objective {name} another level.",
                f"Write: {objective.bloom}.",
            )
    before, _, data = source.partition("**Before**")[2].partition("**Data**")
    for other in unit.prerequisites:
        if not re.search(rf"Units?\b[^.]*\b{int(other)}\b", before):
            yield f"the head does not name unit {other} before it.", f"Write: Unit {int(other)}."
    told = set(re.findall(r"`(\w+)`", data)) & set(table_names())
    if told and told != set(unit.datasets):
        odd = ", ".join(sorted(told ^ set(unit.datasets)))
        yield (
            f"the data in the head are not those of the manifest: {odd}.",
            "Name the same tables in both.",
        )


def _names(parts: list[tuple[str, str, str]]) -> str:
    return ", ".join(name for name, _, _ in parts)


def order_of_parts(material: Material) -> Iterator[Problem]:
    """Yield parts of a unit that are missing or stand in another order."""
    predictions = {name for name, item in material.all_items.items() if item.kind is Kind.PREDICT}
    for _, unit, notebook in material.taught():
        wanted = _parts(unit, predictions)
        place = _START
        for name, pattern, remedy in wanted:
            found = _first(notebook, pattern, after=place)
            if found is not None:
                place = found
                continue
            earlier = _first(notebook, pattern, after=_START)
            if earlier is None:
                yield notebook.whole(f"it has no {name}.", remedy)
            else:
                cell = notebook.cells[earlier[0]]
                yield notebook.at(cell, f"the {name} stands too early.", remedy)
        if unit.id != FIRST:
            yield from _predicts_first(notebook, predictions)


def _parts(unit: Unit, predictions: set[str]) -> list[tuple[str, str, str]]:
    """Return name, pattern and remedy of the parts of a unit, in their order."""
    lesson = ("lesson", r"^## ", "Write it, in sections that begin with `## `.")
    key = ("list of key points", r"^## Key points$", "Close with `## Key points`.")
    if unit.id == FIRST:
        return [lesson, key]
    name = unit.id
    return [
        (
            "retrieval",
            rf"^practice\.retrieval\(\"{name}\"\)",
            f'Place practice.retrieval("{name}") right behind the head.',
        ),
        (
            "lesson",
            r"^## \d+\. ",
            "Behind the retrieval, begin the sections with `## 1. ...`.",
        ),
        (
            "explorer",
            r"\.explore\(\)",
            "Place an explorer between lesson and closing.",
        ),
        (
            "closing",
            rf"^practice\.closing\(\"{name}\"\)",
            f'Place practice.closing("{name}") behind the lesson.',
        ),
        key,
        ("list of sources", r"^## Cite$", "Behind the key points, name the sources: `## Cite`."),
    ]


def _first(notebook: Notebook, pattern: str, *, after: tuple[int, int]) -> tuple[int, int] | None:
    """Return where a pattern first matches behind a place: number of the cell, and letter in it."""
    for number, cell in enumerate(notebook.cells[after[0] :], start=after[0]):
        for match in re.finditer(pattern, cell.source, flags=re.MULTILINE):
            if (number, match.start()) > after:
                return number, match.start()
    return None


def _predicts_first(notebook: Notebook, predictions: set[str]) -> Iterator[Problem]:
    """Yield the first chart and the explorer, where no prediction stands before them."""
    names = "|".join(map(re.escape, sorted(predictions))) or "$^"
    predicted = _first(notebook, rf"practice\(\"(?:{names})\"\)", after=_START)
    for name, pattern in (("chart", r"\bcharts?\.\w+\.?\w*\("), ("explorer", r"\.explore\(\)")):
        found = _first(notebook, pattern, after=_START)
        if found is not None and (predicted is None or predicted > found):
            yield notebook.at(
                notebook.cells[found[0]],
                f"no prediction stands before this {name}.",
                "Place an item of the kind predict before it.",
            )


def data(material: Material) -> Iterator[Problem]:
    """Yield tables that a notebook loads and the manifest does not name, and the other way round."""
    for number, unit, notebook in material.taught():
        loaded = set(re.findall(r"\bload\(\s*[\"'](\w+)[\"']", notebook.code))
        for name in sorted(loaded - set(unit.datasets) - {_FOR_CITING}):
            yield material.in_manifest(
                ("units", number, "datasets"),
                f"{unit.notebook} loads the table {name!r}, which unit {unit.id} does not name.",
                "Add it.",
            )
        unused = set(unit.datasets) & set(table_names()) - loaded
        if unused:
            unused -= _met(material, unit, notebook)
        for name in sorted(unused):
            yield material.in_manifest(
                ("units", number, "datasets"),
                f"unit {unit.id} names the table {name!r}, which {unit.notebook} does not use.",
                "Take it out, or use it.",
            )


def _met(material: Material, unit: Unit, notebook: Notebook) -> set[str]:
    """Return the tables that a notebook meets without loading them.

    By a name in its code, by a claim or event, by an item that it shows or that asks about it
    later, or by its explorer.
    """
    words = {word for cell in notebook.cells for word in _texts(cell)}
    tables = _tables_of_names()
    met = words.union(*(tables[word] for word in words & set(tables)))
    known = material.all_items
    shown = shown_in(notebook)
    if items := material.items.get(unit.id):
        shown |= {*items.retrieval, *(item.id for item in items.items)}
    for name in shown & set(known):
        item = known[name]
        met |= set(re.findall(r"`(\w+)`", " ".join([item.stem, *item.hints])))
        try:
            met = met.union(*(tables[claim] for claim in expected(item).claims))
        except MarchWestError:
            continue  # told by the rules for items
    for name in re.findall(r"marchwest\.explorers import (\w+)|explorers\.(\w+)", notebook.code):
        met |= _of_explorer(name[0] or name[1])
    if "disagreements()" in notebook.code:
        met |= {"explanations", "tensions"}
    return met


@lru_cache(maxsize=1)
def _tables_of_names() -> dict[str, set[str]]:
    """Return the tables of each event and of each claim."""
    found: dict[str, set[str]] = {}
    for event, claim, table in claims()[["event", "claim_id", "table"]].itertuples(index=False):
        for name in (event, claim):
            found.setdefault(name, set()).add(table)
    return found


@lru_cache(maxsize=2048)
def _texts(cell: Cell) -> frozenset[str]:
    """Return the texts that a cell's code holds in quotes."""
    if cell.kind != "code":
        return frozenset()
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return frozenset()  # a magic, or a slip that running the notebook tells
    return frozenset(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@lru_cache
def _of_explorer(name: str) -> frozenset[str]:
    """Return the tables that an explorer's modules name."""
    folder = Path(__file__).resolve().parents[1] / "explorers"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob(f"{name}*.py"))
    return frozenset(re.findall(r"[\"'](\w+)[\"']", text)) & frozenset(table_names())


def links(material: Material) -> Iterator[Problem]:
    """Yield links that lead nowhere."""
    for _, _, notebook in material.taught():
        for cell in notebook.cells:
            if cell.kind != "markdown":
                continue
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", _without_code(cell.source)):
                if target.startswith("https://"):
                    continue
                if not (material.folder / "course" / target).exists():
                    yield notebook.at(
                        cell, f"the link to {target} leads nowhere.", "Correct or remove it."
                    )


RULES = (canonical_form, headings, head, order_of_parts, data, links)
