"""A scan of tenders as a report: what to read, where the name stands, and what was not scanned."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cradlegate.border.tenders.alerts import Alert, TenderScan
from cradlegate.border.tenders.files import TenderReading
from cradlegate.border.tenders.mentions import Level, patterns_digest
from cradlegate.border.tenders.notice import Notice
from cradlegate.reports.report import (
    ABSENT,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Mark,
    Note,
    Report,
    Step,
    Table,
    Text,
)

SCAN_DISCLAIMER = (
    "A scan finds names in the texts that it was given. It reads no attachment and follows no "
    "link, and whether a tender asks for the standard is for a person to read."
)
"""What a scan is not."""


def report_scan(scan: TenderScan, reading: TenderReading) -> Report:
    """Show which tenders name the standard; new ones first."""
    new = [alert for alert in scan.alerts if alert.is_new]
    told = [alert for alert in scan.alerts if not alert.is_new]
    tables = (
        _tabulate_alerts("alerts", "Tenders that name the standard", new),
        _tabulate_alerts("told", "Told before", told),
        _tabulate_names(scan.alerts),
        _tabulate_unscanned(reading.notices),
    )
    return Report(
        title="Tenders that name ISO/TR 24122",
        kind="tender scan",
        answer=Answer(_say(scan, reading, new)),
        next_steps=tuple(_list_steps(new)),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(_tell(scan, reading)),
        provenance=(("ways of writing the name", patterns_digest()),),
        disclaimer=SCAN_DISCLAIMER,
    )


def _say(scan: TenderScan, reading: TenderReading, new: Sequence[Alert]) -> str:
    hits = sum(alert.level is Level.HIT for alert in new)
    near = len(new) - hits
    scanned = f"{scan.tenders} tender{'' if scan.tenders == 1 else 's'}"
    if len(reading.notices) != scan.tenders:
        scanned += f" ({len(reading.notices)} notices)"
    said = f"{hits} new hit{'' if hits == 1 else 's'} and {near} new near miss"
    return f"{said}{'' if near == 1 else 'es'} in {scanned}"


def _list_steps(new: Sequence[Alert]) -> Iterator[Step]:
    for alert in new:
        latest = alert.latest
        named = f"{latest.source} {latest.id}"
        if alert.level is Level.HIT:
            yield Step("you", f"read {named}", by=_day(latest.deadline), because=latest.title)
        else:
            yield Step("you", f"see whether {named} means the standard", _day(latest.deadline))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _tabulate_alerts(table: str, title: str, alerts: Sequence[Alert]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(str(alert.level)),
            Text(f"{alert.latest.source} {alert.latest.id}"),
            _list(dict.fromkeys(each.version for each in alert.notices)),
            Text(alert.latest.title),
            _text(alert.latest.procedure),
            _text(alert.latest.published),
            _text(alert.latest.deadline),
            _list(f"{kind} {code}" for kind, code in alert.latest.codes),
            _list(alert.latest.green),
        )
        for alert in alerts
    )
    columns = (
        Column("level", "how"),
        Column("notice", "notice"),
        Column("versions", "versions"),
        Column("title", "title"),
        Column("procedure", "procedure"),
        Column("published", "published"),
        Column("deadline", "answer by"),
        Column("codes", "codes"),
        Column("green", "green flags"),
    )
    return Table(table, title, columns, rows)


def _tabulate_names(alerts: Sequence[Alert]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(f"{each.notice.source} {each.notice.id}"),
            _list([each.notice.version]),
            Text(each.text.field),
            _list([each.text.lot]),
            Text(each.text.language) if each.text.language else UNKNOWN,
            Text(each.mention.excerpt),
            Text(each.mention.pattern.why),
        )
        for alert in alerts
        for each in alert.names
    )
    columns = (
        Column("notice", "notice"),
        Column("version", "version"),
        Column("field", "field"),
        Column("lot", "lot"),
        Column("language", "language"),
        Column("excerpt", "text"),
        Column("why", "what it is"),
    )
    return Table("names", "Where the name stands", columns, rows)


def _tabulate_unscanned(notices: Sequence[Notice]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Text(f"{notice.source} {notice.id}"), Text(each))
        for notice in notices
        for each in notice.not_scanned
    )
    columns = (Column("notice", "notice"), Column("what", "what"))
    return Table("not_scanned", "Not scanned", columns, tuple(dict.fromkeys(rows)))


def _tell(scan: TenderScan, reading: TenderReading) -> Iterator[Note]:
    if scan.passed_over:
        text = f"Passed over, as names of other documents or bare numbers: {scan.passed_over}."
        yield Note(text)
    unscanned = sum(bool(notice.not_scanned) for notice in reading.notices)
    if unscanned:
        text = f"Notices of which a part lies behind links: {unscanned}. Fetch it, and scan it too."
        yield Note(text, is_warning=True)
    if reading.faults:
        text = f"Files or notices that could not be read: {len(reading.faults)}, named beside."
        yield Note(text, is_warning=True)


def _text(text: str) -> Text | Mark:
    return Text(text) if text else UNKNOWN


def _list(items: Iterable[str]) -> Text | Mark:
    text = ", ".join(item for item in items if item)
    return Text(text) if text else ABSENT
