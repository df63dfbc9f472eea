"""What a case owes to the imported databases whose processes it uses."""

from collections.abc import Iterable, Iterator

from cradlegate.background.processes.figure import LinkedDatabase, Standing
from cradlegate.core.blank import known
from cradlegate.core.fault import Fault, Place
from cradlegate.footprint.dataset_faults import FACTORS_MIXED, NOT_LISTED, TWO_OF_ONE_NAME
from cradlegate.footprint.inventory.activity import Activity
from cradlegate.product.case import Case
from cradlegate.product.energy import EnergyRow, EnergyScope


def list_databases(activities: Iterable[Activity]) -> tuple[LinkedDatabase, ...]:
    """List the databases that activities rest on, those they take from included, in order."""
    found = {
        database.id: database
        for activity in activities
        if activity.choice.chosen.origin
        for database in activity.choice.chosen.origin.databases
    }
    return tuple(found.values())


def judge_processes(case: Case, activities: Iterable[Activity]) -> tuple[Fault, ...]:
    """Find accounts with several factors, ids that stand for two figures, databases not listed."""
    activities = tuple(activities)
    return (
        *_find_mixed(case),
        *_find_doubles(activities),
        *(
            Fault(NOT_LISTED, f"{each.name} ({each.format})")
            for each in list_databases(activities)
            if each.standing is Standing.NOT_LISTED
        ),
    )


def _find_mixed(case: Case) -> Iterator[Fault]:
    first: dict[tuple[str, ...], EnergyRow] = {}
    for row in case.energy:
        if row.scope is EnergyScope.REFURBISHMENT:
            continue
        account = (row.site, row.carrier, str(row.supply), known(row.instrument_id) or "")
        before = first.setdefault(account, row)
        if row.factor_id != before.factor_id:
            told = f"{row.row_id} names {_tell(row)}, {before.row_id} {_tell(before)}"
            place = Place(row.place.file, row.place.row, "factor_id", row.row_id)
            yield Fault(FACTORS_MIXED, told, place)


def _tell(row: EnergyRow) -> str:
    return row.factor_id or "none"


def _find_doubles(activities: Iterable[Activity]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for activity in activities:
        factor = activity.choice.chosen
        if factor.origin:
            own = factor.origin.database.id
            other = seen.setdefault(factor.id, own)
            if own != other:
                found = f"{factor.id} of the databases {other} and {own}"
                yield Fault(TWO_OF_ONE_NAME, found, Place(id=activity.id))
