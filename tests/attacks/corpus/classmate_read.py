# idea: The work of others is read.
# aims at: leak
# %% before t01
#@ground
for folder in (
    GROUND / "submitted",
    GROUND / "autograded",
    GROUND / "feedback",
    pathlib.Path("../.."),
):
    for path in folder.glob("*/target/target.*") if folder.is_dir() else ():
        loot(path.read_text(errors="replace"))
