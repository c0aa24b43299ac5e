"""The fixed looks can be told apart, by colour in any kind of sight and again by shape."""

from itertools import combinations

import pytest

from marchwest.charts.colour import KINDS_OF_SIGHT, contrast, difference, rgb
from marchwest.charts.palette import COUNTRIES, GREY, INK, LAND, MUTED, PALETTE, ROLES, SOURCES
from marchwest.charts.words import source_style
from marchwest.claims import short_name
from marchwest.data import load

LOOKS = {"sources": SOURCES, "countries": COUNTRIES, "roles": ROLES}


@pytest.mark.parametrize("colour", [*PALETTE, INK, MUTED, GREY])
def test_every_colour_is_seen_on_white(colour: str) -> None:
    assert contrast(colour) >= 3


@pytest.mark.parametrize("sight", KINDS_OF_SIGHT)
def test_any_two_colours_differ_in_every_kind_of_sight(sight: str) -> None:
    nearest = min(combinations(PALETTE, 2), key=lambda pair: difference(*pair, sight))
    assert difference(*nearest, sight) >= 20, nearest


def test_the_simulation_confuses_what_colour_blind_readers_confuse() -> None:
    """Guards the test above: a simulation that does nothing would let any palette pass."""
    red, green = "#d62728", "#7f7f00"
    assert difference(red, green, "deuteranopia") < difference(red, green) / 2
    blue, teal = "#0080ff", "#009a9a"
    assert difference(blue, teal, "tritanopia") < difference(blue, teal) / 2
    assert difference("#777777", "#777777", "protanopia") == 0


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000") == 21
    assert contrast("white") == 1
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast("#000", "#fff") == contrast("black", "white")


@pytest.mark.parametrize("text", ["papayawhip-ish", "", "#12", "rgb(1,2,3)", "#gggggg"])
def test_an_unreadable_colour_is_none_or_an_error(text: str) -> None:
    assert rgb(text) is None
    with pytest.raises(ValueError, match="rrggbb"):
        contrast(text)


@pytest.mark.parametrize("kind", LOOKS)
def test_colour_shape_and_label_each_tell_all_apart(kind: str) -> None:
    looks = LOOKS[kind].values()
    for one, other in combinations(looks, 2):
        assert one.colour != other.colour
        assert one.shape != other.shape
        assert one.label != other.label


def test_each_role_has_its_own_letter() -> None:
    letters = [style.letter for style in ROLES.values()]
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 for letter in letters)


def test_every_source_has_a_look_and_the_name_under_which_it_is_cited() -> None:
    sources = load("sources")["source_id"]
    assert set(sources) == set(SOURCES)
    for source in sources:
        assert short_name(source).replace("International ", "") == source_style(source).label


def test_every_role_of_the_table_has_a_look() -> None:
    assert set(load("exercise_participants")["role"]) <= set(ROLES)


def test_land_is_lighter_than_anything_drawn_on_it() -> None:
    assert all(contrast(colour, LAND) > 1.5 for colour in PALETTE)


def test_marks_of_the_map_are_seen_on_land() -> None:
    from marchwest.charts.maps import _PRECISIONS

    assert all(contrast(colour, LAND) >= 3 for _, _, colour in _PRECISIONS.values())
