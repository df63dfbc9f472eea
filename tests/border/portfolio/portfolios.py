"""Small portfolios written in a test or drawn at random, and the reader of single shipments beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from random import Random
from typing import Any

import polars as pl

from cradlegate.border.facts.supply import supply_facts
from cradlegate.border.lines.known import leave_out_later
from cradlegate.border.portfolio.screen import Batch, Portfolio, screen
from cradlegate.border.portfolio.screening import Screening, ScreenTerms, Sheets, screen_portfolio
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.border.shipments.known import as_known
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.compose import gate
from cradlegate.regimes.facts import FactBase
from cradlegate.regimes.pack.pack import Pack
from cradlegate.tables.columnar.read import read_columns
from cradlegate.tables.columnar.texts import read_texts
from cradlegate.verification.registers.register import RegisterSnapshot
from tests.border.shipments import DOCUMENT, MACHINE, register, table

KNOWN = datetime(2026, 8, 20, 9, tzinfo=UTC)
DAY = KNOWN.date()
NO_EVIDENCE = b"doc_id\n"
Files = Mapping[str, bytes]


@lru_cache(maxsize=1)
def packs() -> tuple[Pack, ...]:
    """Every shipped pack that gates trade."""
    return gate.choose_packs(gate.open_packs(), (), date(2026, 12, 1))


def pack(name: str) -> Pack:
    return next(each for each in packs() if each.id == name)


def read_frame(name: str, data: bytes) -> pl.DataFrame:
    """The typed rows of a table without faults."""
    spec = shipment_tables()[name]
    texts = read_texts(spec, f"{name}.csv", data)
    typed = read_columns(spec, texts.frame)
    assert not texts.faults
    assert texts.row_faults.is_empty()
    assert typed.faults.is_empty(), typed.faults
    return typed.frame


def read_portfolio(
    files: Files, day: date = DAY, registers: Sequence[RegisterSnapshot] = ()
) -> Portfolio:
    """A portfolio of the files of a shipment, as it was known on a day; usually one register."""
    documents = files.get("documents.csv")
    return Portfolio(
        read_frame("shipments", files["shipments.csv"]),
        None if documents is None else leave_out_later(read_frame("documents", documents), day),
        read_frame("oem_evidence", files.get("oem_evidence.csv", NO_EVIDENCE)),
        tuple(registers) or (register(),),
    )


def portfolio(
    *lines: Mapping[str, str],
    documents: Sequence[Mapping[str, str]] | None = None,
    evidence: Sequence[Mapping[str, str]] = (),
) -> dict[str, bytes]:
    """The files of a portfolio: rows that change the usual machine or document.

    Every line has an id, a consignment and a serial number of its own.
    """
    rows = [
        {**MACHINE, "id": f"M{at}", "consignment_id": f"C{at}", "serials": f"SN-{at}", **each}
        for at, each in enumerate(lines, 1)
    ]
    files = {"shipments.csv": table(rows)}
    if documents is not None:
        files["documents.csv"] = table({**DOCUMENT, **each} for each in documents)
    if evidence:
        files["oem_evidence.csv"] = table(evidence)
    return files


def terms(*chosen: Pack, **changes: Any) -> ScreenTerms:
    """Terms with some packs, or every shipped one."""
    usual = ScreenTerms(
        chosen or packs(), (), None, KNOWN, "cradlegate test", {"shipments": "sha256:ab"}
    )
    return replace(usual, **changes)


def judge(files: Files, *chosen: Pack, **options: Any) -> Batch:
    """All lines of a portfolio in one batch."""
    (batch,) = screen(read_portfolio(files), chosen or packs(), law_as_of=None, **options)
    return batch


def screened(
    files: Files, *chosen: Pack, lines_at_once: int = 1000, **changes: Any
) -> tuple[Screening, list[Sheets]]:
    """A portfolio screened, with what was handed on of every batch."""
    sheets: dict[int, Sheets] = {}
    screening = screen_portfolio(
        read_portfolio(files), terms(*chosen, **changes), sheets.__setitem__, lines_at_once
    )
    return screening, [sheets[number] for number in range(len(sheets))]


def read_bases(
    files: Files, day: date = DAY, registers: Sequence[RegisterSnapshot] = ()
) -> Iterator[FactBase]:
    """The facts of every line, as those of a consignment with that machine alone."""
    read = read_shipment_files(files)
    assert not [fault for fault in read.faults if fault.is_error], read.faults
    by_line: dict[str, Consignment] = {
        machine.id: replace(each, machines=(machine,))
        for each in read.consignments
        for machine in each.machines
    }
    order = read_frame("shipments", files["shipments.csv"])["id"].to_list()
    for line in order:
        yield supply_facts(as_known(by_line[line], day), {}, tuple(registers) or (register(),))


# Shipments at random.

_KINDS = shipment_tables()["shipments"].columns["kind"].allowed
_COUNTRIES = ("VN", "CN", "JP", "KR", "TH", "ID", "DE")
_PLACES = ("CNTAO", "CNSHA", "VNSGN", "JPTYO", "IDJKT")
_DAYS = ("2026-05", "2026-07-01", "2026-07-15", "2026-08-05", "2026-08", "2026-12-31", "2027")
_BODIES = ("EX-VB-01", "EX-VB-02", "EX-VB-05", "EX-VB-99")
_MODELS = ("VMC-850", "vmc 850", "TM-400", "ＶＭＣ－８５０", "LC-3")
_SERIES = ("VMC", "v.m.c", "TM", "LC")
_YES_NO = ("yes", "no")
_LINE: Mapping[str, Sequence[str]] = {
    "cnc": _YES_NO,
    "cnc_model": ("CTRL-1", "none"),
    "software": ("3.1", "none"),
    "connectivity": ("OPC UA", "none"),
    "in_line": _YES_NO,
    "laser_type": ("co2", "fibre", "-"),
    "laser_function": ("cutting", "welding", "-"),
    "driven_tools": _YES_NO,
    "y_axis": (*_YES_NO, "-"),
    "tool_changer": _YES_NO,
    "built": ("2014", "2018-03", "2026-05-02", "2015/2017"),
    "built_source": ("name plate", "none"),
    "maker_id": ("maker", "other"),
    "made_in": _COUNTRIES,
    "series": _SERIES,
    "origin": _COUNTRIES,
    "dispatch": _COUNTRIES,
    "procedure": ("consumption", "consumption", "temporary", "repair", "bonded", "transit"),
    "importer_id": ("buyer", "none"),
    "importer_use": ("own_production", "resale", "lease"),
    "importer_sector": ("metal", "none"),
    "importer_boi": _YES_NO,
    "forwarder_id": ("forwarder",),
    "broker_id": ("broker",),
    "from": _PLACES,
    "to": _PLACES,
    "mode": ("sea", "road"),
    "order_date": ("2026-01-10", "none"),
    "ship_date": ("2026-06-28", "2026-07-01", "2026-08"),
    "eta": ("2026-12-31", "2027"),
    "arrival": ("2026-12-31", "2027"),
    "entry_date": ("2026-06-30", "2026-07-01", "2026-08-25", "2026-07/2026-12", "2027-01-02"),
    "contract_cites": ("vn-circular-12-2026", "iso-14067-2018; vn-circular-12-2026"),
    "volume_per_year": ("1", "40", "1200"),
}
_DOCUMENT: Mapping[str, Sequence[str]] = {
    "number": ("EX-1", "EX-2"),
    "body_no": _BODIES,
    "standard": ("ISO 14067", "ISO 9001:2015", "ISO 14001", "none"),
    "accreditation_body": ("VinaCert", "none"),
    "accreditation_basis": ("accredited", "recognised"),
    "covers_routes": ("CNTAO-VNSGN", "CN-VN; CN-JP", "cn/vn"),
    "built": ("2014", "2018-03-02", "none"),
    "standards_met": _YES_NO,
    "capacity_share": ("85", "79.5", "0"),
    "consumption_share": ("110", "130.25"),
    "performance_stated": _YES_NO,
    "lca_based": _YES_NO,
    "stages": ("raw_material; manufacturing; transport", "raw_material"),
    "transport_end": ("border", "port_of_entry", "site"),
    "views": ("cradle_to_gate; with_transport", "whole_life"),
    "by_subassembly": _YES_NO,
    "process_energy": _YES_NO,
    "origins_tracked": _YES_NO,
    "upstream_data": _YES_NO,
    "subsystem_data": _YES_NO,
    "regional_grid": _YES_NO,
    "sources_kept": _YES_NO,
    "declared_for": ("type", "serial", "series_average"),
    "is_verified": _YES_NO,
    "cf_value": ("2005.21", "0"),
    "unit": ("kg CO2e", "none"),
    "declared_unit": ("one machine",),
    "assurance": ("none", "limited"),
    "signed_at": ("2026-06-15", "2026-07-15", "2026-07", "2025"),
    "valid_from": ("2026-06-15",),
    "valid_to": ("2027-06-30", "2028", "none", "-"),
    "languages": ("en; vi", "en", "vi; th; id"),
    "legalised": ("none", "consular", "apostille"),
    "received_at": ("2026-08-12", "2026-08-25"),
    "checked_by": ("A. Example",),
    "checked_how": ("letter of the body",),
    "checked_at": ("2026-08-13", "2026-08-30"),
}
_EVIDENCE: Mapping[str, Sequence[str]] = {
    "remote_diagnostics": _YES_NO,
    "predictive_maintenance": _YES_NO,
    "ai_basis": ("learned_model", "rules"),
    "test_log": _YES_NO,
    "fitted": ("factory", "retrofit"),
    "runs": ("onboard", "cloud"),
    "activation": ("active", "installed", "licence_available"),
    "active_on": ("2026-07-20",),
    "retrofit_date": ("2026-07-01", "none"),
    "retrofit_authorised": _YES_NO,
    "authority_proof": _YES_NO,
    "cnc_version": ("1.2", "none"),
    "ai_version": ("0.9",),
    "sensors": ("spindle; axis", "none"),
    "protocol": ("MQTT",),
    "data_sent": ("loads", "none"),
    "endpoint": ("cloud.example", "none"),
    "host_country": _COUNTRIES,
    "licence_to": ("2028", "none"),
}
_TYPES = (
    "carbon_footprint_report", "carbon_footprint_report", "oem_letter", "ce_declaration", "iso_certificate",
    "age_certificate", "maker_certificate", "inspection_certificate", "performance_certificate",
    "import_approval", "recommendation", "surveyor_report",
)  # fmt: skip
_STATES = ("checked", "checked", "received", "asked", "promised", "declined", "expired", "needed")


def draw_files(seed: int, lines: int = 30, documents: int = 24) -> dict[str, bytes]:
    """A shipment of consignments with one or two machines, of which much is unknown."""
    lot = Random(seed)  # noqa: S311 - invented shipments, no secrets
    ignorance = lot.choice((0.05, 0.3))
    rows: list[dict[str, str]] = []
    while len(rows) < lines:
        line = _draw_line(lot, len(rows), ignorance)
        rows.append(line)
        if lot.random() < 0.2:
            second = {**line, "id": f"M{len(rows)}", "serials": "", "model": lot.choice(_MODELS)}
            rows.append({**second, "kind": lot.choice(_KINDS)})
    files = {"shipments.csv": table(rows)}
    if lot.random() < 0.9:
        papers = [_draw_document(lot, at, ignorance) for at in range(documents)]
        files["documents.csv"] = table(papers)
        letters = [each["doc_id"] for each in papers if lot.random() < 0.6]
        evidence = [{"doc_id": each, **_draw(lot, _EVIDENCE, ignorance)} for each in letters]
        files["oem_evidence.csv"] = table(evidence or [{"doc_id": papers[0]["doc_id"]}])
    return files


def _draw(lot: Random, values: Mapping[str, Sequence[str]], ignorance: float) -> dict[str, str]:
    return {
        name: "" if lot.random() < ignorance else lot.choice(choice)
        for name, choice in values.items()
    }


def _draw_line(lot: Random, at: int, ignorance: float) -> dict[str, str]:
    count = lot.choice((1, 1, 2))
    named = [f"SN-{at}-{piece}" for piece in range(count)]
    return {
        **_draw(lot, _LINE, ignorance),
        "id": f"M{at}",
        "consignment_id": f"C{at}",
        "kind": lot.choice((*_KINDS, "machining_centre", "turn_mill", "laser_cutting_machine")),
        "condition": lot.choice(("new", "new", "used", "refurbished", "demo")),
        "model": lot.choice(_MODELS),
        "serials": "" if lot.random() < ignorance else "; ".join(named),
        "qty": str(count),
        "hs": lot.choice(("845710", "8457.10", "84561100", "845811", "846320", "841290")),
        "hs_edition": lot.choice(("2022", "2028")),
        "destination": lot.choice(("VN", "VN", "TH", "ID", "JP", "KR", "CN", "DE")),
        "exporter_id": lot.choice(("maker", "dealer")),
    }


def _draw_document(lot: Random, at: int, ignorance: float) -> dict[str, str]:
    def coverage(chance: float, text: str) -> str:
        return text if lot.random() < chance else ""

    line = lot.randrange(30)
    serial = lot.choice((f"SN-{line}-0", f"sn {line} 0; SN_{line}_1", f"SN-{line}-1; SN-7-0"))
    return {
        **_draw(lot, _DOCUMENT, ignorance),
        "doc_id": f"R{at}",
        "type": lot.choice(_TYPES),
        "issuer_id": "body",
        "issuer_role": lot.choice(("verification_body", "maker", "oem", "agent", "authority")),
        "state": lot.choice(_STATES),
        "covers_serials": coverage(0.4, serial),
        "covers_consignments": coverage(0.4, f"C{line}; C{lot.randrange(30)}"),
        "covers_models": coverage(0.3, lot.choice(_MODELS)),
        "covers_series": coverage(0.3, lot.choice(_SERIES)),
    }
