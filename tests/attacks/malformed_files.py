"""Broken submissions: each is honest and full work (15 points) that went wrong in one way.

Most are made when they are written, from the student copy; malformed/ holds those that no program
would make, by hand. `Malformed.expected` says what a grader has to do with one: grade it as any
other, repair it (graded, and the submission is noted as repaired), or refuse it with one clear line.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_files import ASSIGNMENT, HERE, honest

__all__ = ["Malformed", "malformed"]

Notebook = dict[str, Any]
FILE = f"{ASSIGNMENT}.ipynb"


@dataclass(frozen=True)
class Malformed:
    """One broken submission."""

    name: str
    expected: str
    """``graded``, ``repaired`` or ``refused``; `also` has ``needs a person`` beside them."""
    points: float
    """What the machine gives, where it is not refused."""
    also: tuple[str, ...]
    """Further answers that are as good: where the line between two kinds is a matter of taste."""
    make: Callable[[Path, Notebook], None]
    needs: str = ""
    """What the test must see to: ``user`` (rights do not bind root), ``posix``."""

    def write(self, folder: Path, release_copy: Path) -> None:
        """Write the submission into a folder, ``submitted/<student>/target``, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        full = next(one for one in honest() if one.name == "full")
        release = json.loads(release_copy.read_text(encoding="utf-8"))
        self.make(folder, full.notebook(release, folder))


_ALL: list[Malformed] = []


def _kind(
    expected: str, points: float = 15.0, also: tuple[str, ...] = (), needs: str = "", name: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function that gives the content of the file, or writes the folder itself."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        def make(folder: Path, nb: Notebook) -> None:
            content = function(folder, nb)
            if isinstance(content, dict):
                content = json.dumps(content, indent=1)
            if isinstance(content, str):
                content = content.encode("utf-8")
            if isinstance(content, bytes):
                (folder / FILE).write_bytes(content)

        worth = points if expected != "refused" else 0.0
        title = name or function.__name__
        _ALL.append(Malformed(title, expected, worth, also, make, needs))
        return function

    return register


def malformed() -> list[Malformed]:
    """Return all broken submissions, by name."""
    by_hand = [_by_hand(path) for path in sorted((HERE / "malformed").glob("*.txt"))]
    return sorted([*_ALL, *by_hand], key=lambda one: one.name)


def _by_hand(path: Path) -> Malformed:
    def make(folder: Path, nb: Notebook) -> None:
        (folder / FILE).write_bytes(path.read_bytes())

    name, _, kinds = path.stem.partition(".")
    expected, *also = kinds.split("-or-")
    return Malformed(name, expected, 0.0, tuple(kind.replace("-", " ") for kind in also), make)


def _text(nb: Notebook) -> str:
    return json.dumps(nb, indent=1)


def _cell(nb: Notebook, ending: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in nb["cells"] if c["id"] == f"{ASSIGNMENT}_{ending}")
    return found


# --- Not even JSON ---------------------------------------------------------------------------


@_kind("refused")
def empty_file(folder: Path, nb: Notebook) -> Any:
    return b""


@_kind("refused")
def only_white_space(folder: Path, nb: Notebook) -> Any:
    return b" \n\t\n" * 1_000


@_kind("refused")
def truncated(folder: Path, nb: Notebook) -> Any:
    return _text(nb)[: len(_text(nb)) // 2]


@_kind("refused")
def truncated_by_one(folder: Path, nb: Notebook) -> Any:
    return _text(nb)[:-1]


@_kind("refused")
def binary_noise(folder: Path, nb: Notebook) -> Any:
    return bytes((number * 167 + number // 251) % 256 for number in range(50_000))


@_kind("refused")
def nul_inside(folder: Path, nb: Notebook) -> Any:
    return _text(nb).replace("tonnage", "ton\0nage").encode()


@_kind("refused")
def nul_padded(folder: Path, nb: Notebook) -> Any:
    """A file system that crashed leaves this."""
    return _text(nb).encode() + b"\0" * 4_096


@_kind("refused")
def only_nul(folder: Path, nb: Notebook) -> Any:
    return b"\0" * 20_000


@_kind("refused", also=("repaired",))
def two_documents(folder: Path, nb: Notebook) -> Any:
    return _text(nb) + "\n" + _text(nb)


@_kind("refused")
def conflict_marks(folder: Path, nb: Notebook) -> Any:
    marks = '<<<<<<< HEAD\n   "id": "a",\n=======\n   "id": "b",\n>>>>>>> other\n'
    return _text(nb).replace(' "metadata": {\n', marks + ' "metadata": {\n', 1)


@_kind("refused")
def trailing_comma(folder: Path, nb: Notebook) -> Any:
    return _text(nb).rstrip().removesuffix("}") + ",}"


@_kind("refused")
def python_literal(folder: Path, nb: Notebook) -> Any:
    return repr(nb)


@_kind("refused")
def nested_too_deep(folder: Path, nb: Notebook) -> Any:
    return "[" * 200_000 + "]" * 200_000


# --- Encodings -------------------------------------------------------------------------------


@_kind("repaired", also=("graded",))
def byte_order_mark(folder: Path, nb: Notebook) -> Any:
    return b"\xef\xbb\xbf" + _text(nb).encode()


@_kind("refused", also=("repaired",))
def utf_16(folder: Path, nb: Notebook) -> Any:
    return _text(nb).encode("utf-16")


@_kind("refused", also=("repaired",))
def utf_16_without_mark(folder: Path, nb: Notebook) -> Any:
    return _text(nb).encode("utf-16-le")


@_kind("refused", also=("repaired",))
def latin_1(folder: Path, nb: Notebook) -> Any:
    _cell(nb, "t07")["source"] += "\n\nGrüße, naïve façade"
    return json.dumps(nb, ensure_ascii=False).encode("latin-1")


@_kind("graded")
def line_ends_of_windows(folder: Path, nb: Notebook) -> Any:
    return _text(nb).replace("\n", "\r\n")


@_kind("graded")
def line_ends_of_old_macs(folder: Path, nb: Notebook) -> Any:
    return _text(nb).replace("\n", "\r")


@_kind("graded", also=("repaired",))
def line_ends_inside_sources(folder: Path, nb: Notebook) -> Any:
    for cell in nb["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    return nb


@_kind("repaired", also=("graded", "refused"))
def lone_surrogates(folder: Path, nb: Notebook) -> Any:
    """Valid JSON that cannot be written as UTF-8; it stands in the essay only."""
    _cell(nb, "t07")["source"] += " half \ud83d a sign \udc00"
    return json.dumps(nb)


@_kind("graded", also=("repaired",))
def control_characters(folder: Path, nb: Notebook) -> Any:
    _cell(nb, "t07")["source"] += " \x00\x07\x1b[2J\x7f\u202e\ufeff\uffff"
    return nb


# --- JSON, but no notebook -------------------------------------------------------------------


@_kind("refused")
def a_list(folder: Path, nb: Notebook) -> Any:
    return json.dumps(nb["cells"])


@_kind("refused")
def a_number(folder: Path, nb: Notebook) -> Any:
    return "42"


@_kind("refused")
def a_null(folder: Path, nb: Notebook) -> Any:
    return "null"


@_kind("refused")
def cells_missing(folder: Path, nb: Notebook) -> Any:
    del nb["cells"]
    return nb


@_kind("refused")
def cells_null(folder: Path, nb: Notebook) -> Any:
    return nb | {"cells": None}


@_kind("refused", also=("repaired",))
def cells_an_object(folder: Path, nb: Notebook) -> Any:
    return nb | {"cells": {str(number): cell for number, cell in enumerate(nb["cells"])}}


@_kind("refused")
def cells_a_text(folder: Path, nb: Notebook) -> Any:
    return nb | {"cells": "print(1)"}


@_kind("refused", also=("repaired",))
def a_cell_is_a_text(folder: Path, nb: Notebook) -> Any:
    nb["cells"].insert(3, "print(1)")
    return nb


# --- Versions --------------------------------------------------------------------------------


@_kind("graded", also=("repaired",))
def nbformat_3(folder: Path, nb: Notebook) -> Any:
    cells = []
    for cell in nb["cells"]:
        old = {"cell_type": cell["cell_type"], "metadata": cell["metadata"]}
        if cell["cell_type"] == "code":
            old |= {
                "input": cell["source"],
                "language": "python",
                "outputs": [],
                "collapsed": False,
            }
        else:
            old |= {"source": cell["source"]}
        cells.append(old)
    worksheets = [{"cells": cells, "metadata": {}}]
    return {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": worksheets}


@_kind("refused", also=("repaired",))
def nbformat_5(folder: Path, nb: Notebook) -> Any:
    return nb | {"nbformat": 5, "nbformat_minor": 0}


@_kind("graded", also=("repaired",))
def nbformat_minor_of_the_future(folder: Path, nb: Notebook) -> Any:
    return nb | {"nbformat_minor": 99}


@_kind("repaired", also=("refused",))
def nbformat_missing(folder: Path, nb: Notebook) -> Any:
    del nb["nbformat"]
    return nb


@_kind("repaired", also=("refused", "graded"))
def nbformat_a_text(folder: Path, nb: Notebook) -> Any:
    return nb | {"nbformat": "4"}


@_kind("graded", also=("repaired",))
def no_cell_ids(folder: Path, nb: Notebook) -> Any:
    for cell in nb["cells"]:
        del cell["id"]
    return nb | {"nbformat_minor": 4}


# --- Kernels and metadata of the notebook ----------------------------------------------------


@_kind("graded")
def no_kernel(folder: Path, nb: Notebook) -> Any:
    return nb | {"metadata": {}}


@_kind("graded", also=("repaired",))
def kernel_of_r(folder: Path, nb: Notebook) -> Any:
    spec = {"name": "ir", "display_name": "R", "language": "R"}
    return nb | {"metadata": {"kernelspec": spec, "language_info": {"name": "R"}}}


@_kind("graded", also=("repaired",))
def kernel_not_installed(folder: Path, nb: Notebook) -> Any:
    spec = {"name": "conda-env-thesis-py", "display_name": "thesis", "language": "python"}
    return nb | {"metadata": {"kernelspec": spec}}


@_kind("graded", also=("repaired",))
def kernel_a_number(folder: Path, nb: Notebook) -> Any:
    return nb | {"metadata": {"kernelspec": 7, "language_info": []}}


@_kind("repaired", also=("graded",))
def metadata_null(folder: Path, nb: Notebook) -> Any:
    return nb | {"metadata": None}


@_kind("repaired", also=("graded",))
def metadata_missing(folder: Path, nb: Notebook) -> Any:
    del nb["metadata"]
    return nb


@_kind("repaired", also=("refused",))
def metadata_deep(folder: Path, nb: Notebook) -> Any:
    """Deeper than Python's encoder goes, not deeper than its decoder."""
    text = _text(nb | {"metadata": {"deep": "HERE"}})
    return text.replace('"HERE"', '{"a": ' * 900 + "1" + "}" * 900)


# --- Cells -----------------------------------------------------------------------------------


@_kind("repaired", 0.0)
def no_cells(folder: Path, nb: Notebook) -> Any:
    return nb | {"cells": []}


@_kind("repaired", also=("graded",))
def cell_metadata_null(folder: Path, nb: Notebook) -> Any:
    for cell in nb["cells"][::3]:
        cell["metadata"] = None
    return nb


@_kind("repaired", also=("graded",))
def cell_metadata_stripped(folder: Path, nb: Notebook) -> Any:
    for cell in nb["cells"]:
        cell["metadata"] = {}
    return nb


@_kind("repaired", also=("graded", "refused"))
def source_a_number(folder: Path, nb: Notebook) -> Any:
    nb["cells"].insert(
        2,
        {
            "cell_type": "code",
            "id": "n",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": 7,
        },
    )
    return nb


@_kind("repaired", also=("graded", "refused"))
def source_null_and_lists(folder: Path, nb: Notebook) -> Any:
    nb["cells"].insert(2, {"cell_type": "markdown", "id": "n1", "metadata": {}, "source": None})
    nb["cells"].insert(
        2, {"cell_type": "markdown", "id": "n2", "metadata": {}, "source": [["a"], 1]}
    )
    return nb


@_kind("repaired", also=("graded",))
def cell_type_unknown(folder: Path, nb: Notebook) -> Any:
    nb["cells"].insert(
        2, {"cell_type": "heading", "id": "n1", "metadata": {}, "level": 1, "source": "x"}
    )
    nb["cells"].insert(2, {"cell_type": 7, "id": "n2", "metadata": {}, "source": "x"})
    return nb


@_kind("repaired", also=("graded",))
def cell_type_missing(folder: Path, nb: Notebook) -> Any:
    nb["cells"].insert(2, {"id": "n1", "metadata": {}, "source": "x"})
    return nb


@_kind("graded", also=("repaired",))
def outputs_odd(folder: Path, nb: Notebook) -> Any:
    _cell(nb, "t01")["outputs"] = [{"output_type": "hologram"}, 7, None]
    _cell(nb, "t02")["outputs"] = "2.0"
    _cell(nb, "t03")["outputs"] = None
    del _cell(nb, "t04")["outputs"]
    return nb


@_kind("graded", also=("refused",))
def output_of_100_mb(folder: Path, nb: Notebook) -> Any:
    _cell(nb, "t01")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "x" * 100_000_000}
    ]
    return nb


@_kind("graded", also=("repaired",))
def source_of_5_mb(folder: Path, nb: Notebook) -> Any:
    _cell(nb, "t01_answer")["source"] += "\n" + "# a comment\n" * 400_000
    return nb


@_kind("graded", also=("repaired",))
def five_thousand_cells(folder: Path, nb: Notebook) -> Any:
    own = [
        {
            "cell_type": "code",
            "id": f"own-{n}",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": f"n = {n}",
        }
        for n in range(5_000)
    ]
    nb["cells"][2:2] = own
    return nb


@_kind("graded", also=("repaired",))
def five_thousand_texts(folder: Path, nb: Notebook) -> Any:
    nb["cells"] += [
        {"cell_type": "markdown", "id": f"own-{n}", "metadata": {}, "source": f"text {n}"}
        for n in range(5_000)
    ]
    return nb


@_kind("graded", also=("repaired",))
def duplicate_ids(folder: Path, nb: Notebook) -> Any:
    for cell in nb["cells"]:
        cell["id"] = "same"
    return nb


@_kind("repaired", also=("graded",))
def ids_not_allowed(folder: Path, nb: Notebook) -> Any:
    for number, cell in enumerate(nb["cells"]):
        cell["id"] = ["", "with space", "x" * 500, 7, None, {"a": 1}, "ü/../"][number % 7]
    return nb


@_kind("repaired")
def cells_twice(folder: Path, nb: Notebook) -> Any:
    nb["cells"] += json.loads(json.dumps(nb["cells"]))
    return nb


@_kind("repaired")
def checks_deleted(folder: Path, nb: Notebook) -> Any:
    nb["cells"] = [cell for cell in nb["cells"] if not cell["id"].endswith(("t01", "t05", "_task"))]
    return nb


@_kind("repaired", also=("graded",))
def all_cells_raw(folder: Path, nb: Notebook) -> Any:
    for cell in nb["cells"]:
        cell["cell_type"] = "raw"
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    return nb


@_kind("repaired")
def nbgrader_metadata_odd(folder: Path, nb: Notebook) -> Any:
    for number, cell in enumerate(nb["cells"]):
        cell["metadata"]["nbgrader"] = [None, 7, "x", [], {"grade_id": None}, {"grade_id": [1]}][
            number % 6
        ]
    return nb


@_kind("graded", also=("repaired",))
def nbgrader_schema_odd(folder: Path, nb: Notebook) -> Any:
    for number, cell in enumerate(nb["cells"]):
        cell["metadata"]["nbgrader"]["schema_version"] = [1, 2, 4, "3", None][number % 5]
    return nb


@_kind("repaired", 15.0, also=("graded", "refused"))
def not_a_number_in_json(folder: Path, nb: Notebook) -> Any:
    nb["metadata"]["share"] = [float("nan"), float("inf"), -float("inf")]
    return nb


@_kind("graded", also=("repaired", "refused"))
def number_too_large(folder: Path, nb: Notebook) -> Any:
    text = _text(nb).replace('"execution_count": null', '"execution_count": 1e999', 1)
    return text.replace('"execution_count": null', f'"execution_count": {"9" * 4_000}', 1)


@_kind("graded", also=("repaired", "refused"))
def keys_twice(folder: Path, nb: Notebook) -> Any:
    """JSON takes the last of two; here the first one is wrong."""
    return _text(nb).replace('"cell_type": "code"', '"cell_type": "raw", "cell_type": "code"')


# --- Other kinds of file ---------------------------------------------------------------------


@_kind("refused")
def zip_renamed(folder: Path, nb: Notebook) -> Any:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(FILE, _text(nb))
    return packed.getvalue()


@_kind("refused")
def gzip_renamed(folder: Path, nb: Notebook) -> Any:
    return gzip.compress(_text(nb).encode(), mtime=0)


@_kind("refused")
def pdf_renamed(folder: Path, nb: Notebook) -> Any:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


@_kind("refused")
def html_renamed(folder: Path, nb: Notebook) -> Any:
    page = "".join(f"<pre>{cell['source']}</pre>" for cell in nb["cells"])
    return f"<!DOCTYPE html><html><head><title>target</title></head><body>{page}</body></html>"


@_kind("refused")
def script_renamed(folder: Path, nb: Notebook) -> Any:
    return "\n\n".join(f"# %%\n{cell['source']}" for cell in nb["cells"])


# --- Where the file should be ----------------------------------------------------------------


@_kind("refused")
def no_notebook(folder: Path, nb: Notebook) -> Any:
    (folder / "notes.txt").write_text("The notebook is on my other computer.")


@_kind("refused")
def no_file(folder: Path, nb: Notebook) -> Any:
    """The folder is there, and empty."""


@_kind("refused")
def other_name(folder: Path, nb: Notebook) -> Any:
    (folder / "my answers.ipynb").write_text(_text(nb))


@_kind("refused")
def name_in_capitals(folder: Path, nb: Notebook) -> Any:
    (folder / "Target.IPYNB").write_text(_text(nb))


@_kind("refused")
def checkpoint_only(folder: Path, nb: Notebook) -> Any:
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / f"{ASSIGNMENT}-checkpoint.ipynb").write_text(_text(nb))


@_kind("graded")
def two_notebooks(folder: Path, nb: Notebook) -> Any:
    (folder / f"{ASSIGNMENT} (1).ipynb").write_text('{"cells": [')
    (folder / "draft.ipynb").write_text("{}")
    return nb


@_kind("refused")
def in_a_subfolder(folder: Path, nb: Notebook) -> Any:
    (folder / ASSIGNMENT).mkdir()
    (folder / ASSIGNMENT / FILE).write_text(_text(nb))


@_kind("refused")
def directory_in_its_place(folder: Path, nb: Notebook) -> Any:
    (folder / FILE).mkdir()
    (folder / FILE / FILE).write_text(_text(nb))


@_kind("refused", needs="posix")
def symlink_to_nowhere(folder: Path, nb: Notebook) -> Any:
    (folder / FILE).symlink_to("nowhere.ipynb")


@_kind("refused", needs="posix")
def symlink_to_itself(folder: Path, nb: Notebook) -> Any:
    (folder / FILE).symlink_to(FILE)


@_kind("refused", also=("graded", "repaired"), needs="posix")
def symlink_inside(folder: Path, nb: Notebook) -> Any:
    (folder / "true.ipynb").write_text(_text(nb))
    (folder / FILE).symlink_to("true.ipynb")


@_kind("refused", needs="posix")
def symlink_to_a_classmate(folder: Path, nb: Notebook) -> Any:
    (folder / FILE).symlink_to(f"../../zz-classmate/{ASSIGNMENT}/{FILE}")


@_kind("refused", needs="posix")
def pipe_in_its_place(folder: Path, nb: Notebook) -> Any:
    """Whoever opens it to read waits for ever."""
    os.mkfifo(folder / FILE)


@_kind("refused", needs="user")
def no_right_to_read(folder: Path, nb: Notebook) -> Any:
    (folder / FILE).write_text(_text(nb))
    (folder / FILE).chmod(0)


@_kind("graded")
def crowded_folder(folder: Path, nb: Notebook) -> Any:
    """All that editors and systems leave behind lies beside the notebook."""
    for name in (".DS_Store", "Thumbs.db", f"~${FILE}", "desktop.ini", f"{FILE}.bak"):
        (folder / name).write_bytes(b"\0\xff" * 50)
    shutil.copytree(HERE / "target", folder / "__pycache__")
    (folder / "__pycache__" / FILE).unlink()
    return nb
