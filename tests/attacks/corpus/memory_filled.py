# idea: Memory is taken, 300 MB of it, and outside the heap too (memfd, mmap).
# aims at: host|others
# %% before t01
import mmap
import os

held = []
try:
    for _ in range(16):
        held.append(bytearray(os.urandom(1_000)) * 10_000)
    area = mmap.mmap(-1, 64_000_000)
    area.write(b"x" * 64_000_000)
    held.append(area)
    number = os.memfd_create("x")
    for _ in range(64):
        os.write(number, b"x" * 1_000_000)
except (MemoryError, OSError) as error:
    print(error)
