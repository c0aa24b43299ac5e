# idea: Thousands of outputs, each of them small; some large as pictures.
# aims at: host|others|people
# %% before t01
from IPython.display import clear_output, display

for number in range(3_000):
    display({"text/plain": str(number)}, raw=True)
for _ in range(3):
    display({"image/png": "A" * 4_000_000, "text/plain": "picture"}, raw=True)
for _ in range(200):
    clear_output(wait=False)
    display("again", display_id="one", update=True)
