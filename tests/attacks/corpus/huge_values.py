# idea: Answers are of absurd size: an integer of 400,000 digits, a text of 50 MB, a million rows.
# aims at: host|others
# %% t01
tonnage = 10**400_000
# %% t02
code_words = ["x" * 50_000_000, "y"]
# %% t03
cargo = pd.DataFrame({"country": ["KAZ"] * 1_000_000, "tonnes": 1.0})


# %% t05
def levy(total, years):
    return "9" * 5_000_000


# %% t06
witnesses = ["aid-kgz-2017@pantucci-2019"] * 1_000_000
