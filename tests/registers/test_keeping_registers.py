"""Writing a register: it comes back equal, in the same bytes, and nothing in it runs."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opm_evidence.errors import WrongCall
from opm_evidence.records.policy import Policy
from opm_evidence.records.register import Register
from opm_evidence.records.schemas import POLICY_TABLES, table_schema
from opm_evidence.registers import read_register, write_register
from opm_evidence.registers.cells.text_readable import DAMAGED, UNSEEN
from opm_evidence.registers.keeping import number_as_text, policy_as_yaml, table_as_csv
from opm_evidence.registers.policy_model import parse_policy
from opm_evidence.registers.policy_text import parse_policy_text
from opm_evidence.registers.values import parse_text
from tests.drawing import draw_frame, draw_register
from tests.registers.folders import POLICY, SMALL, lay_register, spoil

RUNS = "=+-@\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet takes for the beginning of a formula."""


def same(one: Register, other: Register) -> None:
    assert one.policy == other.policy
    assert one.as_of == other.as_of
    assert list(one.tables) == list(other.tables)
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name])
    pd.testing.assert_frame_equal(one.scales, other.scales)
    pd.testing.assert_frame_equal(one.designs, other.designs)


def test_a_register_that_is_written_is_read_back_equal_and_in_the_same_bytes(
    tmp_path: Path,
) -> None:
    drawn = draw_register({}, **SMALL, engagement="engagement_id | title", as_of="2026-05-05")
    write_register(drawn, tmp_path / "1")
    read = read_register(POLICY, tmp_path / "1", as_of="2026-05-05")
    assert list(read.tables["engagement"].columns) == list(drawn.tables["engagement"].columns)
    write_register(read, tmp_path / "2")
    same(read, read_register(POLICY, tmp_path / "2", as_of="2026-05-05"))
    written = sorted(path.relative_to(tmp_path / "1") for path in (tmp_path / "1").rglob("*.*"))
    assert [path.name for path in written if path.suffix == ".yaml"] == ["policy.yaml"]
    for path in written:
        assert (tmp_path / "1" / path).read_bytes() == (tmp_path / "2" / path).read_bytes()


def test_working_notes_are_not_written(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    text = (folder / "documents.csv").read_text().splitlines()
    (folder / "documents.csv").write_text(f"{text[0]},notes\n{text[1]},between us\n")
    register = read_register(POLICY, tmp_path)
    assert register.tables["documents"]["notes"][0] == "between us"
    write_register(register, tmp_path / "published")
    for path in (tmp_path / "published").rglob("*.csv"):
        assert "notes" not in path.read_text().splitlines()[0].split(",")
        assert "between us" not in path.read_text()


def test_only_a_table_that_is_recorded_is_written_and_its_header_even_without_rows(
    tmp_path: Path,
) -> None:
    folder = lay_register(tmp_path, engagement="engagement_id | title")
    assert (folder / "engagement.csv").read_text().startswith("engagement_id,title,method,")
    assert not (folder / "challenges.csv").exists()


def test_files_are_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    folder = lay_register(tmp_path, documents="document_id | title\npaper | Café – “levy”")
    data = (folder / "documents.csv").read_bytes()
    assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf")
    assert "Café – “levy”" in data.decode("utf-8")


def test_a_folder_that_holds_something_is_not_written_into(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    register = read_register(POLICY, tmp_path)
    before = sorted(folder.iterdir())
    with pytest.raises(WrongCall, match="is there already"):
        write_register(register, tmp_path)
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-", "'-"),
        ("@here", "'@here"),
        ("'=1", "''=1"),
        ("''@", "'''@"),
        ("'quoted'", "'quoted'"),
        ("'", "'"),
        ("a=1", "a=1"),
        ("\uff1dSUM(1)", "'\uff1dSUM(1)"),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_warded_and_the_ward_is_read_away(
    tmp_path: Path, text: str, written: str
) -> None:
    folder = lay_register(tmp_path / "1")
    spoil(folder, "evidence", 2, limitations=written, authors=written)
    register = read_register(POLICY, tmp_path / "1")
    assert register.tables["evidence"]["limitations"][0] == text
    assert register.tables["evidence"]["authors"][0] == (text,)
    write_register(register, tmp_path / "2")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "2" / POLICY / "evidence.csv").read_text())))
    assert rows[0]["limitations"] == rows[0]["authors"] == written


def test_a_formula_in_a_hand_kept_file_is_text_and_is_published_warded(tmp_path: Path) -> None:
    folder = lay_register(tmp_path / "1")
    spoil(folder, "evidence", 2, title='=HYPERLINK("https://example.org","x")')
    register = read_register(POLICY, tmp_path / "1")
    assert register.tables["evidence"]["title"][0] == '=HYPERLINK("https://example.org","x")'
    write_register(register, tmp_path / "2")
    text = (tmp_path / "2" / POLICY / "evidence.csv").read_text()
    assert "'=HYPERLINK" in text
    same(register, read_register(POLICY, tmp_path / "2"))


def test_a_negative_number_is_a_number_and_is_not_warded(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    assert ",-2.5," in (folder / "findings.csv").read_text()


READABLE = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n\t"),
    max_size=30,
)
TEXT = st.builds(
    lambda start, rest: start + rest, st.sampled_from(["", *RUNS, "'", "''"]), READABLE
)


@settings(deadline=None)
@given(TEXT)
def test_every_text_survives_ward_and_reading(text: str) -> None:
    text = text.strip()
    frame = draw_frame("uncertainties", [{"uncertainty_id": "u1", "text": text}])
    rows = list(csv.DictReader(io.StringIO(table_as_csv(frame, table_schema("uncertainties")))))
    assert not rows[0]["text"].startswith(tuple(RUNS))
    assert parse_text(rows[0]["text"]) == text


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_survives(number: float) -> None:
    assert float(number_as_text(number)) == number


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    titles=st.lists(TEXT.map(str.strip).filter(bool), min_size=1, max_size=4),
    years=st.lists(st.one_of(st.none(), st.integers(1800, 2100)), min_size=4, max_size=4),
    effects=st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=4, max_size=4),
)
def test_any_register_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    titles: list[str],
    years: list[int | None],
    effects: list[float],
) -> None:
    titles = [each for each in titles if not UNSEEN.search(each) and not DAMAGED.search(each)]
    drawn = draw_register({}, **SMALL)
    rows = [
        {"evidence_id": f"i{number}", "title": title, "year": str(years[number] or "")}
        | {"type": "book", "study_status": "complete", "status": "current", "verified": "no"}
        for number, title in enumerate(titles)
    ]
    found = [
        {"finding_id": f"f{number}", "evidence_id": f"i{number}", "study_id": f"s{number}"}
        | {"effect": repr(effects[number]), "match": "direct", "outcome": "obesity"}
        | {"statement": title, "coding_status": "coded", "direction": "mixed"}
        for number, title in enumerate(titles)
    ]
    tables = {"evidence": draw_frame("evidence", rows), "findings": draw_frame("findings", found)}
    made = Register(drawn.policy, tables, drawn.scales, drawn.designs, drawn.as_of)
    folder = tmp_path_factory.mktemp("any")
    write_register(made, folder)
    same(made, read_register(POLICY, folder))


@settings(deadline=None)
@given(TEXT.map(str.strip).filter(bool))
@example("one\x85two")
def test_any_text_of_a_policy_comes_back_equal(text: str) -> None:
    policy = draw_register({}, **SMALL).policy
    changed = Policy.model_validate({**policy.model_dump(), "title": text, "summary": text})
    content, faults = parse_policy_text(policy_as_yaml(changed))
    assert content is not None and not faults
    assert parse_policy(content) == (changed, [])


def test_the_tables_are_written_with_the_columns_of_their_schemas() -> None:
    for name in POLICY_TABLES:
        header = table_as_csv(draw_frame(name, []), table_schema(name)).strip()
        assert header == ",".join(table_schema(name).published_columns)
