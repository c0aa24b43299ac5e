"""nbgrader's settings for March West. docs/instructors/ tells how to work with them.

This folder is the course: run every nbgrader command here, with the environment active.
Lines that you may want to change stand first. After a change, run
`pytest tests/grading/test_config.py`: nbgrader only logs a broken configuration, and then grades
without any of the protections below.
"""

from pathlib import Path

c = get_config()
HERE = Path(__file__).resolve().parent

# --- Your class ------------------------------------------------------------------------------

# The name of the course, as JupyterHub and the exchange show it.
c.CourseDirectory.course_id = "march-west"

# Where `release_assignment` and `collect` pass files. Stock nbgrader takes a folder of the whole
# system; this one stays inside the course. A class on JupyterHub sets a folder that all share.
c.Exchange.root = str(HERE / "exchange")
# `nbgrader list` and `release_assignment` refuse a folder that is not there.
(HERE / "exchange").mkdir(exist_ok=True)

# How collected files are named: `nbgrader zip_collect` needs to know student and notebook.
# This fits lovelace_ps2.ipynb, also with the " (1)" that browsers add.
c.FileNameCollectorPlugin.named_regexp = (
    r".*/(?P<student_id>[^/_.][^/_]*)_(?P<file_id>ps\d|capstone)(?: ?\(\d+\))?\.ipynb"
)

# Stock nbgrader unpacks whatever an archive holds; this one counts bytes, and leaves links and odd names.
c.ZipCollectApp.extractor_plugin = "marchwest.grading.SafeExtractor"

# --- Folders ---------------------------------------------------------------------------------

# solutions/ holds keys, hidden tests and marking schemes; assignments/ the student copies.
c.CourseDirectory.root = str(HERE)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
# attempts.yaml tests the judge: it holds answers and goes to nobody.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "attempts.yaml",
]

# --- Making the student copies ---------------------------------------------------------------

# No `raise`: the cell starts with a placeholder (`...`), and the check says "Not attempted".
c.ClearSolutions.code_stub = {
    "python": "# Replace the ... above by your answer; add lines as you need."
}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# --- Grading ---------------------------------------------------------------------------------

# Cells are matched to the release before nbgrader looks at them. Without SanitizeSubmission one
# copied cell stops the grading of the whole class, and a cell tag can earn full points.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "marchwest.grading.SanitizeSubmission",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.OverwriteCells.add_missing_cells = True

# ExecuteProtected runs students' code in a sandbox and the checks outside it, also for formgrader's
# own button; RequirePoints makes a missing result an error (nbgrader gives full points to silence);
# AskPerson flags in formgrader what was not clear; SafeToShow takes scripts out.
c.Autograde.autograde_preprocessors = [
    "marchwest.grading.ExecuteProtected",
    "marchwest.grading.TrimOutputs",
    "marchwest.grading.RequirePoints",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "marchwest.grading.AskPerson",
    "marchwest.grading.SafeToShow",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.pre_convert_hook = "marchwest.grading.tell_renamed_notebooks"

# Seconds for one cell, and for all cells of a notebook. An endless loop costs the first; a
# notebook full of them costs the second.
c.ExecuteProtected.cell_seconds = 30
c.ExecuteProtected.notebook_seconds = 120

# Where there is no sandbox (macOS, Windows, some containers) grading refuses and says why. "off"
# runs students' code with your rights: for work of people you trust.
c.ExecuteProtected.sandbox = "auto"

# A kernel instead of a sandbox: write "marchwest.grading.ExecuteInTime" in the first place of
# autograde_preprocessors. It is slower and protects nothing; these are its settings.
c.ExecutePreprocessor.timeout = 30
c.ExecuteInTime.total_time = 120
c.ExecutePreprocessor.interrupt_on_timeout = True
c.ExecutePreprocessor.shutdown_kernel = "immediate"

# --- Feedback --------------------------------------------------------------------------------

# HideTests shows what the checks said, not the checks: stock nbgrader prints hidden tests.
# SafeToShow: a script in an essay would run on this page. WrapLines: long lines wrap.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "marchwest.grading.HideTests",
    "marchwest.grading.SafeToShow",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    "marchwest.grading.WrapLines",
]

# Feedback and formgrader then ask nobody on the internet. The one thing that is missing is MathJax: if
# problem sets of your own have formulas, take these lines out.
from marchwest.grading.pages import template_folders  # noqa: E402

c.HTMLExporter.extra_template_basedirs = template_folders()
