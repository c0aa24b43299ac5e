# idea: A check is there three times, and the last copy holds nothing that fails.
# aims at: points|others
# %% metadata
# [{"cell": "target_t01", "copy_as": "twin-1", "merge": {"source": "2.0"}},
#  {"cell": "target_t01", "copy_as": "twin-2", "merge": {"source": "pass", "metadata": {"nbgrader": {"locked": false}}}},
#  {"cell": "target_t05", "copy_as": "target_t05", "merge": {"source": "3.0"}}]
