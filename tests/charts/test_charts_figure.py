"""A figure gives chart, sentence and table; whatever is in the data, the HTML stays HTML."""

from html.parser import HTMLParser

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts import Figure, describe, described
from marchwest.charts.figure import table_html
from marchwest.charts.render import MIME


class Table(HTMLParser):
    """Reads the cells of a table back."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.cells: list[str] = []
        self.caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "caption" in self.open:
            self.caption += data
        elif self.open and self.open[-1] in {"td", "th"}:
            self.cells[-1] += data


def parsed(text: str) -> Table:
    table = Table()
    table.feed(text)
    table.close()
    assert table.open == []
    return table


def figure() -> Figure:
    frame = pd.DataFrame({"name": ["a", "b"], "n": [1, 2]})
    chart = alt.Chart(frame, title="Two bars are shown").mark_bar().encode(x="name", y="n")
    table = frame.rename(columns={"name": "Name", "n": "Number"})
    return Figure(described(chart, "B is larger."), "B is larger.", table)


cell = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=80)
@given(st.lists(st.tuples(cell, cell), max_size=5), cell)
def test_any_text_comes_back_from_the_table(rows: list[tuple[str, str]], caption: str) -> None:
    table = parsed(table_html(pd.DataFrame(rows, columns=["<One>", "Two&"]), caption))
    assert table.cells == ["<One>", "Two&", *(text for row in rows for text in row)]
    assert table.caption == caption
    allowed = {"details", "summary", "div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert {tag for tag, _ in table.tags} <= allowed
    region = next(attrs for tag, attrs in table.tags if tag == "div")
    assert region["aria-label"] == f"Table: {caption}"


def test_the_table_is_one_that_a_screen_reader_can_walk() -> None:
    table = parsed(figure().html())
    scopes = [attrs.get("scope") for tag, attrs in table.tags if tag == "th"]
    assert scopes == ["col", "col", "row", "row"]
    region = next(attrs for tag, attrs in table.tags if tag == "div")
    assert region["role"] == "region"
    assert region["tabindex"] == "0"
    assert table.caption == "Two bars are shown"


@pytest.mark.parametrize(("rows", "scrolls"), [(3, False), (12, False), (13, True), (400, True)])
def test_a_long_table_scrolls_and_loses_no_row(rows: int, scrolls: bool) -> None:
    text = table_html(pd.DataFrame({"n": range(rows)}), "Numbers")
    assert ("max-height" in text) == scrolls
    assert f"({rows} rows)" in text
    assert len(parsed(text).cells) == rows + 1


def test_missing_values_are_empty_cells() -> None:
    frame = pd.DataFrame({"a": [pd.NA, None, float("nan"), "x"]})
    assert parsed(table_html(frame, "")).cells == ["a", "", "", "", "x"]


def test_one_row_is_a_row() -> None:
    assert "(1 row)" in table_html(pd.DataFrame({"a": [1]}), "")


def test_two_outputs_in_order() -> None:
    chart, words = figure().bundles()
    assert MIME in chart[0]
    assert words[0]["text/html"].startswith("<p>B is larger.</p>\n<details>")
    assert words[0]["text/plain"].startswith("B is larger.\n\n")
    assert "image/png" not in figure().bundles(png=False)[0][0]


def test_the_sentence_is_escaped() -> None:
    bad = Figure(figure().chart, "<script>1 & 2</script>", figure().table)
    assert "<p>&lt;script&gt;1 &amp; 2&lt;/script&gt;</p>" in bad.html()


def test_ipython_shows_both_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, object]] = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, metadata, raw: shown.append({**data, "raw": raw})
    )
    figure()._ipython_display_()
    assert [sorted(set(output) & {MIME, "text/html"}) for output in shown] == [
        [MIME],
        ["text/html"],
    ]
    assert all(output["raw"] for output in shown)


def test_as_text_it_has_title_sentence_and_rows() -> None:
    text = str(figure())
    assert text.startswith("Two bars are shown\n\nB is larger.\n\n")
    assert text.split()[-6:] == ["Name", "Number", "a", "1", "b", "2"]
    empty = Figure(figure().chart, "Nothing.", figure().table.iloc[:0])
    assert str(empty).endswith("(no rows)")


def test_a_figure_cannot_be_changed_and_knows_its_description() -> None:
    with pytest.raises(AttributeError):
        figure().sentence = "Other."  # type: ignore[misc]
    assert figure().description == f"B is larger. {describe(figure().chart)}"
    bare = alt.Chart(pd.DataFrame({"n": [1]})).mark_tick().encode(x="n")
    assert Figure(bare, "", pd.DataFrame()).description == describe(bare)
