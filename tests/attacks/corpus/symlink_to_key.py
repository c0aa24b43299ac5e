# idea: A symlink in the submission leads to the key; whoever copies the folder copies the key into it.
# aims at: leak|points
# %% symlink notes.txt
# @GROUND@/solutions/target/target.ipynb
# %% symlink rel.txt
# ../../../solutions/target/target.ipynb
# %% before t01
#@ground
for path in (pathlib.Path("notes.txt"), pathlib.Path("rel.txt")):
    try:
        loot(path.read_text())
    except OSError as error:
        print(error)
