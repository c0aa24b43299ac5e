"""Floor 3: what an instructor reads and hands on after grading. A learner's notebook never imports this."""

from marchwest.instructor.commands import make_export, make_report, who_is

__all__ = ["make_export", "make_report", "who_is"]
