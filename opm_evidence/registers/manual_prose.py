"""The passages of the manual that no schema holds."""

from opm_evidence.registers.limits import (
    LARGEST_FILE,
    LARGEST_POLICY_FILE,
    LONGEST_CELL,
    MOST_ROWS,
)

INTRODUCTION = """
# Evidence registers

An evidence register holds what is known about one policy, and what was claimed for it: which
reports there are, what each of them found, what documents of government said, and which finding
supports or contradicts which claim. It is a folder of plain tables that anybody can open in a
spreadsheet. From it, opm-evidence computes where evidence is missing, weak or conflicting, and
publishes all of it as an evidence pack. The pack can say no more than the register does.

To begin one: `opm-evidence new my-policy`. It lays out a folder that passes every check and says
that nothing is known yet. To check one: `opm-evidence check my-policy`.
"""

FIRST_RULES = """
## Seven rules that hold everywhere

1. **Absent is not empty.** A table that is not there means “not recorded”, and rules that need it
   answer “not assessable”. A table with a header and no rows means “somebody looked, and there is
   none”. Lay out a table only when somebody has looked.
2. **Blank is not no.** A blank cell means that nobody has seen it. Never fill one by guessing, and
   never complete a DOI or a year from memory.
3. **Unread is not unclear.** A finding that nobody has read has `not_reported` in `direction` and
   in `coding_status`; it is never `mixed` or `no_clear_change`.
4. **Ids stay.** An id is lower-case letters, digits and hyphens: `sdil-01`. It is the address of a
   thing in every pack that was ever published, so it is never given to another thing.
5. **Several values** in a cell are separated by a semicolon and a space: `england; wales`.
6. **Dates** are written year first, as far as they are known: `2016`, `2016-12` or `2016-12-05`.
7. **Roles, not names.** Whoever read, judged or scored is named as a role, such as `register
   editor`. Columns called `notes` are for editors and are never published.

Columns in **bold** are filled in every row. Any other column may be blank, or left out of the file.
"""

SPREADSHEETS = f"""
## What a file may look like

Tables are CSV files beside policy.yaml, or sheets of **one** workbook there (XLSX or ODS, of any
name), each sheet named as its table. Some tables may be CSV and others sheets; one table in both is
a fault. Sheets with other names are not read, and `check` says so. Files in `usage/` are GOV.UK
usage data as downloaded; `templates/` is never read. `editions/` holds what was published before,
one file an edition: `opm-evidence record` writes them, and nobody edits them. `sections/` holds
what analysts wrote for this policy ([how](../docs/how-to/add-a-section-of-your-own.md)).

What spreadsheets do to tables is met where it is plain, and named where it is not:

| what | what happens |
|---|---|
| UTF-8 with or without a byte order mark, UTF-16 with one | read |
| Windows-1252 | read, with the advice to save as UTF-8 |
| commas, semicolons or tabs between columns | told from the header; a fault where two would do |
| spaces around a cell, blank rows, columns without name or content | taken away |
| columns in another order | read |
| a column that is there twice or is not known, ragged rows | a fault, with the nearest name |
| formulas and their errors (`#REF!`), merged cells | a fault that shows the last value |
| a year shown as a date, separated thousands, per cent signs | a fault that says what to write |
| a month that became its first day | an advice |

Rows are counted as a spreadsheet counts them: the header is row 1. Where a cell with a line break
makes the line of the text file another, the line is named too.

Text may begin with `=`, `+`, `-` or `@`. So that no spreadsheet runs it as a formula, packs publish
it with an apostrophe before it (`'=`), and reading takes one such apostrophe away again.

Limits: {LARGEST_FILE // 2**20} megabytes a file ({LARGEST_POLICY_FILE // 2**10} kilobytes for
policy.yaml), {MOST_ROWS:,} rows a table, {LONGEST_CELL:,} characters a cell. Links to other
places are not followed.

### Keeping it as a workbook

`opm-evidence template my-policy` lays one out: a sheet for each table with the rows that there are,
drop-down lists, guidance beside each cell, and a sheet `guide` that explains every column. Put it
beside policy.yaml as the only workbook there, and remove the CSV files of the tables that it holds.

1. A sheet whose name stands in brackets, such as `(ratings)`, is not read. Take the brackets off
   when somebody has looked. Rows in such a sheet are a fault.
2. The names of columns stand in row 1, and nothing above them.
3. Columns of years and dates are formatted as **text**: a spreadsheet turns `2016-12` into
   1 December 2016 otherwise. The template is laid out so; in a workbook of your own, do it before
   you type.
4. The sheets `guide` and `choices` are not read, nor is any other that is not named as a table.
5. Write values, not formulas: what a formula is computed from cannot be seen in a pack.
"""
