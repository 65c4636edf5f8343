"""A real browser for every test that needs one, started once."""

import os
import shutil

import pytest

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def lacking(what):
    """Skip for want of a program, or fail where nothing may be skipped."""
    if os.environ.get("OPM_EVIDENCE_REQUIRE_ALL"):
        pytest.fail(what)
    pytest.skip(what)


def how_to_launch():
    """The Chromium of this machine and its words, as Playwright wants them."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        lacking("no Chromium on the path")
    return {"executable_path": chromium, "args": CHROMIUM}


@pytest.fixture(scope="session")
def browser():
    """A Chromium of this machine, which asks nothing of any other."""
    how = how_to_launch()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(**how)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core, which a page evaluates before it is asked for violations."""
    from tests.page.auditing import lighter_axe

    return lighter_axe()
