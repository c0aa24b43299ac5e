"""The corpus is imported by its own tests and by those of the grader."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
