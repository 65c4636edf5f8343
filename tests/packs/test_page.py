"""From an executed notebook to one page that runs nothing and asks for nothing."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from opm_evidence.packs.pages.exporter import render_page
from opm_evidence.packs.pages.page import PageRefused, parse_page
from opm_evidence.packs.pages.templating import stylesheet


def exhibit(html, text="The levy\nWhat the levy does."):
    return new_output("execute_result", {"text/html": html, "text/plain": text})


def notebook(*outputs, words="Why we ask."):
    return new_notebook(
        cells=[
            new_markdown_cell("# What is known?\n\nAn *introduction*."),
            new_code_cell("front", outputs=[exhibit("<p>front</p>")]),
            new_markdown_cell("for analysts", metadata={"tags": ["for-analysts"]}),
            new_markdown_cell(f"## What works?\n\n{words}"),
            new_code_cell("secret_code()", outputs=list(outputs)),
            new_markdown_cell("## What does not?\n\nBecause."),
        ]
    )


TWO = '<div class="opm-exhibit" id="one"><h3>One &amp; all</h3></div><h3 id="two">Two</h3>'


def test_the_first_exhibit_names_the_page_and_describes_it():
    page = parse_page(notebook())
    assert page.title == "The levy: what is known?"
    assert page.description == "What the levy does."


def test_each_question_opens_a_section_with_a_lasting_address():
    first, second = parse_page(notebook(exhibit(TWO))).sections
    assert (first.id, first.title) == ("section-1", "What works?")
    assert (second.id, second.title) == ("section-2", "What does not?")
    assert first.words == "<p>Why we ask.</p>"
    assert [(each.id, each.title) for each in first.exhibits] == [
        ("one", "One & all"),
        ("two", "Two"),
    ]


def test_the_page_has_one_title_said_twice_and_skips_no_level():
    html = render_page(notebook(exhibit(TWO)))
    (title,) = re.findall(r"<title>(.*?)</title>", html)
    (h1,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html)
    assert title == h1 == "The levy: what is known?"
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))


def test_code_and_words_for_analysts_stay_off_the_page():
    html = render_page(notebook(exhibit(TWO)))
    assert "secret_code" not in html
    assert "for analysts" not in html


def test_the_page_forbids_scripts_and_requests():
    html = render_page(notebook())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)
    assert "default-src 'none'" in policy and "script-src" not in policy
    assert not re.search(r"<script|<link[^>]+href=\"(?!data:)|<img|@import|url\(", html)
    assert '<html lang="en-GB">' in html


def test_what_names_the_page_is_text_wherever_it_came_from():
    hostile = '<script>alert(1)</script>\n"><img src=x onerror=alert(1)>'
    cells = [
        new_markdown_cell("# What is known?"),
        new_code_cell("", outputs=[exhibit("<p></p>", text=hostile)]),
        new_markdown_cell("## <b>Is this</b> bold?\n\n<script>alert(2)</script>"),
    ]
    html = render_page(new_notebook(cells=cells))
    assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize(
    ("output", "what"),
    [
        (new_output("error", ename="KeyError", evalue="'x'", traceback=[]), "failed with KeyError"),
        (new_output("stream", name="stderr", text="FutureWarning: soon"), "warned: FutureWarning"),
        (new_output("stream", name="stdout", text="debug"), "printed: debug"),
        (new_output("display_data", {"image/png": "AA=="}), "returned only image/png"),
        (
            new_output("execute_result", {"application/javascript": "1", "text/plain": "x"}),
            "returned only application/javascript, text/plain",
        ),
    ],
)
def test_a_page_is_refused_when_a_cell_shows_what_is_no_exhibit(output, what):
    with pytest.raises(PageRefused, match=f"under “What works\\?” a cell {what}"):
        render_page(notebook(output))


def test_without_a_build_there_are_no_downloads_and_no_fingerprints():
    html = render_page(notebook())
    assert "What can you download?" not in html
    assert "Can everybody use this page?" in html


def test_the_stylesheet_fetches_nothing_and_names_no_font_of_others():
    text = stylesheet()
    assert not re.search(r"url\(|@import|@font-face|GDS Transport", text)
