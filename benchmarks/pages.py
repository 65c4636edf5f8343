"""What a reader gets: our page, and the same notebook by nbconvert's lab template.

    python -m benchmarks.pages --packs outputs

Weight, seconds until all is there, requests to other hosts, violations of axe's rules, and faults
that axe is blind to (tests/page/structure.js), side by side in one run. Needs a Chromium and the
tests' requirements.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

from benchmarks.browsing import launched
from benchmarks.measuring import table
from tests.page.auditing import axe_violations, structural_faults, weight

NOTEBOOK = "evidence_pack.ipynb"
HEADINGS = ("", "raw KB", "gzip KB", "load s", "requests", "axe rules", "own faults")


def pages(packs: Path) -> str:
    """Every built pack below a folder by both ways, as a table."""
    rows = []
    with (
        tempfile.TemporaryDirectory(prefix="opm-bench-") as folder,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright)
        for page in sorted(packs.glob("*/index.html")):
            name = page.parent.name
            usual = Path(folder) / f"{name}.html"
            by_lab_template(page.with_name(NOTEBOOK), usual)
            rows.append((f"{name}, our page", *seen(browser, page)))
            rows.append((f"{name}, nbconvert's lab template", *seen(browser, usual)))
        browser.close()
    return table("What a reader gets", HEADINGS, rows)


def by_lab_template(notebook: Path, page: Path) -> None:
    """Write the page that nbconvert makes of an executed notebook by itself."""
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output", str(page.resolve())]
    subprocess.run([*command, str(notebook)], check=True, capture_output=True)


def seen(browser: Browser, path: Path) -> tuple[str, ...]:
    """What a browser finds on a page from disk, as the cells of a row."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    address = path.resolve().as_uri()
    asked: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == address or route.request.url.startswith("data:"):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    began = time.perf_counter()
    page.goto(address, timeout=120_000)
    seconds = time.perf_counter() - began
    violations, faults = axe_violations(page), structural_faults(page)
    page.close()
    raw, sent = weight(path)
    sizes = (f"{raw / 1000:.0f}", f"{sent / 1000:.0f}", f"{seconds:.2f}")
    return (*sizes, str(len(asked)), str(len(violations)), str(len(faults)))


def main() -> None:
    """Measure the packs of a folder, and print them side by side."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--packs", type=Path, default=Path("outputs"), help="the built packs")
    print(pages(parser.parse_args().packs))


if __name__ == "__main__":
    main()
