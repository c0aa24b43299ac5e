"""When two claims say the same, and when numbers leave room for each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchwest.claims.values import Quantity, Value, agree, can_all_hold, gap


def value(held, source="icg-2013"):
    return Value(f"event@{source}", source, held, None)


def quantity(number, qualifier="exact", unit=None):
    return value(Quantity(number, number, qualifier, unit))


quantities = st.builds(
    lambda number, qualifier: Quantity(number, number, qualifier),
    st.floats(0, 1e12),
    st.sampled_from(["exact", "approx", "at_least", "at_most"]),
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (quantity(15, "exact"), quantity(15, "approx"), True),
        (quantity(20, "exact"), quantity(20, "at_least"), False),
        (quantity(20, "at_least"), quantity(25, "at_least"), False),
        (quantity(4.5, unit="USD"), quantity(4.5, unit="CNY"), False),
        (value(Quantity(7000, 10000)), value(Quantity(7000, 10000)), True),
        (value(Quantity(7000, 10000)), quantity(30000), False),
    ],
)
def test_quantities_agree_when_they_are_one_figure(one, other, same):
    assert agree("quantity", one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "room"),
    [
        (quantity(20, "at_least"), quantity(25, "at_least"), True),
        (quantity(20, "exact"), quantity(25, "at_least"), False),
        (quantity(100, "approx"), quantity(105), True),
        (quantity(100, "approx"), quantity(130), False),
        (quantity(8, "at_most"), quantity(3), True),
        (value(Quantity(7000, 10000)), quantity(9000), True),
        (quantity(1, unit="USD"), quantity(1, unit="CNY"), None),
        (value("china"), value("russia"), None),
    ],
)
def test_room_for_each_other(one, other, room):
    assert can_all_hold([(one, other)]) is room


@given(quantities, quantities)
def test_room_is_mutual_and_a_figure_leaves_room_for_itself(one, other):
    assert one.leaves_room_for(other) == other.leaves_room_for(one)
    assert one.leaves_room_for(one)


@given(quantities, quantities)
def test_figures_that_agree_leave_room_for_each_other(one, other):
    if agree("quantity", value(one), value(other)):
        assert can_all_hold([(value(one), value(other))])


@pytest.mark.parametrize(
    ("sort", "one", "other", "words"),
    [
        ("quantity", quantity(20), quantity(25), "5"),
        ("quantity", value(Quantity(7000, 10000)), quantity(30000), "20,000"),
        ("quantity", quantity(1.2), quantity(3.7), "2.5"),
        ("quantity", quantity(100, unit="CNY"), quantity(16, unit="USD"), "units differ: CNY, USD"),
        ("date", value("1992"), value("2002"), "10 years"),
        ("date", value("2004"), value("2005-03"), "1 year"),
        ("date", value("2004-02"), value("2004-05"), "within a year"),
        ("text", value("china"), value("russia"), ""),
    ],
)
def test_a_gap_in_words(sort, one, other, words):
    assert gap(sort, [(one, other)]) == words


def test_a_quantity_reads_as_a_person_would_write_it():
    assert str(Quantity(2000, 2000, "approx")) == "about 2,000"
    assert str(Quantity(7000, 10000)) == "7,000 to 10,000"
    assert str(Quantity(76.5, 76.5, "exact")) == "76.5"
