# idea: Touching an answer raises SystemExit, KeyboardInterrupt, GeneratorExit or a bare BaseException.
# aims at: points|others
# %% before t01
class Quits:
    def __init__(self, kind):
        object.__setattr__(self, "kind", kind)

    def go(self, *a, **k):
        raise object.__getattribute__(self, "kind")

    __eq__ = __len__ = __iter__ = __float__ = __hash__ = __repr__ = __str__ = go
    __getattribute__ = __call__ = __bool__ = __index__ = __array__ = go


# %% t01
tonnage = Quits(SystemExit(0))
# %% t02
code_words = Quits(KeyboardInterrupt())
# %% t03
cargo = Quits(GeneratorExit())
# %% t04
cargo_chart = Quits(BaseException("2.0"))


# %% t05
def levy(total, years):
    raise SystemExit(0)


# %% t06
witnesses = [Quits(StopIteration(2.0)), Quits(MemoryError())]
