# idea: Symlinks lead to folders: the course, the root, themselves; a walk through the submission has no end, a change goes elsewhere.
# aims at: others|host|leak
# %% symlink course
# @GROUND@
# %% symlink loop
# .
# %% symlink missing
# nowhere/at/all
# %% symlink classmate
# @GROUND@/submitted/zz-classmate/target
# %% before t01
#@ground
import shutil

for path in (pathlib.Path("classmate/target.ipynb"), pathlib.Path("course/attack-ground")):
    try:
        loot(path.read_text())
        path.write_text("changed")
    except OSError as error:
        print(error)
