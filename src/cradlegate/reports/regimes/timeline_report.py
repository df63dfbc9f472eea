"""What happened to regimes, day by day; and a decision judged again."""

from datetime import date

from cradlegate.core.finding import Finding
from cradlegate.core.period import Interval
from cradlegate.declaration.languages import Language
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.timeline import Event, EventKind, list_events
from cradlegate.reports.display import Signs, signs_of
from cradlegate.reports.readiness.words import say_citation
from cradlegate.reports.regimes.pack_report import DISCLAIMER
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Report,
    Status,
    Table,
    Text,
)


def report_timeline(
    packs: tuple[Pack, ...], today: date, language: Language, within: Interval | None = None
) -> Report:
    """List the events of packs by their first day, all of them or those within some days."""
    signs = signs_of(language)
    events = sorted(
        ((event, pack) for pack in packs for event in list_events(pack, language, within)),
        key=lambda each: each[0].when,
    )
    ahead = sum(event.when.first > today for event, _ in events)
    rows = tuple(_show_event(event, pack, today, signs) for event, pack in events)
    columns = (
        Column("when", signs.say("when")),
        Column("regime", signs.say("regime")),
        Column("kind", signs.say("what happened")),
        Column("what", signs.say("what")),
        Column("source", signs.say("source")),
    )
    said = signs.say("{count} events, {ahead} of them ahead").format(count=len(events), ahead=ahead)
    return Report(
        title=f"{signs.say('Timeline')} {within}" if within else signs.say("Timeline"),
        kind="timeline",
        answer=Answer(said),
        tables=(Table("events", signs.say("Timeline"), columns, rows),),
        provenance=tuple((each.id, each.digest) for each in packs),
        disclaimer=signs.say(DISCLAIMER),
        language=language,
    )


def report_replay(finding: Finding, file: str) -> Report:
    """Say whether a decision comes out the same."""
    return Report(
        title=f"Decision {file} judged again",
        kind="replay",
        answer=Answer(finding.found, verdict=Status(finding.outcome)),
        disclaimer=DISCLAIMER,
    )


def _show_event(event: Event, pack: Pack, today: date, signs: Signs) -> tuple[Cell, ...]:
    is_late = event.kind is EventKind.EXPECTED and event.when.last < today
    kind = signs.say(str(event.kind))
    return (
        Text(str(event.when)),
        Text(pack.id),
        Text(f"{kind}, {signs.say('overdue')}" if is_late else kind),
        Text(event.what),
        Text(say_citation(event.cite, signs)) if event.cite else NOT_APPLICABLE,
    )
