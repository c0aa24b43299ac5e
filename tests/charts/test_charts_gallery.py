"""Every table has a first chart that keeps the course's rules and shows all that it says it shows."""

from pathlib import Path

import nbformat
import pytest

from marchwest.charts import gallery, lint
from marchwest.data import load, table_names
from marchwest.data.package import resource

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "data-gallery.ipynb"


@pytest.fixture(scope="module", params=table_names())
def looked(request):
    rows = load(request.param)
    return rows, gallery.first_look(rows, resource(request.param)["title"])


def test_it_keeps_the_rules_for_charts(looked):
    _, figure = looked
    assert lint(figure.chart) == []
    assert len(figure.sentence) > 20


def test_no_row_is_lost_between_table_and_chart(looked):
    rows, figure = looked
    counted = figure.table["Rows"].sum() if "Rows" in figure.table else len(figure.table)
    if figure.sentence.startswith(f"{len(rows)} "):
        assert counted == len(rows)
    else:
        assert figure.sentence.startswith(f"{counted} of {len(rows)} rows")


def test_a_number_is_written_with_its_qualifier():
    figure = gallery.first_look(load("defence_spending"), "Defence spending")
    shown = figure.table.set_index("Event")["Number"]
    assert shown["spending-chn-2000"] == "about 33,000,000,000"
    assert shown["spending-usa-2011"] == "711,000,000,000"


def test_the_notebook_shows_every_table_with_its_title_and_description():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    for table in table_names():
        about = resource(table)
        assert f'mw.load("{table}"), "{about["title"]}"' in code
        assert f"## {about['title']}\n" in prose
        assert " ".join(about["description"].split()) in prose
