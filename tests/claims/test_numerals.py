"""Reading numbers out of evidence: what a person would read, and nothing that is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchwest.claims.numerals import numbers_in


@pytest.mark.parametrize(
    ("evidence", "number"),
    [
        ("$4.5 million", 4_500_000),
        ("$2.27 trillion", 2.27e12),
        ("US$10bn", 10_000_000_000),
        ("1,054 tons", 1_054),
        ("8,133.5 tons", 8_133.5),
        ("Eighty-three percent", 83),
        ("some one hundred", 100),
        ("two dozen", 24),
        ("a dozen", 12),
        ("nineteen", 19),
        ("30-fold", 30),
        ("1/8 of its holdings", 0.125),
        ("8-14 June 2012", 14),
        ("1997–2003", 2003),
        ("over 28 crossings", 28),
        ("once in a decade", 10),
    ],
)
def test_a_number_is_read_as_a_person_reads_it(evidence, number):
    assert any(abs(found - number) < 1e-9 * max(1, number) for found in numbers_in(evidence))


@pytest.mark.parametrize(
    ("evidence", "number"),
    [
        ("1,054 tons", 54),
        ("$4.5 million", 5),
        ("forty-two", 82),
        ("several", 7),
        ("millions of dollars", 1_000_000),
        ("prints it twice: 30 million", 2_000_000),
    ],
)
def test_a_number_that_is_not_there_is_not_read(evidence, number):
    assert number not in numbers_in(evidence)


@given(st.integers(0, 10**12))
def test_digits_with_or_without_commas_are_one_number(number):
    assert number in numbers_in(f"about {number:,} of them")
    assert number in numbers_in(f"about {number} of them")


@given(st.text(max_size=60))
def test_any_text_is_safe(text):
    assert all(number == number for number in numbers_in(text))
