"""How carefully a sentence speaks: hedges, whom it credits, which names of the data it holds."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from marchwest.brief.findings import Finding, say
from marchwest.brief.holdings import Holding, topic_words
from marchwest.claims.cite import short_name
from marchwest.data import load
from marchwest.judging.sources import fold

__all__ = ["known_names", "names_source", "related", "wording"]

_HEDGE: Final = re.compile(
    r"\b(?:report(?:s|ed|edly)?|according|said|says?|told|tells|claim(?:s|ed)?|suggest(?:s|ed)?|"
    r"estimat(?:e|es|ed)|planned|plans?|expect(?:s|ed)?|would|may|might|could|appears?|seem(?:s|ed)?|"
    r"likely|perhaps|possibly|apparently|argues?|argued|writes?|wrote|believes?|holds that|notes|"
    r"thinks?|sees|finds|describes?|calls?|names|puts|counts|gives|reads?|judges?|intended|promised|"
    r"pledged|offered|announced|meant|should|unconfirmed|alleged(?:ly)?|forecasts?|foresees?|"
    r"reading|inferred|account|in the words|by the count|infer|credits?|citing|cites|quotes?)\b"
)
_PASSES_ON: Final = re.compile(
    r"\b(?:according|citing|cites|credits?|crediting|credited|quotes?|quoting|reportedly|reports?|"
    r"reported|press|media|passes on|rests on|relies on|takes .{0,60}\bfrom|drawing on|second.hand|"
    r"officials? said|announced|unnamed|by way of)\b"
)
_UNCERTAIN: Final = {
    "reported": "reported by others",
    "estimated": "an estimate",
    "planned": "a plan",
    "disputed": "disputed",
    "inferred": "our reading of the passage",
}


@cache
def _source_names() -> dict[str, str]:
    return {
        source_id: fold(short_name(source_id)).rpartition(" ")[0]
        for source_id in load("sources")["source_id"]
    }


def names_source(folded: str, source_id: str) -> bool:
    """Tell whether a folded text names the author of a source."""
    return bool(re.search(rf"\b{re.escape(_source_names()[source_id])}\b", folded))


@cache
def _names() -> re.Pattern[str]:
    """Return what finds a source, a body or an exercise in a folded sentence."""
    exercises = {
        name for name in load("exercises")["name"].dropna() if re.search(r"\d|Mission", name)
    }
    bodies = load("bodies")
    names = {*_source_names().values(), *map(fold, exercises), *map(fold, bodies["name"])}
    names |= {fold(short) for short in bodies["abbreviation"].dropna() if len(short) > 2}
    names |= {"peace mission", "tianshan", "tsentr"}
    return re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b"
    )


def known_names(text: str, cited: set[str]) -> list[str]:
    """Return the sources, bodies and exercises that a sentence names, without sources cited nearby."""
    near = {_source_names()[source_id] for source_id in cited}
    return [name for name in dict.fromkeys(_names().findall(fold(text))) if name not in near][:4]


def related(text: str, one: Holding, shares_figure: bool) -> bool:
    """Tell whether a sentence has a number, a name, a place or a topic word of a claim.

    What most claims share ("China", "security") is no tie, and a year alone is none.
    """
    return shares_figure or bool(topic_words(text) & one.words)


def wording(number: int, text: str, claims: list[Holding], credited: set[str]) -> list[Finding]:
    """Say where a sentence is surer than its claims, or leaves out whom they credit.

    Parameters
    ----------
    number : int
    text : str
    claims : list of Holding
    credited : set of str
        Claims whose credit an earlier sentence has given; those of this one are added.

    Returns
    -------
    list of Finding
    """
    folded = fold(text)
    found = []
    named = {one.claim_id for one in claims if names_source(folded, one.source_id)}
    unsure = [one for one in claims if one.certainty in _UNCERTAIN and one.claim_id not in named]
    if unsure and not _HEDGE.search(folded):
        one = unsure[0]
        reason = (
            f"{one.claim_id} is {_UNCERTAIN[one.certainty]}; the sentence states it as plain fact."
        )
        step = "say who reports, estimates or plans it."
        found.append(say("certainty", number, reason, step, one.place))
    credited |= {one.claim_id for one in claims if one.credit and _credits(folded, one)}
    dropped = [one for one in claims if one.credit and one.claim_id not in credited]
    if dropped:
        one = dropped[0]
        reason = f"{one.claim_id} is not the source's own: it credits {one.credit[:80]}."
        step = "name whom the source credits, or say that it passes a report on."
        found.append(say("credit", number, reason, step, one.place))
    return found


def _credits(folded: str, one: Holding) -> bool:
    if _PASSES_ON.search(folded):
        return True
    words = {
        word
        for word in re.findall(r"[^\W\d_]{4,}", fold(one.credit))
        if word not in ("china", "central", "asia")
    }
    return any(word in folded for word in words)
