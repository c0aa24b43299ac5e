# idea: Files in the submission have names that a shell, a glob, a template or a terminal would take for orders.
# aims at: host|others|people
# %% file "$(touch pwned-name).txt"
# x
# %% file "-rf"
# x
# %% file "; touch pwned-name;.csv"
# x
# %% file "{{7*7}}{student_id}[!a]*.ipynb.txt"
# x
# %% file "\x1b]0;mw_attack\x07 new\nline.txt"
# x
# %% file "<img src=x onerror=mw_attack()>.txt"
# x
# %% file "..%2f..%2fpwned-name.txt"
# x
# %% file "..\\..\\pwned-name.txt"
# x
