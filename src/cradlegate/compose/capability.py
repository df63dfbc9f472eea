"""Statements of makers joined with files: a worksheet out, a signed statement, a check."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from cradlegate.border.evidence.scope import POINTS
from cradlegate.compose.gate import read_trust_at
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.party import Party
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.store.key_files import KeyFile
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.statements.document import StatementDocument, read_statement
from cradlegate.verification.statements.signing import sign_statement
from cradlegate.verification.statements.worksheet import Known, read_worksheet, write_worksheet
from cradlegate.work.statement_check import Asked

ASKS = {point.column: point.ask for point in POINTS}
"""What a letter asks for, by column: the worksheet asks the same."""


def begin_statement(
    maker: Party, evidence: Mapping[str, Path], test_log: Path | None, name: str
) -> bytes:
    """Write the worksheet of a statement, with the digests of the files that are at hand.

    Args:
        evidence: file that shows a function, by the name of the function.
        name: of the worksheet's file.
    """
    digests = {function: _digest(path) for function, path in evidence.items()}
    known = Known(maker, digests, _digest(test_log) if test_log else "")
    return write_worksheet(known, ASKS, name)


def sign_at(worksheet: Path, key: KeyFile, created: datetime) -> StatementDocument:
    """Sign the statement in a worksheet.

    Raises:
        FaultsError: faults of the worksheet, or of what the statement says.
    """
    statement = read_worksheet(_read_file(worksheet), worksheet.name)
    return sign_statement(statement, key.key, key.owner, created)


def read_statement_at(path: Path) -> StatementDocument:
    """Read the statement in a file."""
    return read_statement(_read_file(path), path.name)


def ask_with(
    trust: Path | None, as_of: date, model: str, serial: str, files: Iterable[Path]
) -> Asked:
    """Draw up what to ask of a statement, with a trust list and the maker's files."""
    held = frozenset(_digest(each) for each in files)
    return Asked(as_of, read_trust_at(trust), model, serial, held)


def _digest(path: Path) -> str:
    return digest_bytes(_read_file(path))


def _read_file(path: Path) -> bytes:
    return read_single_file(path, LARGEST_ARCHIVE_BYTES).data
