"""The workbook form of a case."""

from collections.abc import Mapping

from cradlegate.core.fault import FaultsError
from cradlegate.product.case_tables import case_file_set, case_tables
from cradlegate.tables.reading.file_set import read_file_set
from cradlegate.tables.workbook import write_form


def write_workbook(files: Mapping[str, bytes] | None = None) -> bytes:
    """Write the workbook form of a case; without files the empty form.

    Reading the workbook gives the same case as reading the files, where the received files and
    the evidence stand beside either.

    Args:
        files: bytes by posix path, as for `read_case_files`.

    Raises:
        FaultsError: tables that cannot be told apart into cells, or texts that cannot be kept.
    """
    raw = read_file_set(case_file_set(), files or {})
    if raw.errors:
        raise FaultsError(raw.errors)
    return write_form(case_tables(), "Case of a machine", raw.tables)
