# idea: Cells are magics: other languages, captured outputs, files written, macros that change checks.
# aims at: points|host|others
# %% before t01
%%capture kept
from IPython.core.magic import register_cell_magic, register_line_magic

get_ipython().run_line_magic("alias_magic", "--cell grade capture")
get_ipython().run_line_magic("autocall", "2")
get_ipython().run_line_magic("xmode", "Minimal")
# %% t01
%%writefile pwned-magic.txt
x
# %% t02
%%script bash
touch pwned-script
# %% t03
!touch pwned-bang
%config InteractiveShell.ast_node_interactivity = "none"
%config InteractiveShell.cache_size = 0
%config ZMQInteractiveShell.xmode = "Minimal"
%reset -f
