"""What the lessons say in words: each figure has an owner, and nothing turns into a formula."""

import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

from marchwest.claims.numerals import numbers_in
from marchwest.data import claim_tables, load

COURSE = Path(__file__).resolve().parents[1] / "course"
NOTEBOOKS = sorted(COURSE.glob("*.ipynb"))
SMALL = 12
"""Up to here a number counts paragraphs, steps and questions as often as things in the world."""

# Figures that no claim holds, each with the reason: worked out by us, or about the course itself.
OURS: dict[str, dict[float, str]] = {
    "05-aid-and-training.ipynb": {
        940_000: "fifteen million dollars over sixteen years, divided by us",
    },
    "07-money-pipelines-risk.ipynb": {
        **dict.fromkeys((21.5, 22.5, 59.5, 60.5, 60_500_000), "the ends of a rounded figure"),
        **dict.fromkeys((21.7, 21.9, 22.1), "cubic metres a year, worked out from those a day"),
        **dict.fromkeys((24.5, 33.3), "how many fold two rounded sums allow"),
        1_500: "kilometres between our rough points on the map",
        **dict.fromkeys(
            (15_000_000_000, 32_000_000_000),
            "a point on a straight line; a sum that nobody should make",
        ),
    },
    "08-the-other-powers.ipynb": {
        **dict.fromkeys((2025, 2070, 2078), "crossing years, worked out from printed sums"),
        **dict.fromkeys((7_000_000_000, 13_000_000_000), "gaps between sums printed and implied"),
    },
    "10-when-sources-disagree.ipynb": {
        **dict.fromkeys((17_000, 20_000), "the gap in numbers of workers, worked out"),
    },
    "11-capstone.ipynb": {
        15.4: "a planted error in the draft that learners repair",
    },
}


def prose(path):
    """Return the markdown of a notebook without code, links' targets and HTML."""
    cells = nbformat.read(path, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    text = re.sub(r"```.*?```|`[^`]*`", " ", text, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.sub(r"<[^>]+>", " ", text)


@cache
def owned():
    """Return every number that a claim prints or that the table of sources holds."""
    found: set[float] = set()
    for table in claim_tables():
        frame = load(table)
        for column in ("evidence", "locator", "attributed_to"):
            for text in frame[column].dropna().unique():
                found |= numbers_in(text)
        for column in frame.select_dtypes("number"):
            found |= {float(value) for value in frame[column].dropna()}
        for column in [name for name in frame if name.startswith(("date_", "period_"))]:
            found |= {float(text[:4]) for text in frame[column].dropna()}
    return found | {float(text[:4]) for text in load("sources")["date"]}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_figure_in_the_prose_is_a_claims_or_said_to_be_ours(path):
    ours = OURS.get(path.name, {})
    strays = {number for number in numbers_in(prose(path)) if number > SMALL} - owned()
    assert sorted(strays - set(ours)) == [], "tie each to a claim, or list it in OURS with a reason"
    assert sorted(set(ours) - strays) == [], "no longer strays: take them out of OURS"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_no_dollar_sign_turns_prose_into_a_formula(path):
    cells = nbformat.read(path, as_version=4).cells
    formulas = [
        cell.id
        for cell in cells
        if cell.cell_type == "markdown"
        and len(re.findall(r"(?<!\\)\$", re.sub(r"`[^`]*`", "", cell.source))) > 1
    ]
    assert formulas == [], "write dollars, or escape the sign"
