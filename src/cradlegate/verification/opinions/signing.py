"""The body's signature under its opinion."""

from datetime import datetime

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.moment import find_latest_day, write_utc
from cradlegate.core.party import Party
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.status_list import StatusEntry
from cradlegate.verification.opinions.contradictions import find_mismatches
from cradlegate.verification.opinions.document import OpinionDocument, make_opinion
from cradlegate.verification.opinions.faults import NOT_ISSUED_YET, OTHER_BODY, OTHER_DECLARATION
from cradlegate.verification.opinions.opinion import Opinion


def sign_opinion(
    opinion: Opinion,
    read: DeclarationDocument,
    key: SigningKey,
    owner: Party,
    created: datetime,
    status: StatusEntry | None = None,
) -> OpinionDocument:
    """Draw up an opinion on a declaration, and sign it; the declaration is not touched.

    Args:
        owner: whose key it is, by the key file.
        created: the moment that the proof states; no proof of that moment.
        status: where it will stand whether the body revoked the opinion.

    Raises:
        FaultsError: an opinion that contradicts itself (VR-041) or is about another declaration
            (VR-042), a key of somebody else (VR-043), or a moment before its day (VR-049); all
            that is found.
    """
    faults = [
        Fault(OTHER_DECLARATION, found, Place(id=where))
        for where, found in find_mismatches(opinion, read)
    ]
    if owner.id != opinion.body.id:
        found = f"the key belongs to {owner.id}; the opinion is of {opinion.body.id}"
        faults.append(Fault(OTHER_BODY, found))
    if find_latest_day(created) < opinion.issued:
        found = f"issued {opinion.issued}, to be signed {write_utc(created)}"
        faults.append(Fault(NOT_ISSUED_YET, found, Place(id="issued")))
    try:
        made = make_opinion(opinion, status)
    except FaultsError as error:
        faults = [*error.faults, *faults]
    if faults:
        raise FaultsError(faults)
    signed = sign_document(made.document, key, created=created)
    return OpinionDocument(made.opinion, signed, made.digest)
