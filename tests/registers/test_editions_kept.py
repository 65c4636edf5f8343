"""Editions that were published are kept beside their register, one file each."""

import pytest

from opm_evidence.errors import WrongCall
from opm_evidence.packs.site.recording import record_editions
from opm_evidence.registers import examine_register, read_register, write_register
from opm_evidence.registers.editions import write_edition
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.editions import edition_of
from tests.drawing import draw_register


@pytest.fixture
def evidence(tmp_path):
    write_register(draw_register(findings="finding_id | study_id\nf1 | s1"), tmp_path)
    return tmp_path


@pytest.fixture
def edition(evidence):
    return edition_of(assess(read_register("drinks", evidence)))


def faults(evidence):
    return [each for each in examine_register("drinks", evidence).faults if "editions" in each.file]


def test_an_edition_is_read_back_with_its_register(evidence, edition):
    path = write_edition(edition, evidence)
    assert path == evidence / "drinks" / "editions" / "2026-01-01.json"
    assert read_register("drinks", evidence).editions == (edition,)
    assert faults(evidence) == []


def test_a_register_is_written_with_its_editions(evidence, edition, tmp_path):
    write_edition(edition, evidence)
    write_register(read_register("drinks", evidence), tmp_path / "again")
    assert read_register("drinks", tmp_path / "again").editions == (edition,)


def test_editions_come_in_the_order_of_their_days_and_numbers(evidence, edition):
    names = ["2025-12-31", "2026-01-01", "2026-01-01-2", "2026-01-01-10"]
    for name in reversed(names):
        write_edition(edition.model_copy(update={"name": name}), evidence)
    assert [each.name for each in read_register("drinks", evidence).editions] == names


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2026-01-01.json", "{"),
        ("2026-01-01.json", "[" * 100_000),
        ("2026-01-01.json", '{"name": "2026-01-01"}'),
        ("2026-02-31.json", None),
        ("2025-01-01.json", None),
        ("notes.txt", "look again"),
    ],
)
def test_what_is_no_edition_is_a_fault_with_its_file(evidence, edition, name, text):
    place = evidence / "drinks" / "editions"
    place.mkdir()
    (place / name).write_text(edition.text if text is None else text, encoding="utf-8")
    (fault,) = faults(evidence)
    assert fault.file == f"editions/{name}"
    assert len(fault.what) < 300
    assert "Invalid JSON" not in fault.what


def test_an_edition_is_not_read_through_a_link(evidence, edition, tmp_path):
    write_edition(edition, evidence)
    path = evidence / "drinks" / "editions" / "2026-01-01.json"
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    (fault,) = faults(evidence)
    assert "link" in fault.what


def test_an_edition_of_another_policy_is_a_fault(evidence, edition):
    place = evidence / "drinks" / "editions"
    place.mkdir()
    other = edition.model_copy(update={"policy_id": "other"})
    (place / "2026-01-01.json").write_text(other.text, encoding="utf-8")
    (fault,) = faults(evidence)
    assert "of other" in fault.what


def test_an_edition_is_recorded_once_and_a_stale_pack_is_refused(evidence, edition, tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "edition.json").write_text(edition.text, encoding="utf-8")
    first = record_editions([pack], evidence)
    assert record_editions([pack], evidence) == first
    stale = edition.model_copy(update={"title": "Another title"})
    (pack / "edition.json").write_text(stale.text, encoding="utf-8")
    with pytest.raises(WrongCall, match="Build the pack again"):
        record_editions([pack], evidence)


def test_of_several_packs_none_is_recorded_where_one_cannot_be(evidence, edition, tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(edition.text, encoding="utf-8")
    bad.write_text(edition.model_copy(update={"policy_id": "other"}).text, encoding="utf-8")
    with pytest.raises(WrongCall, match="no policy “other”"):
        record_editions([good, bad], evidence)
    assert not (evidence / "drinks" / "editions").exists()
    stale = edition.model_copy(update={"title": "Another title"})
    bad.write_text(stale.text, encoding="utf-8")
    with pytest.raises(WrongCall, match="Build the pack again"):
        record_editions([good, bad], evidence)
    assert not (evidence / "drinks" / "editions").exists()


def test_an_edition_of_an_unknown_policy_is_not_recorded(evidence, edition, tmp_path):
    path = tmp_path / "edition.json"
    path.write_text(edition.model_copy(update={"policy_id": "other"}).text, encoding="utf-8")
    with pytest.raises(WrongCall, match="no policy “other”"):
        record_editions([path], evidence)
    assert not (evidence / "other").exists()
