"""The cases of packs, judged, as a report."""

from collections.abc import Iterator, Mapping

from cradlegate.core.fault import Fault
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.cases import CaseResult
from cradlegate.reports.regimes.pack_report import DISCLAIMER
from cradlegate.reports.report import (
    Answer,
    Cell,
    Column,
    Report,
    Status,
    Step,
    Table,
    Text,
)


def report_cases(
    results: Mapping[str, tuple[CaseResult, ...]], untested: Mapping[str, tuple[Fault, ...]]
) -> Report:
    """Show the cases of packs: what fails first, and what no case shows."""
    judged = [each for one in results.values() for each in one]
    failed = [each for each in judged if each.faults]
    missing = sum(len(each) for each in untested.values())
    is_good = not failed and not missing
    return Report(
        title="Cases of packs",
        kind="regime_test",
        answer=Answer(
            f"{len(judged)} cases, {len(failed)} with another outcome, {missing} outcomes untested",
            verdict=Status(Outcome.MET if is_good else Outcome.NOT_MET),
        ),
        next_steps=tuple(_list_steps(failed, untested)),
        tables=tuple(_tabulate(name, each) for name, each in results.items() if each),
        disclaimer=DISCLAIMER,
    )


def _list_steps(
    failed: list[CaseResult], untested: Mapping[str, tuple[Fault, ...]]
) -> Iterator[Step]:
    for each in failed:
        yield Step("author", f"{each.case.name}: {'; '.join(fault.found for fault in each.faults)}")
    for faults in untested.values():
        yield from (Step("author", f"add a case: {fault.found}") for fault in faults)


def _tabulate(pack: str, results: tuple[CaseResult, ...]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Status(Outcome.NOT_MET if each.faults else Outcome.MET),
            Text(each.case.name),
            Text(", ".join(f"{name} {outcome}" for name, outcome in each.case.outcomes.items())),
        )
        for each in sorted(results, key=lambda each: not each.faults)
    )
    columns = (
        Column("status", "as expected"),
        Column("case", "case"),
        Column("expected", "what it must give"),
    )
    return Table(f"cases_{pack}", f"Cases of {pack}", columns, rows)
