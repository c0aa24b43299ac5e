# idea: All processors are kept busy for 15 seconds, by 4 processes.
# aims at: host|others
# %% before t01
#@ground
import time

end = time.monotonic() + 15
children = []
for _ in range(3):
    try:
        child = os.fork()
    except OSError:
        break
    if child == 0:
        mark()
        while time.monotonic() < end:
            sum(range(10_000))
        os._exit(0)
    children.append(child)
while time.monotonic() < end:
    sum(range(10_000))
for child in children:
    os.waitpid(child, 0)
