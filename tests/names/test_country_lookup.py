"""`country`, `countries` and `localized`: what a learner types finds the state or a clear error."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from over import over

from marchwest.errors import NotFoundError
from marchwest.names import Country, countries, country, localized
from marchwest.names.lookup import AMBIGUOUS, NOT_STATES

EVERY_NAME = [(name.text, one) for one in countries() for name in one.known_names]
CODES = [(code, one) for one in countries() for code in (one.iso2, one.iso3)]


@pytest.mark.parametrize(
    "text",
    [
        "Kyrgyzstan",
        "Kyrgyz Republic",
        "the Kyrgyz Republic",
        "Киргизия",
        "Кыргызстан",
        "Кыргыз Республикасы",
        "吉尔吉斯斯坦",
        "киргизский",
        "Kirghizia",
        "Kirghiz SSR",
        "KGZ",
        "kg",
        "吉",
    ],
)
def test_kyrgyzstan_is_one_state(text: str) -> None:
    assert country(text).iso3 == "KGZ"


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Sino-", "CHN"),
        ("PRC", "CHN"),
        ("Republic of China", "TWN"),
        ("U.S.", "USA"),
        ("Burma", "MMR"),
        ("Turkey", "TUR"),
        ("USSR", "SUN"),
        ("Soviet", "SUN"),
        ("Russo-", "RUS"),
        ("Kazakh", "KAZ"),
        ("Kazakhstani", "KAZ"),
        ("казахстанский", "KAZ"),
        ("Turkmenia", "TKM"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("Great Britain", "GBR"),
    ],
)
def test_forms_that_the_sources_use(text: str, iso3: str) -> None:
    assert country(text).iso3 == iso3


@given(st.sampled_from(EVERY_NAME + CODES), st.data())
def test_every_name_finds_its_state_however_it_is_written(
    pair: tuple[str, Country], data: st.DataObject
) -> None:
    text, expected = pair
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title, str.casefold, str]))
    joint = data.draw(st.sampled_from([" ", "  ", "-", "\u2011", "\u00a0", "_", "\n"]))
    before = data.draw(st.sampled_from(["", " ", "the ", "The  ", "\t"]))
    assert country(before + joint.join(case(text).split()) + " ") == expected


@given(st.text())
@example("\U000e0001" * 200)
@example("the")
def test_any_text_gives_a_state_or_the_one_error(text: str) -> None:
    try:
        outcome = country(text).name
    except NotFoundError as error:
        outcome = str(error)
    assert 0 < len(outcome) < 300


@over({str(state): state for state in countries()})
def test_a_missing_letter_still_leads_to_the_state(state: Country) -> None:
    for at in range(len(state.name)):
        typed = state.name[:at] + state.name[at + 1 :]
        try:
            outcome = country(typed).name
        except NotFoundError as error:
            outcome = str(error)
        assert state.name in outcome, typed


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Kazahstan", "Kazakhstan"),
        ("Kirgistan", "Kyrgyzstan"),
        ("Afganistan", "Afghanistan"),
        ("Узбкистан", "Uzbekistan"),
        ("Uzbekstan", "Uzbekistan"),
        ("Turkmenstan", "Turkmenistan"),
    ],
)
def test_a_slip_is_offered_the_nearest_state(typed: str, offered: str) -> None:
    with pytest.raises(NotFoundError, match=f"Did you mean {offered}"):
        country(typed)


@pytest.mark.parametrize("text", ["Peking", "nope", "", "   ", "?!", "塔吉克国", "x" * 5000])
def test_without_a_near_name_the_error_says_what_to_type(text: str) -> None:
    with pytest.raises(NotFoundError, match=r"Use a name or code of countries\.csv"):
        country(text)


@pytest.mark.parametrize("text", NOT_STATES)
def test_regions_and_bodies_are_no_states_and_offer_none(text: str) -> None:
    """East Turkestan once offered Turkmenistan."""
    with pytest.raises(NotFoundError, match=r"places\.csv") as raised:
        country(text)
    assert "Did you mean" not in str(raised.value)


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_an_ambiguous_name_lists_its_candidates(text: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        country(text.upper())
    for code in AMBIGUOUS[text]:
        assert f"({code})" in str(raised.value)


def test_no_ambiguous_name_is_also_in_the_table() -> None:
    """Such a row would silently win over the error."""
    in_table = {text.casefold() for text, _ in EVERY_NAME + CODES}
    assert in_table.isdisjoint(text.casefold() for text in AMBIGUOUS)


@pytest.mark.parametrize("thing", [None, 3, float("nan"), ["KAZ"]])
def test_what_is_not_text_is_a_type_error(thing: object) -> None:
    with pytest.raises(TypeError, match="takes text such as"):
        country(thing)  # type: ignore[arg-type]


def test_countries_of_a_region() -> None:
    assert [one.iso3 for one in countries("central_asia")] == ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
    with pytest.raises(NotFoundError, match="central_asia, neighbour, other"):
        countries("asia")


@pytest.mark.parametrize(
    ("state", "language", "expected"),
    [
        ("KGZ", "en", "Kyrgyzstan"),
        ("KGZ", "zh", "吉尔吉斯斯坦"),
        ("KGZ", "zh-Hans-CN", "吉尔吉斯斯坦"),
        ("kyrgyz", "KY", "Кыргызстан"),
        ("UZB", "uz_Cyrl", "Ўзбекистон"),
        ("UZB", "uz-Latn", "Oʻzbekiston"),
        ("TWN", "zh-Hant", "台灣"),
        ("Turkey", "en", "Türkiye"),
    ],
)
def test_localized(state: str, language: str, expected: str) -> None:
    assert localized(state, language) == expected


def test_localized_says_which_languages_there_are() -> None:
    with pytest.raises(NotFoundError, match=r"Kazakhstan in 'fr'.*en, ru, zh, kk"):
        localized("KAZ", "fr")
    with pytest.raises(NotFoundError, match="Did you mean Kazakhstan"):
        localized("Kazahstan", "ru")


def test_country_is_immutable_hashable_and_prints_its_name() -> None:
    kazakhstan = country("KAZ")
    assert str(kazakhstan) == "Kazakhstan"
    assert len({kazakhstan, country("kazakh")}) == 1
    with pytest.raises(AttributeError):
        kazakhstan.name = "x"  # type: ignore[misc]


def test_names_by_language_and_kind() -> None:
    assert country("KAZ").names("en", "short") == ("Kazakhstan",)
    assert set(country("KAZ").names("ru", "adjective")) == {"казахский", "казахстанский"}
    assert country("KAZ").names(kind="abbreviation") == ("哈",)
    assert country("KAZ").names("xx") == ()
