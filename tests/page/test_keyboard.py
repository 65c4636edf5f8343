"""All that can be used is reached by the Tab key, once, in the order of the document, in sight."""

import pytest

from tests.page.conftest import A_TO_Z, BESIDE, LARGE, REAL, SITE

# Notes where the focus comes, in what order, and whether it can be seen there.
LISTEN = """
() => {
  const usable = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
    .filter(each => each.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}));
  window.came = [];
  window.usable = usable;
  document.addEventListener('focusin', ({target}) => {
    const style = getComputedStyle(target);
    const box = target.getBoundingClientRect();
    const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth;
    window.came.push({
      at: usable.indexOf(target), what: target.outerHTML.slice(0, 90), marked, inSight,
    });
  });
  return usable.length;
}
"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", (SITE, *REAL, LARGE, *BESIDE))
def test_the_keyboard_reaches_everything_in_order_and_in_sight(open_page, name):
    page = open_page(name)
    usable = page.evaluate(LISTEN)
    for _ in range(usable):
        page.keyboard.press("Tab")
    came = page.evaluate("window.came")
    assert [each["at"] for each in came] == list(range(usable))
    assert [each["what"] for each in came if not each["marked"]] == []
    assert [each["what"] for each in came if not each["inSight"]] == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body"), "the page holds no key"
    page.context.close()


@pytest.mark.parametrize("name", (SITE, *REAL, LARGE, *BESIDE, A_TO_Z))
def test_the_first_key_press_offers_to_skip_to_the_main_content(open_page, name):
    page = open_page(name)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.context.close()


@pytest.mark.parametrize("name", REAL)
def test_what_is_folded_opens_by_key_without_scripts(browser, page_of, name):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_of(name).as_uri())
    folded = page.locator("details").first
    folded.locator("summary").press("Enter")
    assert folded.get_attribute("open") is not None
    context.close()
