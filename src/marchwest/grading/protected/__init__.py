"""Run submissions behind walls, and the checks outside them, fast: warm processes that fork."""
