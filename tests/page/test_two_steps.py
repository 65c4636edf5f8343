"""From the list of contents, two links lead to every gap and every claim."""

import pytest

from tests.page.conftest import REAL

# The first link leads to the section; where that is long, it opens with a list of its parts.
TOO_FAR = """
() => [...document.querySelectorAll('[id^="gap-"], .opm-claim[id], .opm-gap[id]')].filter(each => {
  const section = each.closest('main > section');
  const named = section?.getAttribute('aria-labelledby');
  if (!document.querySelector(`nav a[href="#${named}"]`)) return true;
  const parts = [...section.querySelectorAll(':scope > .opm-inner a')];
  return parts.length && !parts.some(
    link => document.getElementById(link.getAttribute('href').slice(1))?.contains(each));
}).map(each => each.id)
"""
COUNT = "document.querySelectorAll('[id^=\"gap-\"], .opm-claim[id]').length"

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", REAL)
def test_two_links_lead_from_the_contents_to_every_gap_and_claim(open_page, name):
    page = open_page(name)
    assert page.evaluate(COUNT) > 40
    assert page.evaluate(TOO_FAR) == []
    page.context.close()
