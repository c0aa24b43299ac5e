"""Write a report for a terminal, a notebook, a page: status as a word first, nothing but text of the learner."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from marchwest.brief import criteria
from marchwest.brief.clean import short
from marchwest.judging.sources import source_name

if TYPE_CHECKING:
    from marchwest.brief.report import Report

__all__ = ["html", "markdown", "plain"]

_MOST: Final = 150
"""So many findings or sentences are shown; the table holds all."""
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+!|~$-])")


def heading(report: Report) -> str:
    """Return the verdict of the whole report in one line."""
    if not report.attempted:
        return "Not attempted."
    serious, advice = len(report.serious), len(report.findings) - len(report.serious)
    word = "To mend" if serious else "Nothing to mend"
    return f"{word}: {serious} serious findings, {advice} pieces of advice. Score {report.score:.2f} of 1."


def facts(report: Report) -> list[str]:
    """Return the counts of a report, a line each."""
    sources = ", ".join(f"{source_name(name)} {count}" for name, count in report.sources.items())
    return [
        f"Words: {report.words}. Sentences: {len(report.sentences)}. Charts: {report.charts}.",
        f"Claims cited: {len(report.claims)}. Citations by source: {sources or 'none'}.",
        f"Independent witnesses: {report.witnesses}.",
    ]


def checks(report: Report) -> list[tuple[str, str, str]]:
    """Return status, name and meaning of each criterion."""
    parts = criteria.shares(report.counts)
    met = set(report.passed)
    return [
        ("met" if name in met else f"{int(100 * parts[name])} of 100", name, meaning)
        for name, (_, meaning) in criteria.CRITERIA.items()
    ]


def _lines(report: Report) -> list[tuple[str, str]]:
    """Return each finding with its status word, serious ones first."""
    ordered = sorted(report.findings, key=lambda one: not one.serious)
    return [("To mend" if one.serious else "Advice", str(one)) for one in ordered]


def plain(report: Report) -> str:
    """Write a report as plain text."""
    lines = [heading(report), *facts(report)]
    if report.attempted:
        lines += ["", "Criteria"]
        lines += [f"  {status}: {name}. {meaning}" for status, name, meaning in checks(report)]
    found = _lines(report)
    if found:
        lines += ["", "Findings"]
        lines += [f"  {status}: {message}" for status, message in found[:_MOST]]
        if len(found) > _MOST:
            lines.append(f"  and {len(found) - _MOST} more")
    return "\n".join(lines)


def _safe(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text.replace("&", "&amp;"))


def markdown(report: Report) -> str:
    """Write a report as Markdown; what the learner wrote is shown, never rendered."""
    lines = [f"**{_safe(heading(report))}**", "", *(f"- {_safe(line)}" for line in facts(report))]
    if report.attempted:
        lines += ["", "| Status | Criterion | What meets it |", "| --- | --- | --- |"]
        lines += [f"| {status} | {name} | {meaning} |" for status, name, meaning in checks(report)]
    found = _lines(report)
    if found:
        lines += ["", "Findings:", ""]
        lines += [f"- **{status}.** {_safe(message)}" for status, message in found[:_MOST]]
        if len(found) > _MOST:
            lines.append(f"- and {len(found) - _MOST} more; see `report.table()`")
    return "\n".join(lines)


def html(report: Report) -> str:
    """Write a report as HTML: verdict, criteria, findings, and the sentences behind a disclosure."""
    parts = [f"<p><strong>{escape(heading(report))}</strong></p>", "<ul>"]
    parts += [f"<li>{escape(line)}</li>" for line in facts(report)]
    parts.append("</ul>")
    if report.attempted:
        rows = "".join(
            f'<tr><td>{escape(status)}</td><th scope="row">{escape(name)}</th><td>{escape(meaning)}</td></tr>'
            for status, name, meaning in checks(report)
        )
        parts.append(_html_table("Criteria", ("Status", "Criterion", "What meets it"), rows))
    found = _lines(report)
    if found:
        parts.append("<p><strong>Findings</strong></p><ul>")
        parts += [
            f"<li><strong>{escape(status)}.</strong> {escape(message)}</li>"
            for status, message in found[:_MOST]
        ]
        more = len(found) - _MOST
        parts.append((f"<li>and {more} more</li>" if more > 0 else "") + "</ul>")
    if report.attempted:
        rows = "".join(
            f"<tr><td>{escape(one.status)}</td><td>{one.number}</td><td>{escape(short(one.text, 300))}</td>"
            f"<td>{escape('; '.join(one.claim_ids[:9]))}</td></tr>"
            for one in report.sentences[:_MOST]
        )
        table = _html_table("Sentences", ("Status", "Number", "Sentence", "Claims"), rows)
        parts.append(f"<details><summary>Sentence by sentence</summary>{table}</details>")
    return "".join(parts)


def _html_table(caption: str, names: tuple[str, ...], rows: str) -> str:
    # JupyterLab sets the cells of a table to the right; text is read from the left.
    left = 'style="text-align: left"'
    head = "".join(f'<th scope="col" {left}>{escape(name)}</th>' for name in names)
    body = rows.replace("<td>", f"<td {left}>").replace("<th scope", f"<th {left} scope")
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
