"""The floors of the house: imports point downward, and the logic floors touch no screen or disk."""

import ast
from pathlib import Path

from over import over

PACKAGE = Path(__file__).resolve().parents[1] / "src/marchwest"
FLOORS = {
    "errors": 0,
    "callable_module": 0,
    "data": 0,
    "language": 0,
    "light_jsonschema": 0,
    "names": 0,
    "claims": 1,
    "brief": 2,
    "charts": 2,
    "judging": 2,
    "setup_check": 2,
    "course": 3,
    "display": 3,
    "explorers": 3,
    "grading": 3,
    "instructor": 3,
    "practice": 3,
    "cli": 4,
}
# A learner's notebook never loads what grades it.
NEVER_FROM = {
    "practice": {"grading", "instructor"},
    "explorers": {"grading", "instructor"},
}
# Names that pure modules (floors 0 to 2) must not use: widgets, the screen, the network.
IMPURE = {"ipywidgets", "anywidget", "requests", "urllib", "socket", "http", "nbgrader"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path):
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path):
    """Yield every module that a file names in an import, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_of(path):
    found = {name.split(".")[1] for name in imported(path) if name.startswith("marchwest.")}
    return {name for name in found if name in FLOORS}


def test_every_room_has_a_floor():
    rooms = {room(path) for path in MODULES} - {"__init__"}
    assert rooms == set(FLOORS)


@over({str(path.relative_to(PACKAGE)): path for path in MODULES})
def test_imports_point_downward(path):
    floor = max(FLOORS.values()) + 1 if room(path) == "__init__" else FLOORS[room(path)]
    above = {other for other in rooms_of(path) if FLOORS[other] > floor}
    assert above == set()
    assert not rooms_of(path) & NEVER_FROM.get(room(path), set())


@over({str(path.relative_to(PACKAGE)): path for path in MODULES if FLOORS.get(room(path), 9) <= 2})
def test_logic_neither_prints_nor_writes_nor_asks_the_network(path):
    # To write an address asks nobody for anything.
    named = {name for name in imported(path) if not name.startswith("urllib.parse")}
    tops = {name.split(".")[0] for name in named}
    assert not tops & IMPURE
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = getattr(called, "id", None) or getattr(called, "attr", None)
            assert name not in {"print", "write_text", "write_bytes", "to_csv", "to_json"}, (
                f"line {node.lineno}: {name}"
            )
