"""Floor 4: the command `marchwest`. Parses, calls one function, prints."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from marchwest.errors import MarchWestError


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


def _cite(args: argparse.Namespace) -> int:
    from marchwest.claims import cite

    print(cite(args.what, args.style))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marchwest", description="Tools of the March West course")
    commands = parser.add_subparsers(dest="command", required=True)

    audit = commands.add_parser("audit", help="check every claim against the published texts")
    audit.add_argument("--sources", type=Path, required=True, metavar="DIR", help="their folder")
    audit.set_defaults(run=_audit)

    cite = commands.add_parser("cite", help="cite a source or a claim")
    cite.add_argument("what", help="a source_id or claim_id")
    cite.add_argument("--style", choices=["short", "full", "bibtex"], default="full")
    cite.set_defaults(run=_cite)
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
