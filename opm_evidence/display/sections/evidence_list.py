"""Section 12: every item, whether or not it counts, with its standing and its address."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.challenging import Challenging
from opm_evidence.display.charts import stacked_bars
from opm_evidence.display.exhibits import Exhibit, Exhibits, Figure, Prose
from opm_evidence.display.large import IN_SHORT, is_large
from opm_evidence.display.markup import (
    doi_address,
    host_of,
    joined,
    link_to,
    paragraph,
    web_address,
)
from opm_evidence.display.names import Names
from opm_evidence.display.wording import items as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, known, listed, number, of_all
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.synthesis.assessment import Assessment

FAMILIES = {
    "primary": "Studies",
    "synthesis": "Reviews of studies",
    "modelling": "Models",
    "": "Maps and other documents",
}
"""Kinds of item in the chart, at most four; the last takes whatever is left."""


def evidence_list(assessment: Assessment) -> Exhibit:
    """The list of items, after a chart of them by year of publication and kind of study."""
    listing = _listing(assessment)
    years = _by_year(assessment)
    parts: tuple[Exhibit, ...] = (_chart(assessment, years), listing) if len(years) else (listing,)
    return Exhibits(
        id="evidence-list",
        title=listing.title,
        description=listing.description,
        frame=listing.frame,
        parts=parts,
    )


def _by_year(assessment: Assessment) -> pd.DataFrame:
    """Items by year and kind, with the years in which nothing came out."""
    register = assessment.register
    family = {row["study_design"]: row["family"] for row in register.rows("designs")}
    found = Counter(
        (row["year"], FAMILIES.get(family.get(row["study_design"], ""), FAMILIES[""]))
        for row in register.rows("evidence")
        if row["year"] is not None
    )
    if not found:
        return pd.DataFrame(columns=["Year"])
    years = range(min(found)[0], max(found)[0] + 1)
    kinds = [kind for kind in FAMILIES.values() if any(kind == each for _, each in found)]
    counts = {kind: [found[year, kind] for year in years] for kind in kinds}
    return pd.DataFrame({"Year": list(years), **counts})


def _chart(assessment: Assessment, years: pd.DataFrame) -> Figure:
    register = assessment.register
    kinds = list(years.columns[1:])
    totals = years[kinds].sum(axis=1)
    dated, undated = int(totals.sum()), len(register.table("evidence")) - int(totals.sum())
    top = int(totals.max())
    busiest = [str(year) for year, total in zip(years["Year"], totals, strict=True) if total == top]
    by_kind = listed([f"{kind.lower()}: {number(int(years[kind].sum()))}" for kind in kinds])
    first, last = int(years["Year"].iloc[0]), int(years["Year"].iloc[-1])
    date = day(register.as_of)
    most = (
        f"Most came out in {listed(busiest)}: {counted(top, 'item')}"
        f"{' each' if len(busiest) > 1 else ''}"
        if len(busiest) <= 3
        else f"No year has more than {counted(top, 'item')}"
    )
    span = f"in {first}" if first == last else f"from {first} to {last}"
    return Figure(
        id="evidence-by-year",
        title=most,
        description=(
            f"As at {date}, {counted(dated, 'item')} with a year came out {span} ({by_kind}). "
            f"{most}.{words.undated(undated)}"
        ),
        sources=made_from(register, "evidence", "designs"),
        frame=years,
        caption=f"Items by year of publication and kind, {span}, as at {date}",
        spec=stacked_bars(years, x_title="Year of publication", y_title="Items"),
    )


def _listing(assessment: Assessment) -> Prose:
    register = assessment.register
    names = Names(register)
    rated = set(register.table("ratings")["evidence_id"])
    items = list(names.items.values())
    short = is_large(register)
    seen = any(row["verified"] == "yes" for row in items)
    challenging = Challenging(register)
    findings: dict[str, list[str]] = {}
    for found in register.rows("findings"):
        findings.setdefault(found["evidence_id"], []).append(found["finding_id"])
    lines = Markup("\n").join(
        _item(row, names, rated=row["evidence_id"] in rated, short=short, seen=seen)
        + challenging.raised(row["evidence_id"], *findings.get(row["evidence_id"], ()))
        for row in items
    )
    date = day(register.as_of)
    aside = sum(row["status"] in ("retracted", "superseded") for row in items)
    untold = sum(not any(True for _ in _addresses(row)) for row in items)
    intro = (
        f"As at {date}, this register holds {counted(len(items), 'item')}. "
        f"{of_all(aside, len(items), 'item', ('is', 'are'))} retracted or superseded. "
        f"{of_all(untold, len(items), 'item')} no address that a reader can follow. Unless its "
        "entry says otherwise, an item stands, is open to all, was "
        f"{'' if seen else 'not '}seen by an editor on a public page, and has no published "
        "rating. All authors are in the table of evidence."
        if items
        else f"This register holds no item of evidence yet, as at {date}."
    )
    intro = f"{intro} {IN_SHORT}" if short else intro
    shown = Markup('<ol class="opm-items">{}</ol>').format(lines)
    return Prose(
        id="items",
        title=f"{capital(counted(len(items), 'item'))} of evidence",
        description=intro,
        sources=made_from(register, "evidence"),
        frame=register.table("evidence"),
        words=paragraph(intro) + (shown if items else Markup("")),
    )


def _item(row: Mapping[str, Any], names: Names, *, rated: bool, short: bool, seen: bool) -> Markup:
    """An item: short name, title, publisher; how it was done; how it stands; where it is.

    What is usual is left unsaid, and the sentence above the list says what that is: that an editor
    has seen it, where any was `seen`.
    """
    done = [
        names.design(row["study_design"])
        if known(row["study_design"])
        else f"{capital(term('report_type', row['type']))}, design not recorded",
        names.nations(row["country"] or ()),
        "" if row["study_status"] == "complete" else term("study_status", row["study_status"]),
        _standing(row, names),
        Markup("<strong>not verified</strong>") if seen and row["verified"] != "yes" else "",
        "appraised" if rated else "",
        "" if row["access"] == "open" else term("access", row["access"], "access not recorded"),
    ]
    addresses = list(_addresses(row))
    where = joined(addresses, "; ") or words.NO_ADDRESS
    lines: list[str]
    if short:
        # The title is the link, and paper names its address: a stylesheet sees to that.
        if known(row["doi"]) and doi_address(row["doi"]):
            title = link_to(doi_address(row["doi"]), names.title(row["evidence_id"]))
            where = joined(addresses[1:], "; ")
        else:
            title = names.title(row["evidence_id"])
        lines = [joined([title, joined(done[3:]), where], ". ")]
    else:
        lines = [
            joined([names.title(row["evidence_id"]), row["publisher"] or ""], ". "),
            joined(done),
            "Limits: " + names.with_citations(row["limitations"])
            if known(row["limitations"])
            else "",
            "Interests: " + names.with_citations(row["interests"])
            if known(row["interests"])
            else "",
            where,
        ]
    return Markup('<li id="item-{}"><b>{}.</b> {}').format(
        row["evidence_id"], names.citation(row["evidence_id"]), joined(lines, Markup("<br>"))
    )


def _standing(row: Mapping[str, Any], names: Names) -> Markup:
    if row["status"] == "current":
        return Markup("")
    words_of_it = Markup("<strong>{}</strong>").format(term("item_status", row["status"]))
    if known(row["replaced_by"]):
        words_of_it += Markup("; replaced by {}").format(names.cite(row["replaced_by"]))
    if known(row["notice_doi"]):
        notice = doi_address(row["notice_doi"])
        words_of_it += Markup("; {}").format(link_to(notice, f"notice {row['notice_doi']}"))
    return words_of_it


def _addresses(row: Mapping[str, Any]) -> Iterator[Markup]:
    """Where a reader can find it: DOI first, then the publisher's page, then an archived copy."""
    if known(row["doi"]):
        address = doi_address(row["doi"])
        yield link_to(address, f"doi:{row['doi']}") if address else escape(row["doi"])
    elif known(row["url"]) and web_address(row["url"]):
        status = row["link_status"] or "unchecked"
        asked = f", asked {row['link_checked_on']}" if known(row["link_checked_on"]) else ""
        yield link_to(row["url"], host_of(row["url"])) + f" ({term('link_status', status)}{asked})"
    if known(row["archived_url"]):
        yield link_to(row["archived_url"], "archived copy")
