"""What one submission may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = ["Limits"]

_MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds for the process tree of one submission; each has a status of its own."""

    cell_seconds: float = 30.0
    """One cell; then it is interrupted and the next runs."""
    notebook_seconds: float = 120.0
    """All cells, checks and calls of a notebook; then its processes end."""
    cpu_seconds: int = 120
    """Processor time of one process."""
    memory: int = 2_000 * _MB
    """Bytes of address space of one process, and of memory in use by all of them."""
    processes: int = 64
    file_size: int = 50 * _MB
    """Bytes of one file."""
    disk: int = 100 * _MB
    """Bytes in the private folder."""
    open_files: int = 256
    messages: int = 100 * _MB
    """Bytes of values and outputs that come out of the sandbox."""

    def plain(self) -> dict[str, float]:
        """Return the limits for a message."""
        return asdict(self)
