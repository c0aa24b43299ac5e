# idea: An answer's `__repr__` and `__eq__` print every frame above them, with locals.
# aims at: leak
# %% before t01
#@ground
class Looks:
    def look(self, *a):
        frame, told = sys._getframe(1), []
        while frame is not None:
            told.append(
                str({k: str(v)[:300] for k, v in frame.f_locals.items() if k[0] != "_"})[:5000]
            )
            frame = frame.f_back
        loot("\n".join(told))
        return "looked"

    __eq__ = __lt__ = __len__ = __iter__ = __float__ = look
    __hash__ = None


# %% t01
tonnage = Looks()
# %% t02
code_words = [Looks(), Looks()]
