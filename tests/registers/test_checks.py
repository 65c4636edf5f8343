"""What must hold across a register: for each check, where it holds and where it does not."""

import inspect
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

from opm_evidence.records.faults import Fault
from opm_evidence.registers import cells, checks
from opm_evidence.registers.cells import CELL_CHECKS
from opm_evidence.registers.checks import CHECKS
from opm_evidence.registers.checks.addresses_of_publishers import copy_of
from opm_evidence.registers.manual import manual
from tests.registers.folders import found_in, lay_register, only_fault, respell, spoil


def modules_of(package: ModuleType, beside: set[str]) -> set[str]:
    return {each.name for each in pkgutil.iter_modules(package.__path__)} - beside


def test_every_module_of_a_check_is_in_the_registry_once() -> None:
    assert {check.name for check in CHECKS} == modules_of(checks, {"check"})
    assert {check.name for check in CELL_CHECKS} == modules_of(cells, {"complaint"})
    assert len(CHECKS) == len({check.name for check in CHECKS})
    assert len(CELL_CHECKS) == len({check.name for check in CELL_CHECKS})


def test_every_check_is_in_the_manual_and_is_documented() -> None:
    text = manual()
    for check in CHECKS:
        assert f"- {check.holds}\n" in text
        assert inspect.getdoc(inspect.getmodule(check.find))
    for cell_check in CELL_CHECKS:
        assert f"- {cell_check.holds}\n" in text


def in_table(folder: Path, table: str) -> list[Fault]:
    return [fault for fault in found_in(folder) if fault.file.startswith(table)]


def test_an_id_given_twice_names_both_places(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 3, finding_id="bandy-a")
    fault = in_table(folder, "findings")[0]
    assert fault.place == "findings.csv, row 3, finding_id"
    assert fault.what == "“bandy-a” is there twice: here and in row 2."


def test_a_key_of_several_columns_is_compared_as_a_whole(tmp_path: Path) -> None:
    folder = lay_register(
        tmp_path,
        claim_links="""
        claim_id | evidence_id | finding_id
        c1       | rogers      | rogers-a
        c1       | bandy       | bandy-a
        c1       | rogers      | rogers-a
        """,
    )
    fault = only_fault(folder)
    assert (fault.line, fault.field) == (4, "claim_id, evidence_id, finding_id")
    assert "“c1” with “rogers” with “rogers-a” is there twice: here and in row 2" in fault.what


@pytest.mark.parametrize(
    ("table", "column", "text", "what", "remedy"),
    [
        ("findings", "evidence_id", "bndy", "in the column evidence_id of evidence", "“bandy”?"),
        ("findings", "outcome", "obesty", "in the outcomes of policy.yaml", "“obesity”?"),
        ("findings", "intervention", "tax", "in the interventions of policy", "levy, labels."),
        ("findings", "population", "girl", "in the populations of policy.yaml", "“girls”?"),
        (
            "findings",
            "subgroups_reported",
            "girls; men",
            "no “men” in the populations and",
            "girls",
        ),
        ("findings", "shares_data_with", "girls-2", "in the column study_id", "“girls-1”?"),
        ("evidence", "study_design", "cohrt", "in the column study_design of designs", "“cohort”?"),
        ("evidence", "country", "england; walls", "no “walls” in the nations", "“wales”?"),
        ("evidence", "country", "england, wales", "no “england, wales”", "by a semicolon"),
        ("evidence", "included_study_ids", "sales", "in the column study_id", "“sales-1”?"),
        ("ratings", "scale_id", "grad", "in the column scale_id of scales", "“grade”?"),
        ("claims", "document_id", "papr", "in the column document_id of documents", "“paper”?"),
        ("claim_links", "claim_id", "c2", "in the column claim_id of claims", "Use one of: c1."),
        ("claim_links", "finding_id", "rogers-b", "in the column finding_id", "“rogers-a”?"),
    ],
)
def test_what_a_row_refers_to_exists(
    tmp_path: Path, table: str, column: str, text: str, what: str, remedy: str
) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, table, 2, **{column: text})
    fault = next(each for each in in_table(folder, table) if each.what.startswith("There is no"))
    assert fault.place == f"{table}.csv, row 2, {column}"
    assert what in fault.what
    assert remedy in fault.remedy


def test_a_reference_into_a_table_that_is_not_recorded_says_so(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").unlink()
    fault = only_fault(folder)
    assert fault.place == "claims.csv, row 2, document_id"
    assert fault.remedy == "There is no documents.csv yet: add it, or leave this cell blank."


def test_unknown_ids_by_the_thousand_are_found_quickly_and_counted(tmp_path: Path) -> None:
    rows = "\n".join(f"f{number} | bandy | s{number}" for number in range(3_000))
    folder = lay_register(tmp_path, findings=f"finding_id | evidence_id | study_id\n{rows}")
    (folder / "claim_links.csv").unlink()
    respell(folder, "findings", lambda text: text.replace(",levy,", ",leavy,"))
    faults = in_table(folder, "findings")
    assert len(faults) == 101
    assert sum("2,900 more rows" in fault.what for fault in faults) == 1


@pytest.mark.parametrize(
    ("coding_status", "direction", "fault"),
    [
        ("coded", "improves", ""),
        ("not_reported", "not_reported", ""),
        ("not_applicable", "", ""),
        ("not_reported", "improves", "counts as unread, and has a direction"),
        ("not_reported", "", "counts as unread, and its direction is blank"),
        ("coded", "not_reported", "counts as read, and its direction is not_reported"),
        ("coded", "", "counts as read, and its direction is blank"),
        ("not_applicable", "mixed", "estimates no effect (not_applicable)"),
        ("not_applicable", "not_reported", "estimates no effect (not_applicable)"),
    ],
)
def test_a_direction_agrees_with_whether_somebody_has_read_it(
    tmp_path: Path, coding_status: str, direction: str, fault: str
) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, coding_status=coding_status, direction=direction)
    if fault:
        assert fault in only_fault(folder).what
    else:
        assert found_in(folder) == ()


@pytest.mark.parametrize(
    ("low", "effect", "high", "fields"),
    [
        ("-3", "-2.5", "-2", []),
        ("-2.5", "-2.5", "-2.5", []),
        ("", "-2.5", "", []),
        ("-3", "", "-2", []),
        ("-2", "-2.5", "-3", ["ci_low"]),
        ("-2", "-2.5", "-1", ["effect"]),
        ("-4", "-2.5", "-3", ["effect"]),
        ("-3", "-2.5", "", ["ci_low"]),
    ],
)
def test_an_effect_lies_within_its_interval(
    tmp_path: Path, low: str, effect: str, high: str, fields: list[str]
) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, ci_low=low, effect=effect, ci_high=high)
    assert [fault.field for fault in found_in(folder)] == fields


def test_a_number_without_a_measure_is_advised_against(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, effect_metric="")
    assert (only_fault(folder).field, only_fault(folder).severity) == ("effect_metric", "advice")


def test_a_retracted_or_superseded_item_says_why(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, status="retracted")
    assert (only_fault(folder).field, only_fault(folder).severity) == ("notice_doi", "advice")
    spoil(folder, "evidence", 2, notice_doi="10.1136/bmj.p2705")
    assert found_in(folder) == ()
    spoil(folder, "evidence", 2, status="superseded")
    assert (only_fault(folder).field, only_fault(folder).severity) == ("replaced_by", "advice")
    spoil(folder, "evidence", 2, replaced_by="rogers")
    assert found_in(folder) == ()


def test_an_item_that_stands_is_replaced_by_nothing(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, replaced_by="rogers")
    assert "its status says that it stands" in only_fault(folder).what


def test_no_item_replaces_itself_not_even_by_a_detour(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, status="superseded", replaced_by="bandy")
    assert only_fault(folder).what == "The item is replaced by itself."
    spoil(folder, "evidence", 2, replaced_by="rogers")
    spoil(folder, "evidence", 3, status="superseded", replaced_by="bandy")
    assert [fault.what for fault in found_in(folder)] == [
        "Following what replaced this item leads back to it."
    ] * 2


def test_a_link_names_a_finding_of_its_own_item(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "claim_links", 2, finding_id="bandy-a")
    assert "belongs to another item" in only_fault(folder).what
    spoil(folder, "claim_links", 2, finding_id="")
    assert "does not say which of them" in only_fault(folder).what


def test_a_finding_of_an_item_that_is_not_there_is_one_fault_and_not_its_links_too(
    tmp_path: Path,
) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 3, evidence_id="rogers 2023")
    assert only_fault(folder).file == "findings.csv"


def test_a_link_to_an_item_without_findings_leaves_the_finding_blank(tmp_path: Path) -> None:
    folder = lay_register(
        tmp_path,
        evidence="evidence_id\nbandy\nrogers\nstatement",
        claim_links="claim_id | evidence_id\nc1 | statement",
    )
    assert found_in(folder) == ()


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("search_date", "2018-06"),
        ("included_studies", "17"),
        ("included_study_ids", "sales-1"),
    ],
)
def test_only_reviews_have_what_reviews_have(tmp_path: Path, column: str, text: str) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 3, **{column: text})
    assert only_fault(folder).place == f"evidence.csv, row 3, {column}"
    for design in ("systematic_review", "evidence_map", ""):
        spoil(folder, "evidence", 3, study_design=design)
        assert found_in(folder) == ()


def test_no_more_studies_are_at_low_risk_than_are_included(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 3, study_design="systematic_review")
    spoil(folder, "evidence", 3, included_studies="4", included_low_risk="4")
    assert found_in(folder) == ()
    spoil(folder, "evidence", 3, included_low_risk="5")
    assert "More studies are at low risk" in only_fault(folder).what
    spoil(folder, "evidence", 3, included_studies="")
    assert only_fault(folder).field == "included_studies"


def test_a_level_belongs_to_its_scale(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "ratings", 2, level="moderate")
    fault = only_fault(folder)
    assert fault.what == "The scale “sms” has no level “moderate”."
    assert "Use one of: 2, 3." in fault.remedy


def test_an_outcome_that_is_only_watched_takes_no_side(tmp_path: Path) -> None:
    watched = [
        {"id": "obesity", "title": "Obesity", "desired_direction": "none"},
        {"id": "sales", "title": "Sales", "desired_direction": "down"},
    ]
    folder = lay_register(tmp_path, {"outcomes": watched})
    assert [fault.file for fault in found_in(folder)] == ["claims.csv", "findings.csv"]
    spoil(folder, "claims", 2, direction="no_change")
    spoil(folder, "findings", 3, direction="mixed")
    assert found_in(folder) == ()


def test_a_report_is_one_row_whatever_the_case_of_its_doi(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, doi="10.1186/abc")
    spoil(folder, "evidence", 3, doi="10.1186/ABC")
    fault = only_fault(folder)
    assert fault.place == "evidence.csv, row 3, doi"
    assert "in row 2" in fault.what


def test_two_reports_of_one_study_have_a_nation_in_common(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 3, study_id="sales-1")
    spoil(folder, "evidence", 3, country="scotland")
    fault = only_fault(folder)
    assert (fault.field, fault.severity) == ("study_id", "advice")
    assert "england and scotland" in fault.what
    spoil(folder, "evidence", 3, country="scotland; england")
    assert found_in(folder) == ()


def test_only_a_need_has_no_intervention(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, intervention="")
    assert (only_fault(folder).field, only_fault(folder).severity) == ("intervention", "advice")
    asked = [{"question": "q1", "asks": "need", "outcome": "sales"}]
    needed = lay_register(tmp_path / "needed", {"framework": asked})
    spoil(needed, "findings", 2, intervention="")
    assert found_in(needed) == ()


def test_what_ends_does_not_end_before_it_began(tmp_path: Path) -> None:
    folder = lay_register(
        tmp_path,
        engagement="""
        engagement_id | from    | to
        e1            | 2016-08 | 2016-07
        e2            | 2016-08 | 2016
        e3            | 2016-08 | 2016-08
        e4            | 2016-08 |
        """,
    )
    assert only_fault(folder).place == "engagement.csv, row 2, to"


def test_an_evaluation_agrees_with_itself(tmp_path: Path) -> None:
    folder = lay_register(
        tmp_path,
        evaluations="""
        evaluation_id | status   | published_on | reason_unpublished
        v1            | complete | 2024-09      |
        v2            | complete | 2024-09      | Delayed
        v3            | planned  | 2024-09      |
        v4            | complete |              |
        v5            | complete |              | Delayed
        v6            | planned  |              |
        """,
    )
    assert [(fault.line, fault.field, fault.severity) for fault in found_in(folder)] == [
        (3, "reason_unpublished", "fault"),
        (4, "status", "fault"),
        (5, "published_on", "advice"),
    ]


@pytest.mark.parametrize(
    "about",
    ["c1", "bandy", "rogers-a", "g16-c1", "g01-levy--obesity--any--effect", "g21-diagnosis"],
)
def test_a_challenge_is_about_something_of_the_register(tmp_path: Path, about: str) -> None:
    folder = lay_register(tmp_path, challenges=f"challenge_id | about\nch-1 | {about}")
    assert found_in(folder) == ()


@pytest.mark.parametrize("about", ["c2", "g16-c2", "g01-levy--obesity", "everything"])
def test_a_challenge_about_nothing_is_a_fault(tmp_path: Path, about: str) -> None:
    folder = lay_register(tmp_path, challenges=f"challenge_id | about\nch-1 | {about}")
    assert "no claim, item, finding or gap" in only_fault(folder).what


def test_a_report_that_is_public_has_no_reason_for_not_being(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, access="open", unpublished_reason="Awaiting clearance")
    assert only_fault(folder).field == "unpublished_reason"
    spoil(folder, "evidence", 2, access="unpublished")
    assert found_in(folder) == ()


def test_a_link_that_was_asked_says_when(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, url="https://www.gov.uk/a", link_status="ok")
    assert only_fault(folder).field == "link_checked_on"
    spoil(folder, "evidence", 2, link_checked_on="2025-03-01")
    assert found_in(folder) == ()
    spoil(folder, "evidence", 2, link_status="unchecked")
    assert "a day is given on which it was checked" in only_fault(folder).what
    spoil(folder, "evidence", 2, link_status="broken", url="")
    assert "there is no address" in only_fault(folder).what


@pytest.mark.parametrize(
    "cells",
    [
        {"link_status": "ok", "url": "https://www.gov.uk/a", "link_checked_on": "01/02/2025"},
        {"link_status": "ok", "url": "www.gov.uk/a", "link_checked_on": "2025-02-01"},
        {"study_design": "systematic_review", "included_low_risk": "2", "included_studies": "1,7"},
        {"status": "retracted", "notice_doi": "doi:10.1186/x"},
    ],
)
def test_a_cell_that_cannot_be_read_is_not_called_blank_as_well(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, **cells)
    assert only_fault(folder).severity == "fault"


def test_a_study_does_not_share_data_with_itself(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, shares_data_with="girls-1; sales-1")
    assert only_fault(folder).field == "shares_data_with"


def test_a_study_that_is_not_finished_has_no_results_to_read(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, study_status="ongoing")
    assert (only_fault(folder).place, only_fault(folder).severity) == (
        "findings.csv, row 2, coding_status",
        "advice",
    )


def test_nothing_that_has_happened_lies_in_the_future(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, year="2027")
    spoil(folder, "claims", 2, made_on="2026-02")
    assert [(fault.file, fault.severity) for fault in found_in(folder)] == [
        ("claims.csv", "advice"),
        ("evidence.csv", "advice"),
    ]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://www.gov.uk/government/publications/x", ""),
        ("https://doi.org/10.1186/x", ""),
        ("https://webarchive.nationalarchives.gov.uk/ukgwa/2025/https://www.gov.uk/x", ""),
        ("https://test-and-trace.nhs.uk/x", ""),
        ("https://documents.un.org/x", ""),
        ("https://documents.pub/document/x.html", "a site where anybody uploads documents"),
        ("https://vdocuments.mx/x", "a site where anybody uploads documents"),
        ("https://www.readkong.com/page/x", "a site where anybody uploads documents"),
        ("https://en.calameo.docplayer.net/1", "a site where anybody uploads documents"),
        ("https://www.wired-gov.net/wg/news.nsf/x", "a site that republishes press notices"),
        ("https://www.parallelparliament.co.uk/x", "a copy of the records of Parliament"),
        ("http://203.0.113.9/report.pdf", "a machine without a name"),
        ("http://[2001:db8::1]/report.pdf", "a machine without a name"),
        ("http://localhost:8000/", "not a public site"),
        ("https://www.staging.publishing.service.gov.uk/x", "a site under test"),
        ("https://core-prod.example.ac.uk/x", "a site under test"),
        ("https://www.gov.uk:99999999/x", ""),
        ("http://[bad/x", "an address that cannot be read"),
    ],
)
def test_a_copy_of_a_document_is_told_from_its_publisher(address: str, kind: str) -> None:
    assert copy_of(address).startswith(kind) and bool(copy_of(address)) == bool(kind)


def test_no_address_leads_to_a_copy(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "documents", 2, url="https://documents.pub/document/levy.html")
    spoil(folder, "evidence", 2, archived_url="https://documents.pub/document/levy.html")
    fault = only_fault(folder)
    assert fault.place == "documents.csv, row 2, url"
    assert "leave the cell blank" in fault.remedy


def test_an_id_that_is_itself_a_fault_stops_no_check(tmp_path: Path) -> None:
    """Cells with a fault hold nothing, which compares with nothing: two checks fell over that."""
    folder = lay_register(tmp_path)
    spoil(folder, "findings", 2, study_id="Sales 1", shares_data_with="girls-1")
    assert only_fault(folder).field == "study_id"
    spoil(folder, "findings", 2, study_id="sales-1")
    spoil(folder, "evidence", 2, status="superseded", replaced_by="rogers", evidence_id="bandy!")
    spoil(folder, "evidence", 3, status="superseded", replaced_by="rogers")
    assert {fault.severity for fault in found_in(folder)} == {"fault"}
