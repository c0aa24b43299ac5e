"""A page to print: what a learner has answered, and that it is the learner's own record."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from marchwest.language import current_language, gettext
from marchwest.practice.progress.overview import RULE, UnitView
from marchwest.practice.progress.saved_file import ProgressError, put
from marchwest.practice.progress.shown import amount, summary

__all__ = ["Record", "cannot_write"]

_LONGEST = 200
_LEFT = 'style="text-align: left"'
_STYLE = """
@page { margin: 20mm; }
body { font: 11pt/1.5 Georgia, "Noto Serif", serif; color: #1f2328; background: #fff; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 0.2rem; }
h2 { font-size: 1.1rem; margin: 1.4rem 0 0.3rem; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
th, td { vertical-align: top; border-bottom: 1px solid #8c959f; padding: 0.25rem 0.6rem 0.25rem 0; }
tr, li { break-inside: avoid; }
.what { border: 1px solid #8c959f; padding: 0.6rem 0.9rem; margin: 1rem 0; }
footer { margin-top: 1.5rem; font-size: 0.9em; color: #57606a; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
"""


def cannot_write(path: Path, error: OSError) -> ProgressError:
    """Return the error for a file that cannot be written."""
    told = gettext("{file} cannot be written ({why}).")
    return ProgressError(told.format(file=path.name, why=error.strerror or error))


def _what() -> str:
    return gettext(
        "This is the learner's own record, not a certificate. It was made on the learner's own "
        "computer from a file that can be changed there; nobody has checked who answered, or with "
        "what help. The items of the course are practice: they may be tried any number of times."
    )


@dataclass(frozen=True)
class Record:
    """A record of practice. As the last value of a cell it shows what stands in it."""

    name: str
    units: tuple[UnitView, ...]

    @property
    def _whose(self) -> str:
        return " ".join(self.name.split())[:_LONGEST]

    @property
    def _begun(self) -> list[UnitView]:
        return [unit for unit in self.units if unit.answered]

    @property
    def _body(self) -> str:
        whose = f"<p><strong>{escape(self._whose)}</strong></p>" if self._whose else ""
        course = gettext("March West, a course on China's security engagement with Central Asia.")
        made = gettext("Made on {day} (UTC).").format(day=datetime.now(UTC).date().isoformat())
        return (
            f"<h1>{escape(gettext('Record of practice'))}</h1>{whose}"
            f"<p>{escape(course)} {escape(summary(self.units))}</p>"
            f'<p class="what">{escape(_what())}</p>{self._table}{self._objectives}'
            f"<footer><p>{escape(gettext(RULE))}</p><p>{escape(made)}</p></footer>"
        )

    @property
    def _table(self) -> str:
        names = (gettext("Unit"), gettext("Items answered"), gettext("Objectives reached"))
        heads = "".join(f'<th scope="col" {_LEFT}>{escape(name)}</th>' for name in names)
        rows = "".join(
            f'<tr><th scope="row" lang="en" {_LEFT}>{escape(unit.name)}</th>'
            f"<td {_LEFT}>{escape(amount(unit.answered, unit.items))}</td>"
            f"<td {_LEFT}>{escape(amount(unit.reached, len(unit.objectives)))}</td></tr>"
            for unit in self._begun
        )
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        return table if rows else ""

    @property
    def _objectives(self) -> str:
        reached = "".join(
            f'<li lang="en">{escape(each.text)} ({int(unit.id)})</li>'
            for unit in self._begun
            for each in unit.objectives
            if each.is_reached
        )
        head = escape(gettext("Objectives reached"))
        lead = escape(gettext("By this record, the learner can (the unit in brackets):"))
        return f"<h2>{head}</h2><p>{lead}</p><ul>{reached}</ul>" if reached else ""

    @property
    def html(self) -> str:
        """The whole page: one file that needs nothing else."""
        return (
            f'<!DOCTYPE html>\n<html lang="{current_language()}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(gettext('Record of practice'))}: March West</title>"
            f"<style>{_STYLE}</style></head><body><main>{self._body}</main></body></html>\n"
        )

    def save(self, path: str | os.PathLike[str] = "record.html") -> Path:
        """Write the page; open it in a browser and print it there.

        Parameters
        ----------
        path : str or path-like, default "record.html"

        Returns
        -------
        pathlib.Path

        Raises
        ------
        ProgressError
            If the file cannot be written.
        """
        path = Path(path)
        try:
            put(path, self.html.encode())
        except OSError as error:
            raise cannot_write(path, error) from None
        return path

    def _repr_html_(self) -> str:
        # Headings of the page are no headings of the notebook.
        body = self._body
        for level in ("h1", "h2"):
            body = body.replace(f"<{level}>", "<p><strong>").replace(f"</{level}>", "</strong></p>")
        return f"{body}<p><code>.save(&quot;record.html&quot;)</code></p>"

    def __repr__(self) -> str:
        parts = (gettext("Record of practice"), self._whose, summary(self.units), _what())
        return "\n".join([*filter(None, parts), '.save("record.html")'])
