# idea: A program of its own is started with a clean environment, another name and no descriptors, and stays.
# aims at: host|others
# %% before t01
#@ground
import subprocess

code = "import time; time.sleep(18)"
for _ in range(3):
    subprocess.Popen(
        [sys.executable, "-S", "-c", code, TAG],
        start_new_session=True,
        close_fds=True,
        env={},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
