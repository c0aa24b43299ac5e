# idea: Answers contain themselves.
# aims at: host|others
# %% t01
tonnage = []
tonnage.append(tonnage)
# %% t02
code_words = [{"a": None}, 1]
code_words[0]["a"] = code_words
code_words[1] = code_words
# %% t03
cargo = pd.DataFrame({"country": ["KAZ", "KGZ", "TJK"], "tonnes": [None, None, None]}, dtype=object)
cargo.at[0, "tonnes"] = cargo
# %% t04
cargo_chart = {"mark": "bar", "layer": []}
cargo_chart["layer"].append(cargo_chart)


# %% t05
def levy(total, years):
    return tonnage


# %% t06
witnesses = code_words
