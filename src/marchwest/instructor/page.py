"""Write a report as one HTML page: no script, nothing from elsewhere, every text of a student escaped."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from statistics import mean, quantiles

from marchwest.charts.figure import Figure
from marchwest.charts.theme import FONT
from marchwest.instructor.answers import Common, Outcome
from marchwest.instructor.figures import discriminations, distribution, embedded, shares
from marchwest.instructor.files import number
from marchwest.instructor.report import ENOUGH, Report, TaskReport
from marchwest.instructor.results import State
from marchwest.instructor.tables import TOO_FEW

__all__ = ["html_page"]

_SHOWN = 5
"""Mistakes and answers shown of one task; the CSV files hold all."""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = f"""
:root {{ color-scheme: light; }}
body {{ margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 62rem; color: #1f2328;
  background: white; font: 16px/1.5 {FONT}; }}
h1 {{ font-size: 1.7rem; line-height: 1.25; margin: 0 0 0.25rem; }}
h2 {{ font-size: 1.3rem; margin: 2.5rem 0 0.5rem; padding-top: 0.75rem; border-top: 1px solid #d0d7de; }}
h3 {{ font-size: 1.05rem; margin: 1.75rem 0 0.25rem; }}
p, li {{ max-width: 44rem; }}
nav ul {{ padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }}
a {{ color: #0064c8; }}
.quiet {{ color: #57606a; }}
.counts {{ display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1rem 0; padding: 0; list-style: none; }}
.counts li {{ border: 1px solid #d0d7de; border-radius: 6px; padding: 0.5rem 0.9rem; min-width: 7.5rem; }}
.counts strong {{ display: block; font-size: 1.5rem; line-height: 1.2; }}
.note {{ border-left: 4px solid #c28300; padding: 0.4rem 0.9rem; background: #fdf8ec; }}
figure {{ margin: 1rem 0; }}
img {{ display: block; max-width: 100%; height: auto; }}
.beside {{ display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: flex-start; }}
.scroll {{ overflow-x: auto; margin: 0.75rem 0; }}
table {{ border-collapse: collapse; font-size: 0.9rem; }}
caption {{ text-align: left; color: #57606a; padding: 0.25rem 0; }}
th, td {{ border-bottom: 1px solid #d0d7de; padding: 0.35rem 0.7rem 0.35rem 0; text-align: left;
  vertical-align: top; }}
thead th {{ vertical-align: bottom; border-bottom: 2px solid #57606a; line-height: 1.25; }}
tbody th {{ font-weight: 600; white-space: nowrap; }}
.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
td.n {{ white-space: nowrap; }}
.t {{ min-width: 9rem; }}
.w {{ min-width: 15rem; }}
.a {{ min-width: 17rem; }}
pre {{ margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85rem; line-height: 1.4;
  font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; }}
dt {{ font-weight: 600; margin-top: 0.5rem; }}
dd {{ margin: 0 0 0 1.25rem; max-width: 42rem; }}
.names {{ columns: 8rem; padding-left: 1.1rem; }}
@page {{ margin: 15mm; }}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 10pt; }}
  nav {{ display: none; }}
  a {{ color: inherit; text-decoration: none; }}
  h2, h3, caption {{ break-after: avoid; }}
  figure, tr, .counts li, .note {{ break-inside: avoid; }}
  .scroll {{ overflow: visible; }}
  .w, .a {{ min-width: 0; }}
  table {{ font-size: 8.5pt; }}
  img {{ max-width: 150mm; }}
}}
"""


def html_page(report: Report, names: dict[str, str], when: datetime) -> str:
    """Return a report as one page.

    Parameters
    ----------
    report : Report
    names : dict of str to str
        Pseudonyms by the id of the student.
    when : datetime.datetime
        Printed as the day of the report.

    Returns
    -------
    str
    """
    title = f"Report on {report.results.assignment}"
    sections = {
        "look": ("Tasks to look at", _looks(report)),
        "points": ("Points of the class", _points(report)),
        "tasks": ("Tasks", _tasks(report)),
        "together": ("Do the tasks go together?", _together(report)),
        "wrong": ("What went wrong", _wrong(report)),
        "open": ("What is still open", _open(report, names)),
        "read": ("How to read this", _READ),
    }
    links = "".join(f'<li><a href="#{key}">{name}</a></li>' for key, (name, _) in sections.items())
    body = "\n".join(
        f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{name}</h2>\n{content}</section>'
        for key, (name, content) in sections.items()
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
<h1>{escape(title)}</h1>
<p class="quiet">{when:%Y-%m-%d}. Students have pseudonyms; the key stays with the instructor.</p>
{_counts(report)}
<nav aria-label="Sections"><ul>{links}</ul></nav>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def _counts(report: Report) -> str:
    results = report.results
    counted = [
        (len(results.students), "in the class"),
        (len(report.graded), "graded"),
        (len(results.of_state(State.NOT_GRADED)), "handed in, not graded"),
        (len(results.of_state(State.MISSING)), "no submission"),
        (report.waiting, "answers need a person"),
    ]
    boxes = "".join(f"<li><strong>{count}</strong> {name}</li>" for count, name in counted)
    return f'<ul class="counts">{boxes}</ul>\n{_too_few(report)}'


def _too_few(report: Report) -> str:
    if report.enough:
        return ""
    return (
        f'<p class="note"><strong>Too few to judge.</strong> {len(report.totals)} students can be compared, '
        f"and at least {ENOUGH} are needed before numbers say something about a task. What follows describes "
        "this class. It does not judge the tasks.</p>"
    )


def _looks(report: Report) -> str:
    if report.looks:
        rows = [(one.task.short, one.task.title, one.reason) for one in report.looks]
        note = "" if report.enough else f"<p>For everything else: {TOO_FEW}.</p>"
        table = _table(["Task", "Title", "Why"], _without_short(rows), "What and why", " tw")
        return f"{note}{table}"
    if not report.enough:
        return f"<p>{TOO_FEW.capitalize()}.</p>"
    return "<p>Nothing stands out.</p>"


def _without_short(rows: list[tuple[str, str, str]]) -> list[list[str]]:
    return [[short, _after(short, title), reason] for short, title, reason in rows]


def _after(short: str, title: str) -> str:
    """Return a title without the ``Task 3:`` that stands beside it."""
    return title.removeprefix(short).lstrip(": ") or title


def _points(report: Report) -> str:
    if not report.totals:
        return "<p>No task has its marks yet, so there is nothing to add up.</p>"
    totals = report.totals
    low, _, high = quantiles(totals, n=4, method="inclusive") if len(totals) > 1 else totals * 3
    left = [row.task for row in report.tasks if not row.compared]
    parts = [
        _figure(
            distribution(report),
            _table(
                ["Points", "Students"],
                [[one.label, str(one.students)] for one in report.bins],
                f"Points (of {report.most:g}) and students",
                " n",
            ),
        ),
        f"<p>Mean {mean(totals):.1f}. The middle half of the class has {low:.1f} to {high:.1f} points.</p>",
    ]
    if left:
        names = ", ".join(task.short for task in left)
        parts.append(
            f'<p class="note">Counted here: {report.most:g} of {report.results.most:g} points. Not in it, '
            f"because they wait for a person in more than a fifth of the submissions: {escape(names)}.</p>"
        )
    missing = len(report.graded) - len(totals)
    if missing:
        verb = "is" if missing == 1 else "are"
        parts.append(
            f"<p>{missing} graded {verb} left out here: a task in the comparison waits for a person.</p>"
        )
    parts.append(
        '<p class="quiet">Who handed in nothing is not in it. Extra credit and what late work costs are not '
        "counted.</p>"
    )
    return "\n".join(parts)


def _tasks(report: Report) -> str:
    heads = ["Task", "Title", "Points", "Mean share", "All points", "Part", "None", "Not read"]
    heads += ["Not attempted", "Error", "Needs a person"]
    order = [Outcome.FULL, Outcome.PART, Outcome.NONE, Outcome.UNREADABLE]
    order += [Outcome.NOT_ATTEMPTED, Outcome.ERROR, Outcome.PERSON]
    rows = [
        [
            row.task.short,
            _after(row.task.short, row.task.title),
            number(row.task.most),
            "open" if math.isnan(row.p) else f"{row.p:.0%}",
            *(str(row.counts[outcome]) for outcome in order),
        ]
        for row in report.tasks
    ]
    chart = _figure(shares(report)) if any(not math.isnan(row.p) for row in report.tasks) else ""
    return (
        f"{chart}\n"
        "<p>The mean share of the points is what textbooks call <em>p</em>. It comes from the last submission of "
        "each student, because nbgrader keeps no other: <strong>how many had it right at the first try is not "
        "known.</strong></p>\n"
        f"{_table(heads, rows, 'Number of students by what became of each task', ' tnnnnnnnnn')}"
    )


def _together(report: Report) -> str:
    if not report.enough:
        return f"<p>{TOO_FEW.capitalize()}: no correlation and no reliability is given.</p>"
    rows = [_together_row(row) for row in report.tasks]
    table = _table(
        ["Task", "r with the rest", "95 % interval"], rows, "Each task and the rest", " nn"
    )
    if math.isnan(report.alpha):
        alpha = "It cannot be computed: there is no spread, or there is one task only."
    else:
        alpha = f"{report.alpha_name} is {report.alpha:.2f}"
        if report.alpha_interval.known:
            alpha += (
                f"; a class drawn anew would mostly give {report.alpha_interval.low:.2f} to "
                f"{report.alpha_interval.high:.2f} (95 % bootstrap interval, 2,000 draws, fixed seed)"
            )
        alpha += "."
    compared = sum(row.compared for row in report.tasks)
    drawn = any(not math.isnan(row.r) for row in report.tasks)
    return (
        f"{_figure(discriminations(report), table) if drawn else table}\n<h3>Reliability</h3>\n<p>{escape(alpha)} It rests on {len(report.totals)} students and "
        f"{compared} tasks.</p>\n"
        '<p class="quiet">It grows with the number of tasks and with the differences in the class. A set that '
        "asks for different skills may have a low value and still be good.</p>"
    )


def _together_row(row: TaskReport) -> list[str]:
    if math.isnan(row.r):
        why = "waits for a person" if not row.compared else "no spread"
        return [row.task.short, why, ""]
    low, high = row.interval.low, row.interval.high
    interval = f"{low:.2f} to {high:.2f}" if row.interval.known else ""
    return [row.task.short, f"{row.r:.2f}", interval]


def _wrong(report: Report) -> str:
    parts = [
        "<p><strong>Known mistake</strong>: the check has a message for it. <strong>On record</strong>: a wrong "
        "answer like it tests the check (<code>attempts.yaml</code>). <strong>New</strong>: neither; a mistake "
        "that nobody foresaw, or a right answer that the check does not take. Equal answers are counted "
        "together, whatever their spaces, quotes and comments. Shown is what at least two students share, and "
        "what is new.</p>"
    ]
    for row in report.tasks:
        mistakes, same = report.mistakes[row.task.key], report.same[row.task.key]
        if not mistakes and not same:
            continue
        parts.append(f"<h3>{escape(row.task.title)}</h3>")
        shown = _shown(mistakes)
        rows = [[str(one.students), one.kind, one.text] for one in shown]
        caption = f"Mistakes, of {row.marked} marked{_more(mistakes, shown)}"
        heads = ["Students", "Kind", "What the check says"]
        parts.append(_table(heads, rows, caption, "n w", head=False))
        alike = _shown([one for one in same if one.text])
        if alike:
            found = [[str(one.students), number(one.points), one.text, one.reason] for one in alike]
            heads = ["Students", "Points", "Answer", "What the check says"]
            caption = f"Equal wrong answers{_more(same, alike)}"
            parts.append(_table(heads, found, caption, "nnaw", head=False))
    if len(parts) == 1:
        parts.append("<p>No message of a check was found in the graded notebooks.</p>")
    return "\n".join(parts)


def _shown(found: list[Common]) -> list[Common]:
    """Return what more than one student has in common, and what nobody foresaw."""
    return [one for one in found if one.students > 1 or one.kind == "new"][:_SHOWN]


def _more(found: list[Common], shown: list[Common]) -> str:
    more = len(found) - len(shown)
    return f"; {more} more in the CSV file" if more > 0 else ""


def _open(report: Report, names: dict[str, str]) -> str:
    results = report.results
    groups = [
        ("Needs a person", [one for one in report.graded if one.waiting]),
        ("Handed in, not graded", results.of_state(State.NOT_GRADED)),
        ("No submission", results.of_state(State.MISSING)),
    ]
    advice = {
        "Needs a person": "Mark them in Formgrader, then make this report again.",
        "Handed in, not graded": "The file could not be run, or was not yet: see the last lines of "
        "<code>nbgrader autograde</code>. They are not counted as zero.",
        "No submission": "They are not counted as zero.",
    }
    parts = []
    for name, students in groups:
        if not students:
            continue
        listed = "".join(
            f"<li>{escape(names[one.id])}{f' ({one.waiting})' if one.waiting else ''}</li>"
            for one in sorted(students, key=lambda one: names[one.id])
        )
        parts.append(
            f'<h3>{name}: {len(students)}</h3><p>{advice[name]}</p><ul class="names">{listed}</ul>'
        )
    if not parts:
        return "<p>Nothing: every student is graded, and no task waits for a person.</p>"
    ask = f"marchwest report {results.assignment} --who PSEUDONYM"
    return "\n".join(
        [*parts, f"<p>Who is it? <code>{escape(ask)}</code> tells you, with the key.</p>"]
    )


_READ = f"""<dl>
<dt>Mean share (p)</dt><dd>0.5 means: on average, half of the points. An easy task is not a bad one, and a hard
one may be what you want. With partial points it is no count of right answers.</dd>
<dt>r with the rest</dt><dd>Do those who have points here also have points on the other tasks? The task itself is
left out of the sum (corrected item-rest correlation). Around 0.2 to 0.5 is usual. Below 0, look at the key
and the wording.</dd>
<dt>95 % interval</dt><dd>With a class of {ENOUGH}, r is known to about 0.3 up or down. Do not rank tasks by it.</dd>
<dt>Reliability</dt><dd>Near 1: the tasks mostly agree on who can do it. Near 0: the sum says little about a
single student.</dd>
<dt>Open</dt><dd>What waits for a person is nowhere a zero. A task leaves the comparison while more than a fifth of
its marks are open.</dd>
<dt>Not known</dt><dd>First tries, time spent, help received.</dd>
</dl>
"""


def _figure(figure: Figure, table: str = "") -> str:
    return f'<div class="beside"><figure>{embedded(figure)}</figure>{table}</div>'


def _table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    kinds: str,
    *,
    head: bool = True,
) -> str:
    """Return a table. Kinds, a letter a column: n number, t title, w words, a answer, space for the rest."""
    marks = [kinds[place : place + 1].strip() for place in range(len(heads))]
    top = "".join(
        f'<th scope="col"{_class(mark)}>{escape(name)}</th>'
        for name, mark in zip(heads, marks, strict=True)
    )
    lines = []
    for row in rows:
        cells = []
        for place, (value, mark) in enumerate(zip(row, marks, strict=True)):
            text = f"<bdi>{escape(value)}</bdi>"
            if mark == "a":
                text = f"<pre>{text}</pre>"
            if place == 0 and head:
                cells.append(f'<th scope="row"{_class(mark)}>{text}</th>')
            else:
                cells.append(f"<td{_class(mark)}>{text}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    body = "\n".join(lines)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption, quote=True)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _class(mark: str) -> str:
    return f' class="{mark}"' if mark else ""
