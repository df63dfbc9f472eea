"""The command `new`: a case from a template, with what is missing asked for at a terminal."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_faults
from cradlegate.core.outcome import EXIT_INPUT, EXIT_YES

if TYPE_CHECKING:
    from cradlegate.product.draft.new_case import NewCase

USUAL_KIND = "machining_centre"
_ASKED = ("laser_type", "mass", "axes", "spindle_power", "beam_power", "base_material")
_OPTIONAL = ("tools", "pallets", "model", "maker", "country", "destination", "annual_output")


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Described:
    """What is stated of the machine; None or empty where nobody stated it."""

    kind: Annotated[
        str,
        Parameter(
            help="Kind of machine; machining_centre where neither it nor a template is named."
        ),
    ] = ""
    template: Annotated[
        str,
        Parameter(
            help="Template by its id, such as hmc; else picked by kind, axes, pallets, laser type."
        ),
    ] = ""
    mass: Annotated[Decimal | None, Parameter(help="Net mass in kg.")] = None
    axes: Annotated[int | None, Parameter(help="Driven feed axes.")] = None
    spindle_power: Annotated[Decimal | None, Parameter(help="Rated spindle power in kW.")] = None
    beam_power: Annotated[Decimal | None, Parameter(help="Rated beam power of a laser in kW.")] = (
        None
    )
    laser_type: Annotated[str | None, Parameter(help="Type of laser: fibre, co2 or ultrafast.")] = (
        None
    )
    tools: Annotated[int | None, Parameter(help="Places in the tool magazine or turret.")] = None
    pallets: Annotated[int | None, Parameter(help="Pallets or exchange tables.")] = None
    base_material: Annotated[
        str | None, Parameter(help="Material of bed and column, such as grey_iron.")
    ] = None
    bom: Annotated[
        Literal["none", "partial", "complete"],
        Parameter(help="How far your parts list will describe each subassembly."),
    ] = "none"
    model: Annotated[str, Parameter(help="Name of the model.")] = ""
    maker: Annotated[str, Parameter(help="Name of the maker.")] = ""
    country: Annotated[str, Parameter(help="Country of the maker, ISO 3166-1 alpha-2.")] = ""
    destination: Annotated[str, Parameter(help="UN/LOCODE of the port or place it goes to.")] = ""
    annual_output: Annotated[
        Decimal | None, Parameter(help="Machines of this model made in a year.")
    ] = None


NOTHING_STATED = Described()


def new(
    folder: Path,
    *,
    machine: Described = NOTHING_STATED,
    workbook: Annotated[bool, Parameter(negative="")] = False,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Write a new case from a template, ready to compute.

    Example: `cradlegate new my-machine --mass 5800 --axes 3 --spindle-power 11
    --base-material grey_iron`

    Args:
        folder: Where the case goes.
        workbook: Write one XLSX form instead of files.
        force: Replace files that exist.
    """
    from cradlegate.compose import study, surroundings
    from cradlegate.reports.faults_report import report_faults

    request = _complete(machine, surroundings.today())
    names = study.write_new_case(request, folder, as_workbook=workbook, force=force)
    name_files(folder, names)
    target = folder / names[0] if workbook else folder
    faults = study.check_case_at(target).faults
    if any(fault.is_error for fault in faults):
        show_faults(faults, as_json=output.json, plain=output.plain)
        return EXIT_INPUT
    show(report_faults(faults, f"New case {target}"), output, faults)
    return EXIT_YES


def _complete(machine: Described, today: date) -> "NewCase":
    """Ask for what is missing.

    Raises:
        FaultsError: nobody can be asked, or an answer cannot be read.
    """
    from cradlegate.cli.ask import complete_machine
    from cradlegate.product.draft.new_case import NewCase
    from cradlegate.product.machine import BomState

    kind = machine.kind or ("" if machine.template else USUAL_KIND)
    given = {name: getattr(machine, name) for name in _ASKED}
    answers = complete_machine(kind, machine.template, given)
    return NewCase(
        kind=kind,
        template=machine.template,
        net_mass_kg=answers["mass"],
        axes=answers["axes"],
        spindle_kw=answers.get("spindle_power"),
        beam_kw=answers.get("beam_power"),
        laser_type=answers.get("laser_type", ""),
        base_material=answers["base_material"],
        as_of=today,
        bom=BomState(machine.bom),
        **{name: getattr(machine, name) for name in _OPTIONAL},
    )
