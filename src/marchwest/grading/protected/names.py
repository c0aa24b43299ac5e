"""Find out which names of the student's a graded cell reads, from the trusted source alone."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable
from dataclasses import dataclass

from marchwest.grading.hidden import without_hidden_tests

__all__ = ["Names", "asked_names", "bound_names", "read_names"]


@dataclass(frozen=True)
class Names:
    """What a cell does with names of the notebook."""

    reads: frozenset[str]
    """Names that must exist before the cell runs, by ``name`` or ``globals()["name"]``."""
    binds: frozenset[str]


def _tree(source: str) -> ast.Module | None:
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError):
        return None


class _Visitor(ast.NodeVisitor):
    """Reads a module in order. What a function or comprehension binds for itself is left out."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.reads: set[str] = set()
        self.inner: list[set[str]] = []

    def _load(self, name: str) -> None:
        if name in self.bound or any(name in scope for scope in self.inner):
            return
        if not hasattr(builtins, name):
            self.reads.add(name)

    def _store(self, name: str) -> None:
        (self.inner[-1] if self.inner else self.bound).add(name)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._load(node.id)
        else:
            self._store(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self._load(node.target.id)
        self.visit(node.value)
        self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        self.visit(node.target)
        for part in (*node.body, *node.orelse):
            self.visit(part)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self._store((alias.asname or alias.name).partition(".")[0])

    visit_ImportFrom = visit_Import  # noqa: N815

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._store(node.name)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _asked_by_text(node)
        if name:
            self._load(name)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if _is_namespace(node.value) and isinstance(node.slice, ast.Constant):
            name = node.slice.value
            if isinstance(name, str):
                (self._load if isinstance(node.ctx, ast.Load) else self._store)(name)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        # `"name" in globals()`
        for part in node.comparators:
            if _is_namespace(part) and isinstance(node.left, ast.Constant):
                self._load(str(node.left.value))
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (
            *node.decorator_list,
            *node.args.defaults,
            *filter(None, node.args.kw_defaults),
        ):
            self.visit(part)
        self._store(node.name)
        self._inside(node.args, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside(node.args, [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        self._store(node.name)
        self._inside(None, node.body)

    def _inside(self, arguments: ast.arguments | None, body: Iterable[ast.AST]) -> None:
        own: set[str] = set()
        if arguments is not None:
            every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            own |= {one.arg for one in every}
            own |= {one.arg for one in (arguments.vararg, arguments.kwarg) if one}
        self.inner.append(own)
        for part in body:
            self.visit(part)
        self.inner.pop()

    def _comprehension(self, node: ast.AST) -> None:
        self.inner.append(set())
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        for one in generators:
            self.visit(one.iter)
            self.visit(one.target)
            for test in one.ifs:
                self.visit(test)
        for field in ("elt", "key", "value"):
            part = getattr(node, field, None)
            if part is not None:
                self.visit(part)
        self.inner.pop()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815


def _asked_by_text(node: ast.Call) -> str:
    """Return the name in ``globals().get("name")``, or empty text."""
    function = node.func
    if not (isinstance(function, ast.Attribute) and function.attr in ("get", "pop")):
        return ""
    if not _is_namespace(function.value) or not node.args:
        return ""
    first = node.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _is_namespace(node: ast.AST) -> bool:
    """Tell ``globals()``, ``locals()``, ``vars()`` and ``get_ipython().user_ns``."""
    if isinstance(node, ast.Attribute):
        return node.attr in ("user_ns", "user_global_ns")
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("globals", "locals", "vars")
        and not node.args
    )


def read_names(source: str) -> Names:
    """Return what a cell reads and binds.

    Parameters
    ----------
    source : str
        Trusted code of one cell; cell magics are understood. A cell that is no Python at all
        reads and binds nothing.

    Returns
    -------
    Names
    """
    tree = _tree(source)
    if tree is None:
        return Names(frozenset(), frozenset())
    visitor = _Visitor()
    visitor.visit(tree)
    return Names(frozenset(visitor.reads), frozenset(visitor.bound))


def bound_names(sources: Iterable[str]) -> frozenset[str]:
    """Return the names that some cells bind.

    Parameters
    ----------
    sources : iterable of str

    Returns
    -------
    frozenset of str
    """
    return frozenset().union(*(read_names(source).binds for source in sources))


def asked_names(
    checks: dict[str, str], answers: frozenset[str], trusted: dict[str, frozenset[str]]
) -> dict[str, tuple[str, ...]]:
    """Return for each graded cell the names whose values come from the student.

    Parameters
    ----------
    checks : dict of str to str
        grade_id to source with hidden tests, in the order of the notebook.
    answers : frozenset of str
        What the solution cells of the source notebook bind.
    trusted : dict of str to frozenset of str
        For each grade_id what the locked cells above it bind.

    Returns
    -------
    dict of str to tuple of str
        A name that only trusted cells bind is never taken from the student.
    """
    asked = {}
    earlier: frozenset[str] = frozenset()
    for grade_id, source in checks.items():
        names = read_names(source)
        own = earlier | trusted.get(grade_id, frozenset())
        asked[grade_id] = tuple(
            sorted(name for name in names.reads if name in answers or name not in own)
        )
        earlier |= names.binds | read_names(without_hidden_tests(source)).binds
    return asked
