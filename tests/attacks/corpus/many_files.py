# idea: Three thousand small files and folders, with long names, deep down.
# aims at: host|others
# %% before t01
import os

try:
    for number in range(3_000):
        with open(f"n{number}-" + "x" * 180, "w") as file:
            file.write("x")
    place = "deep"
    for _ in range(60):
        place = os.path.join(place, "d" * 40)
    os.makedirs(place, exist_ok=True)
except OSError as error:
    print(error)
