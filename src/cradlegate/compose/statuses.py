"""Status lists joined with files: the list for everybody, its ledger in the workspace."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from cradlegate.compose import surroundings
from cradlegate.compose.study import read_declaration_at
from cradlegate.compose.workspace import find_workspace
from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.party import Party
from cradlegate.core.strict_json import LARGEST_BYTES
from cradlegate.declaration.document import (
    DeclarationDocument,
    has_declaration_type,
    read_declaration,
)
from cradlegate.store.append_log import Extension, extend_file, read_whole
from cradlegate.store.key_files import KeyFile
from cradlegate.store.single_file import FOR_OWNER, read_single_file, write_single_file
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.status_list import FEWEST_ENTRIES, StatusBits, StatusEntry
from cradlegate.verification.opinions.document import OpinionDocument, read_opinion
from cradlegate.verification.statuses.faults import (
    NO_LEDGER,
    NO_SUCH_ENTRY,
    NOT_NAMED,
    OTHER_ISSUER,
    OUT_OF_STEP,
)
from cradlegate.verification.statuses.ledger import (
    FORM,
    Ledger,
    LedgerHead,
    LedgerLine,
    end_of_lines,
    give_entry,
    lift_entry,
    read_ledger,
    set_entry,
    sign_version,
    write_head,
    write_lines,
)
from cradlegate.verification.statuses.status_list import (
    USUAL_DAYS,
    StatusList,
    StatusPurpose,
    Version,
    draw_up_status_list,
    name_list,
    read_status_list,
)

Change = Callable[[Ledger], tuple[LedgerLine, ...]]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs a version of a list, from which moment it speaks, and until when.

    Args:
        until: last day; None takes the usual number of days.
    """

    holder: KeyFile
    moment: datetime
    until: date | None = None

    @property
    def last_day(self) -> date:
        """The last day of the version."""
        return self.until or (self.moment + timedelta(days=USUAL_DAYS)).date()


@dataclass(frozen=True, slots=True)
class Meant:
    """Which entry of a list is meant: that of a document, or an index."""

    document: Path | None = None
    index: int | None = None


def read_status_at(path: Path) -> StatusList:
    """Read the status list in a file.

    Raises:
        FaultsError: a file that cannot be read (ST-001), or no status list (VR-070).
    """
    return read_status_list(read_single_file(path, LARGEST_BYTES).data, path.name)


def find_ledger(list_id: str) -> Path:
    """Find where the ledger of a list lies in the workspace."""
    name = digest_bytes(list_id.encode()).removeprefix("sha256:")[:32]
    return find_workspace() / "status" / f"{name}.jsonl"


def read_ledger_at(list_id: str) -> Ledger | None:
    """Read the ledger of a list; None where the workspace has none.

    Raises:
        FaultsError: a ledger that cannot be read (ST-001, VR-075).
    """
    path = find_ledger(list_id)
    return read_ledger(read_whole(path), path.name) if path.exists() else None


def begin_list(
    path: Path, signing: Signing, purpose: StatusPurpose, list_id: str, *, force: bool
) -> StatusList:
    """Begin a list in which nothing is set, with its ledger.

    Args:
        list_id: URL under which it will be published; empty makes an id.

    Raises:
        FaultsError: a list of that id that was begun before (VR-076), a file that is there
            (CF-006), days that cannot be (VR-079), an id that is no URL (VR-070).
    """
    owner = signing.holder.owner
    name = list_id or name_list(owner, purpose, signing.moment)
    head = LedgerHead(FORM, name, owner.id, purpose, FEWEST_ENTRIES)
    first = sign_version(Ledger(head), signing.moment)
    data = _sign(signing, head, StatusBits.of((), head.size))
    if read_ledger_at(name) is not None:
        raise FaultsError([Fault(OUT_OF_STEP, f"the list {name} was begun in this workspace")])
    write_single_file(path, data, force=force)
    ledger = write_head(head) + write_lines((first,))
    write_single_file(find_ledger(name), ledger, force=False, mode=FOR_OWNER)
    return read_status_list(data, path.name)


def set_in_list(path: Path, signing: Signing, meant: Meant, reason: str) -> StatusList:
    """Revoke or suspend what has an entry, and write the next version of the list.

    Raises:
        FaultsError: as `set_entry`, and a list of somebody else (VR-073) or without ledger here
            (VR-074), a document that does not name it (VR-078), or times that cannot be (VR-076,
            VR-079).
    """
    base = read_status_at(path)
    index, document = _find_meant(base, meant)
    moment = signing.moment
    return _continue(
        path, base, signing, lambda ledger: (set_entry(ledger, index, reason, moment, document),)
    )


def lift_in_list(path: Path, signing: Signing, meant: Meant, reason: str) -> StatusList:
    """Lift a suspension, and write the next version of the list.

    Raises:
        FaultsError: as `lift_entry`, and as `set_in_list`.
    """
    base = read_status_at(path)
    index, _ = _find_meant(base, meant)
    moment = signing.moment
    return _continue(
        path, base, signing, lambda ledger: (lift_entry(ledger, index, reason, moment),)
    )


def renew_list(path: Path, signing: Signing) -> StatusList:
    """Write the next version of a list with the bits that its ledger gives.

    Raises:
        FaultsError: as `set_in_list`.
    """
    return _continue(path, read_status_at(path), signing, lambda _: ())


def give_from_list(
    path: Path, issuer: Party, index: int | None, document: str, at: datetime
) -> StatusEntry:
    """Give an entry of a list to a document that is about to be signed.

    Args:
        index: the one that is asked for; None draws one.
        document: its id.

    Raises:
        FaultsError: an entry that cannot be given (VR-077), a list of somebody else (VR-073), or
            without ledger here (VR-074).
    """
    base = read_status_at(path)
    _demand_issuer(base, issuer)
    seed = surroundings.new_secret()
    given = _extend(base, lambda ledger: (give_entry(ledger, index, document, at, seed),))
    return StatusEntry(base.id, given.lines[-1].index or 0, base.purposes[0])


def _continue(path: Path, base: StatusList, signing: Signing, change: Change) -> StatusList:
    _demand_issuer(base, signing.holder.owner)

    def change_and_sign(ledger: Ledger) -> tuple[LedgerLine, ...]:
        lines = change(ledger)
        return (*lines, sign_version(ledger, signing.moment))

    # Signed once beforehand, so that days that cannot be change no ledger.
    _sign(signing, _demand_ledger(base).head, base.bits)
    ledger = _extend(base, change_and_sign)
    begun = replace(signing, moment=ledger.last_signed or signing.moment)
    data = _sign(begun, ledger.head, ledger.bits)
    write_single_file(path, data, force=True)
    return read_status_list(data, path.name)


def _extend(base: StatusList, change: Change) -> Ledger:
    """Add lines to the ledger of a list; nobody else adds any in between."""
    _demand_ledger(base)
    path, after = find_ledger(base.id), list[Ledger]()

    def decide(data: bytes) -> Extension:
        ledger = read_ledger(data, path.name)
        _demand_known(base, ledger)
        lines = change(ledger)
        after.append(Ledger(ledger.head, (*ledger.lines, *lines)))
        return Extension(end_of_lines(data), write_lines(lines))

    extend_file(path, decide)
    return after[-1]


def _sign(signing: Signing, head: LedgerHead, bits: StatusBits) -> bytes:
    version = Version(head.list_id, head.purpose, signing.moment, signing.last_day)
    document = draw_up_status_list(signing.holder.owner, version, bits)
    return canonical_bytes(sign_document(document, signing.holder.key, created=signing.moment))


def _demand_issuer(base: StatusList, owner: Party) -> None:
    if base.issuer.id != owner.id:
        found = f"{base.issuer.id} keeps the list {base.id}; {owner.id} signs"
        raise FaultsError([Fault(OTHER_ISSUER, found)])


def _demand_ledger(base: StatusList) -> Ledger:
    ledger = read_ledger_at(base.id)
    if ledger is None:
        found = f"{find_ledger(base.id)}, of the list {base.id}, is not there"
        raise FaultsError([Fault(NO_LEDGER, found)])
    return ledger


def _demand_known(base: StatusList, ledger: Ledger) -> None:
    """Refuse a list that revokes what its ledger does not know: the ledger is an older copy."""
    if ledger.head.purpose is StatusPurpose.SUSPENSION:
        return
    unknown = sorted({*base.bits.list_set()} - ledger.reasons.keys())
    if unknown:
        found = f"the list revokes {len(unknown)} entries that the ledger does not, as {unknown[0]}"
        raise FaultsError([Fault(OUT_OF_STEP, found)])


def _find_meant(base: StatusList, meant: Meant) -> tuple[int, str]:
    """Give the index that is meant, and the id of the document where one was named."""
    if meant.document is None:
        if meant.index is None:
            remedy = "Name a document with --document, or an index with --index."
            raise FaultsError([Fault(NO_SUCH_ENTRY, "neither is named", remedy=remedy)])
        return meant.index, ""
    read = _read_revocable(meant.document)
    entry, place = read.status, Place(str(meant.document))
    if entry is None or entry.list_id != base.id:
        named = entry.list_id if entry else "no list"
        raise FaultsError([Fault(NOT_NAMED, f"it names {named}, not {base.id}", place)])
    if meant.index not in {None, entry.index}:
        found = f"it has the index {entry.index}, not {meant.index}"
        raise FaultsError([Fault(NO_SUCH_ENTRY, found, place)])
    return entry.index, str(read.document["id"])


def _read_revocable(path: Path) -> DeclarationDocument | OpinionDocument:
    """Read the declaration in a file or in the folder that `declare` wrote, or an opinion.

    Raises:
        FaultsError: neither of them; what is no declaration is told of as an opinion.
    """
    if path.is_dir():
        return read_declaration_at(path)
    data = read_single_file(path, LARGEST_BYTES).data
    return (read_declaration if has_declaration_type(data) else read_opinion)(data, path.name)
