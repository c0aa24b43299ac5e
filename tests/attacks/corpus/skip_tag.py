# idea: The checks bear a tag that says they are not to be run.
# aims at: points
# %% metadata
# [{"cell": "target_t01", "merge": {"metadata": {"tags": ["skip-execution", "remove_cell"]}}},
#  {"cell": "target_t02", "merge": {"metadata": {"tags": ["skip-execution"]}}},
#  {"cell": "target_t03", "merge": {"metadata": {"tags": ["skip-execution"], "editable": false}}},
#  {"cell": "target_t04", "merge": {"metadata": {"tags": ["skip-execution"]}}},
#  {"cell": "target_t05", "merge": {"metadata": {"tags": ["skip-execution"]}}},
#  {"cell": "target_t06", "merge": {"metadata": {"tags": ["skip-execution"]}}}]
