"""Nothing of a student's runs in the browser of whoever reads it, and the text stays."""

from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from marchwest.grading import HideTests, SafeToShow, WrapLines


def shown(*cells: Any, **metadata: Any) -> Any:
    nb = new_notebook(cells=list(cells), metadata=metadata)
    return SafeToShow().preprocess(nb, {})[0]


def output(**data: str) -> Any:
    kinds = {kind.replace("__", "/"): text for kind, text in data.items()}
    return new_code_cell("x", outputs=[new_output("display_data", data=kinds)])


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=x>",
        '<img src=x onerror="alert(1)">',
        "<iframe srcdoc='x'></iframe>",
        "<b onmouseover=alert(1)>",
        "<!-- x --><svg/onload=alert(1)>",
        "</div><style>*{display:none}</style>",
        "$<script>alert(1)</script>$",
        "`<script>`",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[x](vbscript:alert(1))",
        "[x](data:text/html,hello)",
        "<javascript:alert(1)>",
    ],
)
def test_markdown_leaves_nothing_that_a_browser_executes(text: str) -> None:
    for cell in (new_markdown_cell(text), output(text__markdown=text)):
        page = HTMLExporter(template_name="basic").from_notebook_node(shown(cell))[0].casefold()
        for tag in ("<script>alert", "<script src", "<img", "<iframe", "<b on", "<svg"):
            assert tag not in page, tag
        for scheme in ("javascript:", "vbscript:", "data:text"):
            assert f'href="{scheme}' not in page


def test_ordinary_text_stays_as_it_was() -> None:
    text = (
        "> quoted, **bold**, a < b, <b>b</b><br>, x<sub>1</sub>\n\n[page](https://example.org/a?b=c:d) "
        "[below](#claims:1) `a > b` & 3 > 2\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert shown(new_markdown_cell(text)).cells[0].source == text


def test_what_is_taken_out_can_be_read() -> None:
    cell = shown(new_markdown_cell("if x<y: <script>a()</script>")).cells[0]
    assert cell.source == "if x< y: < script>a()< /script>"


def test_it_changes_nothing_the_second_time() -> None:
    once = shown(new_markdown_cell("<script>"), output(text__html="<i>a</i><script>b</script> & c"))
    again = SafeToShow().preprocess(once.copy(), {})[0]
    assert again == once


def test_a_text_of_the_release_is_trusted() -> None:
    cell = new_markdown_cell("<details>more</details>", metadata={"nbgrader": {"locked": True}})
    assert shown(cell).cells[0].source == "<details>more</details>"


def test_outputs_keep_tables_and_lose_scripts() -> None:
    table = '<style>td {}</style><table><tr><td colspan="2" onclick="a()">Osh</td></tr></table>'
    data = shown(output(text__html=table + "<script>a()</script>")).cells[0].outputs[0].data
    assert data["text/html"] == ('<table><tbody><tr><td colspan="2">Osh</td></tr></tbody></table>')


def test_outputs_that_are_programs_go() -> None:
    cell = output(
        application__javascript="a()",
        text__plain="x",
        image__png='" onerror="a()',
        text__vnd_mermaid="<script>a()</script>",
    )
    assert dict(shown(cell).cells[0].outputs[0].data) == {"text/plain": "x"}


def test_the_language_is_ours() -> None:
    """nbconvert writes the name of the highlighter into the page."""
    nb = shown(language_info={"name": '"><script>', "pygments_lexer": '"><script>'}, widgets={})
    assert nb.metadata.language_info == {"name": "python", "pygments_lexer": "ipython3"}
    assert "widgets" not in nb.metadata


def test_our_style_is_added_to_what_is_there() -> None:
    resources = WrapLines().preprocess(new_notebook(), {"inlining": {"css": ["a"]}})[1]
    assert resources["inlining"]["css"][0] == "a"
    assert "pre-wrap" in resources["inlining"]["css"][1]


def test_feedback_shows_a_message_with_a_line_for_each_part() -> None:
    error = new_output(
        "error",
        ename="Incorrect",
        evalue="x",
        traceback=[
            "Incorrect. 5 is not",
            "right.",
            "Look at: Weitz (2012),",
            "p. 3.",
            "Next: read.",
        ],
    )
    cell = new_code_cell("x", outputs=[error], metadata={"nbgrader": {"grade": True}})
    nb = HideTests().preprocess(new_notebook(cells=[cell]), {})[0]
    assert nb.cells[0].outputs[0].traceback == [
        "Incorrect. 5 is not right.",
        "Look at: Weitz (2012), p. 3.",
        "Next: read.",
    ]
