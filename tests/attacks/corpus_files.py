"""Hostile submissions, a course to hand them in to, and what has to hold after one was graded.

An attack is a text file in percent format below corpus/: comments on what it is, then pieces of a
submission. README.md tells the form. Nothing here runs an attack: a grader does.
"""

from __future__ import annotations

import ast
import base64
import codecs
import copy
import hashlib
import html
import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

__all__ = [
    "ASSIGNMENT",
    "CANARIES",
    "CLASSMATE",
    "PORT",
    "TASKS",
    "Attack",
    "attacks",
    "end_processes",
    "environment",
    "harm",
    "honest",
    "leaks",
    "left_processes",
    "listener",
    "make_target_course",
    "points",
    "read_attack",
    "snapshot",
    "task_points",
]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
Notebook = dict[str, Any]

ASSIGNMENT = "target"
CLASSMATE = "zz-classmate"
PORT = 27610
"""Where `listener` waits on 127.0.0.1, by TCP and UDP, for what an attack sends out.

Below the ports that a system gives to whoever asks for any, as kernels do."""
LISTENING = range(PORT + 1, PORT + 10)
"""The ports that an attack may open itself."""
SECRET = "MARCHWEST_ATTACK_SECRET"
GROUND = "MARCHWEST_ATTACK_DIR"
AIMS = {"points", "leak", "host", "others", "people"}

# What the machine pays for in target.ipynb; task 7 is for a person.
TASKS = {"t01": 2.0, "t02": 2.0, "t03": 3.0, "t04": 3.0, "t05": 3.0, "t06": 2.0}

# Wrong, but of the right kind: an attack that bends the judge needs something to be judged.
WRONG = {
    "t01": "tonnage = 1",
    "t02": 'code_words = ["wrong", "words"]',
    "t03": 'cargo = pd.DataFrame({"country": ["KAZ"], "tonnes": [1.0]})',
    "t04": 'cargo_chart = alt.Chart(cargo).mark_point().encode(x="country:N", y="tonnes:Q")',
    "t05": "def levy(total, years):\n    return -1",
    "t06": 'witnesses = ["aid-kgz-2017@pantucci-2019"]',
}

CANARIES = {
    # Stand in the hidden tests of the target.
    "test t01": "mwcanary-number-larkspur",
    "value t01": "618437.25",
    "test t02": "mwcanary-assert-quince",
    "value t02": "amber-kestrel-5521",
    "test t03": "mwcanary-table-sorrel",
    "value t03": "48213.75",
    "test t04": "mwcanary-chart-tansy",
    "value t04": "91357.5",
    "test t05": "mwcanary-function-yarrow",
    "value t05": "0.073519",
    "test t06": "mwcanary-citation-clover",
    # Stand elsewhere; make_target_course and environment put them there.
    "marking scheme": "mwcanary-scheme-juniper",
    "secret of the environment": "mwcanary-secret-oleander",
    "work of a classmate": "mwcanary-classmate-thistle",
    "a name in the gradebook": "mwcanary-gradebook-bramble",
    "configuration of the course": "mwcanary-config-foxglove",
    "a rendered template": "mwcanary-template-49",
}
TESTS = {text for name, text in CANARIES.items() if name.startswith(("test", "value"))}

# Every attack that reaches for files or processes begins with this. Where no attack ground is in
# sight (another machine, a sandbox) it reaches no further than its own folder.
_GROUND = """\
import os, pathlib, sys
TAG = {tag!r}
homes = [os.environ.get("MARCHWEST_ATTACK_DIR", ""), {ground!r}, "../../.."]
GROUND = next(
    (pathlib.Path(h) for h in homes if h and (pathlib.Path(h) / "attack-ground").is_file()),
    pathlib.Path("."),
)
def mark():
    import ctypes
    ctypes.CDLL(None).prctl(15, TAG.encode(), 0, 0, 0)
def loot(text):
    text = str(text)[:200_000]
    print(text)
    try:
        (GROUND / "loot").mkdir(exist_ok=True)
        with (GROUND / "loot" / TAG).open("a") as file:
            file.write(text)
    except OSError:
        pass
"""


@dataclass(frozen=True)
class Piece:
    """One cell or file of an attack."""

    kind: str
    """``answer``, ``before``, ``after``, ``essay``, ``metadata``, ``file`` or ``symlink``."""
    where: str
    text: str


@dataclass(frozen=True)
class Attack:
    """One submission with one idea; an honest one has ``earns``."""

    name: str
    idea: str
    aims_at: tuple[str, ...]
    stock_skip: str = ""
    """Why it is not run on stock nbgrader."""
    student: str = ""
    """Who hands it in; another name than the attack's where the name is the attack."""
    earns: float = 0.0
    """Points that the machine has to give."""
    answers: str = "wrong"
    """What the tasks hold that the attack leaves alone: ``wrong`` answers or ``blank``."""
    pieces: tuple[Piece, ...] = field(default=(), repr=False)

    @property
    def source(self) -> str:
        """All text of the attack that may run."""
        return "\n".join(piece.text for piece in self.pieces)

    def notebook(self, release: Notebook, ground: Path) -> Notebook:
        """Return the notebook that is handed in."""
        nb = copy.deepcopy(release)
        for cell in nb["cells"]:
            cell["source"] = "".join(cell["source"])
        given = {piece.where: piece.text for piece in self.pieces if piece.kind == "answer"}
        if self.answers == "wrong":
            given = WRONG | given
        for task, text in given.items():
            place = _cell(nb, f"{ASSIGNMENT}_{task}_answer")
            place["source"] = f"# Your answer to task {int(task[1:])}\n{self._filled(text, ground)}"
        for number, piece in enumerate(self.pieces):
            text = self._filled(piece.text, ground)
            if piece.kind in ("before", "after"):
                ending = "_answer" if piece.kind == "before" else ""
                anchor = nb["cells"].index(_cell(nb, f"{ASSIGNMENT}_{piece.where}{ending}"))
                nb["cells"].insert(anchor + (piece.kind == "after"), _code(text, f"x{number}"))
            elif piece.kind == "essay":
                _cell(nb, f"{ASSIGNMENT}_t07")["source"] = f"**Your answer to task 7**\n\n{text}"
        for piece in self.pieces:
            if piece.kind == "metadata":
                for edit in json.loads(piece.text):
                    _edit(nb, edit)
        return nb

    def write(self, release_copy: Path, submitted_dir: Path) -> Path:
        """Hand the attack in.

        Parameters
        ----------
        release_copy : pathlib.Path
            The student copy, ``assignments/target/target.ipynb``.
        submitted_dir : pathlib.Path
            The course's ``submitted/``; the folder above it is the attack ground.

        Returns
        -------
        pathlib.Path
            The folder of the submission.
        """
        ground = submitted_dir.resolve().parent
        folder = submitted_dir / self.student / ASSIGNMENT
        folder.mkdir(parents=True)
        release = json.loads(release_copy.read_text(encoding="utf-8"))
        nb = json.dumps(self.notebook(release, ground), ensure_ascii=False, indent=1)
        (folder / f"{ASSIGNMENT}.ipynb").write_text(nb, encoding="utf-8")
        for piece in self.pieces:
            text = self._filled(piece.text, ground)
            if piece.kind == "file":
                path = folder / ast.literal_eval(piece.where)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            elif piece.kind == "symlink":
                path = folder / ast.literal_eval(piece.where)
                path.symlink_to(text.strip())
        return folder

    def _filled(self, text: str, ground: Path) -> str:
        prelude = _GROUND.format(tag=tag(ground), ground=str(ground))
        return text.replace("#@ground\n", prelude).replace("@GROUND@", str(ground))


def tag(ground: Path) -> str:
    """Return the name by which processes that an attack starts are known: of this course alone."""
    return "mwa-" + hashlib.sha256(str(ground.resolve()).encode()).hexdigest()[:10]


def _cell(nb: Notebook, cell_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in nb["cells"] if c.get("id") == cell_id)
    return found


def _code(source: str, cell_id: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def _edit(nb: Notebook, edit: dict[str, Any]) -> None:
    """Change a cell as a metadata piece says; without ``cell`` the notebook itself."""
    if "cell" not in edit:
        _merge(nb, edit["merge"])
        return
    cell = _cell(nb, edit["cell"])
    if "copy_as" in edit:
        twin = copy.deepcopy(cell)
        twin["id"] = edit["copy_as"]
        nb["cells"].insert(nb["cells"].index(cell) + 1, twin)
        cell = twin
    _merge(cell, edit.get("merge", {}))
    for key in edit.get("remove", []):
        cell.pop(key, None)
    if edit.get("delete"):
        nb["cells"].remove(cell)


def _merge(into: dict[str, Any], what: dict[str, Any]) -> None:
    for key, value in what.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


# --- Reading ---------------------------------------------------------------------------------

_HEADER = re.compile(r"# (idea|aims at|stock|student|earns|answers): (.*)")
_TASK = re.compile(r"(?:(before|after) )?(t0\d)")


def attacks() -> list[Attack]:
    """Return all attacks, by name."""
    return [read_attack(path) for path in sorted((HERE / "corpus").glob("*.py"))]


def honest() -> list[Attack]:
    """Return submissions that must get the points they earn, by name."""
    return [read_attack(path) for path in sorted((HERE / "honest").glob("*.py"))]


def read_attack(path: Path) -> Attack:
    """Read one file of the corpus."""
    top, *blocks = re.split(r"^# %% ?", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    header = dict(_HEADER.findall(top))
    return Attack(
        name=path.stem,
        idea=header["idea"],
        aims_at=tuple(re.split(r"[|, ]+", header["aims at"])) if "aims at" in header else (),
        stock_skip=header.get("stock", "").removeprefix("skip").strip(),
        student=_unquoted(header.get("student", path.stem)),
        earns=float(header.get("earns", 0)),
        answers=header.get("answers", "wrong"),
        pieces=tuple(_piece(block) for block in blocks),
    )


def _piece(block: str) -> Piece:
    head, _, text = block.partition("\n")
    text = text.strip("\n")
    head = head.strip()
    if found := _TASK.fullmatch(head):
        return Piece(found[1] or "answer", found[2], text)
    if head == "[markdown] essay":
        return Piece("essay", "", _bare(text))
    kind, _, where = head.partition(" ")
    if kind == "metadata":
        return Piece(kind, "", _bare(text) or where)
    if kind in ("file", "symlink"):
        literal = where if where[:1] in "\"'" else repr(where)
        return Piece(kind, literal, _bare(text) + "\n")
    raise ValueError(f"no such piece: {head}")


def _bare(text: str) -> str:
    """Take the comment signs off, where every line has one."""
    lines = text.split("\n")
    if all(line.startswith("#") for line in lines if line.strip()):
        return "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines)
    return text


def _unquoted(text: str) -> str:
    return str(ast.literal_eval(text)) if text[:1] in "\"'" else text


# --- The course ------------------------------------------------------------------------------

_STOCK_CONFIG = """\
# Stock nbgrader: folders and time limits, nothing that protects.
from pathlib import Path
c = get_config()
c.CourseDirectory.course_id = "march-west"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
c.ExecutePreprocessor.timeout = 30
c.ExecutePreprocessor.interrupt_on_timeout = True
c.ExecutePreprocessor.shutdown_kernel = "immediate"
"""


def environment(course: Path) -> dict[str, str]:
    """Return the variables to run a grader with: the attack ground, and a secret to guard."""
    variables = dict(os.environ)
    variables["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), variables["PATH"]])
    variables["JUPYTER_CONFIG_DIR"] = str(course / ".jupyter")
    variables[GROUND] = str(course.resolve())
    variables[SECRET] = CANARIES["secret of the environment"]
    return variables


def make_target_course(folder: Path, *, stock: bool = False) -> Path:
    """Make a course whose only assignment is the target, with canaries and one classmate.

    Parameters
    ----------
    folder : pathlib.Path
        An empty folder, or one that is made.
    stock : bool, default False
        Configure nbgrader without any of our preprocessors.

    Returns
    -------
    pathlib.Path
        The course. Its student copy is ``assignments/target/target.ipynb``.
    """
    course = folder.resolve()
    (course / "solutions" / ASSIGNMENT).mkdir(parents=True)
    target = HERE / "target" / f"{ASSIGNMENT}.ipynb"
    (course / "solutions" / ASSIGNMENT / target.name).write_bytes(target.read_bytes())
    own = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    config = f"{_STOCK_CONFIG if stock else own}\n# {CANARIES['configuration of the course']}\n"
    (course / "nbgrader_config.py").write_text(config, encoding="utf-8")
    (course / "attack-ground").write_text("Attacks may touch this folder.\n", encoding="utf-8")
    made = subprocess.run(
        ["nbgrader", "generate_assignment", ASSIGNMENT],
        cwd=course,
        env=environment(course),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if made.returncode != 0:
        raise RuntimeError(made.stderr)
    _add_classmate(course)
    return course


def _add_classmate(course: Path) -> None:
    """Hand in a classmate's work, and write a name that nobody may read into the gradebook."""
    release = course / "assignments" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    nb = json.loads(release.read_text(encoding="utf-8"))
    _cell(nb, f"{ASSIGNMENT}_t07")["source"] = f"My words: {CANARIES['work of a classmate']}."
    folder = course / "submitted" / CLASSMATE / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / release.name).write_text(json.dumps(nb, indent=1), encoding="utf-8")
    with closing(sqlite3.connect(course / "gradebook.db")) as book, book:
        book.execute(
            "INSERT INTO student (id, last_name) VALUES (?, ?)",
            (CLASSMATE, CANARIES["a name in the gradebook"]),
        )


# --- What was earned -------------------------------------------------------------------------

_SCORES = """
SELECT base_cell.name, grade.auto_score, grade.manual_score, grade.extra_credit
FROM grade JOIN base_cell ON grade.cell_id = base_cell.id
JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
WHERE submitted_assignment.student_id = ?
"""


def task_points(course: Path, student: str) -> dict[str, float]:
    """Return what the gradebook gives a student, task by task; empty where it knows no work."""
    with closing(sqlite3.connect(course / "gradebook.db", timeout=30)) as book:
        rows = book.execute(_SCORES, (student,)).fetchall()
    return {
        name.removeprefix(f"{ASSIGNMENT}_"): float(auto if manual is None else manual)
        + float(extra or 0)
        for name, auto, manual, extra in rows
        if auto is not None or manual is not None or extra
    }


def points(course: Path, student: str) -> float:
    """Return the sum of a student's points; in this course no person has marked anything."""
    return sum(task_points(course, student).values(), start=0.0)


# --- What was leaked -------------------------------------------------------------------------


def leaks(course: Path, student: str) -> list[str]:
    """Return what a student can see and should not, one line each: "where: what".

    Looked at are the outputs in the autograded notebook, the feedback pages, what the attack
    carried off (``loot``), and whether a page holds something that a browser would execute.
    Tracebacks of checks count where they are shown, in the feedback: HideTests takes them out there.
    """
    found = []
    graded = course / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    if graded.is_file():
        nb = json.loads(graded.read_text(encoding="utf-8", errors="replace"))
        for cell in nb["cells"]:
            checked = cell["metadata"].get("nbgrader", {}).get("grade", False)
            if cell["cell_type"] == "code":
                for output in cell["outputs"]:
                    found += _leaks_of_output(output, checked=checked)
            elif not cell["metadata"].get("nbgrader", {}).get("locked"):
                text = "".join(cell["source"])
                found += [f"script: essay: {what}" for what in _active_markdown(text)]
    for page in (course / "feedback" / student).rglob("*.html"):
        text = page.read_text(encoding="utf-8", errors="replace")
        found += [f"feedback: {name}" for name in _canaries(text)]
        found += [f"script: feedback: {what}" for what in _active(text)]
    for loot in [*course.glob("loot/*"), *(course / "autograded" / student).rglob("loot/*")]:
        found += [f"loot: {name}" for name in _canaries(loot.read_text(errors="replace"))]
    return sorted(set(found))


def _leaks_of_output(output: dict[str, Any], *, checked: bool) -> Iterator[str]:
    if output["output_type"] == "error":
        if not checked:
            for name in _canaries(" ".join([output["evalue"], *output["traceback"]])):
                yield f"output: {name}"
        return
    for name in _canaries(json.dumps(output, ensure_ascii=False)):
        yield f"output: {name}"
    data = output.get("data", {})
    if any(kind not in _HARMLESS for kind in data):
        for kind in sorted(set(data) - _HARMLESS):
            if "mw_attack" in json.dumps(data[kind]):
                yield f"script: output: {kind}"
    for what in _active("".join(data.get("text/html", ""))):
        yield f"script: output: {what}"
    for what in _active_markdown("".join(data.get("text/markdown", ""))):
        yield f"script: output: {what}"


_HARMLESS = {
    "text/plain",
    "text/html",
    "text/markdown",
    "text/latex",
    "image/png",
    "image/jpeg",
    "image/svg+xml",
}


def _canaries(text: str) -> list[str]:
    """Return the names of the canaries in a text, plain or in a usual disguise."""
    plain = _even(html.unescape(re.sub(r"<[^>]*>", "", text)))
    # Both readings: a tag may hide a canary, and taking tags away may join what stood apart.
    plain += "\n" + _even(text)
    return [name for name, canary in CANARIES.items() if any(f in plain for f in _forms(canary))]


def _even(text: str) -> str:
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]|\\u001b\[[0-9;]*[A-Za-z]", "", text)
    return re.sub(r"[\s\"'\\_,]", "", text)


def _forms(canary: str) -> set[str]:
    raw = canary.encode()
    forms = {canary, canary[::-1], raw.hex(), codecs.encode(canary, "rot13")}
    for shift in range(3):
        # Base64 at each of three alignments; the ends depend on the neighbours.
        forms.add(base64.b64encode(b"\0" * shift + raw).decode()[4 : -4 if len(raw) > 9 else None])
    if re.fullmatch(r"[\d.]+", canary):
        # rot13 leaves figures alone, and base64 of a short figure is too short to mean anything.
        forms = {canary}
    return {_even(form) for form in forms}


class _Active(HTMLParser):
    """Collects what a browser would execute, if it bears the mark of an attack."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: html.unescape(value or "") for name, value in attrs}
        marked = any("mw_attack" in value for value in values.values())
        self._script = tag == "script"
        if marked and tag in (
            "script",
            "iframe",
            "object",
            "embed",
            "base",
            "meta",
            "link",
            "form",
        ):
            self.found.append(tag)
        for name, value in values.items():
            if "mw_attack" not in value:
                continue
            target = re.sub(r"[\s\x00-\x1f]", "", value).lower()
            orders = ("javascript:", "vbscript:", "data:text")[: 2 if tag == "img" else 3]
            if name.startswith("on") or target.startswith(orders):
                self.found.append(f"{tag} {name}")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        if self._script and "mw_attack" in data:
            self.found.append("script")

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def _active(text: str) -> list[str]:
    parser = _Active()
    parser.feed(text)
    parser.close()
    return sorted(set(parser.found))


def _active_markdown(text: str) -> list[str]:
    """Return what a text would do once it is rendered; on a page, the same text is only text."""
    link = re.search(r"\]\(\s*javascript:[^)]*mw_attack", text, flags=re.IGNORECASE)
    return [*_active(text), *(["javascript: link"] if link else [])]


# --- What was harmed -------------------------------------------------------------------------

_GRADER_WRITES = ("autograded", "feedback", "gradebook.db", ".nbgrader", ".jupyter", "loot")


@dataclass(frozen=True)
class Snapshot:
    """The course as it was before an attack was graded."""

    files: dict[str, str]
    students: frozenset[str]
    elsewhere: frozenset[str]


def snapshot(course: Path) -> Snapshot:
    """Remember the course; take it after the submission was handed in and before it is graded."""
    return Snapshot(_files(course), frozenset(_students(course)), frozenset(_elsewhere(course)))


def _files(course: Path) -> dict[str, str]:
    files = {}
    for path in sorted(course.rglob("*")):
        name = path.relative_to(course).as_posix()
        # SQLite's own files come and go beside the gradebook; its content is looked at apart.
        if name.startswith("gradebook.db"):
            continue
        about = path.lstat()
        content = ""
        if stat.S_ISLNK(about.st_mode):
            content = str(path.readlink())
        elif stat.S_ISREG(about.st_mode) and about.st_size > 50_000_000:
            # An attack makes files that seem to be of terabytes.
            content = f"{about.st_size} bytes"
        elif stat.S_ISREG(about.st_mode):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        files[name] = f"{stat.filemode(about.st_mode)} {content}"
    return files


def _students(course: Path) -> list[str]:
    with closing(sqlite3.connect(course / "gradebook.db", timeout=30)) as book:
        return [
            f"{name} {last}" for name, last in book.execute("SELECT id, last_name FROM student")
        ]


def _elsewhere(course: Path) -> set[str]:
    """Return what attacks on this course have left in the folder for temporary files."""
    place = Path(os.environ.get("TMPDIR", "/tmp"))
    return {path.name for path in place.glob(f"marchwest-attack-{tag(course)}*")}


def harm(course: Path, before: Snapshot, *, allowed: tuple[str, ...] = ()) -> list[str]:
    """Return what an attack has broken or left behind, one line each; empty if nothing.

    Parameters
    ----------
    course : pathlib.Path
    before : Snapshot
    allowed : tuple of str
        Further files or folders of the course that the grader itself writes: beginnings of
        their paths.

    Returns
    -------
    list of str
    """
    found = []
    writes = (*_GRADER_WRITES, *allowed)
    now = _files(course)
    for name, state in before.files.items():
        if name not in now:
            found.append(f"gone: {name}")
        elif now[name] != state and not name.startswith(("loot", *allowed)):
            found.append(f"changed: {name}")
    found += [
        f"new: {name}" for name in now if name not in before.files and not name.startswith(writes)
    ]
    try:
        students = set(_students(course))
        handed_in = {path.name for path in (course / "submitted").iterdir()}
        found += [f"gradebook: lost {name}" for name in sorted(before.students - students)]
        found += [
            f"gradebook: a student that nobody knows: {name}"
            for name in sorted(students - before.students)
            if name.rsplit(" ", 1)[0] not in handed_in
        ]
        found += _marks_of_nobody(course)
    except sqlite3.Error as error:
        found.append(f"gradebook: {error}")
    left = Counter(left_processes(course).values())
    found += [f"process left: {number} x {what}" for what, number in sorted(left.items())]
    found += [f"listening: port {port}" for port in _listening()]
    found += [
        f"left in the temporary folder: {n}" for n in sorted(_elsewhere(course) - before.elsewhere)
    ]
    return found


def _marks_of_nobody(course: Path) -> list[str]:
    """Return marks of a person in a course where no person marks."""
    with closing(sqlite3.connect(course / "gradebook.db", timeout=30)) as book:
        (marks,) = book.execute(
            "SELECT count(*) FROM grade WHERE manual_score IS NOT NULL OR extra_credit > 0"
        ).fetchone()
    return [f"gradebook: {marks} marks that no person gave"] if marks else []


def left_processes(course: Path) -> dict[int, str]:
    """Return what runs and belongs to an attack on this course: its tag, or its environment."""
    own = _ancestors()
    mark = tag(course).encode()
    ground = f"{GROUND}={course.resolve()}".encode()
    found = {}
    for entry in Path("/proc").glob("[0-9]*") if Path("/proc").is_dir() else ():
        if int(entry.name) in own:
            continue
        with suppress(OSError):
            if (entry / "stat").read_bytes().rsplit(b") ", 1)[1][:1] in b"ZX":
                continue
            command = (entry / "cmdline").read_bytes()
            name = (entry / "comm").read_bytes().strip()
            environ = b""
            with suppress(OSError):
                environ = (entry / "environ").read_bytes()
            if mark in name or mark in command or ground in environ.split(b"\0"):
                found[int(entry.name)] = name.decode(errors="replace")
    return found


def _ancestors() -> set[int]:
    own, pid = set(), os.getpid()
    while pid > 0:
        own.add(pid)
        try:
            about = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            break
        pid = int(about.rsplit(") ", 1)[1].split()[1])
    return own


def end_processes(course: Path) -> list[str]:
    """End what attacks on this course have left behind; return what it was."""
    ended = []
    for pid, name in left_processes(course).items():
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            ended.append(name)
    return ended


def _listening() -> list[int]:
    ports = []
    for table in ("tcp", "tcp6"):
        path = Path("/proc/net") / table
        for line in path.read_text().split("\n")[1:] if path.is_file() else ():
            fields = line.split()
            if len(fields) > 3 and fields[3] == "0A":
                ports.append(int(fields[1].rsplit(":", 1)[1], 16))
    return sorted(set(ports) & set(LISTENING))


@dataclass
class Heard:
    """What attacks have sent to the listener."""

    messages: list[bytes] = field(default_factory=list)
    connections: int = 0


def _bound(kind: int) -> socket.socket:
    """Return a socket on the one port that the attacks know, once another test has left it."""
    until = time.monotonic() + 180
    one = socket.socket(type=kind)
    if kind == socket.SOCK_STREAM:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.settimeout(0.2)
    while True:
        try:
            one.bind(("127.0.0.1", PORT))
            return one
        except OSError:
            if time.monotonic() > until:
                one.close()
                raise
            time.sleep(0.5)


@contextmanager
def listener() -> Iterator[Heard]:
    """Listen on 127.0.0.1, by TCP and UDP, for what an attack sends out of the sandbox."""
    heard, stop = Heard(), threading.Event()
    tcp, udp = _bound(socket.SOCK_STREAM), _bound(socket.SOCK_DGRAM)
    tcp.listen(64)

    def take_tcp() -> None:
        while not stop.is_set():
            with suppress(OSError):
                connection, _ = tcp.accept()
                heard.connections += 1
                with connection:
                    connection.settimeout(1)
                    with suppress(OSError):
                        heard.messages.append(connection.recv(200_000))

    def take_udp() -> None:
        while not stop.is_set():
            with suppress(OSError):
                heard.messages.append(udp.recv(65_000))
                heard.connections += 1

    threads = [threading.Thread(target=take, daemon=True) for take in (take_tcp, take_udp)]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        time.sleep(0.3)
        stop.set()
        for thread in threads:
            thread.join()
        tcp.close()
        udp.close()
