"""What a reader asks of a dossier, beside the dossier itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from cradlegate.core.period import Interval
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.opening import NamedOpening
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.validity import Reliance
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.statuses.status_list import StatusList
from cradlegate.verification.trust_lists.trust_list import TrustList

Draw = Callable[[DeclarationDocument, str, OpinionDocument | None], bytes | None]


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
        draw: draws a rendering by file name, with the opinion if there is one, the same in every
            installation of this version; None for one that other libraries take part in.
        case_files: of a reader who holds the lines that a dossier keeps back.
        secret: of the case, if the reader has it.
        openings: single lines that the maker opened.
        scans: files of papers that the reader holds, their digests by name.
        entry: days within which goods enter, on which an opinion has to hold; None for `as_of`.
        destination: country of import, for which an opinion has to be meant; empty for none.
        status_lists: got from those who keep them; the newest that is believed decides.
    """

    as_of: date
    trust_list: TrustList | None = None
    is_recomputed: bool = False
    product: str = ""
    draw: Draw | None = None
    registers: tuple[RegisterSnapshot, ...] = ()
    status_lists: tuple[StatusList, ...] = ()
    case_files: Mapping[str, bytes] | None = None
    secret: bytes | None = None
    openings: tuple[NamedOpening, ...] = ()
    scans: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    entry: Interval | None = None
    destination: str = ""

    @property
    def reliance(self) -> Reliance:
        """Where and when the reader relies on an opinion."""
        return Reliance(self.entry or Interval(self.as_of, self.as_of), self.destination)
