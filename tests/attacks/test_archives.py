"""Hostile archives go through `nbgrader zip_collect` with the settings of this course."""

import shutil
import subprocess
from pathlib import Path

import corpus_files as cf
import pytest
from archives import Archive, archives

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(600)]

_SETTINGS = """
c.FileNameCollectorPlugin.named_regexp = (
    r".*/(?P<student_id>[^/_.][^/_]*)_(?P<file_id>target)(?: ?\\(\\d+\\))?\\.ipynb"
)
c.SafeExtractor.most_bytes = 12_000_000
c.SafeExtractor.most_files = 1_000
"""
GIVEN_UP = {"zip_bomb", "zip_lying_sizes", "zip_many"}
ARCHIVES = archives()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = cf.make_target_course(tmp_path_factory.mktemp("archives"))
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(_SETTINGS)
    return course


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.name)
def test_an_archive_stays_in_its_place(course: Path, archive: Archive) -> None:
    release = (course / "assignments" / cf.ASSIGNMENT / f"{cf.ASSIGNMENT}.ipynb").read_bytes()
    downloaded = course / "downloaded" / cf.ASSIGNMENT
    for left in (downloaded, course / "submitted" / "honest", course / "submitted" / "plain"):
        shutil.rmtree(left, ignore_errors=True)
    folder = downloaded / "archive"
    archive.write(folder, release)
    (folder / "plain_target.ipynb").write_bytes(release)
    (folder / "leads_target.ipynb").symlink_to(
        course / "solutions" / cf.ASSIGNMENT / "target.ipynb"
    )
    before = cf.snapshot(course)
    ran = subprocess.run(
        ["nbgrader", "zip_collect", cf.ASSIGNMENT],
        cwd=course,
        env=cf.environment(course),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    assert cf.harm(course, before, allowed=("downloaded", "submitted")) == []
    mine = course / "submitted" / cf.CLASSMATE / cf.ASSIGNMENT / f"{cf.ASSIGNMENT}.ipynb"
    assert cf.CANARIES["work of a classmate"] in mine.read_text(encoding="utf-8")

    unpacked = list((downloaded / "extracted").rglob("*"))
    assert not [path for path in unpacked if path.is_symlink()]
    assert sum(path.stat().st_size for path in unpacked if path.is_file()) < 12_000_000
    assert ("was not unpacked" in ran.stderr) == (archive.name in GIVEN_UP)

    students = {path.name for path in (course / "submitted").iterdir()}
    if archive.name == "zip_names":
        # Two files of one student: nbgrader itself takes none before a person has looked.
        assert ran.returncode != 0
        assert "Duplicate submission file" in ran.stderr
        return
    assert ran.returncode == 0, ran.stderr
    assert "plain" in students
    assert ("honest" in students) == (archive.name not in GIVEN_UP)
    assert "leads" not in students
