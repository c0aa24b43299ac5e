# idea: Everything is right, told with extra cells, prints, warnings, helpers and libraries' own types.
# earns: 15
# answers: blank
# %% before t01
import numpy as np
import warnings
from fractions import Fraction

SHARE = Fraction(1, 4)
notes = {"free": ["text", {1, 2}]}
print("working")
# %% t01
warnings.warn("a library speaks")
tonnage = np.float64(618_437) + float(SHARE)
tonnage
# %% t02
code_words = list({"birch-otter-9043": 1, "amber-kestrel-5521": 2})
# %% t03
rows = [("KGZ", 7719.25), ("TJK", 30466.5), ("KAZ", 48213.75)]
cargo = (
    pd.DataFrame(rows, columns=["country", "tonnes"])
    .sort_values("tonnes")
    .set_index("country")
    .reset_index()
)
cargo
# %% t04
ported = pd.DataFrame({"country": ["KAZ", "TKM", "UZB"], "tonnes": [91357.5, 62840.5, 15972.5]})
bars = alt.Chart(ported).mark_bar().encode(x="tonnes:Q", y="country:N")
cargo_chart = bars.properties(
    title=alt.TitleParams("Cargo of three states, in tonnes"),
    description="Kazakhstan has most, Turkmenistan follows, Uzbekistan has the least cargo.",
)
# %% before t05
import functools


def helper(total, years, rate=0.073519):
    return np.multiply(total, rate) / years


@functools.lru_cache
def cached(total, years):
    return helper(total, years)


# %% t05
calls = []


def levy(total, years):
    calls.append((total, years))
    return cached(total, years)


# %% t06
witnesses = ("training-language@peyrouse-2010", "training-language@weitz-2012")
# %% after t06
print(len(calls), "calls so far")
# %% [markdown] essay
# А что думает Зарина? 李 counted.
