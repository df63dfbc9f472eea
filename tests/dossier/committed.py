"""Dossiers of the shipped machine whose declaration commits to its lines, whole and redacted."""

from dataclasses import replace
from functools import cache
from types import MappingProxyType

from cradlegate import __version__
from cradlegate.compose import study
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.archive import unpack
from cradlegate.dossier.build import Parts, build_dossier
from cradlegate.dossier.opening import NamedOpening, open_committed_line
from cradlegate.dossier.redaction import COMMITMENTS_FILE, draw_up_commitments
from cradlegate.footprint.calculate import Settings
from cradlegate.product.case import Case
from cradlegate.work.declare import Declared, declare
from tests.declaration.shipped_case import example_files
from tests.dossier.dossiers import DAY, MOMENT, Forger, trust

SECRET = bytes(range(32))


@cache
def committed() -> Declared:
    stock = study.open_stock()
    return declare(example_files(), stock, Settings(), DAY, product="0.1.0", secret=SECRET)


def case() -> Case:
    return committed().case


@cache
def document() -> DeclarationDocument:
    return sign_declaration(committed().document, trust().key, trust().maker.id, MOMENT)


@cache
def committed_parts() -> Parts:
    made, listed = committed(), draw_up_commitments(document(), case(), SECRET)
    assert listed is not None
    enclosed = MappingProxyType({COMMITMENTS_FILE: listed})
    sources, lines = made.sources_files, made.lines
    return Parts(document(), made.case_files, sources, lines, {}, __version__, enclosed)


@cache
def whole() -> Forger:
    data = build_dossier(committed_parts(), trust().key, trust().maker, MOMENT)
    return Forger(unpack(data, "whole"))


@cache
def redacted() -> Forger:
    parts = replace(committed_parts(), is_redacted=True)
    return Forger(unpack(build_dossier(parts, trust().key, trust().maker, MOMENT), "redacted"))


def opening(line_id: str) -> NamedOpening:
    return NamedOpening(f"{line_id}.json", open_committed_line(document(), case(), line_id, SECRET))
