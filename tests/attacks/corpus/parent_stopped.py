# idea: The parent is stopped for ten seconds, then goes on; who waits for it has lost his time.
# aims at: others|host
# %% before t01
#@ground
import signal
import subprocess
import time

parent = os.getppid()
if parent > 1:
    try:
        os.kill(parent, signal.SIGSTOP)
        subprocess.Popen(
            [
                sys.executable,
                "-S",
                "-c",
                f"import os, time; time.sleep(10); os.kill({parent}, 18)",
                TAG,
            ],
            start_new_session=True,
        )
    except OSError as error:
        print(error)
