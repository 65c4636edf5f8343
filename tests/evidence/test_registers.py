"""The registers that ship: a test for every row, and that they keep to the facts behind them.

The facts lie beside the checkout, in ../shared/policies, and are no part of the project: where they
are absent the tests that need them are skipped, unless OPM_EVIDENCE_REQUIRE_ALL is set.
"""

import csv
import os
import re
from functools import cache
from pathlib import Path

import pytest

from opm_evidence.records.register import Register
from opm_evidence.registers.reading import examine_register, policy_ids, read_register
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules import RULES

ROOT = Path(__file__).parents[2]
EVIDENCE = ROOT / "evidence"
FACTS = ROOT.parent / "shared" / "policies"
POLICIES = policy_ids(EVIDENCE)

COPIES = re.compile(
    r"documents\.pub|vdocument|readkong|docslib|yumpu|fdocuments|pdfslide|docksci|paperzz|issuu"
    r"|coek\.info|wired-gov|govwire|parallelparliament|wordsworth\.site|//\d+\.\d+|staging|testing|core-prod"
)
"""Sites that only copy what others publish: no pack leads a reader to them."""

MACHINE = re.compile(r"(^|\s)/(work|tmp|root|home)/")

READ_AS = {
    "positive": {"improves"},
    "negative": {"worsens"},
    "no_effect": {"no_clear_change", "no_change_shown", "inconclusive"},
    "mixed": {"mixed"},
    "unclear": {"not_reported", "inconclusive", None},
    "not_applicable": {None},
}
"""From the word of a fact to the directions that a register may give."""

READ_OTHERWISE = {
    ("SDIL-02", "volume of soft drinks purchased"): "improves",
    ("SDIL-25", "sales volume of levy drinks"): "improves",
}
"""Where a register reads a fact against another outcome. More drink is no aim of the levy, hence
the facts' `mixed`; its outcome is harm to sellers, and a rise is the opposite of that harm."""

SHARED_WORDS = 9
"""As many words in a row as a statement must not share with the sentence of the fact."""


def rows_of(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def every_row(table: str) -> list[object]:
    """Every row of a table, over all policies."""
    return [
        pytest.param(policy, row, id=f"{policy}, {table}.csv, row {number}")
        for policy in POLICIES
        for number, row in enumerate(rows_of(EVIDENCE / policy / f"{table}.csv"), start=2)
    ]


def every_fact(table: str, name: str) -> list[object]:
    """Every row of the facts over all policies; one stand-in where the facts are absent."""
    facts = [
        pytest.param(folder.name, row, id=f"{folder.name}, {row[name]}")
        for folder in sorted(FACTS.glob("*/"))
        for row in rows_of(folder / f"{table}_facts.csv")
    ]
    return facts or [pytest.param(None, None, id=f"{table} facts absent")]


def need_the_facts(policy: str | None) -> None:
    if policy is not None:
        return
    if os.environ.get("OPM_EVIDENCE_REQUIRE_ALL"):
        pytest.fail("the facts are not beside the checkout, in ../shared/policies")
    pytest.skip("the facts are not beside the checkout, in ../shared/policies")


@cache
def register_of(policy: str) -> Register:
    return read_register(policy, EVIDENCE)


@cache
def case_of(policy: str) -> Case:
    return Case.of(register_of(policy))


@cache
def tables_of(policy: str) -> dict[str, list[dict[str, str]]]:
    return {path.stem: rows_of(path) for path in (EVIDENCE / policy).glob("*.csv")}


@cache
def by_id(policy: str, table: str, name: str) -> dict[str, dict[str, str]]:
    return {row[name]: row for row in tables_of(policy).get(table, [])}


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9.%£]+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[at : at + SHARED_WORDS]) for at in range(len(said) - SHARED_WORDS + 1)}


@cache
def sentences_of_facts(policy: str) -> dict[str, str]:
    return {
        row["id"].lower(): row["key_finding"] + " " + row["quality_note"]
        for row in rows_of(FACTS / policy / "evidence_facts.csv")
    }


@pytest.mark.parametrize("policy", POLICIES)
def test_a_register_that_ships_has_no_fault(policy):
    faults = examine_register(policy, EVIDENCE).faults
    assert not [str(fault) for fault in faults if fault.severity == "fault"]


@pytest.mark.parametrize("policy", POLICIES)
def test_the_framework_is_one_that_a_person_can_take_in(policy):
    declared = register_of(policy).policy
    assert 8 <= len(declared.framework) <= 20
    assert {question.id for question in declared.questions} == {
        entry.question for entry in declared.framework
    }
    assert len({(each.intervention, each.outcome, each.asks) for each in declared.framework}) == (
        len(declared.framework)
    )


@pytest.mark.parametrize("code", RULES)
@pytest.mark.parametrize("policy", POLICIES)
def test_every_rule_answers_about_every_register(policy, code):
    """Tutoring has a part of which nobody has read anything, on which G15 once fell over."""
    assert list(RULES[code].judge(case_of(policy)))


@pytest.mark.parametrize(("policy", "fact"), every_fact("evidence", "id"))
def test_an_item_says_what_its_fact_says(policy, fact):
    need_the_facts(policy)
    item = by_id(policy, "evidence", "evidence_id")[fact["id"].lower()]
    assert item["title"] == re.sub(r"^RETRACTED:\s*", "", fact["title"])
    assert item["doi"] == fact["doi"] or (not item["doi"] and "DOI" in item["notes"])
    if COPIES.search(fact["url"]):
        assert item["url"] in ("", *fact["where_verified"].split(" ; "))
    else:
        assert item["url"] == fact["url"] or (not item["url"] and item["notes"])
    assert item["year"] == fact["year"]
    assert item["verified"] == fact["verified"]


@pytest.mark.parametrize(("policy", "fact"), every_fact("evidence", "id"))
def test_the_findings_of_an_item_point_where_its_fact_points(policy, fact):
    need_the_facts(policy)
    rows = [
        row for row in tables_of(policy)["findings"] if row["evidence_id"] == fact["id"].lower()
    ]
    given = {row["direction"] or None for row in rows}
    assert len(rows) >= len(fact["outcome"].split("; "))
    for entry in fact["direction"].split("; "):
        word = re.match(r"[a-z_]+", entry)
        if word and word[0] in READ_AS:
            allowed = {"not_reported"} if "not seen" in entry else READ_AS[word[0]]
            of = re.search(r"\((.+)\)$", entry)
            if of and (fact["id"], of[1]) in READ_OTHERWISE:
                allowed = {READ_OTHERWISE[fact["id"], of[1]]}
            assert given & allowed, f"{entry}: the register says {given}"


@pytest.mark.parametrize(("policy", "fact"), every_fact("claims", "claim_id"))
def test_a_claim_is_linked_with_every_item_that_bears_on_it(policy, fact):
    need_the_facts(policy)
    claim = fact["claim_id"].lower()
    assert claim in by_id(policy, "claims", "claim_id")
    linked = {
        row["evidence_id"] for row in tables_of(policy)["claim_links"] if row["claim_id"] == claim
    }
    named = fact["supports"] + " " + fact["contradicts_or_qualifies"]
    bearing = {each.lower() for each in re.findall(r"\b[A-Z]+-\d+\b", named)}
    assert bearing <= linked


@pytest.mark.parametrize(("policy", "fact"), every_fact("documents", "title"))
def test_a_document_that_was_seen_keeps_its_path(policy, fact):
    need_the_facts(policy)
    if fact["path_or_url"].startswith("/"):
        paths = {row["base_path"] for row in tables_of(policy).get("documents", [])}
        assert fact["path_or_url"] in paths


@pytest.mark.parametrize(("policy", "item"), every_row("evidence"))
def test_no_item_leads_a_reader_to_a_copy(policy, item):
    assert not COPIES.search(item["url"])


@pytest.mark.parametrize(("policy", "item"), every_row("evidence"))
def test_an_item_without_a_finding_has_a_reason(policy, item):
    found = [
        row
        for row in tables_of(policy).get("findings", [])
        if row["evidence_id"] == item["evidence_id"]
    ]
    assert found or item["notes"] or item["limitations"]


@pytest.mark.parametrize(("policy", "finding"), every_row("findings"))
def test_a_number_says_what_it_counts(policy, finding):
    if finding["effect"]:
        assert finding["effect_metric"] and finding["effect_unit"]
    else:
        assert not (finding["ci_low"] or finding["ci_high"])


@pytest.mark.parametrize(("policy", "finding"), every_row("findings"))
def test_a_statement_is_a_sentence_in_our_own_words(policy, finding):
    assert finding["statement"][0].isupper() or finding["statement"][0].isdigit()
    assert finding["statement"].endswith(".")
    fact = sentences_of_facts(policy).get(finding["evidence_id"], "")
    assert not runs(finding["statement"]) & runs(fact)


@pytest.mark.parametrize(("policy", "finding"), every_row("findings"))
def test_a_statement_is_understood_where_it_stands_alone(policy, finding):
    """A page shows it in the row of its outcome, seldom beneath the finding that came before."""
    begins = re.match(
        r"(They|It|This|These|The same|On top of)\b(?! was hard)", finding["statement"]
    )
    assert not begins, finding["statement"]


@pytest.mark.parametrize(("policy", "item"), every_row("evidence"))
def test_an_item_that_a_limit_names_is_one_that_a_page_can_lead_to(policy, item):
    """A page turns an id into a citation; in capitals it stood there as a code of ours."""
    said = item["limitations"] + item["interests"]
    named = re.findall(r"\b(?:sdil|ntp|hf|opm|hee)-\d+\b", said, re.IGNORECASE)
    assert set(named) <= set(by_id(policy, "evidence", "evidence_id"))


@pytest.mark.parametrize(("policy", "link"), every_row("claim_links"))
def test_a_judgement_is_made_by_a_role(policy, link):
    assert link["judged_by"] == "register editor"


@pytest.mark.parametrize("policy", POLICIES)
def test_no_note_names_a_place_on_a_machine(policy):
    for table, rows in tables_of(policy).items():
        for row in rows:
            for text in row.values():
                assert not MACHINE.search(text), f"{table}: {text}"


def test_designs_and_scales_are_named_once_and_say_where_they_come_from():
    designs = rows_of(EVIDENCE / "designs.csv")
    assert len({row["study_design"] for row in designs}) == len(designs)
    scales = rows_of(EVIDENCE / "scales.csv")
    assert len({(row["scale_id"], row["level"]) for row in scales}) == len(scales)
    assert all(row["source"] for row in designs + scales)


@pytest.mark.parametrize(
    ("scale", "first"),
    [("maryland-sms-wwg", "3"), ("nesta", "3"), ("eif", "3"), ("grade", "moderate")],
)
def test_a_scale_supports_a_causal_claim_from_the_published_level_upwards(scale, first):
    levels = [row for row in rows_of(EVIDENCE / "scales.csv") if row["scale_id"] == scale]
    from_level = next(int(row["rank"]) for row in levels if row["level"] == first)
    for row in levels:
        enough = bool(row["rank"]) and int(row["rank"]) >= from_level
        assert row["supports_causal_claim"] == ("yes" if enough else "no")


def test_a_scale_of_which_nothing_was_published_supports_nothing():
    silent = {"eef-padlocks-2018", "eef-padlocks-2021", "bond"}
    levels = [row for row in rows_of(EVIDENCE / "scales.csv") if row["scale_id"] in silent]
    assert {row["scale_id"] for row in levels} == silent
    assert {row["supports_causal_claim"] for row in levels} == {""}
