"""The secret of a case joined with files: made once, used to commit to lines and to open them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cradlegate.compose import surroundings
from cradlegate.compose.dossiers import open_dossier_at, refuse_second_case
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.dossier.checks.calculation import find_case_files
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents
from cradlegate.dossier.faults import CASE_KEPT_BACK, NO_SUCH_MEMBER
from cradlegate.dossier.opening import (
    LARGEST_OPENING_BYTES,
    NamedOpening,
    Opening,
    open_committed_line,
    read_opening,
)
from cradlegate.product.case_files import read_case_files
from cradlegate.store.case_source import load_case_files
from cradlegate.store.secret_files import read_secret_file, refuse_handing_on, write_secret_file
from cradlegate.store.single_file import read_single_file


def take_secret(path: Path, case: Path, out: Path) -> bytes:
    """Read the secret of a case, or make one where there is none yet.

    Raises:
        FaultsError: a file of another form or open to others, or one inside what is handed on.
    """
    refuse_handing_on(path, case, out)
    if path.exists() or path.is_symlink():
        return read_secret_file(path)
    secret = surroundings.new_secret()
    write_secret_file(path, secret)
    return secret


def read_openings_at(paths: Sequence[Path]) -> tuple[NamedOpening, ...]:
    """Read lines that were opened.

    Raises:
        FaultsError: a file of another form.
    """
    named = ((path.name, read_single_file(path, LARGEST_OPENING_BYTES).data) for path in paths)
    return tuple(read_opening(data, name) for name, data in named)


def open_line_at(dossier: Path, line_id: str, secret: Path, case: Path | None) -> Opening:
    """Open one line of the case that the declaration of a dossier was made from.

    Args:
        case: where the dossier keeps it back.

    Raises:
        FaultsError: a dossier without case or declaration, or a line, case or secret that the
            declaration does not commit to.
    """
    contents = open_dossier_at(dossier)
    read, sources = contents.declaration, contents.sources
    if read is None or sources is None:
        what = "declaration" if read is None else "sources"
        raise FaultsError([Fault(NO_SUCH_MEMBER, contents.reasons[what].found)])
    files = _choose_case(contents, case)
    reading = read_case_files(files, sources.library.families)
    if reading.case is None:
        raise FaultsError(reading.faults)
    return open_committed_line(read, reading.case, line_id, read_secret_file(secret))


def add_holdings(
    questions: Questions, case: Path | None, secret: Path | None, openings: Sequence[Path]
) -> Questions:
    """Add to what is asked of a dossier what its reader holds beside it.

    Args:
        case: that the dossier keeps back.
        secret: of the case.
        openings: lines that the maker opened.

    Raises:
        FaultsError: one of them that cannot be read.
    """
    return replace(
        questions,
        case_files=load_case_files(case) if case else None,
        secret=read_secret_file(secret) if secret else None,
        openings=read_openings_at(openings),
    )


def _choose_case(contents: Contents, case: Path | None) -> Mapping[str, bytes]:
    own = load_case_files(case) if case else None
    asked = Questions(date.min, case_files=own)
    refuse_second_case(contents, asked)
    files = find_case_files(contents, asked)
    if files is None:
        raise FaultsError([Fault(CASE_KEPT_BACK, "the dossier holds commitments alone")])
    return files
