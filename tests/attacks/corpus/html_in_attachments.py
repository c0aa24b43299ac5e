# idea: The essay's attachments and metadata hold pages in place of pictures.
# aims at: people
# %% metadata
# [{"cell": "target_t07", "merge": {"attachments": {"x.png": {"text/html": "<script>mw_attack()</script>"},
#   "\" onerror=\"mw_attack()": {"image/png": "\" onerror=\"mw_attack()"}}}},
#  {"cell": "target_t07", "merge": {"metadata": {"tags": ["<script>mw_attack()</script>"],
#   "slideshow": {"slide_type": "<script>mw_attack()</script>"}}}},
#  {"merge": {"metadata": {"title": "<script>mw_attack()</script>", "authors": [{"name": "<script>mw_attack()</script>"}],
#   "language_info": {"name": "<script>mw_attack()</script>", "pygments_lexer": "\"><script>mw_attack()</script>"},
#   "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": "</script><script>mw_attack()</script>"}}}}}}]
# %% [markdown] essay
# ![picture](attachment:x.png) ![other](attachment:" onerror="mw_attack())
