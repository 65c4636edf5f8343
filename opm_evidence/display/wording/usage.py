"""Figures of use in words: what is counted, in whom, on which days, and why there is none.

A figure never stands without its days and its basis. It counts uses, never people; it shows where
attention is, never what is needed or important.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from opm_evidence.display.wording.dates import MONTHS, day
from opm_evidence.display.wording.numbers import known, listed, number
from opm_evidence.records.answers import Fact

METRICS: Mapping[str, tuple[str, str]] = {
    "page_views": ("page view", "page views"),
    "unique_page_views": ("visit with a view of the page", "visits with a view of the page"),
    "entrances": ("visit that began there", "visits that began there"),
    "exits": ("visit that ended there", "visits that ended there"),
    "sessions": ("visit", "visits"),
    "landing_sessions": ("visit that landed there", "visits that landed there"),
    "users": ("browser", "browsers"),
    "searches_from_page": ("search begun on the page", "searches begun on the page"),
    "useful_yes": ("“yes, useful”", "“yes, useful”"),
    "useful_no": ("“no, not useful”", "“no, not useful”"),
    "feedback_comments": ("comment", "comments"),
    "site_searches": ("search", "searches"),
    "search_clicks": ("click on a result", "clicks on results"),
    "search_refinement_ratio": ("share searched again", "share searched again"),
    "sc_clicks": ("click in Google’s results", "clicks in Google’s results"),
    "sc_impressions": ("showing in Google’s results", "showings in Google’s results"),
    "signatures": ("signature", "signatures"),
    "transactions": ("transaction", "transactions"),
    "transactions_digital": ("transaction online", "transactions online"),
    "cost_per_transaction": ("pounds a transaction", "pounds a transaction"),
    "service_ratings_1": ("rating “very dissatisfied”", "ratings “very dissatisfied”"),
    "service_ratings_2": ("rating “dissatisfied”", "ratings “dissatisfied”"),
    "service_ratings_3": ("rating “neither”", "ratings “neither”"),
    "service_ratings_4": ("rating “satisfied”", "ratings “satisfied”"),
    "service_ratings_5": ("rating “very satisfied”", "ratings “very satisfied”"),
    "word_count": ("word on the page", "words on the page"),
    "reading_minutes": ("minute to read", "minutes to read"),
    "pdf_count": ("PDF file", "PDF files"),
    "need_yearly_contacts": ("contact a year", "contacts a year"),
    "need_yearly_site_views": ("view of the site a year", "views of the site a year"),
    "need_yearly_need_views": ("view of its pages a year", "views of its pages a year"),
    "need_yearly_searches": ("search a year", "searches a year"),
}
"""What each metric counts, for one and for several."""

BASES: Mapping[str, str] = {
    "ga_consented": "counted only in browsers that accepted analytics cookies",
    "ga_preconsent": "counted before analytics asked for consent",
    "search_console": "counted by Google in its own results",
    "cdn_dp": "requests to the servers, with noise added",
    "survey": "counted among those who answered a survey",
    "admin_count": "counted by the system that handles it",
    "manual": "written down by hand",
}
"""Whose use is counted."""

DEFINITIONS: Mapping[str, str] = {
    "ua": "by Universal Analytics",
    "ga4_2023-12": "by Google Analytics 4 as in Content Data",
    "ga4_dataform": "by Google Analytics 4 as in GOV.UK’s summary tables",
    "ga4_interface": "by Google Analytics 4 as in its own reports",
    "ga4_events": "from single events of Google Analytics 4",
    "other": "by the source’s own definition",
    "unknown": "by a definition that cannot be told",
}
"""Which definition holds."""

STATES: Mapping[str, str] = {
    "reported_zero": "0: none recorded",
    "missing": "not given",
    "suppressed": "not published",
    "redacted": "removed by the source",
    "error": "an error in the file",
}
"""What stands where there is no figure above zero."""

NOTES: Mapping[str, str] = {
    "period_unknown": "Nobody knows on which days this was counted, so it is added to nothing.",
    "series_break": (
        "These days touch December 2023 to April 2024, when the statistics of GOV.UK changed: not "
        "to be compared with earlier or later ones."
    ),
    "consent_break": "These days span 20 December 2019, when cookies began to need consent.",
    "selection": "A selection of rows: it says nothing of what is not in it.",
}
"""What has to be said of all figures of a group, by flag."""

GAPS: Mapping[str, str] = {
    "G01": "no evidence",
    "G02": "thin evidence",
    "G05": "no evidence that could show it",
    "G16": "a claim without support",
    "G20": "evidence against a claim that is not cited",
}
"""The gaps that are held beside what people look at, by rule."""

CLAIM = (
    "Use shows where attention is. It does not show what anybody needs, how much anything matters, "
    "or how many people there are."
)


UNITS = (
    "Figures count uses of GOV.UK, never people. Those of two files are never added up, and each "
    "stands under its days and whose use was counted."
)
CONSENT = (
    "Google Analytics counts only browsers whose users accepted analytics cookies: nobody knows "
    "which share of all that is."
)


def days(start: object, end: object) -> str:
    """`1 February to 30 April 2023`; that nobody knows them, where that is so."""
    if not known(start) or not known(end):
        return "on days that nobody knows"
    first, last = date.fromisoformat(str(start)), date.fromisoformat(str(end))
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{first.day} to {day(last)}"


def short_days(start: str, end: str) -> str:
    """`Jul 2026`, `Jul–Sep 2026`, `6 Jul 2026`: the days below a place of a chart."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    begins, ends = MONTHS[first.month - 1][:3], MONTHS[last.month - 1][:3]
    if first.day != 1 or (last - first).days < 27:
        return f"{first.day} {begins} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{begins} {first.year}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{begins}{year}–{ends} {last.year}"


def basis(code: object, definition: object) -> str:
    """Whose use is counted, and by which definition."""
    return bases([{"basis": code, "definition": definition}])


def bases(rows: Iterable[Mapping[str, Any]]) -> str:
    """Whose use several figures count, each with all definitions that hold in turn."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(str(row["basis"]), {})[str(row["definition"])] = None
    return "; ".join(
        f"{BASES.get(basis, 'counted in a way that is not recorded')}, "
        + listed([DEFINITIONS.get(each, DEFINITIONS["unknown"]) for each in definitions])
        for basis, definitions in found.items()
    )


def figure(row: Mapping[str, Any] | None) -> str:
    """One figure, or why there is none. It stands in a table that names its days and its basis."""
    if row is None:
        return "not counted here"
    if not known(row["value"]):
        if row["value_status"] == "censored_low":
            most = row["censor_bound"]
            return f"{number(most)} or fewer" if known(most) else "too few to be told by the source"
        if "not_additive" in row["flags"]:
            return "cannot be added up"
        return STATES.get(str(row["value_status"]), STATES["missing"])
    value = float(row["value"])
    if not value:
        return STATES["reported_zero"]
    shown = f"{value * 100:.1f}%" if row["unit"] == "ratio" else number(round(value, 2))
    if "incomplete" in row["flags"]:
        return f"at least {shown}"
    return f"{shown} (the largest of several)" if "figures_differ" in row["flags"] else shown


def rate(part: Mapping[str, Any] | None, whole: Mapping[str, Any] | None) -> str:
    """Parts for each 100 of the whole, from the counts themselves; nothing from shares."""
    rows = [row for row in (part, whole) if row is not None]
    told = [row for row in rows if known(row["value"]) and not UNSURE.keys() & set(row["flags"])]
    if part is None or whole is None or len(told) < 2 or not float(whole["value"]):
        return "cannot be told"
    return f"{float(part['value']) / float(whole['value']) * 100:.0f}"


UNSURE: Mapping[str, str] = {
    "incomplete": "At least: the figure of some of its rows is not published or not given.",
    "figures_differ": (
        "The largest of several: the file gives it different figures, which are never added up."
    ),
}
"""Flags of figures that are no exact counts, so that no rate can be made of them."""

SUPPRESSED = "Not published: the count is under 10, or the words may name somebody."


def notes(flags: Iterable[str]) -> str:
    """What has to be said of figures with these flags."""
    found = set(flags)
    return " ".join(words for flag, words in NOTES.items() if flag in found)


def used(facts: Mapping[str, Fact]) -> str:
    """`4,321 searches, 1 February to 30 April 2023, counted in …`: a count with all it needs."""
    one, several = METRICS.get(str(facts.get("metric")), ("use", "uses"))
    count = int(float(str(facts["count"])))
    return (
        f"{number(count)} {one if count == 1 else several}, "
        f"{days(facts.get('from'), facts.get('to'))}, "
        f"{basis(facts.get('basis'), facts.get('definition'))}"
    )
