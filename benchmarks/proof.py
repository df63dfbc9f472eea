"""How long declaring, signing and checking take, beside the bare libraries in the same run.

Run it with `./run bench`; every figure is the best of several runs of one process.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks.measure import measure, tell
from cradlegate import __version__
from cradlegate.compose import study
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.party import Party
from cradlegate.declaration.document import DeclarationDocument, read_declaration
from cradlegate.declaration.languages import PRINTED, Language
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.layout import TRUST_LIST_FILE
from cradlegate.dossier.verify import verify_dossier
from cradlegate.footprint.calculate import Settings
from cradlegate.reports.renderings import Format, draw_page, render_declaration
from cradlegate.trust.data_integrity import bytes_to_sign, check_proof, without_proofs
from cradlegate.trust.multibase import decode_multibase
from cradlegate.verification.trust_lists.trust_list import read_trust_list
from cradlegate.work.declare import Declared, declare
from cradlegate.work.seal import Seal, seal
from cradlegate.work.self_made import SelfMadeTrust, make_trust

DAY = date(2026, 3, 31)
MOMENT = datetime(2026, 3, 31, 8, tzinfo=UTC)
SIGNATURE_BYTES = 64
FONTS = (
    Path(__file__).parents[1] / "packages/cradlegate-fonts-cjk/src/cradlegate_fonts_cjk/files",
)


def main() -> None:
    """Measure on the shipped machine."""
    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    stock = study.open_stock()

    def make() -> Declared:
        return declare(files, stock, Settings(), DAY, product=__version__)

    made = make()
    maker = made.document.declaration.maker
    trust = make_trust(Party(maker.id, maker.name, maker.country), DAY)
    signed = sign_declaration(made.document, trust.key, maker.id, MOMENT)
    tell("declare", measure(make, 3))
    measure_signature(signed, trust)
    measure_pages(signed)
    by = Seal(trust.key, trust.maker, MOMENT, __version__)
    pages = render_declaration(signed, PRINTED, tuple(Format))
    data = seal(signed, files, stock, pages, {TRUST_LIST_FILE: trust.trust_list}, by)
    measure_dossier(data, trust)


def measure_signature(signed: DeclarationDocument, trust: SelfMadeTrust) -> None:
    """Check a signature as a reader does, and as the bare library does."""
    proof = signed.proofs[0]
    if not isinstance(proof, dict):
        raise TypeError("the declaration that was just signed has no proof")
    options = {key: value for key, value in proof.items() if key != "proofValue"}
    message = bytes_to_sign(without_proofs(signed.document), options)
    signature = decode_multibase(str(proof["proofValue"]), SIGNATURE_BYTES)
    key = Ed25519PublicKey.from_public_bytes(trust.key.public.raw)
    bare = measure(lambda: key.verify(signature, message), 200)
    own = measure(lambda: trust.key.public.has_signed(message, signature), 200)
    tell("Ed25519, bare library", bare)
    tell("Ed25519, own", own, f"{own / bare:.2f} times the bare library")
    plain = signed.document
    form = measure(lambda: rfc8785.dumps(dict(plain)), 20)
    ours = measure(lambda: canonical_bytes(plain), 20)
    tell("canonical bytes, bare library", form, f"{len(signed.data) / 1000:.0f} kB")
    tell("canonical bytes, own", ours, f"{ours / form:.2f} times the bare library")
    whole = measure(lambda: check_proof(plain, proof, trust.key.public), 20)
    tell("check of a proof, with canonical form", whole)
    tell("read a declaration", measure(lambda: read_declaration(signed.data, "d"), 5))


def measure_pages(signed: DeclarationDocument) -> None:
    """Draw each format in each language."""
    for language in Language:
        for name in Format:

            def draw(language: Language = language, name: Format = name) -> object:
                return render_declaration(signed, (language,), (name,), FONTS)

            tell(f"{name}, {language}", measure(draw, 3))


def measure_dossier(data: bytes, trust: SelfMadeTrust) -> None:
    """Check a dossier without and with computing again."""
    trust_list = read_trust_list(trust.trust_list, "list")
    asked = Questions(DAY, trust_list, is_recomputed=False)
    again = Questions(DAY, trust_list, is_recomputed=True, product=__version__, draw=draw_page)
    plain = measure(lambda: verify_dossier(data, "d", asked), 5)
    per_minute = f"{60 / plain:.0f} a minute on one core, {len(data) / 1000:.0f} kB"
    tell("verify a dossier", plain, per_minute)
    tell("verify and recompute", measure(lambda: verify_dossier(data, "d", again), 3))


if __name__ == "__main__":
    main()
