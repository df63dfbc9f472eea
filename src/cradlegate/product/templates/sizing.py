"""How large a machine is, in the parameters of its template."""

from decimal import Decimal

from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault, Place
from cradlegate.product.machine import Machine
from cradlegate.product.template_faults import EXPERIMENTAL_TEMPLATE
from cradlegate.product.templates.template import Maturity, Size, Template


def size_machine(machine: Machine, template: Template) -> Size:
    """Give the size of the machine of a case.

    Rated power is of the spindle or of the beam, whichever the template has; a beam power that is
    stated goes first.  Tools and pallets that are unknown are as usual, absent ones are none.
    """
    return template.size(
        {
            "net_mass_kg": machine.net_mass_kg,
            "axes": known(machine.axes),
            "spindle_kw": machine.rated_power_kw,
            "beam_kw": known(machine.laser_beam_power_kw) or machine.rated_power_kw,
            "tools": _number(machine.tools),
            "pallets": _number(machine.pallets),
        }
    )


def judge_maturity(template: Template) -> tuple[Fault, ...]:
    """Warn of an experimental template, with the reason."""
    if template.maturity is Maturity.ESTABLISHED:
        return ()
    found = f"{template.id} is experimental: {template.maturity_reason}"
    return (Fault(EXPERIMENTAL_TEMPLATE, found, Place("machine.yaml", column="template")),)


def _number(value: int | Blank) -> Decimal | None:
    if value is Blank.UNKNOWN:
        return None
    return Decimal(known(value) or 0)
