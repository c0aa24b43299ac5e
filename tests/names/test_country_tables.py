"""countries.csv and country_names.csv: complete, free of clashes, and as CLDR has them."""

import csv
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from babel import Locale
from over import over

from marchwest.data import datasets_dir
from marchwest.names import Country, countries, country
from marchwest.names.fold import fold
from marchwest.names.table import KINDS

# Short names where we do not follow CLDR, each with the reason. CLDR's own form is a name too.
NOT_AS_CLDR = {
    ("KGZ", "ru"): "the state's own Russian name and the UN's; CLDR has Киргизия",
    ("KOR", "ru"): "CLDR gives the official name",
    ("KOR", "ko"): "CLDR gives the official name",
    ("MMR", "en"): "CLDR puts Burma in brackets; UN and ISO do not",
    ("MMR", "ru"): "CLDR puts Бирма in brackets; the UN does not",
    ("PRK", "ru"): "CLDR gives the abbreviation",
    ("PRK", "ko-KP"): "CLDR gives the official name",
    ("SAU", "ar"): "CLDR gives the official name",
    ("ZAF", "ru"): "CLDR gives the official name",
}

# Languages that belong to the state, beside English, Russian and Chinese.
OWN = {
    "AFG": "ps fa-AF", "ARM": "hy", "AZE": "az", "BLR": "be", "DEU": "de", "FRA": "fr",
    "GEO": "ka", "IND": "hi", "IRN": "fa", "IRQ": "ar ckb", "ISR": "he", "JPN": "ja",
    "KAZ": "kk", "KGZ": "ky", "KHM": "km", "KOR": "ko", "LAO": "lo", "LBY": "ar",
    "LKA": "si ta", "MMR": "my", "MNG": "mn", "NOR": "nb nn", "NPL": "ne", "PAK": "ur",
    "PRK": "ko-KP", "SAU": "ar", "SYR": "ar", "THA": "th", "TJK": "tg", "TKM": "tk",
    "TUR": "tr", "TWN": "zh-Hant", "UZB": "uz", "VNM": "vi", "ZAF": "af",
}  # fmt: skip


def rows(file_name: str) -> list[dict[str, str]]:
    with (datasets_dir() / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cldr_name(state: Country, language: str) -> str | None:
    """Return CLDR's name of the state, None where CLDR has no such language or name."""
    locale = Locale.parse(language.replace("-", "_"))
    if language == "kk-Latn":  # babel answers with the Cyrillic name
        return None
    name: str | None = locale.territories.get(state.iso2)
    return name


def test_keys_are_unique_and_well_formed() -> None:
    table = rows("countries.csv")
    for column, form in [("iso3", r"[A-Z]{3}"), ("iso2", r"[A-Z]{2}"), ("name", r"\S.*\S")]:
        values = [row[column] for row in table]
        assert len(set(values)) == len(values)
        assert all(re.fullmatch(form, value) for value in values)
    assert {row["region"] for row in table} == {"central_asia", "neighbour", "other"}
    assert [row["iso3"] for row in table] == sorted(row["iso3"] for row in table)


def test_every_name_row_belongs_to_a_state_and_has_a_known_kind() -> None:
    table = rows("country_names.csv")
    states = {row["iso3"] for row in rows("countries.csv")}
    assert {row["iso3"] for row in table} == states
    assert {row["kind"] for row in table} == set(KINDS)
    keys = Counter((row["iso3"], row["language"], row["name"]) for row in table)
    assert [key for key, count in keys.items() if count > 1] == []


def test_names_are_clean_text() -> None:
    for row in rows("country_names.csv"):
        name = row["name"]
        assert name == unicodedata.normalize("NFC", name).strip(), row
        assert "  " not in name, row
        assert fold(name), row


def test_no_name_or_code_means_two_states() -> None:
    owners: dict[str, set[str]] = {}
    for state in countries():
        for text in (state.iso2, state.iso3, state.name, *state.names()):
            owners.setdefault(fold(text), set()).add(state.iso3)
    assert {key: who for key, who in owners.items() if len(who) > 1} == {}


@over({str(state): state for state in countries()})
def test_every_state_has_one_short_name_in_each_of_its_languages(state: Country) -> None:
    for language in ["en", "ru", "zh", *OWN.get(state.iso3, "").split()]:
        assert len(state.names(language, "short")) == 1, language
    assert state.names("en", "short") == (state.name,)


@over({str(state): state for state in countries()})
def test_every_state_has_adjectives_in_english_and_russian(state: Country) -> None:
    assert state.names("en", "adjective")
    assert state.names("ru", "adjective")


@pytest.mark.parametrize("state", countries("central_asia"), ids=str)
def test_central_asian_states_have_their_soviet_names(state: Country) -> None:
    assert any(name.endswith("SSR") for name in state.names("en", "historic"))
    assert any(name.endswith("ССР") for name in state.names("ru", "historic"))


@pytest.mark.parametrize("iso3", ["TWN", "MMR", "TUR", "KGZ", "SUN", "AFG"])
def test_contested_or_changed_names_have_a_note(iso3: str) -> None:
    assert country(iso3).note.endswith(".")


def test_no_name_of_taiwan_is_called_official() -> None:
    """Which one is, is the dispute; all stand as variants."""
    assert country("TWN").names(kind="official") == ()
    assert {"Republic of China", "Taiwan, Province of China"} <= set(country("TWN").names("en"))


def test_short_names_are_those_of_cldr() -> None:
    compared = 0
    differing = {}
    for state in countries():
        for name in state.known_names:
            if name.kind != "short":
                continue
            cldr = cldr_name(state, name.language)
            if cldr is None:
                continue
            compared += 1
            if cldr != name.text:
                differing[state.iso3, name.language] = (name.text, cldr)
    assert compared > 150
    assert {key: pair for key, pair in differing.items() if key not in NOT_AS_CLDR} == {}


@over({str(state): state for state in countries()})
def test_the_names_of_cldr_find_the_state(state: Country) -> None:
    for language in state.languages:
        cldr = cldr_name(state, language)
        assert cldr is None or country(cldr) == state, language


def test_every_state_that_the_sources_name_has_a_row() -> None:
    folder = os.environ.get("MARCHWEST_SOURCES")
    if not folder:
        pytest.skip("set MARCHWEST_SOURCES to the folder of the source texts")
    texts = [path.read_text(encoding="utf-8") for path in Path(folder).glob("*-*.txt")]
    whole = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", " ".join(texts)))
    ours = {state.iso2 for state in countries()}
    no_states = {"EU", "UN"}
    named = {
        code
        for code, name in Locale("en").territories.items()
        if re.fullmatch("[A-Z]{2}", code) and re.search(rf"\b{re.escape(name)}\b", whole)
    }
    assert len(named) > 30
    assert named - ours - no_states == set()
