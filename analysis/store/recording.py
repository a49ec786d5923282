"""Who does something and when, for the record of imports, corrections and snapshots."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime


def who() -> str:
    """The account that runs the program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "không rõ"


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)
