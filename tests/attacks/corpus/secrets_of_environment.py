# idea: The environment is read: by os, by /proc, by a child.
# aims at: leak
# %% before t01
#@ground
import subprocess

told = [f"{name}={value}" for name, value in os.environ.items()]
try:
    told += open("/proc/self/environ").read().split("\0")
except OSError as error:
    print(error)
try:
    told += subprocess.run(["env"], capture_output=True, text=True, timeout=5).stdout.split("\n")
except (OSError, subprocess.SubprocessError) as error:
    print(error)
# What is no canary may be a true secret of whoever runs the tests: its name has to do.
loot("\n".join(line if "mwcanary" in line else line.split("=")[0] for line in told))
