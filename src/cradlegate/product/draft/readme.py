"""The note that goes with a drafted case: what is estimated, and what to replace first."""

from decimal import Decimal

from cradlegate.product.draft.cells import write_number
from cradlegate.product.draft.draft import Draft
from cradlegate.product.machine import BomState
from cradlegate.product.templates.template import Maturity

_START = {
    BomState.NONE: "bom.csv holds fluids and packaging alone; the template stands for every part.",
    BomState.PARTIAL: "Lines that you enter in bom.csv replace the template's mass, kg for kg.",
    BomState.COMPLETE: (
        "Every line of bom.csv is a part of the template: overwrite it with a part of your own,\n"
        "and set source_kind to factor."
    ),
}
_STATED = {
    "net_mass_kg": "kg net",
    "axes": "axes",
    "spindle_kw": "kW spindle",
    "beam_kw": "kW beam",
    "tools": "tools",
    "pallets": "pallets",
}
_HEAVIEST = 5


def write_readme(draft: Draft) -> bytes:
    """Write README.txt: what the entries gave, what was assumed, what to replace first."""
    assumed = "\n".join(
        f"- {one.subject}: {one.chosen} ({one.reason})" for one in draft.assumptions
    )
    stated = ", ".join(
        f"{write_number(value)} {_STATED[name]}" for name, value in draft.stated.items()
    )
    bought = "laser source, beam path, chiller, drives" if draft.template.laser_type else "drives"
    text = f"""\
{draft.model}: a draft, not a result to show to others

You stated: {draft.template.kind}, {stated},
{draft.base_material} as base material. Everything else below is an estimate of the template
{draft.template.id}, or an assumption. Estimates have the grade `estimate` and keep it in every
report until you replace them.
{_say_maturity(draft)}
Assumed, because nobody said otherwise:
{assumed}

{_START[draft.bom]}

Replace first, in this order, since this is where most of the figure usually lies:
1. machine.yaml: maker, works, destination, net mass with its basis (weighed is best), goal.
2. bom.csv: the heaviest parts with weighed masses:
   {_name_heaviest(draft)};
   then {bought}, control and cabinet.
   Set each subassembly in machine.yaml from none to partial or complete.
3. energy.csv: twelve months of electricity and gas bills of the works, basis invoiced, and the
   number of machines a year in machine.yaml and allocation.csv, with all other products.
4. Supplier footprints for these parts.
5. transport.csv: the real legs. An empty distance is derived from its two places.
6. use.yaml and eol.yaml: power by state as measured, hours, life, treatment at the destination.
7. signoff.yaml: one entry a section, once somebody has prepared and somebody else has reviewed it.

Unknown stays empty, known to be absent is none, not applicable is -.
"""
    return text.encode()


def _say_maturity(draft: Draft) -> str:
    template = draft.template
    if template.maturity is Maturity.ESTABLISHED:
        return ""
    return f"\n{template.id} is experimental:\n{template.maturity_reason}.\n"


def _name_heaviest(draft: Draft) -> str:
    masses: dict[str, Decimal] = {}
    for part in draft.parts:
        masses[part.subassembly] = masses.get(part.subassembly, Decimal(0)) + part.mass_kg
    heaviest = sorted(masses, key=lambda name: masses[name], reverse=True)[:_HEAVIEST]
    return ", ".join(heaviest)
