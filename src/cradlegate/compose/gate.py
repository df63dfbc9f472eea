"""The gate joined with its files: packs, shipments, registers, decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from cradlegate import __version__
from cradlegate.border.faults import NO_SUCH_CONSIGNMENT
from cradlegate.border.obligations.readiness import Readiness
from cradlegate.border.shipments.consignment import Consignment, ShipmentReading
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.border.shipments.tables import SHIPMENTS_FILE
from cradlegate.compose.statuses import read_status_at
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.finding import Finding
from cradlegate.declaration.languages import Language
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.regimes.decision import replay, write_decision
from cradlegate.regimes.faults import NO_SUCH_PACK
from cradlegate.regimes.pack.pack import Pack, PackType
from cradlegate.regimes.pack.read import PackShelf, read_packs, shipped_packs
from cradlegate.regimes.pack.tree import LARGEST_FILE
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.readiness.document import report_readiness
from cradlegate.reports.readiness.letters import write_letters
from cradlegate.reports.readiness.rows import write_rows
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files
from cradlegate.store.case_source import load_case_files, load_table
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.registers.files import read_register, shipped_registers
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.trust_lists.trust_list import TrustList, read_trust_list
from cradlegate.work.methods import NO_METHODS, MethodsJudged, judge_methods
from cradlegate.work.prepare import Terms

DECISION_FILE = "decision.json"
ENGINE = f"cradlegate {__version__}"
MOST_NAMED = 10
"""Consignments that are named where another one was meant."""
_OF_METHODS = "Judge the study with `cradlegate declaration lint --pack`."


def open_packs(paths: Sequence[Path] = ()) -> PackShelf:
    """Open the shipped packs, and those in files and folders; these take the place of ours.

    Raises:
        FaultsError: everything that is wrong with them.
    """
    return _open_contents(tuple(_read_packs_at(paths).items()) if paths else None)


@lru_cache(maxsize=4)
def _open_contents(contents: tuple[tuple[str, bytes], ...] | None) -> PackShelf:
    """Open packs once, although a command judges by them twice; None for the shipped ones alone."""
    packs = shipped_packs() if contents is None else dict(contents)
    return read_packs(packs, shipped_vocabulary())


def open_known(paths: Sequence[Path], name: str | None, day: date) -> tuple[Pack, ...]:
    """Open one pack or all, with the amendments that were known on a day.

    Raises:
        FaultsError: everything that is wrong with them, or no pack of that name.
    """
    shelf = open_packs(paths)
    return tuple(shelf.as_known(each, day) for each in ([name] if name else sorted(shelf.packs)))


def check_amendment(amendment: bytes, file: str, paths: Sequence[Path]) -> None:
    """Check an amendment beside the packs that it is used with.

    Raises:
        FaultsError: everything that is wrong with it.
    """
    contents = {**_read_packs_at(paths), file: amendment}
    read_packs(contents, shipped_vocabulary())


def open_only(path: Path) -> PackShelf:
    """Open the packs in one file or folder, and no shipped ones, such as an earlier version.

    Raises:
        FaultsError: everything that is wrong with them, or no pack there.
    """
    contents = _read_folder(path)
    if not contents:
        raise FaultsError([Fault(NO_SUCH_PACK, f"no pack in {path}", Place(str(path)))])
    return read_packs(contents, shipped_vocabulary())


def read_shipment_at(path: Path) -> ShipmentReading:
    """Read the shipment in a folder, workbook, zip, or `shipments.csv` alone."""
    is_table = path.suffix.lower() == ".csv"
    return read_shipment_files(
        load_table(path, SHIPMENTS_FILE) if is_table else load_case_files(path)
    )


def choose_consignment(reading: ShipmentReading, name: str | None) -> Consignment:
    """Choose one consignment of a shipment that has no errors.

    Raises:
        FaultsError: all faults of the shipment, or no consignment of that name, or several.
    """
    if any(fault.is_error for fault in reading.faults):
        raise FaultsError(reading.faults)
    chosen = [each for each in reading.consignments if name in {None, each.id}]
    if len(chosen) != 1:
        names = [each.id for each in reading.consignments]
        listed = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
        found = f"no consignment {name}" if name else f"{len(names)} consignments"
        raise FaultsError([Fault(NO_SUCH_CONSIGNMENT, f"{found}: {listed}")])
    return chosen[0]


def read_registers_at(paths: Iterable[Path]) -> tuple[RegisterSnapshot, ...]:
    """Read snapshots of registers in folders, workbooks or zips.

    Raises:
        FaultsError: one that cannot be used, with all its faults.
    """
    return tuple(_read_register(load_case_files(path), path.name) for path in paths)


def read_example_registers() -> Mapping[str, Mapping[str, bytes]]:
    """Give the files of the shipped example registers, whose bodies are invented."""
    return shipped_registers()


def read_example_shipment() -> dict[str, bytes]:
    """Give the files of the shipped example shipment, whose parties are invented."""
    folder = files("cradlegate.border") / "data" / "examples" / "to-vietnam"
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {entry.name: entry.read_bytes() for entry in entries}


@dataclass(frozen=True, slots=True)
class Believed:
    """Files of the reader's own choice that tell whom to believe.

    Args:
        trust: trust list; without one, who signed is not known.
        registers: snapshots of accredited bodies.
        statuses: status lists.
    """

    trust: Path | None = None
    registers: Sequence[Path] = ()
    statuses: Sequence[Path] = ()


def draw_up_terms(
    packs: Sequence[Path],
    only: Sequence[str],
    believed: Believed,
    law_as_of: date | None,
    known_as_of: datetime,
    wanted: Sequence[str] = (),
) -> Terms:
    """Draw up on which terms a consignment is judged.

    Args:
        packs: files and folders of packs and answers, beside the shipped packs.
        only: ids of the packs that are asked; all that were known if none is named.
        wanted: what counts beside what binds.

    Raises:
        FaultsError: files that cannot be used, or a pack that is not there or was not known.
    """
    moment = known_as_of.astimezone(UTC)
    shelf = open_packs(packs)
    return Terms(
        choose_packs(shelf, only, moment.date()),
        read_registers_at(believed.registers),
        read_trust_at(believed.trust),
        law_as_of,
        moment,
        ENGINE,
        tuple(wanted),
        frozenset(shelf.packs),
        status_lists=tuple(map(read_status_at, believed.statuses)),
    )


def choose_packs(shelf: PackShelf, only: Sequence[str], day: date) -> tuple[Pack, ...]:
    """Choose the packs that were known on a day; without any, nothing would be judged.

    Args:
        only: ids; where none is named, all that gate trade: methods judge studies.

    Raises:
        FaultsError: one that is not there, is a method, or was not known.
    """
    methods = [each for each in only if shelf.as_known(each, day).type is PackType.METHOD]
    if methods:
        found = f"{', '.join(methods)} judges studies and gates no trade"
        raise FaultsError([Fault(NO_SUCH_PACK, found, remedy=_OF_METHODS)])
    trade = sorted(name for name, each in shelf.packs.items() if each.type is PackType.TRADE)
    chosen = [shelf.as_known(name, day) for name in dict.fromkeys(only) or trade]
    known = tuple(each for each in chosen if each.known_from <= day)
    if not known or (only and len(known) < len(chosen)):
        later = [f"{each.id} since {each.known_from}" for each in chosen if each.known_from > day]
        found = f"not known on {day}: {', '.join(later)}"
        raise FaultsError([Fault(NO_SUCH_PACK, found)])
    return known


def judge_methods_of(readiness: Readiness, paths: Sequence[Path]) -> MethodsJudged:
    """Judge the studies behind the declarations of a consignment by the methods known by then.

    Args:
        paths: files and folders of packs and answers, beside the shipped packs.

    Raises:
        FaultsError: packs that cannot be used.
    """
    shelf, day = open_packs(paths), readiness.today
    packs = {name: shelf.as_known(name, day) for name in sorted(shelf.packs)}
    trade = frozenset(name for name, each in packs.items() if each.type is PackType.TRADE)
    methods = [each for name, each in packs.items() if name not in trade and each.known_from <= day]
    return judge_methods(readiness, methods, trade)


def read_trust_at(path: Path | None) -> TrustList | None:
    """Read the trust list in a file, if one is named."""
    if path is None:
        return None
    return read_trust_list(read_single_file(path, LARGEST_ARCHIVE_BYTES).data, path.name)


def replay_at(path: Path) -> Finding:
    """Judge the decision in a file again.

    Raises:
        FaultsError: no decision, or one that was changed.
    """
    data = read_single_file(path, LARGEST_ARCHIVE_BYTES).data
    return replay(data, path.name, shipped_vocabulary())


def write_readiness(
    readiness: Readiness,
    folder: Path,
    languages: Sequence[Language],
    warnings: Sequence[Fault],
    methods: MethodsJudged = NO_METHODS,
    *,
    force: bool,
) -> tuple[str, ...]:
    """Write checklist, requests and decision into a folder; give the names.

    Args:
        methods: how the studies behind its declarations stand.
    """
    written = {DECISION_FILE: write_decision(readiness.decision)}
    for language in languages:
        report = report_readiness(readiness, language, methods)
        written[f"readiness.{language}.html"] = render_html(report).encode()
        written[f"readiness.{language}.xlsx"] = render_workbook(report)
        written[f"checklist.{language}.csv"] = write_rows(readiness, language, methods)
        written[f"readiness.{language}.json"] = render_json(report, faults=warnings).encode()
        letters = write_letters(readiness, language)
        written |= {f"requests/{name}": text.encode() for name, text in letters.items()}
    write_files(folder, written, force=force)
    return tuple(written)


def _read_packs_at(paths: Sequence[Path]) -> dict[str, bytes]:
    contents = dict(shipped_packs())
    for path in paths:
        contents |= _read_folder(path)
    return contents


def _read_folder(path: Path) -> dict[str, bytes]:
    paths = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return {str(each): read_single_file(each, LARGEST_FILE).data for each in paths}


def _read_register(contents: Mapping[str, bytes], name: str) -> RegisterSnapshot:
    reading = read_register(contents, name)
    if reading.snapshot is None or any(fault.is_error for fault in reading.faults):
        raise FaultsError(reading.faults)
    return reading.snapshot
