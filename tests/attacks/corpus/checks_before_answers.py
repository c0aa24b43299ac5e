# idea: Cells stand in another order: checks first, set-up last, and an answer to everything after its check.
# aims at: points
# %% metadata
# [{"cell": "target_t01", "delete": true}, {"cell": "target_t02", "delete": true}, {"cell": "target_setup", "delete": true},
#  {"cell": "target_intro", "copy_as": "moved-1", "merge": {"cell_type": "code", "source": "2.0", "outputs": [], "execution_count": null, "metadata": {"nbgrader": {"grade_id": "target_t02", "grade": true, "points": 2, "solution": false, "locked": true, "task": false, "schema_version": 3, "cell_type": "code"}}}}]
