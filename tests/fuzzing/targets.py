"""Every reader of foreign bytes, with bytes that it reads and may be spoiled.

The promise of each: whatever the bytes are, it answers, or raises a fault of the product.
"""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

from cradlegate.background.formats.package import open_package
from cradlegate.background.formats.read import read_database
from cradlegate.border.clearance.files import read_event_files
from cradlegate.border.entries.files import read_correlations, read_entry, read_submissions
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.border.tenders.sam import read_sam_notices
from cradlegate.border.tenders.ted import read_ted_notice
from cradlegate.compose import study
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.errors import CradlegateError
from cradlegate.core.strict_json import read_json
from cradlegate.declaration.document import read_declaration
from cradlegate.dossier.archive import pack, unpack
from cradlegate.dossier.manifest import read_manifest
from cradlegate.dossier.opening import read_opening, write_opening
from cradlegate.dossier.redaction import COMMITMENTS_FILE, read_commitments
from cradlegate.dossier.study import read_lines
from cradlegate.dossier.verify import verify_dossier
from cradlegate.product.case_files import read_case_files
from cradlegate.product.suppliers.receive import read_received
from cradlegate.regimes.expression.parse import parse_expression
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.trust.keys import PublicKey
from cradlegate.trust.log.checkpoint import read_checkpoint
from cradlegate.trust.log.leaf import read_leaf
from cradlegate.trust.log.note import read_note
from cradlegate.trust.log.proof import read_log_proof
from cradlegate.trust.status_list import StatusBits, decode_bits, encode_bits
from cradlegate.trust.timestamp import judge_stamp, read_certificates, write_request
from cradlegate.verification.opinions.document import make_opinion, read_opinion
from cradlegate.verification.opinions.worksheet import read_worksheet
from cradlegate.verification.registers.files import read_register, shipped_registers
from cradlegate.verification.statements.document import make_statement, read_statement
from cradlegate.verification.statements.worksheet import read_worksheet as read_statement_sheet
from cradlegate.verification.statuses.ledger import read_ledger, write_head
from cradlegate.verification.statuses.status_list import read_status_list
from cradlegate.verification.trust_lists.trust_list import read_trust_list
from tests.background.ecospold2 import spold
from tests.background.ilcd import packages as ilcd
from tests.background.openlca import packages as openlca
from tests.border.tenders import notices
from tests.dossier import committed, dossiers
from tests.product.suppliers import epd_files, sent_files
from tests.trust import test_log_notes as notes
from tests.trust.authority import Authority, make_authority
from tests.verification import opinions_by_hand, statements_by_hand
from tests.verification import test_status_ledger as ledgers
from tests.verification import test_status_list as status_lists
from tests.verification.test_opinion_worksheet import fill
from tests.verification.test_statement import worksheet

Seeds = tuple[bytes, ...]


@dataclass(frozen=True)
class Target:
    """A reader, and how to get bytes that it reads; they are made when they are wanted."""

    read: Callable[[bytes], object]
    seeds: Callable[[], Seeds]

    def attempt(self, data: bytes) -> None:
        """Read, and pass over what the product itself refuses."""
        with suppress(CradlegateError):
            self.read(data)


def zipped(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


@lru_cache(maxsize=1)
def authority() -> Authority:
    return make_authority(Path(mkdtemp()))


@lru_cache(maxsize=1)
def stamped() -> bytes:
    return authority().answer(write_request(b"data"))


@lru_cache(maxsize=1)
def members() -> Mapping[str, bytes]:
    return unpack(dossiers.sealed(), "test.dossier")


@lru_cache(maxsize=1)
def case() -> Mapping[str, bytes]:
    return dossiers.declared().case_files


def example(room: str, folder: str, name: str) -> bytes:
    return files(f"cradlegate.{room}").joinpath("data/examples", folder, name).read_bytes()


def member(path: str) -> Callable[[], Seeds]:
    return lambda: (members()[path],)


def read_case_with(name: str, data: bytes) -> object:
    return read_case_files({**case(), name: data}, FAMILIES)


def read_shipment_with(name: str, data: bytes) -> object:
    told = {each: example("border", "to-vietnam", each) for each in SHIPMENT}
    return read_shipment_files({**told, name: data})


def read_register_with(name: str, data: bytes) -> object:
    return read_register({**shipped_registers()["register-example-2026-q2"], name: data}, "r")


def read_zipped_database(data: bytes) -> object:
    return read_database(open_package(data, "package.zip"), "package")


def read_database_with(files: Mapping[str, bytes], path: str, data: bytes) -> object:
    return read_database({**files, path: data}, "package")


def read_packs_with(name: str, data: bytes) -> object:
    return read_packs({**shipped_packs(), name: data}, shipped_vocabulary())


def read_text(read: Callable[[str], object], data: bytes) -> object:
    return read(data.decode("utf-8", "replace"))


def stamp(data: bytes) -> object:
    return judge_stamp(data, b"data", read_certificates(authority().certificate.read_bytes()))


SHIPMENT = ("shipments.csv", "documents.csv", "parties.csv")
FAMILIES = study.open_library().families
PACK = "vn-circular-12-2026.yaml"
OPENLCA = openlca.pack(openlca.schema_2())
ILCD = ilcd.package()
SPOLD = spold.one(spold.product("casting", 1, "outputGroup 0"), spold.emission("co2", 2))
CASTING = next(path for path in OPENLCA if "processes/" in path)
MILL = next(path for path in ILCD if "mill" in path)

TARGETS: Mapping[str, Target] = {
    "strict-json": Target(
        read_json, lambda: (b'{"a":[1,-5,"\\u00e9",null,true]}', members()["manifest.json"])
    ),
    "multikey": Target(
        partial(read_text, PublicKey.parse), lambda: (dossiers.STRANGER.public.multikey.encode(),)
    ),
    "note": Target(read_note, lambda: (notes.NOTE, notes.CHECKPOINT)),
    "checkpoint": Target(read_checkpoint, lambda: (notes.CHECKPOINT,)),
    "log-proof": Target(read_log_proof, lambda: (notes.PROOF,)),
    "log-leaf": Target(read_leaf, lambda: (notes.LEAF.data,)),
    "status-bits": Target(
        partial(read_text, decode_bits), lambda: (encode_bits(StatusBits.of((7, 94_567))).encode(),)
    ),
    "time-stamp": Target(stamp, lambda: (stamped(),)),
    "certificates": Target(
        read_certificates,
        lambda: (authority().certificate.read_bytes(),),
    ),
    "archive": Target(
        partial(unpack, file="d"), lambda: (pack({"a": b"1", "b/c": b""}), dossiers.sealed())
    ),
    "manifest": Target(read_manifest, member("manifest.json")),
    "study-lines": Target(read_lines, member("study/lines.csv")),
    "opening": Target(
        partial(read_opening, file="o"),
        lambda: (write_opening(committed.opening("BED-103").opening),),
    ),
    "commitments": Target(
        read_commitments,
        lambda: tuple(
            each.files[COMMITMENTS_FILE] for each in (committed.whole(), committed.redacted())
        ),
    ),
    "dossier": Target(
        lambda data: verify_dossier(data, "d", dossiers.ask()), lambda: (dossiers.sealed(),)
    ),
    "declaration": Target(partial(read_declaration, file="d"), member("declaration.json")),
    "opinion": Target(
        partial(read_opinion, file="o"), lambda: (make_opinion(opinions_by_hand.opinion()).data,)
    ),
    "opinion-worksheet": Target(partial(read_worksheet, file="w"), lambda: (fill(),)),
    "statement": Target(
        partial(read_statement, file="s"),
        lambda: (make_statement(statements_by_hand.statement()).data,),
    ),
    "statement-worksheet": Target(
        partial(read_statement_sheet, file="w"),
        lambda: (worksheet().encode(),),
    ),
    "status-list": Target(
        partial(read_status_list, file="s"),
        lambda: (canonical_bytes(status_lists.draw_up(3, 5)),),
    ),
    "status-ledger": Target(
        partial(read_ledger, file="l"), lambda: (write_head(ledgers.begin().head),)
    ),
    "trust-list": Target(partial(read_trust_list, file="t"), member("trust/trust-list.json")),
    "register": Target(
        partial(read_register_with, "bodies.csv"),
        lambda: (shipped_registers()["register-example-2026-q2"]["bodies.csv"],),
    ),
    "case-machine": Target(
        partial(read_case_with, "machine.yaml"), lambda: (case()["machine.yaml"],)
    ),
    "case-bill": Target(partial(read_case_with, "bom.csv"), lambda: (case()["bom.csv"],)),
    "case-workbook": Target(
        lambda data: read_case_files({"case.xlsx": data}, FAMILIES),
        lambda: (example("product", ".", "first-day.xlsx"),),
    ),
    "openlca-zip": Target(read_zipped_database, lambda: (zipped(OPENLCA),)),
    "openlca-process": Target(
        partial(read_database_with, OPENLCA, CASTING), lambda: (OPENLCA[CASTING],)
    ),
    "ilcd-zip": Target(read_zipped_database, lambda: (zipped(ILCD),)),
    "ilcd-process": Target(partial(read_database_with, ILCD, MILL), lambda: (ILCD[MILL],)),
    "ecospold2": Target(
        partial(read_database_with, SPOLD, "casting.spold"), lambda: (SPOLD["casting.spold"],)
    ),
    "supplier-json": Target(
        partial(read_received, file="f"),
        lambda: (
            json.dumps(sent_files.pact_3()).encode(),
            json.dumps(sent_files.pact_2()).encode(),
            json.dumps(sent_files.epd()).encode(),
        ),
    ),
    "supplier-table": Target(
        partial(read_received, file="f.csv"),
        lambda: (f"{sent_files.PCF_HEADING}\n{sent_files.PCF_ROW}\n".encode(),),
    ),
    "supplier-epd": Target(
        partial(read_received, file="f"), lambda: (epd_files.epd_xml(), epd_files.epd_archive())
    ),
    "shipments": Target(
        partial(read_shipment_with, "shipments.csv"),
        lambda: (example("border", "to-vietnam", "shipments.csv"),),
    ),
    "documents": Target(
        partial(read_shipment_with, "documents.csv"),
        lambda: (example("border", "to-vietnam", "documents.csv"),),
    ),
    "customs-entry": Target(
        partial(read_entry, file="e.csv"),
        lambda: (example("border", "entry-to-vietnam", "draft.csv"),),
    ),
    "customs-entry-json": Target(partial(read_entry, file="e.json"), lambda: (b'[{"line":1}]',)),
    "submissions": Target(
        partial(read_submissions, file="s.csv"),
        lambda: (example("border", "entry-to-vietnam", "submission.csv"),),
    ),
    "correlations": Target(
        partial(read_correlations, file="c.csv"),
        lambda: (b"hs_edition,hs,other_edition,other_hs\n2022,845710,2017,845710\n",),
    ),
    "events": Target(
        lambda data: read_event_files({"events.csv": data}),
        lambda: (b"consignment_id,event,at,zone,source\nC1,arrived,2026-07-01 08:00,+07:00,x\n",),
    ),
    "tender-ted": Target(partial(read_ted_notice, name="n"), lambda: (notices.ted(),)),
    "tender-sam": Target(
        partial(read_sam_notices, name="n"), lambda: (notices.sam(notices.opportunity()),)
    ),
    "pack": Target(partial(read_packs_with, PACK), lambda: (shipped_packs()[PACK],)),
    "expression": Target(
        partial(read_text, parse_expression),
        lambda: (b"machine.hs in ['8457'] && (age > 5 || !open.r)",),
    ),
}
