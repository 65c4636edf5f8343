"""How much a register may hold. Each limit is far above any register, and named when it is met.

A register is other people's text: a file that is too large is refused before it is read, not
after it has filled the memory.
"""

LARGEST_FILE = 64 * 2**20
"""Bytes of one file of a register."""

LARGEST_POLICY_FILE = 512 * 2**10
"""Bytes of policy.yaml; the ones that ship have about 20 thousand."""

LARGEST_EDITION = 16 * 2**20
"""Bytes of one edition; those of the policies that ship have about 40 thousand."""

LARGEST_SECTION = 2 * 2**20
"""Bytes of the notebook of an own section, with its results; a pack carries none of these."""

LARGEST_UNPACKED = 512 * 2**20
"""Bytes of a workbook once unpacked; a million cells take about 80 million."""

MOST_CELLS = 10_000_000
"""Cells of one sheet, blank ones among others included."""

LONGEST_CELL = 100_000
"""Characters in one cell; a spreadsheet itself takes 32,767."""

MOST_ROWS = 200_000
"""Rows of one table."""

MOST_COLUMNS = 500
"""Columns of one table; the widest schema has about 35."""

DEEPEST_YAML = 12
"""Levels of lists and mappings inside each other in policy.yaml; it needs four."""
