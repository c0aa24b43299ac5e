# idea: Checks say of themselves that they are no checks, no code, or answers.
# aims at: points|others
# %% metadata
# [{"cell": "target_t01", "merge": {"metadata": {"nbgrader": {"grade": false, "locked": false}}}},
#  {"cell": "target_t02", "merge": {"cell_type": "markdown"}, "remove": ["outputs", "execution_count"]},
#  {"cell": "target_t03", "merge": {"cell_type": "raw"}, "remove": ["outputs", "execution_count"]},
#  {"cell": "target_t04", "merge": {"metadata": {"nbgrader": {"solution": true, "locked": false}}}},
#  {"cell": "target_t05", "merge": {"metadata": {"nbgrader": {"task": true, "grade": false}}}},
#  {"cell": "target_t06", "merge": {"metadata": {"nbgrader": null}}}]
