"""What letters of makers lack, and what they mean while the law is open."""

from collections.abc import Iterator, Sequence

from cradlegate.border.evidence.lint import LintedLetter
from cradlegate.border.evidence.meanings import Meaning
from cradlegate.border.evidence.modes import is_retrofit_open
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.core.blank import known
from cradlegate.core.outcome import Outcome
from cradlegate.reports.evidence.modes_tables import (
    list_mode_notes,
    tabulate_assumptions,
    tabulate_letters,
)
from cradlegate.reports.report import (
    ABSENT,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Note,
    Report,
    Status,
    Step,
    Table,
    Text,
)

LINT_DISCLAIMER = (
    "A letter that says everything may still not count: whether it does is judged by `readiness`. "
    "It is not legal advice, and nobody here has asked the maker."
)
JUDGED = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.WAITING, Outcome.MET)


def report_lint(
    letters: Sequence[LintedLetter], meanings: Sequence[Meaning], consignment: Consignment
) -> Report:
    """Show what every letter lacks.

    Args:
        meanings: of every letter under every pack that asks how functions are on a machine.
        consignment: any of the file, for the names of its parties.
    """
    tables = [_tabulate_letters(letters, consignment), _tabulate_faults(letters)]
    tables.append(tabulate_letters(meanings))
    for pack in dict.fromkeys(pack.id for _, pack, _ in meanings):
        held = [(each, judged) for _, each, judged in meanings if each.id == pack]
        tables.append(tabulate_assumptions(held[0][0], [judged for _, judged in held]))
    return Report(
        title="Letters of original makers",
        kind="evidence lint",
        answer=Answer(_say(letters), verdict=Status(judge(letters))),
        next_steps=tuple(_list_steps(letters, consignment)),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(_list_notes(meanings)),
        disclaimer=LINT_DISCLAIMER,
    )


def judge(letters: Sequence[LintedLetter]) -> Outcome:
    """Give the worst outcome; without any letter nothing can be said."""
    outcomes = {each.outcome for each in letters}
    return next((each for each in JUDGED if each in outcomes), Outcome.UNDETERMINED)


def _say(letters: Sequence[LintedLetter]) -> str:
    if not letters:
        return "no letter of an original maker is listed"
    whole = sum(each.outcome is Outcome.MET for each in letters)
    faults = sum(len(each.faults) for each in letters)
    said = f"{whole} of {len(letters)} letters say everything"
    return f"{said}; {faults} point{'' if faults == 1 else 's'} to mend"


def _list_steps(letters: Sequence[LintedLetter], consignment: Consignment) -> Iterator[Step]:
    for each in letters:
        who = consignment.name_of(known(each.letter.values["asked_of"]) or _issuer(each))
        if each.outcome is Outcome.WAITING:
            yield Step("you", f"follow up {each.letter.id}, which is {each.letter.values['state']}")
        elif each.faults:
            columns = dict.fromkeys(one.place.column or one.code for one in each.faults)
            yield Step(who, f"mend or answer in {each.letter.id}: {', '.join(columns)}")


def _issuer(letter: LintedLetter) -> str:
    return str(letter.letter.values["issuer_id"])


def _tabulate_letters(letters: Sequence[LintedLetter], consignment: Consignment) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Status(each.outcome),
            Text(each.letter.id),
            Text(consignment.name_of(_issuer(each))),
            Text(each.letter.values["issuer_role"]),
            Text(each.letter.values["state"]),
            Text(", ".join(row.id for row in each.machines)) if each.machines else UNKNOWN,
        )
        for each in letters
    )
    columns = (
        Column("status", "status"),
        Column("letter", "letter"),
        Column("issuer", "issuer"),
        Column("role", "role"),
        Column("state", "state"),
        Column("machines", "machines"),
    )
    return Table("letters", "Letters", columns, rows)


def _tabulate_faults(letters: Sequence[LintedLetter]) -> Table:
    rows = tuple(
        (
            Text(each.letter.id),
            Text(fault.code),
            Text(fault.place.column) if fault.place.column else ABSENT,
            Text(fault.found),
            Text(fault.kind.remedy),
        )
        for each in letters
        for fault in each.faults
    )
    columns = (
        Column("letter", "letter"),
        Column("code", "code"),
        Column("column", "column"),
        Column("found", "what was found"),
        Column("remedy", "what to do"),
    )
    return Table("faults", "What is missing or does not hold together", columns, rows)


def _list_notes(meanings: Sequence[Meaning]) -> Iterator[Note]:
    for letter, pack, judged in meanings:
        if is_retrofit_open(judged):
            text = (
                f"{letter}: the functions were retrofitted, which is not recognised yet: no "
                f"recorded answer under {pack.id} says that a retrofit counts."
            )
            yield Note(text, is_warning=True)
    yield from list_mode_notes({pack.id: pack for _, pack, _ in meanings}.values())
