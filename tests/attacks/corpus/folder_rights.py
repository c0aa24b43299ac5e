# idea: The own folder and files lose all rights, get others, and are renamed, so that nobody can collect or clean up.
# aims at: others|host
# %% after t06
#@ground
for path in (pathlib.Path("target.ipynb"), pathlib.Path("feedback.html")):
    try:
        path.chmod(0)
        path.rename(path.with_suffix(".gone"))
        path.mkdir()
    except OSError as error:
        print(error)
for path in (GROUND / "submitted" / "folder_rights", GROUND / "attack-ground"):
    try:
        path.chmod(0o700 if path.is_dir() else 0)
    except OSError as error:
        print(error)
try:
    pathlib.Path("locked").mkdir()
    pathlib.Path("locked/file").write_text("x")
    pathlib.Path("locked").chmod(0)
    pathlib.Path(".").chmod(0)
except OSError as error:
    print(error)
