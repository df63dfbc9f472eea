"""A dossier of the shipped machine, sealed once for all tests of this room."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from cradlegate import __version__
from cradlegate.compose import study
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.party import Party
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import Language
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.archive import MANIFEST_NAME, pack, unpack
from cradlegate.dossier.build import Parts, build_dossier
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.layout import TRUST_LIST_FILE, media_type_of, role_of
from cradlegate.dossier.manifest import describe_file, draw_up_manifest, read_manifest
from cradlegate.dossier.verify import Verdict, verify_dossier
from cradlegate.footprint.calculate import Settings
from cradlegate.reports.renderings import Format, draw_page, render_declaration
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.trust_lists.trust_list import TrustList, read_trust_list
from cradlegate.work.declare import Declared, declare
from cradlegate.work.self_made import SelfMadeTrust, make_trust

DAY = date(2026, 3, 31)
MOMENT = datetime(2026, 3, 31, 8, tzinfo=UTC)
STRANGER = SigningKey(bytes(range(32)))


@lru_cache(maxsize=1)
def declared() -> Declared:
    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    return declare(files, study.open_stock(), Settings(), DAY, product="0.1.0")


@lru_cache(maxsize=1)
def trust() -> SelfMadeTrust:
    maker = declared().document.declaration.maker
    return make_trust(Party(maker.id, maker.name, maker.country), DAY)


@lru_cache(maxsize=1)
def trust_list() -> TrustList:
    return read_trust_list(trust().trust_list, "trust-list.json")


@lru_cache(maxsize=1)
def signed() -> DeclarationDocument:
    return sign_declaration(declared().document, trust().key, trust().maker.id, MOMENT)


@lru_cache(maxsize=1)
def parts() -> Parts:
    made = declared()
    pages = render_declaration(signed(), (Language.ENGLISH,), (Format.HTML,))
    return Parts(
        signed(),
        made.case_files,
        made.sources_files,
        made.lines,
        pages,
        __version__,
        {TRUST_LIST_FILE: trust().trust_list},
    )


@lru_cache(maxsize=1)
def sealed() -> bytes:
    return build_dossier(parts(), trust().key, trust().maker, MOMENT)


@dataclass(frozen=True)
class Forger:
    """Builds a dossier again from changed members, as somebody with a zip tool and a key would."""

    files: Mapping[str, bytes]

    def repack(self, changed: Mapping[str, bytes | None]) -> bytes:
        """Pack with changed members (None takes one out), and leave the manifest as it is."""
        return pack(self._change(changed))

    def reseal(
        self, key: SigningKey, changed: Mapping[str, bytes | None], subject: str = ""
    ) -> bytes:
        """Pack with changed members and a manifest that fits them, signed with that key."""
        files = self._change(changed)
        del files[MANIFEST_NAME]
        manifest = read_manifest(self.files[MANIFEST_NAME])
        listed = tuple(
            describe_file(path, data, role_of(path)[0], media_type_of(path), role_of(path)[1])
            for path, data in files.items()
        )
        document = draw_up_manifest(
            replace(manifest, files=listed, subject=subject or manifest.subject)
        )
        signed_manifest = sign_document(document, key, created=MOMENT)
        return pack({**files, MANIFEST_NAME: canonical_bytes(signed_manifest)})

    def _change(self, changed: Mapping[str, bytes | None]) -> dict[str, bytes]:
        merged = {**self.files, **changed}
        return {path: data for path, data in merged.items() if data is not None}


@lru_cache(maxsize=1)
def forger() -> Forger:
    return Forger(unpack(sealed(), "sealed"))


def ask(*, recompute: bool = False, as_of: date = DAY) -> Questions:
    """Ask with the trust list of the demo."""
    return Questions(as_of, trust_list(), recompute, __version__, draw_page)


def judge(data: bytes, questions: Questions | None = None) -> Verdict:
    """Check a dossier; what was asked last is kept, since tests look at a verdict from many sides."""
    asked = questions or ask()
    digest = asked.trust_list.digest if asked.trust_list else ""
    signer = asked.trust_list.document["proof"] if asked.trust_list else ""
    key = (data, asked.as_of, digest, str(signer), asked.is_recomputed, asked.product)
    if key not in _VERDICTS:
        _VERDICTS.clear()
        _VERDICTS[key] = verify_dossier(data, "test.dossier", asked)
    return _VERDICTS[key]


_VERDICTS: dict[object, Verdict] = {}


def outcomes(verdict: Verdict) -> dict[CheckId, str]:
    return {item.id: str(item.outcome) for item in verdict.checks}
