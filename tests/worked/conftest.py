import pytest

from cradlegate.background.library import load_library
from cradlegate.core.fault import FaultsError
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources
from cradlegate.product.case_files import read_case_files
from tests.worked.worked_cases import HERE, read_files


@pytest.fixture(scope="session")
def library():
    """A library of round numbers, so that results can be followed with pencil and paper."""
    return load_library(read_files(HERE / "library"))


@pytest.fixture(scope="session")
def compute(library):
    """Compute a worked case by its folder's name; `files` replaces or adds files of the case."""

    def run(name, files=None, **settings):
        given = read_files(HERE / name) | (files or {})
        reading = read_case_files(given, library.families)
        if reading.case is None:
            raise FaultsError(reading.faults)
        return calculate(
            reading.case, Sources(library), Settings(draws=200, **settings), reading.faults
        )

    return run
