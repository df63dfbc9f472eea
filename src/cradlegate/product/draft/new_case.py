"""A new case from a few inputs: what the template estimates, labelled, ready to be replaced."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.product.draft.dispatch import find_gateway, plan_dispatch
from cradlegate.product.draft.draft import Assumption, Draft
from cradlegate.product.draft.readme import write_readme
from cradlegate.product.draft.tables import write_tables
from cradlegate.product.machine import BomState
from cradlegate.product.template_faults import UNUSABLE_REQUEST
from cradlegate.product.templates.expansion import expand_template
from cradlegate.product.templates.picking import judge_unused, pick_template
from cradlegate.product.templates.template import Template, TemplatePart

UNSTATED = {
    "model": "not stated; name the model",
    "maker": "not stated; name the maker",
    "country": "country of the maker not stated; it decides the electricity",
    "destination": "not stated; it decides outbound transport, use and end of life",
    "annual_output": "not stated; the energy rows are for one machine",
}
"""Why it matters that an entry is missing."""

LONGEST_NAME = 200
BLANKS = {"", "?", "-", "–", "none"}
"""Words that a case file reads as no value."""


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is known of a machine when its case begins.

    Args:
        kind: kind of machine, such as `machining_centre`; empty where a template is named.
        net_mass_kg: without fluids and packaging.
        axes: driven feed axes.
        base_material: family that bed and column are made of.
        as_of: day of the draft; the machine is built this year, bills are of the year before.
        spindle_kw, beam_kw: rated power of spindle or beam, whichever the template has.
        tools, pallets: places in the magazine, and pallets; None = as usual, and said so.
        laser_type: such as `fibre`; empty = not stated.
        template: id of the template; empty = picked by kind and what is stated.
        model, maker: as their owners write them; empty = unnamed, and said so.
        country: of the maker, ISO 3166-1 alpha-2; empty = assumed, and said so.
        destination: UN/LOCODE; empty = assumed, and said so.
        annual_output: machines of this model made in a year; None = not stated.
        bom: `none` and `partial` start without part lines; `complete` writes every part of the
            template as a line to be overwritten.
    """

    kind: str
    net_mass_kg: Decimal
    axes: int
    base_material: str
    as_of: date
    spindle_kw: Decimal | None = None
    beam_kw: Decimal | None = None
    tools: int | None = None
    pallets: int | None = None
    laser_type: str = ""
    template: str = ""
    model: str = ""
    maker: str = ""
    country: str = ""
    destination: str = ""
    annual_output: Decimal | None = None
    bom: BomState = BomState.NONE

    @property
    def stated(self) -> Mapping[str, Decimal | int | None]:
        """The parameters by name; None where nobody stated one."""
        return {
            "net_mass_kg": self.net_mass_kg,
            "axes": self.axes,
            "spindle_kw": self.spindle_kw,
            "beam_kw": self.beam_kw,
            "tools": self.tools,
            "pallets": self.pallets,
        }


def draft_case(request: NewCase) -> dict[str, bytes]:
    """Write the files of a case that computes at once.

    Returns:
        files by path inside the case; whatever is not in the request is an estimate or an
        assumption, and README.txt says so.

    Raises:
        FaultsError: entries that cannot be true of a machine; all faults gathered.
    """
    filled = _fill_in(request)
    faults = [
        *_judge_words(filled),
        *_judge_output(request),
        *_faults_of(lambda: _expand(filled)),
        *_faults_of(lambda: plan_dispatch(filled.country, filled.destination)),
    ]
    if faults:
        raise FaultsError(faults)
    draft = _draft(request, filled)
    return write_tables(draft) | {"README.txt": write_readme(draft)}


def _fill_in(request: NewCase) -> NewCase:
    return replace(
        request,
        model=request.model or "unnamed model",
        maker=request.maker or "unnamed maker",
        country=request.country.upper() or "CN",
        destination=request.destination.replace(" ", "").upper() or "VNSGN",
        annual_output=request.annual_output or Decimal(1),
    )


def _draft(request: NewCase, filled: NewCase) -> Draft:
    works = find_gateway(filled.country).works
    template = _template_of(filled)
    size = template.size(filled.stated)
    assumptions = [
        Assumption(name, str(getattr(filled, name)), reason)
        for name, reason in UNSTATED.items()
        if not getattr(request, name)
    ]
    assumptions += [
        Assumption(name, str(parameter.usual), f"not stated; usual for {template.id}")
        for name, parameter in template.parameters.items()
        if filled.stated[name] is None
    ]
    place = "place of the works not asked for; it decides inbound and outbound transport"
    return Draft(
        template=template,
        size=size,
        stated={name: size.values[name] for name in size.values if filled.stated[name] is not None},
        base_material=filled.base_material,
        bom=filled.bom,
        year=filled.as_of.year,
        model=filled.model,
        maker=filled.maker,
        country=filled.country,
        destination=filled.destination,
        annual_output=filled.annual_output or Decimal(1),
        parts=_expand(filled),
        works=works,
        legs=plan_dispatch(filled.country, filled.destination),
        assumptions=(*assumptions, Assumption("works", works, place)),
    )


def _template_of(request: NewCase) -> Template:
    return pick_template(request.kind, request.stated, request.laser_type, request.template)


def _expand(request: NewCase) -> tuple[TemplatePart, ...]:
    template = _template_of(request)
    unused = judge_unused(template, request.stated)
    if unused:
        raise FaultsError(unused)
    return expand_template(template, template.size(request.stated), request.base_material)


def _judge_words(request: NewCase) -> list[Fault]:
    words = {"model": request.model, "maker": request.maker}
    return [
        Fault(UNUSABLE_REQUEST, f"{name} is {word[:40]!r}")
        for name, word in words.items()
        if not word.isprintable() or word.strip() in BLANKS or len(word) > LONGEST_NAME
    ]


def _judge_output(request: NewCase) -> list[Fault]:
    output = request.annual_output
    if output is None or (output.is_finite() and output > 0):
        return []
    return [Fault(UNUSABLE_REQUEST, f"annual output is {output}")]


def _faults_of(attempt: Callable[[], object]) -> tuple[Fault, ...]:
    try:
        attempt()
    except FaultsError as error:
        return error.faults
    return ()
