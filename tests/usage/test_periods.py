"""Figures are brought together only where they count the same thing."""

from opm_evidence.usage.attention import attention_subjects
from opm_evidence.usage.numbers import parse_count
from opm_evidence.usage.periods import by_month, figures_by_period
from opm_evidence.usage.publishable import publishable
from opm_evidence.usage.reading import Usage, read_usage
from tests.drawing import draw_register
from tests.usage.files import APRIL_TO_JUNE, content_data, content_data_row, examine, ga4, put

PAGES = [
    {"base_path": path, "role": "guidance", "question": "q1"} for path in ("/Heat-Pumps", "/vat")
]
TERMS = [{"text": text, "question": "q1"} for text in ("Heat pump", "eco4", "boiler")]
POLICY = draw_register({"govuk_pages": PAGES, "search_terms": TERMS}).policy
CLICKS = "query,link,score,select_item_event\n"


def days(first, last):
    return f"from={first}&to={last}"


def test_both_sides_of_the_break_are_parted_and_the_months_between_marked(tmp_path):
    for name, first, last in (
        ("a", "2023-10-01", "2023-10-31"),
        ("b", "2023-11-01", "2023-11-30"),
        ("c", "2023-12-01", "2023-12-31"),
        ("d", "2024-05-01", "2024-05-31"),
    ):
        row = content_data_row("/vat", days=days(first, last))
        put(tmp_path, content_data(row), name=f"{name}.csv", format="content_data_csv")
    rows = figures_by_period(read_usage(tmp_path).figures)
    views = rows[rows["metric"] == "page_views"]
    assert views["segment"].tolist() == [0, 0, 1, 2]
    assert views["definition"].tolist() == ["ua", "ua", "unknown", "ga4_2023-12"]
    assert ["series_break" in flags for flags in views["flags"]] == [False, False, True, False]
    words = rows[rows["metric"] == "word_count"]
    assert words["segment"].tolist() == [0, 0, 0, 0], "words are counted elsewhere"


def test_consent_changed_who_is_counted(tmp_path):
    row = content_data_row(days=days("2019-12-01", "2019-12-31"))
    spanning = examine(tmp_path, content_data(row))
    assert spanning.flags["consent_break"] == 1
    before = examine(
        tmp_path, content_data(content_data_row(days=days("2019-11-01", "2019-11-30")))
    )
    assert before.totals[1].basis == "ga_preconsent"


def test_visits_are_not_added_up_over_spellings_of_a_page(tmp_path):
    rows = [
        content_data_row("/vat", unique=15),
        content_data_row("/vat.cy", unique=10, per_visit="2.5"),
    ]
    rows = figures_by_period(examine(tmp_path, content_data(*rows)).figures).set_index("metric")
    assert rows.loc["page_views", "value"] == 50
    assert rows["value"].isna()["unique_page_views"]
    assert "not_additive" in rows.loc["unique_page_views", "flags"]


def test_a_part_without_a_figure_makes_the_sum_the_least_that_it_can_be(tmp_path):
    text = "url,title,page_views\nhttps://www.gov.uk/a,A,20\nhttps://www.gov.uk/a.cy,A,\n"
    found = examine(tmp_path, text, format="govsearch_csv", period=("2026-04-01", "2026-04-07"))
    (row,) = figures_by_period(found.figures).to_dict("records")
    assert (row["value"], "incomplete" in row["flags"]) == (20, True)


def test_figures_of_two_files_are_never_added(tmp_path):
    for name in ("a", "b"):
        put(
            tmp_path,
            CLICKS + "boiler,/a,2,50\n",
            name=f"{name}.csv",
            format="search_clicks",
            period=APRIL_TO_JUNE,
        )
    rows = figures_by_period(read_usage(tmp_path).figures)
    assert rows["value"].tolist() == [50, 50]


def test_days_become_months_and_visits_do_not(tmp_path):
    text = "event_date,cleaned_page_location,pageviews,sessions\n" + "".join(
        f"2026-{day},/a,2,1\n" for day in ("01-30", "01-31", "02-01", "02-28")
    )
    months = by_month(examine(tmp_path, text).figures)
    views = months[months["metric"] == "page_views"]
    assert views["value"].tolist() == [4, 4]
    assert views["period_start"].tolist() == ["2026-01-30", "2026-02-01"]
    assert views["period_end"].tolist() == ["2026-01-31", "2026-02-28"]
    assert views["period_grain"].tolist() == ["range", "month"]
    assert months[months["metric"] == "sessions"]["value"].isna().all()


def test_small_counts_and_words_that_may_name_somebody_are_withheld(tmp_path):
    text = CLICKS + (
        "heat pump,/a,2,9\nboiler,/a,2,10\neco4,/a,2,500\njane doe,/a,2,5\n"
        "jane@example.org,/a,2,50\n[postcode],/a,2,900\n07700 900000,/a,2,40\n"
    )
    more = "selection: all of it\n"
    put(tmp_path, text, format="search_clicks", period=APRIL_TO_JUNE, more=more)
    usage = publishable(read_usage(tmp_path, POLICY), POLICY)
    rows = usage.figures.set_index("subject_key")
    assert list(rows.index) == ["heat pump", "boiler", "eco4"], "what policy.yaml names stays"
    assert rows["value_status"].tolist() == ["suppressed", "observed", "suppressed"]
    assert rows["value"].fillna(-1).tolist() == [-1, 10, -1]
    assert usage.files[["withheld_small", "withheld_personal"]].to_numpy().tolist() == [[2, 4]]
    written = usage.figures.to_csv()
    assert not any(word in written for word in ("jane", "07700", "[postcode]"))


def test_views_of_pages_are_published_whatever_their_size_but_not_the_raw_address(tmp_path):
    rows = "https://www.gov.uk/vat?email=a@example.org,3\n"
    usage = Usage(figures=examine(tmp_path, ga4(rows)).figures)
    fit = publishable(usage, POLICY).figures
    assert (fit["value"].iloc[0], fit["subject_key"].iloc[0]) == (3, "/vat")
    assert "example.org" not in fit.to_csv()


def test_what_is_compared_is_of_one_metric_period_and_file(tmp_path):
    for name, first, last, views in (
        ("a", "2026-06-01", "2026-06-30", 400),
        ("b", "2026-07-01", "2026-07-31", 25),
    ):
        row = content_data_row("/heat-pumps", views=views, per_visit="", days=days(first, last))
        put(tmp_path, content_data(row), name=f"{name}.csv", format="content_data_csv")
    text = CLICKS + "heat pump,/a,2,9\nboiler,/a,2,10\nboiler,/b,2,20\nother,/a,2,500\n"
    put(tmp_path, text, name="c.csv", format="search_clicks", period=APRIL_TO_JUNE)
    found = attention_subjects(read_usage(tmp_path, POLICY).figures, POLICY)
    pages, searches = (found[found["subject_kind"] == kind] for kind in ("page", "search"))
    assert pages["subject"].tolist() == ["/Heat-Pumps", "/vat"], "as policy.yaml spells them"
    assert pages["count"].fillna(-1).tolist() == [25, -1], "the latest period, never a sum"
    assert set(pages["metric"]) == {"page_views"}
    assert searches["count"].fillna(-1).tolist() == [9, -1, 30]
    assert set(searches["period_end"]) == {"2026-06-30"}


def test_figures_of_unknown_days_are_not_compared(tmp_path):
    put(tmp_path, CLICKS + "boiler,/a,2,50\n", format="search_clicks", period="unknown")
    assert attention_subjects(read_usage(tmp_path, POLICY).figures, POLICY) is None


def test_censored_figures_keep_the_highest_that_they_may_be(tmp_path):
    text = "url,title,page_views\nhttps://www.gov.uk/a,A,\nhttps://www.gov.uk/a/,A,\n"
    days = ("2026-04-01", "2026-04-07")
    found = examine(tmp_path, text, format="govsearch_csv", period=days)
    (row,) = figures_by_period(found.figures).to_dict("records")
    assert (row["value_status"], row["censor_bound"], row["rows"]) == ("censored_low", 10, 2)


def test_less_than_ten_is_nine_at_most():
    assert parse_count("<10").bound == parse_count("less than 10").bound == 9
