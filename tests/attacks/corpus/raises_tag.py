# idea: The checks bear a tag that says their exceptions are expected, and hidden outputs.
# aims at: points
# %% metadata
# [{"cell": "target_t01", "merge": {"metadata": {"tags": ["raises-exception", "hide_output"], "jupyter": {"outputs_hidden": true}}}},
#  {"cell": "target_t02", "merge": {"metadata": {"tags": ["raises-exception", "remove_output"]}}},
#  {"cell": "target_t05", "merge": {"metadata": {"tags": ["raises-exception"]}}}]
