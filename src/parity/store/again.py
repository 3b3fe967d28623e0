"""Which failures of a server another try may mend, and how long it asks to be left alone."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from parity.errors import SourceFailed

__all__ = ["AGAIN", "PATIENCE", "Again", "retry_after"]

PATIENCE = 60.0  # s; a server that asks for a longer pause is left alone
AGAIN = frozenset((408, 425, 429, *range(500, 600))) - {501, 505}


class Again(SourceFailed):
    """An address failed in a way that may pass; `wait` is the pause in seconds that it asked for."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def retry_after(text: str) -> float | None:
    """Read a Retry-After header: seconds, or a date.

    >>> retry_after("1.5"), retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), retry_after("soon")
    (1.5, 0.0, None)
    """
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text.strip()):
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text).astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
