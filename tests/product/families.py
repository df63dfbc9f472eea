"""One typical machine of each family, as docs/method/templates.md describes it."""

from datetime import date
from decimal import Decimal
from functools import cache

from cradlegate.background.library import shipped_library
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.sources import Sources
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files
from cradlegate.product.draft.new_case import NewCase, draft_case
from cradlegate.product.templates.expansion import expand_template, find_template
from cradlegate.product.templates.template import Template, TemplatePart

_STATED: dict[str, dict[str, int | str]] = {
    "vmc-3axis": {"net_mass_kg": 6000, "axes": 3, "spindle_kw": 22},
    "mc-5axis": {"net_mass_kg": 9800, "axes": 5, "spindle_kw": 50},
    "hmc": {"net_mass_kg": 12000, "axes": 4, "spindle_kw": 40},
    "cnc-lathe": {"net_mass_kg": 4500, "axes": 2, "spindle_kw": 22},
    "turn-mill": {"net_mass_kg": 14000, "axes": 5, "spindle_kw": 30},
    "laser-fibre": {"net_mass_kg": 12000, "axes": 3, "beam_kw": 6},
    "laser-co2": {"net_mass_kg": 12000, "axes": 3, "beam_kw": 4},
    "laser-ultrafast": {"net_mass_kg": 4000, "axes": 3, "beam_kw": "0.1"},
}
TYPICAL = {
    name: {parameter: Decimal(value) for parameter, value in stated.items()}
    for name, stated in _STATED.items()
}
FAMILIES = tuple(TYPICAL)


def base_of(template: Template) -> str:
    """What bed and frame of the family usually are."""
    if template.id == "laser-ultrafast":
        return "granite"
    return "steel_plate" if template.laser_type else "grey_iron"


def expand(name: str, base: str = "", **more: int | str) -> tuple[TemplatePart, ...]:
    template = find_template(name)
    stated = TYPICAL[name] | {key: Decimal(value) for key, value in more.items()}
    return expand_template(template, template.size(stated), base or base_of(template))


def sum_parts(parts: tuple[TemplatePart, ...]) -> dict[str, Decimal]:
    """kg by subassembly."""
    masses: dict[str, Decimal] = {}
    for part in parts:
        masses[part.subassembly] = masses.get(part.subassembly, Decimal(0)) + part.mass_kg
    return masses


def request(name: str, **more: object) -> NewCase:
    stated = TYPICAL[name]
    fields = {
        **{key: value for key, value in stated.items() if key != "axes"},
        "axes": int(stated["axes"]),
        "kind": "",
        "template": name,
        "base_material": base_of(find_template(name)),
        "as_of": date(2026, 6, 1),
    }
    return NewCase(**(fields | more))  # type: ignore[arg-type]


def draft(name: str, **more: object) -> Case:
    reading = read_case_files(draft_case(request(name, **more)), shipped_library().families)
    assert [str(fault) for fault in reading.faults if fault.is_error] == []
    assert reading.case is not None
    return reading.case


@cache
def compute(name: str, **more: object) -> Footprint:
    """The footprint of a drafted machine, kept for every test that asks."""
    settings = Settings(draws=1000)
    return calculate(draft(name, **more), Sources(shipped_library()), settings)
