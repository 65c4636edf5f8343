"""The formats of usage files, one module each. The first that recognises a file reads it.

The order matters only where one format's columns are among another's: the more particular first.
"""

from opm_evidence.usage.entries import Format
from opm_evidence.usage.formats import (
    content_data_csv,
    content_data_listing,
    content_data_page,
    content_item,
    feedback_by_day,
    feedback_explorer,
    feedback_problem_reports,
    feedback_totals,
    ga4_events,
    ga4_interface,
    ga4_page_days,
    govsearch_csv,
    needs_csv,
    needs_json,
    petitions_csv,
    petitions_json,
    search_api,
    search_clicks,
    search_console,
    search_judgements,
    search_low_clicks,
    search_page_views,
    search_zero_results,
    service_performance,
    ua_interface,
)

FORMATS: tuple[Format, ...] = (
    content_data_csv.FORMAT,
    ua_interface.FORMAT,
    ga4_interface.FORMAT,
    ga4_page_days.SUMMARY_FORMAT,
    ga4_page_days.CONTENT_DATA_FORMAT,
    ga4_events.FORMAT,
    govsearch_csv.FORMAT,
    search_low_clicks.FORMAT,
    search_zero_results.FORMAT,
    search_clicks.FORMAT,
    search_page_views.FORMAT,
    search_judgements.FORMAT,
    feedback_explorer.FORMAT,
    feedback_problem_reports.FORMAT,
    feedback_totals.FORMAT,
    search_console.FORMAT,
    service_performance.FORMAT,
    petitions_csv.FORMAT,
    needs_csv.FORMAT,
    content_data_listing.FORMAT,
    content_data_page.FORMAT,
    feedback_by_day.FORMAT,
    search_api.FORMAT,
    petitions_json.FORMAT,
    needs_json.FORMAT,
    content_item.FORMAT,
)
"""Every format, in the order in which a file is tried on them."""


def format_named(name: str) -> Format | None:
    """The format of that name, if there is one."""
    return next((each for each in FORMATS if each.name == name), None)
