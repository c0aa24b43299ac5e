# idea: What is known is sent over the network: TCP, IPv6, UDP, local sockets; and a port is opened.
# aims at: leak|host
# %% before t01
#@ground
import socket

import urllib.request

opened = []
for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
    try:
        server = socket.socket(family)
        server.bind((address, 27611))
        server.listen()
        opened.append(server)
    except OSError as error:
        print(error)


def send(info):
    if "HIDDEN" not in info.raw_cell:
        return
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(socket.AF_INET, kind) as line:
                line.settimeout(1)
                line.connect(("127.0.0.1", 27610))
                line.send(f"{TAG} {info.raw_cell}".encode()[:60_000])
        except OSError as error:
            print(error)


get_ipython().events.register("pre_run_cell", send)
try:
    urllib.request.urlopen("http://127.0.0.1:27610/hello", timeout=1)
except Exception as error:
    print(error)
