"""Which template a new case starts from."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.product.template_faults import (
    SEVERAL_TEMPLATES,
    TEMPLATE_DISAGREES,
    UNKNOWN_KIND,
    UNUSED_PARAMETER,
)
from cradlegate.product.templates.expansion import find_template, shipped_templates
from cradlegate.product.templates.template import Template

Stated = Mapping[str, Decimal | int | None]
"""Values of parameters by name; None where nobody stated one."""


def pick_template(
    kind: str, stated: Stated, laser_type: str = "", template_id: str = ""
) -> Template:
    """Give the template that was named, or the one that stands for what is stated.

    Of several templates of a kind, the type of laser decides, then the one drawn up for the stated
    axes and pallets.

    Args:
        kind: such as `machining_centre`; may be empty where a template is named.
        laser_type: such as `fibre`; empty where nobody stated it.
        template_id: such as `hmc`; empty to pick by what is stated.

    Raises:
        FaultsError: no such template, kind or type, or several that could stand for the machine.
    """
    if template_id:
        return _demand_agreement(find_template(template_id), kind, laser_type)
    candidates = list_templates(kind)
    if laser_type:
        candidates = [one for one in candidates if one.laser_type == laser_type]
        if not candidates:
            found = f"laser type {laser_type!r} of {kind}; there are: {_name_types(kind)}"
            raise FaultsError([Fault(UNKNOWN_KIND, found)])
    if len(candidates) == 1:
        return candidates[0]
    fitting = [one for one in candidates if _fits(one, stated)]
    if len(fitting) == 1:
        return fitting[0]
    raise FaultsError([Fault(SEVERAL_TEMPLATES, _tell(kind, stated, fitting or candidates))])


def list_templates(kind: str) -> list[Template]:
    """List the templates of a kind of machine.

    Raises:
        FaultsError: there is none; the fault names the kinds that have one.
    """
    found = [template for template in shipped_templates().values() if template.kind == kind]
    if not found:
        kinds = ", ".join(sorted({template.kind for template in shipped_templates().values()}))
        said = f"kind {kind!r}; there are templates for: {kinds}"
        raise FaultsError([Fault(UNKNOWN_KIND, said)])
    return found


def takes_beam(kind: str, template_id: str = "") -> bool:
    """Say whether a new case of that kind, or from that template, is asked for beam power.

    Raises:
        FaultsError: no such template or kind.
    """
    candidates = [find_template(template_id)] if template_id else list_templates(kind)
    return "beam_kw" in candidates[0].parameters


def judge_unused(template: Template, stated: Stated) -> list[Fault]:
    """Name what was stated although the template has no such parameter."""
    return [
        Fault(
            UNUSED_PARAMETER,
            f"{name} is {value}; {template.id} takes {', '.join(template.parameters)}",
        )
        for name, value in stated.items()
        if value is not None and name not in template.parameters
    ]


def _demand_agreement(template: Template, kind: str, laser_type: str) -> Template:
    asked = {"kind": kind, "laser type": laser_type}
    has = {"kind": str(template.kind), "laser type": template.laser_type or "none"}
    faults = [
        Fault(TEMPLATE_DISAGREES, f"{name} {value!r}; {template.id} is of {name} {has[name]}")
        for name, value in asked.items()
        if value and value != has[name]
    ]
    if faults:
        raise FaultsError(faults)
    return template


def _fits(template: Template, stated: Stated) -> bool:
    """Say whether every stated value lies where the template is picked; none stated, none fits."""
    for name, (low, high) in template.picked_for.items():
        value = stated.get(name)
        if value is None or not low <= value <= high:
            return False
    return bool(template.picked_for)


def _tell(kind: str, stated: Stated, candidates: Collection[Template]) -> str:
    said = ", ".join(f"{name} {value}" for name, value in stated.items() if value is not None)
    ids = ", ".join(one.id for one in candidates)
    return f"{kind} with {said} may be any of: {ids}"


def _name_types(kind: str) -> str:
    return ", ".join(one.laser_type for one in list_templates(kind) if one.laser_type) or "none"
