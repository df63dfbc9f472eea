"""A case whose parts are USLCI's and whose electricity is TianGong's, against figures of others.

The expected figures stand beside the packages; two engines agreed on them.
"""

import csv
from pathlib import Path

import pytest

from cradlegate.compose.backgrounds import Wishes, import_database, open_backgrounds
from cradlegate.compose.workspace import use_workspace
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.footprint.term import Term
from tests.footprint.dataset_cases import change, compute, six_lines, worked_sources

FOREIGN = Path(__file__).parents[3] / "shared" / "foreign" / "lci"
pytestmark = pytest.mark.skipif(not FOREIGN.is_dir(), reason="the shared databases are not here")

HOT, COLD, RESIN = "bc251c04", "c378e883", "0e42a306"
LORRY, SHIP = "dce702f1", "f85fcdde"
SHANDONG = "b97165f2-147c-46d5-8491-e3c3956bce94"


def read_rows(path):
    with (FOREIGN / path).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def expected(path, digits):
    (row,) = [row for row in read_rows(path) if row["process_uuid"].startswith(digits)]
    return float(row["expected_kgCO2e_per_reference_unit"])


@pytest.fixture(scope="module")
def backgrounds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported")
    listed = folder / "listed.csv"
    rows = [
        f"{row['flow_uuid']},{row['gwp100_ar6_kgCO2e_per_kg']}"
        for row in read_rows("uslci-jsonld/gwp100_cf.csv")
    ]
    listed.write_text("flow,factor\n" + "\n".join(rows) + "\n", encoding="utf-8")
    for package, wishes in (
        ("uslci-jsonld/uslci-subset.zip", Wishes("USLCI", str(listed))),
        ("tiangong-ilcd/tiangong-subset.zip", Wishes("TianGong")),
    ):
        with use_workspace(folder):
            import_database(FOREIGN / package, wishes)
    with use_workspace(folder):
        return open_backgrounds()


@pytest.fixture(scope="module")
def footprint(backgrounds):
    files = six_lines(f"USLCI/{HOT}", f"dataset:TianGong/{SHANDONG}")
    for line, process in (("L3", COLD), ("L4", RESIN)):
        cells = {"source_kind": "dataset", "source_id": f"USLCI/{process}"}
        files = change(files, "bom.csv", {line}, cells)
    head = (
        "leg,stage,applies_to,from,to,mode,vehicle_class,distance [km],distance_basis,"
        "cargo_mass,factor_id,empty_in_factor\n"
    )
    legs = (
        f"O1,A2,bed,CNTGZ,CNSHA,road,truck_articulated,500,actual,800 kg,dataset:USLCI/{LORRY},yes\n"
        f"O2,A2,bed,CNSHA,CNNGB,sea,container_ship,3000,actual,800 kg,dataset:USLCI/{SHIP},no\n"
    )
    files = {**files, "transport.csv": (head + legs).encode()}
    return compute(files, worked_sources(backgrounds))


def by_method(line):
    """What a line counts for by the sets of others, which leave biogenic CO2 out."""
    left_out = {Category.BIOGENIC_EMISSIONS, Category.BIOGENIC_REMOVALS}
    return sum(
        value
        for category, value in zip(CATEGORIES, line.values, strict=True)
        if category not in left_out
    )


def test_a_case_of_both_databases_is_the_sum_of_amounts_times_expected_figures(footprint):
    uslci, tiangong = "uslci-jsonld/expected_gwp.csv", "tiangong-ilcd/expected_gwp.csv"
    wanted = {
        "bom/L1": 700 / 0.875 * expected(uslci, HOT),
        "bom/L3": 80 / 0.8 * expected(uslci, COLD),
        "bom/L4": 15 * expected(uslci, RESIN),
        "energy/S1/electricity/grid": 360_000 * 3 / 7 / 20 * 3.6 * expected(tiangong, SHANDONG),
        "transport/O1": 0.8 * 500 * expected(uslci, LORRY),
        "transport/O2": 0.8 * 3000 * expected(uslci, SHIP),
        # The other lines take the figures of the worked library: 2 and 50 kg CO2e per kg, 0.6 per kWh.
        "bom/L1/machining": 100 * 2 * 0.6,
        "bom/L2": 250 * 2,
        "bom/L3/machining": 20 * 2 * 0.6,
        "bom/L5": 5 * 50,
    }
    found = {line.id: by_method(line) for line in footprint.lines}
    assert found == pytest.approx(wanted, rel=1e-5)
    assert sum(found.values()) == pytest.approx(sum(wanted.values()), rel=1e-5)


def test_the_biogenic_part_is_counted_apart_and_small(footprint):
    total = footprint.total()
    assert total == pytest.approx(sum(map(by_method, footprint.lines)), rel=1e-4)


def test_electricity_billed_in_kilowatt_hours_meets_a_figure_per_megajoule(footprint):
    (line,) = [line for line in footprint.lines if line.id.startswith("energy/")]
    amount = line.activity.amount
    assert isinstance(amount, Term)
    assert amount.unit == "MJ"
    assert float(amount.value) == pytest.approx(54_000 / 7 * 3.6)
