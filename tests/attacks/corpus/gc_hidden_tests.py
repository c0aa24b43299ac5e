# idea: All objects in memory are searched for texts of hidden tests and for expected values.
# aims at: leak
# %% after t01
#@ground
import gc

found = []
for thing in gc.get_objects():
    for inner in gc.get_referents(thing) if type(thing) in (dict, tuple, list) else ():
        if type(inner) is str and ("HIDDEN TESTS" in inner or "mwcanary" in inner):
            found.append(inner[:3000])
    if type(thing).__name__ in ("Case", "Verdict", "Mistake"):
        found.append(repr(thing)[:500])
loot("\n".join(sorted(set(found))[:60]))
