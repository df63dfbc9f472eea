"""Suppliers joined with their files: questionnaires out, answers and footprints in, the ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from cradlegate.compose.study import demand_case, open_library, read_case_at
from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.request import Request
from cradlegate.footprint.suppliers.answer_figure import AnswerFigure, draw_figures, sum_terms
from cradlegate.footprint.suppliers.asking import draw_up_requests, list_secondary_lines
from cradlegate.footprint.term import Term
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files
from cradlegate.product.faults import NO_SUCH_CASE
from cradlegate.product.supplier import SupplierFootprint
from cradlegate.product.suppliers import faults as kinds
from cradlegate.product.suppliers import keeping
from cradlegate.product.suppliers.answer import Answer
from cradlegate.product.suppliers.questionnaire import (
    Questionnaire,
    draw_up_questionnaires,
    write_questionnaire_json,
    write_questionnaire_workbook,
)
from cradlegate.product.suppliers.receive import Received, read_received
from cradlegate.product.suppliers.sent import Sent
from cradlegate.product.suppliers.settle import settle_footprint
from cradlegate.product.suppliers.wording import PLAIN, Wording
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.report import Report
from cradlegate.reports.suppliers.ask_report import report_questionnaire
from cradlegate.store.atomic import write_files
from cradlegate.store.case_source import load_case_files
from cradlegate.store.single_file import read_single_file

LARGEST_FILE = 20_000_000
Faults: TypeAlias = tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of whom, with the faults of the case that were found on the way."""

    questionnaires: tuple[Questionnaire, ...]
    requests: tuple[Request, ...]
    case_digest: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in: footprints, the sums of computed ones, and the files that keep them.

    Args:
        files: bytes by path inside the case; the index and the parts list are rewritten.
        digests: file and digest of everything received.
        sources: footprint, and who published it in which version, where that is stated.
    """

    footprints: tuple[SupplierFootprint, ...]
    sums: Mapping[str, Term]
    files: Mapping[str, bytes]
    digests: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]
    sources: tuple[tuple[str, str], ...] = ()


def ask_suppliers(path: Path, due: date, supplier: str = "") -> Asking:
    """Draw up what is asked of every supplier, or of one.

    Raises:
        FaultsError: a case that cannot be read, or a supplier that is asked nothing.
    """
    reading = read_case_at(path)
    case = demand_case(reading)
    lines = list_secondary_lines(case, open_library())
    asked = draw_up_questionnaires(lines, case, due)
    if supplier:
        asked = tuple(each for each in asked if each.supplier_id == supplier)
        if not asked:
            found = f"{supplier} has no line with secondary data"
            raise FaultsError([Fault(kinds.UNKNOWN_LINE, found, Place("bom.csv"))])
    return Asking(asked, draw_up_requests(asked), case.digest, reading.faults)


def write_questionnaires(
    asking: Asking, report: Report, folder: Path, *, wording: Wording = PLAIN, force: bool
) -> list[str]:
    """Write workbook, page and JSON of every questionnaire, and the list of requests.

    Args:
        report: of the requests, for the maker and in English.
        wording: languages of what suppliers read.
    """
    files = {
        "requests.html": render_html(report).encode(),
        "requests.json": render_json(report).encode(),
    }
    for asked in asking.questionnaires:
        name = Path(keeping.name_file(asked.supplier_id)).stem
        files[f"{name}.xlsx"] = write_questionnaire_workbook(asked, wording)
        files[f"{name}.json"] = write_questionnaire_json(asked, wording)
        files[f"{name}.html"] = render_html(report_questionnaire(asked, wording)).encode()
    write_files(folder, files, force=force)
    return list(files)


def take_in(
    path: Path, files: Sequence[Path], supplier: str, lines: Sequence[str], *, is_used: bool
) -> Intake:
    """Read what suppliers sent, and give the files that keep it in the case; nothing is written.

    Args:
        supplier: who sent it, where the files do not say.
        lines: of the parts list that it stands for, where the files do not say.
        is_used: whether the lines take their figures from it.

    Raises:
        FaultsError: everything that stands against any of the files.
    """
    if not path.is_dir():
        found = f"{path} is no folder; files of suppliers are kept in the folder form of a case"
        raise FaultsError([Fault(NO_SUCH_CASE, found, Place(str(path)))])
    if not files:
        raise FaultsError([Fault(kinds.UNKNOWN_FORM, "no file is named")])
    reading = read_case_at(path)
    case, kept = demand_case(reading), dict(load_case_files(path))
    intake = Intake((), {}, {}, (), ())
    for file in files:
        data = read_single_file(file, LARGEST_FILE).data
        intake = _take_one(intake, file.name, data, _Terms(case, supplier, tuple(lines)), kept)
    faults = [*intake.faults, *_find_doubled(intake.footprints)]
    if any(fault.is_error for fault in faults):
        raise FaultsError(faults)
    changed = dict(intake.files)
    if is_used:
        sources = {line: ("pcf", each.id) for each in intake.footprints for line in each.line_ids}
        changed[keeping.BILL] = keeping.with_sources(kept.get(keeping.BILL, b""), sources)
    _refuse_new_errors({**kept, **changed}, reading.faults)
    return replace(intake, files=changed, faults=tuple(faults))


def keep_intake(intake: Intake, case: Path, *, force: bool) -> tuple[str, ...]:
    """Write what came in: all files, or none; the index and the parts list may be replaced."""
    rewritten = {keeping.INDEX, keeping.BILL}
    names = [name for name in intake.files if name not in rewritten]
    taken = [name for name in names if (case / name).exists()]
    # The index and the parts list are ours to rewrite; what a supplier sent is not.
    write_files(case, intake.files, force=force or not taken)
    return tuple(intake.files)


def _refuse_new_errors(files: Mapping[str, bytes], known: Faults) -> None:
    """Read the case as it would be; what came in must not add an error to it."""
    found = read_case_files(files, open_library().families).faults
    refused = [fault for fault in found if fault.is_error and fault not in known]
    if refused:
        raise FaultsError(refused)


@dataclass(frozen=True, slots=True)
class _Terms:
    case: Case
    supplier: str
    lines: tuple[str, ...]


def _take_one(
    intake: Intake, name: str, data: bytes, terms: _Terms, kept: dict[str, bytes]
) -> Intake:
    """Take in one file; its row goes into the index, which is kept for the next file."""
    received, digest = read_received(data, name), digest_bytes(data)
    figures = _draw(received, terms)
    settled = [settle_footprint(each.sent, terms.case, digest) for each in figures]
    pairs = [
        (figure.sent, each.footprint)
        for figure, each in zip(figures, settled, strict=True)
        if each.footprint is not None
    ]
    sums = {each.sent.id: sum_terms(each) for each in figures if each.terms} if pairs else {}
    faults = [*received.faults, *_judge_case(received.answer, terms.case, name)]
    faults += [fault for each in settled for fault in each.faults]
    files = _keep_files(_Taken(name, data, digest, pairs, sums), figures, kept) if pairs else {}
    named = [(sent.id, sent.source) for sent, _ in pairs if sent.source]
    return Intake(
        (*intake.footprints, *(each for _, each in pairs)),
        {**intake.sums, **sums},
        {**intake.files, **files},
        (*intake.digests, (name, digest)),
        (*intake.faults, *faults),
        (*intake.sources, *named),
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """One file that came in, with the footprints that can be used."""

    name: str
    data: bytes
    digest: str
    pairs: Sequence[tuple[Sent, SupplierFootprint]]
    sums: Mapping[str, Term]


def _keep_files(
    taken: _Taken, figures: Sequence[AnswerFigure], kept: dict[str, bytes]
) -> dict[str, bytes]:
    """Give the files that keep what came in; the index grows by a row for each."""
    files = {f"{keeping.RECEIVED}/{taken.name}": taken.data}
    files |= {keeping.name_file(each.id): keeping.write_footprint(each) for _, each in taken.pairs}
    rows = [keeping.index_row(taken.name, taken.digest, taken.pairs)]
    rows += [
        _keep_terms(figure, taken.sums[figure.sent.id], files) for figure in figures if figure.terms
    ]
    for row in rows:
        kept[keeping.INDEX] = keeping.with_index_row(kept.get(keeping.INDEX), row)
    return {**files, keeping.INDEX: kept[keeping.INDEX]}


def _draw(received: Received, terms: _Terms) -> tuple[AnswerFigure, ...]:
    if received.answer is not None:
        named = terms.supplier or received.answer.supplier_id
        return draw_figures(replace(received.answer, supplier_id=named), open_library())
    return tuple(AnswerFigure(_complete(sent, terms)) for sent in received.footprints)


def _complete(sent: Sent, terms: _Terms) -> Sent:
    """Fill in who and what by what was said on the command line."""
    supplier = terms.supplier or sent.supplier_id
    return replace(sent, supplier_id=supplier, line_ids=terms.lines or sent.line_ids)


def _keep_terms(figure: AnswerFigure, whole: Term, files: dict[str, bytes]) -> dict[str, str]:
    """Keep the terms of a computed figure beside what was received, and give their index row."""
    sent = figure.sent
    name = f"{Path(keeping.name_file(sent.id)).stem}.terms.json"
    data = canonical_bytes({"footprint": sent.id, "library": open_library().digest, "sum": whole})
    files[f"{keeping.RECEIVED}/{name}"] = data
    return {
        "file": name,
        "sha256": digest_bytes(data),
        "supplier_id": sent.supplier_id,
        "line_ids": "; ".join(sent.line_ids),
    }


def _judge_case(answer: Answer | None, case: Case, file: str) -> list[Fault]:
    if answer is None or not answer.case_digest or answer.case_digest == case.digest:
        return []
    found = f"it answers {answer.case_digest[:19]}…, the case is {case.digest[:19]}…"
    return [Fault(kinds.OTHER_CASE, found, Place(f"{file}[about]", column="case_digest"))]


def _find_doubled(footprints: Sequence[SupplierFootprint]) -> list[Fault]:
    names = [line for each in footprints for line in each.line_ids]
    names += [keeping.name_file(each.id) for each in footprints]
    twice = sorted({name for name in names if names.count(name) > 1})
    if not twice:
        return []
    found = f"two footprints are of {', '.join(twice)}"
    return [Fault(kinds.TWO_FOOTPRINTS, found)]
