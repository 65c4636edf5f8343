"""Cells of the tables that a pack publishes."""

import csv
import io

import pandas as pd
import pytest

from opm_evidence.packs.downloads.published_table import PublishedTable, plain


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_text_that_a_spreadsheet_would_run_is_marked(start):
    assert plain(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


def test_a_number_below_zero_stays_a_number():
    assert plain(-0.5) == -0.5


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan")])
def test_what_is_not_recorded_is_an_empty_cell(missing):
    assert plain(missing) is None


def test_several_values_are_joined():
    assert plain(("england", "wales")) == "england; wales"
    assert plain(()) == ""


def test_numbers_of_a_frame_become_plain():
    (value,) = pd.Series([3], dtype="Int64")
    assert type(plain(value)) is int


def test_csv_is_as_rfc_4180_says():
    schema = {"fields": [{"name": "a"}, {"name": "b"}]}
    table = PublishedTable("t", "T", "", schema, (('say "hi"', None), ("x,\ny", 2)))
    assert table.csv == 'a,b\r\n"say ""hi""",\r\n"x,\ny",2\r\n'
    assert list(csv.reader(io.StringIO(table.csv, newline="")))[2] == ["x,\ny", "2"]


def test_a_table_without_rows_keeps_its_header():
    assert PublishedTable("t", "T", "", {"fields": [{"name": "a"}]}, ()).csv == "a\r\n"
