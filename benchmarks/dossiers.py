"""Many different dossiers checked by two processes, beside the bare libraries on the same files.

Each dossier has a serial number, bill texts, a case, digests and signatures of its own, so that
nothing answers for a whole dossier.  Its figures, factors and pages are those of the shipped
machine.  The clock starts when both processes have warmed up, as they have where many are checked.

    python -m benchmarks.dossiers 500
"""

import hashlib
import io
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.measure import tell
from benchmarks.proof import DAY, MOMENT
from cradlegate import __version__, api
from cradlegate.compose import study
from cradlegate.compose.many_dossiers import CheckedDossier
from cradlegate.core.canonical import digest_files
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.declaration.document import make_document
from cradlegate.declaration.languages import PRINTED
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.build import Parts, build_dossier
from cradlegate.dossier.layout import DECLARATION_FILE, TRUST_LIST_FILE
from cradlegate.footprint.calculate import Settings
from cradlegate.product.case_files import read_case_files
from cradlegate.reports.renderings import Format, render_declaration
from cradlegate.trust.data_integrity import bytes_to_sign, without_proofs
from cradlegate.trust.multibase import decode_multibase
from cradlegate.work.declare import Declared, declare
from cradlegate.work.self_made import SelfMadeTrust, make_trust

WORKERS, WARM, WANTED = 2, 40, 10_000
SIGNATURE_BYTES = 64


def main() -> None:
    """Make the dossiers, check them, and do the bare work on the same files."""
    count = int(sys.argv[1]) if sys.argv[1:] else 500
    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    stock = study.open_stock()
    made = declare(files, stock, Settings(), DAY, product=__version__)
    maker = made.document.declaration.maker
    trust = make_trust(Party(maker.id, maker.name, maker.country), DAY)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "trust-list.json").write_bytes(trust.trust_list)
        families = stock.sources.library.families
        paths = []
        for number, data in enumerate(make_dossiers(made, trust, families, count)):
            paths.append(folder / f"{number}.dossier")
            paths[-1].write_bytes(data)
        measure_all(paths, folder / "trust-list.json", trust)


def make_dossiers(
    made: Declared, trust: SelfMadeTrust, families: Mapping[str, object], count: int
) -> Iterator[bytes]:
    """Make dossiers of machines that differ in number and texts; the footprint is one."""
    signed = sign_declaration(made.document, trust.key, trust.maker.id, MOMENT)
    pages = render_declaration(signed, PRINTED, tuple(Format))
    declaration = made.document.declaration
    for number in range(count):
        serial = f"VMC-850-{number:05}"
        files = rename(made.case_files, serial, families)
        case = read_case_files(files, families).case
        if case is None:
            raise ValueError("the case that was renamed cannot be read")
        own = replace(
            declaration,
            id=f"urn:cradlegate:declaration:{hashlib.sha256(serial.encode()).hexdigest()[:32]}",
            machine=replace(declaration.machine, serials=(serial,)),
            made_from=replace(
                declaration.made_from,
                case=case.digest,
                sections=case.section_digests,
                files=digest_files(files),
            ),
        )
        read = sign_declaration(make_document(own), trust.key, trust.maker.id, MOMENT)
        enclosed = {TRUST_LIST_FILE: trust.trust_list}
        parts = Parts(read, files, made.sources_files, made.lines, pages, __version__, enclosed)
        yield build_dossier(parts, trust.key, trust.maker, MOMENT)


def rename(
    files: Mapping[str, bytes], serial: str, families: Mapping[str, object]
) -> dict[str, bytes]:
    """Give the case a serial number and every line of its bill an own text, and sign it off."""
    head, *rows = files["bom.csv"].decode().splitlines()
    place = head.split(",").index("description")
    cells = [row.split(",") for row in rows]
    bill = [[*row[:place], f"{row[place]} of {serial}", *row[place + 1 :]] for row in cells]
    machine = files["machine.yaml"].decode() + f"\nserials: [{serial}]\n"
    named = {
        **files,
        "bom.csv": ("\n".join([head, *map(",".join, bill)]) + "\n").encode(),
        "machine.yaml": machine.encode(),
    }
    before, after = read_case_files(files, families).case, read_case_files(named, families).case
    if before is None or after is None:
        raise ValueError("the case cannot be read")
    signed_off = files["signoff.yaml"].decode()
    for section, digest in before.section_digests.items():
        signed_off = signed_off.replace(digest, after.section_digests[section])
    return {**named, "signoff.yaml": signed_off.encode()}


def measure_all(paths: list[Path], trust_list: Path, trust: SelfMadeTrust) -> None:
    """Check every file with two processes, then do the bare work in one."""
    checked = api.verify_dossiers(paths, trust=trust_list, as_of=DAY, workers=WORKERS)
    for each in islice(checked, WARM):
        refuse_other_than_good(each)
    start, left = time.perf_counter(), 0
    for each in checked:
        refuse_other_than_good(each)
        left += 1
    own = (time.perf_counter() - start) / left
    start = time.perf_counter()
    for path in paths[-left:]:
        do_bare_work(path, trust)
    bare = (time.perf_counter() - start) / left
    per_minute = f"{60 / own:,.0f} a minute with {WORKERS} processes; wanted {WANTED:,}"
    tell(f"{left} dossiers verified, each", own, per_minute)
    tell("bare libraries in one process, each", bare, f"ours {WORKERS * own / bare:.1f} times")


def refuse_other_than_good(checked: CheckedDossier) -> None:
    """Refuse a dossier that is not good: it may have been checked less."""
    outcomes = {check.outcome for check in checked.checks}
    if not checked.checks or not outcomes <= {Outcome.MET, Outcome.NOT_APPLICABLE}:
        raise ValueError(f"{checked.path} is not good: {checked}")


def do_bare_work(path: Path, trust: SelfMadeTrust) -> None:
    """Unzip, hash every member, parse the two signed documents and check their signatures."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for data in members.values():
        hashlib.sha256(data).digest()
    for name in ("manifest.json", DECLARATION_FILE):
        document = json.loads(members[name])
        proof = document["proof"]
        options = {key: value for key, value in proof.items() if key != "proofValue"}
        signature = decode_multibase(proof["proofValue"], SIGNATURE_BYTES)
        if not trust.key.public.has_signed(
            bytes_to_sign(without_proofs(document), options), signature
        ):
            raise ValueError(f"{path}: another signature in {name}")


if __name__ == "__main__":
    main()
