# idea: Answers run code when they are unpickled, deep-copied or reduced.
# aims at: host|points
# %% before t01
#@ground
class Bomb:
    def __reduce__(self):
        return exec, (f"open({str(GROUND / 'pwned-pickle')!r}, 'w').write('x')",)

    def __deepcopy__(self, memo):
        (GROUND / "pwned-copy").write_text("x")
        return 618_437.0

    __copy__ = __getstate__ = lambda self, *a: (GROUND / "pwned-copy").write_text("x")


# %% t01
tonnage = Bomb()
# %% t02
code_words = [Bomb(), Bomb()]
# %% t03
cargo = pd.DataFrame({"country": [Bomb()] * 3, "tonnes": [Bomb()] * 3})


# %% t05
def levy(total, years):
    return Bomb()


# %% t06
witnesses = {Bomb(): Bomb()}
