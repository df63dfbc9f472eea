"""The maker's signature under its statement."""

from datetime import datetime

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.moment import find_latest_day, write_utc
from cradlegate.core.party import Party
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.statements.document import StatementDocument, make_statement
from cradlegate.verification.statements.faults import NOT_ISSUED_YET, OTHER_MAKER
from cradlegate.verification.statements.statement import Statement


def sign_statement(
    statement: Statement, key: SigningKey, owner: Party, created: datetime
) -> StatementDocument:
    """Draw up a statement and sign it.

    Args:
        owner: whose key it is, by the key file.
        created: the moment that the proof states; no proof of that moment.

    Raises:
        FaultsError: a key of somebody else (VR-047), a moment before its day (VR-051), what
            the statement leaves out (VR-046), or contradicts itself in (VR-048); all that is found.
    """
    faults = []
    if owner.id != statement.maker.id:
        found = f"the key belongs to {owner.id}; the statement is of {statement.maker.id}"
        faults.append(Fault(OTHER_MAKER, found))
    if find_latest_day(created) < statement.issued:
        found = f"issued {statement.issued}, to be signed {write_utc(created)}"
        faults.append(Fault(NOT_ISSUED_YET, found, Place(id="issued")))
    try:
        made = make_statement(statement)
    except FaultsError as error:
        faults = [*error.faults, *faults]
    if faults:
        raise FaultsError(faults)
    signed = sign_document(made.document, key, created=created)
    return StatementDocument(made.statement, signed, made.digest)
