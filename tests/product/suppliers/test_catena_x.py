"""Footprints in the groups of Catena-X 9; every company and figure is invented."""

from decimal import Decimal
from pathlib import Path

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.product.suppliers.receive import read_received
from tests.product.suppliers.sent_files import codes, receive, settle

D = Decimal
SAMPLE = Path(__file__).parents[4] / "shared/foreign/schemas/catenax-pcf-9.0.0/Pcf.json"


def catena_x(stages=None, **more):
    """10 kg of castings at 18 kg CO2e, of which 17.4 fossil and 0.6 land use change."""
    time = {
        "referencePeriodStart": "2025-01-01T00:00:00Z",
        "referencePeriodEnd": "2025-12-31T23:59:59Z",
        "validityPeriodEnd": "2027-06-30T00:00:00Z",
    }
    product = {
        "productNameCompany": "anchor bolt",
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": 10,
        "productMassPerDeclaredUnit": 10,
    }
    production = {
        "pcfExcludingBiogenicUptake": 18,
        "fossilGhgEmissions": 17.4,
        "landUseChangeGhgEmissions": 0.6,
    }
    return {
        "scopeOfPcfForm": [{"partialFullPcf": "Cradle-to-gate"}],
        "companyAndProductInformation": [{"productInformation": [product]}],
        "pcfAssessmentAndMethodology": [
            {
                "pcfMethodology": [
                    {"gwpCharacterizationFactorDetails": [{"ipccCharacterizationFactors": "AR6"}]}
                ],
                "pcfAssessmentInformation": [
                    {
                        "time": [time],
                        "geography": [{"geographyCountry": "CN"}],
                        "idAndVersion": [{"id": "cx-1", "precedingPfIds": [{"id": "cx-0"}]}],
                    }
                ],
                "dataSourcesAndQuality": [{"primaryDataShare": 40, "technologicalDQR": 2}],
            }
        ],
        "productLifeCycleStagesAndEmissions": [{"productionStage": [production], **(stages or {})}],
        **more,
    }


def test_the_production_stage_is_expressed_per_kg():
    settled = settle(catena_x())
    assert settled.footprint is not None, settled.faults
    values = {str(name): value for name, value in settled.footprint.by_category.items()}
    assert values == {"fossil_other": D("1.74"), "land_use_change": D("0.06")}
    found = settled.footprint
    assert (found.id, found.product, found.geography) == ("cx-1", "anchor bolt", "CN")
    assert (found.gwp_set, found.primary_share, found.dqr) == ("AR6", D("0.4"), Blank.UNKNOWN)
    assert found.valid_to == Interval.parse("2027-06-30")
    assert codes(settled.faults) == []


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ({"packagingStage": [{"packagingFossilGhgEmissions": 0.2}]}, ("packagingStage",)),
        ({"packagingStage": [{"packagingFossilGhgEmissions": 0}]}, ()),
        (
            {"distributionStage": [{"distributionStagePcfExcludingBiogenicUptake": 0.1}]},
            ("distributionStage",),
        ),
    ],
)
def test_stages_that_are_not_taken_are_named(stages, expected):
    [sent] = receive(catena_x(stages)).footprints
    assert sent.dropped == expected


def test_an_attestation_names_no_level():
    document = catena_x(attestationOfConformance=[{"providerName": "Example Body (invented)"}])
    assert codes(settle(document).faults) == ["CF-099"]


def test_two_products_in_one_footprint_are_refused():
    document = catena_x()
    [company] = document["companyAndProductInformation"]
    company["productInformation"] *= 2
    [sent] = receive(document).footprints
    assert codes(sent.faults) == ["CF-024"]


def test_groups_that_are_missing_are_missing_fields():
    [sent] = receive({"productLifeCycleStagesAndEmissions": 3}).footprints
    assert (sent.units, sent.excluding, sent.period) == ((), None, None)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the published sample is not here")
def test_the_published_sample_is_read():
    """2.9 kg CO2e per litre of 0.456 kg; its uptake of 1 is the difference of 2.9 and 1.9."""
    received = read_received(SAMPLE.read_bytes(), "Pcf.json")
    [sent] = received.footprints
    assert (sent.excluding, sent.including, sent.removals) == (D("2.9"), D("1.9"), D(-1))
    assert (sent.units, sent.mass_kg) == (("liter",), D("0.456"))
    assert "packagingStage" in sent.dropped
