"""All that can be used is reached by the Tab key, once, in the order of the document, in sight."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.conftest import how_to_launch
from tests.page.conftest import A_TO_Z, BESIDE, HEIGHT, LARGE, REAL, SITE

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

TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Walked:
    """What could be used, where the focus came, and whether one more key press led out."""

    usable: int
    came: list[dict]
    led_out: bool


async def walk_through(browser, address):
    """Presses Tab for all that can be used; each key follows before the last one is answered.

    An answer waits until the page has been painted, which on the largest page adds up to a minute.
    What is asserted is noted as the focus comes, and does not depend on painting.
    """
    context = await browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    page = await context.new_page()
    await page.goto(address)
    usable = await page.evaluate(LISTEN)
    keys = await context.new_cdp_session(page)
    presses = [{"type": kind, **TAB} for _ in range(usable) for kind in ("rawKeyDown", "keyUp")]
    await asyncio.gather(*(keys.send("Input.dispatchKeyEvent", press) for press in presses))
    came = await page.evaluate("window.came")
    await page.keyboard.press("Tab")
    led_out = await page.evaluate("document.activeElement === document.body")
    await context.close()
    return Walked(usable, came, led_out)


@pytest.fixture(scope="module")
def walk(page_of):
    """Walks through the page with that name, in a thread, as the other browser has this one."""
    how = how_to_launch()
    from playwright.async_api import async_playwright

    playing, runner = async_playwright(), asyncio.Runner()

    async def launched():
        playwright = await playing.start()
        return await playwright.chromium.launch(**how)

    async def closed(browser):
        await browser.close()
        await playing.__aexit__()

    with ThreadPoolExecutor(1) as thread:

        def done(work):
            return thread.submit(runner.run, work).result()

        browser = done(launched())
        yield lambda name: done(walk_through(browser, page_of(name).as_uri()))
        done(closed(browser))
        thread.submit(runner.close).result()


@pytest.mark.parametrize("name", (SITE, *REAL, LARGE, *BESIDE))
def test_the_keyboard_reaches_everything_in_order_and_in_sight(walk, name):
    walked = walk(name)
    assert [each["at"] for each in walked.came] == list(range(walked.usable))
    assert [each["what"] for each in walked.came if not each["marked"]] == []
    assert [each["what"] for each in walked.came if not each["inSight"]] == []
    assert walked.led_out, "the page holds no key"


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
