"""A reader sees the last good pack or the new one, and nothing between."""

import os
import subprocess
import sys
import threading
import time

import pytest

from opm_evidence.errors import WrongCall
from opm_evidence.packs import publishing
from opm_evidence.packs.locking import BUILDS
from opm_evidence.packs.publishing import (
    publish_folder,
    publish_text,
    refuse_to_replace_others,
    staging_folder,
)


def packs(outputs):
    """What a reader finds there: everything but what is kept about builds."""
    return [path.name for path in outputs.iterdir() if path.name != BUILDS]


def put(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_pack_takes_the_place_of_the_last_one(tmp_path, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(publishing.sys, "platform", "plan9")
    put(tmp_path / "levy", "old")
    with staging_folder(tmp_path, "levy") as folder:
        put(folder, "new")
        publish_folder(folder, tmp_path / "levy")
    assert (tmp_path / "levy" / "index.html").read_text(encoding="utf-8") == "new"
    assert packs(tmp_path) == ["levy"]


def test_a_build_that_fails_leaves_the_last_pack_and_nothing_else(tmp_path):
    put(tmp_path / "levy", "old")
    with pytest.raises(RuntimeError), staging_folder(tmp_path, "levy") as folder:
        put(folder, "half")
        raise RuntimeError
    assert (tmp_path / "levy" / "index.html").read_text(encoding="utf-8") == "old"
    assert packs(tmp_path) == ["levy"]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    put(tmp_path / f".building-{gone.pid}-abc-levy", "half")
    put(tmp_path / f".building-{gone.pid}-abc-school-meals", "half of another policy's")
    put(tmp_path / f".building-{os.getpid()}-abc-levy", "half, and the number is another's now")
    (tmp_path / f".building-{gone.pid}-abc-index.html").write_text("half", encoding="utf-8")
    with staging_folder(tmp_path, "levy"):
        pass
    assert packs(tmp_path) == []


def test_what_another_build_is_making_stays(tmp_path):
    with staging_folder(tmp_path, "levy") as folder:
        put(folder, "not yet whole")
        with staging_folder(tmp_path, "school-meals"):
            pass
        assert (folder / "index.html").is_file()


def test_a_pack_put_aside_by_a_killed_build_is_put_back(tmp_path):
    put(tmp_path / ".building-1-abc-levy.before", "the last good pack")
    with staging_folder(tmp_path, "levy"):
        assert (tmp_path / "levy" / "index.html").read_text("utf-8") == "the last good pack"
    assert packs(tmp_path) == ["levy"]


def test_two_builds_of_one_policy_take_turns(tmp_path):
    order = []

    def second():
        with staging_folder(tmp_path, "levy", lambda: order.append("waits")):
            order.append("second")

    with staging_folder(tmp_path, "levy"):
        other = threading.Thread(target=second)
        other.start()
        while not order:
            time.sleep(0.001)
        order.append("first")
    other.join()
    assert order == ["waits", "first", "second"]


def test_a_published_folder_can_be_read_by_a_web_server(tmp_path):
    with staging_folder(tmp_path, "levy") as folder:
        put(folder, "new")
        publish_folder(folder, tmp_path / "levy")
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "levy").stat().st_mode & 0o777 == 0o777 & ~umask


def test_a_page_that_says_the_same_already_is_left_alone(tmp_path):
    page = tmp_path / "index.html"
    publish_text("same", page)
    os.utime(page, (1, 1))
    publish_text("same", page)
    assert page.stat().st_mtime == 1


def test_a_page_is_replaced_whole(tmp_path):
    publish_text("old", tmp_path / "index.html")
    publish_text("new", tmp_path / "index.html")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_pack_does_not_take_the_place_of_what_is_no_pack(tmp_path):
    put(tmp_path / "levy", "somebody else's")
    for outputs in (tmp_path, tmp_path / "levy" / "index.html"):
        with pytest.raises(WrongCall, match="Name another folder for the packs"):
            refuse_to_replace_others(outputs, ["levy"])


def test_the_page_over_all_packs_does_not_take_the_place_of_another_home_page(tmp_path):
    put(tmp_path, "Welcome to our charity")
    with pytest.raises(WrongCall, match="index.html is no page over packs"):
        refuse_to_replace_others(tmp_path, ["levy"])


@pytest.mark.parametrize("name", ["manifest.json", "notice.json"])
def test_a_pack_and_the_notice_of_a_withdrawn_one_make_room_for_the_next(tmp_path, name):
    put(tmp_path, "All packs")
    put(tmp_path / "levy", "a pack")
    (tmp_path / "levy" / name).write_text("{}", encoding="utf-8")
    (tmp_path / "meals").mkdir()
    refuse_to_replace_others(tmp_path, ["levy", "meals", "parks"])
    refuse_to_replace_others(tmp_path / "not-yet", ["levy"])


def test_a_pack_that_lost_files_is_known_by_the_record_of_its_build(tmp_path):
    put(tmp_path / "levy", "a pack without its manifest")
    put(tmp_path / BUILDS, "")
    (tmp_path / BUILDS / "levy.json").write_text("{}", encoding="utf-8")
    refuse_to_replace_others(tmp_path, ["levy"])
