"""A page is one file: it asks for nothing, runs nothing, and is light."""

import pytest

from tests.page.auditing import weight
from tests.page.conftest import BESIDE, INTERACTIVE, LARGE, REAL, SITE, WIDTHS, WITH_SCRIPTS

PAGES = (SITE, *REAL, LARGE, *BESIDE)
REAL_RAW, REAL_GZIP = 200 * 1024, 60 * 1024
LARGE_RAW, LARGE_GZIP = 500 * 1024, 100_000
INTERACTIVE_GZIP = 2 * 1000 * 1000

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", (*PAGES, *WITH_SCRIPTS))
def test_a_page_asks_for_nothing_and_complains_of_nothing(load, name, width):
    found = load(name, width)
    assert found.asked == ()
    assert found.said == ()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_disk_without_scripts_or_a_network(browser, page_of, name):
    context = browser.new_context(
        viewport={"width": 320, "height": 800}, java_script_enabled=False, offline=True
    )
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    address = page_of(name).as_uri()
    page.goto(address)
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("main").is_visible()
    assert asked == [address]
    context.close()


@pytest.mark.parametrize("name", REAL)
def test_a_pack_that_ships_is_light(page_of, name):
    raw, sent = weight(page_of(name))
    assert raw <= REAL_RAW
    assert sent <= REAL_GZIP


def test_the_interactive_page_is_light(page_of):
    _, sent = weight(page_of(INTERACTIVE))
    assert sent <= INTERACTIVE_GZIP


def test_a_page_of_a_thousand_studies_is_light(page_of):
    raw, sent = weight(page_of(LARGE))
    assert raw <= LARGE_RAW
    assert sent <= LARGE_GZIP
