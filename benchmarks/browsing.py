"""A Chromium of this machine for measuring and for pictures; it asks nothing of any other."""

import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def chromium() -> str | None:
    """Where Chromium is installed; nothing where it is not."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launched(playwright: Playwright) -> Browser:
    """A browser that nobody sees.

    Raises:
        SystemExit: there is no Chromium on the path.
    """
    found = chromium()
    if found is None:
        raise SystemExit("No Chromium on the path: install it, or leave this measurement out.")
    return playwright.chromium.launch(executable_path=found, args=QUIETLY)
