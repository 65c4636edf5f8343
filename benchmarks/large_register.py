"""What it costs to check and synthesise a large register, and to start a command."""

import sys
from pathlib import Path

from benchmarks.measuring import cost_of, table

POLICY_ID = "synthetic-policy"
READ = "import sys; from opm_evidence import read_register; read_register(*sys.argv[1:])"
ASSESS = "import sys; from opm_evidence import *; assess(read_register(*sys.argv[1:]))"


def large_register(folder: Path, items: int, findings: int) -> str:
    """Times over a generated register of that size, as a table."""
    evidence = folder / "evidence"
    made = ["--items", items, "--findings", findings]
    cost_of([sys.executable, "-m", "benchmarks.generated_register", evidence, *made], Path.cwd())
    command = [sys.executable, "-m", "opm_evidence.cli"]
    measured = (
        ("opm-evidence --help", [*command, "--help"]),
        ("import and read", [sys.executable, "-c", READ, POLICY_ID, evidence]),
        ("opm-evidence check", [*command, "check", POLICY_ID, "--evidence", evidence]),
        ("import, read and synthesise", [sys.executable, "-c", ASSESS, POLICY_ID, evidence]),
    )
    rows = []
    for name, words in measured:
        cost = cost_of(words, Path.cwd())
        rows.append((name, f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}"))
    title = f"A register of {items:,} items and {findings:,} findings"
    return table(title, ("whole processes", "seconds", "peak MB"), rows)
