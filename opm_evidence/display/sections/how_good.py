"""Section 5: native ratings side by side, designs, and what nobody appraised or verified."""

from collections.abc import Iterator, Sequence

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Exhibits, Prose, Table
from opm_evidence.display.large import is_large
from opm_evidence.display.markup import bullets, joined, link_to
from opm_evidence.display.names import Names
from opm_evidence.display.native_ratings import NativeRating, native_ratings
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording.dates import day, when
from opm_evidence.display.wording.numbers import counted, known, number, of_all, share
from opm_evidence.display.wording.sources import made_from, none_of
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.assessment import Assessment

SUPPORTS = {
    "yes": "Enough for a conclusion on cause and effect, by that scale.",
    "no": "Not enough for a conclusion on cause and effect, by that scale.",
    "": "The scale does not say whether that is enough for a conclusion on cause and effect.",
}


def how_good(assessment: Assessment) -> Exhibit:
    """What was appraised and by whom, how studies were done, and how much nobody checked."""
    checked = _checked(assessment)
    return Exhibits(
        id="how-good",
        title=checked.title,
        description=checked.description,
        frame=checked.frame,
        parts=(checked, _ratings(assessment), _designs(assessment)),
    )


def _checked(assessment: Assessment) -> Prose:
    register = assessment.register
    items = register.table("evidence")
    rated = items["evidence_id"].isin(register.table("ratings")["evidence_id"])
    verified = items["verified"] == "yes"
    findings = register.table("findings")
    unread = findings["coding_status"] == "not_reported"
    second = findings["checked_by"].notna() & ~unread
    whole = len(items)
    date = day(register.as_of)
    counts = {
        "items": whole,
        "rated": int(rated.sum()),
        "verified": int(verified.sum()),
        "findings": len(findings),
        "unread": int(unread.sum()),
        "checked_by_a_second_person": int(second.sum()),
    }
    lines = [
        f"Appraised on a published scale: {share(counts['rated'], whole, 'item')}. "
        "An item without a rating is not a bad one: nobody has rated it, as far as this register "
        "knows.",
        f"Seen by an editor on a public page (title, publisher and what is said of it here): "
        f"{share(counts['verified'], whole, 'item')}.{_unverified(whole - counts['verified'])}",
    ]
    read = len(findings) - counts["unread"]
    if len(findings):
        lines.append(
            f"Findings not read yet: {share(counts['unread'], len(findings), 'finding')}. "
            f"Readings checked by a second person: "
            f"{share(counts['checked_by_a_second_person'], read, 'finding')}."
        )
    return Prose(
        id="what-was-checked",
        title=f"{of_all(counts['rated'], whole, 'item')} a published rating",
        description=f"What was appraised and checked, as at {date}.",
        sources=made_from(register, "evidence", "ratings", "findings"),
        frame=pd.DataFrame(list(counts.items()), columns=["count", "number"]),
        words=bullets(f"As at {date}. {line}" if not place else line
                      for place, line in enumerate(lines)),
    )  # fmt: skip


def _unverified(others: int) -> str:
    if not others:
        return ""
    return f" The {'other is' if others == 1 else 'others are'} marked “not verified”."


def _ratings(assessment: Assessment) -> Table:
    register = assessment.register
    names = Names(register)
    ratings = native_ratings(register)
    by_item: dict[str, list[NativeRating]] = {}
    for rating in ratings:
        by_item.setdefault(str(rating.row["evidence_id"]), []).append(rating)
    scales = len({rating.row["scale_id"] for rating in ratings})
    date = day(register.as_of)
    said = (
        f"{capital(counted(len(ratings), 'rating'))} of {counted(len(by_item), 'item')} on "
        f"{counted(scales, 'scale')}, as at {date}. Each scale has levels of its own: a 3 on one "
        "is not a 3 on another, so nothing is added up."
        if ratings
        else none_of(register, "ratings", "ratings")
    )
    return Table(
        id="ratings",
        title="Ratings as they were published",
        description=said,
        sources=made_from(register, "ratings", "scales"),
        frame=pd.DataFrame(
            [{**r.row, "scale": r.scale, "supports_causal_claim": r.supports} for r in ratings],
            columns=[
                *register.table("ratings").columns, "scale", "supports_causal_claim",
            ],
        ),
        caption=f"Ratings by item, each on its own scale, as at {date}",
        headings=("Item", "Scale and level", "What the level means"),
        groups=(RowGroup(tuple(_by_level(ratings, names))),)
        if is_large(register)
        else tuple(
            RowGroup(tuple(_rating_row(rating, names) for rating in found))
            for found in by_item.values()
        ),
    )  # fmt: skip


def _by_level(ratings: Sequence[NativeRating], names: Names) -> Iterator[Row]:
    """A row for each level with every item on it: the form for many ratings."""
    levels: dict[tuple[str, ...], list[Markup]] = {}
    for rating in ratings:
        _, level, meaning = _rating_row(rating, names).cells
        levels.setdefault((level, meaning), []).append(names.cite(rating.row["evidence_id"]))
    for (level, meaning), cited in levels.items():
        yield Row((joined(cited, "; "), level, meaning))


def _rating_row(rating: NativeRating, names: Names) -> Row:
    row = rating.row
    about = [
        f"on {names.outcome(row['outcome'])}" if known(row["outcome"]) else "",
        f"on {term('facet', row['facet'])}" if known(row["facet"]) else "",
    ]
    rater = link_to(str(row["basis_url"] or ""), f"rated by {row['rated_by']}")
    who = joined(
        [rater, when(row["rated_on"]) if known(row["rated_on"]) else "date not recorded",
         "issued by the scale’s owner" if row["official"] == "yes" else
         "not issued by the scale’s owner", *about]
    )  # fmt: skip
    return Row(
        (
            names.cite(row["evidence_id"]),
            Markup("<b>{}</b><br>{}").format(rating.words, who),
            joined(
                [f"{rating.meaning}." if rating.meaning else "", SUPPORTS[rating.supports]], " "
            ),
        )
    )


def _designs(assessment: Assessment) -> Table:
    register = assessment.register
    names = Names(register)
    items = register.table("evidence")
    standing = items[~items["status"].isin(["retracted", "superseded"])]
    counts = standing["study_design"].fillna("").value_counts(sort=False)
    facts = {row["study_design"]: row for row in register.rows("designs")}
    date = day(register.as_of)
    with_comparison = sum(
        int(count) for design, count in counts.items()
        if facts.get(str(design), {}).get("comparison") == "yes"
    )  # fmt: skip
    by_comparison: dict[str, list[tuple[str, int]]] = {}
    for design, count in sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0]))):
        comparison = str(facts.get(str(design), {}).get("comparison") or "")
        by_comparison.setdefault(comparison, []).append((names.design(design), int(count)))
    rows = tuple(
        Row(
            (
                capital(term("comparison", comparison)) or "Not recorded",
                number(sum(count for _, count in by_comparison[comparison])),
                "; ".join(f"{name}: {number(count)}" for name, count in by_comparison[comparison]),
            )
        )
        for comparison in (*terms("comparison"), "")
        if comparison in by_comparison
    )
    return Table(
        id="designs",
        title=f"{of_all(with_comparison, len(standing), 'item')} a design with a comparison",
        description=(
            f"As at {date}, items that stand, by how they were done. Without a comparison, a study "
            "cannot tell what would have happened anyway. Retracted and superseded items are left "
            "out."
        ),
        sources=made_from(register, "evidence", "designs"),
        frame=pd.DataFrame(
            [(str(design), int(count)) for design, count in counts.items()],
            columns=["study_design", "items"],
        ),
        caption=f"Items by study design, as at {date}",
        headings=("Comparison", "Items", "Designs, each with its number of items"),
        groups=(RowGroup(rows),),
        numbers=frozenset({1}),
    )
