"""`marchwest grade`: all submissions of an assignment, side by side, into nbgrader's gradebook."""

from __future__ import annotations

import base64
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties, LimitOutput
from sqlalchemy.exc import SQLAlchemyError

from marchwest.errors import nearest
from marchwest.grading.outputs import RequirePoints, TrimOutputs
from marchwest.grading.protected.execute import ExecuteProtected
from marchwest.grading.protected.pool import Pool, open_pool
from marchwest.grading.protected.record import Graded, Recorder, RecordError
from marchwest.grading.protected.release import Release, apply, job_of, read_release, sanitized
from marchwest.grading.protected.sandbox import choose_sandbox
from marchwest.grading.protected.settings import Settings, SettingsError, read_settings
from marchwest.grading.protected.submissions import (
    Handed,
    Refused,
    Submission,
    find_submissions,
    read_submission,
    write_graded,
)
from marchwest.grading.protected.worker import Ran, WorkerError
from marchwest.grading.repair import shared_cells
from marchwest.grading.safe import SafeToShow
from marchwest.grading.status import asked, notes, write_note_cell

__all__ = ["Line", "Options", "Outcome", "grade"]

_AHEAD: Final = 2
"""Submissions that wait for each worker, read and sanitized."""


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    assignment: str
    folder: Path = Path()
    workers: int | None = None
    scheduler: str = ""
    sandbox: str = "auto"
    allow_root: bool = False
    students: tuple[str, ...] = ()
    force: bool = False


@dataclass
class Line:
    """What became of one submission."""

    student: str
    status: str
    """``graded``, ``needs a person``, ``repaired``, ``timed out``, ``crashed`` or ``refused``."""
    points: float | None = None
    most: float | None = None
    waiting: tuple[str, ...] = ()
    """Tasks that a person has to mark or to look at."""
    detail: str = ""
    seconds: float = 0.0
    """In its sandbox."""
    peak: int = 0
    stages: dict[str, float] = field(default_factory=dict)


@dataclass
class Outcome:
    """What became of all of them."""

    assignment: str
    lines: list[Line] = field(default_factory=list)
    skipped: int = 0
    """Graded before, and not handed in anew since."""
    left: int = 0
    """Not begun, because the command was interrupted."""
    seconds: float = 0.0
    sandbox: str = ""
    workers: int = 0
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def interrupted(self) -> bool:
        """Whether something is left to do."""
        return self.left > 0

    @property
    def exit_status(self) -> int:
        """0 where all is in the gradebook, 1 where a submission is not, 130 if interrupted."""
        if self.interrupted:
            return 130
        return 1 if any(line.status == "refused" for line in self.lines) else 0

    def counts(self) -> dict[str, int]:
        """Return how many submissions have each status."""
        found = dict.fromkeys(STATUSES, 0)
        for line in self.lines:
            found[line.status] += 1
        return found

    def plain(self) -> dict[str, Any]:
        """Return everything as JSON can hold it."""
        return {**asdict(self), "counts": self.counts(), "exit_status": self.exit_status}


STATUSES: Final = ("graded", "needs a person", "repaired", "timed out", "crashed", "refused")
_STATUS_OF: Final = {
    "timeout": "timed out",
    "cpu": "timed out",
    "memory": "crashed",
    "output": "crashed",
    "crashed": "crashed",
}

Told = Callable[[Line], None]


def grade(options: Options, *, begin: Callable[[int], None], told: Told) -> Outcome:
    """Grade an assignment.

    Parameters
    ----------
    options : Options
    begin : callable
        Called once with the number of submissions to grade.
    told : callable
        Called with the `Line` of each submission as it is done.

    Returns
    -------
    Outcome

    Raises
    ------
    SettingsError, SandboxError, SelfTestError, Refused, WorkerError
        Before any submission is touched.
    """
    began = time.monotonic()
    sandbox = choose_sandbox(options.sandbox, allow_root=options.allow_root)
    settings = read_settings(options.folder)
    warnings.filterwarnings("ignore", module="sqlalchemy")
    releases = _releases(settings, options.assignment)
    every = find_submissions(settings.course, options.assignment, list(options.students))
    with _open_gradebook(settings) as gradebook:
        recorder = Recorder(gradebook, options.assignment)
        todo = [one for one in every if options.force or _is_new(one, releases, recorder)]
        outcome = Outcome(options.assignment, skipped=len(every) - len(todo), sandbox=sandbox.kind)
        if not todo:
            return outcome
        with open_pool(sandbox, options.workers, options.scheduler) as pool, _interrupts() as stop:
            pool.prove(Path(settings.course.root))
            pool.warm(releases.values())
            outcome.workers = pool.size
            begin(len(todo))
            _Run(settings, releases, recorder, pool, outcome, told).run(todo, stop)
    outcome.seconds = time.monotonic() - began
    return outcome


def _open_gradebook(settings: Settings) -> Gradebook:
    try:
        return Gradebook(settings.course.db_url, settings.course.course_id)
    except (SQLAlchemyError, ImportError) as error:
        told = " ".join(str(getattr(error, "orig", error)).split())[:200].rstrip(".")
        more = " Run: pip install 'marchwest[postgres]'." if "psycopg" in told else ""
        raise SettingsError(f"The gradebook cannot be opened: {told}.{more}") from None


def _releases(settings: Settings, assignment: str) -> dict[str, Release]:
    course = settings.course
    path = Path(course.db_url.removeprefix("sqlite:///"))
    if course.db_url.startswith("sqlite:///") and not path.is_file():
        raise SettingsError(
            f"There is no gradebook yet. Run: nbgrader generate_assignment {assignment}"
        )
    with _open_gradebook(settings) as gradebook:
        try:
            names = [one.name for one in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            known = [one.name for one in gradebook.assignments]
            near = nearest(assignment, known) or known
            offer = f" The gradebook has: {', '.join(near)}." if near else ""
            raise SettingsError(
                f"The gradebook has no assignment {assignment!r}.{offer} "
                f"Run: nbgrader generate_assignment {assignment}"
            ) from None
    if not names:
        raise SettingsError(f"Run: nbgrader generate_assignment {assignment} --force")
    folder = Path(course.format_path(course.source_directory, ".", assignment))
    return {
        name: read_release(course.db_url, assignment, name, folder / f"{name}.ipynb")
        for name in names
    }


def _is_new(submission: Submission, releases: dict[str, Release], recorder: Recorder) -> bool:
    """Tell whether a submission has to be graded, by the rules of nbgrader's autograde."""
    if not recorder.knows(submission.student):
        return True
    there = [submission.graded / f"{name}.ipynb" for name in releases]
    if not any(path.is_file() for path in there):
        return True
    stamps = [_stamp(folder) for folder in (submission.folder, submission.graded)]
    return stamps[0] is not None and stamps[1] is not None and stamps[0] > stamps[1]


def _stamp(folder: Path) -> Any:
    try:
        text = (folder / "timestamp.txt").read_text(encoding="utf-8").strip()
        return utils.parse_utc(text) if text else None
    except (OSError, ValueError, OverflowError):
        return None


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Collect Ctrl-C instead of breaking off: what is under way is finished and recorded."""
    stop: list[int] = []

    def note_it(number: int, _frame: object) -> None:
        if stop:
            raise KeyboardInterrupt
        stop.append(number)

    before = {}
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, note_it)
    except ValueError:  # not the main thread: whoever called has the signals
        pass
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass
class _Under:
    """A submission under way."""

    submission: Submission
    handed: Handed


class _Run:
    """One grading of many submissions: read and record here, run in the pool."""

    def __init__(
        self,
        settings: Settings,
        releases: dict[str, Release],
        recorder: Recorder,
        pool: Pool,
        outcome: Outcome,
        told: Told,
    ) -> None:
        self.settings = settings
        self.releases = releases
        self.recorder = recorder
        self.pool = pool
        self.outcome = outcome
        self.told = told
        config = settings.config
        self.limits = ExecuteProtected(config=config).limits()
        self.after: list[Any] = [TrimOutputs(config=config), RequirePoints(config=config)]
        self.after.append(LimitOutput(config=config))
        self.safe = SafeToShow(config=config)
        self.late = AssignLatePenalties(config=config)
        self.own = self._own_files()

    def _own_files(self) -> dict[str, Path]:
        """Return the instructor's files that lie beside the source notebook."""
        course, assignment = self.settings.course, self.outcome.assignment
        folder = Path(course.format_path(course.source_directory, ".", assignment))
        if not folder.is_dir():
            return {}
        left = set(self.settings.grades_files.get(assignment, []))
        found = (
            Path(path) for path in utils.find_all_files(str(folder), [*course.ignore, "*.ipynb"])
        )
        return {
            name: path
            for path in found
            if (name := path.relative_to(folder).as_posix()) not in left
        }

    def run(self, todo: list[Submission], stop: list[int]) -> None:
        """Grade the submissions; after an interrupt, those that are under way."""
        waiting = iter(todo)
        under: dict[Future[list[Ran]], _Under] = {}
        begun = 0
        exhausted = False
        while True:
            while not exhausted and not stop and len(under) < self.pool.size * _AHEAD:
                submission = next(waiting, None)
                if submission is None:
                    exhausted = True
                    break
                begun += 1
                started = self._start(submission)
                if started:
                    under[started[0]] = started[1]
            if not under:
                break
            done, _ = wait(under, timeout=0.5, return_when=FIRST_COMPLETED)
            for future in done:
                self._finish(under.pop(future), future)
        self.outcome.left = len(todo) - begun

    def _start(self, submission: Submission) -> tuple[Future[list[Ran]], _Under] | None:
        with self._timed("read"):
            try:
                handed = read_submission(submission, list(self.releases))
            except Refused as reason:
                self._tell(Line(submission.student, "refused", detail=str(reason)))
                return None
            try:
                files = {
                    name: base64.b64encode(path.read_bytes()).decode("ascii")
                    for name, path in {**handed.files, **self.own}.items()
                }
                jobs = []
                for name, nb in handed.notebooks.items():
                    release = self.releases[name]
                    _see_that_it_belongs(nb, release)
                    jobs.append(job_of(sanitized(nb, release), release, files, self.limits))
            except Refused as reason:
                self._tell(Line(submission.student, "refused", detail=str(reason)))
                return None
            except Exception as error:  # whatever one submission holds stops nobody else's
                self._tell(Line(submission.student, "refused", detail=_odd(error)))
                return None
        return self.pool.submit(jobs), _Under(submission, handed)

    def _finish(self, under: _Under, future: Future[list[Ran]]) -> None:
        """Record what came of a submission; whatever it is, the next ones are graded."""
        try:
            self._complete_and_record(under.submission, under.handed, future.result())
        except (WorkerError, RecordError) as reason:
            self._tell(Line(under.submission.student, "refused", detail=str(reason)))
        except Exception as error:  # the same: it stops nobody else's
            self._tell(Line(under.submission.student, "refused", detail=_odd(error)))

    def _complete_and_record(
        self, submission: Submission, handed: Handed, every: list[Ran]
    ) -> None:
        with self._timed("write into notebook"):
            for nb, ran in zip(handed.notebooks.values(), every, strict=True):
                self._complete(nb, ran, submission.student)
            texts = {name: _text_of(nb) for name, nb in handed.notebooks.items()}
        with self._timed("record"):
            graded = self.recorder.record(submission.student, handed.notebooks, handed.timestamp)
            if self.recorder.is_late(handed.timestamp):
                self._penalise(submission.student, handed)
            write_graded(submission, texts, handed.files, self.own)
        self._tell(_line(submission.student, handed, every, graded))

    def _complete(self, nb: Any, ran: Ran, student: str) -> None:
        apply(nb, ran)
        resources: dict[str, Any] = {"nbgrader": {"student": student}}
        for step in self.after:
            step.preprocess(nb, resources)
        write_note_cell(nb)
        self.safe.preprocess(nb, resources)

    def _penalise(self, student: str, handed: Handed) -> None:
        """Let nbgrader's own plugin say what a late submission loses."""
        for name, nb in handed.notebooks.items():
            about = {
                "student": student,
                "assignment": self.outcome.assignment,
                "notebook": name,
                "db_url": self.settings.course.db_url,
            }
            self.late.preprocess(nb, {"nbgrader": about})

    def _tell(self, line: Line) -> None:
        self.outcome.lines.append(line)
        for stage, seconds in line.stages.items():
            self.outcome.stages[stage] = self.outcome.stages.get(stage, 0.0) + seconds
        self.told(line)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            spent = time.monotonic() - began
            self.outcome.stages[stage] = self.outcome.stages.get(stage, 0.0) + spent


def _text_of(nb: NotebookNode) -> str:
    text: str = nbformat.writes(nb, version=4)  # type: ignore[no-untyped-call]
    return text + "\n"


def _see_that_it_belongs(nb: NotebookNode, release: Release) -> None:
    if any(cell.source.strip() for cell in nb.cells) and not shared_cells(nb, release.plan):
        raise Refused(
            f"{release.notebook}.ipynb has no cell of {release.assignment}: it is another notebook. "
            "Ask for the right one."
        )


def _odd(error: Exception) -> str:
    return (
        f"The notebook is of a kind that was not foreseen ({type(error).__name__}: "
        f"{' '.join(str(error).split())[:120]}). Ask for it again, or report it to us."
    )


def _line(student: str, handed: Handed, every: list[Ran], graded: dict[str, Graded]) -> Line:
    told = [text for nb in handed.notebooks.values() for text in notes(nb)]
    doubtful = [grade_id for nb in handed.notebooks.values() for grade_id in asked(nb)]
    bad = next((ran for ran in every if ran.status != "done"), None)
    if bad:
        status = _STATUS_OF.get(bad.status, "crashed")
    elif doubtful:
        status = "needs a person"
    elif told:
        status = "repaired"
    else:
        status = "graded"
    stages: dict[str, float] = {}
    for ran in every:
        for stage, seconds in ran.stages.items():
            stages[stage] = stages.get(stage, 0.0) + seconds
    return Line(
        student,
        status,
        points=sum(one.points for one in graded.values()),
        most=sum(one.most for one in graded.values()),
        waiting=tuple(name for one in graded.values() for name in one.waiting),
        detail=" ".join(told) if not bad else " ".join(filter(None, (bad.status, bad.detail))),
        seconds=sum(ran.seconds for ran in every),
        peak=max((ran.peak for ran in every), default=0),
        stages=stages,
    )
