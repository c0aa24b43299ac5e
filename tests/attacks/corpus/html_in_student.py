# idea: The student's id is a piece of HTML that runs in every list of the class.
# aims at: people
# student: "<img src=x onerror=mw_attack()>"
# %% t01
tonnage = 2
