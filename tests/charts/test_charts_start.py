"""The first chart of a session does not wait for a grammar that no chart uses."""

import subprocess
import sys

import pytest

GRAMMAR = "rfc3987_syntax"


@pytest.mark.slow
@pytest.mark.parametrize(
    "first", ["import marchwest.charts", "from marchwest.explorers import money; money.view()"]
)
def test_the_grammar_of_addresses_is_not_loaded_but_can_be(first: str) -> None:
    code = (
        f"import sys; {first}; assert 'altair' in sys.modules; assert {GRAMMAR!r} not in sys.modules;"
        f"import importlib.util as u; import jsonschema; print(u.find_spec({GRAMMAR!r}) is not None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


@pytest.mark.slow
def test_a_session_that_has_altair_already_keeps_it() -> None:
    code = "import altair, sys; before = sys.modules['altair']; import marchwest.charts; assert sys.modules['altair'] is before"
    subprocess.run([sys.executable, "-c", code], check=True)
