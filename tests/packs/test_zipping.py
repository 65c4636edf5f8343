"""Zips are the same bytes for the same contents."""

import io
import zipfile

from opm_evidence.packs.downloads.zipping import stored_zip, zipped_again, zipped_folder


def test_a_zip_says_nothing_of_when_and_where_it_was_made():
    with zipfile.ZipFile(io.BytesIO(stored_zip([("a/b.txt", b"text")]))) as archive:
        (entry,) = archive.infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.compress_type == zipfile.ZIP_STORED
    assert entry.create_system == 3
    assert entry.external_attr == 0o100644 << 16


def test_environment_variables_change_nothing(monkeypatch):
    before = stored_zip([("a.txt", b"text")])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert stored_zip([("a.txt", b"text")]) == before


def test_a_folder_is_zipped_in_the_order_of_its_names_under_one_folder(tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    content = zipped_folder(tmp_path, [tmp_path / "b.txt", tmp_path / "a.txt"], "pack")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["pack/a.txt", "pack/b.txt"]
        assert archive.read("pack/b.txt") == b"b.txt"


def test_an_office_file_keeps_its_parts_and_loses_its_times():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("x.xml", (2026, 1, 1, 0, 0, 0)), "<x/>")
    with zipfile.ZipFile(io.BytesIO(zipped_again(buffer.getvalue()))) as archive:
        assert archive.read("x.xml") == b"<x/>"
        assert archive.getinfo("x.xml").date_time == (1980, 1, 1, 0, 0, 0)
