"""G23, one small register each; the pack's date is 15 June 2026."""

from opm_evidence.records.answers import Answer
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.stale_evidence import RULE
from tests.drawing import draw_register


def claim(*years: str, claim_type: str = "causal", stale_years: int = 10, **columns: str) -> Answer:
    """The answer about one claim with items of these years behind it."""
    items = [f"i{number}" for number in range(len(years))]
    more = "".join(f" | {name}" for name in columns), "".join(f" | {v}" for v in columns.values())
    rows = [f"{item} | {year}{more[1]}" for item, year in zip(items, years, strict=True)]
    register = draw_register(
        as_of="2026-06-15",
        evidence="\n".join([f"evidence_id | year{more[0]}", *rows]),
        findings="\n".join(["finding_id | evidence_id", *(f"f-{i} | {i}" for i in items)]),
        claims=f"claim_id | claim_type\nc1 | {claim_type}",
        claim_links="\n".join(
            ["claim_id | evidence_id | finding_id", *(f"c1 | {i} | f-{i}" for i in items)]
        ),
    )
    (answer,) = RULE.judge(Case.of(register, Thresholds(stale_years=stale_years)))
    return answer


def test_a_claim_whose_newest_evidence_is_older_than_ten_years_is_a_gap() -> None:
    answer = claim("2009", "2015")
    assert (answer.verdict, answer.reason, answer.facts["newest_year"]) == ("gap", "stale", 2015)
    assert answer.thresholds == {"stale_years": 10}


def test_one_newer_item_is_enough() -> None:
    assert claim("2009", "2017").verdict == "no_gap"
    assert claim("2017", "").verdict == "no_gap"


def test_an_item_of_the_very_year_of_the_limit_is_not_assessable() -> None:
    answer = claim("2016", "2009")
    assert (answer.verdict, answer.reason) == ("not_assessable", "year_undecided")


def test_an_item_without_a_year_is_not_assessable() -> None:
    answer = claim("2009", "")
    assert (answer.verdict, answer.reason) == ("not_assessable", "year_unknown")
    assert answer.needs == ("evidence.year",)


def test_the_limit_is_a_threshold() -> None:
    assert claim("2019", stale_years=5).verdict == "gap"
    assert claim("2009", stale_years=20).verdict == "no_gap"


def test_a_claim_with_nothing_that_counts_behind_it_is_left_to_the_rule_on_support() -> None:
    answer = claim("2020", status="retracted")
    assert (answer.verdict, answer.reason) == ("not_applicable", "no_support")


def test_a_normative_claim_does_not_age() -> None:
    assert claim("2009", claim_type="normative").verdict == "not_applicable"


def test_missing_tables_are_named() -> None:
    (answer,) = RULE.judge(Case.of(draw_register()))
    assert answer.needs == ("claims",)
    (answer,) = RULE.judge(Case.of(draw_register(claims="claim_id\nc1")))
    assert answer.needs == ("claim_links",)
    links = "claim_id | evidence_id\nc1 | i1"
    (answer,) = RULE.judge(Case.of(draw_register(claims="claim_id\nc1", claim_links=links)))
    assert answer.needs == ("findings",)
