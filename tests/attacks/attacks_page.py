"""Write docs/instructors/attacks.md from the corpus and the record of stock nbgrader.

python tests/attacks/attacks_page.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import corpus_files as cf  # noqa: E402

PAGE = HERE.parents[1] / "docs" / "instructors" / "attacks.md"

_HEAD = """\
# What hostile notebooks do, here and elsewhere

Each line is a notebook in `tests/attacks/corpus/`, with one idea. All its answers are wrong, so it deserves 0 of the
15 points. **With `marchwest grade`, and with the settings of this course, each earns 0, learns nothing, harms nothing and leaves
nothing behind**: `tests/attacks/test_attacks.py` hands all of them in to one course, with honest work among them, and
checks every one. {also}

The columns say what the same notebooks did to stock nbgrader {version} with its own settings, for the record: points of
15; what the student or a stranger got to see; what was broken or left running. "none" means that the submission, or the
whole class, was not graded. An empty line is an attack that fails there too. Hidden tests, which stock feedback
shows to everybody, are not counted. This is no fault-finding: nbgrader grades inside the kernel by
design and advises a container for work of people one does not trust.

{count} attacks, of which {hit} had an effect on stock.

| attack | idea | points | seen | broken |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the page."""
    record: dict[str, Any] = json.loads((HERE / "stock-results.json").read_text(encoding="utf-8"))
    lines, hit = [], 0
    for attack in cf.attacks():
        one = record["attacks"].get(attack.name)
        if one is None:
            lines.append(f"| {attack.name} | {_plain(attack.idea)} | not run | | |")
            continue
        points = "" if one["points"] == 0 else f"{one['points']:g}" if _number(one) else "none"
        seen = "; ".join(sorted({_seen(leak) for leak in one["leak"]}))
        broken = _plain("; ".join(one["harm"][:3]) + ("; and more" if len(one["harm"]) > 3 else ""))
        hit += bool(points or seen or broken)
        lines.append(f"| {attack.name} | {_plain(attack.idea)} | {points} | {seen} | {broken} |")
    skipped = [attack for attack in cf.attacks() if attack.name not in record["attacks"]]
    also = ""
    if skipped:
        named = ", ".join(f"{one.name} ({one.stock_skip.rstrip('.')})" for one in skipped)
        also = f"Not run on stock: {named}."
    head = _HEAD.format(also=also, version=record["nbgrader"], count=len(cf.attacks()), hit=hit)
    return head + "\n".join(lines) + "\n"


def _number(one: dict[str, Any]) -> bool:
    return isinstance(one["points"], int | float)


def _seen(leak: str) -> str:
    if leak.startswith("script"):
        return "a script for readers"
    what = leak.rpartition(": ")[2]
    return "hidden tests" if what.startswith(("test t", "value t")) else what


def _plain(text: str) -> str:
    """Return text that a table of Markdown and a page of HTML take as text."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("{{", "&#123;&#123;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
