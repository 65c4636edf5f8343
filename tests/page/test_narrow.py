"""On a phone, at 400 % zoom and with more space in the text, only named tables scroll."""

import pytest

from tests.page.conftest import BESIDE, LARGE, REAL, SITE, WITH_SCRIPTS

PAGES = (SITE, *REAL, LARGE, *BESIDE, *WITH_SCRIPTS)
# What a reader may set by WCAG 2.2, 1.4.12, without losing anything.
MORE_SPACE = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""
BEYOND = """
width => [...document.querySelectorAll('main *')].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width && box.right > width + 1 && !each.closest('[role=region][tabindex="0"]')
    && getComputedStyle(each).position !== 'absolute';
}).map(each => each.outerHTML.slice(0, 100))
"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_only_tables_scroll_sideways_at_320_pixels(load, name):
    assert load(name, 320).width <= 320


@pytest.mark.parametrize("name", (SITE, *REAL, LARGE, *BESIDE))
def test_nothing_stands_beyond_the_edge_of_a_phone_but_what_a_table_holds(open_page, name):
    page = open_page(name, 320)
    assert page.evaluate(BEYOND, 320) == []
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_at_four_times_the_size(open_page, name):
    page = open_page(name, 1280 // 4, 1024 // 4, device_scale_factor=4)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280 // 4
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_more_space_in_the_text_pushes_nothing_off_the_page(open_page, name):
    page = open_page(name, 320)
    page.add_style_tag(content=MORE_SPACE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()
