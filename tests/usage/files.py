"""Small usage files of our own, each with one quirk that was seen in a real one."""

from pathlib import Path

from opm_evidence.usage.examining import UsageFile, examine_usage_file

SIDECAR = """\
format: {format}
{period}source: made for this test
retrieved_on: 2026-08-03
licence: none
{more}"""
APRIL_TO_JUNE = ("2026-04-01", "2026-06-30")


def put(
    folder: Path,
    text: str | bytes,
    *,
    name: str = "file.csv",
    format: str = "",
    period: tuple[str, str] | str | None = None,
    more: str = "",
) -> Path:
    """A file with that text, and its sidecar where a format is given."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    beside = folder / f"{name}.yaml"
    beside.unlink(missing_ok=True)
    if format:
        days = f"period_start: {period[0]}\nperiod_end: {period[1]}\n" if period else ""
        days = f"period: {period}\n" if isinstance(period, str) else days
        text_beside = SIDECAR.format(format=format, period=days, more=more)
        beside.write_text(text_beside, encoding="utf-8")
    return path


def examine(folder: Path, text: str | bytes, **given: object) -> UsageFile:
    """What such a file holds."""
    return examine_usage_file(put(folder, text, **given))  # type: ignore[arg-type]


def figures(found: UsageFile, metric: str) -> dict[str, float | str]:
    """Each key with its figure, or the state of one that is not there. It must stand."""
    assert found.stands, [str(fault) for fault in found.faults]
    rows = found.figures[found.figures["metric"] == metric]
    return {
        ("" if key is None else key): (status if value is None else value)
        for key, value, status in zip(
            *(
                rows[name].astype(object).where(rows[name].notna(), None)
                for name in ("subject_key", "value", "value_status")
            ),
            strict=True,
        )
    }


def flags(found: UsageFile, key: str) -> set[str]:
    """The flags of every figure of one key."""
    rows = found.figures[found.figures["subject_key"].fillna("") == key]
    return {flag for each in rows["flags"] for flag in each}


def complaints(found: UsageFile) -> str:
    """All faults and advice, one below the other."""
    return "\n".join(f"{fault.severity}: {fault}" for fault in found.faults)


CONTENT_DATA_HEADER = (
    "Title,Organisation,GOV.UK URL,Content Data URL,Document Type,Unique page views,Page views,"
    "Page views per visit,Users who searched from page,Users who found page useful,"
    "Yes responses: is page useful?,No responses: is page useful?,Searches from page,"
    "Feedback comments,Feedback Explorer URL,Reading time,Word count,Number of PDFs\n"
)


def content_data_row(
    path: str = "/heat-pumps",
    *,
    views: object = 25,
    unique: object = 15,
    per_visit: object = "1.67",
    organisation: str = "Department for Tests",
    useful: str = "25%",
    yes: object = 100,
    no: object = 300,
    days: str = "from=2026-07-01&to=2026-07-31",
    reading: str = "0h 50m",
    words: object = 9999,
    host: str = "https://www.gov.uk",
) -> str:
    """One row of a Content Data export, made up."""
    return (
        f'"A page, made up",{organisation},{host}{path},'
        f"https://content-data.publishing.service.gov.uk/metrics{path},guide,{unique},{views},"
        f"{per_visit},93.33%,{useful},{yes},{no},14,24,"
        f"https://support.publishing.service.gov.uk/anonymous_feedback?{days}&paths=%2Fx,"
        f"{reading},{words},3\n"
    )


def content_data(*rows: str) -> str:
    """A Content Data export with these rows."""
    return CONTENT_DATA_HEADER + "".join(rows)


def ga4(rows: str, *, header: str = "Page location,Views", total: str = "") -> str:
    """A CSV saved from the pages of Google Analytics 4, made up."""
    rule = "# ----------------------------------------\n"
    preamble = f"{rule}# Made up\n# Pages-Free-form 1\n# 20260401-20260630\n{rule}"
    return f"{preamble}\n{header}\n{total}{rows}"


LOW_CLICKS_HEADER = (
    "query,link,score_description,score,,"
    "Searches - GA4 Item-list view events (3 months Feb to April),"
    "Clicks - GA4 Item-list click events (3 months Feb to April),"
    "Item-list CTR,Weighted sort (Expected True Value),clusterID\n"
)
