"""What surrounds a run: clock, terminal, environment and randomness."""

import os
import sys
from datetime import UTC, date, datetime


def today() -> date:
    """Read the clock."""
    return datetime.now(tz=UTC).date()


def wants_plain() -> bool:
    """Tell whether output must do without colour: NO_COLOR is set, or nobody watches."""
    return bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()


def can_write_unicode() -> bool:
    """Tell whether the output stream can carry the signs of a report."""
    return (sys.stdout.encoding or "").lower().replace("-", "") in {"utf8", "utf16", "gb18030"}


def terminal_width() -> int:
    """Give the width to draw for: COLUMNS or the terminal's, at most 100."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        columns = 100
    return max(60, min(columns, 100))


def now() -> datetime:
    """Read the clock to the second."""
    return datetime.now(tz=UTC).replace(microsecond=0)


def new_secret() -> bytes:
    """Draw 32 bytes for a signing key from the system's source of randomness."""
    return os.urandom(32)
