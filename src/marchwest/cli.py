"""Floor 4: the command `marchwest`. Parses, calls one function, prints."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from marchwest.errors import DataError, MarchWestError


def _audit(args: argparse.Namespace) -> int:
    from marchwest.claims import audit

    report = audit(args.sources)
    for failure in report.failures:
        print(failure)
    print(
        f"{report.claims} claims, {report.tokens} pieces of evidence and {report.values} "
        f"numbers and dates checked: {len(report.failures)} failures"
    )
    return 1 if report.failures else 0


def _brief(args: argparse.Namespace) -> int:
    from marchwest import brief

    path: Path = args.file
    if path.suffix.casefold() not in (".md", ".txt"):
        raise DataError(f"{path} is not a .md or .txt file. Give the brief as Markdown.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise DataError(f"{path} cannot be read: {reason}. Give a .md or .txt file.") from None
    report = brief.check(text)
    print(report)
    return 1 if report.serious else 0


def _cite(args: argparse.Namespace) -> int:
    from marchwest.claims import cite

    print(cite(args.what, args.style))
    return 0


def _check_course(args: argparse.Namespace) -> int:
    from marchwest.course import check

    problems = check(args.folder)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0


def _repair(args: argparse.Namespace) -> int:
    from marchwest.light_jsonschema import import_jsonschema

    import_jsonschema()  # before nbformat does
    from marchwest.grading import repair_file

    repaired, written = repair_file(
        args.file, release=args.release, folder=Path("assignments"), output=args.output
    )
    for line in repaired.notes or ("Nothing had to be repaired.",):
        print(f"- {line}")
    print(f"Written: {written}")
    if repaired.doubtful:
        print(f"Look at these yourself: {', '.join(repaired.doubtful)}")
    return 1 if repaired.doubtful else 0


def _grade(args: argparse.Namespace) -> int:
    from marchwest.light_jsonschema import import_jsonschema

    import_jsonschema()  # before nbformat does
    from marchwest.grading.protected.command import Options
    from marchwest.grading.protected.terminal import grade_and_tell

    options = Options(
        args.assignment,
        args.course,
        workers=args.workers,
        scheduler=args.scheduler,
        sandbox=args.sandbox,
        allow_root=args.allow_root or os.environ.get("MARCHWEST_ALLOW_ROOT") == "1",
        students=tuple(args.student),
        force=args.force,
    )
    return grade_and_tell(options, args.json)


def _grade_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    grade = commands.add_parser(
        "grade", help="grade what students handed in, fast and behind walls (Linux)"
    )
    grade.add_argument("assignment", metavar="SET", help="the problem set, as ps3")
    grade.add_argument(
        "--course", type=Path, default=Path(), metavar="DIR", help="holds nbgrader_config.py"
    )
    grade.add_argument("--workers", type=int, metavar="N", help="side by side; one a processor")
    grade.add_argument(
        "--scheduler", default="", metavar="tcp://...", help="of a dask cluster that does the work"
    )
    grade.add_argument(
        "--sandbox",
        choices=["auto", "bwrap", "namespaces", "off"],
        default="auto",
        help="off runs students' code with your rights",
    )
    grade.add_argument(
        "--allow-root", action="store_true", help="for containers that hold nothing else"
    )
    grade.add_argument(
        "--student", action="append", default=[], metavar="ID", help="only this one; repeatable"
    )
    grade.add_argument(
        "--force", action="store_true", help="grade again what has been graded before"
    )
    grade.add_argument("--json", type=Path, metavar="FILE", help="write the summary here, too")
    grade.set_defaults(run=_grade)


def _report(args: argparse.Namespace) -> int:
    from marchwest import instructor

    if args.who:
        print(instructor.who_is(args.assignment, args.course, args.who))
        return 0
    print("\n".join(instructor.make_report(args.assignment, args.course, args.out)))
    return 0


def _export(args: argparse.Namespace) -> int:
    from marchwest import instructor

    lines = instructor.make_export(
        args.assignment,
        args.course,
        args.to,
        args.out,
        columns=args.columns,
        include_unfinished=args.include_unfinished,
    )
    print("\n".join(lines))
    return 0


def _instructor_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    report = commands.add_parser(
        "report", help="tell how a class did on a problem set, task by task"
    )
    report.add_argument(
        "--who", metavar="PSEUDONYM", help="only tell which student a pseudonym stands for"
    )
    report.set_defaults(run=_report)

    export = commands.add_parser("export", help="write the points for a learning platform")
    export.add_argument("--to", choices=["canvas", "moodle", "csv"], required=True)
    export.add_argument(
        "--columns",
        choices=["tasks", "total"],
        default="tasks",
        help="for Canvas and Moodle: one column a task, or one for the whole set",
    )
    export.add_argument(
        "--include-unfinished",
        action="store_true",
        help="also give what is marked so far where a task waits for a person",
    )
    export.set_defaults(run=_export)
    for command in (report, export):
        command.add_argument("assignment", metavar="SET", help="the problem set, as ps3")
        command.add_argument(
            "--course", type=Path, default=Path(), metavar="DIR", help="of the course"
        )
        command.add_argument("--out", type=Path, metavar="FILE", help="where to write")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marchwest", description="Tools of the March West course")
    commands = parser.add_subparsers(dest="command", required=True)

    audit = commands.add_parser("audit", help="check every claim against the published texts")
    audit.add_argument("--sources", type=Path, required=True, metavar="DIR", help="their folder")
    audit.set_defaults(run=_audit)

    brief = commands.add_parser("brief", help="check the citations of a brief")
    brief.add_argument("file", type=Path, metavar="FILE", help="the brief, .md or .txt")
    brief.set_defaults(run=_brief)

    cite = commands.add_parser("cite", help="cite a source or a claim")
    cite.add_argument("what", help="a source_id or claim_id")
    cite.add_argument("--style", choices=["short", "full", "bibtex"], default="full")
    cite.set_defaults(run=_cite)

    check_course = commands.add_parser(
        "check-course", help="tell what in a course does not fit together, and what to do"
    )
    check_course.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="holds course/course.yaml",
    )
    check_course.set_defaults(run=_check_course)

    repair = commands.add_parser(
        "repair", help="put the answers of a damaged submission onto a fresh student copy"
    )
    repair.add_argument("file", type=Path, metavar="FILE", help="the submission; left as it is")
    repair.add_argument(
        "--release", type=Path, metavar="FILE", help="its student copy, else found in assignments/"
    )
    repair.add_argument("--output", type=Path, metavar="FILE", help="where to write the result")
    repair.set_defaults(run=_repair)
    _grade_command(commands)
    _instructor_commands(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; by default those of the process.

    Returns
    -------
    int
        Exit status: 0 well, 1 something was found, 2 bad input.
    """
    args = _parser().parse_args(argv)
    try:
        status: int = args.run(args)
    except MarchWestError as error:
        print(f"marchwest: {error}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
