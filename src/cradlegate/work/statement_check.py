"""What the statement of an original maker is worth to its reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cradlegate.core.blank import Blank
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.signatures import judge_owner, judge_proofs
from cradlegate.verification.statements.document import StatementDocument
from cradlegate.verification.statements.statement import FUNCTIONS, Statement
from cradlegate.verification.trust_lists.trust_list import TrustList

ROLE = "maker"
"""Of the organisation in the trust list whose key signs statements."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a statement.

    Args:
        as_of: the day for which it is asked.
        trust_list: of the reader's own choice; without one, who signed stays undetermined.
        model, serial: of the machine that it is to be about; empty where that is not asked.
        digests: of the files that the reader holds; one that is named and not held is open.
    """

    as_of: date
    trust_list: TrustList | None = None
    model: str = ""
    serial: str = ""
    digests: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of a statement."""

    name: str
    finding: Finding


def check_statement(read: StatementDocument, asked: Asked) -> tuple[Checked, ...]:
    """Check a statement: is it about the machine, whose is it, and does it say both halves.

    The functions are not tested here: what is met is that the maker states them.
    """
    statement = read.statement
    return (
        Checked("signature", judge_proofs(read.document, asked.trust_list)),
        Checked("maker", _judge_maker(read, asked)),
        Checked("machine", _judge_machine(statement, asked)),
        *(Checked(name, _judge_function(statement, name)) for name in FUNCTIONS),
        *_judge_files(statement, asked),
        Checked("day", _judge_day(statement, asked.as_of)),
    )


def summarise_checks(checks: tuple[Checked, ...]) -> Outcome:
    """Sum checks up: not met where one is not met, else undetermined where one is open."""
    seen = {each.finding.outcome for each in checks}
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        if outcome in seen:
            return outcome
    return Outcome.MET


def _judge_maker(read: StatementDocument, asked: Asked) -> Finding:
    """Say whose key it is; one that the list knows as somebody else than a maker says no."""
    maker = read.statement.maker.id
    owner = judge_owner(read.document, maker, asked.trust_list, asked.as_of)
    for organisation in asked.trust_list.organisations if asked.trust_list else ():
        if organisation.id == maker and ROLE not in organisation.roles:
            roles = ", ".join(organisation.roles)
            found = f"the trust list knows {organisation.name} as {roles}, not as {ROLE}"
            return Finding(Outcome.NOT_MET, found)
    return owner


def _judge_machine(statement: Statement, asked: Asked) -> Finding:
    if asked.model and asked.model != statement.machine_model:
        found = f"it is about {statement.machine_model}, not {asked.model}"
        return Finding(Outcome.NOT_MET, found)
    if asked.serial and asked.serial not in statement.covers_serials:
        found = f"{asked.serial} is none of {', '.join(statement.covers_serials)}"
        return Finding(Outcome.NOT_MET, found)
    found = f"{statement.machine_model}: {', '.join(statement.covers_serials)}"
    if not asked.serial:
        return Finding(Outcome.UNDETERMINED, f"{found}; no serial number was asked for")
    return Finding(Outcome.MET, found)


def _judge_function(statement: Statement, name: str) -> Finding:
    stated = statement.function(name)
    words = name.replace("_", " ")
    if isinstance(stated.works, Blank):
        return Finding(Outcome.UNDETERMINED, f"the maker does not know whether {words} works")
    if not stated.works:
        others = [each for each in FUNCTIONS if each != name and statement.function(each).works]
        half = "one half is missing: " if others else ""
        return Finding(Outcome.NOT_MET, f"{half}{words} does not work, as the maker states")
    return Finding(Outcome.MET, f"the maker states that {words} works: {stated.evidence}")


def _judge_files(statement: Statement, asked: Asked) -> Iterator[Checked]:
    """Say of each file whether the reader holds it; it counts by its digest alone."""
    named = {
        **{f"evidence of {name}": statement.function(name).evidence_sha256 for name in FUNCTIONS},
        "test log": statement.test_log_sha256,
    }
    for name, digest in named.items():
        if not digest:
            continue
        if digest in asked.digests:
            yield Checked(name, Finding(Outcome.MET, f"held: {digest}"))
        else:
            found = f"not among the files that were given: {digest}"
            yield Checked(name, Finding(Outcome.UNDETERMINED, found))


def _judge_day(statement: Statement, as_of: date) -> Finding:
    """Compare days that the statement names; none of them is proof of when it was made."""
    if statement.issued > as_of:
        return Finding(Outcome.UNDETERMINED, f"issued {statement.issued}, after {as_of}")
    for name, last in (("it", statement.valid_until), ("the licence", statement.licence_to)):
        if last is not None and last < as_of:
            return Finding(Outcome.NOT_MET, f"{name} ended {last}, before {as_of}")
    return Finding(Outcome.MET, f"issued {statement.issued}, by its own word")
