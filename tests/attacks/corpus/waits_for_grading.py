# idea: The notebook behaves until it is graded: it looks for signs of that, and only then attacks.
# aims at: points|others
# %% before t01
import builtins
import os
import sys
import threading
import time


def is_graded():
    return "autograded" in os.getcwd() or "nbgrader" in " ".join(sys.argv) or not sys.stdin.isatty()


def later():
    time.sleep(1.5)
    from marchwest import judging

    judging.grade = lambda verdict, points, partial=False: float(points)


if is_graded():
    threading.Thread(target=later, daemon=True).start()
    time.sleep(2)
