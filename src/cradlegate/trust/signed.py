"""What every document with proofs can be asked."""

from collections.abc import Mapping
from typing import Any

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.strict_json import Json
from cradlegate.trust.data_integrity import list_proofs


class Signed:
    """A document in canonical JSON, signed or not; whoever inherits says what it states."""

    __slots__ = ()

    document: Mapping[str, Any]

    @property
    def proofs(self) -> tuple[Json, ...]:
        """The proofs on it."""
        return list_proofs(self.document)

    @property
    def data(self) -> bytes:
        """The canonical bytes, proofs included."""
        return canonical_bytes(self.document)
