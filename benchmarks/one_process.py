"""Runs and renders a notebook for several policies in one process, with ordinary kernels."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path


def main(notebook: str, evidence: str, policies: Sequence[str]) -> None:
    """Make an HTML page of each policy, as papermill and nbconvert do it by themselves."""
    from nbconvert.exporters.html import HTMLExporter
    from papermill import execute_notebook

    with tempfile.TemporaryDirectory(prefix="opm-bench-") as folder:
        for policy_id in policies:
            executed = Path(folder) / f"{policy_id}.ipynb"
            given = {"policy_id": policy_id, "evidence_dir": evidence}
            execute_notebook(notebook, executed, given, progress_bar=False)
            page, _ = HTMLExporter().from_filename(str(executed))
            executed.with_suffix(".html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
