# idea: Files that Python, IPython, Jupyter and pytest load by themselves lie in the submission.
# aims at: points|host|others
# %% file sitecustomize.py
open("pwned-site", "w").write("x")
# %% file usercustomize.py
open("pwned-user", "w").write("x")
# %% file shadow.pth
# import os; open("pwned-pth", "w").write("x")
# %% file ipython_config.py
open("pwned-ipython", "w").write("x")
# %% file jupyter_config.py
open("pwned-jupyter", "w").write("x")
# %% file nbgrader_config.py
open("pwned-nbgrader", "w").write("x")
c = get_config()
c.Autograde.autograde_preprocessors = []
# %% file conftest.py
open("pwned-pytest", "w").write("x")
# %% file pyvenv.cfg
# home = .
# include-system-site-packages = true
# %% before t01
import os
import subprocess
import sys

subprocess.run(
    [sys.executable, "-c", "import marchwest"], timeout=15, env={**os.environ, "PYTHONPATH": "."}
)
