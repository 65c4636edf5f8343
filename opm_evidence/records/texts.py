"""The kinds of text that policy.yaml and editions hold: ids, days, addresses, with their forms."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from opm_evidence.records.dates import PARTIAL_DATE, PartialDate

EDITION_NAME = r"^\d{4}-\d{2}-\d{2}(-([2-9]|[1-9]\d+))?$"


def _date_that_exists(text: str) -> str:
    try:
        PartialDate.parse(text)
    except ValueError:
        raise ValueError(f"there is no such date as {text}") from None
    return text


def _whole_day(given: object) -> object:
    if isinstance(given, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", given.strip()):
        raise ValueError("it has to be a whole day, such as 2026-11-23")
    return given


def _edition_of_a_day(name: str) -> str:
    _date_that_exists(name[: len("2026-01-01")])
    return name


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
When = Annotated[
    str, StringConstraints(pattern=PARTIAL_DATE.pattern), AfterValidator(_date_that_exists)
]
WholeDay = Annotated[date, BeforeValidator(_whole_day)]
BasePath = Annotated[str, StringConstraints(pattern=r"^/\S*$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
EditionName = Annotated[
    str,
    StringConstraints(pattern=EDITION_NAME, max_length=20),
    AfterValidator(_edition_of_a_day),
]
