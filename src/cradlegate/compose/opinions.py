"""The verifier's desk joined with files: a dossier in, a worksheet out, a signed opinion."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cradlegate.compose.dossiers import open_dossier_at
from cradlegate.compose.status_places import StatusPlace
from cradlegate.core.canonical import digest
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import STAGES_BY_VIEW
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.contents import Contents
from cradlegate.dossier.redaction import is_redacted
from cradlegate.dossier.study import StudyLine
from cradlegate.dossier.verify import Verdict
from cradlegate.store.key_files import KeyFile
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.faults import OTHER_DECLARATION, UNKNOWN_LINE
from cradlegate.verification.opinions.signing import sign_opinion
from cradlegate.verification.opinions.worksheet import HEAVIEST, read_worksheet, write_worksheet

LARGEST_WORKSHEET_BYTES = 1_000_000
TO_BE_OPENED = "The maker keeps them; ask to open these, and others of your own choice:"
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
    lines, hint = _list_heaviest(counted), HEAVIEST
    if is_redacted(verdict.contents.files, read):
        lines, hint = draw_positions(read), TO_BE_OPENED
    return write_worksheet(read, lines, name=name, is_recomputed=is_recomputed, hint=hint)


def draw_positions(read: DeclarationDocument) -> list[str]:
    """Draw positions of lines to be opened, by the digest of the declaration.

    Whoever declares can foresee them, so a body names others as well.
    """
    lines = read.declaration.made_from.lines
    count = lines.count if lines else 0
    drawn = sorted(range(1, count + 1), key=lambda at: digest((read.digest, at)))
    return [f"position {at} of {count}" for at in sorted(drawn[:_NAMED_LINES])]


def sign_worksheet(
    worksheet: Path,
    dossier: Path,
    key: KeyFile,
    created: datetime,
    place: StatusPlace | None = None,
) -> OpinionDocument:
    """Sign the opinion in a worksheet, on the declaration of a dossier.

    Args:
        place: where it will stand whether the body revoked it.

    Raises:
        FaultsError: faults of the worksheet, of the dossier, or of what the opinion says.
    """
    data = read_single_file(worksheet, LARGEST_WORKSHEET_BYTES).data
    opinion = read_worksheet(data, worksheet.name)
    contents = open_dossier_at(dossier)
    read = _read_declaration(contents)
    _demand_lines(opinion.sampled_lines, contents, read, worksheet.name)
    signed = sign_opinion(opinion, read, key.key, key.owner, created)
    if place is None:
        return signed
    status = place.take(key.owner, str(signed.document["id"]), created)
    return sign_opinion(opinion, read, key.key, key.owner, created, status)


def _demand_lines(
    named: Sequence[str], contents: Contents, read: DeclarationDocument, file: str
) -> None:
    """Refuse lines that a study does not have; lines that a maker keeps back have positions."""
    if contents.lines is None or is_redacted(contents.files, read):
        return
    known = {line.id for line in contents.lines}
    strangers = [each for each in named if each not in known]
    if strangers:
        place = Place(file, column="sampled_lines")
        raise FaultsError(
            Fault(UNKNOWN_LINE, f"there is no line {each!r}", place) for each in strangers
        )


def _read_declaration(contents: Contents) -> DeclarationDocument:
    if contents.declaration is None:
        reason = contents.reasons["declaration"]
        raise FaultsError([_name_unreadable(reason.found)])
    return contents.declaration


def _name_unreadable(found: str) -> Fault:
    return Fault(OTHER_DECLARATION, f"the declaration of the dossier cannot be read: {found}")


def _list_heaviest(lines: Sequence[StudyLine]) -> list[str]:
    heaviest = sorted(lines, key=lambda line: (-abs(sum(line.values, 0.0)), line.id))
    return [line.id for line in heaviest[:_NAMED_LINES]]
