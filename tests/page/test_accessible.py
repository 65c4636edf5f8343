"""Every page by the rules of axe, of the Nu HTML checker and of our own, wide and narrow."""

import pytest

from tests.page.auditing import READABLE, axe_violations
from tests.page.conftest import BESIDE, LARGE, REAL, SITE, WIDTHS, WITH_SCRIPTS

PAGES = (SITE, *REAL, LARGE, *BESIDE, *WITH_SCRIPTS)
LOOKS = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "forced colours on dark": {"forced_colors": "active", "color_scheme": "dark"},
}

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(audit, name, width):
    assert audit(name, width).violations == {}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", (SITE, *REAL, LARGE, *BESIDE))
def test_nothing_is_wrong_that_axe_is_blind_to(audit, name, width):
    assert audit(name, width).faults == []


@pytest.mark.parametrize("name", PAGES)
def test_the_html_checker_finds_no_error(html_errors, name):
    assert html_errors[name] == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stays_readable_in_other_colours(open_page, name, look):
    page = open_page(name, **LOOKS[look])
    assert axe_violations(page, READABLE) == {}
    page.context.close()


def test_dark_preference_changes_the_colours_of_the_page(open_page):
    grounds = set()
    for scheme in ("light", "dark"):
        page = open_page(REAL[0], color_scheme=scheme)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.context.close()
    assert len(grounds) == 2
