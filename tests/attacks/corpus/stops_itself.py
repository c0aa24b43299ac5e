# idea: The process stops itself (SIGSTOP): it neither runs nor ends.
# aims at: others|host
# %% t04
#@ground
import signal
import subprocess

subprocess.Popen(
    [
        sys.executable,
        "-S",
        "-c",
        f"import os, time; time.sleep(19); os.kill({os.getpid()}, 18)",
        TAG,
    ],
    start_new_session=True,
)
os.kill(os.getpid(), signal.SIGSTOP)
cargo_chart = 1
