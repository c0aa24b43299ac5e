"""The corpus is whole, can be handed in, and is bounded: an attack that runs loose harms little."""

import ast
import base64
import json
import re
from pathlib import Path

import corpus_files as cf
import pytest
from corpus_files import Attack, attacks, honest, make_target_course
from malformed_files import malformed

pytestmark = pytest.mark.nbgrader

ATTACKS = attacks()
HONEST = honest()
MALFORMED = malformed()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the target, into which nothing has been handed in but the classmate's work."""
    return make_target_course(tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="module")
def release(course: Path) -> Path:
    return course / "assignments" / "target" / "target.ipynb"


def test_there_are_enough() -> None:
    assert len(ATTACKS) >= 100
    assert len(MALFORMED) >= 50
    assert len({one.name for one in MALFORMED}) == len(MALFORMED)
    students = [one.student for one in [*ATTACKS, *HONEST]]
    assert len(set(students)) == len(students)
    assert cf.CLASSMATE not in students
    assert {aim for one in ATTACKS for aim in one.aims_at} == cf.AIMS


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_each_attack_says_what_it_is(attack: Attack) -> None:
    assert re.fullmatch(r"[A-Z`].{15,180}\.", attack.idea)
    assert attack.aims_at
    assert set(attack.aims_at) <= cf.AIMS
    assert attack.pieces or attack.student != attack.name
    assert attack.earns == 0


# --- Bounds, as far as a look at the text can tell ---------------------------------------------


def tree(attack: Attack) -> ast.Module:
    """Return all code of an attack; lines for IPython alone are no Python."""
    body = []
    for piece in attack.pieces:
        if piece.kind in ("answer", "before", "after") or piece.where.endswith(".py'"):
            lines = piece.text.split("\n")
            text = "\n".join(line for line in lines if line[:1] not in ("%", "!"))
            if not text.lstrip().startswith("touch "):
                body += ast.parse(text).body
    return ast.Module(body, [])


def written_number(node: ast.AST) -> float:
    """Return the largest number that an expression names."""
    numbers = [
        n.value
        for n in ast.walk(node)
        if isinstance(n, ast.Constant) and type(n.value) in (int, float)
    ]
    return max(numbers, default=0)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_each_attack_comes_to_an_end(attack: Attack) -> None:
    for node in ast.walk(tree(attack)):
        if isinstance(node, ast.While):
            condition = ast.unparse(node.test)
            assert condition in {"frame is not None", "time.monotonic() < end", "_now() < end"}
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "end":
            assert written_number(node.value) <= 20
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called == "range":
            assert written_number(node) <= 3_000_000
        if called in ("time.sleep", "_sleep", "threading.Timer"):
            assert written_number(node) <= 20
    for seconds in re.findall(r"sleep\((\d+)\)", attack.source):
        assert int(seconds) <= 20


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_each_attack_starts_few_processes(attack: Attack) -> None:
    for node in ast.walk(tree(attack)):
        if isinstance(node, (ast.For, ast.While)):
            inside = {ast.unparse(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
            if inside & {"os.fork", "subprocess.Popen", "subprocess.run"}:
                assert isinstance(node, ast.For)
                assert written_number(node.iter) <= 64
            if "threading.Thread" in inside and "range" in ast.unparse(node.iter):  # type: ignore[union-attr]
                assert written_number(node.iter) <= 128  # type: ignore[union-attr]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_each_attack_stays_in_its_own_ground(attack: Attack) -> None:
    whole = attack.source
    for address in re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", whole):
        assert address.startswith("127.")
    for address in re.findall(r"(?:https?:)?//([\w.:]+)", whole):
        assert address.startswith("127.0.0.1")
    for path in re.findall(r"""["'](/\w[^"'\s]*)["']""", whole):
        assert path.startswith(("/proc/", "/dev/null", "/judging/", "/etc/hostname"))
    for target in re.findall(r"\bos\.kill\(([^,]+),", whole):
        assert target in {"os.getppid()", "os.getpid()", "parent", "{parent}", "{os.getpid()}"}
    if "os.getppid()" in whole and ("os.kill" in whole or "prlimit" in whole or "ptrace" in whole):
        assert "> 1" in whole
    for word in (
        "rmtree",
        "os.remove",
        "shutil.move",
        "Path.home().joinpath",
        "killpg",
        "shutdown",
    ):
        assert word not in whole


def test_no_attack_holds_an_answer() -> None:
    values = [text for name, text in cf.CANARIES.items() if name.startswith("value")]
    for attack in ATTACKS:
        for value in values:
            assert value not in attack.source.replace("_", ""), attack.name


# --- Handing in --------------------------------------------------------------------------------


def test_the_student_copy_holds_no_canary(course: Path, release: Path) -> None:
    text = release.read_text(encoding="utf-8")
    assert not [name for name, canary in cf.CANARIES.items() if canary in text]
    source = (course / "solutions" / "target" / "target.ipynb").read_text(encoding="utf-8")
    plain = source.replace("_", "")
    for name, canary in cf.CANARIES.items():
        if name.startswith(("test", "value")):
            assert canary in plain, name
    assert cf.CANARIES["configuration of the course"] in (course / "nbgrader_config.py").read_text()
    assert cf.environment(course)[cf.SECRET] == cf.CANARIES["secret of the environment"]


def test_points_are_those_of_the_target() -> None:
    nb = json.loads((cf.HERE / "target" / "target.ipynb").read_text(encoding="utf-8"))
    found = {
        cell["id"].removeprefix("target_"): cell["metadata"]["nbgrader"]["points"]
        for cell in nb["cells"]
        if cell["cell_type"] == "code" and cell["metadata"]["nbgrader"]["grade"]
    }
    assert found == cf.TASKS


@pytest.mark.parametrize("attack", [*ATTACKS, *HONEST], ids=lambda one: one.name)
def test_each_submission_can_be_handed_in(attack: Attack, release: Path, tmp_path: Path) -> None:
    (tmp_path / "attack-ground").touch()
    folder = attack.write(release, tmp_path / "submitted")
    assert folder == tmp_path / "submitted" / attack.student / "target"
    nb = json.loads((folder / "target.ipynb").read_text(encoding="utf-8"))
    asked = json.loads(release.read_text(encoding="utf-8"))
    assert nb != asked or attack.name in ("blank", "pandas_file")
    text = json.dumps(nb)
    assert "#@ground" not in text
    assert "@GROUND@" not in text


@pytest.mark.parametrize("one", MALFORMED, ids=lambda one: one.name)
def test_each_malformed_submission_can_be_handed_in(
    one: object, release: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "submitted" / "someone" / "target"
    one.write(folder, release)  # type: ignore[attr-defined]
    kinds = {one.expected, *one.also}  # type: ignore[attr-defined]
    assert kinds <= {"graded", "repaired", "refused", "needs a person"}
    assert list(folder.iterdir()) or one.name == "no_file"  # type: ignore[attr-defined]


# --- What is looked at afterwards ----------------------------------------------------------------


def graded(course: Path, student: str, outputs: list[dict[str, object]], essay: str = "") -> None:
    folder = course / "autograded" / student / "target"
    folder.mkdir(parents=True, exist_ok=True)
    cells = [
        {"cell_type": "code", "metadata": {}, "source": "", "outputs": outputs},
        {"cell_type": "markdown", "metadata": {}, "source": essay},
    ]
    (folder / "target.ipynb").write_text(json.dumps({"cells": cells}))


def stream(text: str) -> list[dict[str, object]]:
    return [{"output_type": "stream", "name": "stdout", "text": text}]


def test_leaks_are_found_in_disguise(course: Path) -> None:
    secret = cf.CANARIES["test t01"]
    disguises = [
        secret,
        secret[::-1],
        secret.encode().hex(),
        base64.b64encode(b"some text before it: " + secret.encode() + b" and after").decode(),
        f"\x1b[31m{secret[:9]}\x1b[0m{secret[9:]}",
        "618_437.25",
        "618,437.25",
        repr(list(secret)),
    ]
    for text in disguises:
        graded(course, "leaky", stream(text))
        assert cf.leaks(course, "leaky"), text
    graded(course, "leaky", stream("larkspur and quince, 618437"))
    assert cf.leaks(course, "leaky") == []


def test_scripts_are_found(course: Path) -> None:
    for html in ("<script>mw_attack()</script>", "<img src=x onerror=mw_attack()>"):
        shown = [{"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}]
        graded(course, "loud", shown)
        assert cf.leaks(course, "loud")
        graded(course, "loud", [], essay=f"text {html}")
        assert cf.leaks(course, "loud")
    graded(course, "loud", stream("<script>mw_attack()</script>"), essay="< script>mw_attack()")
    assert cf.leaks(course, "loud") == []
    page = course / "feedback" / "loud" / "target" / "target.html"
    page.parent.mkdir(parents=True)
    page.write_text("<pre>&lt;script&gt;mw_attack()&lt;/script&gt;</pre><script>var own;</script>")
    assert cf.leaks(course, "loud") == []
    page.write_text("<pre><svg onload='mw_attack()'></pre>")
    assert cf.leaks(course, "loud") == ["script: feedback: svg onload"]


def test_harm_is_found(course: Path) -> None:
    import subprocess
    import sys

    before = cf.snapshot(course)
    assert cf.harm(course, before) == []
    classmate = course / "submitted" / cf.CLASSMATE / "target" / "target.ipynb"
    content = classmate.read_bytes()
    classmate.write_text("{}")
    (course / "pwned").touch()
    command = [sys.executable, "-S", "-c", "import time; time.sleep(20)", cf.tag(course)]
    with subprocess.Popen(command) as left:
        assert cf.harm(course, before) == [
            "changed: submitted/zz-classmate/target/target.ipynb",
            "new: pwned",
            f"process left: 1 x {cf.left_processes(course)[left.pid]}",
        ]
        cf.end_processes(course)
    classmate.write_bytes(content)
    (course / "pwned").unlink()
    assert cf.harm(course, before) == []


def test_the_listener_hears() -> None:
    import socket

    with cf.listener() as heard:
        with socket.create_connection(("127.0.0.1", cf.PORT), timeout=2) as line:
            line.send(b"by tcp")
        with socket.socket(type=socket.SOCK_DGRAM) as line:
            line.sendto(b"by udp", ("127.0.0.1", cf.PORT))
    assert sorted(heard.messages) == [b"by tcp", b"by udp"]


def test_what_stock_nbgrader_let_through_is_on_record() -> None:
    record = json.loads((cf.HERE / "stock-results.json").read_text(encoding="utf-8"))
    names = set(record["attacks"]) | set(record["skipped"])
    assert names == {attack.name for attack in ATTACKS}


def test_the_page_on_attacks_is_up_to_date() -> None:
    from attacks_page import PAGE, page

    told = "Run: python tests/attacks/attacks_page.py"
    assert PAGE.read_text(encoding="utf-8") == page(), told
