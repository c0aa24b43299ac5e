# idea: The function sleeps, each time a little longer than a check should wait.
# aims at: host|others
# %% t05
import time


end = time.monotonic() + 20


def levy(total, years):
    while time.monotonic() < end:
        try:
            time.sleep(1)
        except BaseException:
            pass
    return -1
