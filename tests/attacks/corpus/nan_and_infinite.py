# idea: Answers are NaN, infinities, minus zero and their decimal cousins, for which comparisons fail.
# aims at: points
# %% t01
tonnage = float("nan")
# %% t03
cargo = pd.DataFrame(
    {"country": ["KAZ", "KGZ", "TJK"], "tonnes": [float("nan"), float("inf"), pd.NA]}
)
# %% t04
cargo_chart = (
    alt.Chart(cargo)
    .mark_bar()
    .encode(x="tonnes:Q", y="country:N")
    .properties(title="Cargo of three states", description="One bar for each of three states here.")
)
# %% t05
import decimal


def levy(total, years):
    return [float("nan"), float("inf"), -0.0, decimal.Decimal("NaN")][int(years) % 4]
