"""Small registers that Hypothesis draws: every table, with the blanks and traps of real ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from opm_evidence.records.register import Register
from opm_evidence.records.vocabulary import terms
from tests.drawing import DESIGNS, draw_register, draw_rows

Row = Mapping[str, str]

POLICY: Mapping[str, Any] = {
    "target_nations": ["england", "scotland"],
    "outcomes": [
        {"id": "obesity", "title": "Obesity", "desired_direction": "down", "priority": True},
        {
            "id": "sales",
            "title": "Sales",
            "desired_direction": "down",
            "min_follow_up_months": 12,
            "follow_up_reason": "Habits change slowly.",
        },
    ],
    "priority_dimensions": [
        {
            "id": "sex",
            "title": "Sex",
            "dimension": "gender_sex",
            "populations": ["girls"],
            "reason": "It differs.",
        }
    ],
}
FRAMEWORK = """
question | asks           | intervention | outcome | groups        | searched_on | search_note
q1       | effect         | levy         | obesity | girls; adults |             |
q1       | effect         | levy         | sales   |               | 2025        | a catalogue
q2       | effect         | labels       | obesity |               |             |
q2       | cost           | levy         | sales   |               |             |
q2       | views          | levy         | obesity |               |             |
q3       | implementation | levy         | sales   |               |             |
q3       | need           |              | obesity | sex           |             |
"""
ITEMS = ("i1", "i2", "i3", "i4")
STUDIES = ("s1", "s2", "s3")
FINDINGS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7")
DESIGN_IDS = ("", *(row["study_design"] for row in draw_rows(DESIGNS)[1]))
YEARS = ("", "2010", "2015", "2019", "2020", "2021", "2024")


@dataclass(frozen=True)
class SmallRegister:
    """The rows of every table that is recorded, as text."""

    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def with_rows(self, table: str, rows: Iterable[Row]) -> "SmallRegister":
        """The same register with other rows in one table."""
        return SmallRegister({**self.tables, table: tuple(rows)})

    def without(self, table: str) -> "SmallRegister":
        """The same register with one table not recorded."""
        return SmallRegister({name: rows for name, rows in self.tables.items() if name != table})

    @property
    def register(self) -> Register:
        """The register itself."""
        texts = {name: _drawn(rows) for name, rows in self.tables.items()}
        return draw_register(POLICY, framework=FRAMEWORK, **texts)


def _drawn(rows: tuple[Row, ...]) -> str:
    columns = tuple(rows[0]) if rows else ("evidence_id",)
    lines = [" | ".join(row[column] for column in columns) for row in rows]
    return "\n".join([" | ".join(columns), *lines])


def _some(values: Iterable[str], most: int = 2) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map("; ".join)


def _one(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


def item(name: str) -> st.SearchStrategy[Row]:
    """One row of evidence.csv."""
    return st.fixed_dictionaries(
        {
            "evidence_id": st.just(name),
            "study_design": st.sampled_from(DESIGN_IDS),
            "status": _one("current", "current", "corrected", "retracted", "superseded"),
            "study_status": _one("complete", "complete", "complete", "planned", "ongoing"),
            "year": st.sampled_from(YEARS),
            "search_date": _one("", "2014", "2020-12", "2021", "2023"),
            "included_studies": st.just("10"),
            "included_low_risk": _one("", "3", "8"),
            "included_study_ids": _some(STUDIES),
            "country": _some(("england", "wales", "uk", "mexico")),
            "facets": _some(terms("facet"), most=5),
        }
    )


def finding(name: str) -> st.SearchStrategy[Row]:
    """One row of findings.csv, with a coding status that agrees with its direction."""
    return st.fixed_dictionaries(
        {
            "finding_id": st.just(name),
            "evidence_id": st.sampled_from(ITEMS),
            "study_id": st.sampled_from(STUDIES),
            "shares_data_with": _some(STUDIES, most=1),
            "match": _one("direct", "direct", "indirect"),
            "intervention": _one("levy", "levy", "labels", ""),
            "outcome": _one("obesity", "sales"),
            "population": _one("", "", "girls", "children", "adults"),
            "direction": st.sampled_from(["", *terms("direction")]),
            "ci_low": _one("", "-1", "0.5"),
            "ci_high": _one("", "1", "2"),
            "effect_metric": _one("", "mean_difference", "risk_ratio", "count"),
            "follow_up_months": _one("", "6", "12", "24"),
            "subgroups_reported": _some(("girls", "sex")),
        }
    ).map(_with_coding_status)


def _with_coding_status(row: dict[str, str]) -> Row:
    status = {"not_reported": "not_reported", "": "not_applicable"}
    return {**row, "coding_status": status.get(row["direction"], "coded")}


def rating(number: int) -> st.SearchStrategy[Row]:
    """One row of ratings.csv."""
    levels = st.sampled_from([("sms", "2"), ("sms", "3"), ("grade", "low"), ("stars", "two")])
    return st.tuples(st.sampled_from(ITEMS), _one("", "obesity"), _one("yes", "no"), levels).map(
        lambda drawn: {
            "rating_id": f"r{number}",
            "evidence_id": drawn[0],
            "outcome": drawn[1],
            "official": drawn[2],
            "scale_id": drawn[3][0],
            "level": drawn[3][1],
        }
    )


def claim(name: str) -> st.SearchStrategy[Row]:
    """One row of claims.csv."""
    return st.fixed_dictionaries(
        {
            "claim_id": st.just(name),
            "section": st.sampled_from(list(terms("section"))),
            "claim_type": st.sampled_from(list(terms("claim_type"))),
            "made_on": _one("", "2016-12-05", "2019"),
            "direction": _one("", "improves", "no_change"),
            "population": _one("", "girls"),
        }
    )


@st.composite
def links(draw: st.DrawFn, findings: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows of claim_links.csv, each of a finding with its item."""
    drawn = {}
    for row in draw(st.lists(st.sampled_from(findings), max_size=4)) if findings else ():
        name = draw(_one("c1", "c2"))
        drawn[name, row["finding_id"]] = {
            "claim_id": name,
            "evidence_id": row["evidence_id"],
            "finding_id": row["finding_id"],
            "origin": draw(st.sampled_from(list(terms("origin")))),
            "relation": draw(st.sampled_from(list(terms("relation")))),
            "cited_by_policy": draw(st.sampled_from(list(terms("yes_no_unknown")))),
            "how_used": draw(_one("", "as a reason")),
        }
    return tuple(drawn.values())


OTHER_TABLES: Mapping[str, st.SearchStrategy[tuple[Row, ...]]] = {
    "ratings": st.integers(0, 3).flatmap(lambda most: st.tuples(*map(rating, range(most)))),
    "uncertainties": st.just(({"uncertainty_id": "u1", "section": "proposal"},)),
    "evaluations": st.tuples(
        st.fixed_dictionaries(
            {
                "evaluation_id": st.just("e1"),
                "kind": _one("impact", "review"),
                "status": st.sampled_from(list(terms("evaluation_status"))),
                "outcomes": _some(("obesity", "sales")),
                "due_on": _one("", "2024", "2026", "2027-03"),
            }
        )
    ),
    "questions": st.tuples(
        st.fixed_dictionaries(
            {
                "question_id": st.just("oq1"),
                "intervention": _one("", "levy"),
                "outcome": _one("", "obesity"),
                "asked_on": _one("", "2018", "2022-05"),
                "source": _one("ari", "review"),
            }
        )
    ),
    "engagement": st.tuples(
        st.fixed_dictionaries(
            {"engagement_id": st.just("g1"), "groups_heard": _some(("girls", "adults", "sex"))}
        )
    ),
    "challenges": st.just(({"challenge_id": "h1", "about": "c1"},)),
    "transparency_scores": st.just(({"section": "proposal", "scorer": "a", "score": "2"},)),
}
"""The tables that no other table refers to, but claim_links, which is drawn from the findings."""


@st.composite
def small_registers(draw: st.DrawFn) -> SmallRegister:
    """A register with four items, up to seven findings, two claims and any of the other tables."""
    findings = tuple(draw(finding(name)) for name in FINDINGS[: draw(st.integers(1, 7))])
    tables: dict[str, tuple[Row, ...]] = {
        "evidence": tuple(draw(item(name)) for name in ITEMS),
        "findings": findings,
        "claims": (draw(claim("c1")), draw(claim("c2"))),
        "claim_links": draw(links(findings)),
    }
    for name, rows in OTHER_TABLES.items():
        if draw(st.booleans()):
            tables[name] = draw(rows)
    return SmallRegister(tables)
