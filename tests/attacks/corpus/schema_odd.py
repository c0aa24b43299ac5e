# idea: The metadata of cells is of old, new and absurd kinds, so that the whole class stops.
# aims at: others
# %% metadata
# [{"cell": "target_t01", "merge": {"metadata": {"nbgrader": {"schema_version": 1}}}},
#  {"cell": "target_t02", "merge": {"metadata": {"nbgrader": {"schema_version": 99}}}},
#  {"cell": "target_t03", "merge": {"metadata": {"nbgrader": ["grade"]}}},
#  {"cell": "target_t04", "merge": {"metadata": {"nbgrader": {"grade_id": {"a": 1}}}}},
#  {"cell": "target_t05", "merge": {"metadata": {"nbgrader": {"grade_id": "../../x", "cell_type": 7}}}},
#  {"cell": "target_t06", "merge": {"metadata": {"nbgrader": "target_t06"}}}]
