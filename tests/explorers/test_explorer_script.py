"""The script of the widgets is put together once for each machine, and never a damaged one is used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from marchwest.explorers import script


@pytest.fixture(autouse=True)
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was put together, in place of a second's work each time."""
    made: list[str] = []

    def bundle() -> str:
        made.append(f"script {len(made) + 1} — é")
        return made[-1]

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(script, "_bundled", bundle)
    script.bundle.cache_clear()
    yield made
    script.bundle.cache_clear()


def again() -> str:
    """Return what a new session gets."""
    script.bundle.cache_clear()
    return script.bundle()


def test_the_second_session_reads_what_the_first_made(bundled: list[str], tmp_path: Path) -> None:
    assert again() == again() == "script 1 — é"
    assert len(bundled) == 1
    assert script.place().is_relative_to(tmp_path)
    assert [path.name for path in script.place().parent.iterdir()] == [script.place().name]


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"\nalert(1)", b"\xff\xfe\n\xff"])
def test_a_damaged_copy_is_made_anew(bundled: list[str], damage: bytes) -> None:
    again()
    script.place().write_bytes(damage)
    assert again() == "script 2 — é"
    assert again() == "script 2 — é"


def test_a_cut_copy_is_made_anew(bundled: list[str]) -> None:
    again()
    script.place().write_bytes(script.place().read_bytes()[:-1])
    assert again() == "script 2 — é"


def test_another_version_has_another_copy(
    bundled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = script.place()
    again()
    monkeypatch.setattr(script, "version", lambda name: "0.0.1")
    assert script.place() != before
    assert again() == "script 2 — é"


def test_where_nothing_can_be_kept_all_works_as_well(bundled: list[str], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the place of the folder")
    assert again() == "script 1 — é"
    assert again() == "script 2 — é"
