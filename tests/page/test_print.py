"""Printed to A4 and read back as text: nothing is cut off, and tables stay tables."""

import re
import shutil
import subprocess
import unicodedata
from xml.etree import ElementTree

import pytest

from tests.conftest import lacking
from tests.page.conftest import LARGE, REAL

A4_WIDTH, A4_HEIGHT = 595, 842
BOX = "{http://www.w3.org/1999/xhtml}"
CELLS = """
() => [...document.querySelectorAll('td, th, caption, li, p, h2, h3')]
  .map(each => each.textContent)
"""
DOIS = """
() => [...document.querySelectorAll('main a[href^="https://doi.org/"]')]
  .map(each => [decodeURI(each.href).replace('https://doi.org/', ''), each.textContent])
"""
MARKED = """
() => document.querySelectorAll('h2, h3, h4, caption, thead th, [scope=rowgroup]').forEach(each => {
  each.prepend('⟦');
  each.append('⟧');
})
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def printed(open_page, tmp_path_factory):
    """A page printed to A4, with what it said on screen; once for all tests."""
    if shutil.which("pdftotext") is None:
        lacking("no pdftotext on the path")
    folder = tmp_path_factory.mktemp("printed")
    made = {}

    def print_page(name):
        if name not in made:
            page = open_page(name)
            path = folder / f"{name}.pdf"
            page.pdf(path=path, prefer_css_page_size=True, print_background=False)
            made[name] = (path, page.evaluate(CELLS), page.evaluate(DOIS))
            page.context.close()
        return made[name]

    return print_page


def read_back(path, *how):
    """The text of a PDF, a page at a time."""
    done = subprocess.run(["pdftotext", *how, path, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def packed(text):
    """A text without its spaces and line breaks, and without ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("name", (*REAL, LARGE))
def test_every_doi_is_printed_whole(printed, name):
    path, _, links = printed(name)
    on_paper = packed(read_back(path, "-raw"))
    assert links
    assert [doi for doi, _ in links if packed(doi) not in on_paper] == []


@pytest.mark.parametrize("name", REAL)
def test_a_doi_is_printed_on_one_line(printed, name):
    path, _, links = printed(name)
    lines = read_back(path, "-raw")
    broken = [words for _, words in links if words.startswith("doi:") and words not in lines]
    assert broken == []


@pytest.mark.parametrize("name", REAL)
def test_every_cell_and_sentence_is_printed_even_where_it_was_folded(printed, name):
    path, cells, _ = printed(name)
    on_paper = packed(read_back(path, "-raw"))
    lost = [cell[:80] for cell in cells if packed(cell)[:40] not in on_paper]
    assert lost == []


@pytest.mark.parametrize("name", (*REAL, LARGE))
def test_no_word_stands_beyond_the_margins(printed, name):
    path, _, _ = printed(name)
    tree = ElementTree.fromstring(read_back(path, "-bbox"))
    beyond = []
    for sheet in tree.iter(f"{BOX}page"):
        width, height = float(sheet.get("width")), float(sheet.get("height"))
        assert abs(min(width, height) - A4_WIDTH) < 2
        assert abs(max(width, height) - A4_HEIGHT) < 2
        beyond += [
            word.text
            for word in sheet.iter(f"{BOX}word")
            if float(word.get("xMin")) < 10 or float(word.get("xMax")) > width - 10
        ]
    assert beyond == []


@pytest.mark.parametrize("name", REAL)
def test_the_map_lies_on_its_side_so_that_no_word_in_it_is_broken(open_page, printed, name):
    page = open_page(name)
    words = page.evaluate("[...document.querySelectorAll('.opm-map th')].map(th => th.textContent)")
    page.context.close()
    path, *_ = printed(name)
    tree = ElementTree.fromstring(read_back(path, "-bbox"))
    sheets = list(tree.iter(f"{BOX}page"))
    lying = [sheet for sheet in sheets if float(sheet.get("width")) > A4_WIDTH + 100]
    on_paper = " ".join(word.text for sheet in lying for word in sheet.iter(f"{BOX}word"))
    assert 0 < len(lying) < 4 < len(sheets)
    # A line may end behind a hyphen that the word has anyway.
    assert set(re.split(r"[\s-]+", " ".join(words))) - set(re.split(r"[\s-]+", on_paper)) == set()


def test_the_header_row_of_a_long_table_stands_on_every_sheet(printed):
    path, _, _ = printed(LARGE)
    sheets = read_back(path, "-raw").split("\f")
    within = [packed(sheet) for sheet in sheets if "Studies that count" in sheet]
    assert len(within) > 3
    assert [sheet[:200] for sheet in within if "DirectionFindingsSources" not in sheet] == []


@pytest.mark.parametrize("name", REAL)
def test_what_a_heading_is_of_stands_below_it_on_the_same_sheet(open_page, tmp_path, name):
    if shutil.which("pdftotext") is None:
        lacking("no pdftotext on the path")
    page = open_page(name)
    page.evaluate(MARKED)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    page.context.close()
    sheets = [packed(sheet) for sheet in read_back(tmp_path / "page.pdf", "-raw").split("\f")]
    assert sum(sheet.count("⟦") for sheet in sheets) > 50
    assert [sheet[-80:] for sheet in sheets if sheet.count("⟦") != sheet.count("⟧")] == []
    assert [sheet[-80:] for sheet in sheets if sheet.endswith("⟧")] == []
