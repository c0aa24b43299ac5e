# idea: Processes beget processes: 48 of them, each for 15 seconds.
# aims at: host|others
# %% before t01
#@ground
import time

made = 0
for _ in range(48):
    try:
        child = os.fork()
    except OSError as error:
        print(error)
        break
    made += 1
    if child == 0:
        mark()
        os.setsid()
        end = time.monotonic() + 15
        while time.monotonic() < end:
            time.sleep(0.5)
        os._exit(0)
print(made)
