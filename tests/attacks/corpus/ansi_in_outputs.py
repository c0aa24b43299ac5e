# idea: Outputs hold terminal orders: clear, hide, write elsewhere, set the title, links, and text turned round.
# aims at: people|host
# %% before t01
import sys

print(
    "\x1b[2J\x1b[H\x1b[8m\x1b]0;mw\x07\x1b]8;;http://127.0.0.1:27610/mw_attack\x1b\\link\x1b]8;;\x1b\\"
)
print("\x1b[1000A\x1b[K target: 15 of 15 points\r\x9b31m\x90q\x9c \x1b]52;c;bXdfYXR0YWNr\x07")
print("\u202e\u2066\u200b\ufeff\x00\x08\x7f\ud7ff\uffff\U0010ffff")
sys.stderr.write("\x1b[31mCRITICAL\x1b[0m [AutogradeApp] all is well\n" + "\b" * 1000)
# %% t01
tonnage = "\x1b[2J15 of 15\x1b[8m"


# %% t05
def levy(total, years):
    raise ValueError("\x1b[2J\x1b[1;31m<15 of 15>\r\n[AutogradeApp | INFO] graded")
