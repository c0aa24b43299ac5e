# idea: Sockets of services on this machine are looked for: the shared abstract ones, the system's, a display's.
# aims at: leak|host
# %% before t01
#@ground
import socket

told = []
for table in ("/proc/net/unix", "/proc/net/tcp"):
    try:
        told.append(str(len(open(table).readlines())))
    except OSError as error:
        told.append(str(error))
for name in (b"\0mw-attack", str(GROUND / "socket").encode()):
    try:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(1)
        line.connect(name)
    except OSError as error:
        told.append(str(error))
print(told)
