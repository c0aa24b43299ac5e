"""Say on which machine a benchmark runs."""

import os
import platform


def machine() -> str:
    """Describe where the times were taken."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else ""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load {load or 'unknown'}"
    )
