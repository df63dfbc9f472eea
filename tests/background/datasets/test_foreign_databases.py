"""Real databases give the figures that two independent engines gave, by the rules stated there.

The figures and rules stand beside the packages; they are not part of the product.
"""

import csv
import io
from pathlib import Path

import pytest

from cradlegate.background.datasets.characterise import characterise, open_method
from cradlegate.background.datasets.compile import compile_database
from cradlegate.background.datasets.dataset import CharacterisationFactor, CharacterisationMethod
from cradlegate.background.datasets.link import (
    DEFAULT_RULES,
    FIRST_RULES,
    OpenKind,
    link_database,
)
from cradlegate.background.datasets.score import ScoreState, score_database
from cradlegate.background.ecospold2.read import read_ecospold2
from cradlegate.background.formats.package import open_package
from cradlegate.background.ilcd.read import read_ilcd
from cradlegate.background.openlca.read import read_openlca

FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "lci"
pytestmark = pytest.mark.skipif(not FOREIGN.is_dir(), reason="the shared databases are not here")


def read_rows(path):
    return list(csv.DictReader(io.StringIO((FOREIGN / path).read_text(encoding="utf-8-sig"))))


def open_zip(path):
    return open_package((FOREIGN / path).read_bytes(), Path(path).name)


def listed_factors():
    """The factors that the expected figures of USLCI were made with, and no others."""
    factors = tuple(
        CharacterisationFactor(
            row["flow_uuid"], row["flow_name"], False, float(row["gwp100_ar6_kgCO2e_per_kg"])
        )
        for row in read_rows("uslci-jsonld/gwp100_cf.csv")
    )
    return CharacterisationMethod("listed", "AR6, as listed", "kg CO2e", factors)


def score(database, rules, method):
    links = link_database(database, rules)
    compiled = compile_database(database, links, characterise(database, open_method(method)))
    scored = score_database(compiled)
    figures = {
        name: None if state is ScoreState.NO_CLIMATE_FLOW else figure
        for name, state, figure in zip(
            compiled.process_ids, scored.states, scored.by_method.tolist(), strict=True
        )
    }
    return links, figures


def compare(figures, rows):
    """List the processes whose figure differs by more than 1e-5; no figure stands for 0."""
    return [
        row["process_uuid"]
        for row in rows
        if (figures[row["process_uuid"]] or 0.0)
        != pytest.approx(float(row["expected_kgCO2e_per_reference_unit"]), rel=1e-5, abs=1e-300)
    ]


def is_input(database, left):
    return database.processes[left.consumer].exchanges[left.exchange].is_input


def test_uslci_scores_as_expected():
    database = read_openlca(open_zip("uslci-jsonld/uslci-subset.zip"), "USLCI")
    links, figures = score(database, FIRST_RULES, listed_factors())
    rows = read_rows("uslci-jsonld/expected_gwp.csv")
    assert len(rows) == len(figures) == 88
    assert compare(figures, rows) == []
    counts = [int(row["inputs_linked"]) + int(row["inputs_ambiguous"]) for row in rows]
    assert len(links.links) == sum(counts)
    products = [each for each in links.open if is_input(database, each)]
    assert len(products) == sum(int(row["inputs_cut_off"]) for row in rows)


def test_the_two_forms_of_uslci_score_alike():
    """The ecoSpold 2 form has other units and ids, no suppliers, and often no compartment.

    So a run is compared, and what goes into water there cannot be told from air: 3e-4 of one of them.
    """
    rows, runs = read_rows("uslci-jsonld/expected_gwp.csv"), []
    for database in (
        read_openlca(open_zip("uslci-jsonld/uslci-subset.zip"), "USLCI"),
        read_ecospold2(open_zip("uslci-ecospold2/uslci-subset-ecospold2.zip"), "USLCI"),
    ):
        _, figures = score(database, FIRST_RULES, listed_factors())
        made = {
            each.id: each.exchanges[each.reference or 0].amount
            for each in database.processes.values()
        }
        runs.append(
            [(figures[row["process_uuid"]] or 0.0) * made[row["process_uuid"]] for row in rows]
        )
    differing = [
        each for each in zip(*runs, strict=True) if each[0] != pytest.approx(each[1], rel=1e-5)
    ]
    assert len(differing) == 1
    assert differing[0][0] == pytest.approx(differing[0][1], rel=3e-4)


def test_tiangong_scores_as_expected():
    database = read_ilcd(open_zip("tiangong-ilcd/tiangong-subset.zip"), "TianGong")
    (method,) = database.methods.values()
    links, figures = score(database, DEFAULT_RULES, method)
    rows = read_rows("tiangong-ilcd/expected_gwp.csv")
    assert len(rows) == len(figures) == 38
    assert compare(figures, rows) == []
    empty = {row["process_uuid"] for row in rows if row["status"] == "no_climate_flows"}
    assert {name for name, figure in figures.items() if figure is None} == empty
    several = [each for each in links.open if each.kind is OpenKind.SEVERAL]
    assert len(several) == sum(int(row["ambiguous_inputs"]) for row in rows)
    found = {
        (
            each.consumer,
            database.processes[each.consumer].exchanges[each.exchange].flow,
            each.supplier,
        )
        for each in links.links
    }
    assert found == {
        (row["consumer_process_uuid"], row["flow_uuid"], row["provider_process_uuid"])
        for row in read_rows("tiangong-ilcd/links.csv")
    }
