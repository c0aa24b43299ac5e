# idea: Answers are what cannot be carried anywhere: modules, classes, open files, locks, coroutines, figures.
# aims at: points|others
# %% before t01
import sys
import threading


async def later():
    return 2.0


# %% t01
tonnage = sys
# %% t02
code_words = threading.Lock()
# %% t03
cargo = pd.DataFrame
# %% t04
cargo_chart = open("target.ipynb")


# %% t05
class levy:
    def __new__(cls, total, years):
        return later()


# %% t06
witnesses = get_ipython()
