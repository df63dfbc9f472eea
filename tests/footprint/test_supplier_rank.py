"""What answers amount to, whom to ask first, how far chains reach; worked by hand."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import exp, log, sqrt

import pytest

from cradlegate.background.library import shipped_library
from cradlegate.background.selection import Need, select_default
from cradlegate.compose.study import read_examples
from cradlegate.core.category import Category
from cradlegate.core.grade import DataGrade
from cradlegate.footprint.appraisal.parameters import factor_parameter
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.suppliers.answer_figure import draw_figures, sum_terms
from cradlegate.footprint.suppliers.asking import draw_up_requests, list_secondary_lines
from cradlegate.footprint.suppliers.chain import cover_classes, trace_chains
from cradlegate.footprint.suppliers.ranking import rank_suppliers
from cradlegate.product.bill import SourceKind
from cradlegate.product.case_files import read_case_files
from cradlegate.product.suppliers.answer import read_answer_json
from cradlegate.product.suppliers.questionnaire import (
    NOT_NAMED,
    draw_up_questionnaires,
    write_questionnaire_json,
)
from cradlegate.product.suppliers.settle import settle_footprint

D = Decimal
LIBRARY = shipped_library()
GRID_CN = LIBRARY.factors["grid-cn-lca-2024"].total
FILES = {
    name.removeprefix("vmc-850/"): data
    for name, data in read_examples().items()
    if name.startswith("vmc-850/")
}
DUE = date(2026, 10, 31)


@pytest.fixture(scope="module")
def case():
    found = read_case_files(FILES, LIBRARY.families).case
    assert found is not None
    return found


@pytest.fixture(scope="module")
def footprint(case):
    return calculate(case, Sources(LIBRARY), Settings(draws=2000))


def answer(case, part=(), energy=(), inputs=(), **modules):
    """The bed casting as its foundry answers it, per kg."""
    lines = [line for line in case.bom if line.line_id == "BED-101"]
    [asked] = draw_up_questionnaires(lines, case, DUE)
    document = json.loads(write_questionnaire_json(asked))
    document["parts"][0] |= {
        "declared_unit": "kg",
        "mass_per_unit": "1 kg",
        "boundary": "A1-A3",
        "period": "2025",
        "geography": "CN",
        **dict(part),
    }
    rows = {"energy": energy, "inputs": inputs, **modules}
    document |= {
        name: [{"line_id": "BED-101", **row} for row in each] for name, each in rows.items()
    }
    read = read_answer_json(document, "a.json")
    assert read.faults == ()
    return read


def draw(*arguments, **answers):
    [figure] = draw_figures(answer(*arguments, **answers), LIBRARY)
    return figure


def codes(figure):
    return [fault.code for fault in figure.sent.faults]


STATED = {"scope_1": "0.6", "scope_2_location": "0.5", "upstream": "0.7"}
MELTING = {"process": "casting", "carrier": "electricity", "amount": "0.9 kWh"}
PIG_IRON = {"material": "grey_iron", "mass": "1.05 kg", "footprint": "1.5", "primary_share": "60 %"}


def test_a_stated_figure_is_the_sum_of_scopes_and_upstream(case):
    """0.6 + 0.5 + 0.7 = 1.8; own scopes are primary: 1.1 ÷ 1.8."""
    figure = draw(case, STATED | {"verification": "limited", "gwp_set": "AR6"})
    sent = figure.sent
    assert (sent.excluding, sent.parts, sent.assurance, figure.terms) == (
        D("1.8"),
        {},
        "limited",
        (),
    )
    assert sent.primary_share == D("1.1") / D("1.8")


def test_a_primary_share_is_recursive_through_the_inputs(case):
    """Upstream 0.7 holds an input of 0.4 kg at 1.5 of which 60 % is primary: 0.36 of 1.8 more.

    An input can never make more of upstream primary than there is.
    """
    inputs = [PIG_IRON | {"mass": "0.4 kg"}]
    assert draw(case, STATED, inputs=inputs).sent.primary_share == D("1.46") / D("1.8")
    above = [PIG_IRON | {"mass": "9 kg"}]
    assert draw(case, STATED, inputs=above).sent.primary_share == 1


def test_a_figure_of_zero_has_no_primary_share(case):
    zero = dict.fromkeys(STATED, "0")
    assert draw(case, zero).sent.primary_share == 0


def test_parts_of_a_stated_figure_separate_it(case):
    """Of 1.8: 0.1 biogenic, 0.05 land use; fossil 1.65 of which 0.02 by aircraft."""
    of_which = {"aircraft": "0.02", "biogenic_emissions": "0.1", "land_use_change": "0.05"}
    sent = draw(case, STATED | of_which | {"gwp_set": "AR6", "biogenic_removals": "-0.2"}).sent
    settled = settle_footprint(sent, case, "sha256:" + "0" * 64)
    assert settled.footprint is not None
    assert settled.footprint.by_category == {
        Category.FOSSIL_OTHER: D("1.63"),
        Category.AIRCRAFT: D("0.02"),
        Category.BIOGENIC_EMISSIONS: D("0.1"),
        Category.BIOGENIC_REMOVALS: D("-0.2"),
        Category.LAND_USE_CHANGE: D("0.05"),
    }


def test_a_contract_figure_is_shown_and_not_counted(case):
    figure = draw(case, STATED | {"scope_2_market": "0"})
    assert (figure.sent.excluding, codes(figure)) == (D("1.8"), ["PR-083"])
    assert codes(draw(case, STATED | {"scope_2_market": "0.5"})) == []


def test_a_figure_is_computed_from_energy_and_inputs_with_its_terms(case):
    """0.9 kWh of the Chinese grid, and 1.05 kg at the 1.5 that its maker states, 60 % primary."""
    figure = draw(case, {"verification": "limited"}, [MELTING], [PIG_IRON])
    expected = D("0.9") * GRID_CN + D("1.575")
    assert figure.sent.excluding == expected
    assert figure.sent.primary_share == D("0.945") / expected
    assert figure.sent.assurance == "none"
    assert sum_terms(figure).value == expected
    assert [term.inputs[0].value for term in figure.terms] == [D("0.9"), D("1.05")]
    assert codes(figure) == []


def test_inputs_without_a_figure_take_the_factor_of_their_origin(case):
    sent = draw(
        case,
        energy=[MELTING],
        inputs=[{"material": "timber", "mass": "1 kg", "origin_country": "DE"}],
    ).sent
    assert sent.excluding > D("0.9") * GRID_CN
    assert sent.primary_share == 0


def test_removals_of_an_input_stay_apart(case):
    """An input whose factor takes up carbon gives a removal, never a smaller figure."""
    factor = select_default(Need("timber", "CN"), "kg", "x", LIBRARY).chosen
    emitted = sum(v for k, v in factor.values.items() if k is not Category.BIOGENIC_REMOVALS)
    sent = draw(case, energy=[MELTING], inputs=[{"material": "timber", "mass": "1 kg"}]).sent
    assert sent.excluding == D("0.9") * GRID_CN + emitted
    assert sent.removals == factor.values.get(Category.BIOGENIC_REMOVALS, D(0))


@pytest.mark.parametrize(
    ("energy", "inputs", "modules", "part", "code"),
    [
        ([MELTING], [], {}, {}, "PR-080"),
        ([], [PIG_IRON], {}, {}, "PR-080"),
        ([MELTING], [PIG_IRON], {"casting": [{"process_energy": "1 kWh"}]}, {}, "PR-081"),
        ([MELTING], [PIG_IRON | {"mass": "0.9 kg"}], {}, {}, "PR-082"),
        ([MELTING], [PIG_IRON], {}, {"scrap": "0.2 kg"}, "PR-082"),
        ([MELTING], [PIG_IRON], {}, {"scrap": "0 kg"}, "PR-082"),
        ([MELTING | {"carrier": "natural_gas"}], [PIG_IRON], {}, {}, "PR-084"),
        ([MELTING | {"amount": "2 kg"}], [PIG_IRON], {}, {}, "BG-004"),
        ([MELTING | {"carrier": "coke", "amount": "2 kg"}], [PIG_IRON], {}, {}, "BG-002"),
        ([MELTING], [{"material": "unobtainium", "mass": "1 kg"}], {}, {}, "BG-002"),
    ],
)
def test_an_answer_that_gives_no_figure_says_why(case, energy, inputs, modules, part, code):
    figure = draw(case, part, energy, inputs, **modules)
    assert code in codes(figure)
    assert settle_footprint(figure.sent, case, "sha256:" + "0" * 64).footprint is None


def test_scrap_closes_the_masses_of_a_piece(case):
    """2100 kg go in, 1997 kg come out and 103 kg are scrap."""
    part = {"declared_unit": "item", "mass_per_unit": "1997 kg", "scrap": "103 kg"}
    assert codes(draw(case, part, [MELTING], [PIG_IRON | {"mass": "2100 kg"}])) == []


@pytest.mark.parametrize(
    ("basis", "key"), [("net", "bc-26621"), ("gross", "fuel-natural-gas-gross-kwh")]
)
def test_gas_takes_the_factor_of_its_calorific_value(case, basis, key):
    gas = {"process": "other", "carrier": "natural_gas", "amount": "3.6 MJ", "cv_basis": basis}
    sent = draw(case, energy=[gas], inputs=[PIG_IRON]).sent
    assert sent.excluding == pytest.approx(LIBRARY.factors[key].total + D("1.575"))


def test_gas_by_volume_needs_no_calorific_value(case):
    gas = {"process": "other", "carrier": "natural_gas", "amount": "1 Nm3"}
    assert codes(draw(case, energy=[gas], inputs=[PIG_IRON])) == []


@pytest.mark.requirement("S1-11", part="lines with secondary data make requests")
def test_lines_with_secondary_data_make_requests_and_primary_ones_none(case):
    """The own factor of a maker, a supplier's footprint and an exclusion are not asked for."""
    answered = {
        "BED-101": SourceKind.PCF, "COL-101": SourceKind.EPD, "SAD-101": SourceKind.EXCLUDED,
    }  # fmt: skip
    measured = next(iter(LIBRARY.factors.values()))
    own = replace(measured, id="own", grade=DataGrade.MEASURED)
    library = replace(LIBRARY, factors={**LIBRARY.factors, "own": own})
    bom = tuple(
        replace(
            line,
            source_kind=answered.get(line.line_id, line.source_kind),
            source_id="own" if line.line_id == "TAB-101" else line.source_id,
        )
        for line in case.bom
    )
    lines = list_secondary_lines(replace(case, bom=bom), library)
    ids = {line.line_id for line in lines}
    parents = {line.parent_id for line in bom}
    assert {line.line_id for line in bom} - ids - parents == {*answered, "TAB-101"}
    requests = draw_up_requests(draw_up_questionnaires(lines, case, DUE))
    assert sorted(line for each in requests for line in each.unblocks) == sorted(ids)
    assert {each.by for each in requests} == {DUE}
    foundry = [each for each in requests if each.from_party == "SUP-FOUNDRY"]
    assert [each.what.endswith("with its sheet casting") for each in foundry] == [True]
    assert any(each.from_party == NOT_NAMED for each in requests)


@pytest.mark.requirement("S1-12", part="audit risk by contribution and quality")
def test_suppliers_are_ranked_by_contribution_weakness_and_exposure(case, footprint):
    lines = list_secondary_lines(case, LIBRARY)
    ranked = rank_suppliers(footprint, lines)
    assert ranked[0].supplier_id == "SUP-FOUNDRY"
    assert ranked[0].is_audit_risk
    assert not ranked[-1].is_audit_risk
    for each in ranked:
        assert each.score == pytest.approx(each.share * each.weakness)
    assert [each.score for each in ranked] == sorted((r.score for r in ranked), reverse=True)
    halved = rank_suppliers(footprint, lines, 0.5)
    assert halved[0].score == pytest.approx(ranked[0].score / 2)
    assert halved[0].is_audit_risk


def test_lines_outside_the_view_are_not_ranked(case, footprint):
    assert rank_suppliers(footprint, ()) == ()
    assert rank_suppliers(replace(footprint, lines=()), case.bom) == ()


def test_lines_without_emissions_have_no_weakness(case, footprint):
    """Values of 0 in every line: no share, no weakness, no division by zero."""
    lines = tuple(replace(line, values=(0.0,) * len(line.values)) for line in footprint.lines)
    ranked = rank_suppliers(replace(footprint, lines=lines), case.bom)
    assert {(each.share, each.weakness, each.is_audit_risk) for each in ranked} == {(0, 0, False)}


def test_what_asking_takes_off_follows_from_the_variances(case, footprint):
    """Linear guides, σ by hand for before and after.

    Before: σ² of the draws.  After: less what moves with their factor, (Σd·e)² − (Σd·e − d·e)²,
    plus (v·e)², where d is the deviation of their factor and v that of a lognormal of GSD 1.1;
    both have the nominal value as the median.
    """
    [line] = [line for line in case.bom if line.line_id == "GDW-101"]
    [scored] = [each for each in footprint.lines if each.id == "bom/GDW-101"]
    users = [
        each
        for each in footprint.lines_in_view
        if each.activity.choice.chosen.id == scored.activity.choice.chosen.id
    ]

    def deviation(gsd):
        s = log(gsd)
        return sqrt((exp(s * s) - 1) * exp(s * s))

    def own(each):
        parameter = factor_parameter(each)
        low, high = parameter.low, parameter.high
        is_range = (low, high) != (1.0, 1.0)
        triangle = sqrt((low**2 + high**2 + 1 - low * high - low - high) / 18)
        return triangle if is_range else deviation(parameter.gsd)

    variance = float(footprint.draws.by_view[footprint.view].var())
    part = own(scored) * scored.emissions
    whole = sum(own(each) * each.emissions for each in users)
    after = variance - (whole**2 - (whole - part) ** 2) + (deviation(1.1) * scored.emissions) ** 2
    [ranked] = rank_suppliers(footprint, [line])
    expected = 2 * 1.96 * (sqrt(variance) - sqrt(after))
    assert ranked.takes_off == pytest.approx(expected, rel=0.05, abs=0.5)


@pytest.mark.requirement("S1-24")
def test_a_casting_with_a_foundry_and_no_smelter_is_a_tier_gap(case):
    chains = {each.line.line_id: each for each in trace_chains(case, LIBRARY, ())}
    bed = chains["BED-101"]
    assert (bed.supplier, bed.foundry, bed.smelter, bed.tier) == (
        "SUP-FOUNDRY",
        "SUP-FOUNDRY",
        "",
        1,
    )
    assert bed.gaps == ("smelter",)
    assert chains["BED-103"].gaps == ("supplier", "smelter")
    assert (chains["BED-103"].foundry, chains["BED-103"].tier) == ("–", None)
    named = [replace(line, supplier_id=chains["BED-103"].line.supplier_id) for line in case.bom]
    unnamed = trace_chains(replace(case, bom=tuple(named)), LIBRARY, ())
    assert {each.gaps for each in unnamed if each.line.line_id == "BED-101"} == {
        ("supplier", "foundry", "smelter")
    }


def test_an_answer_closes_the_chain_to_the_smelter(case):
    iron = PIG_IRON | {"smelter": "Example Iron (invented)", "tier": "3"}
    chains = trace_chains(case, LIBRARY, [answer(case, inputs=[iron], energy=[MELTING])])
    [bed] = [each for each in chains if each.line.line_id == "BED-101"]
    assert (bed.smelter, bed.tier, bed.gaps) == ("Example Iron (invented)", 3, ())


@pytest.mark.requirement("S1-10", part="coverage by material class")
def test_coverage_is_summed_by_material_class(case):
    """Cast iron is every casting of the parts list; one that is answered weighs 1997 kg."""
    chains = trace_chains(case, LIBRARY, ())
    classes = {each.material_class: each for each in cover_classes(chains)}
    assert list(classes) == ["structural steel", "cast iron", "aluminium alloys", "other metals"]
    iron = classes["cast iron"]
    castings = [
        line for line in case.bom if line.material in {"grey_iron", "ductile_iron", "cast_steel"}
    ]
    assert iron.mass_kg == sum(line.net_mass_kg for line in castings)
    assert (iron.lines, iron.named_kg) == (len(castings), iron.mass_kg)
    assert iron.traced_kg == 0
    answered = [replace(c, has_figure=c.line.line_id == "BED-101") for c in chains]
    assert {e.material_class: e.figure_kg for e in cover_classes(answered)}["cast iron"] == 1997
