"""Floor 3: what a learner has answered, kept on the learner's own computer. `progress()` shows it."""

from marchwest.callable_module import make_callable
from marchwest.practice.progress.report import Progress, progress

__all__ = ["Progress", "progress"]

make_callable(__name__, progress)
