"""Documents across all regimes: who asks for each, what holds together, and who asks for most."""

from collections.abc import Iterator

from cradlegate.border.obligations.overlap import Demand, SharedDocument, find_shared
from cradlegate.border.obligations.readiness import Readiness
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.reports.display import Signs
from cradlegate.reports.readiness.checklist import CHECKLIST, show_status
from cradlegate.reports.report import NOT_APPLICABLE, Cell, Column, Status, Table, Text


def tabulate_together(readiness: Readiness, signs: Signs) -> Table:
    """Tabulate every kind of document with the regimes that ask for it, the strictest first.

    One document that one regime asks for stands in its checklist, and no row is made.
    """
    shared = find_shared(readiness.decision, shipped_vocabulary())
    rows: list[tuple[Cell, ...]] = []
    for each in shared if sum(len(one.demands) for one in shared) > 1 else ():
        rows.append(_show_document(each, signs))
        rows += _show_demands(each, signs)
    columns = (
        Column("status", signs.say("status")),
        Column("document", signs.say("document")),
        Column("by_when", signs.say("by when")),
        Column("tests", signs.say("what it must pass")),
        Column("strictest", signs.say("who asks for most")),
    )
    note = signs.say("One document that passes all of it serves every regime.")
    title = signs.say("Documents across all regimes")
    return Table("together", title, columns, tuple(rows), part=CHECKLIST, note=note)


def _show_document(shared: SharedDocument, signs: Signs) -> tuple[Cell, ...]:
    """Show a kind of document: of several regimes, the union of what they ask."""
    strictest, day = shared.demands[0], shared.needed_by
    tests = {str(one.provision.title) for each in shared.demands for one in each.tests}
    is_shared = len(shared.demands) > 1
    return (
        Status(shared.outcome, show_status(strictest.finding.status).cause),
        Text(strictest.required.name.say(signs.language)),
        Text(day.isoformat()) if day else NOT_APPLICABLE,
        Text(signs.say("{count} tests").format(count=len(tests))) if tests else NOT_APPLICABLE,
        Text(strictest.judgement.pack.instrument.number) if is_shared else NOT_APPLICABLE,
    )


def _show_demands(shared: SharedDocument, signs: Signs) -> Iterator[tuple[Cell, ...]]:
    for each in shared.demands:
        yield (
            show_status(each.finding.status),
            Text(each.judgement.pack.instrument.number, depth=1),
            Text(each.needed_by.isoformat()) if each.needed_by else NOT_APPLICABLE,
            Text(_name_tests(each, signs)) if each.tests else NOT_APPLICABLE,
            NOT_APPLICABLE,
        )


def _name_tests(demand: Demand, signs: Signs) -> str:
    return "; ".join(each.provision.title.say(signs.language) for each in demand.tests)
