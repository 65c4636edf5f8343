"""What a reader gets: our page, and the same notebook by nbconvert's lab template, and with plotly.

    python -m benchmarks.pages --packs outputs

Weight, seconds until all is there, requests to other hosts, violations of axe's rules, and faults
that axe is blind to (tests/page/structure.js), side by side in one run. Needs a Chromium and the
tests' requirements.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

from benchmarks.browsing import launched
from benchmarks.measuring import table
from opm_evidence import display
from opm_evidence.display.exhibits import Exhibits, Figure
from opm_evidence.registers import read_register
from opm_evidence.synthesis.assessment import Assessment, assess
from tests.page.auditing import axe_violations, structural_faults, weight

NOTEBOOK = "evidence_pack.ipynb"
DRAWN = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
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
            executed = page.with_name(NOTEBOOK)
            usual, moving = (Path(folder) / f"{name}-{way}.html" for way in ("usual", "plotly"))
            by_lab_template(executed, usual)
            by_lab_template(with_plotly(executed, Path(folder) / f"{name}.ipynb"), moving)
            rows.append((f"{name}, our page", *seen(browser, page)))
            rows.append((f"{name}, nbconvert's lab template", *seen(browser, usual)))
            rows.append((f"{name}, the same with plotly", *seen(browser, moving)))
        browser.close()
    return table("What a reader gets", HEADINGS, rows)


def with_plotly(notebook: Path, to: Path) -> Path:
    """The same notebook with its charts as plotly shows them, and plotly's library once inside."""
    from plotly.io import to_html

    pack = notebook.parent
    assessment = assess(read_register(pack.name, pack / "evidence"))
    charts = (
        to_html(dict(figure.spec), full_html=False, include_plotlyjs=number == 0)
        for number, figure in enumerate(_figures(assessment))
    )
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        for output in cell.get("outputs", ()):
            html = "".join(output.get("data", {}).get("text/html", ""))
            if "<figure" in html:
                output["data"]["text/html"] = DRAWN.sub(lambda found: next(charts), html)
    to.write_text(json.dumps(content), encoding="utf-8")
    return to


def _figures(assessment: Assessment) -> Iterator[Figure]:
    """The charts of a pack, in the order of its sections."""
    for section in (display.usage(assessment), display.evidence_list(assessment)):
        parts = section.parts if isinstance(section, Exhibits) else (section,)
        yield from (part for part in parts if isinstance(part, Figure))


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
