# idea: Answers are nested 100,000 levels deep, so that whatever walks them runs out of stack.
# aims at: host|others
# %% before t01
def nest(depth, kind):
    inner = kind()
    for _ in range(depth):
        inner = [inner] if kind is list else {"a": inner}
    return inner


# %% t01
tonnage = nest(100_000, list)
# %% t02
code_words = [nest(100_000, dict), nest(900, list)]
# %% t03
cargo = pd.DataFrame({"country": ["KAZ", "KGZ"], "tonnes": [nest(100_000, list), nest(500, dict)]})


# %% t05
def levy(total, years):
    return nest(100_000, list)


# %% t06
witnesses = nest(100_000, list)
