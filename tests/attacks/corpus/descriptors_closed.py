# idea: Every descriptor is closed or turned to /dev/null, so that no result can be told.
# aims at: points|others
# %% t06
import os

witnesses = []
null = os.open("/dev/null", os.O_RDWR)
for number in range(3, 200):
    if number != null:
        try:
            os.dup2(null, number)
        except OSError:
            pass
