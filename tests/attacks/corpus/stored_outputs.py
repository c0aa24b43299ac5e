# idea: The notebook is handed in with outputs of the checks: full points, long since computed.
# aims at: points|people
# %% metadata
# [{"cell": "target_t01", "merge": {"execution_count": 9, "outputs": [{"output_type": "execute_result", "execution_count": 9, "metadata": {}, "data": {"text/plain": "2.0"}}]}},
#  {"cell": "target_t05", "merge": {"execution_count": 10, "outputs": [{"output_type": "execute_result", "execution_count": 10, "metadata": {}, "data": {"text/plain": "3.0", "text/html": "<script>mw_attack()</script>"}}]}},
#  {"cell": "target_t06", "merge": {"outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/html": "<script>mw_attack()</script>"}}]}},
#  {"merge": {"metadata": {"marchwest": {"notes": ["all is well"], "ask": [], "scores": {"target_t01": 2.0}}}}}]
