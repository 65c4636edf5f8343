"""Evidence maps and reference exports of others, put in place of a register's own tables.

They lie beside the checkout, in ../shared/real, and are no part of the project: where they are
absent these tests are skipped, unless OPM_EVIDENCE_REQUIRE_ALL is set.
"""

import os
import shutil
from pathlib import Path

import pytest

from opm_evidence.registers import examine_register
from tests.registers.folders import POLICY, lay_register

REAL = Path(__file__).parents[3] / "shared" / "real"
ENDINGS = (".csv", ".xlsx", ".txt")
FILES = sorted(
    path for path in (REAL.rglob("*.*") if REAL.is_dir() else ()) if path.suffix in ENDINGS
)

pytestmark = pytest.mark.real


def test_the_files_of_others_are_there_when_every_test_is_asked_for() -> None:
    if not FILES and not os.environ.get("OPM_EVIDENCE_REQUIRE_ALL"):
        pytest.skip("the real files of others are not beside this checkout")
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_others_gives_clear_faults_and_no_traceback(tmp_path: Path, path: Path) -> None:
    folder = lay_register(tmp_path)
    if path.suffix == ".xlsx":
        shutil.copyfile(path, folder / "register.xlsx")
    else:
        shutil.copyfile(path, folder / "evidence.csv")
    found = examine_register(POLICY, tmp_path)
    name = "register.xlsx" if path.suffix == ".xlsx" else "evidence.csv"
    mine = [fault for fault in found.faults if fault.file.startswith(name)]
    assert mine, "nothing was said of it"
    assert all(len(str(fault)) < 2_500 for fault in mine)
    if path.suffix != ".xlsx":
        assert found.register is None


def test_a_header_of_others_is_read_and_its_columns_are_named(tmp_path: Path) -> None:
    path = REAL / "maps" / "arctic_AllCodedDataW.txt"
    if not path.exists():
        pytest.skip("the real files of others are not beside this checkout")
    folder = lay_register(tmp_path)
    shutil.copyfile(path, folder / "evidence.csv")
    faults = examine_register(POLICY, tmp_path).faults
    assert any(fault.severity == "advice" and "Windows-1252" in fault.what for fault in faults)
    assert sum(fault.what.startswith("There is no column") for fault in faults) == 20
    assert {fault.line for fault in faults} == {0, 1}


def test_an_undecodable_byte_of_others_is_found_at_its_line(tmp_path: Path) -> None:
    path = REAL / "maps" / "eviatlas_pilotdata.csv"
    if not path.exists():
        pytest.skip("the real files of others are not beside this checkout")
    folder = lay_register(tmp_path)
    shutil.copyfile(path, folder / "evidence.csv")
    (fault,) = examine_register(POLICY, tmp_path).faults
    assert fault.line > 1
    assert "neither UTF-8 nor Windows-1252" in fault.what
