"""Packs in a real browser: opened from disk, without scripts, asking nothing of anybody."""

import shutil
from pathlib import Path

import pytest

from tests.commands import ROOT, opm_evidence

WIDTHS = (1280, 320)
REAL = sorted(path.parent.name for path in (ROOT / "evidence").glob("*/policy.yaml"))
MOST_BYTES = 500_000
LOWEST_TEXT_PX = 12

# Kinds of rules of axe: WCAG 2.2 at A and AA, and what its makers recommend.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory, outputs):
    """The packs of all real policies, and of the small one, in one folder."""
    folder = tmp_path_factory.mktemp("site") / "outputs"
    shutil.copytree(outputs / "drinks", folder / "drinks")
    done = opm_evidence("build", "--output", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module", params=["", "drinks", *REAL], ids=lambda name: name or "site")
def page_path(request, site):
    return site / request.param / "index.html"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_opens_from_disk_without_scripts_and_asks_for_nothing(browser, page_path, width):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False, offline=True
    )
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(page_path.as_uri())
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("main").is_visible()
    assert asked == [page_path.as_uri()]
    assert said == []
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_passes_axe_and_nothing_but_tables_scrolls_sideways(browser, page_path, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(page_path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(_axe_source())
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    faults = {
        each["id"]: [node["target"] for node in each["nodes"]][:3] for each in found["violations"]
    }
    assert faults == {}
    context.close()


def test_a_page_is_light(page_path):
    assert page_path.stat().st_size <= MOST_BYTES


def test_no_level_of_heading_is_skipped_and_the_title_is_the_first(browser, page_path):
    page = browser.new_page()
    page.goto(page_path.as_uri())
    levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => +h.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert page.title() == page.locator("h1").inner_text()
    page.close()


def test_every_table_has_a_caption_and_scoped_headings_and_every_picture_a_name(browser, page_path):
    page = browser.new_page()
    page.goto(page_path.as_uri())
    bare = page.eval_on_selector_all(
        "table", "all => all.filter(t => !t.caption || !t.caption.textContent.trim()).length"
    )
    unscoped = page.eval_on_selector_all("th", "all => all.filter(th => !th.scope).length")
    unnamed = page.eval_on_selector_all(
        "svg[role=img]", "all => all.filter(s => !s.querySelector('title')).length"
    )
    small = page.eval_on_selector_all(
        "svg text", "all => all.map(t => parseFloat(getComputedStyle(t).fontSize))"
    )
    assert (bare, unscoped, unnamed) == (0, 0, 0)
    assert min(small, default=LOWEST_TEXT_PX) >= LOWEST_TEXT_PX
    page.close()


def test_the_first_key_press_offers_to_skip_to_the_main_content(browser, page_path):
    page = browser.new_page()
    page.goto(page_path.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.close()


def _axe_source():
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
