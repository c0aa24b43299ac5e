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
