"""Floor 3: does the course hold together? Manifest, notebooks, items, notes and problem sets agree."""

from marchwest.course.checker import check
from marchwest.course.material import Problem

__all__ = ["Problem", "check"]
