"""The tables of a shipment, and the files in which they stand."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.file_set import FileSetSpec

SHIPMENTS_FILE = "shipments.csv"
DOCUMENTS_FOLDER = "documents/"


@cache
def shipment_tables() -> Mapping[str, TableSpec]:
    """Give the tables of a shipment by name, in the order in which they are read."""
    text = files("cradlegate.border").joinpath("data/shipment_columns.yaml").read_text("utf-8")
    return read_specs(text)


@cache
def shipment_file_set() -> FileSetSpec:
    """Give what the files of a shipment hold; documents are kept as they are."""
    return FileSetSpec(shipment_tables(), SHIPMENTS_FILE, (f"{DOCUMENTS_FOLDER}*",))
