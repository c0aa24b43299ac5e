"""Does a cited claim bear a figure out? Units, currencies, rounding, years and own calculations."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from marchwest.brief.figures import Figure, written
from marchwest.brief.findings import Finding, say
from marchwest.brief.holdings import Held, Holding, named_in, of_event
from marchwest.claims.cite import short_name
from marchwest.claims.values import number as plain_number
from marchwest.data import load
from marchwest.judging.numbers import CONVERSIONS
from marchwest.judging.sources import fold

__all__ = ["Checked", "check_figures", "is_own_calculation", "real_figures"]

_ABOUT: Final = 0.1
"""How far "about" reaches, as `claims.values` has it."""
_OWN: Final = re.compile(
    r"\b(?:our|own|my)\s+(?:own\s+)?(?:\w+\s+)?(?:calculations?|arithmetic|sums?|reckoning|computation)\b"
    r"|\b(?:we|I)\s+(?:calculate|compute|reckon)\b",
    re.I,
)
_PAPER: Final = re.compile(r"\W*(?:report|article|essay|testimony|study|text|paper|book)\b", re.I)
_WORDS: Final = {"at_least": "at least", "at_most": "at most", "approx": "about"}


@dataclass(frozen=True)
class Checked:
    """A figure and what became of it."""

    figure: Figure
    status: str
    """``borne out``, ``not borne out``, ``own calculation``, ``no citation`` or ``not needed``."""
    claims: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The figure as it is written."""
        return self.figure.text

    def __str__(self) -> str:
        return f"{self.figure.text} ({self.status})"


def is_own_calculation(text: str) -> bool:
    """Tell whether a sentence calls its figure an own calculation."""
    return bool(_OWN.search(text))


def real_figures(text: str, figures: list[Figure], claims: list[Holding]) -> list[Figure]:
    """Leave out digits of names that the claims hold, and the years of texts that are named."""
    folded = fold(text)
    found = []
    for figure in figures:
        before, after = text[max(0, figure.start - 30) : figure.start], text[figure.end :]
        if named_in(figure, before, claims):
            continue
        if figure.kind == "year" and _is_publication(figure, before, after, folded, claims):
            continue
        found.append(figure)
    return found


def _is_publication(
    figure: Figure, before: str, after: str, folded: str, claims: list[Holding]
) -> bool:
    year = f"{figure.value:.0f}"
    cited = {one.source_id for one in claims}
    in_brackets = before.rstrip().endswith("(") and after.lstrip()[:1] in (")", ";", ",")
    paper = bool(_PAPER.match(after[:20]))
    for source_id, author in load("sources")[["source_id", "author"]].itertuples(index=False):
        if not source_id.endswith(year):
            continue
        name = fold(short_name(source_id)).rpartition(" ")[0]
        if name in folded or (source_id in cited and (in_brackets or paper)):
            return True
        if author.split()[-1] in folded:
            return True
    return False


def check_figures(
    number: int, text: str, figures: list[Figure], claims: list[Holding]
) -> tuple[list[Checked], list[Finding]]:
    """Check the figures of a sentence against the claims that it cites.

    Parameters
    ----------
    number : int
        Of the sentence.
    text : str
        The sentence without marks.
    figures : list of Figure
    claims : list of Holding
        What the cited claims hold; none of them is unknown.

    Returns
    -------
    list of Checked
    list of Finding
    """
    own = is_own_calculation(text)
    checked: list[Checked] = []
    found: list[Finding] = []
    for figure in figures:
        one, finding = _check(number, figure, claims, own, figures)
        checked.append(one)
        if finding:
            found.append(finding)
    return checked, found


def _check(
    number: int, figure: Figure, claims: list[Holding], own: bool, figures: list[Figure]
) -> tuple[Checked, Finding | None]:
    if figure.kind == "name":
        where = "; ".join(one.place for one in claims[:2])
        reason = f"No cited claim holds the name {figure.text}."
        return Checked(figure, "not borne out"), say(
            "figure", number, reason, "cite a claim that names it, or correct the name.", where
        )
    if figure.kind != "number":
        return _check_date(number, figure, claims)
    matches = [(held, one) for one in claims for held in one.numbers]
    hits = [
        (held, one) for held, one in matches if _equal(figure, held) and figure.unit.fits(held.unit)
    ]
    if hits:
        return _borne(number, figure, hits)
    rounded = [(h, one) for h, one in matches if _rounds(figure, h) and figure.unit.fits(h.unit)]
    if rounded:
        held, one = rounded[0]
        done = Checked(figure, "borne out", (one.claim_id,))
        if figure.qualifier:
            return done, None
        reason = f"{figure.text} is {written(held.value)} in {one.claim_id}, rounded."
        return done, say(
            "rounded", number, reason, "write 'about', or the figure as told.", one.place
        )
    if own:
        return _calculated(number, figure, claims, figures)
    return _wrong(number, figure, matches, claims)


def _equal(figure: Figure, held: Held) -> bool:
    return math.isclose(figure.value, held.value, rel_tol=1e-13, abs_tol=1e-12)


def _rounds(figure: Figure, held: Held) -> bool:
    """Tell whether the figure is a proper rounding of what the claim holds."""
    value, digits = held.value, figure.digits
    if not value or not math.isfinite(value) or digits >= 15:
        return False
    if digits < 2 and not figure.qualifier:
        return False
    reach = _ABOUT if figure.qualifier else _ABOUT / 2
    if abs(figure.value - value) > reach * abs(value) or not math.isfinite(figure.value):
        return False
    size = math.floor(math.log10(abs(value)))
    step = 10.0 ** (size - digits + 1)
    return math.isclose(math.floor(value / step + 0.5) * step, figure.value, rel_tol=1e-13)


def _borne(
    number: int, figure: Figure, hits: list[tuple[Held, Holding]]
) -> tuple[Checked, Finding | None]:
    ids = tuple(dict.fromkeys(one.claim_id for _, one in hits))
    done = Checked(figure, "borne out", ids)
    typed = [(held, one) for held, one in hits if held.typed] or hits
    if any(held.qualifier == figure.qualifier or held.range_end for held, _ in typed):
        return done, None
    held, one = typed[0]
    if {held.qualifier, figure.qualifier} == {"at_least", "at_most"}:
        reason = f"{one.claim_id} has {_WORDS[held.qualifier]} {written(held.value)}."
        return done, say(
            "direction", number, reason, "take over the words of the source.", one.place
        )
    if not held.typed or (
        {held.qualifier, figure.qualifier} == {"", "approx"} and figure.qualifier
    ):
        return done, None
    told = f"{_WORDS.get(held.qualifier, 'exactly')} {written(held.value)}"
    reason = f"The sentence says {_WORDS.get(figure.qualifier, '')} {figure.text}; {one.claim_id} has {told}."
    step = f"write '{_WORDS.get(held.qualifier, '')} {figure.text}', or leave the added word out."
    return done, say(
        "qualifier", number, " ".join(reason.split()), " ".join(step.split()), one.place
    )


def _check_date(
    number: int, figure: Figure, claims: list[Holding]
) -> tuple[Checked, Finding | None]:
    year = int(figure.value)
    for one in claims:
        if figure.kind == "decade" and any(year <= known < year + 10 for known in one.years):
            return Checked(figure, "borne out", (one.claim_id,)), None
        if figure.kind == "year":
            loose = any(held.value == year and not held.unit.is_money for held in one.numbers)
            if year in one.years or loose:
                return Checked(figure, "borne out", (one.claim_id,)), None
        if figure.kind in ("month", "day") and _has_day(figure, one):
            return Checked(figure, "borne out", (one.claim_id,)), None
    if figure.kind in ("month", "day"):
        for one in claims:
            month_known = any(y == year and m for y, m, _ in one.dates)
            if year in one.years and (not month_known or _has_month(figure, one)):
                reason = f"{one.claim_id} does not give {figure.text} so exactly."
                step = "be as exact as the source, and no more."
                done = Checked(figure, "borne out", (one.claim_id,))
                return done, say("too-exact", number, reason, step, one.place)
    kind = "year"
    reason = f"No cited claim has {figure.text}."
    for one in claims[:2]:
        known = sorted(one.years)
        has = ", ".join(map(str, known[:6])) if known else "no year"
        reason += f" {one.claim_id} has {has}."
    others = [
        other.claim_id
        for one in claims
        for other in of_event(one.event)
        if year in other.years and other not in claims
    ]
    if others:
        kind = "other-claim"
        reason += f" {others[0]} has it."
    where = "; ".join(one.place for one in claims[:2])
    step = (
        f"cite [@{others[0]}] if you mean it."
        if others
        else "correct the year, or cite the claim that has it."
    )
    return Checked(figure, "not borne out"), say(kind, number, reason, step, where)


def _has_month(figure: Figure, one: Holding) -> bool:
    return any(y in (int(figure.value), 0) and m == figure.month for y, m, _ in one.dates)


def _has_day(figure: Figure, one: Holding) -> bool:
    year = int(figure.value)
    return any(
        (y == year or not y or not year)
        and m == figure.month
        and (not figure.day or d == figure.day)
        and (not year or year in one.years or y == year)
        for y, m, d in one.dates
    )


def _wrong(
    number: int, figure: Figure, matches: list[tuple[Held, Holding]], claims: list[Holding]
) -> tuple[Checked, Finding | None]:
    lost = Checked(figure, "not borne out")
    for held, one in matches:
        if _equal(figure, held) and not figure.unit.fits(held.unit):
            told = f"{written(held.value / held.unit.factor)} {held.unit.word}".strip()
            if figure.unit.is_money and held.unit.is_money:
                reason = f"The sentence says {figure.text}, but {one.claim_id} has {told}."
                step = f"write the currency of the source ({held.unit.family}); do not convert silently."
                return lost, say("currency", number, reason, step, one.place)
            reason = (
                f"The sentence says {figure.text} ({figure.unit.word}); {one.claim_id} has {told}."
            )
            return lost, say("unit", number, reason, "check what the number counts.", one.place)
    for held, one in matches:
        factor = CONVERSIONS.get(({"km": "kilometres"}.get(held.unit.family, held.unit.family),
                                  {"km": "kilometres"}.get(figure.unit.family, figure.unit.family)))  # fmt: skip
        if factor and abs(figure.value - held.value * factor) <= 0.02 * held.value * factor:
            done = Checked(figure, "own calculation", (one.claim_id,))
            reason = f"{figure.text} is converted from {written(held.value)} {held.unit.word}."
            return done, say(
                "own-calculation", number, reason, "give the printed unit too.", one.place
            )
    for one in claims:
        for other in of_event(one.event):
            fits = any(
                _equal(figure, held) and figure.unit.fits(held.unit) for held in other.numbers
            )
            if fits and other not in claims:
                reason = f"{figure.text} is not in {one.claim_id}; {other.claim_id} has it."
                step = f"cite [@{other.claim_id}], or write the figure of the claim you cite."
                return lost, say("other-claim", number, reason, step, other.place)
    if figure.soft:
        reason = f"No cited claim holds {figure.text!r}."
        step = "if it is meant as a figure, check it; if not, leave it."
        return Checked(figure, "not needed"), say("small-number", number, reason, step)
    for held, one in matches:
        for factor in (1e3, 1e6, 1e9):
            if (
                held.value
                and held.typed
                and (
                    math.isclose(figure.value, held.value * factor)
                    or math.isclose(figure.value * factor, held.value)
                )
            ):
                reason = f"{figure.text} has the digits of {written(held.value)} in {one.claim_id}, but not its size."
                return lost, say(
                    "scale", number, reason, "check thousands, millions, billions.", one.place
                )
    typed = [(held, one) for held, one in matches if held.typed]
    told = "; ".join(
        f"{one.claim_id} has {written(held.value / held.unit.factor)} {held.unit.word}".strip()
        for held, one in typed[:2]
    )
    reason = f"No cited claim holds {figure.text}. {told or 'They hold no such number'}."
    where = "; ".join(one.place for one in claims[:2])
    step = "correct the figure, cite the claim that has it, or mark it (own calculation)."
    return lost, say("figure", number, reason, step, where)


def _calculated(
    number: int, figure: Figure, claims: list[Holding], figures: list[Figure]
) -> tuple[Checked, Finding]:
    parts = [held.value for one in claims for held in one.numbers if held.value]
    years = sorted({year for one in claims for year in one.years})
    if not parts and len(years) < 2:
        reason = f"{figure.text} is called an own calculation, but no cited claim holds its parts."
        return Checked(figure, "not borne out"), say(
            "calculation-parts", number, reason, "cite the claims with the numbers that you used."
        )
    ids = tuple(one.claim_id for one in claims)
    typed = [held.value for one in claims for held in one.numbers if held.typed]
    # A number of the sentence is a part only where a cited claim holds it.
    beside = {other.value for other in figures if other is not figure and other.kind == "number"}
    loose = [held.value for one in claims for held in one.numbers if held.value in beside]
    parts = [value for value in dict.fromkeys([*typed, *loose]) if 0 < value < math.inf]
    way = _way(figure, parts[:12], years[:8])
    reason = f"{figure.text} is listed as your calculation; " + (
        f"it comes out as {way}."
        if way
        else "the cited figures do not give it in one or two steps."
    )
    step = (
        "nothing, if the steps can be followed." if way else "show the steps, and cite each part."
    )
    if not way:
        return Checked(figure, "not borne out", ids), say("calculation-parts", number, reason, step)
    return Checked(figure, "own calculation", ids), say("own-calculation", number, reason, step)


def _way(figure: Figure, parts: list[float], years: list[int]) -> str:
    """Say how a figure comes out of its parts, or return nothing."""

    def near(value: float) -> bool:
        return value > 0 and abs(figure.value - value) <= 0.03 * value

    spans = {
        years[j] - years[i] + extra
        for i in range(len(years))
        for j in range(i + 1, len(years))
        for extra in (0, 1)
    }
    for one in parts:
        for span in sorted(spans - {0}):
            if near(one / span):
                return f"{plain_number(one)} over {span} years"
    for span in spans:
        if figure.value == span:
            return f"a span of {span} years"
    for one, other in combinations(parts, 2):
        large, small = max(one, other), min(one, other)
        ways = {
            "a sum": large + small,
            "a difference": large - small,
            "a ratio": large / small,
            "a product": large * small,
            "a share": 100 * small / large,
            "a growth": 100 * (large - small) / small,
            "a yearly total": small * 365,
        }
        for name, value in ways.items():
            if near(value):
                return f"{name} of {plain_number(large)} and {plain_number(small)}"
    for one in parts:
        if near(one * 365):
            return f"{plain_number(one)} a day for a year"
    for size in (3, 4, 5, 6):
        for some in combinations(parts[:8], size):
            if near(sum(some)):
                return f"a sum of {size} figures"
    return ""
