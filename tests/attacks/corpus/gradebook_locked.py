# idea: The gradebook is locked for as long as possible, so that the grade of this and the next cannot be written.
# aims at: others
# %% before t01
#@ground
import sqlite3
import threading
import time


def hold(path):
    try:
        book = sqlite3.connect(path, timeout=1, isolation_level=None)
        book.execute("BEGIN EXCLUSIVE")
        time.sleep(12)
        book.execute("ROLLBACK")
    except sqlite3.Error:
        pass


for path in {GROUND / "gradebook.db"}:
    if path.is_file():
        threading.Thread(target=hold, args=(path,), daemon=True).start()
