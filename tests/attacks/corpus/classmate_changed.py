# idea: The submission of a classmate is overwritten.
# aims at: others
# %% before t01
#@ground
for folder in (GROUND / "submitted", GROUND / "autograded"):
    for path in folder.glob("zz-*/target/target.ipynb") if folder.is_dir() else ():
        try:
            path.chmod(0o666)
            path.write_text("{}")
        except OSError as error:
            print(error)
