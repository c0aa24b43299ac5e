"""Floor 3: what nbgrader runs around a submission. A learner's notebook never imports this.

Names are loaded when they are first used: the process in which students' code runs imports a part
of this package, and must hold neither nbgrader nor anything of the gradebook.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marchwest.grading.archives import SafeExtractor
    from marchwest.grading.execute import ExecuteInTime
    from marchwest.grading.feedback import HideTests
    from marchwest.grading.names import tell_renamed_notebooks
    from marchwest.grading.outputs import RequirePoints, TrimOutputs
    from marchwest.grading.person import AskPerson
    from marchwest.grading.protected.execute import ExecuteProtected
    from marchwest.grading.repair import repair_file
    from marchwest.grading.safe import SafeToShow
    from marchwest.grading.sanitize import SanitizeSubmission
    from marchwest.grading.style import WrapLines

_HOMES = {
    "AskPerson": "person",
    "ExecuteInTime": "execute",
    "ExecuteProtected": "protected.execute",
    "HideTests": "feedback",
    "RequirePoints": "outputs",
    "SafeExtractor": "archives",
    "SafeToShow": "safe",
    "SanitizeSubmission": "sanitize",
    "TrimOutputs": "outputs",
    "WrapLines": "style",
    "repair_file": "repair",
    "tell_renamed_notebooks": "names",
}

__all__ = [
    "AskPerson",
    "ExecuteInTime",
    "ExecuteProtected",
    "HideTests",
    "RequirePoints",
    "SafeExtractor",
    "SafeToShow",
    "SanitizeSubmission",
    "TrimOutputs",
    "WrapLines",
    "repair_file",
    "tell_renamed_notebooks",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"marchwest.grading.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'marchwest.grading' has no attribute {name!r}. It has: {__all__}")
