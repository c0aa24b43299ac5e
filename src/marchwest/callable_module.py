"""Let a package that shares its name with its main function be called like it.

`marchwest.claims` is a package and `marchwest.claims()` is what a notebook writes. Python binds
the package's name as soon as anything imports it, so the package itself answers the call.
"""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


def make_callable(module: str, function: Callable[..., Any]) -> None:
    """Make a module answer calls with one of its functions.

    Parameters
    ----------
    module : str
        Name of the module, ``__name__``.
    function : callable
        What a call of the module calls; its signature and docstring show in help.
    """

    class CallableModule(ModuleType):
        __doc__ = function.__doc__
        __wrapped__ = staticmethod(function)

        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

    sys.modules[module].__class__ = CallableModule
