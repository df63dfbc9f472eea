"""The maker's signature on a declaration."""

from datetime import datetime

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.faults import OTHER_KEY, SIGNED_ALREADY
from cradlegate.trust.data_integrity import read_method, sign_document
from cradlegate.trust.keys import SigningKey


def sign_declaration(
    read: DeclarationDocument, key: SigningKey, owner_id: str, created: datetime
) -> DeclarationDocument:
    """Sign a declaration; its content and its digest stay what they are.

    Args:
        owner_id: whose key it is, by the key file.
        created: the moment that the proof states; no proof of that moment.

    Raises:
        FaultsError: a key of somebody else than the maker, or one that has signed already.
    """
    maker = read.declaration.maker
    if owner_id != maker.id:
        found = f"the key belongs to {owner_id}; the declaration is of {maker.id}"
        raise FaultsError([Fault(OTHER_KEY, found)])
    if key.public.method in {read_method(proof) for proof in read.proofs}:
        raise FaultsError([Fault(SIGNED_ALREADY, f"key {key.public.multikey}")])
    signed = sign_document(read.document, key, created=created)
    return DeclarationDocument(read.declaration, signed, read.digest)
