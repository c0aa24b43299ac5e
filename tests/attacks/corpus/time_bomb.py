# idea: The clocks are patched, so that limits are never reached, and the notebook waits.
# aims at: host|others
# %% before t01
import datetime
import time

_now, _sleep = time.monotonic, time.sleep
time.time = time.monotonic = time.perf_counter = lambda: 0.0
time.sleep = lambda seconds: None
datetime.datetime = type("datetime", (), {"now": staticmethod(lambda *a: None)})
# %% t04
end = _now() + 18
while _now() < end:
    _sleep(0.5)
cargo_chart = 1
