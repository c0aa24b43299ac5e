"""Bring the catalogues of translations up to date: collect, merge, compile.

`marchwest.pot` holds every message of the source; `ru` and `zh` have a `.po` each, which a person
edits, and the `.mo` that the library reads. Run this after a message has changed, translate what
it names, run it once more. `--check` changes nothing and fails where a run would change a file, or
where a translation is missing.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "marchwest"
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / "marchwest.pot"
LANGUAGES = {"ru": "ru", "zh": "zh_Hans_CN"}
# Functions that take a message, and how many forms of it. `_word` returns one as HTML.
KEYWORDS = {"gettext": 1, "gettext_noop": 1, "_word": 1, "ngettext": 2}
# What a header says, and no more: dates and versions would change the files without need.
HEADER = (
    "Project-Id-Version",
    "Language",
    "Plural-Forms",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
)


class PlainCatalog(Catalog):
    """A catalogue whose file depends on nothing but its messages."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [(name, text) for name, text in super().mime_headers if name in HEADER]


def po_path(language: str) -> Path:
    """Return where a language's translations are edited."""
    return LOCALE / language / "LC_MESSAGES" / "marchwest.po"


def empty(locale: str | None = None) -> Catalog:
    """Return a catalogue without messages."""
    return PlainCatalog(
        locale=locale,
        domain="marchwest",
        project="marchwest",
        version="1",
        header_comment="# The words that the library shows. Made by scripts/make_catalogue.py.",
        fuzzy=False,
    )


def collected() -> Catalog:
    """Return every message of the package, with the files that show it."""
    found = empty()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for message in messages_of(path):
            # A line number would change the file with every line that is added above.
            found.add(message, None, [(name, 1)])
    return found


def messages_of(path: Path) -> Iterator[str | tuple[str, str]]:
    """Yield the messages of a module in their order, also those inside an f-string."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    ]
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        count = KEYWORDS.get(call.func.id, 0) if isinstance(call.func, ast.Name) else 0
        said = [arg.value for arg in call.args[:count] if isinstance(arg, ast.Constant)]
        if count and len(said) == count:
            yield said[0] if count == 1 else (said[0], said[1])


def merged(template: Catalog, language: str) -> Catalog:
    """Return a language's catalogue with the messages of the template and no others."""
    path = po_path(language)
    old = Catalog()
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=LANGUAGES[language])
    new = empty(LANGUAGES[language])
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        new.add(
            message.id,
            known.string if known else None,
            message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            context=message.context,
        )
    return new


def po_text(catalog: Catalog) -> bytes:
    """Return a catalogue as a person edits it."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False)
    return buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """Return a catalogue as the library reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Return the messages without a translation, or with an empty form."""
    found = []
    for message in catalog:
        if message.id:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = catalog.num_plurals if message.pluralizable else 1
            if len(forms) != wanted or not all(forms):
                found.append(message.id if isinstance(message.id, str) else message.id[0])
    return found


def made() -> tuple[dict[Path, bytes], dict[str, list[str]]]:
    """Return what each file must hold, and what each language lacks."""
    template = collected()
    wanted = {TEMPLATE: po_text(template)}
    lacking = {}
    for language in LANGUAGES:
        catalog = merged(template, language)
        path = po_path(language)
        wanted |= {path: po_text(catalog), path.with_suffix(".mo"): mo_bytes(catalog)}
        lacking[language] = missing(catalog)
    return wanted, lacking


def main() -> int:
    """Write or check the catalogues; return 1 where something is left to do."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if out of date")
    asked = parser.parse_args()
    wanted, lacking = made()
    stale = [path for path, text in wanted.items() if not same(path, text)]
    for path in stale:
        if asked.check:
            print(f"{path.relative_to(PACKAGE)} is out of date: run `make catalogue`.")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[path])
            print(f"wrote {path.relative_to(PACKAGE)}")
    for language, messages in lacking.items():
        for message in messages:
            print(f"{language}: translate {message!r}")
    return int(bool(any(lacking.values()) or (asked.check and stale)))


def same(path: Path, text: bytes) -> bool:
    """Tell whether a file holds some text already; ends of lines do not count in a text."""
    if not path.exists():
        return False
    there = path.read_bytes()
    return there == text if path.suffix == ".mo" else there.replace(b"\r\n", b"\n") == text


if __name__ == "__main__":
    sys.exit(main())
