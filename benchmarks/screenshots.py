"""Pictures of packs, to look at: `make screenshots`, or `python -m benchmarks.screenshots FOLDER`.

For each pack the first screens of a desktop and of a phone, the map of gaps, and the first sheets
as printed.
Needs a Chromium, the tests' requirements, and pdftoppm for the sheets.
"""

import argparse
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.browsing import launched

DESKTOP, PHONE = (1280, 800), (360, 740)
MAP_WIDTH = 1840
SCREENS = 4
SHEETS = 2


def main() -> None:
    """Take pictures of all packs below a folder, and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--packs", type=Path, default=Path("outputs"), help="the built packs")
    given = parser.parse_args()
    pages = sorted(given.packs.glob("*/index.html"))
    if not pages:
        parser.error(f"there is no pack in {given.packs}: build them first")
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for page in (given.packs / "index.html", *pages):
            name = page.parent.name if page in pages else "site"
            for kind, size in (("desktop", DESKTOP), ("phone", PHONE)):
                write_screens(browser, page, given.folder / f"{name}-{kind}", size)
            write_sheets(browser, page, given.folder / f"{name}-print")
        for page in pages:
            write_map(browser, page, given.folder / f"{page.parent.name}-map")
        browser.close()
    print(f"{len(list(given.folder.glob('*.png')))} pictures are in {given.folder}")


def write_screens(browser: Browser, path: Path, place: Path, size: tuple[int, int]) -> None:
    """Write the first screens of a page as one picture."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height * SCREENS})
    page.goto(path.resolve().as_uri())
    page.screenshot(path=place.with_suffix(".png"))
    page.close()


def write_map(browser: Browser, path: Path, place: Path) -> None:
    """Write the map of gaps as a picture, on a page so wide that nothing of it scrolls."""
    page = browser.new_page(viewport={"width": MAP_WIDTH, "height": DESKTOP[1]})
    page.goto(path.resolve().as_uri())
    page.add_style_tag(content=".opm-page { max-width: none }")
    page.locator("#map-of-gaps table").screenshot(path=place.with_suffix(".png"))
    page.close()


def write_sheets(browser: Browser, path: Path, place: Path) -> None:
    """Write the first sheets of a page printed to A4 as pictures, where pdftoppm is installed."""
    if shutil.which("pdftoppm") is None:
        return
    page = browser.new_page()
    page.goto(path.resolve().as_uri())
    sheets = place.with_suffix(".pdf")
    page.pdf(path=sheets, prefer_css_page_size=True)
    page.close()
    command = ["pdftoppm", "-png", "-r", "60", "-l", str(SHEETS), str(sheets), str(place)]
    subprocess.run(command, check=True)
    sheets.unlink()


if __name__ == "__main__":
    main()
