"""People and firms that do or owe something."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Party:
    """A firm, body or authority.

    Args:
        id: unique in its case.
        name: as the party writes it.
        country: ISO 3166-1 alpha-2, or empty if unknown.
        names_by_script: other spellings, by ISO 15924 script code.
        identifiers: numbers by scheme, such as `{"usci": "91370200…"}`.
    """

    id: str
    name: str
    country: str = ""
    names_by_script: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    identifiers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
