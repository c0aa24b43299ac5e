# idea: As many as 128 threads are started, and none of them ends before 15 seconds are over.
# aims at: host|others
# %% before t01
import threading
import time

try:
    for _ in range(128):
        threading.Thread(target=time.sleep, args=(15,), daemon=False).start()
except RuntimeError as error:
    print(error)
