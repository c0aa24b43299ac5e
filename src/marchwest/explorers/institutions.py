"""Unit 3's explorer: which state stood where in which body by a year, and who is in two of them.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. From which
year a claim counts is told in `institutions_rule`, in the sentence and in the lesson.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import pandas as pd

from marchwest.explorers.arguments import BadArgumentError, one_of
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control, Slider
from marchwest.explorers.institutions_rule import (
    FIRST,
    IN,
    LAST,
    Counted,
    Standing,
    bodies,
    is_before_founding,
    standings,
    states,
)

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["explore", "view"]

QUESTION = "By a given year, which states do the texts show in which body, and who is in two?"
YEAR, BODY, OTHER = 2013, "sco", "csto"
RULE = (
    "A claim counts from the year that it gives; a founder without a date, from the founding; "
    "any other claim, from the year of its text."
)
DESCRIPTION = (
    "Matrix with one row a state and one column a body; shape, colour and letter tell the "
    "standing, a hollow mark that no text dates it."
)
_HOW = {
    "dated": "date in the text",
    "founding": "founding of the body",
    "text": "year of the text",
}
_NAMES = {
    "shanghai-five": "the Shanghai Five",
    "eurasec": "EurAsEC",
    "cica": "CICA",
    "afghanistan-china-pakistan": "the talks of Afghanistan, China and Pakistan",
    "usa-russia-china": "the talks of the United States, Russia and China",
    "un-security-council": "the UN Security Council",
}


def view(year: int = YEAR, body: str = BODY, other: str = OTHER) -> Figure:
    """Return the matrix of states and bodies by a year, with the states in two bodies framed.

    Parameters
    ----------
    year : int, default 2013
        From 1991 to 2019. Claims count from the year that they give; a founder without a date
        counts from the founding of the body, any other claim from the year of its text.
    body, other : str, default "sco" and "csto"
        Two bodies, as slug or short name (``"csto"``, ``"CSTO"``). A state is *in* a body as
        founder, member or participant; observers and dialogue partners are told apart.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table of all claims that count by the year,
        those on the two bodies first.

    Examples
    --------
    >>> int(view(year=2010).table["Counts from"].max())
    2010
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.institutions_chart import matrix

    year = _one_year(year)
    pair = (one_of("body", body, bodies()), one_of("other", other, bodies()))
    found = standings(year)
    shared = [] if pair[0] == pair[1] else _of_both(found, pair, IN)
    sentence = _sentence(year, pair, found, shared)
    chart = matrix(year, pair, shared, found, f"{sentence} {DESCRIPTION}")
    return Figure(chart, sentence, _table(found, pair))


def explore() -> Explorer:
    """Return the explorer: a year and two bodies above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Slider("year", "Year", FIRST, LAST, YEAR, help="The last year whose claims count"),
        Choice("body", "Body", bodies(), BODY, help="The first of the two bodies compared"),
        Choice("other", "Compare with", bodies(), OTHER, help="The second of the two bodies"),
    ]
    return Explorer(view, controls, call="explorers.institutions.view", question=QUESTION, room=480)


def _one_year(value: Any) -> int:
    example = f"Write one year from {FIRST} to {LAST}, for example year=2010."
    try:
        found = operator.index(value)
    except TypeError:
        raise BadArgumentError(f"year={value!r} is not a whole year. {example}") from None
    if isinstance(value, bool):
        raise BadArgumentError(f"year={value!r} is not a whole year. {example}")
    if not FIRST <= found <= LAST:
        raise BadArgumentError(f"year={value!r} leaves the data ({FIRST} to {LAST}). {example}")
    return found


def _of(found: dict[tuple[str, str], Standing], body: str, statuses: tuple[str, ...]) -> list[str]:
    """Return the states with one of the standings in a body, in the order of the chart."""
    return [
        code for code in states() if (body, code) in found and found[body, code].status in statuses
    ]


def _of_both(
    found: dict[tuple[str, str], Standing], pair: tuple[str, str], statuses: tuple[str, ...]
) -> list[str]:
    first, second = (_of(found, body, statuses) for body in pair)
    return [code for code in first if code in second]


def _sentence(
    year: int, pair: tuple[str, str], found: dict[tuple[str, str], Standing], shared: list[str]
) -> str:
    parts = [_who(year, pair, found, shared), *_at_the_door(pair, found, shared)]
    return " ".join([*parts, *_outside(pair, found), RULE])


def _who(
    year: int, pair: tuple[str, str], found: dict[tuple[str, str], Standing], shared: list[str]
) -> str:
    sizes = [len(_of(found, body, IN)) for body in pair]
    names = [_name(body) for body in pair]
    if pair[0] == pair[1]:
        again = f"By {year}, the texts show {_states(sizes[0])} in {names[0]}."
        return f"{again} You chose this body twice: choose another to compare it with."
    counts = f"By {year}, the texts show {_states(sizes[0])} in {names[0]} and "
    counts += f"{sizes[1] or 'none'} in {names[1]}"
    if not all(sizes):
        gap = f"{counts}. That is a gap in these nine texts, not proof that nobody was in it."
        return " ".join([gap, *_not_yet(year, pair)])
    if not shared:
        return f"{counts}. No state is in both, as far as the texts go."
    are = "is" if len(shared) == 1 else "are"
    return f"{counts}; {len(shared)} {are} in both: {_listed(shared)}."


def _not_yet(year: int, pair: tuple[str, str]) -> list[str]:
    """Name the bodies that, by every founding date in the texts, came later than the year."""
    later = [body for body in pair if is_before_founding(body, year)]
    return [f"Every founding date in the texts puts {_name(body)} later." for body in later]


def _at_the_door(
    pair: tuple[str, str], found: dict[tuple[str, str], Standing], shared: list[str]
) -> list[str]:
    """Name the states with a standing in both bodies that are observers or partners in one."""
    if pair[0] == pair[1]:
        return []
    wider = _of_both(found, pair, (*IN, "observer", "dialogue_partner"))
    more = [code for code in wider if code not in shared]
    if not more:
        return []
    are = "is" if len(more) == 1 else "are"
    words = (
        "an observer or dialogue partner" if len(more) == 1 else "observers or dialogue partners"
    )
    return [f"{_listed(more)} {are} in one and {words} of the other."]


def _outside(pair: tuple[str, str], found: dict[tuple[str, str], Standing]) -> list[str]:
    said = []
    for body in dict.fromkeys(pair):
        if kept_out := _of(found, body, ("outside",)):
            are = "is" if len(kept_out) == 1 else "are"
            told = f"{_listed(kept_out)} {are} told of as outside {_name(body)}."
            said.append(told[0].upper() + told[1:])
    return said


def _name(body: str) -> str:
    return _NAMES.get(body, f"the {bodies()[body]}")


def _states(number: int) -> str:
    return {0: "no state", 1: "1 state"}.get(number, f"{number} states")


def _listed(codes: list[str]) -> str:
    from marchwest.charts.describe import listed

    names = states() | {"USA": "the United States"}
    return listed([names[code] for code in codes])


def _table(found: dict[tuple[str, str], Standing], pair: tuple[str, str]) -> pd.DataFrame:
    order = [*dict.fromkeys(pair), *(body for body in bodies() if body not in pair)]
    rows = [
        _row(claim)
        for body in order
        for code in states()
        if (standing := found.get((body, code)))
        for claim in standing.claims
    ]
    columns = ["Body", "State", "Standing", "Counts from", "Because of", "Source", LOCATOR, CLAIM]
    return pd.DataFrame(rows, columns=columns)


def _row(claim: Counted) -> dict[str, Any]:
    from marchwest.charts.words import source_style

    return {
        "Body": bodies()[claim.body],
        "State": states()[claim.country],
        "Standing": claim.status.replace("_", " "),
        "Counts from": claim.since,
        "Because of": _HOW[claim.how],
        "Source": source_style(claim.source_id).label,
        LOCATOR: claim.locator,
        CLAIM: claim.claim_id,
    }
