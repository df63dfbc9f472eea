"""The tables of a drafted case: what the template says, written as a maker would write it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from cradlegate.product.bill import BomKind
from cradlegate.product.case_tables import case_tables
from cradlegate.product.draft.dispatch import PlannedLeg
from cradlegate.product.machine import BomState
from cradlegate.product.templates.template import Size, Template, TemplatePart

GRAM = Decimal("0.001")
ESTIMATED = "template estimate"
"""How every basis of a drafted value reads."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something nobody stated, what was taken for it, and why."""

    subject: str
    chosen: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a drafted case says.

    Args:
        year: of building; bills are of the year before.
        annual_output: machines in a year over which the energy rows are spread.
        parts: of the template, for this machine.
        works: UN/LOCODE of the place where it is taken to be made.
        assumptions: what stands in for what the request left open.
    """

    template: Template
    size: Size
    base_material: str
    bom: BomState
    year: int
    model: str
    maker: str
    country: str
    destination: str
    annual_output: Decimal
    parts: tuple[TemplatePart, ...]
    works: str
    legs: tuple[PlannedLeg, ...]
    assumptions: tuple[Assumption, ...]

    def estimate(self, name: str) -> Decimal:
        """Give a default of the template for this machine."""
        return self.template.defaults[name].amount.at(self.size)

    def estimates(self, table: str) -> dict[str, Decimal]:
        """Give the defaults of one table by the rest of their names."""
        return {
            name.removeprefix(f"{table}."): default.amount.at(self.size)
            for name, default in self.template.defaults.items()
            if name.startswith(f"{table}.")
        }

    @property
    def gross_shipping_mass_kg(self) -> Decimal:
        """Net mass with the estimated packaging."""
        return self.size.net_mass_kg + sum(self.estimates("packaging").values(), Decimal(0))


def write_tables(draft: Draft) -> dict[str, bytes]:
    """Write every table of the case, by path."""
    return {
        "machine.yaml": _yaml(draft_machine(draft)),
        "bom.csv": _csv("bom", draft_bom(draft)),
        "energy.csv": _csv("energy", draft_energy(draft)),
        "allocation.csv": _csv("allocation", draft_allocation(draft)),
        "transport.csv": _csv("transport", draft_transport(draft)),
        "use.yaml": _yaml(draft_use(draft)),
        "eol.yaml": _yaml(draft_end_of_life(draft)),
        "signoff.yaml": _yaml([]),
    }


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
        "net_mass": _kg(draft.size.net_mass_kg),
        "gross_shipping_mass": _kg(draft.gross_shipping_mass_kg.quantize(Decimal(1))),
        "mass_basis": "estimated",
        "rated_power": {"value": f"{_plain(draft.size.spindle_kw)} kW", "basis": "not stated"},
        "axes": draft.size.axes,
        "base_material": draft.base_material,
        "scope_of_delivery": ["machine"],
        "annual_output": draft.annual_output,
        "destination": draft.destination,
        "transport_end": "port_of_entry",
        "template": draft.template.id,
        "subassemblies": {one.id: str(draft.bom) for one in draft.template.subassemblies},
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


def draft_bom(draft: Draft) -> list[dict[str, str]]:
    """Write fluids and packaging, and the parts of the template where the case starts complete."""
    lines = [
        _bom_line(
            f"{part.subassembly}-{part.material}", part.subassembly, BomKind.PART, part.material
        )
        | {
            "net_mass_each": _kg(part.mass_kg),
            "make_or_buy": "make" if part.is_made_in_house else "buy",
            "yield": str(part.process_yield),
        }
        for part in (draft.parts if draft.bom is BomState.COMPLETE else ())
    ]
    for table, kind in (("fluids", BomKind.FLUID), ("packaging", BomKind.PACKAGING)):
        lines += [
            _bom_line(f"{table}-{material}", table, kind, material)
            | {"net_mass_each": _kg(mass.quantize(GRAM))}
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
            "amount": f"{_plain(amount * draft.annual_output)} kWh",
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
                "power": f"{_plain(draft.estimate(f'use.power.{state}'))} kW",
                "hours": share * hours,
                "basis": ESTIMATED,
            }
            for state, share in draft.estimates("use.share").items()
        ],
        "media": [
            {"name": medium, "material": medium, "amount": _kg(mass), "basis": ESTIMATED}
            for medium, mass in draft.estimates("media").items()
        ],
        "compressed_air": f"{draft.estimate('use.compressed_air')} kWh",
        "refrigerant": {
            "type": next(iter(refrigerants)),
            "charge": _kg(next(iter(refrigerants.values()))),
            "leak": draft.estimate("use.refrigerant_leak"),
        },
        "spares": [
            {"name": f"{part}, {ESTIMATED}", "material": part, "mass": _kg(mass), "number": 1}
            for part, mass in draft.estimates("spares").items()
        ],
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


def _kg(mass: Decimal) -> str:
    return f"{_plain(mass)} kg"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


class _Dumper(yaml.SafeDumper):
    """Writes decimals as plain numbers."""

    def represent_decimal(self, value: Decimal) -> yaml.ScalarNode:
        is_whole = value == value.to_integral_value()
        tag = "tag:yaml.org,2002:int" if is_whole else "tag:yaml.org,2002:float"
        return self.represent_scalar(tag, _plain(value))


_Dumper.add_representer(Decimal, _Dumper.represent_decimal)


def _yaml(content: Mapping[str, Any] | Sequence[Any]) -> bytes:
    text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return str(text).encode()


def _csv(table: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(case_tables()[table].columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()
