"""The day on which a person does something at the desk. What a pack says never depends on it."""

from datetime import date

from opm_evidence.errors import WrongCall


def day_or_today(text: str) -> date:
    """The day that was given, or today where none was.

    Raises:
        WrongCall: the text is not a day.
    """
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise WrongCall.for_parameter("on", text, "Write a day, such as 2026-11-23.") from None
