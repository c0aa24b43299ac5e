"""Time what every notebook waits for first, each in a fresh Python: the middle of five runs."""

import statistics
import subprocess
import sys

MEASURED = {
    "import pandas": "import pandas",
    "import marchwest, after pandas": "import pandas; start(); import marchwest",
    "read all tables, after that": (
        "import marchwest; marchwest.table_names; start(); "
        "[marchwest.load(name) for name in marchwest.table_names()]"
    ),
}
PROGRAM = """
from time import perf_counter
begun = perf_counter()
def start():
    global begun
    begun = perf_counter()
{statements}
print(perf_counter() - begun)
"""


def seconds(statements: str) -> float:
    """Return the middle of five times, in seconds."""
    program = PROGRAM.format(statements=statements)
    times = [
        float(subprocess.check_output([sys.executable, "-c", program], text=True)) for _ in range(5)
    ]
    return statistics.median(times)


if __name__ == "__main__":
    for name, statements in MEASURED.items():
        print(f"{name:<32}{seconds(statements):6.2f} s")
