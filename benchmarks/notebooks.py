"""Time every notebook from a clean kernel, with no network: seconds each, and whether all was silent.

    python benchmarks/notebooks.py            every notebook of course/ and docs/
    python benchmarks/notebooks.py 04 gallery only those whose name holds one of these words

Exit status 1 where a notebook fails or writes to stderr.
"""

import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
# A proxy that nobody serves: a cell that reaches for the network fails at once.
NOWHERE = dict.fromkeys(
    ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9"
)
LOCAL = dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1,localhost")


def run(path: Path) -> tuple[float, str]:
    """Execute a notebook, and return its seconds and the first thing that is not silence."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    begun = time.perf_counter()
    fault = ""
    try:
        client.execute(env=os.environ | NOWHERE | LOCAL)
    except CellExecutionError as error:
        fault = f"{error.ename}: {error.evalue}"
    seconds = time.perf_counter() - begun
    return seconds, fault or loud(notebook)


def loud(notebook: nbformat.NotebookNode) -> str:
    """Return the cell that wrote to stderr, and what it wrote."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                return f"{cell.id}: {output['text'].strip().splitlines()[0]}"
    return ""


def main(words: list[str]) -> int:
    """Print one row a notebook and the sum; return the exit status."""
    paths = [*sorted(ROOT.glob("course/*.ipynb")), *sorted(ROOT.glob("docs/*.ipynb"))]
    chosen = [path for path in paths if not words or any(word in path.name for word in words)]
    if not chosen:
        print(f"no notebook has {' or '.join(words)} in its name", file=sys.stderr)
        return 2
    print(f"{'notebook':<36}{'seconds':>8}  stderr")
    total, faults = 0.0, 0
    for path in chosen:
        seconds, fault = run(path)
        total += seconds
        faults += bool(fault)
        print(f"{path.name:<36}{seconds:8.1f}  {fault or 'empty'}", flush=True)
    print(f"{'all ' + str(len(chosen)):<36}{total:8.1f}  {faults or 'none'} with a fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
