"""The drawn registers that the tests of display show, from empty to full of traps."""

# A drawn table is as wide as its columns.
# ruff: noqa: E501

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from opm_evidence.records.register import Register
from opm_evidence.records.schemas import POLICY_TABLES, table_schema
from tests.drawing import draw_register

POLICY = {
    "priority_dimensions": [
        {
            "id": "income",
            "title": "Low-income families",
            "dimension": "socioeconomic_status",
            "populations": ["adults"],
            "reason": "Prices weigh more on them.",
        },
        {
            "id": "disabled",
            "title": "Disabled people",
            "dimension": "disability",
            "reason": "Nobody has asked them.",
        },
    ],
    "contact": {"name": "The register’s editors", "url": "https://example.org/contact"},
    "commitment": {"id": "UK0092", "title": "Open policy making"},
    "govuk_pages": [{"base_path": "/levy", "title": "The levy", "role": "guidance"}],
    "search_terms": [{"text": "sugar tax"}],
    "framework_note": "Tooth decay is left out.",
}

FULL: Mapping[str, str] = MappingProxyType(
    {
        "framework": """
        question | asks   | intervention | outcome | groups          | role        | searched_on | search_note
        q1       | effect | levy         | obesity | girls; disabled | policy      |             |
        q1       | effect | labels       | obesity |                 | alternative | 2025-03     | MEDLINE
        q2       | effect | levy         | sales   |                 | policy      |             |
        q2       | cost   | levy         | costs   |                 | policy      |             |
        q2       | views  | levy         | trust   |                 | policy      |             |
        q1       | need   |              | obesity |                 | policy      |             |
        """,
        "documents": """
        document_id | title           | published_on | url                       | kind
        paper       | The levy: paper | 2016-12-05   | https://example.org/paper | policy_paper
        speech      | A speech        | 2025         |                           | statement
        """,
        "evidence": """
        evidence_id | title                        | authors                 | year | study_design              | status     | replaced_by | notice_doi   | doi          | url                     | link_status | access    | verified | study_status | search_date | country          | limitations
        e-1         | Obesity in <i>girls</i>      | Rogers NT; White M      | 2023 | interrupted_time_series   | current    |             |              | 10.1000/one  |                         |             | open      | yes      | complete     |             | england          | Short, see e-2
        e-2         | Obesity and the levy         | Rogers NT; Adams J      | 2023 | interrupted_time_series   | retracted  | e-1         | 10.1000/gone | 10.1000/two  |                         |             | paywalled | yes      | complete     |             | england          |
        e-3         | Sugar bought                 | Pell D                  | 2021 | randomised_trial          | current    |             |              |              | https://example.org/e-3 | unchecked   |           | no       | complete     |             | england; wales   |
        e-4         | All taxes                    | HM Treasury             | 2022 | systematic_review         | current    |             |              |              |                         |             | open      | yes      | complete     | 2014        | mexico           |
        e-5         | A model of costs             | Cobiac LJ               |      | modelling                 | current    |             |              |              | ftp://example.org/x     |             | open      | yes      | complete     |             | england          |
        e-6         | What parents say             |                         | 2020 | interviews                | current    |             |              | 10.1000/six  |                         |             | open      | yes      | complete     |             | scotland         |
        e-7         | A trial to come              | White M                 | 2025 | randomised_trial          | current    |             |              |              |                         |             | open      | yes      | ongoing      |             | england          |
        """,
        "findings": """
        finding_id | evidence_id | study_id | intervention | outcome | population | direction    | match    | effect | effect_metric               | effect_unit                     | ci_low | ci_high | follow_up_months | statement
        f-1        | e-1         | s-1      | levy         | obesity | girls      | improves     | direct   | -1.6   | percentage_point_difference | percentage points of prevalence | -2.3   | -0.9    | 19               | Fewer girls were obese.
        f-2        | e-2         | s-2      | levy         | obesity |            | worsens      | direct   |        |                             |                                 |        |         |                  | More were obese.
        f-3        | e-3         | s-3      | levy         | sales   |            | improves     | direct   | 0.82   | risk_ratio                  |                                 | 0.7    | 0.95    | 12               | Less was bought.
        f-4        | e-4         | s-4      | levy         | sales   |            | improves     | indirect |        |                             |                                 |        |         |                  | Less was bought elsewhere.
        f-5        | e-5         | s-5      | levy         | sales   | adults     | worsens      | direct   | 1500   | monetary_value              | pounds a year                   |        |         |                  | The model expects more.
        f-6        | e-6         | s-6      | levy         | trust   |            |              | direct   |        |                             |                                 |        |         |                  | Parents find it fair.
        f-7        | e-7         | s-7      | levy         | obesity |            | not_reported | direct   |        |                             |                                 |        |         |                  | Not out.
        f-8        | e-3         | s-3      | labels       | sales   |            | mixed        | direct   |        |                             |                                 |        |         |                  | Labels did this and that.
        """,
        "ratings": """
        evidence_id | scale_id | level    | outcome | rated_by     | rated_on | official | basis_url
        e-4         | grade    | moderate | sales   | the authors  | 2022     | no       | https://example.org/r
        e-3         | sms      | 3        |         | a What Works | 2023-05  | yes      |
        """,
        "claims": """
        claim_id | document_id | claim_type  | text                          | paraphrase | made_on | location | outcome | section
        c-1      | paper       | causal      | The levy will lower obesity.  | no         |         | page 2   | obesity | proposal
        c-2      | speech      | descriptive | Sugar fell by half.           | yes        | 2025-05 |          | sales   | diagnosis
        c-3      | speech      | normative   | Children deserve better.      | yes        |         |          |         | diagnosis
        """,
        "claim_links": """
        claim_id | evidence_id | finding_id | relation        | cited_by_policy | origin      | how_used
        c-1      | e-1         | f-1        | supports        | yes             | independent | the aim
        c-1      | e-2         | f-2        | contradicts     | unknown         | independent |
        c-1      | e-5         | f-5        | qualifies       | no              | own         |
        c-2      | e-3         | f-3        | partly_supports | unknown         | commissioned |
        """,
        "uncertainties": """
        uncertainty_id | section   | text                     | source     | acknowledged_by_policy
        u-1            | diagnosis | How long the fall lasts. | e-1; paper | no
        """,
        "evaluations": """
        evaluation_id | title            | kind     | status  | due_on  | outcomes       | design
        v-1           | The main report  | impact   | ongoing | 2020-01 | obesity; sales | randomised_trial
        v-2           | What it cost     | economic | planned |         | costs          |
        """,
        "questions": """
        question_id | text                 | source | asked_on | source_evidence_id | intervention | outcome
        oq-1        | Does it last?        | ari    | 2024-06  |                    | levy         | obesity
        oq-2        | What do girls think? | review |          | e-6                | levy         | trust
        """,
        "engagement": """
        engagement_id | title          | method   | from    | to      | groups_heard | participants | learning
        g-1           | Parents’ panel | workshop | 2016-05 | 2016-06 | income       | 1200         | They asked for clear labels.
        """,
        "challenges": """
        challenge_id | about | text                  | response           | responded_on | status
        ch-1         | c-1   | The figure is old.    | It was mended.     | 2025-02-03   | accepted
        """,
        "transparency_scores": """
        section  | scorer | score | reason
        proposal | A      | 2     | Most is cited.
        proposal | B      | 1     | Little is said of use.
        """,
    }
)  # fmt: skip
"""A register with something of everything: retracted, indirect, modelled, unread, overdue."""


def full() -> Register:
    """Something of everything."""
    tables = dict(FULL)
    return draw_register(POLICY, framework=tables.pop("framework"), **tables)


def unrecorded() -> Register:
    """The least that a folder can hold: a policy and an empty table of evidence."""
    return draw_register(evidence="evidence_id")


def recorded_zeros() -> Register:
    """Every table is there, with a header and no row: somebody looked, and found none."""
    headers = {name: table_schema(name).columns[0] for name in POLICY_TABLES}
    return draw_register(**headers)


REGISTERS = {"full": full, "unrecorded": unrecorded, "recorded-zeros": recorded_zeros}


def hostile(text: str) -> Register:
    """The full register with a text in every place where people write freely."""
    register = full()
    tables = {name: _with_text(name, table, text) for name, table in register.tables.items()}
    policy = register.policy.model_copy(
        update={
            "title": text,
            "summary": text,
            "lead_department": text,
            "framework_note": text,
            "interventions": _titled(register.policy.interventions, text),
            "outcomes": _titled(register.policy.outcomes, text),
            "populations": _titled(register.policy.populations, text),
            "nations": _titled(register.policy.nations, text),
            "questions": tuple(
                each.model_copy(update={"text": text}) for each in register.policy.questions
            ),
        }
    )
    return replace(register, policy=policy, tables=tables)


def _titled(parts: tuple, text: str) -> tuple:
    return tuple(each.model_copy(update={"title": f"{each.id} {text}"}) for each in parts)


def _with_text(name: str, table: pd.DataFrame, text: str) -> pd.DataFrame:
    schema = table_schema(name)
    tied = {reference.field for reference in schema.references}
    free = [
        field
        for field in schema.fields
        if field.type == "string"
        and not (field.vocabulary or field.pattern or field.partial_date)
        and field.name not in tied
        and field.name not in ("study_id", "shares_data_with", "level", "about")
    ]
    changed = {
        field.name: [(text,)] * len(table) if field.many else [text] * len(table) for field in free
    }
    addresses = {
        field.name: [f"javascript:{text}"] * len(table)
        for field in schema.fields
        if field.name.endswith("url") or field.name in ("doi", "notice_doi")
    }
    return table.assign(**changed, **addresses)
