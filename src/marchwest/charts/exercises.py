"""The four charts on joint exercises. Each takes rows of a table and returns a `Figure`."""

from marchwest.charts.counts import counts
from marchwest.charts.maps import exercise_map as map
from marchwest.charts.participation import participation
from marchwest.charts.timeline import timeline

__all__ = ["counts", "map", "participation", "timeline"]
