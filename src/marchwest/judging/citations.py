"""Judge a citation: the claim exists, speaks of the event, holds the figure, stands by itself."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any, Unpack

from marchwest.claims import claims
from marchwest.claims.independence import relies_on
from marchwest.data import claim_tables, columns, load
from marchwest.errors import nearest
from marchwest.judging.choices import _parts
from marchwest.judging.plain import BLANK, NotPlain, plain, show
from marchwest.judging.sources import source_name
from marchwest.judging.verdict import (
    ExpectationError,
    Guide,
    Verdict,
    cannot_read,
    correct,
    incorrect,
    never_raises,
    not_attempted,
)
from marchwest.language import gettext, ngettext

__all__ = ["citation", "supports"]


@cache
def _claims() -> dict[str, dict[Any, Any]]:
    frame = claims()
    present = frame.astype(object).where(frame.notna(), None)
    return {str(row["claim_id"]): dict(row) for row in present.to_dict("records")}


@cache
def _figures() -> dict[str, frozenset[str]]:
    """Return the numbers that each claim's values and evidence hold."""
    found: dict[str, frozenset[str]] = {}
    for table in claim_tables():
        values = [column.name for column in columns(table) if column.role == "value"]
        for row in load(table)[["claim_id", "evidence", *values]].astype("str").to_dict("records"):
            text = " ".join(str(value) for key, value in row.items() if key != "claim_id")
            found[str(row["claim_id"])] = frozenset(_numbers(text))
    return found


def _numbers(text: str) -> list[str]:
    numbers = [number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]
    return [f"{float(number):g}" for number in numbers]


def supports(claim_id: str, figure: float) -> bool:
    """Tell whether a claim's values or evidence hold a figure.

    Parameters
    ----------
    claim_id : str
    figure : float

    Returns
    -------
    bool
        False too if there is no such claim.
    """
    return f"{float(figure):g}" in _figures().get(claim_id, frozenset())


@never_raises
def citation(
    answer: object,
    accepted: Collection[str],
    *,
    figure: float | None = None,
    count: int = 1,
    independent: bool = False,
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge the claims that an answer rests on.

    Parameters
    ----------
    answer : object
        A claim id, or a collection of them.
    accepted : collection of str
        Claim ids that bear the statement out.
    figure : float, optional
        The figure that the claims must hold; a claim without it is told so.
    count : int, default 1
        How many claims are asked for.
    independent : bool, default False
        Whether no two of them may rest on one text: a claim that its source credits to another
        of the nine texts counts as that text.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
        Its score is the share of the claims asked for that are borne out.
    """
    unknown = set(accepted) - set(_claims())
    if unknown or len(accepted) < count:
        raise ExpectationError(f"No such claims, or too few: {', '.join(sorted(unknown))}.")
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        cited = _cited(given)
    except NotPlain as problem:
        return cannot_read(
            str(problem), guide, gettext("Give claim_id values as the tables print them.")
        )
    guide = {"claims": tuple(sorted(set(cited) & set(accepted))), **guide}
    if len(cited) > count:
        told = ngettext(
            "{cited} claim is cited; the question asks for {count}.",
            "{cited} claims are cited; the question asks for {count}.",
            len(cited),
        )
        return incorrect(told.format(cited=len(cited), count=count), guide)

    wrong = (_wrong_claim(claim, set(accepted), figure) for claim in cited)
    problems = [reason for reason in wrong if reason]
    right = [claim for claim in cited if claim in accepted]
    witnesses = {_witness(claim) for claim in right}
    if independent and len(witnesses) < len(right):
        problems.append(_dependence(right))
        right = right[: len(witnesses)]
    if len(cited) < count:
        told = gettext("{count} of {total} claims are there.")
        problems.append(told.format(count=len(cited), total=count))
    if not problems:
        return correct(gettext("The claims bear it out."), guide)
    return incorrect(" ".join(problems), guide, min(len(right) / count, 0.99))


def _cited(given: Any) -> list[str]:
    parts = _parts(given)
    if any(type(part) is not str for part in parts):
        raise NotPlain(gettext("A claim_id is text."))
    folded = {claim_id.casefold(): claim_id for claim_id in _claims()}
    cleaned = [part.strip().strip("`'\"").strip() for part in parts]
    return list(dict.fromkeys(folded.get(part.casefold(), part) for part in cleaned))


def _wrong_claim(claim_id: str, accepted: set[str], figure: float | None) -> str | None:
    if claim_id in accepted:
        return None
    known = _claims()
    if claim_id not in known:
        near = nearest(claim_id, known)
        told = gettext("There is no claim {claim}.").format(claim=show(claim_id))
        offer = gettext("Near it: {claims}.").format(claims=", ".join(near)) if near else ""
        return f"{told} {offer}".strip()
    if known[claim_id]["event"] not in {known[other]["event"] for other in accepted}:
        return gettext("{claim} speaks of another event.").format(claim=claim_id)
    if figure is not None and not supports(claim_id, figure):
        told = gettext("{claim} speaks of the event, but does not hold the figure {figure}.")
        return told.format(claim=claim_id, figure=f"{figure:,g}")
    return gettext("{claim} speaks of the event, but does not bear this out.").format(
        claim=claim_id
    )


def _witness(claim_id: str) -> str:
    claim = _claims()[claim_id]
    return relies_on(claim["attributed_to"]) or str(claim["source_id"])


def _dependence(cited: list[str]) -> str:
    for claim_id in cited:
        claim = _claims()[claim_id]
        origin = relies_on(claim["attributed_to"])
        if origin:
            return gettext("{source} takes this from {origin}: two texts, one witness.").format(
                source=source_name(claim["source_id"]), origin=source_name(origin)
            )
    return gettext("The claims come from one text: one witness.")
