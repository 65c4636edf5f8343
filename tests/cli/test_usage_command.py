"""`opm-evidence usage`, through a real process."""

import csv
import io
import json
import shutil

import pytest

from tests.commands import ROOT, opm_evidence
from tests.usage.files import content_data, content_data_row, put

HOMES = "home-energy-efficiency"


@pytest.fixture
def place(tmp_path):
    """The register of home energy efficiency, with its usage, and the tables that all share."""
    folder = tmp_path / "evidence"
    shutil.copytree(ROOT / "evidence" / HOMES, folder / HOMES)
    for name in ("scales.csv", "designs.csv"):
        shutil.copy(ROOT / "evidence" / name, folder / name)
    return tmp_path


def test_a_file_is_told_with_its_days_basis_and_totals(tmp_path):
    put(tmp_path, content_data(content_data_row(), content_data_row("/vat", views=0, unique=0)))
    done = opm_evidence("usage", "file.csv", folder=tmp_path)
    assert done.returncode == 0
    assert "Content Data, CSV export (content_data_csv)" in done.stdout
    assert "2 rows, 2026-07-01 to 2026-07-31 (month)" in done.stdout
    assert "page_views: 25 count (ga_consented, ga4_2023-12; 1 observed, 1 reported_zero)" in (
        done.stdout
    )
    assert "unique_page_views: not added up" in done.stdout
    assert "ga_consented: Browsers whose users accepted analytics cookies" in done.stdout
    assert "ga4_2023-12: Google Analytics 4" in done.stdout
    record = json.loads(opm_evidence("usage", "file.csv", "--json", folder=tmp_path).stdout)
    assert (record[0]["rows"], record[0]["period_end"]) == (2, "2026-07-31")


def test_a_file_that_cannot_be_read_is_named_with_place_and_remedy(tmp_path):
    put(tmp_path, content_data(content_data_row(views="1.234")), name="a.csv")
    done = opm_evidence("usage", "a.csv", "none.csv", folder=tmp_path)
    assert done.returncode == 1
    assert "a.csv, row 2, Page views: “1.234” is not a whole number" in done.stderr
    assert "none.csv: There is no such file" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_usage_of_a_policy_is_a_table_of_what_may_be_published(place):
    done = opm_evidence("usage", "--policy", HOMES, folder=place)
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    solar = next(
        r for r in rows if (r["subject_key"], r["metric"]) == ("solar panels", "site_searches")
    )
    assert (float(solar["value"]), solar["basis"]) == (1641, "ga_consented")
    assert (solar["period_start"], solar["period_end"]) == ("2023-02-01", "2023-04-30")
    told = json.loads(opm_evidence("usage", "--policy", HOMES, "--json", folder=place).stdout)
    assert told["recorded"] is True and len(told["figures"]) == len(rows)


def test_a_policy_without_usage_says_that_nobody_looked(place):
    shutil.rmtree(place / "evidence" / HOMES / "usage")
    done = opm_evidence("usage", "--policy", HOMES, folder=place)
    assert (done.returncode, "no usage is recorded" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["file.csv", "--policy", HOMES],
        ["fetch"],
        ["file.csv", "--again"],
        ["--policy", "nonsense"],
        ["fetch", "--policy", "nonsense"],
    ],
)
def test_a_wrong_call_says_the_right_one(place, words):
    done = opm_evidence("usage", *words, folder=place)
    assert done.returncode == 2
    assert done.stderr and "Traceback" not in done.stderr
