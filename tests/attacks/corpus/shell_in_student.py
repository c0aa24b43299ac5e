# idea: The student's id is an option, a shell order and a glob for all others.
# aims at: others|host
# student: "--force $(touch pwned-student) `id` [z]*"
# %% t01
tonnage = 2
