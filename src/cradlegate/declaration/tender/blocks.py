"""The six mandatory blocks of a declaration, each as one sentence of a tender sheet.

Figures in sentences are rounded to three significant digits; columns of their own carry them exact.

Source: ISO/TR 24122 as reported (S3-20).
"""

from decimal import Decimal

from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.footprint.rounding import decimal_text, round_significant

_PERCENT = Decimal(100)


def say_boundary(read: DeclarationDocument) -> str:
    """Say what the headline covers, and what was cut off."""
    block = read.declaration.blocks.system_boundary
    cut = (block.cutoff_mass, block.cutoff_energy, block.cutoff_ghg)
    mass, energy, ghg = (_percent(each) for each in cut)
    return (
        f"{block.view}: {', '.join(block.stages)}; transport ends at {block.transport_end}, "
        f"destination {block.destination}; data of {block.data_period}; "
        f"cut-off {mass} of mass, {energy} of energy, {ghg} of GHG; "
        f"{len(block.left_out)} left out"
    )


def say_unit(read: DeclarationDocument) -> str:
    """Say what the figures are per."""
    block = read.declaration.blocks.declared_unit
    return (
        f"{decimal_text(block.amount)} {block.unit}; "
        f"reference flow {decimal_text(block.reference_flow_kg)} kg; "
        f"{decimal_text(block.rated_power_kw)} kW ({block.rated_power_basis})"
    )


def say_allocation(read: DeclarationDocument) -> str:
    """Say how what machines share was divided, and how life cycles were cut."""
    block = read.declaration.blocks.allocation
    keys = [
        f"{each.id} by {each.driver}, {_percent(each.share_per_machine)} per machine"
        for each in block.keys
    ]
    end = f"end of life by {block.end_of_life_method}"
    return "; ".join((*keys, end) if keys else ("nothing shared", end))


def say_primary_share(read: DeclarationDocument) -> str:
    """Say how much rests on primary data, in both ways of counting."""
    block = read.declaration.blocks.primary_data
    return f"{_percent(block.strict)} strict; {_percent(block.by_activity)} by activity"


def say_uncertainty(read: DeclarationDocument) -> str:
    """Say in which interval the headline lies, and how that was drawn."""
    block, view = read.declaration.blocks.uncertainty, read.declaration.headline
    return (
        f"{_percent(block.level)} interval {_round(view.low)} to {_round(view.high)} kg CO2e; "
        f"{block.draws} draws, seed {block.seed}; {block.factors_with_own_spread} factors with a "
        f"spread of their own, {block.factors_with_default_spread} with a default"
    )


def say_sensitivity(read: DeclarationDocument) -> str:
    """Say which figure moves the headline most, and what electricity instruments do."""
    block = read.declaration.blocks.sensitivity
    widest = [
        f"widest {each.id}, which moves the headline by {_round(each.low_kgco2e)} to "
        f"{_round(each.high_kgco2e)} kg CO2e"
        for each in block.varied[:1]
    ]
    pair = (
        f"{_round(block.with_instruments_kgco2e)} kg CO2e with electricity instruments, "
        f"{_round(block.without_instruments_kgco2e)} without"
    )
    return "; ".join((f"{block.count} figures varied one at a time", *widest, pair))


def say_gwp(declaration: Declaration) -> str:
    """Say which GWP sets the result rests on, each with its share."""
    shares = sorted(declaration.blocks.gwp.mix.items())
    return ", ".join(f"{name} {_percent(share)}" for name, share in shares)


def _percent(share: Decimal) -> str:
    return f"{_round(share * _PERCENT)} %"


def _round(value: Decimal) -> str:
    return decimal_text(round_significant(value))
