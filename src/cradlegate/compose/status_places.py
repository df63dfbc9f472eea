"""Where the status of a document will stand: named before it is signed, or never."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cradlegate.compose.statuses import give_from_list
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.party import Party
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.signing import demand_unsigned, sign_declaration
from cradlegate.store.key_files import KeyFile
from cradlegate.trust.status_list import MOST_ENTRIES, StatusEntry
from cradlegate.verification.statuses.faults import NO_SUCH_ENTRY
from cradlegate.verification.statuses.status_list import StatusPurpose

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+")


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Where the status of a document will stand.

    Args:
        list_name: file of a list that this workspace keeps, or URL of one that another program
            keeps.
        index: of the entry; None draws one that is free.
    """

    list_name: str
    index: int | None = None

    def take(self, issuer: Party, document: str, at: datetime) -> StatusEntry:
        """Give the entry to a document; one that is given is never given again.

        Raises:
            FaultsError: neither file nor URL with an index, or an entry that cannot be given
                (VR-077).
        """
        file = Path(self.list_name)
        if file.exists() or not _URL.fullmatch(self.list_name):
            return give_from_list(file, issuer, self.index, document, at)
        if self.index is None or not 0 <= self.index < MOST_ENTRIES:
            remedy = (
                "Name the file of the list, or the index that its keeper gave with --status-index."
            )
            found = f"no index in the list {self.list_name}"
            raise FaultsError([Fault(NO_SUCH_ENTRY, found, remedy=remedy)])
        return StatusEntry(self.list_name, self.index, StatusPurpose.REVOCATION)


def sign_in_place(
    read: DeclarationDocument, holder: KeyFile, created: datetime, place: StatusPlace | None
) -> DeclarationDocument:
    """Sign a declaration; one that cannot be signed takes no entry of a list.

    Raises:
        FaultsError: as `sign_declaration` and `StatusPlace.take`.
    """
    if place:
        demand_unsigned(read)
    signed = sign_declaration(read, holder.key, holder.owner.id, created)
    if place is None:
        return signed
    status = place.take(holder.owner, read.declaration.id, created)
    return sign_declaration(read, holder.key, holder.owner.id, created, status)
