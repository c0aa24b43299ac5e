# idea: The interpreter is crashed by a null pointer, after the core of the answers.
# aims at: others|host
# %% t05
import ctypes


def levy(total, years):
    ctypes.string_at(0)
