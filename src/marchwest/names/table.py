"""Read countries.csv and country_names.csv."""

import csv
from dataclasses import dataclass, field
from functools import cache

from marchwest.data.paths import datasets_dir

__all__ = ["KINDS", "Country", "Name", "all_countries"]

KINDS = ("short", "official", "variant", "historic", "adjective", "abbreviation")


@dataclass(frozen=True)
class Name:
    """One name of one state in one language."""

    language: str
    """BCP 47 tag: ``en``, ``ru``, ``zh``, ``uz-Cyrl``."""
    kind: str
    """One of `KINDS`."""
    text: str


@dataclass(frozen=True)
class Country:
    """A state as the course speaks of it."""

    iso3: str
    """Three-letter code of ISO 3166-1; the key of every table."""
    iso2: str
    name: str
    """English short name."""
    region: str
    """``central_asia``, ``neighbour`` (borders China or Central Asia) or ``other``."""
    note: str = field(default="", repr=False, compare=False)
    """What a reader should know about the name; empty for most."""
    known_names: tuple[Name, ...] = field(default=(), repr=False, compare=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which a name is known, English first."""
        return tuple(dict.fromkeys(name.language for name in self.known_names))

    def names(self, language: str | None = None, kind: str | None = None) -> tuple[str, ...]:
        """Return the names of this state.

        Parameters
        ----------
        language : str, optional
            Only this language (a BCP 47 tag such as ``"ru"``); all by default.
        kind : str, optional
            Only this kind: ``short``, ``official``, ``variant``, ``historic``, ``adjective`` or
            ``abbreviation``; all by default.

        Returns
        -------
        tuple of str
            In the order of the table, each once; empty if nothing fits.
        """
        fitting = (
            name.text
            for name in self.known_names
            if language in (None, name.language) and kind in (None, name.kind)
        )
        return tuple(dict.fromkeys(fitting))

    def __str__(self) -> str:
        return self.name


@cache
def all_countries() -> tuple[Country, ...]:
    """Return every state of countries.csv with its names, in the order of the file."""
    names: dict[str, list[Name]] = {}
    for row in _rows("country_names.csv"):
        names.setdefault(row["iso3"], []).append(Name(row["language"], row["kind"], row["name"]))
    return tuple(
        Country(
            iso3=row["iso3"],
            iso2=row["iso2"],
            name=row["name"],
            region=row["region"],
            note=row["note"],
            known_names=tuple(names.get(row["iso3"], ())),
        )
        for row in _rows("countries.csv")
    )


def _rows(file_name: str) -> list[dict[str, str]]:
    with (datasets_dir() / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
