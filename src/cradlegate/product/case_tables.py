"""The tables of a case, and the files in which they stand."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.file_set import FileSetSpec

MACHINE_FILE = "machine.yaml"
_ATTACHMENTS = ("suppliers/received/*", "evidence/*")


@cache
def case_tables() -> Mapping[str, TableSpec]:
    """Give the tables of a case by name, in the order in which they are read."""
    return read_specs(files("cradlegate.product").joinpath("data/columns.yaml").read_text("utf-8"))


@cache
def case_file_set() -> FileSetSpec:
    """Give what the files of a case hold; received files and evidence are kept as they are."""
    return FileSetSpec(case_tables(), MACHINE_FILE, _ATTACHMENTS)
