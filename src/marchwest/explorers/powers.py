"""Unit 8's explorer: two rates of growth, the year of the crossing, and the claim beside it.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. What is
projected is ours: the sources print sums for a few years, one forecast, and no rates.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from marchwest.explorers.arguments import BadArgumentError, one_of
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control, Slider

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["FIRST", "HORIZON", "LAST", "START", "explore", "view"]

QUESTION = "At which rates of growth does China spend more than the United States by 2035?"
FIRST, START, LAST, HORIZON = 2000, 2011, 2050, 2100
"""First year drawn, year from which we project, last year drawn, last year looked at."""
CHINA_RATES, USA_RATES = (0, 16), (-3, 6)
"""Per cent a year; whole, since a slider of fractions does not come back to exactly nought."""
STARTS = {"sum": "the sum printed (129)", "share": "worked out from shares (142)"}
SCALES = {"log": "logarithmic", "linear": "plain"}
BILLION = 1e9
_CLAIMS = {
    "china-2000": "spending-chn-2000@icg-2013",
    "china": "spending-chn-2011@icg-2013",
    "usa-2010": "spending-usa-2010@icg-2013",
    "usa": "spending-usa-2011@icg-2013",
    "china-share": "share-chn-2011@icg-2013",
    "usa-share": "share-usa-2011@icg-2013",
    "forecast": "spending-chn-overtakes-usa@icg-2013",
}
_FIGURES = {
    "china-2000": "China's spending, 2000",
    "china": "China's spending, 2011",
    "usa-2010": "U.S. spending, 2010",
    "usa": "U.S. spending, 2011",
    "china-share": "China's share of the world, 2011",
    "usa-share": "U.S. share of the world, 2011",
    "forecast": "China spends more than the United States",
}
DESCRIPTION = (
    "Horizontal axis: year, 2000 to 2050. Vertical axis: defence spending in billion dollars. "
    "Marks are sums that the report prints; two dashed lines from 2011 on are our projections; a "
    "vertical line at 2035 is the claim; a diamond marks where the lines cross, if they do."
)


class Projection(NamedTuple):
    """What a state comes to; sums in billion dollars."""

    china: float
    """China's rate, in per cent a year."""
    usa: float
    china_start: float
    usa_start: float
    claimed: int
    """The year by which the forecast has China ahead."""

    def sums(self, year: float) -> tuple[float, float]:
        """Return the projected sums of China and of the United States in a year."""
        past = year - START
        return (
            self.china_start * (1 + self.china / 100) ** past,
            self.usa_start * (1 + self.usa / 100) ** past,
        )

    def meeting(self) -> float | None:
        """Return when both sums are equal, as a point in time; None where they never are."""
        if self.china <= self.usa:
            return None
        gain = math.log((100 + self.china) / (100 + self.usa))
        return START + math.log(self.usa_start / self.china_start) / gain

    def ahead(self) -> int | None:
        """Return the first whole year with China ahead, None if there is none by `HORIZON`."""
        years = range(START + 1, HORIZON + 1)
        return next((year for year in years if self.sums(year)[0] > self.sums(year)[1]), None)


def view(china: float = 13, usa: float = 0, start: str = "sum", scale: str = "log") -> Figure:
    """Return China's and the United States' defence spending, printed and projected.

    Parameters
    ----------
    china : float, default 13
        How fast China's spending grows, in per cent a year, from 0 to 16. The two printed sums, of
        2000 and 2011, give about 13.
    usa : float, default 0
        The same for the United States, from -3 to 6.
    start : str, default "sum"
        China's sum of 2011: ``"sum"`` takes the 129 billion dollars that are printed, ``"share"`` the
        142 billion that follow from the shares of world spending in the report's note 151.
    scale : str, default "log"
        ``"log"``: equal steps on the axis are equal ratios. ``"linear"``: they are equal sums.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table: a row for each claim that is used.

    Examples
    --------
    >>> view(china=7, usa=0).sentence.split(". ")[1]
    'China is first ahead in 2037, 2 years after 2035: at these rates the claim does not hold'
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.powers_chart import projections

    china, usa = _rate("china", china, *CHINA_RATES), _rate("usa", usa, *USA_RATES)
    from_share = one_of("start", start, STARTS) == "share"
    log = one_of("scale", scale, SCALES) == "log"
    own_start = _from_shares() if from_share else _billion("china")
    projection = Projection(china, usa, own_start, _billion("usa"), _claimed())
    sentence = _sentence(projection, from_share=from_share, log=log)
    chart = projections(
        projection,
        printed=_printed(),
        from_share=from_share,
        log=log,
        description=f"{sentence} {DESCRIPTION}",
    )
    return Figure(chart, sentence, _table(projection, from_share=from_share))


def explore() -> Explorer:
    """Return the explorer: controls for the rates, the start and the axis above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Slider("china", "China (% a year)", *CHINA_RATES, 13,
               help="How fast China's spending grows, in per cent a year"),
        Slider("usa", "United States (% a year)", *USA_RATES, 0,
               help="How fast U.S. spending grows, in per cent a year"),
        Choice("start", "China in 2011", STARTS, "sum",
               help="From which sum China's line starts, in billion dollars"),
        Choice("scale", "Axis", SCALES, "log",
               help="Logarithmic: equal steps are equal ratios; plain: they are equal sums"),
    ]  # fmt: skip
    return Explorer(view, controls, call="explorers.powers.view", question=QUESTION, room=520)


def _rate(name: str, value: Any, low: float, high: float) -> float:
    example = f"Write per cent a year from {low:g} to {high:g}, for example {name}={high / 2:g}."
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise BadArgumentError(f"{name}={value!r} is not a number of per cent. {example}")
    if not low <= value <= high:
        raise BadArgumentError(f"{name}={value!r} is out of range. {example}")
    return float(value)


@cache
def _claim(key: str) -> dict[Any, Any]:
    from marchwest.charts.words import records
    from marchwest.data import load

    rows = load("defence_spending")
    return records(rows[rows["claim_id"] == _CLAIMS[key]])[0]


def _billion(key: str) -> float:
    return float(_claim(key)["number"]) / BILLION


def _from_shares() -> float:
    """Return China's sum of 2011 as the shares have it, in billion dollars."""
    share = float(_claim("china-share")["number"]) / float(_claim("usa-share")["number"])
    return _billion("usa") * share


def _claimed() -> int:
    return int(_claim("forecast")["date_end"])


def _printed() -> list[dict[str, Any]]:
    keys = {"china-2000": "China", "china": "China", "usa-2010": "United States",
            "usa": "United States"}  # fmt: skip
    return [
        {"power": power, "year": int(_claim(key)["date_start"]), "billion": _billion(key)}
        for key, power in keys.items()
    ]


def _sentence(projection: Projection, *, from_share: bool, log: bool) -> str:
    start = f"China {projection.china_start:,.0f}" + (" by the shares" if from_share else "")
    axis = (
        "The axis is logarithmic, so a steady rate is a straight line."
        if log
        else "The axis is plain, so a steady rate bends away from the straight line."
    )
    if not log and _is_above(projection):
        axis += " The crossing lies above its top: choose the logarithmic axis."
    return (
        f"Start in {START} with {start} and the United States {projection.usa_start:,.0f} billion "
        f"dollars, and let China change by {projection.china:g} and the United States by "
        f"{projection.usa:g} per cent a year. {_outcome(projection)}. In {projection.claimed} that "
        f"makes {_pair(projection, projection.claimed)} billion dollars. Both lines are our "
        f"projections; no source prints them. {axis}"
    )


def _outcome(projection: Projection) -> str:
    year, claimed = projection.ahead(), projection.claimed
    if year is None:
        why = (
            "its rate is not the higher one"
            if projection.china <= projection.usa
            else "its rate is hardly higher"
        )
        return (
            f"China is not ahead by {HORIZON}, since {why}: at these rates the claim does not hold"
        )
    gap = abs(year - claimed)
    span = f"{gap} year{'' if gap == 1 else 's'}"
    where = f"{span} {'before' if year < claimed else 'after'} {claimed}" if gap else ""
    beyond = ", beyond the end of the chart" if year > LAST else ""
    holds = "holds" if year <= claimed else "does not hold"
    told = f"{year}, {where}{beyond}" if gap else f"{year}, the year of the claim"
    return f"China is first ahead in {told}: at these rates the claim {holds}"


def _is_above(projection: Projection) -> bool:
    """Tell whether the lines cross within the years of the chart but above its plain axis."""
    from marchwest.explorers.powers_chart import LINEAR_TOP

    meeting = projection.meeting()
    return meeting is not None and meeting <= LAST and projection.sums(meeting)[0] > LINEAR_TOP


def _pair(projection: Projection, year: int) -> str:
    china, usa = projection.sums(year)
    return f"{china:,.0f} (China) and {usa:,.0f} (United States)"


def _table(projection: Projection, *, from_share: bool) -> pd.DataFrame:
    from marchwest.charts.words import given, source_style

    ours = {
        "china": _course(projection, 0),
        "usa": _course(projection, 1),
        "forecast": f"first ahead: {projection.ahead() or f'not by {HORIZON}'}",
    }
    if from_share:
        ours["china"] = "not used: see China's share"
        ours["china-share"] = f"{projection.china_start:,.0f}; {_course(projection, 0)}"
        ours["usa-share"] = "the whole for China's share"
    unused = () if from_share else ("china-share", "usa-share")
    rows = []
    for key, name in _FIGURES.items():
        if key in unused:
            continue
        row = _claim(key)
        rows.append(
            {
                "Figure": name,
                "As printed": _as_printed(row),
                "What follows (ours; billion dollars)": ours.get(key, "drawn, not projected"),
                "Source": source_style(str(row["source_id"])).label,
                "Taken from": given(row["attributed_to"]),
                LOCATOR: row["locator"],
                CLAIM: row["claim_id"],
            }
        )
    return pd.DataFrame(rows)


def _course(projection: Projection, which: int) -> str:
    years = (2020, projection.claimed, LAST)
    return ", ".join(f"{projection.sums(year)[which]:,.0f} in {year}" for year in years)


def _as_printed(row: dict[Any, Any]) -> str:
    if row["measure"] == "forecast":
        return f"by {row['date_end']}"
    if row["measure"] == "share":
        return f"{float(row['number']):g} per cent"
    some = "some " if row["number_qualifier"] == "approx" else ""
    return f"{some}{float(row['number']) / BILLION:,.0f} billion dollars"
