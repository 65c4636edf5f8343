"""A reader sees the last good pack or the new one, and nothing between."""

import os
import subprocess
import sys

import pytest

from opm_evidence.packs import publishing
from opm_evidence.packs.publishing import publish_folder, publish_text, staging_folder


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
    assert [path.name for path in tmp_path.iterdir()] == ["levy"]


def test_a_build_that_fails_leaves_the_last_pack_and_nothing_else(tmp_path):
    put(tmp_path / "levy", "old")
    with pytest.raises(RuntimeError), staging_folder(tmp_path, "levy") as folder:
        put(folder, "half")
        raise RuntimeError
    assert (tmp_path / "levy" / "index.html").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["levy"]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    put(tmp_path / f".building-{gone.pid}-abc-levy", "half")
    (tmp_path / f".building-{gone.pid}-abc-index.html").write_text("half", encoding="utf-8")
    put(tmp_path / f".building-{os.getpid()}-abc-levy", "another build at work")
    with staging_folder(tmp_path, "levy"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [f".building-{os.getpid()}-abc-levy"]


def test_a_published_folder_can_be_read_by_a_web_server(tmp_path):
    with staging_folder(tmp_path, "levy") as folder:
        put(folder, "new")
        publish_folder(folder, tmp_path / "levy")
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "levy").stat().st_mode & 0o777 == 0o777 & ~umask


def test_a_page_is_replaced_whole(tmp_path):
    publish_text("old", tmp_path / "index.html")
    publish_text("new", tmp_path / "index.html")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
