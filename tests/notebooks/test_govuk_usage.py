"""The notebook for analysts runs on every real file, and on what is no usage file at all."""

from pathlib import Path

import pandas as pd
import pytest

from opm_evidence import examine_usage_file, exploring
from opm_evidence.packs.notebooks.running import read_notebook, run_notebook
from opm_evidence.packs.notebooks.sidecar import read_sidecar
from tests.commands import ROOT
from tests.usage.files import content_data, content_data_row, put

NOTEBOOK = ROOT / "notebooks" / "govuk_usage.ipynb"
REAL = ROOT.parent / "shared" / "real" / "govuk"
FILES = sorted(p for p in REAL.rglob("*") if p.suffix in (".csv", ".json")) if REAL.is_dir() else []


def run(file: Path, folder: Path):
    parameters = read_sidecar(NOTEBOOK).complete({"usage_file": str(file), "most": 5})
    return run_notebook(read_notebook(NOTEBOOK), parameters, folder)


def shown(notebook) -> dict[str, str]:
    """What each cell shows as text, by its name; an error would have stopped the run."""
    return {
        cell["id"]: "".join(output.data["text/plain"] for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.outputs
    }


@pytest.mark.skipif(not FILES, reason="the real files are not beside the checkout")
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_notebook_runs_on_every_real_file(file, tmp_path):
    said = shown(run(file, tmp_path))
    assert len(said) == 9
    assert file.name in said["what-it-holds"]


def test_the_notebook_survives_what_is_no_usage_file(tmp_path):
    nonsense = put(tmp_path, "a,b\n1,2\n")
    said = shown(run(nonsense, tmp_path))
    assert "not recognised" in said["what-it-holds"]
    assert "of no format that is known here" in said["faults"]
    assert len(said) == 9


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    found = examine_usage_file(tmp_path / "gone.csv")
    assert list(exploring.faults_of(found)["severity"]) == ["fault"]
    assert "no" in exploring.what_it_holds(found).set_index("what")["which"]["can be used"]


def test_months_are_told_apart_and_only_what_can_be_added_up_has_a_total(tmp_path):
    rows = content_data_row("/a", views=30, unique=20, per_visit="1.5") + content_data_row("/b")
    found = examine_usage_file(put(tmp_path, content_data(rows)))
    table = exploring.over_time(found).set_index("metric")
    assert table.loc["page_views", "total"] == 55
    assert pd.isna(table.loc["unique_page_views", "total"])
    assert table.loc["page_views", "subjects"] == 2


def test_searches_that_may_name_somebody_are_not_listed(tmp_path):
    text = (
        "query,link,score,select_item_event\njo smith 4 oak road,/a,2,40\ntax,/a,2,40\nme,/a,2,3\n"
    )
    found = examine_usage_file(put(tmp_path, text))
    assert list(exploring.most_used(found, 5)["subject_key"]) == ["tax"]
    assert list(exploring.what_may_be_published(found)["number"]) == [1, 1, 1]
