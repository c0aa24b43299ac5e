"""The wheel holds the data, once, and works where there is no clone."""

import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BUNDLED = {"datasets": "datasets", "course/practice": "practice"}


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=repository,
        capture_output=True,
        check=True,
    )
    (built,) = folder.glob("marchwest-*.whl")
    return built


def files_of(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-2:])
    )


@pytest.mark.parametrize("room", BUNDLED)
def test_every_data_file_is_inside_once(wheel: Path, repository: Path, room: str) -> None:
    prefix = f"marchwest/_bundled/{BUNDLED[room]}/"
    with zipfile.ZipFile(wheel) as archive:
        inside = Counter(archive.namelist())
        wanted = files_of(repository / room)
        assert wanted
        found = sorted(n.removeprefix(prefix) for n in inside if n.startswith(prefix))
        assert found == wanted
        assert set(inside.values()) == {1}
        for name in wanted:
            assert archive.read(prefix + name) == (repository / room / name).read_bytes()


def test_the_manifest_is_inside_for_progress(wheel: Path, repository: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.read("marchwest/_bundled/course.yaml")
    assert inside == (repository / "course/course.yaml").read_bytes()


def test_nothing_else_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        rooms = {name.split("/")[0] for name in archive.namelist()}
    assert rooms == {"marchwest", "marchwest-0.1.0.dist-info"}


def test_data_loads_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere and found first, it reads its own copy and not the clone's."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = (
        "import marchwest; from marchwest.data import datasets_dir, practice_dir\n"
        "print(marchwest.__file__, datasets_dir(), practice_dir(), sep='\\n')\n"
        "for name in marchwest.table_names(): print(name, len(marchwest.load(name)), sep='\\n')"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    module, datasets, practice, *tables = run.stdout.splitlines()
    assert {tmp_path} == {
        Path(module).parents[1],
        Path(datasets).parents[2],
        Path(practice).parents[2],
    }
    counts = dict(zip(tables[::2], map(int, tables[1::2]), strict=True))
    assert counts["sources"] == 9
    assert all(counts.values()), counts


@pytest.mark.parametrize("code", ["ru", "zh"])
def test_the_catalogue_of_each_language_is_inside(wheel: Path, repository: Path, code: str) -> None:
    name = f"marchwest/locale/{code}/LC_MESSAGES/marchwest.mo"
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(name) == (repository / "src" / name).read_bytes()
