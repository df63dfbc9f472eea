"""The maker's signature on a declaration."""

from datetime import datetime

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.moment import find_latest_day, write_utc
from cradlegate.declaration.document import DeclarationDocument, make_document
from cradlegate.declaration.faults import NOT_ISSUED_YET, OTHER_KEY, SIGNED_ALREADY, TOO_LATE
from cradlegate.trust.data_integrity import read_method, sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.status_list import StatusEntry


def sign_declaration(
    read: DeclarationDocument,
    key: SigningKey,
    owner_id: str,
    created: datetime,
    status: StatusEntry | None = None,
) -> DeclarationDocument:
    """Sign a declaration; its content stays what it is, and so does its digest without a status.

    Args:
        owner_id: whose key it is, by the key file.
        created: the moment that the proof states; no proof of that moment.
        status: where it will stand whether the maker revoked it.

    Raises:
        FaultsError: a key of somebody else than the maker (DC-006), or one that has signed
            already (DC-007); a status for a declaration that is signed (DC-012); a moment before
            the day of issue (DC-014).
    """
    maker, issued = read.declaration.maker, read.declaration.issued
    if owner_id != maker.id:
        found = f"the key belongs to {owner_id}; the declaration is of {maker.id}"
        raise FaultsError([Fault(OTHER_KEY, found)])
    if key.public.method in {read_method(proof) for proof in read.proofs}:
        raise FaultsError([Fault(SIGNED_ALREADY, f"key {key.public.multikey}")])
    if find_latest_day(created) < issued:
        found = f"issued {issued}, to be signed {write_utc(created)}"
        raise FaultsError([Fault(NOT_ISSUED_YET, found)])
    if status:
        demand_unsigned(read)
    made = make_document(read.declaration, status) if status else read
    signed = sign_document(made.document, key, created=created)
    return DeclarationDocument(read.declaration, signed, made.digest)


def demand_unsigned(read: DeclarationDocument) -> None:
    """Refuse a declaration to which no status can be given any more.

    Raises:
        FaultsError: one that is signed, or has a status (DC-012).
    """
    if read.proofs or read.status:
        said = "is signed" if read.proofs else "names a list"
        raise FaultsError([Fault(TOO_LATE, f"{read.declaration.id} {said}")])
