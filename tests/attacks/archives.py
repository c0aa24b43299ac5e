"""Hostile archives for `nbgrader zip_collect`: made when they are asked for, and small when unpacked."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Archive", "archives"]


@dataclass(frozen=True)
class Archive:
    """One archive with one idea."""

    name: str
    idea: str
    file: str
    make: Callable[[Path, bytes], None]

    def write(self, folder: Path, notebook: bytes) -> Path:
        """Write the archive into ``downloaded/target/archive``, with an honest notebook inside."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.file
        self.make(path, notebook)
        return path


def _zip(path: Path, entries: dict[str, bytes], notebook: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest_target.ipynb", notebook)
        for name, content in entries.items():
            archive.writestr(name, content)


def _bomb(path: Path, notebook: bytes) -> None:
    _zip(path, {f"student{n}_target.ipynb": b" " * 10_000_000 for n in range(5)}, notebook)


def _nested(path: Path, notebook: bytes) -> None:
    inner = b" " * 5_000_000
    for level in range(4):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(2):
                archive.writestr(f"l{level}c{copy}.zip" if level else f"x{copy}.ipynb", inner)
        inner = packed.getvalue()
    _zip(path, {"more.zip": inner}, notebook)


def _lying(path: Path, notebook: bytes) -> None:
    """Write an archive whose directory says that 20 MB are one byte."""
    _zip(path, {"liar_target.ipynb": b" " * 20_000_000}, notebook)
    content = bytearray(path.read_bytes())
    size = (20_000_000).to_bytes(4, "little")
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = (1).to_bytes(4, "little")
    path.write_bytes(content)


def _traversal(path: Path, notebook: bytes) -> None:
    names = [
        "../../../pwned-zip.ipynb",
        "a/../../../../pwned-zip2_target.ipynb",
        "..\\..\\..\\pwned-zip3_target.ipynb",
        "./../../../submitted/zz-classmate/target/target.ipynb",
    ]
    _zip(path, dict.fromkeys(names, b"{}"), notebook)


def _symlinks(path: Path, notebook: bytes) -> None:
    _zip(path, {}, notebook)
    with zipfile.ZipFile(path, "a") as archive:
        for name, target in (
            ("linked_target.ipynb", "../../../../solutions/target/target.ipynb"),
            ("folder", "../../../.."),
        ):
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, target)
        archive.writestr("folder/pwned-zip4", b"x")


def _many(path: Path, notebook: bytes) -> None:
    _zip(path, {f"d{n}/s{n}_other.ipynb": b"" for n in range(5_000)}, notebook)


def _same_names(path: Path, notebook: bytes) -> None:
    entries = {
        "a/zz-classmate_target.ipynb": b"{}",
        "b/zz-classmate_target.ipynb": b"{}",
        "ZZ-CLASSMATE_target.ipynb": b"{}",
        "x' OR 1=1 --_target.ipynb": b"{}",
        "{{7*7}}_target.ipynb": b"{}",
        "<img src=x onerror=mw_attack()>_target.ipynb": b"{}",
        "$(touch pwned-zip5)_target.ipynb": b"{}",
    }
    _zip(path, entries, notebook)


def _tar(path: Path, notebook: bytes) -> None:
    with tarfile.open(path, "w:gz") as archive:
        entries = [("honest_target.ipynb", notebook), ("../../../pwned-tar.ipynb", b"{}")]
        for name, content in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for kind, name in (
            (tarfile.FIFOTYPE, "pipe_target.ipynb"),
            (tarfile.SYMTYPE, "s_target.ipynb"),
        ):
            entry = tarfile.TarInfo(name)
            entry.type = kind
            entry.linkname = "../../../../gradebook.db"
            archive.addfile(entry)


def archives() -> list[Archive]:
    """Return all archives; unpacked, none is larger than 80 MB."""
    return [
        Archive("zip_bomb", "50 MB of blanks in 50 kB.", "bomb.zip", _bomb),
        Archive("zip_nested", "Archives in archives, each twice.", "nested.zip", _nested),
        Archive("zip_lying_sizes", "The directory tells less than is packed.", "lying.zip", _lying),
        Archive("zip_traversal", "Names lead up the tree.", "traversal.zip", _traversal),
        Archive(
            "zip_symlinks",
            "Entries are symlinks to the key and the course.",
            "symlinks.zip",
            _symlinks,
        ),
        Archive("zip_many", "Five thousand empty files.", "many.zip", _many),
        Archive(
            "zip_names",
            "Names are a classmate's, SQL, HTML, a template, a shell order.",
            "names.zip",
            _same_names,
        ),
        Archive("tar_odd", "Names lead up, a pipe and a symlink lie in a tar.", "odd.tar.gz", _tar),
    ]
