# idea: Interrupts are ignored, every exception is swallowed, and the loop goes on.
# aims at: others|host
# %% t01
import signal
import time

for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM", "SIGXCPU"):
    try:
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    except (ValueError, OSError):
        pass
end = time.monotonic() + 20
while time.monotonic() < end:
    try:
        sum(range(10_000))
    except BaseException:
        pass
tonnage = 1
