"""Lists that a user writes beside a database: what its flows count for, and who supplies whom."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cradlegate.background.datasets.dataset import CharacterisationFactor, CharacterisationMethod
from cradlegate.background.datasets.link import Overrides
from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.csv_tables import read_csv_table
from cradlegate.tables.records.record import Record, read_records


@cache
def list_tables() -> Mapping[str, TableSpec]:
    """Give the two tables by name."""
    folder = files("cradlegate.background.datasets") / "data"
    return read_specs((folder / "list_columns.yaml").read_text("utf-8"))


def read_factor_list(data: bytes, name: str) -> CharacterisationMethod:
    """Read what flows count for: `flow`, `factor` (kg CO2e per unit), `name`, `direction`.

    Args:
        name: of the file.

    Raises:
        FaultsError: everything that is wrong with it.
    """
    factors = tuple(
        CharacterisationFactor(
            each["flow"].lower(), each["name"], each["direction"] == "input", float(each["factor"])
        )
        for each in _read("factors", data, name)
    )
    return CharacterisationMethod(name, name.rpartition(".")[0], "kg CO2e", factors)


def read_supplier_list(data: bytes, name: str) -> Overrides:
    """Read who supplies whom: `process`, `exchange`, `supplier` (empty to leave it open).

    Raises:
        FaultsError: everything that is wrong with it.
    """
    rows = _read("suppliers", data, name)
    return {(row["process"].lower(), row["exchange"]): row["supplier"].lower() for row in rows}


def _read(table: str, data: bytes, name: str) -> list[dict[str, str]]:
    reading = read_csv_table(list_tables()[table], name, data)
    records = [record for raw in reading.tables for record in read_records(raw)]
    faults = [*reading.faults, *(fault for each in records for fault in each.faults)]
    if errors := [fault for fault in faults if fault.is_error]:
        raise FaultsError(errors)
    return [_spell(each) for each in records]


def _spell(record: Record) -> dict[str, str]:
    """Give the cells as texts; what is not there is empty."""
    return {
        name: "" if isinstance(value, Blank) else str(value)
        for name, value in record.values.items()
    }
