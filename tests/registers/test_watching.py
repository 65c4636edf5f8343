"""A save is seen once it is complete, whatever the program that saves does meanwhile."""

import threading
import time
from pathlib import Path

from opm_evidence.registers.watching import look_at, wait_for_save


def test_a_save_is_seen_and_what_lies_beside_an_open_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "evidence.csv").write_text("a", encoding="utf-8")
    before = look_at([tmp_path])
    (tmp_path / "~$evidence.xlsx").write_text("lock", encoding="utf-8")
    (tmp_path / ".~lock.evidence.csv#").write_text("lock", encoding="utf-8")
    (tmp_path / "usage").mkdir()
    assert look_at([tmp_path]) == before
    (tmp_path / "evidence.csv").write_text("ab", encoding="utf-8")
    assert wait_for_save([tmp_path], before, every=0.01) != before


def test_a_save_in_two_steps_is_one_save(tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    path.write_text("old", encoding="utf-8")
    before = look_at([tmp_path])

    def save() -> None:
        path.unlink()
        time.sleep(0.02)
        path.write_text("n", encoding="utf-8")
        time.sleep(0.02)
        path.write_text("new", encoding="utf-8")

    saving = threading.Thread(target=save)
    saving.start()
    seen = wait_for_save([tmp_path], before, every=0.1)
    saving.join()
    assert seen == look_at([tmp_path])
    assert seen[path][1] == 3


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert look_at([tmp_path / "nowhere"]) == {}
