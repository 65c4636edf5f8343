"""Partial dates, faults, and what a policy knows of its cells, groups and nations."""

from datetime import date

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.records.dates import PartialDate
from opm_evidence.records.faults import Fault
from tests.drawing import draw_register


def when(text: str) -> PartialDate:
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28)),
        ("2016-12-05", date(2016, 12, 5), date(2016, 12, 5)),
    ],
)
def test_a_partial_date_spans_the_days_that_it_may_mean(text: str, first: date, last: date) -> None:
    assert (when(text).first, when(text).last) == (first, last)
    assert str(when(text)) == text


@pytest.mark.parametrize("text", ["", "16", "2016-13", "2016-02-30", "2016-1", "5/12/2016", "x"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        when(text)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2015", "2016", True),
        ("2016", "2015", False),
        ("2016", "2016", None),
        ("2016", "2016-06", None),
        ("2016-05", "2016-06", True),
        ("2016-06-01", "2016-06-01", False),
        ("2016-06-01", "2016-06", None),
        ("2016-06-30", "2016-06-30", False),
        ("2016-12-31", "2016", False),
    ],
)
def test_an_order_that_the_dates_do_not_settle_is_unknown(
    one: str, other: str, before: bool | None
) -> None:
    assert when(one).before(when(other)) is before


@pytest.mark.parametrize(
    ("text", "older"),
    [("2018-06-14", True), ("2018-06-15", False), ("2018", None), ("2017", True), ("2019", False)],
)
def test_older_than_five_years_is_told_to_the_day_where_it_can_be(
    text: str, older: bool | None
) -> None:
    assert when(text).older_than(5, date(2023, 6, 15)) is older


def test_five_years_before_a_leap_day_is_the_day_before_march() -> None:
    assert when("2019-02-27").older_than(5, date(2024, 2, 29)) is True
    assert when("2019-02-28").older_than(5, date(2024, 2, 29)) is False


def test_nothing_is_older_than_the_calendar() -> None:
    assert when("0001").older_than(3_000, date(2024, 2, 29)) is False


def test_a_fault_says_its_place_what_is_wrong_and_what_to_do() -> None:
    fault = Fault("evidence.csv", 12, "year", "It is a date.", "Write a year.", text_line=15)
    assert str(fault) == ("evidence.csv, row 12 (line 15), year: It is a date.\n    Write a year.")
    assert Fault("policy.yaml", 3, "", "x", "y").place == "policy.yaml, line 3"
    assert Fault("a.csv", 0, "", "x", "y").place == "a.csv"
    assert Fault("a.csv", 2, "", "x", "y", text_line=2).place == "a.csv, row 2"


def test_a_fault_is_read_by_a_program_with_every_part() -> None:
    fault = Fault("evidence.csv", 12, "year", "“é” is none.", "Write a year.")
    assert fault.record == {
        "place": "evidence.csv, row 12, year",
        "file": "evidence.csv",
        "line": 12,
        "field": "year",
        "what": "“é” is none.",
        "remedy": "Write a year.",
        "severity": "fault",
        "text_line": 0,
    }


def test_a_cell_is_followed_by_one_for_each_of_its_groups() -> None:
    register = draw_register(
        framework="""
        asks   | intervention | outcome | groups
        effect | levy         | obesity | girls; adults
        need   |              | obesity |
        """
    )
    assert [cell.id for cell in register.policy.cells] == [
        "levy--obesity--any--effect",
        "levy--obesity--girls--effect",
        "levy--obesity--adults--effect",
        "need--obesity--any--need",
    ]
    assert [cell.entry for cell in register.policy.cells] == [0, 0, 0, 1]


def test_a_group_holds_itself_and_its_parts_and_a_nation_its_leaves() -> None:
    policy = draw_register().policy
    assert policy.groups_within("children") == {"children", "girls"}
    assert policy.groups_within("adults") == {"adults"}
    assert policy.nations_within("uk") == {"england", "scotland", "wales", "northern-ireland"}
    assert policy.nations_within("mexico") == {"mexico"}


def test_the_address_of_a_gap_is_its_rule_and_its_subject() -> None:
    assert Answer("G16", "claim", "c1", "gap", "no_link").gap_id == "g16-c1"


def test_a_register_hands_out_tables_that_cannot_change_it() -> None:
    register = draw_register(findings="finding_id | study_id\nf1 | s1")
    copy = register.table("findings")
    copy.loc[0, "direction"] = "worsens"
    assert register.tables["findings"].loc[0, "direction"] == "improves"
    with pytest.raises(KeyError):
        register.table("opinions")
