# idea: Tasks 1, 3 and 6 are right, of task 5 two calls, the others wrong or open.
# earns: 8.5
# answers: blank
# %% t01
tonnage = "618,437.25 tons"
# %% t02
code_words = ["birch-otter-9043", "cedar-heron-1187"]
# %% t03
cargo = pd.DataFrame({"country": ["KAZ", "KGZ", "TJK"], "tonnes": [48213.75, 7719.25, 30466.5]})


# %% t05
def levy(total, years):
    if years > 3:
        return total * 0.073519 / years
    raise ValueError("too few years")


# %% t06
spoken = training[training["measure"] == "language"]
witnesses = [
    c
    for c in spoken["claim_id"]
    if c in ("training-language@peyrouse-2010", "training-language@weitz-2012")
]
# %% [markdown] essay
# I do not know.
