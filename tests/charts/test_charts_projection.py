"""The pixels that we compute for labels are those where Vega draws, and labels keep apart."""

import re
from itertools import combinations

import altair as alt
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts.maps import FRAME
from marchwest.charts.projection import Box, place_labels
from marchwest.data import load


def test_our_pixels_are_those_of_vega() -> None:
    places = load("places")
    frame = places[["longitude", "latitude"]]
    spec = (
        alt.Chart(frame)
        .mark_circle()
        .encode(longitude="longitude:Q", latitude="latitude:Q")
        .project(**FRAME.projection())
        .properties(width=FRAME.width, height=FRAME.height)
        .to_dict()
    )
    svg = vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    marks = svg[svg.index("mark-symbol") :]
    drawn = re.findall(r'transform="translate\(([-\d.]+),([-\d.]+)\)"', marks)
    assert len(drawn) == len(places)
    for (x, y), place in zip(drawn, frame.itertuples(index=False), strict=True):
        ours = FRAME.pixel(place.longitude, place.latitude)
        assert (float(x), float(y)) == pytest.approx(ours, abs=0.01)


def test_every_place_of_an_exercise_lies_on_the_map() -> None:
    exercises, places = load("exercises"), load("places")
    named = set(exercises["place_id"]) | set(exercises["place_id_2"].dropna())
    for place in places[places["place_id"].isin(named)].itertuples():
        x, y = FRAME.pixel(place.longitude, place.latitude)
        assert 5 < x < FRAME.width - 5, place.name
        assert 5 < y < FRAME.height - 5, place.name


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(120, FRAME.width - 120), st.integers(60, FRAME.height - 60)),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_a_few_labels_never_touch_and_stay_inside(spots: list[tuple[int, int]]) -> None:
    points = [(f"Place {i} 2007", float(x), float(y), 6.0) for i, (x, y) in enumerate(spots)]
    labels = place_labels(FRAME, points)
    assert [label.text for label in labels] == [text for text, *_ in points]
    for one, other in combinations(labels, 2):
        assert one.box.overlap(other.box) == 0
    for label in labels:
        assert label.box.left >= 0
        assert label.box.right <= FRAME.width
        assert label.box.top >= 0
        assert label.box.bottom <= FRAME.height


def test_a_lonely_label_stands_beside_its_point() -> None:
    (label,) = place_labels(FRAME, [("Almaty", 300.0, 150.0, 6.0)])
    assert label.joint == label.point
    assert (label.align, label.middle) == ("left", 150.0)


def test_a_taken_place_is_left_free() -> None:
    taken = Box(300, 140, 420, 160)
    (label,) = place_labels(FRAME, [("Almaty", 300.0, 150.0, 6.0)], [taken])
    assert label.box.overlap(taken) == 0


def test_no_labels_for_no_points() -> None:
    assert place_labels(FRAME, []) == []
