"""A database made ready counts what it leaves open, and comes back from its files as it was."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from cradlegate.background.datasets.background import build_background
from cradlegate.background.datasets.characterise import open_gwp_set
from cradlegate.background.datasets.dataset import FlowKind
from cradlegate.background.datasets.link import DEFAULT_RULES, FIRST_RULES, LinkRule
from cradlegate.background.datasets.lists import read_supplier_list
from cradlegate.background.datasets.packed import INDEX, pack_background, read_index
from cradlegate.background.datasets.summary import NoFigure, summarise
from cradlegate.background.datasets.supplier_lists import GUESSED_LIST, OPEN_LIST
from cradlegate.background.library import shipped_library
from cradlegate.core.category import Category
from cradlegate.core.fault import FaultsError
from cradlegate.reports.contents.database_report import report_import
from tests.background.datasets.databases import CO2, database, emits, gas, process, takes

WHOLE = database(
    process("mill-a", emits(CO2, 2.0), product="steel", location="CN"),
    process("mill-b", emits(CO2, 1.5), product="steel", location="DE"),
    process("bed", takes("steel", 2.0), takes("paint", 1.0), takes("paint", 2.0), location="JP"),
    process("table", takes("steel", 3.0), emits("chips", 0.5), emits("slag", 0.1), location="DE"),
    replace(process("broken"), reference=None),
    flows=(gas("Methane, fossil"), gas("HFC-9999")),
    kinds={"chips": FlowKind.WASTE},
)
AR6 = open_gwp_set(shipped_library(), "AR6")


def build(overrides=None):
    return build_background(WHOLE, AR6, DEFAULT_RULES, overrides)


def test_an_import_counts_what_is_linked_and_what_is_left_open():
    found = summarise(build())
    assert (found.processes, found.exchanges, found.scored) == (5, 13, 3)
    assert found.linked == {LinkRule.SAME_PLACE: 1}
    assert [each.consumer for each in found.several] == ["bed"]
    assert found.cut_off == {"paint": 2}
    assert found.untreated == {"chips": 1}
    assert (found.co_products, found.avoided, found.aggregated) == (1, 0, 0)
    assert found.without == (
        NoFigure("bed", "neither it nor its suppliers have a flow that counts"),
        NoFigure("broken", "it has no quantitative reference"),
    )
    assert found.suspects == ("HFC-9999",)


def test_a_named_supplier_settles_an_input_and_an_empty_one_cuts_it_off():
    found = summarise(build({("bed", "1"): "mill-a", ("table", "1"): ""}))
    assert found.linked == {LinkRule.OVERRIDE: 1}
    assert [each.process for each in found.without] == ["table", "broken"]


@pytest.mark.parametrize(
    ("consumer", "exchange", "supplier"),
    [("bed", "1", "table"), ("bed", "9", "mill-a"), ("nobody", "1", "mill-a")],
)
def test_a_supplier_that_does_not_supply_is_refused(consumer, exchange, supplier):
    with pytest.raises(FaultsError) as caught:
        build({(consumer, exchange): supplier})
    assert [fault.code for fault in caught.value.faults] == ["BG-152"]


def test_a_packed_database_is_read_again():
    background = build()
    name, files = pack_background(background)
    packed = read_index(files[INDEX])
    assert (packed.id, packed.name, packed.factors) == (name, "written in a test", "AR6 GWP100")
    by_id = {each.id: each for each in packed.processes}
    assert by_id["table"].values == {Category.FOSSIL_OTHER: Decimal("4.5")}
    assert (by_id["table"].by_method, by_id["table"].state) == (Decimal("4.5"), "scored")
    assert (by_id["bed"].by_method, by_id["bed"].values) == (None, {})
    assert by_id["broken"].state == "it has no quantitative reference"
    assert packed.counts["cut_off"] == 2
    values = np.load(io.BytesIO(files["values.npy"]))
    np.testing.assert_array_equal(values, background.scored.values)


def test_every_open_input_is_listed_in_the_form_in_which_suppliers_are_named():
    _, files = pack_background(build())
    rows = list(csv.DictReader(io.StringIO(files[OPEN_LIST].decode())))
    assert [(row["process"], row["exchange"], row["why"]) for row in rows] == [
        ("bed", "1", "several suppliers"),
        ("bed", "2", "no supplier"),
        ("bed", "3", "no supplier"),
        ("table", "2", "no supplier"),
    ]
    assert rows[0]["suppliers"] == "mill-a; mill-b"


def test_every_guessed_supplier_is_listed_with_those_that_were_not_taken():
    made = [process(name, emits(CO2, 1.0), product="steel") for name in ("mill-b", "mill-a")]
    made.append(process("bed", takes("steel", 2.0), takes("sure", 1.0)))
    made.append(process("sure", emits(CO2, 1.0)))
    factors = open_gwp_set(shipped_library(), "AR6")
    built = build_background(database(*made), factors, FIRST_RULES)
    _, files = pack_background(built)
    (row,) = csv.DictReader(io.StringIO(files[GUESSED_LIST].decode()))
    assert (row["process"], row["exchange"], row["supplier"]) == ("bed", "1", "mill-a")
    assert (row["why"], row["suppliers"]) == ("the first of several suppliers by id", "mill-b")
    named = read_supplier_list(files[GUESSED_LIST], "guessed.csv")
    again = build_background(built.database, factors, DEFAULT_RULES, named)
    assert again.scored.values.tolist() == built.scored.values.tolist()


def test_the_name_of_a_flow_becomes_no_formula_in_a_list():
    made = process("bed", takes("=1+1", 2.0), emits(CO2, 1.0))
    factors = open_gwp_set(shipped_library(), "AR6")
    _, files = pack_background(build_background(database(made), factors, DEFAULT_RULES))
    (row,) = csv.DictReader(io.StringIO(files[OPEN_LIST].decode()))
    assert row["flow"] == "'=1+1"


def test_what_is_settled_otherwise_has_another_name():
    names = {pack_background(build(each))[0] for each in (None, {}, {("bed", "1"): "mill-a"})}
    assert len(names) == 2


def test_an_input_of_another_supplier_than_the_data_name_is_counted():
    made = (
        process("steel", emits(CO2, 1.0)),
        process("bed", takes("steel", 2.0, provider="elsewhere")),
        process("table", takes("steel", 2.0, provider="steel"), takes("steel", 1.0)),
    )
    factors = open_gwp_set(shipped_library(), "AR6")
    built = build_background(database(*made), factors, DEFAULT_RULES)
    assert summarise(built).substituted == 1
    counts = report_import(built, "sha256:1", "here").tables[0]
    assert any("another supplier than" in str(row[0]) for row in counts.rows)
    said = build_background(database(*made), factors, DEFAULT_RULES, {("bed", "1"): "steel"})
    assert summarise(said).substituted == 0
