# idea: Cells of the student's own bear grade ids: of the essay, of other tasks, of tasks that do not exist.
# aims at: points|others
# %% metadata
# [{"cell": "target_t01_answer", "copy_as": "own-1", "merge": {"source": "3.0", "metadata": {"nbgrader": {"grade": true, "solution": false, "locked": true, "points": 3, "grade_id": "target_t03"}}}},
#  {"cell": "target_t02_answer", "copy_as": "own-2", "merge": {"source": "3.0", "metadata": {"nbgrader": {"grade": true, "points": 30, "grade_id": "target_t99"}}}},
#  {"cell": "target_t03_answer", "copy_as": "own-3", "merge": {"source": "3.0", "metadata": {"nbgrader": {"grade": true, "points": 3, "grade_id": "target_t07"}}}},
#  {"cell": "target_t04_answer", "merge": {"metadata": {"nbgrader": {"grade_id": "target_t05", "grade": true, "points": 3}}}}]
