"""Which declaration may take the place of which."""

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.faults import NO_SUCCESSOR


def demand_successor(after: DeclarationDocument, before: DeclarationDocument) -> None:
    """See to it that a declaration corrects an earlier one of the same maker.

    Raises:
        FaultsError: of another maker, or issued before the one it corrects.
    """
    new, old = after.declaration, before.declaration
    faults = []
    if new.maker.id != old.maker.id:
        found = f"{old.maker.id} made the one, {new.maker.id} the other"
        faults.append(Fault(NO_SUCCESSOR, found))
    if new.issued < old.issued:
        found = f"issued on {new.issued}, before {old.issued}"
        faults.append(Fault(NO_SUCCESSOR, found))
    if faults:
        raise FaultsError(faults)
