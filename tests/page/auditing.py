"""What a page in a browser does wrong, by the rules of axe-core and by rules of our own."""

import gzip
from functools import cache
from pathlib import Path

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Kinds of axe's rules: WCAG 2.2 at levels A and AA, and what its makers recommend."""

STRUCTURE = Path(__file__).with_name("structure.js")
LIGHTER = Path(__file__).with_name("lighter_axe.js")
READABLE = ["color-contrast", "link-in-text-block"]


def axe_violations(page, rules=None):
    """Violations by rule, with up to three places each; by all rules, or by the named ones alone.

    The page may forbid scripts: axe is put into it by the browser, not by the page.
    """
    page.evaluate(lighter_axe())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)
    return {
        each["id"]: [node["target"] for node in each["nodes"]][:3] for each in found["violations"]
    }


def structural_faults(page):
    """Faults that axe and the HTML checker are blind to, as sentences."""
    return page.evaluate(STRUCTURE.read_text(encoding="utf-8"))


def weight(path):
    """Bytes of a page as it is, and as a server would send it."""
    raw = path.read_bytes()
    return len(raw), len(gzip.compress(raw, 9))


@cache
def axe_source():
    """Axe-core as it is published."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@cache
def lighter_axe():
    """What a page evaluates before it is asked for violations; it takes half the time of axe."""
    around = LIGHTER.read_text(encoding="utf-8")
    return around.replace("/* the source of axe */", axe_source())
