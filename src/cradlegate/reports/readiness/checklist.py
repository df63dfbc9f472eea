"""The checklist: one row for every requirement of a pack, what blocks first."""

from collections.abc import Iterable, Iterator, Sequence

from cradlegate.border.obligations.asks import Ask
from cradlegate.border.obligations.readiness import Readiness
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.interpret import OpenKind
from cradlegate.regimes.evaluate.judgement import Finding, Judgement
from cradlegate.regimes.evaluate.judgement import Status as Judged
from cradlegate.regimes.pack.provision import Provision
from cradlegate.reports.display import Signs
from cradlegate.reports.readiness.words import name_asked, say_source
from cradlegate.reports.report import NOT_APPLICABLE, Cell, Column, Status, Table, Text

CHECKLIST, TRACE = "checklist", "trace"
MOST_MACHINES = 5
"""Machines that are named where not all of a consignment stand alike."""
_ORDER = (
    Outcome.NOT_MET,
    Outcome.UNDETERMINED,
    Outcome.WAITING,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)


def tabulate_checklist(
    judgement: Judgement, readiness: Readiness, signs: Signs
) -> tuple[Table, Table]:
    """Tabulate every requirement: what binds, and what does not close the way."""
    number = judgement.pack.instrument.number
    binding = [each for each in judgement.findings if each.modality.binds]
    others = [each for each in judgement.findings if not each.modality.binds]
    return (
        _tabulate(
            f"binding_{judgement.pack.id}",
            signs.say("What binds under {regime}").format(regime=number),
            binding,
            judgement,
            readiness,
            signs,
        ),
        _tabulate(
            f"advised_{judgement.pack.id}",
            signs.say("What is advised beside {regime}, and closes no way").format(regime=number),
            others,
            judgement,
            readiness,
            signs,
        ),
    )


def tabulate_help(judgements: Iterable[Judgement], signs: Signs) -> Table:
    """Tabulate what every check means, for whoever fills the checklist in."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(judgement.pack.instrument.number),
            Text(each.provision.id),
            Text(each.provision.title.say(signs.language)),
            Text(each.provision.help.say(signs.language)),
        )
        for judgement in judgements
        if judgement.applies.outcome is not Outcome.NOT_MET
        for each in judgement.findings
    )
    columns = (
        Column("regime", signs.say("regime")),
        Column("check", signs.say("check")),
        Column("what", signs.say("what")),
        Column("help", signs.say("what it means")),
    )
    return Table("help", signs.say("What each check means"), columns, rows, part=TRACE)


def show_status(status: Judged) -> Status:
    """Show an outcome, with the first cause of an undetermined one."""
    return Status(status.outcome, status.because[0] if status.because else None)


def _tabulate(
    table_id: str,
    title: str,
    findings: Sequence[Finding],
    judgement: Judgement,
    readiness: Readiness,
    signs: Signs,
) -> Table:
    asks = readiness.asks.get(judgement.pack.id, ())
    documents = {each.provision.document for each in findings if each.provision.document}
    rows = tuple(
        (
            show_status(each.status),
            Text(
                each.provision.title.say(signs.language),
                depth=1 if each.provision.of in documents else 0,
            ),
            _tell_whom(each.provision, asks, readiness, signs),
            _tell_when(each.provision, asks),
            Text(note_finding(each, judgement, signs)),
            Text(say_source(each.provision, judgement.pack, signs)),
        )
        for each in _sort(findings)
    )
    columns = (
        Column("status", signs.say("status")),
        Column("what", signs.say("what")),
        Column("from_whom", signs.say("from whom")),
        Column("by_when", signs.say("by when")),
        Column("note", signs.say("note")),
        Column("source", signs.say("source")),
    )
    return Table(table_id, title, columns, rows, part=CHECKLIST)


def _sort(findings: Sequence[Finding]) -> list[Finding]:
    """Put what blocks first; tests stand below the document that they are asked of."""
    worst: dict[str, int] = {}
    for each in findings:
        name = _group(each, findings)
        rank = _ORDER.index(each.status.outcome)
        worst[name] = min(rank, worst.get(name, rank))
    return sorted(
        findings,
        key=lambda each: (
            worst[_group(each, findings)],
            _group(each, findings),
            bool(each.provision.of and _group(each, findings)),
            _ORDER.index(each.status.outcome),
        ),
    )


def _group(finding: Finding, findings: Sequence[Finding]) -> str:
    """Give the document of a row and of its tests, where it stands among them."""
    documents = {each.provision.document for each in findings}
    named = finding.provision.document or finding.provision.of
    return named if named in documents else ""


def _tell_whom(
    provision: Provision, asks: tuple[Ask, ...], readiness: Readiness, signs: Signs
) -> Cell:
    asked = (ask for ask in asks if provision.id in ask.unblocks)
    names = dict.fromkeys(name_asked(ask, readiness.consignment, signs) for ask in asked)
    return Text("; ".join(names)) if names else NOT_APPLICABLE


def _tell_when(provision: Provision, asks: tuple[Ask, ...]) -> Cell:
    named = (ask.start or ask.by for ask in asks if provision.id in ask.unblocks)
    days = [day for day in named if day]
    return Text(min(days).isoformat()) if days else NOT_APPLICABLE


def note_finding(finding: Finding, judgement: Judgement, signs: Signs) -> str:
    """Say what decides a status: open law, open facts, or the facts that it rests on."""
    parts = list(_list_open(finding, judgement, signs))
    if not parts and finding.status.outcome is not Outcome.NOT_APPLICABLE:
        parts.append(_name_facts(finding))
    machines = ", ".join(_list_apart(finding))
    return ": ".join(part for part in (machines, "; ".join(parts)) if part)


def _list_open(finding: Finding, judgement: Judgement, signs: Signs) -> Iterator[str]:
    status = finding.status
    if status.questions:
        met, count = status.satisfied
        said = signs.say("open law: {questions}; satisfied in {met} of {count} readings")
        questions = ", ".join(dict.fromkeys(name for name, _ in status.questions))
        yield said.format(questions=questions, met=met, count=count)
    awaited = [point.name for point in status.points if point.kind is OpenKind.DOCUMENT]
    facts = [point.name for point in status.points if point.kind is not OpenKind.DOCUMENT]
    if facts:
        yield signs.say("open: {facts}").format(facts=", ".join(dict.fromkeys(facts)))
    for name in dict.fromkeys(awaited):
        document = judgement.pack.documents[name].name.say(signs.language)
        yield signs.say("waits for: {document}").format(document=document)


def _list_apart(finding: Finding) -> Iterator[str]:
    """List the machines that stand as the whole does, where not all of them do."""
    outcome, by_machine = finding.status.outcome, finding.by_machine
    named = [name for name, each in by_machine.items() if each.outcome is outcome]
    if len(named) < len(by_machine):
        yield from named[:MOST_MACHINES]
        yield from ("…",) if len(named) > MOST_MACHINES else ()


def _name_facts(finding: Finding) -> str:
    documents = ", ".join(dict.fromkeys(finding.documents.values()))
    facts = ", ".join(dict.fromkeys(line.text for line in finding.trace if line.source))
    return ": ".join(part for part in (documents, facts) if part)
