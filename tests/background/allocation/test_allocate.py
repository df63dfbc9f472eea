"""Processes with several products are shared out as asked, and nothing is lost or invented."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.allocation.allocate import warn_of_uncredited
from cradlegate.background.datasets.dataset import (
    Allocation,
    AllocationMethod,
    Distribution,
    DistributionKind,
    FlowKind,
)
from cradlegate.background.datasets.drawable import take_compiled
from cradlegate.background.datasets.draws import draw_processes
from cradlegate.background.datasets.packed import INDEX, pack_background, read_index
from cradlegate.background.datasets.summary import summarise
from cradlegate.background.library import shipped_library
from cradlegate.background.processes.as_factor import as_factor
from cradlegate.background.processes.find import find_figure
from cradlegate.background.processes.stored import read_database, write_database
from cradlegate.background.selection import Need
from cradlegate.core.fault import FaultsError
from cradlegate.reports.contents.database_report import report_import
from tests.background.allocation.refineries import (
    CAUSAL,
    CRUDE,
    ECONOMIC,
    OIL,
    PHYSICAL,
    PITCH,
    avoided,
    build,
    refinery,
    score,
    share_out,
    warnings,
    with_all,
)
from tests.background.datasets.databases import CO2, emits, process, takes

WHOLE = 15.0
"""kg CO2 of a run: 10 kg of crude and 5 kg of its own."""
PART = f"refinery_{PITCH}"


@pytest.mark.parametrize(
    ("method", "oil", "pitch"),
    [
        ("physical", 0.4 * WHOLE / 2, 0.6 * WHOLE / 3),
        ("economic", 0.8 * WHOLE / 2, 0.2 * WHOLE / 3),
        ("causal", (0.9 * 10 + 0.2 * 5) / 2, (0.1 * 10 + 0.8 * 5) / 3),
        ("default", 0.8 * WHOLE / 2, 0.2 * WHOLE / 3),
    ],
)
def test_each_product_bears_its_share_by_the_method_that_was_asked_for(method, oil, pitch):
    shared = share_out(with_all(), method)
    figures = score(shared)
    assert figures["refinery"] == pytest.approx(oil, rel=1e-12)
    assert figures[PART] == pytest.approx(pitch, rel=1e-12)
    assert 2 * figures["refinery"] + 3 * figures[PART] == pytest.approx(WHOLE, rel=1e-12)
    assert warnings(shared) == []
    [told] = shared.allocated.processes
    assert (told.used, told.why, told.parts) == (
        "economic" if method == "default" else method,
        "",
        ("refinery", PART),
    )


def test_without_allocation_the_reference_bears_all_and_nothing_changes():
    shared = share_out(with_all(), "none")
    assert score(shared) == {"refinery": WHOLE / 2, CRUDE: 1.0}
    assert shared.allocated == Allocation()


def test_the_default_of_the_data_may_be_no_allocation():
    shared = share_out(with_all("none"), "default")
    assert score(shared)["refinery"] == WHOLE / 2
    assert warnings(shared) == []
    assert shared.allocated.processes[0].why == "its own default is no allocation"


@pytest.mark.parametrize(
    ("made", "method", "oil", "code", "found"),
    [
        (refinery(allocation={"physical": PHYSICAL}), "economic", 7.5, "BG-180",
         "it states no economic shares, so its reference bears all"),
        (refinery(allocation={"physical": PHYSICAL}, default="physical"), "economic", 3.0,
         "BG-180", "it states no economic shares, so its default `physical` is taken"),
        (refinery(allocation={"physical": PHYSICAL}), "default", 7.5, "BG-180",
         "it states no default, so its reference bears all"),
        (refinery(allocation={"physical": {OIL: 0.4}}), "physical", 7.5, "BG-182",
         "physical: 1 of 2 products have no share, of exchange 1, so its reference bears all"),
        (refinery(allocation={"physical": {OIL: 1.4, PITCH: -0.4}}), "physical", 7.5, "BG-182",
         "physical: a share is negative, of exchange 1, so its reference bears all"),
        (refinery(allocation={"physical": {OIL: 0.4, PITCH: 0.5}}), "physical", 7.5, "BG-182",
         "physical: the shares add up to 0.9, of exchange 1, so its reference bears all"),
        (refinery(shares={"causal": {"1": CAUSAL["1"]}}), "causal", 7.5, "BG-182",
         "causal: 2 of 2 products have no share, of exchange 2, so its reference bears all"),
        (refinery(allocation={"physical": {OIL: 0.332, PITCH: 0.664}}), "physical", 2.5, "BG-181",
         "shares by `physical` are off the whole by 0.004, and were scaled"),
        (refinery(emits(PITCH, 1.0), allocation={"physical": PHYSICAL}), "physical", 7.5,
         "BG-182", "it makes `pitch` more than once, so its reference bears all"),
        (refinery(emits("tar", -1.0), allocation={"physical": PHYSICAL}), "physical", 7.5,
         "BG-182", "it makes a negative amount of `tar`, so its reference bears all"),
    ],
)  # fmt: skip
def test_shares_that_are_absent_or_wrong_are_named_with_what_was_done(
    made, method, oil, code, found
):
    shared = share_out(made, method)
    assert score(shared)["refinery"] == pytest.approx(oil, rel=1e-12)
    assert warnings(shared) == [(code, f"refinery: {found}")]
    assert shared.allocated.processes[0].why == found


def test_a_part_does_not_take_the_id_of_another_process():
    other = process(PART, emits(CO2, 1.0))
    shared = share_out(with_all(), "physical", other)
    assert score(shared)[PART] == 1.0
    assert warnings(shared)[0][1].startswith("refinery: another process has the id of what makes")


def test_shares_of_single_exchanges_go_before_those_of_the_whole_process():
    made = refinery(allocation={"causal": PHYSICAL}, shares={"causal": {"2": CAUSAL["2"]}})
    assert score(share_out(made, "causal"))["refinery"] == pytest.approx((4 + 1) / 2)


@pytest.mark.parametrize(
    ("method", "words"),
    [("physical", "Allocation - mass"), ("economic", "Allocation - market value")],
)
def test_approaches_of_ilcd_are_told_by_their_words(method, words):
    shared = share_out(refinery(allocation={words: ECONOMIC}), method)
    assert score(shared)["refinery"] == pytest.approx(6.0)
    assert shared.allocated.processes[0].used == words


def test_a_treatment_that_gives_heat_off_is_shared_out_with_the_waste_as_a_product():
    burner = replace(
        process("burner", emits(CO2, 4.0), emits("heat", 2.0), product="waste", takes_in=True),
        allocation={"economic": {"waste": 0.75, "heat": 0.25}},
    )
    shared = share_out(burner, "economic", kinds={"waste": FlowKind.WASTE})
    figures = score(shared)
    assert (figures["burner"], figures["burner_heat"]) == (3.0, 0.5)


def test_processes_with_one_product_or_no_reference_stay_as_they_are():
    lost = replace(process("lost", emits("a", 1.0)), reference=None)
    shared = share_out(process("lone", emits(CO2, 1.0)), "physical", lost)
    assert shared.allocated.processes == ()
    assert shared.processes["lost"] == lost


# Who takes from a part.


def test_what_takes_a_co_product_takes_it_from_the_part_that_makes_it():
    road = process("road", takes(PITCH, 7.0, provider="refinery"))
    assert score(share_out(with_all(), "physical", road))["road"] == pytest.approx(7 * 3.0)


def test_a_product_that_a_process_takes_of_itself_is_shared_out_too():
    made = refinery(takes(PITCH, 0.5, provider="refinery"), allocation={"physical": PHYSICAL})
    figures = score(share_out(made, "physical"))
    # Pitch: 3 p = 0.6 (15 + 0.5 p); oil: 2 o = 0.4 (15 + 0.5 p).
    pitch = 9 / 2.7
    assert figures[PART] == pytest.approx(pitch)
    assert figures["refinery"] == pytest.approx(0.2 * (15 + 0.5 * pitch))


def test_what_a_user_says_of_a_process_holds_for_its_parts():
    spring = process("spring", emits(CO2, 2.0), product=CRUDE)
    shared = share_out(with_all(), "physical", spring)
    figures = score(shared, {("refinery", "1"): "spring"})
    assert figures["refinery"] == pytest.approx(0.4 * 25 / 2)
    assert figures[PART] == pytest.approx(0.6 * 25 / 3)
    own = score(shared, {("refinery", "1"): "spring", (PART, "1"): CRUDE})
    assert own[PART] == pytest.approx(0.6 * 15 / 3)


def test_a_user_names_the_whole_process_as_supplier_of_a_part():
    road = process("road", takes(PITCH, 1.0))
    digger = process("digger", emits(CO2, 1.0), product=PITCH)
    shared = share_out(with_all(), "physical", road, digger)
    assert score(shared, {("road", "1"): "refinery"})["road"] == pytest.approx(3.0)


def test_an_exchange_that_no_part_has_is_refused():
    with pytest.raises(FaultsError) as caught:
        build(share_out(with_all(), "physical"), {("refinery", "9"): CRUDE})
    assert [fault.code for fault in caught.value.faults] == ["BG-152"]


# Avoided products.


def test_an_avoided_product_is_credited_where_any_method_is_asked_for():
    made = refinery(avoided(CRUDE, 4.0), allocation={"physical": PHYSICAL})
    assert score(share_out(made, "none"))["refinery"] == WHOLE / 2
    shared = share_out(made, "physical")
    figures = score(shared)
    assert figures["refinery"] == pytest.approx(0.4 * (WHOLE - 4) / 2)
    assert 2 * figures["refinery"] + 3 * figures[PART] == pytest.approx(WHOLE - 4)
    [credit] = shared.allocated.credited
    assert (credit.process, credit.exchange, credit.flow) == ("refinery", "4", CRUDE)


def test_an_avoided_waste_is_a_credit_for_its_treatment():
    burner = process("burner", emits(CO2, 4.0), product="waste", takes_in=True)
    taken = replace(takes("waste", 2.0), is_avoided=True)
    sorter = process("sorter", taken, emits(CO2, 10.0))
    shared = share_out(sorter, "default", burner, kinds={"waste": FlowKind.WASTE})
    assert score(shared)["sorter"] == pytest.approx(10 - 2 * 4)


def test_an_emission_that_is_marked_as_avoided_stays_an_emission():
    shared = share_out(refinery(avoided(CO2, 4.0)), "default")
    assert score(shared)["refinery"] == pytest.approx((WHOLE + 4) / 2)
    assert shared.allocated.credited == ()


def test_an_import_without_allocation_says_how_many_avoided_products_are_not_credited():
    made = refinery(avoided(CRUDE, 4.0), avoided(CRUDE, 1.0), avoided(CO2, 1.0))
    plain = share_out(made, "none", replace(refinery(), id="other"))
    [fault] = warn_of_uncredited(plain)
    assert (fault.code, fault.is_error) == ("BG-183", False)
    # Of the refinery, the other and the well; an avoided emission stays an emission.
    assert fault.found == (
        f"avoided products that are not credited: 2, in 1 of {len(plain.processes)} processes; "
        "`--allocation default` credits them"
    )
    report = report_import(build(plain), "sha256:0", "folder")
    assert [each.text for each in report.notes if "BG-183" in each.text and each.is_warning]


def test_an_import_that_credits_or_has_nothing_to_credit_says_nothing_of_it():
    assert warn_of_uncredited(share_out(refinery(avoided(CRUDE, 4.0)), "default")) == ()
    assert warn_of_uncredited(share_out(refinery(avoided(CO2, 4.0)), "none")) == ()


def test_an_import_counts_what_was_shared_out_and_credited():
    made = refinery(avoided(CRUDE, 4.0), avoided("gold", 1.0), allocation={"physical": PHYSICAL})
    other = replace(refinery(), id="other")
    found = summarise(build(share_out(made, "physical", other)))
    assert (found.shared, found.unshared, found.credited) == (1, 1, 2)
    # Both parts of the refinery have a credit that nobody makes.
    assert found.not_credited == 2


def test_the_report_lists_how_each_process_was_shared_out_and_what_is_credited():
    made = refinery(avoided(CRUDE, 4.0), allocation={"physical": PHYSICAL})
    other = replace(refinery(), id="other")
    report = report_import(build(share_out(made, "physical", other)), "sha256:0", "folder")
    tables = {
        each.id: [[str(getattr(cell, "text", "")) for cell in row] for row in each.rows]
        for each in report.tables
        if each.id in {"shared", "credited"}
    }
    why = "it states no physical shares, so its reference bears all"
    assert tables == {
        "shared": [
            ["refinery", "physical", "2", "–"],
            ["refinery", "none: the reference bears all", "1", why],
        ],
        "credited": [["refinery", CRUDE]],
    }
    assert ("allocation", "physical") in report.provenance


# What holds of every allocation.


@given(
    st.lists(st.floats(0.01, 1.0), min_size=2, max_size=2),
    st.lists(st.floats(0.01, 1.0), min_size=2, max_size=2),
    st.floats(-3.0, 3.0),
    st.sampled_from(["physical", "economic", "causal", "default"]),
)
def test_the_products_together_bear_what_the_whole_process_does(crude, gas, credit, method):
    rows = [{OIL: a / (a + b), PITCH: b / (a + b)} for a, b in (crude, gas)]
    made = refinery(
        avoided(CRUDE, credit),
        allocation={"physical": rows[0], "economic": rows[1]},
        shares={"causal": {"1": rows[0], "2": rows[1], "4": rows[1]}},
        default="causal",
    )
    figures = score(share_out(made, method))
    whole = WHOLE - credit
    together = 2 * figures["refinery"] + 3 * figures[PART]
    assert together == pytest.approx(whole, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("flow", "mean"), [(CO2, 5.0), (CRUDE, 10.0)])
def test_parts_of_a_process_are_drawn_alike(flow, mean):
    spread = Distribution(DistributionKind.NORMAL, mean, 1.0)
    made = with_all()
    exchanges = tuple(
        replace(each, distribution=spread) if each.flow == flow else each for each in made.exchanges
    )
    background = build(share_out(replace(made, exchanges=exchanges), "physical"))
    drawn = draw_processes(
        take_compiled("test", background.compiled, background.scored), ["refinery", PART], 7, 50
    )
    oil, pitch = drawn.values * [[2.0], [3.0]]
    assert oil.std() > 0.1
    assert oil / 0.4 == pytest.approx(pitch / 0.6, rel=1e-9)


# What is saved.


def test_the_method_is_saved_with_the_database_and_is_part_of_its_id():
    made, names = with_all(), set()
    for method in AllocationMethod:
        name, files = pack_background(build(share_out(made, method)))
        packed = read_index(files[INDEX])
        assert packed.allocation is method
        assert packed.as_linked.allocation is method
        assert read_database(write_database(packed.as_linked)) == packed.as_linked
        names.add(name)
    assert len(names) == len(AllocationMethod)


@pytest.mark.parametrize(("method", "told"), [("economic", True), ("none", False)])
def test_the_source_of_a_figure_names_the_allocation(method, told):
    _, files = pack_background(build(share_out(with_all(), method)))
    figure = find_figure((read_index(files[INDEX]),), "written in a test/refinery")
    source = as_factor(figure, Need("steel", ""), shipped_library()).source
    assert (", allocation: economic" in source.citation) is told


def test_the_id_without_allocation_is_what_it_was_before_there_was_any():
    _, files = pack_background(build(share_out(with_all(), "none")))
    assert b'"allocation":' not in files[INDEX]
