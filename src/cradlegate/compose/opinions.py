"""The verifier's desk joined with files: a dossier in, a worksheet out, a signed opinion."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cradlegate.compose.dossiers import open_dossier_at
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import STAGES_BY_VIEW
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.study import StudyLine
from cradlegate.dossier.verify import Verdict
from cradlegate.store.key_files import KeyFile
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.faults import OTHER_DECLARATION
from cradlegate.verification.opinions.signing import sign_opinion
from cradlegate.verification.opinions.worksheet import read_worksheet, write_worksheet

LARGEST_WORKSHEET_BYTES = 1_000_000
_NAMED_LINES = 10


def begin_opinion(verdict: Verdict, name: str) -> bytes:
    """Write the worksheet of an opinion on the declaration of a dossier that was checked.

    Args:
        name: of the worksheet's file.

    Raises:
        FaultsError: a dossier without a declaration that can be read.
    """
    read = verdict.contents.declaration
    if read is None:
        reason = verdict.contents.reasons.get("declaration")
        raise FaultsError([_name_unreadable(reason.found if reason else "nothing was reached")])
    is_recomputed = verdict.outcome(CheckId.RECOMPUTATION) is Outcome.MET
    stages = STAGES_BY_VIEW[read.declaration.headline.view]
    counted = [line for line in verdict.contents.lines or () if line.stage in stages]
    lines = _list_heaviest(counted)
    return write_worksheet(read, lines, name=name, is_recomputed=is_recomputed)


def sign_worksheet(
    worksheet: Path, dossier: Path, key: KeyFile, created: datetime
) -> OpinionDocument:
    """Sign the opinion in a worksheet, on the declaration of a dossier.

    Raises:
        FaultsError: faults of the worksheet, of the dossier, or of what the opinion says.
    """
    data = read_single_file(worksheet, LARGEST_WORKSHEET_BYTES).data
    opinion = read_worksheet(data, worksheet.name)
    return sign_opinion(opinion, _read_declaration(dossier), key.key, key.owner, created)


def _read_declaration(dossier: Path) -> DeclarationDocument:
    contents = open_dossier_at(dossier)
    if contents.declaration is None:
        reason = contents.reasons["declaration"]
        raise FaultsError([_name_unreadable(reason.found)])
    return contents.declaration


def _name_unreadable(found: str) -> Fault:
    return Fault(OTHER_DECLARATION, f"the declaration of the dossier cannot be read: {found}")


def _list_heaviest(lines: Sequence[StudyLine]) -> list[str]:
    heaviest = sorted(lines, key=lambda line: (-abs(sum(line.values, 0.0)), line.id))
    return [line.id for line in heaviest[:_NAMED_LINES]]
