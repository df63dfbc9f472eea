"""The ordinary way of one variant: a new case, read, with the use that the row states."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cradlegate.core.fault import FaultsError
from cradlegate.footprint.sources import Sources
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files
from cradlegate.product.draft.new_case import NewCase, draft_case
from cradlegate.product.templates.template import Template
from cradlegate.product.use import UseProfile
from cradlegate.product.variants.rows import Group
from cradlegate.product.variants.table import HOURS, LIFE


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts cases of one template.

    Args:
        as_of: day of the drafts; it decides the year of building and the period of data.
    """

    template: Template
    sources: Sources
    as_of: date

    def draft(self, group: Group, values: Mapping[str, Decimal]) -> Case:
        """Draft and read one case.

        Args:
            values: by parameter of the template; years of life and hours a year where they are
                not those of the template.

        Raises:
            FaultsError: entries that cannot be true of a machine, with all faults.
        """
        files = draft_case(self._ask(group, values))
        reading = read_case_files(files, self.sources.library.families)
        if reading.case is None or any(fault.is_error for fault in reading.faults):
            raise FaultsError(reading.faults)
        case = reading.case
        return replace(case, use=restate_use(case.use, values.get(LIFE), values.get(HOURS)))

    def _ask(self, group: Group, values: Mapping[str, Decimal]) -> NewCase:
        def whole(name: str) -> int | None:
            return int(values[name]) if name in values else None

        return NewCase(
            kind="",
            template=self.template.id,
            net_mass_kg=values["net_mass_kg"],
            axes=whole("axes") or 0,
            spindle_kw=values.get("spindle_kw"),
            beam_kw=values.get("beam_kw"),
            tools=whole("tools"),
            pallets=whole("pallets"),
            base_material=group.base_material,
            as_of=self.as_of,
            country=group.country,
            destination=group.destination,
        )


def restate_use(
    use: UseProfile | None, life_years: Decimal | None, hours_per_year: Decimal | None
) -> UseProfile | None:
    """State another life and other hours; every state keeps its share of the hours."""
    if use is None:
        return None
    hours = use.hours_per_year if hours_per_year is None else hours_per_year
    states = tuple(
        replace(state, hours_per_year=state.hours_per_year * hours / use.hours_per_year)
        for state in use.states
    )
    life = use.life_years if life_years is None else life_years
    return replace(use, life_years=life, hours_per_year=hours, states=states)
