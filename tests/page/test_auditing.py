"""The axe that the tests use in half its time says word by word what the published one says."""

import pytest

from tests.page.auditing import axe_source, axe_violations, lighter_axe

# Colours in every notation, seen through one another, of which some cannot be told.
PAGE = """
<title>Colours</title>
<style>
  .half { opacity: .5 } .veil { background: rgba(255, 255, 255, .6); color: #999 }
  .mixed { color: color-mix(in srgb, white, gray); background: oklch(70% .1 200) }
  .turned { color: hsl(120deg 40% 60%) } .shade { text-shadow: 0 0 2px #333; color: #ddd }
  .drawn { background: linear-gradient(red, blue) } .multiply { mix-blend-mode: multiply }
  .wide { color: color(display-p3 1 .8 .8) } a { color: #335; text-decoration: none }
</style>
<div style="background: #345; color: #678"><p>low <span class=half>lower</span></p>
<p class=veil>veiled <b class=multiply style="background: pink">blended</b></p></div>
<p class=mixed>mixed</p><p class=turned>turned</p><p class=shade>shaded</p>
<p class=drawn>drawn</p><p class=wide>wide</p><p>in a text <a href="#there">a link</a></p>
<img src="data:,"><input>
"""
READ = """
async () => {
  const found = await axe.run({resultTypes: ['violations', 'passes', 'incomplete']});
  return JSON.stringify(['violations', 'passes', 'incomplete'].map(kind => found[kind]));
}
"""

pytestmark = pytest.mark.browser


def test_the_lighter_axe_says_word_by_word_what_the_published_one_says(browser):
    said = []
    for source in (axe_source(), lighter_axe()):
        page = browser.new_page()
        page.set_content(PAGE)
        page.evaluate(source)
        said.append(page.evaluate(READ))
        page.close()
    assert said[0] == said[1]


def test_axe_finds_colours_that_cannot_be_read(browser):
    page = browser.new_page()
    page.set_content(PAGE)
    found = axe_violations(page)
    page.close()
    assert {"color-contrast", "image-alt", "label"} <= set(found)
