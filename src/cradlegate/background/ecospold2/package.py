"""The XML files of an ecoSpold 2 package, told apart by what they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cradlegate.background.ecospold2.activity import Activity, read_activity
from cradlegate.background.ecospold2.master_data import MasterData
from cradlegate.background.ecospold2.parts import NAMESPACE
from cradlegate.background.formats.faults import (
    BAD_FIELD,
    HOSTILE_XML,
    NO_FORMATS_EXTRA,
    NOTHING_TO_READ,
    OLD_ECOSPOLD,
    UNREADABLE_FILE,
)
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.tables.reading.xml_trees import XmlFaultKinds, name_tag, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_FAULTS = XmlFaultKinds(
    no_extra=NO_FORMATS_EXTRA, not_read=UNREADABLE_FILE, hostile=HOSTILE_XML
)
_DATASETS = (f"{NAMESPACE}activityDataset", f"{NAMESPACE}childActivityDataset")
_OLD_NAMESPACE = "{http://www.EcoInvent.org/EcoSpold01"


@dataclass(frozen=True, slots=True)
class Package:
    """What the XML files of a package hold.

    Args:
        activities: in the order of the files by name.
        faults: errors and warnings of single files.
    """

    activities: tuple[Activity, ...]
    master: MasterData
    faults: tuple[Fault, ...]


def read_package(files: Mapping[str, bytes], name: str) -> Package:
    """Read every `.spold` and `.xml` file of a package; other files are left alone.

    Args:
        files: by path.
        name: of the package, for faults.

    Raises:
        FaultsError: without lxml (BG-120), which says so once and not for every file.
    """
    sorter = _Sorter()
    for path in sorted(files):
        if path.lower().endswith((".spold", ".xml")):
            sorter.sort(files[path], path)
    return Package(tuple(sorter.activities), sorter.master, tuple(sorter.list_faults(name)))


class _Sorter:
    """Puts what files hold where it belongs, one file after the other."""

    def __init__(self) -> None:
        self.activities: list[Activity] = []
        self.master = MasterData()
        self._faults: list[Fault] = []
        self._old: list[str] = []

    def sort(self, data: bytes, path: str) -> None:
        try:
            root = parse_xml(data, path, _XML_FAULTS)
        except FaultsError as error:
            if error.faults[0].kind is NO_FORMATS_EXTRA:
                raise
            self._faults += error.faults
            return
        datasets = list(root.iterchildren(*_DATASETS))
        if _is_old(root):
            self._old.append(path)
        elif datasets:
            self._read(datasets, path)
        elif path.lower().endswith(".spold"):
            found = "there is no activity dataset of ecoSpold 2 in it"
            self._faults.append(Fault(BAD_FIELD, found, Place(path)))
        else:
            self.master = self.master.add(root)

    def _read(self, datasets: "list[_Element]", path: str) -> None:
        for dataset in datasets:
            reading = read_activity(dataset, path)
            self._faults += reading.faults
            if reading.activity is not None:
                self.activities.append(reading.activity)

    def list_faults(self, name: str) -> Iterator[Fault]:
        if self._old:
            number = len(self._old)
            found = f"{number} files of {name} are" if number > 1 else f"the file of {name} is"
            yield Fault(OLD_ECOSPOLD, f"{found} ecoSpold 1", Place(self._old[0]))
        yield from self._faults
        if not (self.activities or self._old or any(fault.is_error for fault in self._faults)):
            yield Fault(NOTHING_TO_READ, f"{name} has no dataset of ecoSpold 2", Place(name))


def _is_old(root: "_Element") -> bool:
    """Tell ecoSpold 1 by its namespace, or by its datasets where it has none."""
    is_named = str(root.tag).startswith(_OLD_NAMESPACE)
    has_datasets = any(name_tag(child) == "dataset" for child in root)
    return name_tag(root).lower() == "ecospold" and (is_named or has_datasets)
