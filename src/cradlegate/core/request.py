"""What somebody is asked to send, and what it unblocks."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask one party for.

    Args:
        what: the thing, in words that can be sent.
        from_party: who can give it: a party id, or a role such as `supplier of BED-01`.
        by: the day it is needed, None if nothing depends on a day.
        because: why it is needed.
        unblocks: ids of the lines or provisions that it would settle.
    """

    what: str
    from_party: str
    by: date | None
    because: str
    unblocks: tuple[str, ...]
