"""The maker's signature under its statement."""

from datetime import datetime

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.party import Party
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.statements.document import StatementDocument, make_statement
from cradlegate.verification.statements.faults import OTHER_MAKER
from cradlegate.verification.statements.statement import Statement


def sign_statement(
    statement: Statement, key: SigningKey, owner: Party, created: datetime
) -> StatementDocument:
    """Draw up a statement and sign it.

    Args:
        owner: whose key it is, by the key file.
        created: the moment that the proof states; no proof of that moment.

    Raises:
        FaultsError: a key of somebody else (VR-047), what the statement leaves out (VR-046), or
            contradicts itself in (VR-048); all that is found.
    """
    faults = []
    if owner.id != statement.maker.id:
        found = f"the key belongs to {owner.id}; the statement is of {statement.maker.id}"
        faults.append(Fault(OTHER_MAKER, found))
    try:
        made = make_statement(statement)
    except FaultsError as error:
        faults = [*error.faults, *faults]
    if faults:
        raise FaultsError(faults)
    signed = sign_document(made.document, key, created=created)
    return StatementDocument(made.statement, signed, made.digest)
