"""Inputs find the process that supplies them by stated rules, and what none settles stays open."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.datasets.dataset import FlowKind
from cradlegate.background.datasets.link import (
    DEFAULT_RULES,
    FIRST_RULES,
    LinkRule,
    OpenKind,
    link_database,
)
from tests.background.datasets.databases import database, emits, process, takes


def rules_of(links):
    return {(each.consumer, each.exchange): (each.supplier, each.rule) for each in links.links}


def test_an_input_goes_to_the_only_process_that_gives_the_flow_off():
    links = link_database(database(process("steel"), process("bed", takes("steel", 2.0))))
    assert rules_of(links) == {("bed", 1): ("steel", LinkRule.ONLY)}
    assert links.open == ()


def test_an_input_that_nobody_gives_off_is_cut_off_and_listed():
    (left,) = link_database(database(process("bed", takes("paint", 2.0)))).open
    assert (left.consumer, left.exchange, left.kind) == ("bed", 1, OpenKind.NO_SUPPLIER)


def two_mills(place="", location=""):
    return database(
        process("mill-a", product="steel", location="CN"),
        process("mill-b", product="steel", location="DE"),
        process("bed", takes("steel", 1.0, location=location), location=place),
    )


def test_of_several_suppliers_the_one_in_the_place_of_the_process_is_taken():
    links = link_database(two_mills("DE"))
    assert rules_of(links) == {("bed", 1): ("mill-b", LinkRule.SAME_PLACE)}
    assert links.links[0].others == ("mill-a",)
    assert rules_of(link_database(two_mills("DE", location="CN"))) == {
        ("bed", 1): ("mill-a", LinkRule.SAME_PLACE)
    }


def test_of_several_suppliers_elsewhere_none_is_guessed():
    for place in ("", "JP"):
        (left,) = link_database(two_mills(place)).open
        assert (left.kind, left.suppliers) == (OpenKind.SEVERAL, ("mill-a", "mill-b"))


def test_the_first_of_several_is_taken_only_where_that_is_the_rule():
    links = link_database(two_mills("DE"), FIRST_RULES)
    assert rules_of(links) == {("bed", 1): ("mill-a", LinkRule.FIRST)}


def test_a_supplier_that_the_data_name_goes_before_others_where_it_gives_the_flow_off():
    whole = two_mills("DE")
    bed = process("bed", takes("steel", 1.0, provider="mill-a"), location="DE")
    named = database(*[each for each in whole.processes.values() if each.id != "bed"], bed)
    assert rules_of(link_database(named)) == {("bed", 1): ("mill-a", LinkRule.NAMED)}
    gone = database(process("bed", takes("steel", 1.0, provider="mill-z")))
    (left,) = link_database(gone).open
    assert left.named == "mill-z"


def test_a_supplier_that_the_user_names_goes_before_all_others():
    links = link_database(two_mills("DE"), overrides={("bed", "1"): "mill-a"})
    assert rules_of(links) == {("bed", 1): ("mill-a", LinkRule.OVERRIDE)}


def test_waste_goes_to_the_process_that_takes_it_in():
    whole = database(
        process("burn", product="chips", takes_in=True),
        process("bed", emits("chips", 0.5), takes("chips", 1.0)),
        kinds={"chips": FlowKind.WASTE},
    )
    assert rules_of(link_database(whole)) == {("bed", 1): ("burn", LinkRule.ONLY)}


def test_co_products_nature_and_amounts_of_0_are_nobody_s_supply():
    whole = database(
        process("steel", emits("slag", 0.2), emits("co2-fossil", 2.0)),
        process("bed", takes("slag", 1.0), takes("steel", 0.0)),
    )
    links = link_database(whole)
    assert links.links == ()
    assert [(each.consumer, each.exchange) for each in links.open] == [("bed", 1)]


def test_a_process_without_a_reference_or_with_one_that_goes_in_supplies_nothing():
    steel = process("steel")
    for broken in (
        replace(steel, reference=None),
        process("steel", takes_in=True),
        process("steel", gives=0.0),
    ):
        assert link_database(database(broken, process("bed", takes("steel", 1.0)))).links == ()


@given(st.permutations(["mill-a", "mill-b", "bed"]), st.sampled_from([DEFAULT_RULES, FIRST_RULES]))
def test_links_do_not_hang_on_the_order_of_processes(order, rules):
    whole = two_mills("DE")
    turned = replace(whole, processes={name: whole.processes[name] for name in order})
    assert rules_of(link_database(turned, rules)) == rules_of(link_database(whole, rules))
