"""Cite a source or a claim: author-date, full reference, BibTeX."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from marchwest.claims.find import require
from marchwest.claims.frame import claims
from marchwest.data import load

Style = Literal["short", "full", "bibtex"]


@cache
def _sources() -> dict[str, dict[str, Any]]:
    rows = load("sources").to_dict("records")
    return {row["source_id"]: {str(name): value for name, value in row.items()} for row in rows}


def _source(source_id: str) -> dict[str, Any]:
    require(source_id, "source", _sources())
    return _sources()[source_id]


def _family_name(author: str) -> str:
    """Return the last name; an organisation keeps its whole name."""
    return author if "Group" in author else author.split()[-1]


def short_name(source_id: str) -> str:
    """Return author and year, as a chart label shows them.

    Parameters
    ----------
    source_id : str

    Returns
    -------
    str
        For example ``"Peyrouse 2010"``.

    Raises
    ------
    NotFoundError
        If there is no such source.
    """
    source = _source(source_id)
    name = _family_name(source["author"]).replace("International Crisis", "Crisis")
    return f"{name} {source['date'][:4]}"


def _year(source: dict[str, Any]) -> str:
    year: str = source["date"][:4]
    return f"[{year}]" if source["date_certainty"] == "inferred" else year


def _full(source: dict[str, Any]) -> str:
    title = source["title"].rstrip("?.")
    mark = source["title"][len(title) :] or "."
    year = source["date"][:4]
    dated = f"[{year}]" if source["date_certainty"] == "inferred" else f"({year})"
    return f"{source['author']} {dated}. {title}{mark} {source['venue']}."


def _bibtex(source: dict[str, Any]) -> str:
    fields = {
        "author": f"{{{source['author']}}}" if "Group" in source["author"] else source["author"],
        "title": f"{{{source['title']}}}",
        "howpublished": source["venue"],
        "publisher": source["publisher"],
        "year": source["date"][:4],
    }
    if source["date_certainty"] == "inferred":
        fields["note"] = "Year inferred"
    escaped = {name: value.replace("&", r"\&") for name, value in fields.items()}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in escaped.items())
    return f"@misc{{{source['source_id']},\n{lines}\n}}"


def cite(what: str, style: Style = "short") -> str:
    """Cite a source or a claim.

    Parameters
    ----------
    what : str
        A ``source_id`` or a ``claim_id``.
    style : {"short", "full", "bibtex"}, default "short"
        Author-date with the locator of the claim; a full reference; or a BibTeX entry.
        A year in square brackets is inferred, not printed in the text.

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        If neither a source nor a claim has this name, or the style does not exist.

    Examples
    --------
    >>> cite("exercise-count-sco-antiterror@icg-2013")
    '(Crisis Group 2013, I, para. 2; n. 4)'
    """
    require(style, "style of citation", _styles())
    locator = ""
    source_id = what
    if "@" in what:
        if what not in _places():
            require(what, "claim", claims()["claim_id"])
        source_id, place = _places()[what]
        locator = f", {place}"
    source = _source(source_id)
    if style == "bibtex":
        return _bibtex(source)
    if style == "full":
        place = f" {locator[2:]}." if locator else ""
        return _full(source) + place
    name = short_name(source_id)
    return f"({name[:-4]}{_year(source)}{locator})"


@cache
def _places() -> dict[str, tuple[str, str]]:
    """Return source and locator of every claim."""
    every = claims()
    pairs = zip(every["source_id"], every["locator"], strict=True)
    return dict(zip(every["claim_id"], pairs, strict=True))


def _styles() -> Any:
    import pandas as pd

    return pd.Series(["short", "full", "bibtex"])
