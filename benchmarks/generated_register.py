"""Makes a large register for timing. Everything in it is invented, and says so.

    python -m benchmarks.generated_register FOLDER --items 10000 --findings 40000 --seed 1

The register passes every check. It never belongs into `evidence/`: nothing synthetic is shipped.
"""

import argparse
import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from opm_evidence.records.schemas import table_schema

POLICY_ID = "synthetic-policy"
NATIONS = ("england", "scotland", "wales", "northern-ireland")
INTERVENTIONS = 6
OUTCOMES = 5
ASKED = 4
"""How many of the interventions the framework asks about, unless a caller says otherwise."""
GROUPS = ("synthetic-group-a", "synthetic-group-b", "synthetic-group-c")
DESIGNS = (
    ("randomised_trial", "primary", "impact", "yes"),
    ("before_after", "primary", "impact", "no"),
    ("cohort", "primary", "impact", "depends"),
    ("modelling", "modelling", "forecast", "no"),
    ("systematic_review", "synthesis", "review", "depends"),
    ("policy_paper", "document", "statement", "no"),
)
WEIGHTS = (20, 25, 30, 8, 7, 10)
DIRECTIONS = ("improves", "worsens", "no_change_shown", "inconclusive", "no_clear_change", "mixed")
Row = Mapping[str, object]


def write_generated_register(
    evidence_dir: Path,
    *,
    items: int = 10_000,
    findings: int = 40_000,
    seed: int = 1,
    interventions: int = INTERVENTIONS,
    outcomes: int = OUTCOMES,
    asked: int = ASKED,
) -> str:
    """Write a synthetic register of that size below `evidence_dir` and return its policy id.

    The framework asks what the first `asked` interventions do for each outcome: that many cells
    for everybody. Equal arguments give equal bytes.
    """
    named = _names("intervention", interventions), _names("outcome", outcomes)
    chance = random.Random(seed)
    folder = evidence_dir / POLICY_ID
    folder.mkdir(parents=True)
    (folder / "policy.yaml").write_text(_policy(*named, asked), encoding="utf-8", newline="\n")
    evidence = [_item(number, chance) for number in range(items)]
    found = [_finding(number, chance, evidence, *named) for number in range(findings)]
    claims = [_claim(number, chance, *named) for number in range(max(1, items // 50))]
    _write(folder, "documents", [_document()])
    _write(folder, "evidence", evidence)
    _write(folder, "findings", found)
    _write(folder, "ratings", [_rating(row) for row in evidence[::5]])
    _write(folder, "claims", claims)
    _write(folder, "claim_links", [_link(row, chance, found) for row in claims if found])
    _write(evidence_dir, "designs", [_design(*each) for each in DESIGNS])
    _write(evidence_dir, "scales", [_level(rank) for rank in range(1, 6)])
    return POLICY_ID


def _item(number: int, chance: random.Random) -> dict[str, object]:
    design = chance.choices(DESIGNS, WEIGHTS)[0][0]
    review = design == "systematic_review"
    included = chance.randint(3, 60)
    return {
        "evidence_id": f"synthetic-{number}",
        "title": f"Synthetic report {number}, made for timing",
        "authors": "Synthetic A; Synthetic B",
        "year": chance.randint(1998, 2026),
        "publisher": "Journal of Synthetic Studies",
        "type": "journal_article",
        "study_design": design,
        "study_status": chance.choices(("complete", "ongoing"), (95, 5))[0],
        "doi": f"10.99999/synthetic.{number}" if chance.random() < 0.7 else "",
        "url": f"https://example.org/synthetic/{number}",
        "link_status": "unchecked",
        "access": chance.choice(("open", "paywalled", "unknown")),
        "country": "; ".join(sorted(chance.sample(NATIONS, chance.randint(1, 2)))),
        "language": "en",
        "search_date": f"{chance.randint(2005, 2025)}-06" if review else "",
        "included_studies": included if review else "",
        "included_low_risk": chance.randint(0, included) if review else "",
        "limitations": "Invented, so it says nothing about anything",
        "status": chance.choices(("current", "corrected", "retracted"), (97, 2, 1))[0],
        "notice_doi": f"10.99999/notice.{number}",
        "facets": "effect; implementation",
        "verified": "no",
        "added_on": "2026-01-01",
    }


def _names(kind: str, count: int) -> tuple[str, ...]:
    return tuple(f"synthetic-{kind}-{number}" for number in range(1, count + 1))


def _finding(
    number: int,
    chance: random.Random,
    evidence: Sequence[Mapping[str, object]],
    interventions: Sequence[str],
    outcomes: Sequence[str],
) -> dict[str, object]:
    item = evidence[number % len(evidence)]
    read = item["study_status"] == "complete" and chance.random() < 0.85
    effect = round(chance.gauss(0, 2), 2)
    margin = round(chance.uniform(0.1, 4), 2)
    return {
        "finding_id": f"synthetic-finding-{number}",
        "evidence_id": item["evidence_id"],
        "study_id": f"study-of-{item['evidence_id']}",
        "joint": "no",
        "match": chance.choices(("direct", "indirect"), (85, 15))[0],
        "intervention": chance.choice(interventions),
        "outcome": chance.choice(outcomes),
        "population": chance.choice(("", "", *GROUPS)),
        "comparator": "no synthetic intervention",
        "direction": chance.choice(DIRECTIONS) if read else "not_reported",
        "effect": effect if read else "",
        "effect_metric": "percentage_point_difference" if read else "",
        "effect_unit": "percentage points, invented" if read else "",
        "ci_low": round(effect - margin, 2) if read else "",
        "ci_high": round(effect + margin, 2) if read else "",
        "sample_size": chance.randint(20, 50_000),
        "follow_up_months": chance.choice((3, 6, 12, 24)),
        "subgroups_reported": "; ".join(chance.sample(GROUPS, chance.randint(0, 2))),
        "statement": f"Invented finding {number}, for timing only",
        "location": f"Table {chance.randint(1, 9)}",
        "coding_status": "coded" if read else "not_reported",
        "coded_by": "generator",
    }


def _claim(
    number: int, chance: random.Random, interventions: Sequence[str], outcomes: Sequence[str]
) -> dict[str, object]:
    return {
        "claim_id": f"synthetic-claim-{number}",
        "document_id": "synthetic-document",
        "section": "proposal",
        "claim_type": "causal",
        "text": f"Invented claim {number}",
        "paraphrase": "yes",
        "made_on": "2020-01",
        "intervention": chance.choice(interventions),
        "outcome": chance.choice(outcomes),
        "direction": "improves",
    }


def _link(claim: Row, chance: random.Random, findings: Sequence[Row]) -> dict[str, object]:
    finding = chance.choice(findings)
    return {
        "claim_id": claim["claim_id"],
        "evidence_id": finding["evidence_id"],
        "finding_id": finding["finding_id"],
        "origin": "independent",
        "relation": chance.choice(("supports", "contradicts", "context")),
        "cited_by_policy": chance.choice(("yes", "no", "unknown")),
        "judged_by": "generator",
    }


def _rating(item: Row) -> dict[str, object]:
    return {
        "rating_id": f"rating-of-{item['evidence_id']}",
        "evidence_id": item["evidence_id"],
        "scale_id": "synthetic-scale",
        "level": "3",
        "rated_by": "generator",
        "official": "no",
    }


def _document() -> dict[str, object]:
    return {
        "document_id": "synthetic-document",
        "title": "Synthetic policy paper",
        "published_on": "2020-01",
        "kind": "policy_paper",
    }


def _design(design: str, family: str, kind: str, comparison: str) -> dict[str, object]:
    return {
        "study_design": design,
        "title": design.replace("_", " ").capitalize(),
        "family": family,
        "kind": kind,
        "comparison": comparison,
        "source": "Invented for timing",
    }


def _level(rank: int) -> dict[str, object]:
    return {
        "scale_id": "synthetic-scale",
        "scale": "A synthetic scale",
        "unit_rated": "study",
        "level": rank,
        "rank": rank,
        "label": f"Invented level {rank}",
        "supports_causal_claim": "yes" if rank >= 3 else "no",
        "source": "Invented for timing",
    }


def _policy(interventions: Sequence[str], outcomes: Sequence[str], asked: int) -> str:
    cells = "\n".join(
        f"  - {{question: synthetic-question, asks: effect, intervention: {intervention}, "
        f"outcome: {outcome}, groups: [{GROUPS[0]}], declared_by: generator, "
        "reason: invented for timing}"
        for intervention in interventions[:asked]
        for outcome in outcomes
    )
    return f"""\
policy_id: {POLICY_ID}
title: A synthetic policy, made for timing
summary: Everything in this register is invented.
lead_department: No department
stage: in_force
as_of: 2026-11-23
target_nations: [england]
questions:
  - {{id: synthetic-question, text: How long does it take?}}
interventions:
{_entries(interventions)}
outcomes:
{_entries(outcomes, ", desired_direction: up")}
populations:
{_entries(GROUPS)}
framework:
{cells}
nations:
{_entries(NATIONS)}
"""


def _entries(ids: Iterable[str], more: str = "") -> str:
    return "\n".join(
        f"  - {{id: {each}, title: {each.replace('-', ' ').capitalize()}{more}}}" for each in ids
    )


def _write(folder: Path, table: str, rows: Iterable[Row]) -> None:
    columns = [name for name in table_schema(table).columns if name != "notes"]
    with open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write a register from the command line."""
    parser = argparse.ArgumentParser(description="Make a large synthetic register for timing.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--findings", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    policy_id = write_generated_register(
        given.folder, items=given.items, findings=given.findings, seed=given.seed
    )
    print(given.folder / policy_id)


if __name__ == "__main__":
    main()
