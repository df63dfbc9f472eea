"""Templates: what a machine is made of, as a function of a few parameters."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.grade import DataGrade
from cradlegate.product.template_faults import (
    PARAMETER_OUT_OF_RANGE,
    PARAMETERS_DO_NOT_FIT,
    UNKNOWN_BASE_MATERIAL,
    UNKNOWN_TEMPLATE,
)
from cradlegate.product.templates.template import (
    BASE,
    MaterialShare,
    Size,
    Subassembly,
    Template,
    TemplatePart,
)
from cradlegate.product.templates.template_files import read_template

__all__ = [
    "Template",
    "TemplatePart",
    "expand_template",
    "find_template",
    "shipped_template_files",
    "shipped_templates",
]

MILLIGRAM = Decimal("0.000001")
"""Masses of parts are rounded to it, in kg; the largest part takes the rest, so mass closes."""


@lru_cache(maxsize=1)
def shipped_templates() -> Mapping[str, Template]:
    """Give the templates that come with the package, by id."""
    shipped = shipped_template_files()
    templates = (read_template(data, name, shipped) for name, data in shipped.items())
    return MappingProxyType({template.id: template for template in templates})


@lru_cache(maxsize=1)
def shipped_template_files() -> Mapping[str, bytes]:
    """Give the files of the templates that come with the package, by name."""
    folder = files("cradlegate.product") / "data" / "templates"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return MappingProxyType({name: (folder / name).read_bytes() for name in found})


def find_template(template_id: str) -> Template:
    """Give the shipped template of that id.

    Raises:
        FaultsError: no such template; the fault names those that there are.
    """
    template = shipped_templates().get(template_id)
    if template is None:
        found = f"template {template_id!r}; there are: {', '.join(shipped_templates())}"
        raise FaultsError([Fault(UNKNOWN_TEMPLATE, found)])
    return template


def expand_template(template: Template, size: Size, base_material: str) -> tuple[TemplatePart, ...]:
    """Give the parts of a machine.  Their masses add up to the net mass exactly.

    What follows a parameter weighs what its driver says; the other subassemblies share the rest
    of the net mass in the proportions of the template.  A subassembly without mass, such as a
    pallet changer without pallets, is left out.

    Args:
        size: as `Template.size` gives it.
        base_material: family that bed and column are made of.

    Raises:
        FaultsError: parameters outside the template's ranges, all of them gathered.

    Source: docs/method/templates.md
    """
    faults = _check_parameters(template, size, base_material)
    if faults:
        raise FaultsError(faults)
    masses = _subassembly_masses(template, size)
    parts = [
        _part(template, subassembly, material, masses[subassembly.id], base_material)
        for subassembly in template.subassemblies
        for material in subassembly.materials
        if masses[subassembly.id]
    ]
    return _close_mass(parts, size.values["net_mass_kg"])


def _check_parameters(template: Template, size: Size, base_material: str) -> list[Fault]:
    faults = [fault for name in template.parameters for fault in _check_range(template, name, size)]
    if base_material not in template.base_materials:
        offered = ", ".join(template.base_materials)
        found = f"base material {base_material!r}; {template.id} offers {offered}"
        faults.append(Fault(UNKNOWN_BASE_MATERIAL, found))
    return faults or _check_balance(template, size)


def _check_range(template: Template, name: str, size: Size) -> list[Fault]:
    band, value = template.parameters[name], size.values[name]
    if value.is_finite() and band.low <= value <= band.high:
        return []
    found = f"{name} is {value}; {template.id} holds from {band.low} to {band.high}"
    return [Fault(PARAMETER_OUT_OF_RANGE, found)]


def _check_balance(template: Template, size: Size) -> list[Fault]:
    driven, limit = _driven_mass(template, size), template.driven_share.high
    net_mass = size.values["net_mass_kg"]
    if driven <= net_mass * limit:
        return []
    found = f"what follows parameters would weigh {driven} kg of {net_mass} kg"
    return [Fault(PARAMETERS_DO_NOT_FIT, f"{found}, more than the share of {limit}")]


def _driven_mass(template: Template, size: Size) -> Decimal:
    drivers = (one.mass for one in template.subassemblies if one.mass is not None)
    return sum((driver.at(size) for driver in drivers), Decimal(0))


def _subassembly_masses(template: Template, size: Size) -> dict[str, Decimal]:
    rest = size.values["net_mass_kg"] - _driven_mass(template, size)
    shares = sum((one.share for one in template.subassemblies), Decimal(0))
    return {
        one.id: rest * one.share / shares + (one.mass.at(size) if one.mass else Decimal(0))
        for one in template.subassemblies
    }


def _part(
    template: Template,
    subassembly: Subassembly,
    material: MaterialShare,
    mass_kg: Decimal,
    base_material: str,
) -> TemplatePart:
    is_base = material.material == BASE
    family = base_material if is_base else material.material
    process = template.base_materials[base_material] if is_base else material
    return TemplatePart(
        id=f"{template.id}/{subassembly.id}/{family}",
        subassembly=subassembly.id,
        material=family,
        mass_kg=(mass_kg * material.share).quantize(MILLIGRAM),
        process_yield=process.process_yield,
        is_made_in_house=process.is_made_in_house,
        spread_rel95=material.spread_rel95,
        grade=DataGrade(material.source.grade),
        source=material.source,
    )


def _close_mass(parts: list[TemplatePart], net_mass_kg: Decimal) -> tuple[TemplatePart, ...]:
    largest = max(parts, key=lambda part: part.mass_kg)
    others = sum((part.mass_kg for part in parts if part is not largest), Decimal(0))
    closed = replace(largest, mass_kg=net_mass_kg - others)
    return tuple(closed if part is largest else part for part in parts)
