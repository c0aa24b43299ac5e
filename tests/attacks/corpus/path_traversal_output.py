# idea: Files are written up the tree, where the grader or the next submission would find them.
# aims at: host|others
# %% before t01
#@ground
for name in ("../pwned-up", "../../pwned-up2", "../../../pwned-up3", "../zz-classmate/pwned"):
    try:
        # Up to the attack ground and no further.
        if os.path.realpath(name).startswith("@GROUND@"):
            pathlib.Path(name).write_text("x")
    except OSError as error:
        print(error)
for place in ("submitted/zz-classmate/target", "autograded", "assignments/target"):
    try:
        (pathlib.Path("@GROUND@") / place / "pwned-place").write_text("x")
    except OSError as error:
        print(error)
