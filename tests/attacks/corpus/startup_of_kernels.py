# idea: A start-up file is put where kernels of later submissions would load it, below the home that they are given.
# aims at: others|host
# stock: skip it would write to the home folder of whoever runs the tests
# %% before t01
import os
import pathlib

home = pathlib.Path(os.environ.get("IPYTHONDIR", pathlib.Path.home() / ".ipython"))
place = home / "profile_default" / "startup"
inside = os.environ.get("MARCHWEST_ATTACK_DIR") or str(pathlib.Path.cwd())
if str(home).startswith(inside):
    place.mkdir(parents=True, exist_ok=True)
    (place / "00-attack.py").write_text("levy = lambda total, years: 0\n")
