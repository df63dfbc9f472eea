"""The tables of a drafted case: what the template says, written as a maker would write it."""

from decimal import Decimal
from typing import Any

from cradlegate.product.bill import BomKind
from cradlegate.product.draft.cells import write_csv, write_kg, write_number, write_yaml
from cradlegate.product.draft.dispatch import PlannedLeg
from cradlegate.product.draft.draft import ESTIMATED, Draft
from cradlegate.product.draft.machine_table import draft_machine
from cradlegate.product.machine import BomState

GRAM = Decimal("0.001")


def write_tables(draft: Draft) -> dict[str, bytes]:
    """Write every table of the case, by path."""
    return {
        "machine.yaml": write_yaml(draft_machine(draft)),
        "bom.csv": write_csv("bom", draft_bom(draft)),
        "energy.csv": write_csv("energy", draft_energy(draft)),
        "allocation.csv": write_csv("allocation", draft_allocation(draft)),
        "transport.csv": write_csv("transport", draft_transport(draft)),
        "use.yaml": write_yaml(draft_use(draft)),
        "eol.yaml": write_yaml(draft_end_of_life(draft)),
        "signoff.yaml": write_yaml([]),
    }


def draft_bom(draft: Draft) -> list[dict[str, str]]:
    """Write fluids and packaging, and the parts of the template where the case starts complete."""
    lines = [
        _bom_line(
            f"{part.subassembly}-{part.material}", part.subassembly, BomKind.PART, part.material
        )
        | {
            "net_mass_each": write_kg(part.mass_kg),
            "make_or_buy": "make" if part.is_made_in_house else "buy",
            "yield": str(part.process_yield),
        }
        for part in (draft.parts if draft.bom is BomState.COMPLETE else ())
    ]
    for table, kind in (("fluids", BomKind.FLUID), ("packaging", BomKind.PACKAGING)):
        lines += [
            _bom_line(f"{table}-{material}", table, kind, material)
            | {"net_mass_each": write_kg(mass.quantize(GRAM))}
            for material, mass in draft.estimates(table).items()
        ]
    return lines


def _bom_line(line_id: str, subassembly: str, kind: BomKind, material: str) -> dict[str, str]:
    return {
        "line_id": line_id,
        "subassembly": subassembly,
        "kind": str(kind),
        "description": f"{material}, {ESTIMATED}",
        "material": material,
        "quantity": "1",
        "make_or_buy": "buy",
        "source_kind": "template",
        "mass_basis": "estimated",
    }


def draft_energy(draft: Draft) -> list[dict[str, str]]:
    """Write one row a carrier for the year before, as if every machine took the estimate."""
    period = str(draft.year - 1)
    return [
        {
            "row_id": f"works-{carrier}",
            "scope": "site_total",
            "site": "works",
            "carrier": carrier,
            "from": period,
            "to": period,
            "amount": f"{write_number(amount * draft.annual_output)} kWh",
            "cv_basis": "-" if carrier == "electricity" else "net",
            "supply": "grid" if carrier == "electricity" else "-",
            "basis": "estimated",
            "key_id": "machines",
        }
        for carrier, amount in draft.estimates("energy").items()
    ]


def draft_allocation(draft: Draft) -> list[dict[str, str]]:
    """Write a key with this machine alone: the estimate is per machine, nothing is shared."""
    return [
        {
            "key_id": "machines",
            "product": draft.model,
            "driver": "unit",
            "amount": str(draft.annual_output),
            "period": str(draft.year - 1),
            "is_this_machine": "yes",
        }
    ]


def draft_transport(draft: Draft) -> list[dict[str, str]]:
    """Write the inbound leg at its default distance and the outbound legs without distances."""
    works = draft.works
    inbound = _leg("A2-1", "A2", PlannedLeg(works, works, "road")) | {
        "distance": f"{draft.estimate('transport.inbound')} km",
        "distance_basis": "SFD",
    }
    return [inbound, *(_leg(f"A4-{n}", "A4", leg) for n, leg in enumerate(draft.legs, 1))]


def _leg(name: str, stage: str, leg: PlannedLeg) -> dict[str, str]:
    return {
        "leg": name,
        "stage": stage,
        "applies_to": "machine",
        "from": leg.start,
        "to": leg.end,
        "mode": leg.mode,
        "vehicle_class": {"road": "truck_articulated", "sea": "container_ship"}[leg.mode],
        "empty_in_factor": "yes",
    }


def draft_use(draft: Draft) -> dict[str, Any]:
    """Write the use profile of the template's class of machine."""
    hours = draft.estimate("use.hours")
    refrigerants = draft.estimates("refrigerant")
    return {
        "life_years": draft.estimate("use.life"),
        "hours_per_year": hours,
        "grid_region": draft.destination[:2],
        "states": [
            {
                "name": state,
                "power": f"{write_number(draft.estimate(f'use.power.{state}'))} kW",
                "hours": share * hours,
                "basis": ESTIMATED,
            }
            for state, share in draft.estimates("use.share").items()
        ],
        "media": [
            {"name": medium, "material": medium, "amount": write_kg(mass), "basis": ESTIMATED}
            for medium, mass in draft.estimates("media").items()
        ],
        "compressed_air": f"{draft.estimate('use.compressed_air')} kWh",
        "refrigerant": {
            "type": next(iter(refrigerants)),
            "charge": write_kg(next(iter(refrigerants.values()))),
            "leak": draft.estimate("use.refrigerant_leak"),
        },
        "spares": [
            {"name": f"{part}, {ESTIMATED}", "material": part, "mass": write_kg(mass), "number": 1}
            for part, mass in draft.estimates("spares").items()
        ],
        **({"excluded": list(draft.template.excluded)} if draft.template.excluded else {}),
    }


def draft_end_of_life(draft: Draft) -> dict[str, Any]:
    """Write the end of life in the country of destination."""
    return {
        "region": draft.destination[:2],
        "method": "cut_off",
        "routes": [
            {
                "material": "rest",
                "share": share,
                "treatment": treatment,
                "distance": f"{draft.estimate('transport.waste')} km",
            }
            for treatment, share in draft.estimates("end_of_life").items()
        ],
        "fluids_disposal": f"collected and treated, {ESTIMATED}",
    }
