"""Unit 4's explorer: the joint exercises that the sources name, by years, framework, participant.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. Every
claim stays on the chart in grey, so that a learner sees what a choice leaves out.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from marchwest.data import load
from marchwest.explorers.arguments import one_of, year_range
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control, Range
from marchwest.explorers.exercises_years import FIRST, LAST

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["explore", "view"]

QUESTION = "Which joint exercises do the sources name, when, and in whose framework?"
FRAMEWORKS = {
    "all": "all frameworks",
    "SCO": "SCO",
    "CSTO": "CSTO",
    "bilateral": "bilateral",
    "unstated": "not stated by the source",
}
# Who hosts, takes part or is expected belongs to an exercise; who refuses or is absent does not.
TAKING_PART = ("host", "took_part", "planned")
DESCRIPTION = (
    "Timeline with one row a claim about a joint exercise or operation, in order of time; colour "
    "and shape tell the source, grey what lies outside the selection."
)


def view(
    years: tuple[int, int] = (FIRST, LAST), framework: str = "all", participant: str = "all"
) -> Figure:
    """Return the timeline of claims about exercises, with a selection in colour.

    Parameters
    ----------
    years : tuple of int, default (1999, 2019)
        First and last year. A dated claim is selected if its date can lie in those years. Years
        say nothing of a claim without a date: it stays in the table whatever they are.
    framework : str, default "all"
        ``"SCO"``, ``"CSTO"``, ``"bilateral"``, ``"unstated"`` or ``"all"``: as the source says.
    participant : str, default "all"
        A country, as code or name (``"KAZ"``, ``"Kazakhstan"``), that any source names as host,
        as taking part or as expected; or ``"all"``.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table: the claims dated to the years, then those
        without a date. Both kinds meet the other two conditions.

    Examples
    --------
    >>> view(years=(2002, 2012), framework="SCO").table["Framework"].unique().tolist()
    ['SCO']
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.exercises_chart import timeline

    years = year_range("years", years, FIRST, LAST)
    framework = one_of("framework", framework, FRAMEWORKS)
    participant = one_of("participant", participant, participants())
    claims = load("exercises")
    matching = claims[_matching(claims, framework, participant)]
    undated = matching[matching["date_start"].isna()]
    dated = matching[_in_years(matching, years)]
    sentence = _sentence(dated, len(undated), years, framework, participant)
    chart = timeline(set(dated["claim_id"]), years, f"{sentence} {DESCRIPTION}")
    return Figure(chart, sentence, _table(pd.concat([dated, undated])))


def explore() -> Explorer:
    """Return the explorer: controls for years, framework and participant above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Range("years", "Years", FIRST, LAST, (FIRST, LAST),
              help="First and last year; claims without a date stay in the table"),
        Choice("framework", "Framework", FRAMEWORKS, "all", help="As the source states it"),
        Choice("participant", "Participant", participants(), "all",
               help="A country that any source names as host, as taking part or as expected"),
    ]  # fmt: skip
    return Explorer(view, controls, call="explorers.exercises.view", question=QUESTION, room=300)


@cache
def participants() -> dict[str, str]:
    """Return the countries that take part in any exercise: code to name, by name.

    Returns
    -------
    dict of str to str
        ``"all"`` first.
    """
    parts = load("exercise_participants")
    codes = parts.loc[parts["role"].isin(TAKING_PART), "country"].dropna().unique()
    countries = load("countries")
    named = countries.loc[countries["iso3"].isin(codes)].sort_values("name")
    return {"all": "all countries"} | dict(zip(named["iso3"], named["name"], strict=True))


def _matching(claims: pd.DataFrame, framework: str, participant: str) -> pd.Series[bool]:
    kept = pd.Series(data=True, index=claims.index)
    if framework == "unstated":
        kept &= claims["framework"].isna()
    elif framework != "all":
        kept &= claims["framework"].eq(framework).fillna(False)
    if participant != "all":
        parts = load("exercise_participants")
        takes_part = parts["country"].eq(participant) & parts["role"].isin(TAKING_PART)
        kept &= claims["event"].isin(parts.loc[takes_part.fillna(False), "exercise"])
    return kept.astype(bool)


def _in_years(claims: pd.DataFrame, years: tuple[int, int]) -> pd.Series[bool]:
    """Return which claims have a date that can lie in the years."""
    start = pd.to_numeric(claims["date_start"].str[:4])
    end = pd.to_numeric(claims["date_end"].str[:4]).fillna(start)
    inside = start.le(years[1]).fillna(False) & end.ge(years[0]).fillna(False)
    return inside.astype(bool)


def _sentence(
    dated: pd.DataFrame,
    undated: int,
    years: tuple[int, int],
    framework: str,
    participant: str,
) -> str:
    about = []
    if framework == "unstated":
        about.append("no framework stated")
    elif framework != "all":
        about.append(f"framework {framework}")
    if participant != "all":
        about.append(f"{participants()[participant]} taking part")
    condition = f" ({', '.join(about)})" if about else ""
    span = f"Between {years[0]} and {years[1]}" if years[0] < years[1] else f"In {years[0]}"
    if dated.empty:
        gap = (
            f"{span}, no source dates an exercise or operation{condition}. That is a gap in these "
            "nine texts, not proof that there was none. Widen the years or choose another option."
        )
        return " ".join([gap, *_without_date(undated, "")])
    sources, events = dated["source_id"].nunique(), dated["event"].nunique()
    unheld = int(dated["status"].isin(["planned", "expected"]).sum())
    parts = [
        f"{span}, {'1 source dates' if sources == 1 else f'{sources} sources date'} "
        f"{'1 exercise or operation' if events == 1 else f'{events} exercises or operations'}"
        f"{condition}, in {_claims(len(dated))}."
    ]
    if unheld:
        parts.append(f"{_plans(unheld)} of a plan or a forecast only.")
    return " ".join([*parts, *_without_date(undated, "more ")])


def _without_date(number: int, more: str) -> list[str]:
    """Say how many claims have no date; they are the same whatever the years."""
    if not number:
        return []
    claims = f"1 {more}claim gives" if number == 1 else f"{number} {more}claims give"
    return [f"{claims} no date: in the table whatever the years, not on the chart."]


def _claims(number: int) -> str:
    return "1 claim" if number == 1 else f"{number} claims"


def _plans(number: int) -> str:
    return "1 claim speaks" if number == 1 else f"{number} claims speak"


def _table(claims: pd.DataFrame) -> pd.DataFrame:
    from marchwest.charts.words import event_name, source_style

    in_order = claims.sort_values(["date_start", "event"], kind="stable", na_position="last")
    start, end = in_order["date_start"].fillna(""), in_order["date_end"].fillna("")
    table = pd.DataFrame(
        {
            "Exercise": in_order["event"].map(event_name),
            "Source": in_order["source_id"].map(lambda source: source_style(source).label),
            "Name in the source": in_order["name"],
            "Date": [_date(*dates) for dates in zip(start, end, strict=True)],
            "Framework": in_order["framework"].fillna("not stated"),
            "Status": in_order["status"],
            LOCATOR: in_order["locator"],
            CLAIM: in_order["claim_id"],
        }
    )
    return table.reset_index(drop=True)


def _date(start: str, end: str) -> str:
    from marchwest.charts.words import date_words

    if not start:
        return "not given"
    return f"{date_words(start)} to {date_words(end)}" if end else date_words(start)
