"""Unpack what `nbgrader zip_collect` finds, within bounds and nowhere else."""

from __future__ import annotations

import shutil
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import IO, Any

from nbgrader.plugins import ExtractorPlugin
from traitlets import Integer

__all__ = ["SafeExtractor"]

_DEEPEST = 2
_PIECE = 1 << 20


class _TooMuch(Exception):  # noqa: N818
    """An archive holds more than it may."""


class _Budget:
    """What an archive, with those inside it, may still bring."""

    def __init__(self, files: int, size: int) -> None:
        self.files = files
        self.size = size

    def file(self) -> None:
        self.files -= 1
        if self.files < 0:
            raise _TooMuch("too many files")

    def bytes(self, number: int) -> None:
        self.size -= number
        if self.size < 0:
            raise _TooMuch("too many bytes")


class SafeExtractor(ExtractorPlugin):  # type: ignore[misc,unused-ignore]
    """Take plain files out of archives, and nothing that points or grows elsewhere.

    Stock nbgrader unpacks as much as an archive holds. Here bytes are counted as they come, so
    that a directory which lies about sizes does not help; links, devices and names that lead out of
    the folder are left behind; an archive that holds too much is given up, and the others go on.
    """

    most_bytes = Integer(500_000_000, help="Bytes that one archive may unpack to.").tag(config=True)
    most_files = Integer(5_000, help="Files that one archive may hold.").tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack each archive of a folder into a folder of its own; copy other files.

        Parameters
        ----------
        archive_path, extracted_path : str
        """
        source, target = Path(archive_path), Path(extracted_path)
        for path in sorted(source.rglob("*")):
            if path.is_symlink() or not path.is_file():
                continue
            folder = target / path.parent.relative_to(source)
            folder.mkdir(parents=True, exist_ok=True)
            if not _is_archive(path.name):
                shutil.copyfile(path, folder / path.name, follow_symlinks=False)
                continue
            place = _free(folder / _stem(path.name))
            try:
                self._unpack(path, place, _Budget(self.most_files, self.most_bytes), 1)
            except (_TooMuch, OSError, ValueError, EOFError, RuntimeError, *_BROKEN) as error:
                shutil.rmtree(place, ignore_errors=True)
                self.log.error("%s was not unpacked: %s. Ask for it again.", path, error)

    def _unpack(self, path: Path, target: Path, budget: _Budget, depth: int) -> None:
        target.mkdir(parents=True)
        for name, content in _entries(path, budget):
            place = _inside(target, name)
            if place is None:
                self.log.warning("%s: left behind, for its name: %r", path, name[:200])
                continue
            place = _free(place)
            place.parent.mkdir(parents=True, exist_ok=True)
            with content, place.open("wb") as file:
                while piece := content.read(_PIECE):
                    budget.bytes(len(piece))
                    file.write(piece)
            if _is_archive(place.name):
                if depth < _DEEPEST:
                    self._unpack(
                        place, _free(place.with_name(_stem(place.name))), budget, depth + 1
                    )
                place.unlink()


_BROKEN = (zipfile.BadZipFile, tarfile.TarError, NotImplementedError)


def _is_archive(name: str) -> bool:
    return name.lower().endswith((".zip", ".tar", ".tar.gz", ".tgz"))


def _stem(name: str) -> str:
    lower = name.lower()
    ending = next(end for end in (".tar.gz", ".tgz", ".tar", ".zip") if lower.endswith(end))
    return name[: -len(ending)] or "archive"


def _entries(path: Path, budget: _Budget) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield names and contents of the plain files in an archive."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for about in archive.infolist():
                budget.file()
                kind = stat.S_IFMT(about.external_attr >> 16)
                if not about.is_dir() and kind in (0, stat.S_IFREG):
                    yield about.filename, archive.open(about)
        return
    with closing(tarfile.open(path, "r:*")) as packed:
        member: Any
        for member in packed:
            budget.file()
            content = packed.extractfile(member) if member.isreg() else None
            if content is not None:
                yield member.name, content


def _inside(folder: Path, name: str) -> Path | None:
    """Return where a file goes, or None where its name leads out of the folder."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or parts[0] == "/" or ".." in parts or any(len(part) > 200 for part in parts):
        return None
    if any(not part.isprintable() or ":" in part for part in parts):
        return None
    return folder.joinpath(*parts)


def _free(path: Path) -> Path:
    """Return a path that nothing stands at: two files of one name both survive."""
    number, found = 1, path
    while found.exists() or found.is_symlink():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found
