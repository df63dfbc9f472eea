"""Databases supply each other: found by rule, counted as fixed inputs, refused in circles."""

import io
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from cradlegate.background.datasets.background import build_background
from cradlegate.background.datasets.characterise import open_gwp_set
from cradlegate.background.datasets.dataset import Flow, FlowKind
from cradlegate.background.datasets.link import DEFAULT_RULES, FIRST_RULES
from cradlegate.background.datasets.packed import INDEX, pack_background, read_index
from cradlegate.background.datasets.summary import NoFigure, summarise
from cradlegate.background.datasets.supplier_lists import OPEN_LIST
from cradlegate.background.library import shipped_library
from cradlegate.background.processes.neighbours import as_neighbour
from cradlegate.background.processes.outside import OutsideRule
from cradlegate.background.processes.suppliers import LINK_ARRAYS, list_suppliers
from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.fault import FaultsError
from cradlegate.reports.contents.database_report import report_backgrounds, report_import
from cradlegate.reports.contents.process_report import report_process, tabulate_processes
from cradlegate.reports.report import Mark
from tests.background.datasets.databases import CO2, database, emits, process, takes

AR6, AR5 = (open_gwp_set(shipped_library(), name) for name in ("AR6", "AR5"))


def per(name, unit):
    return Flow(name, name, FlowKind.PRODUCT, (), unit)


def named(name, *processes, flows=(), kinds=None):
    made = database(*processes, flows=flows, kinds=kinds)
    return replace(made, name=name, digest=f"sha256:{name}", licences={"terms": f"of {name}"})


GRID = named(
    "grid",
    process("plant", emits(CO2, 0.3), product="power"),
    process("idle"),
    process("loop", takes("loop-product", 2.0), emits(CO2, 1.0), product="loop-product"),
    process("broken", gives=0.0),
    process("burner", emits(CO2, 1.5), product="slag", takes_in=True),
    process("cable-a", emits(CO2, 1.0), product="cable"),
    process("cable-b", emits(CO2, 2.0), product="cable"),
    flows=(per("power", "MJ"),),
    kinds={"slag": FlowKind.WASTE},
)
FOUNDRY = named(
    "foundry",
    # Two castings a run: 1 kg CO2 of its own and 2 kWh of power at 0.3 per MJ, so 3.16 each two.
    process("casting", takes("power", 2.0), emits(CO2, 1.0), gives=2.0),
    process("machining", takes("casting", 1.0), takes("cable", 1.0)),
    process("melt", takes("loop-product", 1.0)),
    process("bed", takes("melt", 1.0), emits(CO2, 5.0)),
    process("lamp", takes("power", 1.0), takes("idle", 4.0)),
    process("sieve", emits("slag", 2.0)),
    flows=(per("power", "kWh"),),
    kinds={"slag": FlowKind.WASTE},
)


def build(database, *neighbours, factors=AR6, rules=DEFAULT_RULES, overrides=None):
    return build_background(database, factors, rules, overrides, neighbours)


def pack(background):
    _, files = pack_background(background)
    return read_index(files[INDEX]), files


def neighbour(database, *others, **options):
    return as_neighbour(pack(build(database, *others, **options))[0])


def figures(background):
    packed, _ = pack(background)
    return {each.id: each.values.get(Category.FOSSIL_OTHER) for each in packed.processes}


def codes(build_it):
    with pytest.raises(FaultsError) as caught:
        build_it()
    return [fault.code for fault in caught.value.faults]


def test_what_another_database_supplies_is_added_per_unit_of_its_reference():
    found = figures(build(FOUNDRY, neighbour(GRID)))
    assert found["casting"] == Decimal("1.58")  # (1 + 2 kWh x 3.6 x 0.3) / 2
    assert found["machining"] == Decimal("1.58")
    assert found["lamp"] == Decimal("1.08")
    assert found["sieve"] == 3


def test_alone_the_same_inputs_are_cut_off():
    found = figures(build(FOUNDRY))
    assert (found["casting"], found["machining"], found["lamp"]) == (
        Decimal("0.5"),
        Decimal("0.5"),
        None,
    )


def test_what_needs_a_process_without_a_figure_has_none():
    background = build(FOUNDRY, neighbour(GRID))
    why = "it needs a process without a figure"
    assert summarise(background).without == (NoFigure("melt", why), NoFigure("bed", why))


def test_a_process_without_a_climate_flow_adds_nothing():
    background = build(named("shop", process("shelf", takes("idle", 4.0))), neighbour(GRID))
    (without,) = summarise(background).without
    assert without.why == "neither it nor its suppliers have a flow that counts"
    assert len(background.outside) == 1


def test_links_are_counted_by_database_and_rule_and_what_is_missing_stays_listed():
    background = build(FOUNDRY, neighbour(GRID))
    summary = summarise(background)
    assert summary.outside == {("grid", OutsideRule.ONLY): 5}
    assert summary.cut_off == {"cable": 1}
    assert summary.untreated == {}
    _, files = pack(background)
    assert files[OPEN_LIST].decode().splitlines()[1:] == ["machining,2,,no supplier,cable,"]
    report = report_import(background, "sha256:0", "folder")
    rows = {getattr(row[0], "text", ""): row[1] for row in report.tables[0].rows}
    assert getattr(rows[f"inputs linked to grid: {OutsideRule.ONLY}"], "value", None) == 5
    assert getattr(rows["inputs left open, still missing: no supplier"], "value", None) == 1
    assert "and 5 more to grid, 1 are left open" in report.answer.headline
    assert any(name == "takes from grid" for name, _ in report.provenance)


def test_a_supplier_that_the_data_name_comes_before_any_other():
    taking = process("box", takes("cable", 1.0, provider="cable-b"))
    own = process("own-cable", emits(CO2, 50.0), product="cable")
    background = build(named("shop", taking, own), neighbour(GRID), rules=FIRST_RULES)
    assert [each.rule for each in background.outside] == [OutsideRule.NAMED]
    assert figures(background)["box"] == 2
    assert figures(build(named("shop", taking, own), rules=FIRST_RULES))["box"] == 50


def test_what_the_user_settled_stays_settled():
    settled = {("casting", "1"): "", ("lamp", "1"): ""}
    found = figures(build(FOUNDRY, neighbour(GRID), overrides=settled))
    assert found["casting"] == Decimal("0.5")
    taking = named("shop", process("box", takes("cable", 1.0, provider="cable-b")))
    assert build(taking, neighbour(GRID), overrides={("box", "1"): ""}).outside == ()


@pytest.mark.parametrize("provider", ["plant", "nobody"])
def test_a_named_supplier_of_another_flow_or_of_none_is_not_taken(provider):
    taking = named("shop", process("box", takes("cable", 1.0, provider=provider)))
    assert build(taking, neighbour(GRID)).outside == ()


@pytest.mark.parametrize("provider", ["", "plant"])
def test_units_that_do_not_fit_leave_the_input_open(provider):
    taking = named(
        "shop", process("box", takes("power", 1.0, provider=provider)), flows=(per("power", "kg"),)
    )
    background = build(taking, neighbour(GRID))
    assert (background.outside, len(background.links.open)) == ((), 1)


def test_a_process_without_a_usable_reference_takes_nothing_along():
    taking = named(
        "shop", process("box", takes("power", 1.0), gives=0.0), flows=(per("power", "MJ"),)
    )
    background = build(taking, neighbour(GRID))
    assert len(background.outside) == 1
    assert summarise(background).scored == 0


def test_bounds_hold_what_the_other_database_is_not_sure_of():
    sure = neighbour(GRID)
    doubt = {Category.FOSSIL_OTHER: Decimal("0.01")}
    unsure = replace(sure, providers=tuple(replace(each, bounds=doubt) for each in sure.providers))
    bound = pack(build(FOUNDRY, unsure))[0].processes[1].bounds[Category.FOSSIL_OTHER]
    assert float(bound) == pytest.approx(2 * 3.6 * 0.01 / 2, rel=0.03)
    assert bound >= Decimal("0.036")
    blind = replace(sure, providers=tuple(replace(each, bounds={}) for each in sure.providers))
    assert pack(build(FOUNDRY, blind))[0].processes[1].bounds == {}
    assert pack(build(FOUNDRY, sure))[0].processes[1].bounds[Category.FOSSIL_OTHER] < Decimal(
        "1e-10"
    )


def test_three_databases_stand_in_a_row():
    foundry = neighbour(FOUNDRY, neighbour(GRID))
    shop = build(named("shop", process("mill", takes("machining", 2.0))), foundry)
    packed, _ = pack(shop)
    assert packed.processes[0].values == {Category.FOSSIL_OTHER: Decimal("3.16")}
    assert {each.name: dict(each.licences) for each in packed.linked} == {
        "foundry": {"terms": "of foundry"},
        "grid": {"terms": "of grid"},
    }


def test_another_background_of_the_other_database_is_another_background():
    cleaner = replace(GRID, processes={
        **GRID.processes, "plant": process("plant", emits(CO2, 0.1), product="power"),
    })  # fmt: skip
    one, other = (pack_background(build(FOUNDRY, neighbour(each)))[0] for each in (GRID, cleaner))
    assert len({one, other, pack_background(build(FOUNDRY))[0]}) == 3


def test_databases_that_count_by_other_factors_are_refused():
    assert codes(lambda: build(FOUNDRY, neighbour(GRID, factors=AR5))) == ["BG-175"]


NEEDY = named(
    "needy",
    process("coal", takes("lorry", 1.0), emits(CO2, 1.0)),
)
CARRIER = named("carrier", process("lorry", takes("coal", 0.1), emits(CO2, 2.0)))


def test_databases_that_need_each_other_are_refused_from_either_side():
    assert codes(lambda: build(CARRIER, neighbour(NEEDY))) == ["BG-176"]
    assert codes(lambda: build(NEEDY, neighbour(CARRIER))) == ["BG-176"]


def test_a_database_is_not_linked_to_one_that_was_made_with_it():
    with_it = neighbour(FOUNDRY, neighbour(GRID))
    assert codes(lambda: build(GRID, with_it)) == ["BG-176"]
    assert codes(lambda: build(FOUNDRY, with_it)) == ["BG-176"]


def test_in_one_package_the_same_two_are_solved_together():
    both = replace(
        CARRIER,
        flows={**CARRIER.flows, **NEEDY.flows},
        processes={**CARRIER.processes, **NEEDY.processes},
    )
    found = figures(build(both))
    assert found["lorry"] == Decimal("2.33333333333")  # (2 + 0.1) / 0.9
    assert found["coal"] == Decimal("3.33333333333")


def test_a_database_from_which_nothing_was_taken_is_named():
    background = build(named("shop", process("mill", emits(CO2, 1.0))), neighbour(GRID))
    assert [fault.code for fault in background.faults] == ["BG-177"]
    assert pack(background)[0].linked == ()


def test_a_process_shows_its_suppliers_here_and_there_its_bound_and_all_terms():
    packed, files = pack(build(FOUNDRY, neighbour(GRID)))
    arrays = {name: files[f"{name}.npy"] for name in LINK_ARRAYS}
    inside = list_suppliers(packed, arrays, "machining")
    outside = list_suppliers(packed, arrays, "casting")
    assert [(each.process, float(each.amount)) for each in inside] == [("casting", 1.0)]
    assert [(each.database, each.process, each.amount) for each in outside] == [
        ("grid", "plant", Decimal("7.2"))
    ]
    assert list_suppliers(packed, arrays, "nobody") == ()
    entries = {each.id: each for each in packed.processes}
    many = outside * 30
    report = report_process([(packed, entries["casting"]), (packed, entries["bed"])], [many, ()])
    assert [table.id for table in report.tables] == ["process_1", "suppliers_1", "process_2"]
    assert report.tables[1].more is not None
    assert [note.text for note in report.notes][:2] == [
        "foundry, terms: of foundry",
        "grid, terms: of grid",
    ]
    blind = replace(entries["casting"], bounds={})
    assert report_process([(packed, blind)], [()]).tables[0].rows[-2][2] == Mark(Blank.UNKNOWN)
    empty = report_process([(packed, entries["bed"])], [()])
    assert "has no figure" in empty.answer.headline


def test_where_own_use_cannot_be_bounded_no_bound_is_stated():
    # Taking 3 of its own product less is a credit; its size is more than the 1 that it makes.
    odd = named(
        "odd", process("box", takes("box", -3.0), takes("power", 1.0)), flows=(per("power", "MJ"),)
    )
    found, _ = pack(build(odd, neighbour(GRID)))
    assert found.processes[0].values == {Category.FOSSIL_OTHER: Decimal("0.075")}
    assert found.processes[0].bounds == {}


def test_a_search_shows_a_process_without_a_figure_as_unknown():
    packed, _ = pack(build(GRID))
    table = tabulate_processes([(packed, each) for each in packed.processes])
    assert [row[3] == Mark(Blank.UNKNOWN) for row in table.rows].count(True) == 3


def test_a_list_of_databases_says_what_each_takes_from():
    report = report_backgrounds([pack(build(FOUNDRY, neighbour(GRID)))[0], pack(build(GRID))[0]])
    assert [getattr(row[-2], "text", None) for row in report.tables[0].rows] == ["grid", "–"]


def test_the_direct_burdens_that_are_kept_hold_what_was_added():
    _, files = pack(build(FOUNDRY, neighbour(GRID)))
    direct = np.load(io.BytesIO(files["direct.npy"]))
    assert direct[0].sum() == pytest.approx(1 + 2 * 3.6 * 0.3)
