"""The kinds of text that policy.yaml and editions hold: ids, days, addresses, with their forms."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from opm_evidence.records.dates import PARTIAL_DATE, PartialDate

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
BASE_PATH = r"^/\S*$"
WEB_ADDRESS = r"^https?://\S+$"
EMAIL = r"^[^@\s]+@[^@\s]+$"
EDITION_NAME = r"^\d{4}-\d{2}-\d{2}(-([2-9]|[1-9]\d+))?$"


def is_slug(text: str) -> bool:
    """Whether a text has the form of an id: lower-case letters and digits, parted by hyphens."""
    return re.fullmatch(SLUG, text) is not None


def _date_that_exists(text: str) -> str:
    try:
        PartialDate.parse(text)
    except ValueError:
        raise ValueError(f"there is no such date as {text}") from None
    return text


def _whole_day(given: object) -> object:
    if isinstance(given, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", given.strip()):
        raise ValueError(f"“{given[:30]}” is not a whole day, such as 2026-11-23")
    return given


def _edition_of_a_day(name: str) -> str:
    _date_that_exists(name[: len("2026-01-01")])
    return name


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
When = Annotated[
    str, StringConstraints(pattern=PARTIAL_DATE.pattern), AfterValidator(_date_that_exists)
]
WholeDay = Annotated[date, BeforeValidator(_whole_day)]
BasePath = Annotated[str, StringConstraints(pattern=BASE_PATH)]
WebAddress = Annotated[str, StringConstraints(pattern=WEB_ADDRESS)]
EmailAddress = Annotated[str, StringConstraints(pattern=EMAIL)]
EditionName = Annotated[
    str,
    StringConstraints(pattern=EDITION_NAME, max_length=20),
    AfterValidator(_edition_of_a_day),
]
