"""A customs entry joined with its files: declaration or dossier, shipment, submission."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cradlegate.border.entries.entry import CustomsEntry
from cradlegate.border.entries.files import (
    choose_submission,
    demand_registration,
    read_correlations,
    read_entry,
    read_submissions,
)
from cradlegate.border.entries.moments import Moment
from cradlegate.border.entries.tables import read_example
from cradlegate.border.matching.expected import Expected, draw_up
from cradlegate.border.matching.match import Asked
from cradlegate.border.matching.order import Signing
from cradlegate.border.matching.sameness import NO_COUNTERPARTS
from cradlegate.border.shipments.consignment import Consignment, Row
from cradlegate.compose.border.named_tables import refuse_nothing
from cradlegate.compose.gate import (
    Believed,
    choose_consignment,
    read_registers_at,
    read_shipment_at,
    read_trust_at,
)
from cradlegate.compose.statuses import read_status_at
from cradlegate.compose.study import read_declaration_at
from cradlegate.core.blank import Blank
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.finding import Finding
from cradlegate.core.moment import is_date_time_stamp
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import list_spoken
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.checks.revocations import judge_revocable, list_revocable
from cradlegate.dossier.checks.signatures import judge_owner, judge_proofs
from cradlegate.dossier.verify import Verdict, verify_dossier
from cradlegate.reports.matching.broker_sheet import Attachment, choose_languages, write_sheet
from cradlegate.store.single_file import read_single_file, write_single_file

_IN_HAND = ("received", "checked")
_GOOD = (Outcome.MET, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A declaration, opened and checked.

    Args:
        read: None where none can be read.
        seal: whether it is genuine.
        verdict: every check of a dossier; None for a declaration outside one.
        questions: that the dossier was asked.
        digests: of the file, and of the declaration in it.
    """

    read: DeclarationDocument | None
    seal: Finding
    verdict: Verdict | None
    questions: Questions
    digests: frozenset[str]


@dataclass(frozen=True, slots=True)
class Papers:
    """The files beside declaration and entry, each None where it was not given."""

    submission: Path | None = None
    shipment: Path | None = None
    consignment: str | None = None
    registered: Path | None = None
    correlation: Path | None = None


def read_example_entry(number: str) -> Mapping[str, bytes]:
    """Give the shipped example of an entry of the machine of the demo; its data are invented.

    Args:
        number: of the declaration of this run, which moves when the method or the data do.
    """
    return read_example(number)


def ask_with(believed: Believed, day: date) -> Questions:
    """Draw up what is asked of the declaration, for a day.

    Raises:
        FaultsError: a trust list, a register or a status list that cannot be used.
    """
    return Questions(
        day,
        read_trust_at(believed.trust),
        registers=read_registers_at(believed.registers),
        status_lists=tuple(map(read_status_at, believed.statuses)),
    )


def open_declaration_at(path: Path, questions: Questions) -> Opened:
    """Open a declaration, the folder that `declare` wrote, or a dossier, and check it.

    Raises:
        FaultsError: no such file, or no declaration.
    """
    if path.is_dir() or path.suffix.lower() == ".json":
        read = read_declaration_at(path)
        seal = _judge_alone(read, questions)
        return Opened(read, seal, None, questions, frozenset({read.digest}))
    return open_dossier(_read(path), path.name, questions)


def open_dossier(data: bytes, name: str, questions: Questions) -> Opened:
    """Open the declaration in a dossier, and check it."""
    verdict = verify_dossier(data, name, questions)
    inside = verdict.contents.declaration
    digests = {digest_bytes(data), inside.digest if inside else ""}
    return Opened(inside, _summarise(verdict), verdict, questions, frozenset(digests))


def read_entry_at(path: Path) -> tuple[CustomsEntry, tuple[Fault, ...]]:
    """Read the customs entry in a file, with what is to be warned of.

    Raises:
        FaultsError: an entry that cannot be used, with all its faults.
    """
    reading = read_entry(_read(path), path.name)
    if reading.entry is None:
        raise FaultsError(reading.faults)
    return reading.entry, reading.faults


def read_consignment(papers: Papers) -> tuple[Consignment | None, tuple[Fault, ...]]:
    """Read the consignment that is meant, None without a shipment, and what to warn of.

    Raises:
        FaultsError: a shipment that cannot be used.
    """
    if papers.shipment is None:
        return None, ()
    reading = read_shipment_at(papers.shipment)
    return choose_consignment(reading, papers.consignment), reading.faults


def ask_for_filing(
    questions: Questions, entry: CustomsEntry, papers: Papers, consignment: Consignment | None
) -> Questions:
    """Ask for the day on which the entry was filed, and the country of import of the shipment.

    A draft is filed from the day on that is asked for; a country that is asked for stays.

    Raises:
        FaultsError: a registered entry that cannot be used.
    """
    last = read_entry_at(papers.registered)[0] if papers.registered else entry
    filed = last.head("registered_at").value
    if last.state.is_lodged and isinstance(filed, Moment):
        questions = replace(questions, entry=Interval(filed.first.date(), filed.last.date()))
    country = consignment.common("destination") if consignment else Blank.UNKNOWN
    if questions.destination or isinstance(country, Blank):
        return questions
    return replace(questions, destination=str(country))


def draw_up_asked(
    entry: CustomsEntry,
    opened: Opened,
    read: DeclarationDocument,
    papers: Papers,
    now: datetime,
    consignment: Consignment | None,
) -> tuple[Asked, tuple[Fault, ...]]:
    """Draw up what an entry is compared with; what is given is read or refused.

    Raises:
        FaultsError: files that cannot be used.
    """
    warnings: tuple[Fault, ...] = ()
    expected = draw_up(read.declaration, read.digest, consignment)
    submission = None
    if papers.submission:
        sent = read_submissions(_read(papers.submission), papers.submission.name)
        _refuse(sent.faults)
        submission = choose_submission(sent.submissions, entry)
        warnings += sent.faults
    registered = None
    if papers.registered:
        registered, found = read_entry_at(papers.registered)
        demand_registration(entry, registered)
        warnings += found
    counterparts = NO_COUNTERPARTS
    if papers.correlation:
        data = _read(papers.correlation)
        refuse_nothing(data, papers.correlation)
        correlated = read_correlations(data, papers.correlation.name)
        _refuse(correlated.faults)
        counterparts, warnings = correlated.counterparts, warnings + correlated.faults
    signing = Signing(_find_signing(read), _find_end(consignment, read, opened.digests))
    asked = Asked(expected, opened.seal, signing, now, submission, registered, counterparts)
    return asked, warnings


def write_broker_sheet(expected: Expected, path: Path, *, force: bool) -> None:
    """Write the sheet for the broker, in English and the language of the destination.

    Raises:
        FaultsError: an existing file without `force`.
    """
    languages = choose_languages(expected.destination, list_spoken())
    attachments = tuple(_list_attachments(expected))
    text = write_sheet(expected, attachments, languages)
    write_single_file(path, text.encode(), force=force)


def name_inputs(entry: Path, declaration: Path) -> Mapping[str, str]:
    """Name what went in, with the digest of the entry."""
    return {"declaration": str(declaration), "entry": f"{entry}, {digest_bytes(_read(entry))}"}


def _read(path: Path) -> bytes:
    return read_single_file(path, LARGEST_ARCHIVE_BYTES).data


def _refuse(faults: tuple[Fault, ...]) -> None:
    if any(fault.is_error for fault in faults):
        raise FaultsError(faults)


def _judge_alone(read: DeclarationDocument, asked: Questions) -> Finding:
    """Judge a declaration outside a dossier: its signature, whose it is, whether it was revoked."""
    maker = read.declaration.maker.id
    findings = (
        judge_proofs(read.document, asked.trust_list),
        judge_owner(read.document, maker, asked.trust_list, asked.as_of),
        *(judge_revocable(each, {}, asked) for each in list_revocable(read, None)),
    )
    return next((each for each in findings if each.outcome not in _GOOD), findings[1])


def _summarise(verdict: Verdict) -> Finding:
    """Sum up the checks of a dossier: the first that fails, else the first that is open."""
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        for check in verdict.checks:
            if check.outcome is outcome:
                return Finding(outcome, f"check {check.number} {check.id}: {check.found}")
    return Finding(Outcome.MET, "every check of the dossier is met")


def _find_signing(read: DeclarationDocument) -> datetime | None:
    """Find the latest moment that a signature states; None where one states none."""
    stamps = [proof.get("created") if isinstance(proof, dict) else None for proof in read.proofs]
    moments = [
        datetime.fromisoformat(stamp)
        for stamp in stamps
        if isinstance(stamp, str) and is_date_time_stamp(stamp) and "T24" not in stamp
    ]
    return max(moments) if moments and len(moments) == len(stamps) else None


def _find_end(
    consignment: Consignment | None, read: DeclarationDocument, digests: frozenset[str]
) -> date | None:
    """Find until when the shipment says that this declaration is valid."""
    own = digests | {read.declaration.id}
    ends = [
        row.values["valid_to"].last
        for row in (consignment.documents if consignment else None) or ()
        if isinstance(row.values["valid_to"], Interval) and own & set(_list_names(row, consignment))
    ]
    return min(ends, default=None)


def _list_names(row: Row, consignment: Consignment | None) -> Iterator[str]:
    """List what a document is known by: its number, and the digest of its file."""
    yield str(row.values["number"])
    yield str(row.values["sha256"])
    file = str(row.values["file"])
    if consignment and file in consignment.files:
        yield digest_bytes(consignment.files[file])


def _list_attachments(expected: Expected) -> Iterator[Attachment]:
    """List the documents of the shipment that are in hand."""
    consignment = expected.consignment
    for row in (consignment.documents if consignment else None) or ():
        if row.values["state"] in _IN_HAND:
            kind, number, file = (_text(row.values[name]) for name in ("type", "number", "file"))
            data = consignment.files.get(file) if consignment else None
            digest = digest_bytes(data) if data is not None else _text(row.values["sha256"])
            yield Attachment(kind.replace("_", " "), number, file, digest)


def _text(value: object) -> str:
    return "" if isinstance(value, Blank) else str(value)
