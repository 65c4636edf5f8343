"""Section 11: what people look for on GOV.UK, where usage data was added."""

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Exhibits, Prose
from opm_evidence.display.markup import bullets, folded, link_to, paragraph
from opm_evidence.display.usage_attention import attention
from opm_evidence.display.usage_evidence import evidence_beside
from opm_evidence.display.usage_figures import Record, records, sources, tables_of_figures
from opm_evidence.display.usage_names import GOVUK, KINDS
from opm_evidence.display.usage_trends import trends
from opm_evidence.display.wording import usage as words
from opm_evidence.display.wording.dates import day, on
from opm_evidence.display.wording.numbers import counted, known
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.synthesis.assessment import Assessment

HOW_TO_ADD = (
    "Whoever keeps this register can add it: a file as it was downloaded (such as a CSV of Content "
    "Data) in the folder usage of the policy’s folder, with a sidecar that says where it comes "
    "from and, where the file does not say so, which days it counts. The command opm-evidence "
    "usage shows what a file holds."
)
FEW = 4


def usage(assessment: Assessment) -> Exhibit:
    """What was counted, beside the evidence; or that nobody has looked, which is not a zero."""
    if not assessment.usage.recorded:
        return _none_added(assessment)
    parts: tuple[Exhibit, ...] = tuple(_parts(assessment))
    return Exhibits(
        id="usage",
        title=parts[0].title,
        description=parts[0].description,
        frame=assessment.usage.periods if len(assessment.usage.periods) else parts[0].frame,
        parts=parts,
    )


def _parts(assessment: Assessment) -> Iterator[Exhibit]:
    yield _files(assessment)
    yield from tables_of_figures(assessment)
    yield from trends(assessment)
    beside = evidence_beside(assessment)
    if beside is not None:
        yield beside
    yield attention(assessment)


def _files(assessment: Assessment) -> Prose:
    files = records(assessment.usage.files)
    date = day(assessment.register.as_of)
    how_many = counted(len(files), "file")
    said = f"As at {date}, {how_many} of usage data {'is' if len(files) == 1 else 'are'} recorded."
    if assessment.usage.periods.empty:
        said += (
            " None recorded: there is no figure in "
            f"{'it' if len(files) == 1 else 'them'} about a page or search of the policy. "
            "A file that leaves something out does not say that nobody used it."
        )
    else:
        said += _uncounted(assessment)
    said += f" {words.UNITS}"
    if any("ga_consented" in each["basis"] for each in files):
        said += f" {words.CONSENT}"
    listed = bullets(_file(each) for each in files)
    return Prose(
        id="usage-files",
        title=f"{capital(how_many)} of usage data",
        description=said,
        sources=sources(assessment),
        frame=assessment.usage.files,
        words=paragraph(said) + (listed if len(files) <= FEW else folded("The files", listed)),
    )


def _uncounted(assessment: Assessment) -> str:
    """The kind of which policy.yaml names some and the files hold none."""
    kinds = {KINDS.get(row["subject_type"]) for row in records(assessment.usage.periods)}
    policy = assessment.register.policy
    for kind, named in (("page", policy.govuk_pages), ("search", policy.search_terms)):
        if named and kind not in kinds:
            what = counted(len(named), kind, "pages" if kind == "page" else "searches")
            return f" There is no figure about the {what} of the policy that this register names."
    return ""


def _file(row: Record) -> Markup:
    """One file: where it comes from, its days, what to know of it, and what was withheld."""
    source = str(row["source"] or "source not recorded")
    host = source.partition("://")[2].partition("/")[0]
    said = [_sentence(f"{counted(row['rows'], 'row')}, counted {_on_days(row)}")]
    if row["note"]:
        said.append(_sentence(str(row["note"])))
    if row["selection"]:
        said.append(_sentence(f"A selection: {row['selection']}"))
    for name, why in (
        ("withheld_small", "because the count of a search is under 10"),
        ("withheld_personal", "because the words of a search may name somebody"),
    ):
        if row[name]:
            said.append(f"{capital(counted(row[name], 'figure'))} not published {why}.")
    fetched = f"Fetched {on(row['retrieved_on'])}" if row["retrieved_on"] else ""
    said.append(_sentence(f"{fetched}; licence: {row['licence'] or 'not recorded'}".lstrip("; ")))
    return Markup("{}, from {}. {}").format(
        link_to(source, row["file"]), host or source, " ".join(said)
    )


def _on_days(row: Record) -> str:
    told = known(row["period_start"]) and known(row["period_end"])
    return words.days(row["period_start"], row["period_end"]) if told else words.days(None, None)


def _sentence(text: str) -> str:
    return f"{capital(text.rstrip('. '))}."


def _none_added(assessment: Assessment) -> Prose:
    policy = assessment.register.policy
    date = day(assessment.register.as_of)
    none = (
        f"No usage data has been added to this register, as at {date}. That is not the same as no "
        "use: nobody has looked."
    )
    pages = bullets(
        Markup("{} ({})").format(
            link_to(f"{GOVUK}{page.base_path}", page.title or page.base_path),
            term("page_role", page.role),
        )
        for page in policy.govuk_pages
    )
    searches = bullets(f"“{search.text}”" for search in policy.search_terms)
    said = [paragraph(none), paragraph(HOW_TO_ADD)]
    for what, listed in (
        (f"Pages of the policy, as at {date}: {len(policy.govuk_pages)}", pages),
        (f"Searches that bear on it, as at {date}: {len(policy.search_terms)}", searches),
    ):
        if listed:
            said.append(folded(what, listed))
    return Prose(
        id="usage",
        title="No usage data has been added",
        description=(
            f"{none} {counted(len(policy.govuk_pages), 'page').capitalize()} and "
            f"{counted(len(policy.search_terms), 'search', 'searches')} are declared."
        ),
        sources=made_from(assessment.register, "policy"),
        frame=pd.DataFrame(
            [("page", page.base_path, page.role) for page in policy.govuk_pages]
            + [("search", search.text, search.relation) for search in policy.search_terms],
            columns=["kind", "subject", "role"],
        ),
        words=Markup("").join(said),
    )
