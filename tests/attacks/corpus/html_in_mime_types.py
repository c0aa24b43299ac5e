# idea: Scripts come in under mime types that pages handle in ways of their own: widgets, Vega, JSON, images.
# aims at: people
# %% before t01
from IPython.display import display

bad = "<script>mw_attack()</script>"
display({"application/javascript": "mw_attack()", "text/plain": bad}, raw=True)
display(
    {
        "application/vnd.jupyter.widget-view+json": {"model_id": f'"></script>{bad}'},
        "text/plain": "w",
    },
    raw=True,
)
display(
    {
        "application/vnd.vegalite.v5+json": {
            "mark": bad,
            "usermeta": {"embedOptions": {"loader": bad}},
        }
    },
    raw=True,
)
display({"image/png": f"iVBOR' onerror='mw_attack()' x='{bad}", "text/plain": "p"}, raw=True)
display(
    {"image/jpeg": [bad, bad], "image/svg+xml": f"<svg onload=mw_attack()>{bad}</svg>"}, raw=True
)
display({"text/html": [f"<p>{bad}", bad]}, raw=True, metadata={"image/png": {"width": bad}})
display({f"text/{bad}": bad}, raw=True, metadata={bad: bad})
