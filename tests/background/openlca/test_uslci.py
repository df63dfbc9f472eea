"""The subset of USLCI, read whole; direct emissions against what other engines found in it."""

import csv
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from cradlegate.background.datasets.dataset import FlowKind
from cradlegate.background.openlca.read import read_openlca

FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "lci"
JSONLD, ECOSPOLD = FOREIGN / "uslci-jsonld", FOREIGN / "uslci-ecospold2"
pytestmark = pytest.mark.skipif(
    not JSONLD.is_dir(), reason="data of other people, which are not part of the repository"
)


@pytest.fixture(scope="module")
def database():
    with zipfile.ZipFile(JSONLD / "uslci-subset.zip") as package:
        files = {name: package.read(name) for name in package.namelist() if name[-1] != "/"}
    return read_openlca(files, "USLCI")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def direct_emissions(database):
    """kg CO2e that each process emits itself, for the amounts of its dataset."""
    factors = {
        row["flow_uuid"]: float(row["gwp100_ar6_kgCO2e_per_kg"])
        for row in rows(JSONLD / "gwp100_cf.csv")
    }
    return {
        key: sum(
            each.amount * factors.get(each.flow, 0.0)
            for each in process.exchanges
            if not each.is_input
        )
        for key, process in database.processes.items()
    }


def test_it_is_read_whole(database):
    # Counted in the files with a search for the words that every object has.
    assert database.format == "openLCA JSON-LD, schema 1"
    assert (len(database.processes), len(database.flows)) == (88, 1591)
    assert sum(len(process.exchanges) for process in database.processes.values()) == 10165
    assert Counter(flow.kind for flow in database.flows.values()) == {
        FlowKind.ELEMENTARY: 1386,
        FlowKind.PRODUCT: 182,
        FlowKind.WASTE: 23,
    }
    assert {process.location for process in database.processes.values()} <= {
        "RNA",
        "US",
        "GLO",
        "unknown",
    }
    assert list(database.licences) == ["NREL_DATA_USE_DISCLAIMER.md"]


def test_what_is_suspicious_in_it_is_said(database):
    # 4186 geometric standard deviations of 0 in 7 processes; causal shares in 2 others.
    assert Counter(fault.code for fault in database.warnings) == {"BG-113": 7, "BG-115": 2}


def test_every_process_has_the_stated_reference(database):
    expected = rows(JSONLD / "expected_gwp.csv")
    assert {row["process_uuid"] for row in expected} == set(database.processes)
    for row in expected:
        process = database.processes[row["process_uuid"]]
        assert process.reference is not None
        reference = process.exchanges[process.reference]
        assert reference.flow == row["reference_flow_uuid"]
        assert database.flows[reference.flow].unit == row["reference_unit_of_score"]
        assert process.location == row["location"]


def test_direct_emissions_are_those_that_others_found(database):
    direct = direct_emissions(database)
    expected = {
        row["activity_uuid"]: float(row["direct_kgCO2e_AR6_per_dataset"])
        for row in rows(ECOSPOLD / "expected_direct_gwp.csv")
    }
    assert set(direct) == set(expected)
    # 1e-7 kg of CFC-11 (GWP 6230, AR6) go into water here, and were counted as air from ecoSpold.
    expected["ba5df01a-626b-35b8-859f-f1df42dd54a0"] -= 1e-7 * 6230
    assert {
        key: pytest.approx(value, rel=1e-5, abs=1e-9) for key, value in expected.items()
    } == direct


def test_processes_that_take_nothing_from_others_have_the_whole_score_of_other_engines(database):
    direct = direct_emissions(database)
    alone = [
        row
        for row in rows(JSONLD / "expected_gwp.csv")
        if (row["inputs_linked"], row["inputs_ambiguous"]) == ("0", "0")
    ]
    assert len(alone) > 20
    for row in alone:
        process = database.processes[row["process_uuid"]]
        amount = process.exchanges[process.reference].amount
        expected = float(row["expected_kgCO2e_per_reference_unit"])
        assert direct[process.id] / amount == pytest.approx(expected, rel=1e-5, abs=1e-6)
