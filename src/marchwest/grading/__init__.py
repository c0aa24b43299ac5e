"""Floor 3: what nbgrader runs around a submission. A learner's notebook never imports this."""

from marchwest.grading.execute import ExecuteInTime
from marchwest.grading.feedback import HideTests
from marchwest.grading.names import tell_renamed_notebooks
from marchwest.grading.outputs import RequirePoints, TrimOutputs
from marchwest.grading.person import AskPerson
from marchwest.grading.repair import repair_file
from marchwest.grading.safe import SafeToShow
from marchwest.grading.sanitize import SanitizeSubmission
from marchwest.grading.style import WrapLines

__all__ = [
    "AskPerson",
    "ExecuteInTime",
    "HideTests",
    "RequirePoints",
    "SafeToShow",
    "SanitizeSubmission",
    "TrimOutputs",
    "WrapLines",
    "repair_file",
    "tell_renamed_notebooks",
]
