"""What opening a signed document told, for whoever judges a consignment."""

from dataclasses import dataclass
from datetime import date

from cradlegate.core.finding import Finding
from cradlegate.declaration.declaration import Declaration
from cradlegate.verification.statements.statement import Statement


@dataclass(frozen=True, slots=True)
class OpenedStatement:
    """The statement of an original maker as it was read.

    Args:
        number: id of its credential.
        has_test_log: whether the log of the test that it names by digest is among the files.
    """

    number: str
    statement: Statement
    has_test_log: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """A signed document that was opened and checked.

    Args:
        verdict: met where nothing is wrong and its signer is known; undetermined where the signer
            is not; not met where it does not hold.
        declaration: None where none can be read, and for a statement.
        signed_on: the day that the maker's signature states, in UTC.
        is_verified: whether an accredited body has given an opinion; None where that is not known.
        languages: of the renderings in it.
        has_process_energy: whether energy of single processes is recorded; None if not known.
        has_origins: whether every bought part has a country of origin; None if not known.
        has_upstream_data: whether verified data of suppliers went in; None if not known.
        statement: of the original maker on diagnostic functions; None for a declaration.
    """

    verdict: Finding
    declaration: Declaration | None = None
    signed_on: date | None = None
    is_verified: bool | None = None
    languages: tuple[str, ...] = ()
    has_process_energy: bool | None = None
    has_origins: bool | None = None
    has_upstream_data: bool | None = None
    statement: OpenedStatement | None = None
