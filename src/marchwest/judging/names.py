"""Judge the name of a country, by whatever name the learner knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from marchwest.judging.facts import Fact
from marchwest.judging.kinds import read_country
from marchwest.judging.numbers import other_source
from marchwest.judging.plain import BLANK, NotPlain, plain, show
from marchwest.judging.verdict import (
    Guide,
    Mistake,
    Verdict,
    cannot_read,
    correct,
    incorrect,
    never_raises,
    not_attempted,
)
from marchwest.language import gettext

__all__ = ["name"]


@never_raises
def name(
    answer: object,
    expected: Fact | str,
    *,
    mistakes: Sequence[Mistake] = (),
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge a country's name: any name, language, code or adjective of it.

    Parameters
    ----------
    answer : object
        Text such as ``"Kyrgyz Republic"``, ``"KGZ"``, ``"Киргизия"``.
    expected : Fact or str
        The country; an ISO code or any name.
    mistakes : sequence of Mistake
        Wrong countries with their own messages.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
    """
    if isinstance(expected, Fact):
        guide = expected.guide(guide)
    target = read_country(expected.value if isinstance(expected, Fact) else expected)
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        found = read_country(given)
    except NotPlain as problem:
        return cannot_read(
            str(problem),
            guide,
            gettext("Give one country by name or code, such as Mongolia or MNG."),
        )
    if found == target:
        return correct(gettext("That is the country asked for."), guide)
    for mistake in mistakes:
        if found == read_country(mistake.value):
            return incorrect(mistake.message, guide, mistake.score)
    for other in expected.others if isinstance(expected, Fact) else ():
        if isinstance(expected, Fact) and found == read_country(other.value):
            return incorrect(other_source(expected, other), guide)
    return incorrect(
        gettext("{answer} is not the country asked for.").format(answer=show(given)), guide
    )
