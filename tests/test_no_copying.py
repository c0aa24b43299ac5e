"""No eight consecutive words of a source stand in the project, but for who wrote what where."""

import csv
import json
import os
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LENGTH = 8
TEXT = {".md", ".csv", ".yaml", ".yml", ".py", ".ipynb", ".json", ".cff", ".html", ".js", ".toml"}


def words(text):
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\u00ad\u2010-\u2015-]\s*\n\s*", "", text)
    return re.findall(r"[^\W_]+", text.casefold())


def runs(tokens):
    return {tuple(tokens[i : i + LENGTH]) for i in range(len(tokens) - LENGTH + 1)}


def prose(path):
    """Return the text that a reader of the file sees, so that JSON marks part no words."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        return "\n\n".join("".join(cell["source"]) for cell in cells)
    return text


def copied(text, published):
    return runs(words(text)) & published


def rows(table):
    with (ROOT / f"datasets/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def references():
    """Return what may be given in full: who wrote what where, where it stands, whom it credits.

    These are author, title, venue and publisher of each text, its section headings, the works and
    interviews that it credits, and the official names of institutions.
    """
    parts = ("author", "title", "venue", "publisher")
    sources = rows("sources")
    named = [" ".join(row[part] for part in parts) for row in sources]
    named += [row["publisher"] for row in sources] + [row["name"] for row in rows("bodies")]
    for path in sorted((ROOT / "datasets").glob("*.csv")):
        for row in rows(path.stem):
            named += re.split(r"; |, para", row.get("locator", ""))
            named.append(row.get("attributed_to", ""))
    return named


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.suffix in TEXT and path.is_file()]


def test_the_check_sees_a_copy_over_line_breaks_and_case():
    published = runs(words("One two three four five six seven eight nine ten"))
    assert copied("we say: two THREE four\nfive six se-\nven eight nine.", published)
    assert not copied("two three four five, and six seven eight nine", published)


@pytest.mark.skipif(
    "MARCHWEST_SOURCES" not in os.environ, reason="the published texts are not here"
)
def test_no_eight_words_of_a_source_stand_in_the_project():
    folder = Path(os.environ["MARCHWEST_SOURCES"])
    texts = list(folder.glob("*.txt"))
    assert len(texts) == 5
    published = set().union(*(runs(words(path.read_text(encoding="utf-8"))) for path in texts))
    allowed = set().union(*(runs(words(reference)) for reference in references()))
    found = {
        path.relative_to(ROOT).as_posix(): sorted(" ".join(run) for run in hits)
        for path in tracked()
        if (hits := copied(prose(path), published) - allowed)
    }
    assert found == {}
