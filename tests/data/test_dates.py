"""Partial dates are exactly as exact as their source: these tests catch lost or invented precision."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchwest.data import PartialDate, year
from marchwest.errors import DataError


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_reading_and_writing_a_date_keeps_its_precision(day, length):
    text = day.isoformat()[:length]
    assert str(PartialDate.parse(text)) == text


@given(st.text())
def test_any_text_is_a_date_or_a_clear_error(text):
    try:
        found = PartialDate.parse(text)
    except DataError as error:
        message = str(error)
    else:
        message = ""
        assert str(found) == text.strip()
    assert "\n" not in message


@pytest.mark.parametrize("text", ["2003-13", "2003-02-30", "0000", "2003-8", "August 2003", ""])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(DataError, match="date"):
        PartialDate.parse(text)


@given(st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_two_precisions_of_one_day_overlap(day, one, other):
    text = day.isoformat()
    first, second = PartialDate.parse(text[:one]), PartialDate.parse(text[:other])
    assert first.overlaps(second)
    assert second.overlaps(first)


def test_different_months_do_not_overlap():
    assert not PartialDate.parse("2006-08").overlaps(PartialDate.parse("2006-09"))
    assert PartialDate.parse("2006").overlaps(PartialDate.parse("2006-09"))


def test_year_keeps_what_is_absent():
    dates = pd.Series(["2003-08", None, "2010"], dtype="str")
    assert year(dates).tolist() == [2003, pd.NA, 2010]
