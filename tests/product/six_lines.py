"""A small valid case, and ways to spoil it."""

import csv
import io
from pathlib import Path

from cradlegate.core.fault import Fault
from cradlegate.product.case import Case, CaseReading
from cradlegate.product.case_files import read_case_files

FOLDER = Path(__file__).parent / "fixtures" / "six-lines"
FAMILIES = (
    "grey_iron", "ductile_iron", "steel_bar", "steel_alloy", "steel_sheet", "cabinet_electric",
    "timber", "coolant_concentrate", "bearing", "mineral_oil", "plastic_pa",
)  # fmt: skip
MINIMAL_MACHINE = "machine.yaml"


def six_lines() -> dict[str, bytes]:
    """The files of the case, as a folder gives them."""
    return {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file()
    }


def read(files: dict[str, bytes]) -> CaseReading:
    return read_case_files(files, FAMILIES)


def read_whole(files: dict[str, bytes]) -> Case:
    """Read a case that must have a machine."""
    case = read(files).case
    assert case is not None
    return case


def with_text(file: str, old: str, new: str) -> dict[str, bytes]:
    """Replace a text of one file, which must be there."""
    files = six_lines()
    text = files[file].decode()
    assert old in text
    return files | {file: text.replace(old, new).encode()}


def with_cell(file: str, row: int, column: str, text: str) -> dict[str, bytes]:
    """Put a text into one cell of a CSV file; row 2 is the first below the heading."""
    files = six_lines()
    grid = list(csv.reader(io.StringIO(files[file].decode(), newline="")))
    grid[row - 1][grid[0].index(column)] = text
    return files | {file: to_csv(grid)}


def to_csv(grid: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(grid)
    return buffer.getvalue().encode()


def errors(reading: CaseReading) -> list[Fault]:
    return [fault for fault in reading.faults if fault.is_error]


def only_error(files: dict[str, bytes]) -> Fault:
    """Read a case that must have exactly one error, and give it."""
    found = errors(read(files))
    assert len(found) == 1, [str(fault) for fault in found]
    return found[0]


def codes(reading: CaseReading) -> list[str]:
    return [fault.code for fault in reading.faults]
