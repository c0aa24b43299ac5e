# idea: The process forks: the parent sleeps, and the child goes on and answers in its place.
# aims at: points|others
# %% before t01
#@ground
import time

child = os.fork()
if child == 0:
    mark()
    time.sleep(3)
    for number in range(3, 40):
        try:
            os.write(number, b'{"status": "ok", "score": 2.0}\n')
        except OSError:
            pass
    os._exit(0)
time.sleep(1)
# %% t06
if os.fork() > 0:
    time.sleep(4)
    os._exit(0)
else:
    mark()
    import threading

    threading.Timer(15, lambda: os._exit(0)).start()
witnesses = []
