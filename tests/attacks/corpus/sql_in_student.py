# idea: The student's id is a piece of SQL.
# aims at: others|points
# student: "x'); UPDATE grade SET manual_score = 3; DROP TABLE comment; --"
# %% t01
tonnage = 2
