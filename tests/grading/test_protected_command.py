"""`marchwest grade` on a small course: what it refuses, what it leaves, where else it can write."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from classes import (
    ROOT,
    answer,
    cell,
    copy_settings,
    hand_in,
    marchwest,
    nbgrader,
    read_release,
    read_set,
)

from marchwest.grading.protected.settings import SettingsError, read_settings

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox, pytest.mark.timeout(600)]

NAME = "ps2"
WORK = read_set(NAME)


def make_course(course: Path, extra: str = "") -> Path:
    copy_settings(course)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(extra)
    shutil.copytree(ROOT / "solutions" / NAME, course / "solutions" / NAME)
    made = nbgrader(course, "generate_assignment", NAME)
    assert made.returncode == 0, made.stderr
    return course


def hand_in_three(course: Path) -> None:
    release = course / "assignments" / NAME / f"{NAME}.ipynb"
    for student in ("li.na@uni", "Зарина", "o+k"):
        nb = read_release(release)
        for task in WORK.points:
            answer(nb, task, WORK.attempts[task]["right"][0])
        if student == "o+k":
            answer(nb, "ps2_t01", "class troops_in_all: pass")
        hand_in(course, student, NAME, json.dumps(nb))


@pytest.fixture(scope="module")
def course(sandbox: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = make_course(tmp_path_factory.mktemp("commanded"))
    hand_in_three(course)
    return course


def grades(course: Path, student: str) -> dict[str, Any]:
    from nbgrader.api import Gradebook

    settings = read_settings(course)
    with Gradebook(settings.course.db_url, "march-west") as gradebook:
        notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        return {one.name: (one.auto_score, one.needs_manual_grade) for one in notebook.grades}


def test_right_work_is_graded_and_what_cannot_be_carried_waits_for_a_person(course: Path) -> None:
    ran = marchwest(course, "grade", NAME, "--json", "told.json")
    assert ran.returncode == 0, ran.stderr
    told = {
        line["student"]: line for line in json.loads((course / "told.json").read_text())["lines"]
    }
    assert told["Зарина"]["status"] == "graded"
    assert told["Зарина"]["points"] == sum(WORK.points.values())
    assert told["o+k"]["status"] == "needs a person"
    found = grades(course, "o+k")
    assert found["ps2_t01"] == (None, True)
    assert found["ps2_t02"] == (WORK.points["ps2_t02"], False)
    graded = (course / "autograded" / "o+k" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    assert "troops_in_all (type) cannot be taken out of the notebook" in graded


def test_what_is_graded_stays_until_it_is_handed_in_anew(course: Path) -> None:
    marchwest(course, "grade", NAME)
    assert "Nothing to do: 3 graded before" in marchwest(course, "grade", NAME).stdout
    folder = course / "submitted" / "li.na@uni" / NAME
    (folder / "timestamp.txt").write_text("2026-11-29 10:00:00 UTC\n")
    assert "Nothing to do" in marchwest(course, "grade", NAME).stdout
    marchwest(course, "grade", NAME, "--student", "li.na@uni", "--force")
    (folder / "timestamp.txt").write_text("2026-11-29 11:00:00 UTC\n")
    again = marchwest(course, "grade", NAME, "--json", "told.json")
    assert again.returncode == 0
    lines = json.loads((course / "told.json").read_text())["lines"]
    assert [line["student"] for line in lines] == ["li.na@uni"]


def test_a_persons_points_stay_and_are_shown_for_review(course: Path) -> None:
    from nbgrader.api import Gradebook

    marchwest(course, "grade", NAME)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
        gradebook.find_grade("ps2_t03", NAME, NAME, "Зарина").manual_score = 0.5
        gradebook.db.commit()
    marchwest(course, "grade", NAME, "--force", "--student", "Зарина")
    assert grades(course, "Зарина")["ps2_t03"] == (WORK.points["ps2_t03"], True)


def test_the_stock_command_goes_the_same_way_and_says_the_same(course: Path) -> None:
    marchwest(course, "grade", NAME, "--force")
    ours = {name: grades(course, name) for name in ("o+k", "li.na@uni")}
    ran = nbgrader(course, "autograde", NAME, "--force")
    assert ran.returncode == 0, ran.stderr
    assert {name: grades(course, name) for name in ours} == ours


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("\nnonsense(\n", "cannot be read: SyntaxError"),
        ("\n1 / 0\n", "cannot be read: ZeroDivisionError"),
        ("\ndel c.Autograde.autograde_preprocessors\n", "autograde_preprocessors is not set"),
        ("\nc.Autograde.autograde_preprocessors.pop(0)\n", "lacks ExecuteProtected"),
        ("\nc.Autograde.sanitize_preprocessors.pop(1)\n", "lacks SanitizeSubmission"),
        ("\nc.Autograde.autograde_preprocessors.append('mine.Own')\n", "has Own"),
    ],
    ids=["syntax", "fails", "unset", "unprotected", "unsanitized", "strange"],
)
def test_a_course_that_would_grade_unprotected_is_refused(
    tmp_path: Path, extra: str, told: str
) -> None:
    copy_settings(tmp_path)
    with (tmp_path / "nbgrader_config.py").open("a") as file:
        file.write(extra)
    with pytest.raises(SettingsError, match=told):
        read_settings(tmp_path)


def test_bad_input_is_told_in_one_line(course: Path, tmp_path: Path) -> None:
    for arguments, told in (
        (["ps22"], "has no assignment 'ps22'. The gradebook has: ps2"),
        ([NAME, "--student", "nobody"], "No submission of ps2 by nobody"),
        ([NAME, "--course", str(tmp_path)], "no nbgrader_config.py"),
        ([NAME, "--workers", "0", "--force"], "needs one worker or more"),
        ([NAME, "--json", str(tmp_path / "no" / "x.json")], "make its folder first"),
        ([NAME, "--scheduler", "tcp://127.0.0.1:9", "--force"], "No dask scheduler"),
    ):
        ran = marchwest(course, "grade", *arguments)
        assert ran.returncode == 2, arguments
        assert told in ran.stderr
        assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr


def test_root_is_refused_unless_one_says_so(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.getuid() != 0:
        pytest.xfail("only root can see it")
    monkeypatch.delenv("MARCHWEST_ALLOW_ROOT")
    ran = marchwest(course, "grade", NAME)
    assert ran.returncode == 2
    assert "as root is refused" in ran.stderr
    assert nbgrader(course, "autograde", NAME, "--force", "--student", "o+k").returncode != 0


def test_links_in_a_submission_lead_nowhere(course: Path) -> None:
    secret = course / "key.txt"
    secret.write_text("the key")
    folder = course / "submitted" / "linker" / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").symlink_to(course / "solutions" / NAME / f"{NAME}.ipynb")
    ran = marchwest(course, "grade", NAME, "--student", "linker")
    assert ran.returncode == 1
    assert "is a link to another file" in " ".join(ran.stdout.split())
    (folder / f"{NAME}.ipynb").unlink()
    shutil.copy(course / "submitted" / "Зарина" / NAME / f"{NAME}.ipynb", folder)
    (folder / "notes.txt").symlink_to(secret)
    (folder / "own.txt").write_text("mine")
    assert marchwest(course, "grade", NAME, "--student", "linker").returncode == 0
    graded = course / "autograded" / "linker" / NAME
    assert sorted(path.name for path in graded.iterdir()) == ["own.txt", f"{NAME}.ipynb"]
    shutil.rmtree(course / "submitted" / "linker")


# --- elsewhere ------------------------------------------------------------------------------------


def postgres_programs() -> Path | None:
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server of its own, on a socket in a folder."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    folder = tmp_path_factory.mktemp("pg", numbered=True)
    as_user: dict[str, Any] = {}
    if os.getuid() == 0:
        # Its server refuses to run as root.
        import pwd

        owner = pwd.getpwnam("postgres")
        as_user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        for path in (folder, *folder.parents[:3]):
            path.chmod(path.stat().st_mode | 0o755)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, *arguments], check=True, capture_output=True, cwd=folder, **as_user
        )

    run("initdb", "-D", str(data), "-U", "teacher", "-A", "trust", "-E", "UTF8")
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield f"postgresql://teacher@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")


def test_a_gradebook_in_postgresql_says_the_same(
    course: Path, postgres: str, tmp_path: Path
) -> None:
    marchwest(course, "grade", NAME, "--force")
    expected = {name: grades(course, name) for name in ("o+k", "li.na@uni")}
    other = make_course(tmp_path, f"\nc.CourseDirectory.db_url = {postgres!r}\n")
    hand_in_three(other)
    running = subprocess.Popen(
        [sys.executable, "-m", "marchwest.cli", "grade", NAME],
        cwd=other,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # The connection is cut while it works: it connects again.
    import psycopg

    watch = psycopg.connect(postgres, autocommit=True)
    cut = 0
    with watch.cursor() as cursor:
        while running.poll() is None and cut < 3:
            cursor.execute("SELECT count(*) FROM submitted_assignment")
            if cursor.fetchone() != (0,):
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
                )
                cut += cursor.rowcount
            time.sleep(0.05)
    watch.close()
    out, err = running.communicate(timeout=200)
    assert running.returncode == 0, out + err
    assert cut
    assert {name: grades(other, name) for name in expected} == expected
    _read_by_what_comes_after(course, other)


def _read_by_what_comes_after(course: Path, other: Path) -> None:
    """Export and report find the gradebook by the course's settings, wherever it is."""
    assert not (other / "gradebook.db").exists()
    told = []
    for place in (course, other):
        ran = marchwest(
            place, "export", NAME, "--to", "csv", "--include-unfinished", "--out", "p.csv"
        )
        assert ran.returncode == 0, ran.stderr
        told.append(
            [line for line in (place / "p.csv").read_text().splitlines() if "li.na" in line]
        )
        assert told[-1]
    assert told[0] == told[1]
    ran = marchwest(other, "report", NAME)
    assert ran.returncode == 0, ran.stderr
    with (other / "nbgrader_config.py").open("a") as file:
        file.write(
            "\nc.CourseDirectory.db_url = c.CourseDirectory.db_url.replace('postgres?', 'nowhere?')\n"
        )
    ran = marchwest(other, "report", NAME)
    assert ran.returncode == 2
    assert 'database "nowhere" does not exist' in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


def test_workers_of_a_cluster_need_neither_gradebook_nor_keys(course: Path, tmp_path: Path) -> None:
    marchwest(course, "grade", NAME, "--force")
    expected = {name: grades(course, name) for name in ("o+k", "li.na@uni")}
    away = tmp_path / "away"
    away.mkdir()
    with ExitStack() as running:

        def begin(*arguments: str) -> None:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
                cwd=away,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            running.callback(process.wait)
            running.callback(process.terminate)

        begin(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(away / "scheduler.json"),
        )
        until = time.monotonic() + 60
        while not (away / "scheduler.json").exists() and time.monotonic() < until:
            time.sleep(0.1)
        address = json.loads((away / "scheduler.json").read_text())["address"]
        begin(
            "worker",
            address,
            *("--nthreads", "2", "--nworkers", "2", "--no-dashboard"),
            *("--local-directory", str(away)),
        )
        time.sleep(5)
        ran = marchwest(
            course, "grade", NAME, "--force", "--scheduler", address, "--json", "c.json"
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert {name: grades(course, name) for name in expected} == expected
    assert json.loads((course / "c.json").read_text())["workers"] == 4
    assert cell(read_release(course / "autograded" / "o+k" / NAME / f"{NAME}.ipynb"), "ps2_t02")
