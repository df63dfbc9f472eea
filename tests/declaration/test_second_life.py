"""A declaration of a used machine says what of its first life it counts; no other says a word."""

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from cradlegate.background.library import load_library
from cradlegate.border.facts import document as document_facts
from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.declaration.contradictions import find_contradictions
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import declaration_schema, make_document, read_declaration
from cradlegate.declaration.draw_up import Calculated, draw_up
from cradlegate.declaration.languages import Language
from cradlegate.footprint.appraisal.second_life import SECOND_LIFE_NAMES, SecondLifeMethod
from cradlegate.footprint.calculate import Settings
from cradlegate.footprint.sensitivity.scenarios import ChoiceKind, list_scenarios
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.used_sources import Stock
from cradlegate.reports.declared.document import report_declaration
from cradlegate.reports.declared.summary import report_declared
from cradlegate.reports.renderings import Format, render_declaration
from cradlegate.reports.report import Figure, Mark, Text
from tests.declaration.shipped_case import ISSUED, Computed, compute, declared_example
from tests.worked.worked_cases import HERE, read_files

D = Decimal
FULL, RESIDUAL, ONLY = SecondLifeMethod
STATED = "chosen: full_original"
LEFT_OUT = "refurbishment and transport alone, first life left out"
# kg CO2e, worked by hand in tests/footprint/test_second_life.py: original 2830, this life 541.8,
# and 10 + 6 + 0 years of service, of which 6 ÷ 16 of the original fall to this life.
BY_HAND = {FULL: D("3371.8"), RESIDUAL: D("1603.05"), ONLY: D("541.8")}


@cache
def stock() -> Stock:
    files = read_files(HERE / "library")
    return Stock(Sources(load_library(files)), files, {})


@cache
def computed(chosen: str = FULL, lives: str = "after: 0") -> Computed:
    """The worked case without its warnings, since nobody signed it off."""
    files = read_files(HERE / "used-machine")
    text = files["machine.yaml"].decode().replace(STATED, f"chosen: {chosen}")
    files["machine.yaml"] = text.replace("after: 0", lives).encode()
    case, footprint, use = compute(files, stock(), Settings(draws=100))
    return Computed(case, replace(footprint, faults=()), use)


@cache
def used(chosen: str = FULL, lives: str = "after: 0") -> Declaration:
    whole = Calculated(*computed(chosen, lives), sources_digest="sha256:0", product="0.1.0")
    return make_document(draw_up(whole, ISSUED)).declaration


def report(chosen: str, language: Language = Language.ENGLISH) -> Any:
    return report_declaration(make_document(used(chosen)), language)


@pytest.mark.requirement("S0-30", part="a declaration states the method and the three results")
@pytest.mark.parametrize("chosen", [FULL, ONLY])
def test_a_declaration_carries_the_chosen_method_and_the_three_results(chosen: SecondLifeMethod):
    stated = used(chosen)
    life = stated.results.second_life
    assert life is not None
    assert life.chosen is chosen
    assert dict(life.kgco2e) == BY_HAND
    assert life.share == D("0.375")
    assert [life.before_years, life.this_years, life.after_years] == [D(10), D(6), D(0)]
    assert stated.headline.total.kgco2e == BY_HAND[chosen]


def test_the_residual_share_is_never_the_headline():
    life = used(RESIDUAL).results.second_life
    assert life is not None
    assert life.chosen is FULL
    assert used(RESIDUAL).headline.total.kgco2e == BY_HAND[FULL]


def test_an_unknown_life_leaves_the_residual_share_unknown():
    life = used(FULL, "after: ").results.second_life
    assert life is not None
    assert life.kgco2e[RESIDUAL] is life.share is life.after_years is Blank.UNKNOWN
    table = report_declaration(make_document(used(FULL, "after: ")), Language.ENGLISH).table(
        "second_life"
    )
    assert table.rows[1][1] == Mark(Blank.UNKNOWN)
    [said] = [
        s
        for s in report_declaration(make_document(used(FULL, "after: ")), Language.ENGLISH).sections
        if s.id == "boundary"
    ]
    assert "Years of service" not in " ".join(said.texts)


def test_the_document_prints_the_three_by_name_and_one_as_headline():
    rows = report(ONLY).table("second_life").rows
    assert [row[0] for row in rows] == [Text(SECOND_LIFE_NAMES[m]) for m in SecondLifeMethod]
    assert [row[1].value for row in rows if isinstance(row[1], Figure)] == list(BY_HAND.values())
    assert [row[2] for row in rows] == [Text("sensitivity"), Text("sensitivity"), Text("headline")]


def test_the_summary_of_declaring_names_the_three_as_well():
    drawn = report_declared(make_document(used(ONLY)), "declared")
    assert [table.id for table in drawn.tables] == ["views", "second_life", "stages"]
    assert drawn.tables[1].rows == report(ONLY).table("second_life").rows
    new = report_declared(declared_example(), "declared")
    assert [table.id for table in new.tables] == ["views", "stages"]


def test_the_boundary_says_that_the_first_life_is_left_out_wherever_it_is_named():
    drawn = report(ONLY)
    assert drawn.answer.boundary.startswith(
        f"partial footprint A1–A4, cradle to port of entry VNSGN, {LEFT_OUT}"
    )
    named = [row[0].text for name in ("views", "uncertainty") for row in drawn.table(name).rows]
    assert sum(LEFT_OUT in text for text in named) == 2 * len(used(ONLY).results.views)
    [boundary] = [section for section in drawn.sections if section.id == "boundary"]
    assert "original manufacture is left out of the headline" in boundary.texts[-2]
    assert boundary.texts[-1].endswith(
        "10 before, 6 in this life, 0 after it; 37.5 % of them fall to this life."
    )


def test_the_boundary_of_a_full_original_says_that_it_is_counted():
    drawn = report(FULL)
    assert LEFT_OUT not in drawn.answer.boundary
    [boundary] = [section for section in drawn.sections if section.id == "boundary"]
    assert "counted in full" in boundary.texts[-2]


@pytest.mark.parametrize("language", [x for x in Language if x is not Language.ENGLISH])
def test_every_language_says_it_in_its_own_words(language: Language):
    english = {text for section in report(ONLY).sections for text in section.texts}
    drawn = report(ONLY, language)
    assert "first life" not in drawn.answer.boundary
    assert not english & {text for section in drawn.sections for text in section.texts}
    words = [row[0].text for row in drawn.table("second_life").rows]
    assert not set(words) & set(SECOND_LIFE_NAMES.values())
    [page] = render_declaration(make_document(used(ONLY)), [language], [Format.HTML]).values()
    assert words[0] in page.decode()


# --- Machines that are not used -----------------------------------------------------------------


def test_a_machine_that_is_not_used_shows_nothing_new():
    read = declared_example()
    assert read.declaration.results.second_life is None
    assert b"second_life" not in read.data
    drawn = report_declaration(read, Language.ENGLISH)
    assert "second_life" not in {table.id for table in drawn.tables}
    assert "life before" not in " ".join(text for one in drawn.sections for text in one.texts)


def test_the_form_lets_the_part_be_missing_and_never_null():
    results = declaration_schema()["properties"]["credentialSubject"]["properties"]["declaration"]["properties"]["results"]  # fmt: skip
    assert "second_life" in results["properties"]
    assert "second_life" not in results["required"]
    document = json.loads(declared_example().data)
    document["credentialSubject"]["declaration"]["results"]["second_life"] = None
    with pytest.raises(FaultsError) as caught:
        read_declaration(canonical_bytes(document), "d.json")
    assert {fault.code for fault in caught.value.faults} == {"DC-004"}


def test_a_used_machine_is_read_back_as_it_was_stated():
    document = make_document(used(ONLY))
    assert read_declaration(document.data, "d.json").declaration == used(ONLY)


# --- What cannot be -----------------------------------------------------------------------------


def broken(**changes: Any) -> list[str]:
    stated = used(ONLY)
    life = stated.results.second_life
    assert life is not None
    changed = replace(stated.results, second_life=replace(life, **changes))
    return [found for _, found in find_contradictions(replace(stated, results=changed))]


def test_contradictions_of_a_second_life_are_named():
    assert broken() == []
    assert broken(chosen=RESIDUAL) == [
        "the residual share as the headline",
        "residual_share is another figure than the headline",
    ]
    assert broken(kgco2e={ONLY: D("541.8")}) == ["results of some methods only"]
    assert broken(kgco2e=BY_HAND | {ONLY: D(1)}) == [
        "refurbishment_only is another figure than the headline"
    ]


def test_a_second_life_and_the_condition_of_the_machine_belong_together():
    stated = used(ONLY)
    new = replace(stated, machine=replace(stated.machine, condition="new"))
    assert [found for _, found in find_contradictions(new)] == [
        "a second life of a machine that is new"
    ]
    silent = replace(stated, results=replace(stated.results, second_life=None))
    assert [found for _, found in find_contradictions(silent)] == [
        "no second life of a machine that is refurbished"
    ]


# --- Choices beside it --------------------------------------------------------------------------


def test_the_other_second_life_methods_are_scenarios():
    case, footprint, _ = computed(ONLY)
    found = [
        item
        for item in list_scenarios(case, stock().sources, footprint)
        if item.kind is ChoiceKind.SECOND_LIFE
    ]
    assert {item.instead: round(item.change, 6) for item in found} == {
        SECOND_LIFE_NAMES[FULL]: 2830.0,
        SECOND_LIFE_NAMES[RESIDUAL]: 1061.25,
    }
    assert {item.chosen for item in found} == {SECOND_LIFE_NAMES[ONLY]}


def test_a_share_that_nobody_knows_is_no_scenario():
    case, footprint, _ = computed(FULL, "after: ")
    kinds = [
        item.instead
        for item in list_scenarios(case, stock().sources, footprint)
        if item.kind is ChoiceKind.SECOND_LIFE
    ]
    assert kinds == [SECOND_LIFE_NAMES[ONLY]]


# --- At the border ------------------------------------------------------------------------------


def test_a_view_without_the_first_life_is_not_taken_for_a_whole_one_at_the_border():
    only, full = (document_facts._list_values(used(chosen)) for chosen in (ONLY, FULL))
    assert only["document.views"] is None
    assert only["document.boundary"] == "circular_12, first life left out"
    assert full["document.views"] == ("cradle_to_gate", "with_transport")
    assert full["document.boundary"] == "circular_12"
