# idea: The student's id is a name of another: a classmate's, with an invisible letter and turned text.
# aims at: others|people
# student: "zz-classmate\u200b\u202e"
# %% t01
tonnage = 2
