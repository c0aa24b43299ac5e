"""The first cell of the course names what is missing and says what to do."""

from importlib import metadata

import marchwest as mw
from marchwest import setup_check


def test_this_environment_is_ready():
    report = mw.check_setup()
    assert report.ready, str(report)
    assert str(report).startswith("Ready")


def test_a_missing_package_is_named(monkeypatch):
    real = metadata.version

    def without_altair(name):
        if name == "altair":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(setup_check.metadata, "version", without_altair)
    report = mw.check_setup()
    assert not report.ready
    assert report.headline == "Not ready: 1 thing is missing."
    assert "altair is not installed" in str(report)
    assert "make lab" in report._repr_html_()


def test_an_old_package_is_named(monkeypatch):
    monkeypatch.setattr(setup_check.metadata, "version", lambda name: "2.3.4")
    problems = [check.problem for check in mw.check_setup().checks if check.problem]
    assert any("pandas" in problem and "is needed" in problem for problem in problems)
