"""Rows of a table of variants, looked at against their template."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.lca.elementary import Floats
from cradlegate.product.formula_faults import NOT_STATED, NOT_WHOLE
from cradlegate.product.template_faults import PARAMETER_OUT_OF_RANGE, UNKNOWN_BASE_MATERIAL
from cradlegate.product.templates.expansion import expand_template
from cradlegate.product.templates.template import Driver, Parameter, Template
from cradlegate.product.variants.table import COLUMN_BY_PARAMETER, USE_COLUMNS

_NEAR = 1e-9
"""Relative distance within which a float does not decide on a limit."""
Bools = NDArray[np.bool_]


class RowFault(NamedTuple):
    """A fault of one row, counted from 0, in one column."""

    row: int
    column: str
    fault: Fault


class Group(NamedTuple):
    """Everything of a variant that is no number; empty words are filled in as a new case does."""

    base_material: str
    country: str
    destination: str


@dataclass(frozen=True, slots=True)
class GivenRows:
    """What a table says, column by column.

    Args:
        numbers: by column, shape (rows,); not a number where there is none.
        absent: by column, shape (rows,): known to have none of it.
        groups: one for every row.
    """

    numbers: Mapping[str, Floats]
    absent: Mapping[str, Bools]
    groups: Sequence[Group]


@dataclass(frozen=True, slots=True)
class SettledRows:
    """Rows as they are computed.

    Args:
        values: by parameter of the template, then by column of the use profile; shape (rows,).
        is_usable: shape (rows,): no fault stands against the row.
        faults: in the order of the rows.
    """

    values: Mapping[str, Floats]
    groups: Sequence[Group]
    is_usable: Bools
    faults: tuple[RowFault, ...]

    def value(self, row: int) -> dict[str, Decimal]:
        """Give the numbers of one row as they would be written."""
        return {name: Decimal(repr(float(each[row]))) for name, each in self.values.items()}


def settle_rows(template: Template, given: GivenRows) -> SettledRows:
    """Fill in what is usual, and look at every row as a new case looks at its entries."""
    faults: list[RowFault] = []
    values: dict[str, Floats] = {}
    for name, parameter in template.parameters.items():
        values[name] = _fill_in(name, parameter, given)
        faults += _judge(name, parameter, values[name], template.id)
    faults += _judge_base(template, given.groups)
    is_sound = np.ones(len(given.groups), np.bool_)
    is_sound[[each.row for each in faults]] = False
    faults += _judge_balance(template, values, given.groups, is_sound)
    is_sound[[each.row for each in faults]] = False
    counted = count_above(template, values)
    for column, default in USE_COLUMNS.items():
        usual = drive(template.defaults[default].amount, counted)
        stated = given.numbers[column]
        values[column] = np.where(np.isnan(stated), usual, stated)
    ordered = tuple(sorted(faults, key=lambda each: each.row))
    return SettledRows(values, given.groups, is_sound, ordered)


def count_above(template: Template, values: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give what counts of every parameter: all above what the shares of the template hold."""
    return {
        name: np.maximum(values[name] - float(parameter.contained), 0.0)
        for name, parameter in template.parameters.items()
    }


def drive(driver: Driver, counted: Mapping[str, Floats]) -> Floats:
    """Work out a driver for many machines; shape (rows,)."""
    amount = np.full_like(next(iter(counted.values())), float(driver.fixed))
    for name, each in driver.per.items():
        if name in counted:
            amount = amount + float(each) * counted[name]
    return amount


def _fill_in(name: str, parameter: Parameter, given: GivenRows) -> Floats:
    column = COLUMN_BY_PARAMETER[name]
    usual = np.nan if parameter.usual is None else float(parameter.usual)
    stated = np.where(given.absent[column], 0.0, given.numbers[column])
    return np.where(np.isnan(stated), usual, stated)


def _judge(name: str, parameter: Parameter, values: Floats, template: str) -> list[RowFault]:
    """Find rows where a parameter is missing, has a fraction, or lies outside its range."""
    column = COLUMN_BY_PARAMETER[name]
    is_missing = np.isnan(values)
    is_broken = (values != np.rint(values)) & ~is_missing & (parameter.unit == "1")
    is_inside = (values >= float(parameter.low)) & (values <= float(parameter.high))
    is_outside = ~is_inside & ~is_missing & ~is_broken

    def tell_outside(row: int) -> Fault:
        limits = f"{template} holds from {parameter.low} to {parameter.high}"
        return Fault(PARAMETER_OUT_OF_RANGE, f"{name} is {values[row]:.12g}; {limits}")

    return [
        *_list(column, is_missing, lambda _: Fault(NOT_STATED, f"{template} needs {column}")),
        *_list(column, is_broken, lambda row: Fault(NOT_WHOLE, f"{column} is {values[row]:.12g}")),
        *_list(column, is_outside, tell_outside),
    ]


def _list(column: str, where: Bools, tell: Callable[[int], Fault]) -> list[RowFault]:
    return [RowFault(int(row), column, tell(int(row))) for row in np.flatnonzero(where)]


def _judge_base(template: Template, groups: Sequence[Group]) -> list[RowFault]:
    offered = ", ".join(template.base_materials)
    faults = []
    for row, group in enumerate(groups):
        if not group.base_material:
            fault = Fault(NOT_STATED, f"{template.id} needs base_material: {offered}")
        elif group.base_material not in template.base_materials:
            found = f"base material {group.base_material!r}; {template.id} offers {offered}"
            fault = Fault(UNKNOWN_BASE_MATERIAL, found)
        else:
            continue
        faults.append(RowFault(row, "base_material", fault))
    return faults


def _judge_balance(
    template: Template, values: Mapping[str, Floats], groups: Sequence[Group], is_sound: Bools
) -> list[RowFault]:
    """Find rows whose parameters ask for more mass than there is; the template itself decides."""
    counted = count_above(template, values)
    driven = sum(
        (drive(one.mass, counted) for one in template.subassemblies if one.mass),
        np.zeros(len(groups)),
    )
    limit = values["net_mass_kg"] * float(template.driven_share.high) * (1.0 - _NEAR)
    faults = []
    for row in map(int, np.flatnonzero(is_sound & ~(driven <= limit))):
        stated = {name: Decimal(repr(float(values[name][row]))) for name in template.parameters}
        try:
            expand_template(template, template.size(stated), groups[row].base_material)
        except FaultsError as error:
            faults += [RowFault(row, "net_mass", fault) for fault in error.faults]
    return faults
