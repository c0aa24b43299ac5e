"""A table for people: nothing absent is printed as a word, nothing is cut, nothing is HTML."""

import pandas as pd

import marchwest as mw


def test_what_is_absent_is_an_empty_cell():
    html = mw.show(mw.load("exercise_participants")).to_html()
    assert "nan" not in html.casefold().replace("financ", "")
    assert "&lt;NA&gt;" not in html
    assert "<NA>" not in html


def test_long_text_is_whole_and_escaped():
    frame = pd.DataFrame({"note": ["<b>" + "word " * 60], "troops": [12000], "year": [2012]})
    html = mw.show(frame).to_html()
    assert html.count("word ") == 60
    assert "&lt;b&gt;" in html
    assert ">12,000<" in html
    assert ">2012<" in html


def test_the_frame_itself_stays_as_it_was():
    frame = mw.load("exercises")
    before = frame.copy()
    mw.show(frame).to_html()
    pd.testing.assert_frame_equal(frame, before)


def test_decimals_are_written_as_people_write_them_and_dates_stay_whole():
    frame = pd.DataFrame({"amount": [15000000.0, None, 76.5], "date": ["2008-08", "", "no-date"]})
    html = mw.show(frame).to_html()
    assert ">15,000,000<" in html
    assert ">76.5<" in html
    assert "nan" not in html
    assert html.count("nowrap") == 1
