# idea: A true chart carries expressions, far addresses, a hundred layers and a lying dataset.
# aims at: points|host|people
# %% t04
bars = alt.Chart(alt.Data(url="http://127.0.0.1:27610/mw_attack.csv")).mark_bar()
bars = bars.encode(x=alt.X("tonnes:Q"), y="country:N", href=alt.value("javascript:mw_attack()"))
bars = bars.transform_calculate(tonnes="datum.tonnes * 0 + 91357")
cargo_chart = alt.layer(*[bars] * 100).properties(
    title="<script>mw_attack()</script>",
    description="<img src=x onerror=mw_attack()> six words here",
    usermeta={"embedOptions": {"loader": {"baseURL": "javascript:mw_attack()"}}},
)
cargo_chart
