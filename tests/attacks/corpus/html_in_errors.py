# idea: Errors carry scripts in their name, their message and their traceback.
# aims at: people
# %% before t01
class Error(Exception):
    def _render_traceback_(self):
        return [
            "<script>mw_attack()</script>",
            "\x1b[31m<img src=x onerror=mw_attack()>",
            "x" * 100_000,
        ]


Error.__name__ = "<img src=x onerror=mw_attack()>"
Error.__qualname__ = Error.__module__ = "<script>mw_attack()</script>"
raise Error("</pre><script>mw_attack()</script>")
# %% t01
raise Error("<script>mw_attack()</script>")


# %% t05
def levy(total, years):
    raise Error("</pre><script>mw_attack()</script>", "<img src=x onerror=mw_attack()>")
