"""What a valid case holds once it is read."""

from datetime import date
from decimal import Decimal

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.period import Interval
from cradlegate.product.bill import BomKind, SourceKind
from cradlegate.product.energy import Driver, Supply
from cradlegate.product.machine import BomState, MachineKind
from tests.product.six_lines import codes, errors, read, read_whole, six_lines, with_text


def test_a_valid_case_has_no_errors_and_one_open_point():
    reading = read(six_lines())
    assert errors(reading) == []
    assert codes(reading) == ["CF-065"], "nobody signed yet"


def test_the_machine_is_typed():
    machine = read_whole(six_lines()).machine
    assert machine.kind is MachineKind.MACHINING_CENTRE
    assert machine.net_mass_kg == Decimal(1000)
    assert machine.gross_shipping_mass_kg == Decimal(1100)
    assert machine.built == Interval(date(2026, 3, 1), date(2026, 3, 31))
    assert machine.hs_code == "845710"
    assert machine.pallets is Blank.ABSENT
    assert machine.laser_type is Blank.UNKNOWN
    assert machine.serials == ()
    assert machine.scope_of_delivery == ("machine", "manual")
    assert machine.maker.name == "六线机床"
    assert machine.cutoff.mass == Decimal("0.01")
    assert machine.exclusions[0].estimate_kgco2e == 30
    assert machine.subassemblies["control_cabinet"] is BomState.PARTIAL
    assert machine.site("S1").region == "CN-SD"
    assert dict(machine.nameplate) == {"cnc": "Model A 1.0"}


def test_quantities_come_in_the_unit_of_their_column():
    masses = {line.line_id: line.net_mass_kg for line in read_whole(six_lines()).bom}
    assert masses == {
        "BED-00": 800, "BED-01": 700, "BED-02": 100, "SPN-01": Decimal("150.5"), "CAB-01": Decimal("49.5"), "PKG-01": 100,
    }  # fmt: skip


def test_an_own_code_becomes_the_family_that_the_user_confirmed():
    line = read_whole(six_lines()).bom[1]
    assert (line.material, line.own_material_code) == ("grey_iron", "HT250")


def test_a_parent_weighs_what_its_children_weigh_and_has_no_material():
    parent = read_whole(six_lines()).bom[0]
    assert parent.net_mass_each_kg == 800
    assert (parent.material, parent.source_id) == ("", "")
    assert "net_mass_each" in parent.defaulted


def test_a_kind_left_empty_follows_the_subassembly():
    kinds = {line.line_id: line.kind for line in read_whole(six_lines()).bom}
    assert kinds["PKG-01"] is BomKind.PACKAGING
    assert kinds["BED-01"] is BomKind.PART


def test_a_minimal_bill_is_filled_with_defaults_that_are_listed():
    minimal = "id,subassembly,material,mass [kg]\nBED-01,bed,grey_iron,700\nSPN-01,spindle_unit,steel_alloy,150.5\n"
    files = six_lines() | {"bom.csv": minimal.encode()}
    bed, spindle = read_whole(files).bom
    assert bed.quantity == bed.process_yield == 1
    assert not bed.is_made_in_house
    assert (bed.source_kind, bed.source_id, bed.description) == (SourceKind.FACTOR, "", "")
    assert bed.defaulted == (
        "kind",
        "quantity",
        "make_or_buy",
        "yield",
        "source_kind",
        "mass_basis",
    )
    assert spindle.net_mass_kg == Decimal("150.5")


def test_twelve_monthly_bills_are_twelve_rows():
    case = read_whole(six_lines())
    months = [row for row in case.energy if row.carrier == "electricity"]
    assert len(months) == 12
    assert months[1].period == Interval(date(2025, 2, 1), date(2025, 2, 28))
    assert sum(row.amount for row in months) == 247_800
    assert {row.unit for row in months} == {"kWh"}
    assert months[0].supply is Supply.GRID


def test_a_blank_of_each_kind_keeps_its_kind():
    electricity, gas = read_whole(six_lines()).energy[0], read_whole(six_lines()).energy[-1]
    assert electricity.cv_basis is Blank.NOT_APPLICABLE
    assert gas.meter is Blank.UNKNOWN
    assert gas.amount == 9000
    assert gas.unit == "m3"


def test_allocation_instruments_transport_use_and_end_of_life_are_typed():
    case = read_whole(six_lines())
    assert {row.driver for row in case.allocation} == {Driver.MACHINE_HOURS}
    assert [row.amount for row in case.allocation] == [8000, 12000]
    assert [row.is_this_machine for row in case.allocation] == [True, False]
    assert case.instruments[0].amount_kwh == 12000
    inbound, outbound = case.transport
    assert inbound.distance_km == 350
    assert inbound.cargo_mass_kg is Blank.UNKNOWN
    assert outbound.distance_km is Blank.UNKNOWN
    assert outbound.cargo_mass_kg == 1100
    assert case.use is not None
    assert [state.power_kw for state in case.use.states] == [Decimal("0.6"), 6]
    assert case.use.refrigerant.leak_per_year == Decimal("0.02")  # type: ignore[union-attr]
    assert case.end_of_life is not None
    assert [route.share for route in case.end_of_life.routes] == [Decimal("0.95"), Decimal("0.05")]


def test_a_supplier_footprint_is_typed():
    footprint = read_whole(six_lines()).suppliers[0]
    assert footprint.by_category == {
        Category.FOSSIL_OTHER: Decimal("410.25"), Category.BIOGENIC_REMOVALS: Decimal("-1.5")
    }  # fmt: skip
    assert footprint.is_verified
    assert footprint.primary_share == Decimal("0.8")
    assert footprint.line_ids == ("SPN-01",)


def test_a_group_may_be_known_to_be_absent():
    files = with_text("use.yaml", "{type: R-410A, charge: 2 kg, leak: 2 %}", "none")
    use = read_whole(files).use
    assert use is not None
    assert use.refrigerant is Blank.ABSENT


@pytest.mark.requirement("S2-23", part="roles and stale sign-offs; no gate yet")
def test_a_signoff_holds_until_its_section_changes():
    digest = read_whole(six_lines()).section_digests["bom"]
    signoff = f"""
- section: bom
  digest: {digest}
  role: procurement
  prepared_by: L. Wei
  reviewed_by: M. Chen
  date: 2026-03-14
  statement: complete
""".encode()
    signed = read(six_lines() | {"signoff.yaml": signoff})
    assert codes(signed) == ["CF-065"], "other sections are still open"
    changed = with_text("bom.csv", "700 kg", "710 kg") | {"signoff.yaml": signoff}
    stale = next(fault for fault in read(changed).faults if fault.code == "CF-064")
    assert "bom has changed since L. Wei signed it" in stale.found
    assert not stale.is_error


def test_a_section_digest_ignores_spelling_units_and_form():
    plain = read_whole(six_lines()).section_digests["bom"]
    for old, new in (
        ("700 kg", "0.7 t"),
        ("700 kg", "700.000 KG"),
        ("80 %", "0.8"),
        ("80 %", "80.0%"),
    ):
        assert read_whole(with_text("bom.csv", old, new)).section_digests["bom"] == plain, new


def test_a_section_digest_changes_with_any_value():
    plain = read_whole(six_lines())
    other = read_whole(with_text("bom.csv", "90 %", "91 %"))
    changed = {
        name for name in plain.section_digests
        if plain.section_digests[name] != other.section_digests[name]
    }  # fmt: skip
    assert changed == {"bom"}
    assert plain.digest != other.digest
