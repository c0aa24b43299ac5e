"""Unit 2's explorer: which driver each author speaks of, over time, and whose view it is.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. The
drivers are our headings over the codes of `positions`; ``drivers_claims`` has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchwest.explorers.arguments import one_of
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control
from marchwest.explorers.drivers_claims import DRIVERS, QUESTIONS, claims, texts

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["explore", "view"]

QUESTION = "Which driver does each text speak of, and whose view does it tell?"
DESCRIPTION = (
    "Matrix with one row a driver, by our headings, and one column a text, oldest first. In each "
    "cell the number of claims that give the author's own view, and of those that tell the view "
    "of a party."
)
HOLDERS = {"both": "authors and parties", "author": "authors only", "party": "parties they tell of"}
_QUESTIONS = {"all": "all seven questions"} | {
    event.removeprefix("position-"): words for event, words in QUESTIONS.items()
}
_DRIVERS = {"all": "no driver highlighted"} | DRIVERS


def view(question: str = "all", holder: str = "both", driver: str = "all") -> Figure:
    """Return the matrix of drivers and texts.

    Parameters
    ----------
    question : str, default "all"
        One of the seven questions, such as ``"main-threat"`` or ``"non-interference"``, or
        ``"all"``.
    holder : str, default "both"
        ``"author"`` for what authors say in their own name, ``"party"`` for the views of others
        that they tell, or ``"both"``.
    driver : str, default "all"
        A driver to highlight, such as ``"xinjiang"`` or ``"energy"``; then sentence and table
        hold its claims alone. ``"all"`` highlights none.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table of the selected claims.

    Examples
    --------
    >>> view(driver="energy", holder="author").table["Source"].tolist()
    ['Peyrouse 2010', 'Weitz 2012']
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.drivers_chart import matrix

    question = one_of("question", question, _QUESTIONS)
    holder = one_of("holder", holder, HOLDERS)
    driver = one_of("driver", driver, _DRIVERS)
    known = claims()
    kept = pd.Series(data=True, index=known.index)
    if question != "all":
        kept &= known["event"].eq(f"position-{question}")
    if holder != "both":
        kept &= known["kind"].eq(holder)
    drawn = known[kept]
    chosen = drawn if driver == "all" else drawn[drawn["driver"].eq(driver)]
    sentence = _sentence(chosen, question, holder, driver)
    cells: dict[tuple[str, str, str], int] = {}
    for cell in zip(drawn["driver"], drawn["source_id"], drawn["kind"], strict=True):
        cells[cell] = cells.get(cell, 0) + 1
    chart = matrix(cells, driver, f"{sentence} {DESCRIPTION}")
    return Figure(chart, sentence, _table(chosen))


def explore() -> Explorer:
    """Return the explorer: controls for question, holder and driver above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Choice("question", "Question", _QUESTIONS, "all", help="Which question the claims answer"),
        Choice("holder", "Whose view", HOLDERS, "both",
               help="What authors say in their own name, or the views of others that they tell"),
        Choice("driver", "Driver", _DRIVERS, "all",
               help="The driver to highlight; the table then holds its claims alone"),
    ]  # fmt: skip
    return Explorer(view, controls, call="explorers.drivers.view", question=QUESTION, room=280)


def _sentence(chosen: pd.DataFrame, question: str, holder: str, driver: str) -> str:
    about = []
    if driver != "all":
        about.append(f"driver {DRIVERS[driver]}")
    if question != "all":
        about.append(f"question {_QUESTIONS[question]}")
    if holder != "both":
        about.append(HOLDERS[holder])
    condition = f" ({'; '.join(about)})" if about else ""
    if chosen.empty:
        return (
            f"No claim fits{condition}. That is a gap in these nine texts, not proof that nobody "
            "thinks so. Choose another option."
        )
    told = chosen[chosen["kind"].eq("party")]
    own = len(chosen) - len(told)
    parts = [
        f"{_many(len(chosen), 'claim', 'claims')} in "
        f"{_many(chosen['source_id'].nunique(), 'text', 'texts')}{condition}: {_by_text(chosen)}."
    ]
    if holder == "both":
        parts.append(
            f"{_many(own, 'gives', 'give')} the author's own view, {len(told)} that of a party."
        )
    if len(told):
        credited = int(told["attributed_to"].notna().sum())
        somebody = f"{_many(credited, 'credits', 'credit') if credited else 'none credits'}"
        parts.append(f"Of the {len(told)} on a party, {somebody} somebody for it.")
    return " ".join(parts)


def _by_text(chosen: pd.DataFrame) -> str:
    from marchwest.charts.words import source_style

    numbers = chosen["source_id"].value_counts()
    return ", ".join(
        f"{source_style(text).label} ({numbers[text]})" for text in texts() if text in numbers
    )


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _table(chosen: pd.DataFrame) -> pd.DataFrame:
    from marchwest.charts.words import given, source_style

    rows = [
        {
            "Driver (ours)": DRIVERS[row["driver"]],
            "Source": source_style(row["source_id"]).label,
            "Whose view": row["holder"],
            "Question": QUESTIONS[row["event"]],
            "Finding (our words)": row["finding"],
            "Credited": given(row["attributed_to"]) or "nobody",
            "Certainty": row["certainty"],
            LOCATOR: row["locator"],
            CLAIM: row["claim_id"],
        }
        for row in chosen.to_dict("records")
    ]
    columns = [
        *("Driver (ours)", "Source", "Whose view", "Question", "Finding (our words)"),
        *("Credited", "Certainty", LOCATOR, CLAIM),
    ]
    return pd.DataFrame(rows, columns=columns)
