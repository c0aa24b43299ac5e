# idea: About 20 MB are printed, in one line, in many lines, on both streams and past the shell.
# aims at: host|others|people
# %% before t01
import os
import sys

print("x" * 6_000_000)
for number in range(100_000):
    print(number, "flood of lines")
sys.stderr.write("y" * 6_000_000)
for descriptor in (1, 2):
    try:
        os.write(descriptor, b"z" * 3_000_000)
    except OSError:
        pass
