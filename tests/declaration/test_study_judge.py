"""A declaration is judged by methods as a consignment is by regimes."""

from dataclasses import replace
from datetime import date

import pytest

from cradlegate.core.category import Category
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.blocks import Chosen
from cradlegate.declaration.document import DeclarationDocument, make_document
from cradlegate.declaration.study.judge import judge_study
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from cradlegate.regimes.vocabulary import shipped_vocabulary
from tests.declaration.shipped_case import ISSUED, declaration, declared_example

ISO, TR = "iso-14067-2018", "iso-tr-24122-2026"
_SHIPPED = shipped_packs()
PACKS = read_packs(
    {name: _SHIPPED[f"{name}.yaml"] for name in (ISO, TR)}, shipped_vocabulary()
).packs
LATER = date(2026, 11, 22)


def judge(read: DeclarationDocument, name: str, **options) -> Judgement:
    (judged,) = judge_study(read, [PACKS[name]], **options)
    return judged


def name_all(judged: Judgement, outcome: Outcome, *, is_binding: bool = True) -> list[str]:
    return [
        each.provision.id
        for each in judged.findings
        if each.status.outcome is outcome and each.modality.binds is is_binding
    ]


def told_apart() -> DeclarationDocument:
    """The example, with its categories apart, limits and conclusions stated."""
    one = declaration()
    views = []
    for view in one.results.views:
        total = view.total
        parts = {
            name: total.kgco2e if name is Category.FOSSIL_OTHER else total.kgco2e * 0
            for name in Category
        }
        views.append(replace(view, total=replace(total, by_category=parts)))
    words = (
        Chosen("limitations", "climate alone; estimates for castings", "method"),
        Chosen("conclusions", "ask the foundry first", "contribution"),
    )
    choices = replace(one.blocks.choices, method=(*one.blocks.choices.method, *words))
    blocks = replace(one.blocks, choices=choices)
    results = replace(one.results, views=tuple(views))
    return make_document(replace(one, results=results, blocks=blocks))


def test_the_example_fails_no_binding_rule_of_iso_14067_and_leaves_some_open():
    judged = judge(declared_example(), ISO)
    assert judged.law_as_of == ISSUED
    assert name_all(judged, Outcome.NOT_MET) == []
    assert name_all(judged, Outcome.UNDETERMINED) == [
        "cl.6.4.9.2",
        "cl.6.4.9.8",
        "cl.6.6",
        "cl.7.2.categories",
        "cl.7.3",
        "annex.a",
    ]
    assert judged.verdict.outcome is Outcome.UNDETERMINED


def test_a_study_with_categories_apart_and_limits_stated_passes_all_that_binds():
    judged = judge(told_apart(), ISO)
    assert name_all(judged, Outcome.UNDETERMINED) == []
    assert judged.verdict.outcome is Outcome.MET


def test_a_general_claim_fails_the_report_only_where_a_contract_cites_it():
    goal = replace(declaration().blocks.goal, reasons="our green machine")
    read = make_document(replace(declaration(), blocks=replace(declaration().blocks, goal=goal)))
    free = judge(read, TR, law_as_of=LATER)
    bound = judge(read, TR, law_as_of=LATER, contract_cites=(TR,))
    assert name_all(free, Outcome.NOT_MET, is_binding=False)[:1] == ["coverage.ghg"]
    assert "claims.general" in name_all(free, Outcome.NOT_MET, is_binding=False)
    assert name_all(bound, Outcome.NOT_MET) == ["claims.general"]
    assert (free.verdict.outcome, bound.verdict.outcome) == (Outcome.MET, Outcome.NOT_MET)


@pytest.mark.requirement("S3-27", part="a contract of a later day reaches an earlier issue")
def test_a_declaration_issued_before_the_report_does_not_escape_a_contract():
    before = judge(declared_example(), TR)
    assert (before.applies.outcome, before.law_as_of) == (Outcome.NOT_MET, ISSUED)
    cited = judge(declared_example(), TR, contract_cites=(TR,))
    assert (cited.applies.outcome, cited.law_as_of) == (Outcome.MET, date(2026, 5, 21))
    named = judge(declared_example(), TR, contract_cites=(TR,), law_as_of=ISSUED)
    assert named.applies.outcome is Outcome.NOT_MET


def test_packs_are_judged_in_the_order_in_which_they_are_named():
    judged = judge_study(declared_example(), [PACKS[TR], PACKS[ISO]])
    assert [each.pack.id for each in judged] == [TR, ISO]
