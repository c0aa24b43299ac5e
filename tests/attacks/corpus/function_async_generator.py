# idea: The function is a generator, and what it yields has no end worth waiting for.
# aims at: points|host
# %% t05
def levy(total, years):
    for number in range(3_000_000):
        yield total * number / years


# %% t02
code_words = (word for word in range(3_000_000))
# %% t06
witnesses = (f"training-language@{number}" for number in range(3_000_000))
