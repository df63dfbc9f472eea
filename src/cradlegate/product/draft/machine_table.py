"""The machine of a drafted case, and the frame of its study."""

from decimal import Decimal
from typing import Any

from cradlegate.product.draft.cells import write_kg, write_number
from cradlegate.product.draft.draft import Draft

COUNTED = ("tools", "pallets")
"""Parameters that are numbers of things, named as in machine.yaml."""


def draft_machine(draft: Draft) -> dict[str, Any]:
    """Write the machine and the frame of its study."""
    return {
        "kind": str(draft.template.kind),
        "model": draft.model,
        "declared_for": "type",
        "maker": {"id": "maker", "name": draft.maker, "country": draft.country},
        "sites": [
            {
                "id": "works",
                "name": "works of the maker, place assumed",
                "country": draft.country,
                "unlocode": draft.works,
            }
        ],
        "built": draft.year,
        "condition": "new",
        "net_mass": write_kg(draft.net_mass_kg),
        "gross_shipping_mass": write_kg(draft.gross_shipping_mass_kg.quantize(Decimal(1))),
        "mass_basis": "estimated",
        **_power(draft),
        "axes": draft.size.values["axes"],
        "base_material": draft.base_material,
        **{name: draft.size.values[name] for name in COUNTED if name in draft.size.values},
        "scope_of_delivery": ["machine"],
        "annual_output": draft.annual_output,
        "destination": draft.destination,
        "transport_end": "port_of_entry",
        "template": draft.template.id,
        "subassemblies": {name: str(draft.bom) for name in draft.subassemblies},
        **_frame_study(draft),
    }


def _frame_study(draft: Draft) -> dict[str, Any]:
    """Write what the study is for and where it stops, as far as a draft can say."""
    return {
        "gwp_target": "AR6",
        "data_period": draft.year - 1,
        "goal": {
            "application": "draft for internal use; to be stated",
            "reasons": "first estimate before data are collected; to be stated",
            "audience": "internal; to be stated",
            "communication": "none; to be stated",
        },
        "pcr": {"id": "none_found"},
        "exclusions": [{"what": "capital goods", "reason": "excluded by method; effect unknown"}],
        "cutoff": {"mass": "1 %", "energy": "1 %", "ghg": "1 %"},
        "choices": [
            {"subject": one.subject, "chosen": one.chosen, "reason": one.reason}
            for one in draft.assumptions
        ],
    }


def _power(draft: Draft) -> dict[str, Any]:
    beam = draft.size.values.get("beam_kw")
    if beam is None:
        spindle = f"{write_number(draft.size.values['spindle_kw'])} kW"
        return {"rated_power": {"value": spindle, "basis": "not stated"}}
    power = f"{write_number(beam)} kW"
    return {
        "rated_power": {"value": power, "basis": "beam"},
        "laser": {"type": draft.template.laser_type, "beam_power": power},
    }
