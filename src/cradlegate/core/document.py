"""Documents that somebody issued and that prove something."""

from dataclasses import dataclass

from cradlegate.core.period import Interval


@dataclass(frozen=True, slots=True)
class Document:
    """A document known by its digest.

    Args:
        digest: `sha256:` and 64 hexadecimal digits, of the file's bytes.
        kind: what it is, such as `electricity_bill`.
        issuer: party id, and its role.
        covers: ids of what it speaks about.
        issued: when it was issued, if known.
        valid: when it may be relied on, if limited.
        language: BCP 47 tag.
        media_type: of the file.
    """

    digest: str
    kind: str
    issuer: str
    issuer_role: str
    covers: tuple[str, ...] = ()
    issued: Interval | None = None
    valid: Interval | None = None
    language: str = ""
    media_type: str = ""
