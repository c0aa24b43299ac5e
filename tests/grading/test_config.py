"""nbgrader only logs a configuration that does not load, and then grades without protection."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config, PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def config() -> Config:
    return PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()


def test_the_configuration_loads_and_names_the_folders(config: Config) -> None:
    assert config.CourseDirectory.source_directory == "solutions"
    assert config.CourseDirectory.release_directory == "assignments"
    assert config.CourseDirectory.root == str(ROOT)
    assert Path(config.Exchange.root).is_relative_to(ROOT)
    assert "attempts.yaml" in config.CourseDirectory.ignore


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("Autograde", "sanitize_preprocessors"),
        ("Autograde", "autograde_preprocessors"),
        ("GenerateFeedback", "preprocessors"),
    ],
)
def test_every_preprocessor_named_exists_and_is_taken(
    config: Config, section: str, name: str
) -> None:
    from nbconvert.exporters import NotebookExporter

    exporter: Any = NotebookExporter(config=Config({"Exporter": {"default_preprocessors": []}}))
    wanted = config[section][name]
    for dotted in wanted:
        exporter.register_preprocessor(dotted, enabled=True)
    taken = [type(one).__name__ for one in exporter._preprocessors]
    assert taken == [dotted.rpartition(".")[2] for dotted in wanted]


def test_preprocessors_stand_in_the_order_that_protects(config: Config) -> None:
    sanitize = config.Autograde.sanitize_preprocessors
    assert sanitize.index("marchwest.grading.SanitizeSubmission") < sanitize.index(
        "nbgrader.preprocessors.OverwriteCells"
    )
    grade = [name.rpartition(".")[2] for name in config.Autograde.autograde_preprocessors]
    assert grade.index("ExecuteProtected") < grade.index("RequirePoints")
    assert grade.index("RequirePoints") < grade.index("SaveAutoGrades") < grade.index("AskPerson")


def test_no_stock_preprocessor_is_forgotten(config: Config) -> None:
    """An nbgrader that gains a preprocessor must not lose it here in silence."""
    from nbgrader.converters import Autograde

    # ClearMetadataPreprocessor does nothing unless switched on; Execute has our subclass.
    replaced = {"Execute", "ClearMetadataPreprocessor"}
    for name in ("sanitize_preprocessors", "autograde_preprocessors"):
        stock = {cls.__name__ for cls in Autograde.class_traits()[name].default_args[0]}
        ours = {dotted.rpartition(".")[2] for dotted in config.Autograde[name]}
        assert stock - replaced <= ours


@pytest.mark.parametrize(
    ("file", "student"),
    [
        ("lovelace_ps2.ipynb", "lovelace"),
        ("li.na@uni_ps2 (1).ipynb", "li.na@uni"),
        ("Зарина_ps2(2).ipynb", "Зарина"),
    ],
)
def test_collected_files_are_known_by_name(config: Config, file: str, student: str) -> None:
    from nbgrader.plugins import FileNameCollectorPlugin

    found = FileNameCollectorPlugin(config=config).collect(f"/downloaded/x/{file}")
    assert found == {"student_id": student, "file_id": "ps2"}


def test_pages_come_without_mathjax_and_no_problem_set_needs_it(config: Config) -> None:
    from nbconvert.exporters import HTMLExporter

    for template in ("feedback", "formgrade"):
        exporter = HTMLExporter(config=config, template_name=template)
        macro = exporter.environment.get_template("mathjax.html.j2")
        head = macro.module.mathjax("https://example.org/mathjax.js")
        assert "script" not in head
        assert "example" not in head
        assert exporter.environment.get_template("index.html.j2").filename.startswith(
            config.HTMLExporter.extra_template_basedirs[1]
        )
    for path in (ROOT / "assignments").rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                text = "".join(cell["source"])
                assert not re.search(r"\$\$|\\[(\[]|\\begin\{", text), (path.name, cell["id"])
