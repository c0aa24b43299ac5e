"""Each shown claim leads to a form to report it; what was corrected stands in ERRATA.md."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

import marchwest as mw
from marchwest.charts.figure import report_links, table_html
from marchwest.claims import claims, report_url, wrong_fact
from marchwest.data import claim_tables, load

CLAIM = "peace-mission-2012@icg-2013.3"


def test_the_address_is_that_of_the_project(repository: Path) -> None:
    """One place names the repository: the library reads it from what is installed."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    source = project["project"]["urls"]["Source"]
    assert wrong_fact.repository() == source
    library = [path.read_text(encoding="utf-8") for path in (repository / "src").rglob("*.py")]
    assert not [text for text in library if urlsplit(source).path in text]


def test_the_issue_is_filled_in() -> None:
    parts = urlsplit(report_url(CLAIM))
    assert parts.scheme == "https"
    assert parts.path.endswith("/issues/new")
    asked = parse_qs(parts.query, strict_parsing=True)
    assert set(asked) == {"title", "body"}
    assert asked["title"] == [f"Wrong fact: {CLAIM}"]
    assert CLAIM in asked["body"][0]
    assert "n. 174" in asked["body"][0]
    assert "What is wrong?" in asked["body"][0]


def test_every_claim_can_be_reported() -> None:
    """Whatever stands in a locator, the address is one word and short enough for a browser."""
    for claim_id, locator in claims()[["claim_id", "locator"]].itertuples(index=False):
        assert wrong_fact.is_claim_id(claim_id)
        address = report_url(claim_id)
        assert re.fullmatch(r"[!-~]+", address)
        assert len(address) < 1000
        assert locator in parse_qs(urlsplit(address).query)["body"][0]


def test_without_a_known_repository_there_is_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise PackageNotFoundError

    monkeypatch.setattr(wrong_fact, "metadata", missing)
    for cached in (wrong_fact.repository, wrong_fact.report_url):
        cached.cache_clear()
    try:
        assert report_url(CLAIM) == ""
        assert report_links(pd.DataFrame({"Claim": [CLAIM]})) == {}
        assert "<a" not in table_html(pd.DataFrame({"Claim": [CLAIM]}), "x")
        assert "<a" not in mw.show(mw.find(event="peace-mission-2012")).to_html()
    finally:
        for cached in (wrong_fact.repository, wrong_fact.report_url):
            cached.cache_clear()


def test_the_table_of_a_chart_links_each_claim() -> None:
    table = pd.DataFrame({"State": ["a@b", "@", None], "Claim": [CLAIM, "", None]})
    html = table_html(table, "x")
    assert html.count("<a ") == 1
    assert f">{CLAIM}</a>" in html
    assert 'aria-label="Report a wrong fact: ' in html
    assert "opens a form" in html
    assert list(report_links(table)) == [CLAIM]
    assert "opens a form" not in table_html(table[["State"]], "x")


def test_a_shown_table_links_each_claim() -> None:
    html = mw.show(load("exercises")).to_html()
    assert html.count("/issues/new?") == len(load("exercises"))
    assert "opens a form" in html
    assert "<a" not in mw.show(load("exercises")[["event", "troops"]]).to_html()


@pytest.fixture(scope="module")
def corrections(repository: Path) -> list[dict[str, str]]:
    lines = (repository / "ERRATA.md").read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines
        if line.startswith("|")
    ]
    head, _, *body = rows
    assert head == ["date", "claim", "column", "was", "is", "passage"]
    return [dict(zip(head, row, strict=True)) for row in body]


def test_the_errata_say_what_the_tables_say_now(corrections: list[dict[str, str]]) -> None:
    rows = {
        row["claim_id"]: row
        for table in claim_tables()
        for row in load(table)
        .astype(object)
        .where(lambda cell: cell.notna(), "")
        .to_dict("records")
    }
    seen = set()
    for line in corrections:
        column = line["column"].strip("`")
        for claim in re.findall(r"`([^`]+)`", line["claim"]):
            if line["is"] == "*(taken out)*":
                assert claim not in rows, claim
                continue
            assert claim in rows, claim
            if (claim, column) in seen:  # a later correction stands above
                continue
            seen.add((claim, column))
            now = str(rows[claim][column])
            assert line["is"] in now, (claim, column)
            assert line["was"] == "*(empty)*" or line["was"] not in now.split(line["is"])
            assert line["passage"] == rows[claim]["locator"], claim


def test_the_errata_are_dated_and_newest_first(corrections: list[dict[str, str]]) -> None:
    dates = [line["date"] for line in corrections]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", date) for date in dates)
    assert dates == sorted(dates, reverse=True)
