"""What it costs to read large usage files, beside plain pandas on the same files in one run."""

import sys
from pathlib import Path

from benchmarks.measuring import Cost, cost_of, table

CONTENT_ROWS = (80_000, 700_000)
"""One department, and all of GOV.UK (80,000 editions of HMRC; “700,000+ page estate”, 2024)."""

PAGES = 80_000
"""Pages whose days of a year are 29.2 million rows, as many as one department has."""


def usage(folder: Path, rows: tuple[int, ...] = CONTENT_ROWS, pages: int = PAGES) -> str:
    """Seconds, peak memory and whether the answers are equal, as a table.

    Raises:
        RuntimeError: an answer is not the one that pandas gives.
    """
    lines = []
    for number in rows:
        file = folder / f"content-data-{number}.csv"
        _made("content", file, number)
        lines.append(_side_by_side(f"Content Data, {number:,} × 18", "content", file, folder))
        file.unlink()
    file = folder / "page-days.parquet"
    _made("days", file, pages)
    days = f"{pages * 365:,} page-days"
    lines.append(_side_by_side(f"{days}, by month", "days", file, folder))
    lines.append(_side_by_side(f"{days}, 500 pages by month", "pages", file, folder))
    file.unlink()
    headings = (
        "whole processes",
        "seconds",
        "of processors",
        "peak MB",
        "pandas: seconds",
        "of processors",
        "peak MB",
        "times as fast",
        "the question alone",
        "pandas",
        "times as fast",
    )
    return table("Usage files, answers equal to those of pandas", headings, lines)


def _made(kind: str, file: Path, size: int) -> None:
    cost_of([sys.executable, "-m", "benchmarks.generated_usage", kind, file, size], Path.cwd())


def _side_by_side(name: str, question: str, file: Path, folder: Path) -> tuple[str, ...]:
    ours, theirs = (_asked(by, question, file, folder) for by in ("ours", "pandas"))
    ours_alone, theirs_alone = (
        float((folder / f"{by}.seconds").read_text(encoding="utf-8")) for by in ("ours", "pandas")
    )
    answers = [(folder / f"{by}.txt").read_text(encoding="utf-8") for by in ("ours", "pandas")]
    if answers[0] != answers[1]:
        raise RuntimeError(f"{name}: the answers differ.\n{answers[0]}\n{answers[1]}")
    return (
        name,
        f"{ours.seconds:.1f}",
        f"{ours.processor_seconds:.1f}",
        f"{ours.megabytes:.0f}",
        f"{theirs.seconds:.1f}",
        f"{theirs.processor_seconds:.1f}",
        f"{theirs.megabytes:.0f}",
        f"{theirs.seconds / ours.seconds:.1f}",
        f"{ours_alone:.2f}",
        f"{theirs_alone:.2f}",
        f"{theirs_alone / ours_alone:.1f}",
    )


def _asked(by: str, question: str, file: Path, folder: Path) -> Cost:
    words = ["benchmarks.usage_answers", by, question, file]
    written = [folder / f"{by}.txt", folder / f"{by}.seconds"]
    return cost_of([sys.executable, "-m", *words, *written], Path.cwd())
