"""What is wrong with an expression, and where in its text."""

from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import FaultKind


class ExpressionError(CradlegateError):
    """An expression that cannot be used; whoever knows its pack makes a fault of it.

    Args:
        kind: what it breaks.
        found: what stands there.
        position: of the character, from 1 on.
        remedy: what to do next, where it is more exact than that of the kind.
    """

    code = "RG-000"

    def __init__(self, kind: FaultKind, found: str, position: int, remedy: str = "") -> None:
        self.kind, self.found, self.position, self.remedy = kind, found, position, remedy
        super().__init__(f"{found}, at character {position}")
