"""Text that a spreadsheet would run as a formula, and the mark that keeps it from doing so.

See docs/decisions/0005-formulas-in-text.md; after OWASP, CSV Injection
(owasp.org/www-community/attacks/CSV_Injection).
"""

import re

WARD = "'"
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, full-width forms included."""

WARDED = re.compile(f"{WARD}+[{re.escape(''.join(FORMULA_STARTS))}]")
"""Text that our writer, or an editor, keeps from running as a formula by an apostrophe."""


def warded(text: str) -> str:
    """The text, kept from running as a formula by an apostrophe where it would."""
    return WARD + text if text.lstrip(WARD).startswith(FORMULA_STARTS) else text


def unwarded(text: str) -> str:
    """The text without the apostrophe that keeps it from running as a formula."""
    return text[1:] if text[:1] == WARD and WARDED.match(text) else text
