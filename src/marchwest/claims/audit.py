"""Check every claim against the published texts: evidence stands there, numbers are borne out.

The texts are copyrighted and are not part of the project; whoever has them gives their folder.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from math import isclose
from pathlib import Path
from typing import Any

from marchwest.claims.frame import records
from marchwest.claims.numerals import numbers_in
from marchwest.data import PartialDate, claim_tables, columns
from marchwest.data.package import Column
from marchwest.errors import DataError

__all__ = ["AuditReport", "Failure", "audit", "normalised"]

# Which file holds which text: the five articles of one issue share a file.
_FILES = {
    "hsiao-2010": "china-brief-2010-03-05.txt",
    "lam-2010": "china-brief-2010-03-05.txt",
    "chase-2010": "china-brief-2010-03-05.txt",
    "blank-2010": "china-brief-2010-03-05.txt",
    "peyrouse-2010": "china-brief-2010-03-05.txt",
    "weitz-2012": "weitz-2012.txt",
    "icg-2013": "icg-2013.txt",
    "swanstrom-2015": "swanstrom-2015.txt",
    "pantucci-2019": "pantucci-2019.txt",
}
_WINDOW = 900
"""How many characters "together" means: about one paragraph."""

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


@dataclass(frozen=True)
class Failure:
    """One thing that the text does not bear out."""

    table: str
    claim_id: str
    problem: str

    def __str__(self) -> str:
        return f"{self.table}: {self.claim_id}: {self.problem}"


@dataclass
class AuditReport:
    """What an audit looked at and what it found."""

    claims: int = 0
    tokens: int = 0
    values: int = 0
    failures: list[Failure] = field(default_factory=list)


def normalised(text: str) -> str:
    """Bring a text and a token to one form: ligatures, quotes, hyphens, white space, case.

    Hyphens go altogether, since a hyphen at the end of a line may or may not belong to the word.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[‘’ʼ`]", "'", text)
    text = re.sub(r"[“”]", '"', text)
    text = re.sub(r"[\u00ad\u2010-\u2015-]\s*\n\s*", "", text)
    text = re.sub(r"[\u00ad\u2010-\u2015-]", "", text)
    return re.sub(r"\s+", " ", text).strip().casefold()


def _positions(text: str, token: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(token), text)]


def _stand_together(text: str, tokens: list[str]) -> bool:
    """Tell whether all tokens occur within one window of the text."""
    found = [_positions(text, token) for token in tokens]
    rarest = min(found, key=len)
    return any(
        all(any(abs(other - anchor) <= _WINDOW for other in places) for places in found)
        for anchor in rarest
    )


def _missing_in(evidence: str, value: Any) -> str | None:
    """Tell what of a value the evidence does not show, or None."""
    numbers = numbers_in(evidence)
    if isinstance(value, int | float):
        shown = any(isclose(value, number) for number in numbers)
        return None if shown else f"the number {value:,}"
    date = PartialDate.parse(value)
    if date.year not in numbers and f"{date.year}" not in evidence:
        return f"the year {date.year}"
    if date.month and not _shows_month(evidence.casefold(), date.month):
        return f"the month {_MONTHS[date.month - 1].capitalize()}"
    if date.day and date.day not in numbers:
        return f"the day {date.day}"
    return None


def _shows_month(evidence: str, month: int) -> bool:
    """Tell whether a month is named, or is the first or last of "the first nine months"."""
    span = re.search(r"first (\w+) months", evidence)
    ends = {1.0, *numbers_in(span[1])} if span else set()
    return _MONTHS[month - 1] in evidence or month in ends


def _checkable(column: Column) -> bool:
    """Tell whether the evidence must show what stands in a column: numbers and dates."""
    dated = column.name.startswith(("date_", "period_"))
    return dated or (column.role == "value" and column.type in ("integer", "number"))


def _audit_claim(
    table: str, record: dict[str, Any], checked: list[str], text: str, report: AuditReport
) -> None:
    report.claims += 1
    name = record["claim_id"]
    tokens = [part.strip() for part in record.get("evidence", "").split(";") if part.strip()]
    if not tokens:
        report.failures.append(Failure(table, name, "has no evidence"))
        return
    report.tokens += len(tokens)
    absent = [token for token in tokens if normalised(token) not in text]
    report.failures += [Failure(table, name, f"{token!r} is not in the text") for token in absent]
    if not absent and not _stand_together(text, [normalised(token) for token in tokens]):
        report.failures.append(Failure(table, name, f"{tokens} do not stand together"))
    for column in checked:
        if column in record:
            report.values += 1
            missing = _missing_in(record["evidence"], record[column])
            if missing:
                problem = f"{missing} in column {column} is not among its evidence"
                report.failures.append(Failure(table, name, problem))


def _texts(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for source, file in _FILES.items():
        path = folder / file
        if not path.is_file():
            raise DataError(
                f"{file} is not in {folder}. Give the folder that holds the nine published texts."
            )
        texts[source] = normalised(path.read_text(encoding="utf-8"))
    return texts


def audit(folder: str | Path) -> AuditReport:
    """Check all claims against the published texts.

    For each claim, every token of its evidence must stand in its source's text, all of them
    within about a paragraph, and every number and date of its value columns must be among them.

    Parameters
    ----------
    folder : str or pathlib.Path
        The folder with the texts.

    Returns
    -------
    AuditReport
        How much was checked, and the failures.

    Raises
    ------
    DataError
        If one of the texts is not in the folder.
    """
    texts = _texts(Path(folder))
    report = AuditReport()
    for table in claim_tables():
        checked = [column.name for column in columns(table) if _checkable(column)]
        for record in records(table):
            _audit_claim(table, record, checked, texts[record["source_id"]], report)
    return report
