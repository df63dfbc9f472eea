"""Laws of every footprint: linear, additive, indifferent to order, closed, and reversible."""

from decimal import Decimal
from fractions import Fraction
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.background.library import load_library
from cradlegate.core.category import CATEGORIES
from cradlegate.core.quantity import conversion_factor
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.boundary import STAGE_GROUPS, is_in_group
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import sum_emissions
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.term import Term
from cradlegate.footprint.works.allocation import share_of_key
from cradlegate.product.case_files import read_case_files
from tests.worked.worked_cases import HERE, read_files

LIBRARY = load_library(read_files(HERE / "library"))
HEADER = (
    "line_id,subassembly,kind,material,quantity,net_mass_each [kg],make_or_buy,yield,mass_basis\n"
)
MATERIALS = ("grey_iron", "steel_sheet", "copper", "circuit_board")
UNITS = (("kg", "t"), ("kWh", "MJ"), ("kWh", "GJ"), ("km", "m"), ("t.km", "kg.km"), ("m3", "L"))
FEW = settings(max_examples=12, deadline=None)

lines = st.lists(
    st.tuples(
        st.sampled_from(MATERIALS),
        st.integers(1, 500),
        st.sampled_from(["0.5", "0.8", "1"]),
        st.sampled_from(["make", "buy"]),
        st.sampled_from(["bed", "table"]),
    ),
    min_size=2,
    max_size=8,
)


def compute(name, files=None, **chosen):
    reading = read_case_files(read_files(HERE / name) | (files or {}), LIBRARY.families)
    assert reading.case is not None
    return calculate(
        reading.case, Sources(LIBRARY), Settings(draws=100, **chosen), reading.faults
    ), reading.case


def compute_parts(parts, quantity=1):
    rows = [
        f"L{number},{place},part,{material},{quantity},{mass},{made},{used},weighed"
        for number, (material, mass, used, made, place) in enumerate(parts)
    ]
    return compute_rows(rows, quantity * sum(mass for _, mass, *_ in parts))


def compute_rows(rows, mass):
    machine = (HERE / "crate/machine.yaml").read_text()
    machine = machine.replace("net_mass: 100 kg", f"net_mass: {mass} kg")
    machine = machine.replace("gross_shipping_mass: 400 kg", f"gross_shipping_mass: {mass} kg")
    places = {row.split(",")[1] for row in rows}
    states = ", ".join(f"{place}: complete" for place in sorted(places))
    machine = machine.replace("{bed: complete}", f"{{{states}}}")
    files = {
        "bom.csv": (HEADER + "\n".join(rows) + "\n").encode(),
        "machine.yaml": machine.encode(),
    }
    return compute("crate", files, view=View.CRADLE_TO_GATE)[0]


@FEW
@given(lines, st.integers(2, 50))
def test_twice_the_pieces_is_twice_the_footprint(parts, times):
    assert compute_parts(parts, times).total() == pytest.approx(
        times * compute_parts(parts).total(), rel=1e-12
    )


@FEW
@given(lines, st.data())
def test_the_order_of_rows_changes_no_total(parts, data):
    turned = data.draw(st.permutations(parts))
    one, other = compute_parts(parts), compute_parts(turned)
    assert one.total() == other.total()
    assert one.quality.dqr == pytest.approx(other.quality.dqr, rel=1e-12)
    assert one.interval().mean == pytest.approx(other.interval().mean, rel=1e-12)


@FEW
@given(lines)
def test_two_machines_of_the_same_parts_are_the_sum_of_both(parts):
    """What the first half of the lines gives and what the second gives add up."""
    middle = len(parts) // 2
    halves = (compute_parts(half).total() for half in (parts[:middle], parts[middle:]))
    assert sum(halves) == pytest.approx(compute_parts(parts).total(), rel=1e-12)


@FEW
@given(st.integers(2, 6), st.integers(1, 400))
def test_splitting_a_line_in_any_number_changes_neither_total_nor_interval(pieces, mass):
    whole = compute_rows([f"L,bed,part,grey_iron,1,{mass * pieces},buy,0.8,weighed"], mass * pieces)
    rows = [f"L{i},bed,part,grey_iron,1,{mass},buy,0.8,weighed" for i in range(pieces)]
    split = compute_rows(rows, mass * pieces)
    assert split.total() == pytest.approx(whole.total(), rel=1e-12)
    for end in ("low", "high", "median", "mean"):
        assert getattr(split.interval(), end) == pytest.approx(
            getattr(whole.interval(), end), rel=1e-12
        )


WHOLE = [(name, View.CRADLE_TO_GATE) for name in ("six-lines", "two-sites")]
WHOLE += [("twelve-lines", view) for view in View] + [("used-machine", View.CIRCULAR_12)]


def name_material(line):
    return line.activity.choice.chosen.material_key


@pytest.mark.requirement("S1-15", part="stage × subassembly × material, every cut")
@pytest.mark.parametrize(("name", "view"), WHOLE)
def test_every_cut_of_the_cube_sums_to_the_total(name, view):
    footprint, _ = compute(name, view=view)
    counted = footprint.lines_in_view
    cells: dict[tuple[Stage, str, str], float] = {}
    for line in counted:
        key = (line.stage, line.subassembly, name_material(line))
        cells[key] = fsum([cells.get(key, 0.0), line.emissions])
    assert fsum(cells.values()) == pytest.approx(footprint.total(), rel=1e-12)
    for axis in range(3):
        for name_on_axis in {key[axis] for key in cells}:
            part = fsum(value for key, value in cells.items() if key[axis] == name_on_axis)
            lines_of_it = [
                line
                for line in counted
                if (line.stage, line.subassembly, name_material(line))[axis] == name_on_axis
            ]
            assert part == pytest.approx(sum_emissions(lines_of_it), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("name", "view"), WHOLE)
def test_stage_groups_subassemblies_and_categories_each_sum_to_the_total(name, view):
    footprint, _ = compute(name, view=view)
    total, counted = footprint.total(), footprint.lines_in_view
    groups = [
        sum_emissions(line for line in counted if is_in_group(line, group))
        for group in STAGE_GROUPS
    ]
    assert fsum(groups) == pytest.approx(total, rel=1e-12)
    by_category = [fsum(line.values[i] for line in counted) for i in range(len(CATEGORIES))]
    assert fsum(by_category) == pytest.approx(footprint.total_with_uptake(), rel=1e-12)
    for axes in (["stage"], ["subassembly"], ["line"], ["factor"], ["coverage"], ["grade"]):
        assert fsum(footprint.by(*axes)["kgco2e"]) == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize(("name", "view"), WHOLE)
def test_what_is_covered_and_what_is_cut_off_make_the_whole(name, view):
    """Mass and greenhouse gas: recorded + template + excluded + unknown leave nothing out."""
    footprint, case = compute(name, view=view)
    mass, _, ghg = footprint.coverage
    assert mass.whole == pytest.approx(float(case.machine.net_mass_kg), rel=1e-12)
    excluded = ghg.amounts[CoverageClass.EXCLUDED]
    assert ghg.whole == pytest.approx(footprint.total() + excluded, rel=1e-12)
    for axis in footprint.coverage:
        if axis.whole:
            assert sum(axis.share(name) for name in CoverageClass) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize(("name", "view"), WHOLE)
def test_masses_close_to_the_net_mass(name, view):
    footprint, case = compute(name, view=view)
    balance = footprint.balance
    described = sum(row.lines_kg + row.used_kg for row in balance.subassemblies)
    assert described + balance.unassigned_kg == case.machine.net_mass_kg


@FEW
@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=7))
def test_the_shares_of_all_co_products_sum_to_one(amounts):
    shares = []
    for turn in range(len(amounts)):
        keys = "key_id,product,driver,amount,period,is_this_machine\n" + "".join(
            f"hours,P{i},machine_h,{amount},2025,{'yes' if i == turn else 'no'}\n"
            for i, amount in enumerate(amounts)
        )
        files = read_files(HERE / "six-lines") | {"allocation.csv": keys.encode()}
        case = read_case_files(files, LIBRARY.families).case
        assert case is not None
        share = share_of_key(case, "hours")
        assert isinstance(share, Term)
        shares.append(Fraction(share.value))
    assert abs(sum(shares, Fraction(-1))) < Fraction(1, 10**32)


@pytest.mark.requirement("S2-25", "S3-13", part="per hour, per part and per kW multiply back")
@FEW
@given(
    st.integers(1, 40), st.integers(1, 8000), st.decimals(Decimal("0.1"), Decimal(900), places=1)
)
def test_derived_units_multiply_back_to_the_machine(years, hours, parts_per_hour):
    use = (HERE / "twelve-lines/use.yaml").read_text()
    kept = [x for x in use.splitlines() if not x.startswith(("life_years", "hours_per_year"))]
    head = f"life_years: {years}\nhours_per_year: {hours}\nparts_per_hour: {parts_per_hour}\n"
    files = {"use.yaml": (head + "\n".join(kept)).encode()}
    footprint, case = compute("twelve-lines", files, view=View.WHOLE_LIFE)
    whole = footprint.total()
    per_hour = whole / footprint.service_hours
    assert per_hour * years * hours == pytest.approx(whole, rel=1e-12)
    per_part = whole / footprint.parts_in_life
    assert per_part * float(parts_per_hour) == pytest.approx(per_hour, rel=1e-12)
    power = float(case.machine.rated_power_kw)
    assert whole / power * power == pytest.approx(whole, rel=1e-12)


@pytest.mark.parametrize(("unit", "other"), UNITS)
@given(amount=st.decimals(Decimal("0.001"), Decimal(10**9), places=3))
def test_there_and_back_between_units_gives_the_amount(unit, other, amount):
    there = amount * conversion_factor(unit, other)
    assert there * conversion_factor(other, unit) == pytest.approx(amount, rel=Decimal("1e-25"))


@FEW
@given(st.sampled_from([("5000 kg", "5 t"), ("500 kg", "0.5 t"), ("750 kg", "750000 g")]))
def test_the_unit_of_a_cell_changes_no_figure(pair):
    header = HEADER.replace("net_mass_each [kg]", "net_mass_each")
    totals = []
    for text in pair:
        mass = pair[0]
        machine = (HERE / "crate/machine.yaml").read_text()
        machine = machine.replace("net_mass: 100 kg", f"net_mass: {mass}")
        machine = machine.replace("gross_shipping_mass: 400 kg", f"gross_shipping_mass: {mass}")
        bom = header + f"L,bed,part,grey_iron,1,{text},make,1,weighed\n"
        files = {"bom.csv": bom.encode(), "machine.yaml": machine.encode()}
        totals.append(compute("crate", files, view=View.CRADLE_TO_GATE)[0].total())
    assert totals[0] == totals[1]
