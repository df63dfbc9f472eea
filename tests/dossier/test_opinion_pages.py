"""The pages in a dossier are drawn with the opinion that it holds."""

from dataclasses import replace

from cradlegate.declaration.languages import Language
from cradlegate.dossier.build import build_dossier
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.verify import verify_dossier
from cradlegate.reports.renderings import Format, render_declaration
from tests.dossier.dossiers import ask, forger, parts, signed, trust
from tests.dossier.test_opinion_check import SIGNED_ON, give


def judge_pages(data: bytes):
    verdict = verify_dossier(data, "my.dossier", ask(recompute=True))
    (check,) = [each for each in verdict.checks if each.id is CheckId.RENDERINGS]
    return check


def build(pages: dict[str, bytes]) -> bytes:
    made = replace(parts(), opinion=give(), renderings=pages)
    return build_dossier(made, trust().key, trust().maker, SIGNED_ON)


def test_pages_that_show_the_opinion_are_met():
    pages = render_declaration(signed(), [Language.ENGLISH], [Format.HTML], opinion=give())
    assert b"Opinion of Invented Body" in pages["declaration.en.html"]
    assert judge_pages(build(pages)).outcome == "met"


def test_pages_that_hide_the_opinion_are_not_met():
    pages = render_declaration(signed(), [Language.ENGLISH], [Format.HTML])
    check = judge_pages(build(pages))
    assert check.outcome == "not met"
    assert "declaration.en.html" in check.found


def test_pages_are_not_compared_where_the_opinion_cannot_be_read():
    changed = {"opinion.json": b"{}"}
    check = judge_pages(forger().reseal(trust().key, changed))
    assert check.outcome == "undetermined"
    assert check.found == "not reached: the opinion cannot be read"
