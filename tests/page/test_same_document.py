"""The page in fewer bytes is the page as the template wrote it, by a browser's own reading."""

import nbformat
import pytest
from nbconvert.exporters.templateexporter import TemplateExporter

from opm_evidence.packs.downloads.download import Download, DownloadGroup
from opm_evidence.packs.pages.exporter import EvidencePackExporter
from opm_evidence.packs.pages.page import parse_page
from opm_evidence.packs.pages.templating import stylesheet
from tests.page.conftest import HEIGHT, LARGE, REAL, WIDTHS

# Each element with its attributes, its own text, and where it stands; a space that is seen moves
# something, so that spaces need no rule of their own. What is folded is opened first.
READ = """
() => {
  document.querySelectorAll('details').forEach(each => { each.dataset.folded = !each.open;
                                                         each.open = true; });
  const own = element => [...element.childNodes].filter(each => each.nodeType === 3)
    .map(each => each.data).join('').replace(/\\s+/g, '');
  const seen = [...document.querySelectorAll('*')].map(element => {
    const {x, y, width, height} = element.getBoundingClientRect();
    const given = [...element.attributes].map(each => `${each.name}=${each.value}`).sort();
    return [element.parentElement?.localName, element.localName, given.join(' '), own(element),
            [x, y, width, height].map(Math.round).join(' ')].join(' | ');
  });
  return [document.compatMode, ...seen, document.body.innerText.replace(/[ \\t]*\\n\\s*/g, '\\n')];
}
"""
PACK = {
    "described": '{"name": "<not markup>"}',
    "downloads": [DownloadGroup("All", (Download("a.csv", "T", 5), Download("d.zip", "Z", None)))],
    "citation": "A pack (edition 1).",
    "fingerprints": [{"what": "Register", "which": "Every file", "sha256": "0" * 64}],
}

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", (*REAL, LARGE))
def test_a_lean_page_is_the_same_document_and_looks_the_same(browser, page_of, name):
    notebook = nbformat.read(page_of(name).with_name("evidence_pack.ipynb"), as_version=4)
    exporter = EvidencePackExporter()
    lean, _ = exporter.from_notebook_node(notebook, {"pack": PACK})
    known = {"pack": PACK, "page": parse_page(notebook), "style": stylesheet()}
    written, _ = TemplateExporter.from_notebook_node(exporter, notebook, known)
    assert len(lean) < len(written)
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": HEIGHT})
        read = []
        for html in (written, lean):
            page.set_content(html)
            read.append(page.evaluate(READ))
        page.close()
        assert [pair for pair in zip(*read, strict=True) if pair[0] != pair[1]][:5] == []
