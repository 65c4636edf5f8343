"""Section 11 in each state that usage can be in: no sentence says more than the data do."""

import re

import pytest

from opm_evidence import display
from opm_evidence.display.wording import usage as words
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.assessment import Assessment, assess
from opm_evidence.synthesis.rules.attention_gap import WEIGHED
from opm_evidence.usage import read_policy_usage
from tests.display.approving import approve
from tests.display.reading import as_text, read, show
from tests.drawing import draw_register
from tests.usage.files import LOW_CLICKS_HEADER, content_data, content_data_row, put

POLICY = {
    "govuk_pages": [
        {"base_path": "/levy", "title": "The levy", "role": "guidance", "question": "q1"},
        {"base_path": "/pay-levy", "role": "service", "question": "q2"},
    ],
    "search_terms": [
        {"text": "sugar tax", "question": "q1"},
        {"text": "drinks levy", "question": "q2"},
        {"text": "sugar levy", "question": "q2"},
        {"text": "soft drinks tax"},
        {"text": "coke", "question": "q1", "relation": "ambiguous"},
        {"text": "form 24", "question": "q1"},
    ],
}
FRAMEWORK = """
    question | asks   | intervention | outcome
    q1       | effect | levy         | obesity
    q2       | effect | levy         | sales
"""
FINDINGS = "finding_id | outcome\nf1 | sales\nf2 | sales\nf3 | sales"
SPRING = ("2023-02-01", "2023-04-30")


def register():
    return draw_register(POLICY, framework=FRAMEWORK, findings=FINDINGS)


def searches(*rows: str) -> str:
    return LOW_CLICKS_HEADER + "".join(f"{row.split(',')[0]},,,,,{_rest(row)}\n" for row in rows)


def _rest(row: str) -> str:
    _, searched, clicked = row.split(",")
    return f"{searched},{clicked},{100 * int(clicked) // int(searched)}%,,"


def months(*counts: tuple[str, int]) -> dict[str, str]:
    """A Content Data export for each month, such as 2023-11, with the views of one page."""
    return {
        month: content_data(
            content_data_row("/levy", views=views, unique=views, per_visit="1.0", days=_days(month))
        )
        for month, views in counts
    }


def _days(month: str) -> str:
    last = {"02": 28, "04": 30, "06": 30, "09": 30, "11": 30}.get(month[-2:], 31)
    return f"from={month}-01&to={month}-{last}"


def no_figures(folder):
    put(folder, content_data(content_data_row("/vat")), format="content_data_csv")


def zero(folder):
    row = content_data_row("/levy", views=0, unique=0, per_visit="0", useful="", yes=0, no=0)
    put(folder, content_data(row), format="content_data_csv")


def censored(folder):
    text = "url,title,page_views\nhttps://www.gov.uk/levy,The levy,\nhttps://www.gov.uk/pay-levy,Pay,6\n"
    put(folder, text, format="govsearch_csv", period=("2026-04-01", "2026-04-07"))


def suppressed(folder):
    text = searches("sugar tax,120,7", "form 24,300,200", "drinks levy,40,30", "my name,9,9")
    put(folder, text, format="search_low_clicks", period=SPRING)


def unknown_period(folder):
    text = "query,link,score,select_item_event\nsugar tax,/levy,2,40\n"
    more = "selection: Rows about sugar.\nnote: Nobody wrote down when.\n"
    put(folder, text, format="search_clicks", period="unknown", more=more)


def broken_series(folder):
    counts = (("2023-10", 400), ("2023-11", 300), ("2024-05", 200), ("2024-06", 100))
    for month, text in months(*counts).items():
        put(folder, text, name=f"{month}.csv", format="content_data_csv")


def compared(folder):
    rows = (
        "sugar tax,400,100",
        "drinks levy,300,200",
        "sugar levy,200,90",
        "soft drinks tax,90,80",
    )
    put(folder, searches(*rows, "coke,900,90"), format="search_low_clicks", period=SPRING)


STATES = (no_figures, zero, censored, suppressed, unknown_period, broken_series, compared)


def assessed(folder, state) -> Assessment:
    drawn = register()
    state(folder / drawn.policy.policy_id / "usage")
    return assess(drawn, usage=read_policy_usage(drawn.policy, folder))


def said(folder, state) -> str:
    return as_text(display.usage(assessed(folder, state))._repr_html_())


@pytest.mark.parametrize("state", STATES, ids=lambda each: each.__name__)
def test_each_state_of_usage_says_what_was_approved(tmp_path, state):
    approve(f"usage-{state.__name__.replace('_', '-')}", said(tmp_path, state))


def test_no_data_a_file_without_the_policy_and_a_zero_are_three_sentences(tmp_path):
    nobody = as_text(display.usage(assess(register()))._repr_html_())
    assert "No usage data has been added to this register" in nobody
    assert "Whoever keeps this register can add it" in nobody
    nothing = said(tmp_path / "a", no_figures)
    assert "None recorded: there is no figure in it about a page or search" in nothing
    assert "No usage data has been added" not in nothing
    assert "| 0: none recorded |" in said(tmp_path / "b", zero)


def test_small_counts_and_words_that_may_name_somebody_are_said_to_be_withheld(tmp_path):
    text = said(tmp_path, suppressed)
    assert (
        "| “sugar tax” | Does the levy lower obesity? | 120 | not published | cannot be told"
        in text
    )
    assert "| “form 24” | Does the levy lower obesity? | not published | not published |" in text
    assert "Not published: the count is under 10, or the words may name somebody." in text
    assert "1 figure not published because the count of a search is under 10." in text
    assert "my name" not in text


def test_clicks_for_each_100_searches_come_from_the_counts(tmp_path):
    assert "| “sugar levy” | What does the levy do to sales? | 200 | 90 | 45" in said(
        tmp_path, compared
    )


def test_every_figure_stands_under_its_days_its_basis_and_its_definition(tmp_path):
    for state in STATES[1:]:
        text = said(tmp_path / state.__name__, state)
        headings = [line for line in text.splitlines() if line.count(" | ") == 1 and ":" in line]
        assert all("counted" in line or "requests" in line for line in headings[:1]), text
        assert re.search(
            r"\d to \d+ \w+ 20\d\d|on days that nobody knows|\w+ to \d+ \w+ 20\d\d", text
        )


def test_no_line_runs_over_the_break_and_the_break_is_marked(tmp_path):
    (figure,) = [
        part
        for part in display.usage(assessed(tmp_path, broken_series)).parts
        if "trend" in part.id
    ]
    lines = [trace for trace in figure.spec["data"] if trace["name"] or trace.get("legendgroup")]
    assert [trace["x"] for trace in lines] == [["Oct 2023", "Nov 2023"], ["May 2024", "Jun 2024"]]
    assert [shape["x0"] for shape in figure.spec["layout"]["shapes"]] == [1.5]
    assert "the two sides cannot be compared" in figure.description
    assert "from 400 (1 to 31 October 2023) to 300 (1 to 30 November 2023); after" in str(figure)
    assert "Universal Analytics and" in figure.caption
    drawn = read(figure._repr_html_())
    assert "break" in "".join(drawn.text) or ">break<" in figure._repr_html_()


def test_one_period_is_no_trend(tmp_path):
    parts = display.usage(assessed(tmp_path, zero)).parts
    assert not [part for part in parts if "trend" in part.id]


def test_a_search_that_may_be_about_something_else_is_marked_and_not_compared(tmp_path):
    text = said(tmp_path, compared)
    assert "| “coke” | Does the levy lower obesity? (may be about something else) | 900" in text
    assert (
        "4 searches of the policy have a count of at least 10 on known days. Compared by it" in text
    )


def test_attention_is_never_called_need_importance_or_people(tmp_path):
    text = said(tmp_path, compared)
    assert "1 search among the most used, with gaps in the evidence" in text
    assert "| “sugar tax” | 400 | [1 gap](#gap-g25-sugar+tax): no evidence (G01)" in text
    denied = text.replace(words.CLAIM, "").replace("never people", "")
    denied = denied.replace("How much people look says nothing of how much evidence is needed", "")
    assert not re.search(r"\b(need|needs|needed|important|importance|popular|demand)\b", denied)
    assert not re.search(r"\d[\d,]* people|users\b(?! accepted)|visitors", denied)


def test_the_gap_of_a_search_says_its_days_and_its_basis_wherever_it_stands(tmp_path):
    shown = "\n".join(show(assessed(tmp_path, compared)).values())
    text = as_text(shown)
    assert "400 searches, 1 February to 30 April 2023, counted only in browsers that" in text
    ids = [given["id"] for _, given in read(shown).elements if "id" in given]
    assert "gap-g25-sugar+tax" in ids
    assert not [each for each in ids if " " in each]


def test_every_rule_that_is_weighed_has_words():
    assert set(words.GAPS) == {rule.code for rule in WEIGHED}


def test_every_metric_basis_and_definition_has_words():
    assert set(words.METRICS) == set(terms("metric"))
    assert set(words.BASES) == set(terms("basis"))
    assert set(words.DEFINITIONS) == set(terms("usage_definition"))
    assert {"observed", "censored_low", *words.STATES} == set(terms("value_status"))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2023-02-01", "2023-04-30", "1 February to 30 April 2023"),
        ("2026-07-01", "2026-07-31", "1 to 31 July 2026"),
        ("2025-11-01", "2026-01-31", "1 November 2025 to 31 January 2026"),
        ("2026-07-01", "2026-07-01", "1 July 2026"),
        (None, None, "on days that nobody knows"),
    ],
)
def test_days_are_said_in_full(start, end, said):
    assert words.days(start, end) == said
