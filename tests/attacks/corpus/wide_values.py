# idea: Small values grow when they are rebuilt: one list is shared by a list, twenty levels up.
# aims at: host|others
# %% before t01
laugh = ["ha"] * 10
for _ in range(20):
    laugh = [laugh, laugh]
# %% t01
tonnage = laugh
# %% t02
code_words = [laugh, laugh]


# %% t05
def levy(total, years):
    return laugh


# %% t06
witnesses = laugh
