# idea: The checks say that they are worth a hundred points, or less than none.
# aims at: points
# %% metadata
# [{"cell": "target_t01", "merge": {"metadata": {"nbgrader": {"points": 100}}}},
#  {"cell": "target_t02", "merge": {"metadata": {"nbgrader": {"points": -5}}}},
#  {"cell": "target_t05", "merge": {"metadata": {"nbgrader": {"points": "1e400"}}}},
#  {"cell": "target_t07", "merge": {"metadata": {"nbgrader": {"points": 50, "checksum": "x"}}}}]
