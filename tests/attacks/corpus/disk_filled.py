# idea: Files are written until there is no room: 48 MB, in the folder and in the folder for temporary files.
# aims at: host|others
# %% before t01
#@ground
import tempfile

block = os.urandom(1_000_000)
for number, place in ((24, "."), (24, tempfile.gettempdir())):
    try:
        with open(os.path.join(place, f"marchwest-attack-{TAG}"), "wb") as file:
            for _ in range(number):
                file.write(block)
    except OSError as error:
        print(error)
