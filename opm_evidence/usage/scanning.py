"""Large tables of pages, gone through by DuckDB in one go, without a row of them in Python.

A scan only counts what is beyond doubt: where any cell is out of the ordinary, it gives nothing,
and the reader of the format goes through the file row by row and says where. So both give the same.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from opm_evidence.usage.days import CONSENT, LAST_YEAR, SERIES_BREAK, Period, span
from opm_evidence.usage.formats import content_data_csv, ga4_page_days
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.opening import Opened
from opm_evidence.usage.parquet import literal_path, small_duckdb

LARGE = 16 * 2**20
"""Bytes from which a file is scanned: some 28,000 rows of Content Data."""

COUNT = r"\d{1,15}|\d{1,3}(,\d{3}){1,4}"
PLAIN_PAGE = r"(https://www\.gov\.uk)?(/[a-z0-9_-]+)+|https://www\.gov\.uk/|/"
"""Pages whose key is what they say, but for those below."""

NOT_PLAIN = r".*/(y|wp-[^/]*|v\d+)(/.*)?"
BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Scan:
    """What a whole file holds: entries, days, and for each metric its sum and states."""

    rows: int
    period: Period
    grain: str
    sums: Mapping[str, float]
    states: Mapping[str, Mapping[str, int]]
    flags: Mapping[str, int]


def scan(lines: Lines, opened: Opened, format_name: str) -> Scan | None:
    """The scan of a file of that format, or `None` where it has to be read row by row."""
    if format_name not in SCANS or opened.encoding not in ("", "utf-8", "utf-8-sig"):
        return None
    if opened.kind == "text" and not _plain_table(lines, opened, format_name):
        return None
    try:
        with small_duckdb() as engine:
            return SCANS[format_name](engine, opened)
    except duckdb.Error:
        return None


def _plain_table(lines: Lines, opened: Opened, format_name: str) -> bool:
    if not isinstance(lines, Table) or lines.header_row != 1 or not opened.ends_with_newline:
        return False
    export = format_name == content_data_csv.FORMAT.name
    return not export or lines.header == content_data_csv.HEADER


def _content_data(engine: duckdb.DuckDBPyConnection, opened: Opened) -> Scan | None:
    names = [f"c{at}" for at in range(len(content_data_csv.HEADER))]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    engine.execute(
        f"CREATE VIEW lines AS SELECT * FROM read_csv({quoted(opened)}, header = true, "
        f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{columns}}}, strict_mode = true, null_padding = false)"
    )
    counts = {metric: f"c{at}" for at, metric in content_data_csv.COUNTS.items()}
    minutes = (
        r"CASE WHEN c15 IS NULL THEN NULL ELSE regexp_extract(c15, '(\d+)h', 1)::DOUBLE * 60 "
        r"+ regexp_extract(c15, '(\d+)m', 1)::DOUBLE END"
    )
    values = {metric: _number(cell) for metric, cell in counts.items()}
    doubts = [_no_count(cell) for cell in counts.values()]
    doubts += [
        r"NOT coalesce(regexp_full_match(c15, '\d{1,2}h \d{1,2}m'), true)",
        f"coalesce({_number('c16')} > {24 * 60 * content_data_csv.WORDS_A_MINUTE}, false)",
        f"coalesce({_number('c5')} > {_number('c6')}, false)",
        "c2 IS NULL OR c14 IS NULL",
        _ratio_doubt(),
    ]
    days = r"regexp_extract(c14, '[?&]from=(\d{4}-\d{2}-\d{2})&to=(\d{4}-\d{2}-\d{2})(&|$)', "
    found = _sums(
        engine,
        values | {"reading_minutes": minutes},
        doubts,
        first=f"{days}1)",
        last=f"{days}2)",
    )
    if found is None:
        return None
    rows, sums, states, (first, last, other_first, other_last) = found
    if (first, last) != (other_first, other_last) or not first or not last:
        return None
    try:
        period = span(_day(first), _day(last))
    except ValueError:
        return None
    flags = _page_flags(engine, "c2", "coalesce(c0, '')")
    flags.update({flag: rows for flag in period.flags if rows})
    named = engine.execute(
        "SELECT trim(c1), count(*) FROM lines WHERE trim(c1) IN "
        "('Unknown organisation', 'All organisations', 'No organisation') GROUP BY ALL"
    ).fetchall()
    for name, number in named:
        known = "no_organisation" if name == "No organisation" else "unknown_organisation"
        flags[known] += number
    return Scan(rows, period, period.grain, sums, states, flags)


def _page_days(
    engine: duckdb.DuckDBPyConnection, opened: Opened, day: str, metrics: Mapping[str, str]
) -> Scan | None:
    engine.execute(f"CREATE VIEW lines AS SELECT * FROM {source_of(opened)}")
    described = {name: kind for name, kind, *_ in engine.execute("DESCRIBE lines").fetchall()}
    columns = {metric: column for column, metric in metrics.items() if column in described}
    text = {column for column, kind in described.items() if kind == "VARCHAR"}
    whole = ("BIGINT", "INTEGER", "UBIGINT", "UINTEGER", "SMALLINT", "USMALLINT", "HUGEINT")
    if any(described[each] not in (*whole, "VARCHAR") for each in columns.values()):
        return None
    if described.get(day) not in ("DATE", "VARCHAR"):
        return None
    values = {m: _number(c) if c in text else f"{c}::DOUBLE" for m, c in columns.items()}
    doubts = [
        _no_count(c) if c in text else f"coalesce({c} < 0 OR {c} > {2**53}, false)"
        for c in columns.values()
    ]
    page_column = ga4_page_days.PAGE
    doubts.append(f"{page_column} IS NULL OR {day} IS NULL")
    if day in text:
        doubts.append(rf"NOT regexp_full_match({day}, '\d{{4}}-\d{{2}}-\d{{2}}')")
        doubts.append(f"TRY_CAST({day} AS DATE) IS NULL")
    found = _sums(engine, values, doubts, first=f"{day}::VARCHAR", last=f"{day}::VARCHAR")
    if found is None:
        return None
    rows, sums, states, (first, _, _, last) = found
    period = Period(_day(first), _day(last))
    if period.start is None or period.end is None:
        return None
    if period.start < CONSENT or period.end.year > LAST_YEAR:
        return None  # Google Analytics 4 is younger: such days are a mistake, to be shown by row
    flags = _page_flags(engine, page_column, "''")
    broken = engine.execute(
        f"SELECT count(*) FROM lines WHERE {day}::DATE BETWEEN ? AND ?", list(SERIES_BREAK)
    ).fetchone()
    if broken and broken[0]:
        flags["series_break"] = broken[0]
    return Scan(rows, span(period.start, period.end), "day", sums, states, flags)


def _sums(
    engine: duckdb.DuckDBPyConnection,
    values: Mapping[str, str],
    doubts: list[str],
    *,
    first: str,
    last: str,
) -> tuple[int, dict[str, float], dict[str, dict[str, int]], tuple[str, str, str, str]] | None:
    """Rows, sums and states of every metric, and the least and greatest first and last day."""
    asked = [f"count(*) FILTER (WHERE {' OR '.join(f'({each})' for each in doubts)})", "count(*)"]
    asked += [f"min({first})", f"min({last})", f"max({first})", f"max({last})"]
    for value in values.values():
        asked += [f"sum({value})", f"count({value})", f"count(*) FILTER (WHERE {value} = 0)"]
    row = engine.execute(f"SELECT {', '.join(asked)} FROM lines").fetchone()
    if row is None or row[0] or not row[1]:
        return None
    sums: dict[str, float] = {}
    states: dict[str, dict[str, int]] = {}
    for at, metric in enumerate(values):
        total, known, zeros = row[6 + 3 * at : 9 + 3 * at]
        if known:
            sums[metric] = float(total)
        counted = {
            "observed": known - zeros,
            "reported_zero": zeros,
            "missing": row[1] - known,
        }
        states[metric] = {state: number for state, number in counted.items() if number}
    return row[1], sums, states, (row[2], row[3], row[4], row[5])


def _page_flags(engine: duckdb.DuckDBPyConnection, column: str, title: str) -> Counter[str]:
    """The flags of pages that are not plain; those alone are looked at one by one."""
    flags: Counter[str] = Counter()
    found = engine.execute(
        f"SELECT {column}, {title}, count(*) FROM lines WHERE NOT regexp_full_match({column}, ?) "
        f"OR regexp_full_match({column}, ?) OR length({column}) > 1000 "
        f"OR contains(lower({title}), 'not found') GROUP BY ALL",
        [PLAIN_PAGE, NOT_PLAIN],
    )
    while batch := found.fetchmany(BATCH):
        for address, named, number in batch:
            for flag in page(address, title=named).flags:
                flags[flag] += number
    return flags


def source_of(opened: Opened) -> str:
    """What DuckDB reads a table of pages and days from; of text, every cell as it stands."""
    if opened.kind == "parquet":
        return f"read_parquet({quoted(opened)})"
    return f"read_csv({quoted(opened)}, all_varchar = true, header = true, delim = ',')"


def _ratio_doubt() -> str:
    """Where a ratio of Content Data does not follow, or cannot be read as one."""
    views = r"NOT coalesce(regexp_full_match(c7, '\d{1,9}(\.\d+)?'), true)"
    follows = f"abs(c7::DOUBLE - {_number('c6')} / nullif({_number('c5')}, 0)) > 0.0109"
    useful = r"NOT coalesce(regexp_full_match(c9, '\d{1,3}%'), true)"
    share = f"{_number('c10')} / nullif({_number('c10')} + {_number('c11')}, 0)"
    agrees = f"abs(replace(c9, '%', '')::DOUBLE / 100 - {share}) > 0.00509"
    return (
        f"{views} OR {useful} OR CASE WHEN ({views}) OR ({useful}) THEN true "
        f"ELSE coalesce({follows}, false) OR coalesce({agrees}, false) END"
    )


def _no_count(cell: str) -> str:
    return f"NOT coalesce(regexp_full_match({cell}, '{COUNT}'), true)"


def _number(cell: str) -> str:
    return f"TRY_CAST(replace({cell}, ',', '') AS DOUBLE)"


def quoted(opened: Opened) -> str:
    """The path of a file as a literal of SQL."""
    return "'" + literal_path(opened.path).replace("'", "''") + "'"


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


Scanner = Callable[[duckdb.DuckDBPyConnection, Opened], Scan | None]
SCANS: Mapping[str, Scanner] = {
    content_data_csv.FORMAT.name: _content_data,
    ga4_page_days.SUMMARY_FORMAT.name: lambda engine, opened: _page_days(
        engine, opened, ga4_page_days.SUMMARY_DAY, ga4_page_days.SUMMARY
    ),
    ga4_page_days.CONTENT_DATA_FORMAT.name: lambda engine, opened: _page_days(
        engine, opened, ga4_page_days.CONTENT_DATA_DAY, ga4_page_days.CONTENT_DATA
    ),
}
"""The formats that are scanned, and how."""
