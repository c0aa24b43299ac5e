# idea: Everything is right.
# earns: 15
# answers: blank
# %% t01
tonnage = 618_437.25
# %% t02
code_words = ["birch-otter-9043", "amber-kestrel-5521"]
# %% t03
cargo = pd.DataFrame({"country": ["TJK", "KAZ", "KGZ"], "tonnes": [30466.5, 48213.75, 7719.25]})
# %% t04
ported = pd.DataFrame({"country": ["KAZ", "TKM", "UZB"], "tonnes": [91357.5, 62840.5, 15972.5]})
cargo_chart = (
    alt.Chart(ported)
    .mark_bar()
    .encode(x=alt.X("tonnes:Q", title="Cargo in tonnes"), y=alt.Y("country:N", sort="-x"))
    .properties(
        title="Cargo that three states received, in tonnes",
        description="Bar chart of three sums: Kazakhstan first, then Turkmenistan, then Uzbekistan.",
    )
)
cargo_chart
# %% t05
RATE = 0.073519


def levy(total, years):
    """Return the levy of one year."""
    return total * RATE / years


# %% t06
witnesses = ["training-language@weitz-2012", "training-language@peyrouse-2010"]
# %% [markdown] essay
# Who counted, and when, is not told. Nor is what a tonne is worth.
