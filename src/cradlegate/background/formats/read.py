"""A database in whatever format it comes."""

from collections.abc import Callable, Mapping

from cradlegate.background.datasets.dataset import InventoryDatabase
from cradlegate.background.ecospold2.read import read_ecospold2
from cradlegate.background.formats.detect import DatabaseFormat, detect_format
from cradlegate.background.formats.package_faults import UNKNOWN_FORMAT
from cradlegate.background.ilcd.read import read_ilcd
from cradlegate.background.openlca.read import read_openlca
from cradlegate.core.fault import Fault, FaultsError, Place

Reader = Callable[[Mapping[str, bytes], str], InventoryDatabase]
_READERS: Mapping[DatabaseFormat, Reader] = {
    DatabaseFormat.OPENLCA: read_openlca,
    DatabaseFormat.ILCD: read_ilcd,
    DatabaseFormat.ECOSPOLD_2: read_ecospold2,
    # ecoSpold 1 is refused by the reader of ecoSpold 2, which says what to do.
    DatabaseFormat.ECOSPOLD_1: read_ecospold2,
}


def read_database(files: Mapping[str, bytes], name: str) -> InventoryDatabase:
    """Read a database; its format is told by the content of its files.

    Args:
        files: bytes by path, as `open_package` gives them.
        name: what to call the database.

    Raises:
        FaultsError: no format that is read, or every fault that its reader finds.
    """
    found = detect_format(files, name)
    if found not in _READERS:
        told = f"{found} holds factors and no processes"
        raise FaultsError([Fault(UNKNOWN_FORMAT, told, Place(name))])
    return _READERS[found](files, name)
