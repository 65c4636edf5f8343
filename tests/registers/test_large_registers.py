"""A register of 10,000 items and 40,000 findings is read and checked in seconds."""

import time
from pathlib import Path

import pytest

from benchmarks.generated_register import write_generated_register
from opm_evidence.registers import examine_register, read_register
from tests.registers.workbooks import sheets_of


def test_a_generated_register_passes_every_check_and_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("1", "2"):
        policy_id = write_generated_register(tmp_path / name, items=200, findings=600, seed=7)
        assert examine_register(policy_id, tmp_path / name).faults == ()
    for path in (tmp_path / "1").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "2" / path.relative_to(tmp_path / "1")).read_bytes()
    register = read_register(policy_id, tmp_path / "1")
    assert len(register.tables["findings"]) == 600
    assert "invented" in register.policy.summary


@pytest.mark.slow
def test_ten_thousand_items_and_forty_thousand_findings_are_checked_in_seconds(
    tmp_path: Path,
) -> None:
    policy_id = write_generated_register(tmp_path, items=10_000, findings=40_000)
    begun = time.process_time()
    found = examine_register(policy_id, tmp_path)
    took = time.process_time() - begun
    assert found.faults == ()
    assert took < 20  # about 2 on a machine with nothing else to do


@pytest.mark.slow
def test_a_large_workbook_is_read_in_seconds(tmp_path: Path) -> None:
    policy_id = write_generated_register(tmp_path, items=1_000, findings=4_000)
    folder = tmp_path / policy_id
    sheets_of(folder).save(folder / "register.xlsx")
    begun = time.process_time()
    found = examine_register(policy_id, tmp_path)
    took = time.process_time() - begun
    assert found.faults == ()
    assert took < 20  # about 1 on a machine with nothing else to do
