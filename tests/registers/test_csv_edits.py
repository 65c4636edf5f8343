"""One cell of a CSV file is changed, and every other byte stays as its keeper left it."""

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opm_evidence.errors import FaultyRegister, WrongCall
from opm_evidence.records.formulas import warded
from opm_evidence.registers.csv_edits import read_csv_file

HEADER = "evidence_id,title,year,link_status,link_checked_on"


def changed(tmp_path: Path, data: bytes, row: int = 2, **cells: str) -> bytes:
    path = tmp_path / "evidence.csv"
    path.write_bytes(data)
    file = read_csv_file(path, "evidence")
    return file.with_cells({(row, column): text for column, text in cells.items()})


def test_only_the_cells_change(tmp_path: Path) -> None:
    data = f'{HEADER}\na,"One, ""two""",  2020,unchecked,\nb,Two,2021,"unchecked",\n'.encode()
    now = changed(tmp_path, data, 3, link_status="ok", link_checked_on="2026-03-01")
    assert now == data.replace(b'"unchecked",\n', b"ok,2026-03-01\n")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"", "cp1252")],
)
def test_delimiter_line_ends_and_encoding_stay(
    tmp_path: Path, delimiter: str, line_end: str, mark: bytes, encoding: str
) -> None:
    rows = [HEADER.split(","), ["a", "Café – “x”", "2020", "unchecked", ""], ["b", "", "", "", ""]]

    def spelt() -> bytes:
        return mark + "".join(delimiter.join(row) + line_end for row in rows).encode(encoding)

    before = spelt()
    rows[1][3:] = ["broken", "2026-03-01"]
    assert changed(tmp_path, before, link_status="broken", link_checked_on="2026-03-01") == spelt()


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    data = f'\n{HEADER}\n\na,"two\nlines",,unchecked,\n\nb,,,unchecked,'.encode()
    assert changed(tmp_path, data, 4, link_status="ok") == data.replace(b"unchecked", b"ok", 1)
    assert changed(tmp_path, data, 6, link_checked_on="2026") == data + b"2026"


def test_text_that_needs_quotation_marks_gets_them(tmp_path: Path) -> None:
    data = f"{HEADER}\na,One,,,\n".encode()
    assert changed(tmp_path, data, title='a, "b"\nc') == data.replace(b"One", b'"a, ""b""\nc"')
    assert changed(tmp_path, data, title="=1+1") == data.replace(b"One", b"'=1+1")


def test_a_line_break_alone_gets_quotation_marks(tmp_path: Path) -> None:
    data = f"{HEADER}\na,One,,,\n".encode()
    assert changed(tmp_path, data, title="b\nc") == data.replace(b"One", b'"b\nc"')


def test_a_row_is_added_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    path.write_bytes(b"title;evidence_id;year\r\nOne;a;")
    added = read_csv_file(path, "evidence").with_row({"evidence_id": "b", "title": "x; y"})
    assert added == b'title;evidence_id;year\r\nOne;a;\r\n"x; y";b;\r\n'


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="no column link_status"):
        changed(tmp_path, b"evidence_id,title\na,One\n", link_status="ok")


def test_a_character_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    data = f"{HEADER}\na,caf\xe9,,,\n".encode("cp1252")
    with pytest.raises(WrongCall, match="Save the file as UTF-8"):
        changed(tmp_path, data, title="ł")


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyRegister, match="never closed"):
        changed(tmp_path, f'{HEADER}\na,"One,,,\n'.encode(), title="x")


def test_a_file_that_somebody_saved_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    path.write_bytes(f"{HEADER}\na,One,,,\n".encode())
    file = read_csv_file(path, "evidence")
    path.write_bytes(b"theirs")
    with pytest.raises(WrongCall, match="saved by somebody else"):
        file.write(file.with_cells({(2, "title"): "Two"}))
    assert path.read_bytes() == b"theirs"


def test_what_is_written_stands_in_the_place_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    path.write_bytes(f"{HEADER}\na,One,,,\n".encode())
    file = read_csv_file(path, "evidence")
    file.write(file.with_cells({(2, "title"): "Two"}))
    assert path.read_bytes() == f"{HEADER}\na,Two,,,\n".encode()
    assert [each.name for each in tmp_path.iterdir()] == ["evidence.csv"]


CELL = st.text(st.sampled_from("ab ,;\t\"'=\n–"), max_size=6)


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4),
    delimiter=st.sampled_from([",", ";", "\t"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    position=st.tuples(st.integers(0, 3), st.integers(0, 2)),
    now=CELL,
)
def test_whatever_a_table_holds_one_cell_changes(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    delimiter: str,
    line_end: str,
    quoting: Literal[0, 1],
    position: tuple[int, int],
    now: str,
) -> None:
    columns = ["evidence_id", "title", "publisher"]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([columns, *rows])
    path = tmp_path_factory.mktemp("table") / "evidence.csv"
    path.write_bytes(text.getvalue().encode())
    file = read_csv_file(path, "evidence")
    row, column = position[0] % len(rows), position[1]
    before = {number: list(cells) for number, cells in file.cells.items()}
    number = list(before)[row + 1]
    file.write(file.with_cells({(number, columns[column]): now}))
    after = {number: list(cells) for number, cells in read_csv_file(path, "evidence").cells.items()}
    before[number][column] = warded(now)
    assert {k: [c.strip() for c in v] for k, v in after.items()} == {
        k: [c.strip() for c in v] for k, v in before.items()
    }
