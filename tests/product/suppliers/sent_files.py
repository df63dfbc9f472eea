"""Files as suppliers send them; every company and figure in them is invented."""

import json
from dataclasses import replace
from typing import Any

from cradlegate.core.fault import Fault
from cradlegate.product.case import Case
from cradlegate.product.suppliers.receive import Received, read_received
from cradlegate.product.suppliers.settle import Settled, settle_footprint
from tests.product.six_lines import read, six_lines

DIGEST = "sha256:" + "0" * 64
PCF_HEADING = (
    "id,supplier_id,product,line_ids,declared_unit,boundary,total,gwp_set,period,geography"
)
PCF_ROW = "P1,SUP-1,bolt,BED-02,kg,A1-A3,2.5,AR6,2025,CN"


def case() -> Case:
    """The six-line case: data of 2025, AR6, lines BED-01, BED-02, SPN-01, CAB-01, PKG-01."""
    read_case = read(six_lines()).case
    assert read_case is not None
    return read_case


def pact_3(**pcf: Any) -> dict[str, Any]:
    """A footprint of PACT 3: 10 kg of castings at 18 kg CO2e, so 1.8 a kg; uptake 0.5."""
    return {
        "id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "specVersion": "3.0.0",
        "created": "2026-01-10T00:00:00Z",
        "status": "Active",
        "companyName": "Example Foundry (invented)",
        "companyIds": ["urn:pact:example.com:supplier-id:SUP-1"],
        "productDescription": "anchor bolts",
        "productIds": ["urn:pact:example.com:product-id:BED-02"],
        "productNameCompany": "anchor bolt",
        "pcf": {
            "declaredUnitOfMeasurement": "kilogram",
            "declaredUnitAmount": "10",
            "productMassPerDeclaredUnit": "10",
            "referencePeriodStart": "2025-01-01T00:00:00Z",
            "referencePeriodEnd": "2025-12-31T00:00:00Z",
            "geographyCountry": "CN",
            "pcfExcludingBiogenicUptake": "18",
            "pcfIncludingBiogenicUptake": "17.5",
            "fossilGhgEmissions": "17",
            "landUseChangeGhgEmissions": "0.4",
            "biogenicNonCO2Emissions": "0.6",
            "biogenicCO2Uptake": "-0.5",
            "fossilCarbonContent": "0",
            "aircraftGhgEmissions": "0.2",
            "ipccCharacterizationFactors": ["AR6"],
            "crossSectoralStandards": ["ISO14067"],
            "exemptedEmissionsPercent": "2.5",
            "primaryDataShare": "56.12",
            "dqi": {"technologicalDQR": "1", "geographicalDQR": "2", "temporalDQR": "3"},
            **pcf,
        },
    }


def pact_2(**pcf: Any) -> dict[str, Any]:
    """A footprint of PACT 2 per piece of 25 kg, with numbers where PACT 3 has texts."""
    return {
        "id": "91715e5e-fd0b-4d1c-8fab-76290c46e6ed",
        "specVersion": "2.3.0",
        "version": 0,
        "companyName": "Example Bolts (invented)",
        "productNameCompany": "anchor bolt",
        "validityPeriodEnd": "2027-06-30T00:00:00Z",
        "pcf": {
            "declaredUnit": "piece",
            "unitaryProductAmount": "1",
            "productMassPerDeclaredUnit": 25,
            "referencePeriodStart": "2025-01-01T00:00:00Z",
            "referencePeriodEnd": "2025-12-31T00:00:00Z",
            "geographyCountrySubdivision": "CN-SD",
            "pCfExcludingBiogenic": "50",
            "pCfIncludingBiogenic": "50",
            "fossilGhgEmissions": "48.5",
            "aircraftGhgEmissions": "0.5",
            "dLucGhgEmissions": "1",
            "characterizationFactors": "AR5",
            "ipccCharacterizationFactorsSources": ["AR5"],
            "exemptedEmissionsPercent": 8,
            "primaryDataShare": 40,
            "dqi": {"technologicalDQR": 1, "geographicalDQR": 2, "temporalDQR": 3},
            "assurance": {"assurance": True, "level": "limited", "providerName": "Example Body"},
            **pcf,
        },
    }


def epd(unit: str = "kg", amount: str = "1", **modules: str) -> dict[str, Any]:
    """An EPD: A1-A3 fossil 1.9, biogenic −0.1, land use 0.02, unless modules are given."""
    values = modules or {"A1_A3": "1.9"}
    return {
        "processInformation": {
            "dataSetInformation": {
                "UUID": "57a4ae65-0000-4000-8000-000000000001",
                "name": {
                    "baseName": [{"value": "Blech", "lang": "de"}, {"value": "plate", "lang": "en"}]
                },
            },
            "quantitativeReference": {"referenceToReferenceFlow": [0]},
            "time": {"referenceYear": 2024, "dataSetValidUntil": 2029},
            "geography": {"locationOfOperationSupplyOrProduction": {"location": "DE"}},
        },
        "exchanges": {
            "exchange": [
                {
                    "dataSetInternalID": 0,
                    "flowProperties": [
                        {
                            "referenceFlowProperty": True,
                            "meanValue": float(amount),
                            "referenceUnit": unit,
                        }
                    ],
                }
            ]
        },
        "LCIAResults": {
            "LCIAResult": [
                indicator("Global Warming Potential - fossil fuels (GWP-fossil)", values),
                indicator("Global Warming Potential - biogenic (GWP-biogenic)", {"A1_A3": "-0.1"}),
                indicator("GWP-luluc", {"A1_A3": "0.02"}),
                indicator("Acidification (AP)", {"A1_A3": "9"}),
            ]
        },
    }


def indicator(name: str, values: dict[str, str]) -> dict[str, Any]:
    """One result of an EPD by module; `A1_A3` stands for A1-A3."""
    return {
        "referenceToLCIAMethodDataSet": {"shortDescription": [{"value": name, "lang": "en"}]},
        "other": {
            "anies": [
                *(
                    {"module": key.replace("_", "-"), "value": value}
                    for key, value in values.items()
                ),
                {"name": "referenceToUnitGroupDataSet"},
            ]
        },
    }


def receive(document: Any, file: str = "sent.json") -> Received:
    """Read a document as the bytes of a file."""
    return read_received(json.dumps(document).encode(), file)


def settle(document: Any, **said: Any) -> Settled:
    """Read the only footprint of a document, and settle it for the anchor bolts of the case."""
    received = receive(document)
    assert received.faults == ()
    [sent] = received.footprints
    said = {"supplier_id": "SUP-1", "line_ids": ("BED-02",), **said}
    return settle_footprint(replace(sent, **said), case(), DIGEST)


def settle_row(row: str = PCF_ROW, heading: str = PCF_HEADING) -> Settled:
    """Read and settle the only row of a CSV."""
    received = read_received(f"{heading}\n{row}\n".encode(), "pcfs.csv")
    assert received.faults == ()
    [sent] = received.footprints
    return settle_footprint(sent, case(), DIGEST)


def codes(faults: tuple[Fault, ...]) -> list[str]:
    """The codes of faults, sorted."""
    return sorted(fault.code for fault in faults)
