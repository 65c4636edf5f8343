"""Prints what checking, synthesising and building cost: `make bench`, or `python -m benchmarks`."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.building import GROWTH, building, growth
from benchmarks.large_register import large_register
from benchmarks.usage import usage

ONLY = ("register", "packs", "growth", "usage", "exploring", "pages")
"""Which table alone; pages, of built packs in outputs/, need a browser and come only when asked."""


def main() -> None:
    """Measure everything in one run on one machine, and print it side by side."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--items", type=int, default=10_000, help="items of the large register")
    parser.add_argument("--findings", type=int, default=40_000, help="its findings")
    parser.add_argument("--evidence", type=Path, default=Path("evidence"))
    parser.add_argument("--policies", type=int, help="build only so many packs")
    parser.add_argument(
        "--growth", type=int, nargs="*", default=GROWTH, help="how many policies; 1000 takes long"
    )
    parser.add_argument("--only", choices=ONLY, help="one table only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="opm-bench-") as folder:
        place = Path(folder)
        if given.only in (None, "register"):
            print(large_register(place, given.items, given.findings), flush=True)
        if given.only in (None, "packs"):
            print(building(place, given.evidence, given.policies), flush=True)
        if given.only in (None, "growth"):
            print(growth(place, given.growth), flush=True)
        if given.only in (None, "usage"):
            print(usage(place), flush=True)
        if given.only in (None, "exploring"):
            from benchmarks.exploring import exploring  # it brings pandas into this process

            print(exploring(place / "exploring"), flush=True)
        if given.only == "pages":
            from benchmarks.pages import pages

            print(pages(Path("outputs")), flush=True)


if __name__ == "__main__":
    main()
