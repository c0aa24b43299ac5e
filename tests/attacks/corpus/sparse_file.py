# idea: Files seem to be of 8 TB and take no room: whoever copies or packs them is busy for ever.
# aims at: host|others
# %% before t01
import os

for size in (8_000_000_000_000, 4_000_000_000):
    try:
        with open(f"sparse-{size}", "wb") as file:
            os.truncate(file.fileno(), size)
    except OSError as error:
        print(error)
# %% after t06
import glob

for name in glob.glob("sparse-*"):
    os.truncate(name, 1_000_000)
