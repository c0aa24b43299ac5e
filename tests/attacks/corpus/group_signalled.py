# idea: Signals go to the whole process group, and to the group of the parent: interrupt, hangup, user signals.
# aims at: others|host
# %% before t01
import os
import signal

for number in (signal.SIGUSR1, signal.SIGHUP, signal.SIGINT):
    try:
        signal.signal(number, signal.SIG_IGN)
        if os.getpgid(os.getppid()) > 1 and os.getppid() > 1:
            os.kill(os.getppid(), number)
    except (OSError, ValueError) as error:
        print(error)
# %% t06
import gc

witnesses = []
