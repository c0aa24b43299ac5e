# idea: After each check its text is read from the history, `In`, and the history file.
# aims at: leak
# %% after t01
#@ground
loot("\n".join(map(str, In)))
# %% after t06
shell = get_ipython()
loot("\n".join(shell.history_manager.input_hist_raw))
loot(shell.last_execution_result)
loot([name for name in ("_i", "_ii", "_iii", "_ih", "_oh") if name in globals()])
loot(globals().get("_iii"))
