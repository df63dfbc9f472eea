"""What a reader asks of a dossier, beside the dossier itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cradlegate.declaration.document import DeclarationDocument
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.trust_lists.trust_list import TrustList

Draw = Callable[[DeclarationDocument, str], bytes | None]


@dataclass(frozen=True, slots=True)
class Questions:
    """What a reader asks of a dossier.

    Args:
        as_of: the day for which it is asked.
        trust_list: of the reader's own choice; without one, who signed stays undetermined.
        registers: of accredited bodies, of the reader's own choice; without one, whether a body
            was accredited stays undetermined.
        is_recomputed: whether footprint and pages are made again.
        product: version of the program that checks.
        draw: draws a rendering by file name, the same in every installation of this version;
            None for one that other libraries take part in.
    """

    as_of: date
    trust_list: TrustList | None = None
    is_recomputed: bool = False
    product: str = ""
    draw: Draw | None = None
    registers: tuple[RegisterSnapshot, ...] = ()
