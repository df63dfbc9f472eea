"""The files of an ILCD package, told apart by what they hold and not by their names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cradlegate.background.datasets.dataset import CharacterisationMethod
from cradlegate.background.formats.faults import (
    BAD_FIELD,
    DOUBLE_UUID,
    HOSTILE_XML,
    NO_FORMATS_EXTRA,
    OLDER_VERSION,
    UNKNOWN_VERSION,
    UNREADABLE_FILE,
)
from cradlegate.background.ilcd.data_set import DataSet, find_text
from cradlegate.background.ilcd.flows import PublishedFlow, read_flow
from cradlegate.background.ilcd.methods import read_method
from cradlegate.background.ilcd.processes import (
    PublishedProcess,
    read_process,
    read_terms,
)
from cradlegate.background.ilcd.tidas import ROOTS, is_tidas, parse_tidas
from cradlegate.background.ilcd.units import read_reference_unit, read_unit_group_id
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.tables.reading.xml_trees import XmlFaultKinds, name_tag, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_FILE = 50_000_000
"""Bytes of one XML file."""

_XML_FAULTS = XmlFaultKinds(
    no_extra=NO_FORMATS_EXTRA, not_read=UNREADABLE_FILE, hostile=HOSTILE_XML
)
_NAMESPACE = "{http://lca.jrc.it/ILCD/"
_ATTACHED = "external_docs"
_XML, _JSON = ".xml", ".json"


@dataclass(frozen=True, slots=True)
class Package:
    """What the data sets of a package say, before they are put together.

    Args:
        units: name of the reference unit of every unit group, by its id.
        properties: id of the unit group of every flow property, by its id.
        terms: what data sets say of the terms of use, by file.
        found: faults of single files.
    """

    units: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    flows: dict[str, PublishedFlow] = field(default_factory=dict)
    processes: dict[str, PublishedProcess] = field(default_factory=dict)
    methods: dict[str, CharacterisationMethod] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    found: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of a data set, with what was found wrong in it.

    Args:
        number: such as (1, 0, 0); nothing where none is stated.
    """

    number: tuple[int, ...]
    file: str
    found: list[Fault] = field(default_factory=list)


def read_package(files: Mapping[str, bytes]) -> Package:
    """Read every file of XML or TIDAS in the order of the names; each is forgotten before the next.

    Attached documents, files of other kinds, sources, contacts, life cycle models and lists of
    locations or categories are left alone.  Of several versions of a data set the newest counts.

    Raises:
        FaultsError: without lxml (BG-120), which says so once and not for every file.
    """
    reader = _Reader(Package())
    for path in sorted(files):
        if _ATTACHED not in path.split("/") and _is_data_set(files[path], path):
            reader.read(files[path], path)
    of_data_sets = [fault for each in reader.versions.values() for fault in each.found]
    return replace(reader.package, found=[*reader.package.found, *of_data_sets])


def _is_data_set(data: bytes, path: str) -> bool:
    return path.lower().endswith(_XML) or (path.lower().endswith(_JSON) and is_tidas(data))


@dataclass(frozen=True, slots=True)
class _Reader:
    package: Package
    versions: dict[tuple[str, str], _Version] = field(default_factory=dict)

    def read(self, data: bytes, path: str) -> None:
        package = self.package
        data_set = self._open(data, path)
        if data_set is None:
            return
        kind = name_tag(data_set.root)
        found = self.versions[kind, data_set.id].found
        match kind:
            case "unitGroupDataSet":
                package.units[data_set.id] = read_reference_unit(data_set, found)
            case "flowPropertyDataSet":
                package.properties[data_set.id] = read_unit_group_id(data_set, found)
            case "flowDataSet":
                package.flows[data_set.id] = read_flow(data_set, found)
            case "processDataSet":
                package.processes[data_set.id] = read_process(data_set, found)
                self._note_terms(data_set)
            case _:
                if method := read_method(data_set, found):
                    package.methods[data_set.id] = method
                    self._note_terms(data_set)

    def _open(self, data: bytes, path: str) -> DataSet | None:
        """Parse a file; None where it is no data set that is read, or cannot be."""
        if len(data) > LARGEST_FILE:
            self._report(UNREADABLE_FILE, f"it has {len(data)} bytes", path)
            return None
        try:
            is_xml = path.lower().endswith(_XML)
            root = parse_xml(data, path, _XML_FAULTS) if is_xml else parse_tidas(data, path)
        except FaultsError as error:
            if error.faults[0].kind is NO_FORMATS_EXTRA:
                raise
            self.package.found.extend(error.faults)
            return None
        kind = name_tag(root)
        if kind not in ROOTS or self._is_of_other_version(root, path):
            return None
        name = find_text(root, "*/dataSetInformation/UUID").lower()
        if not name:
            self._report(BAD_FIELD, "it has no UUID", path)
            return None
        return DataSet(path, name, root) if self._is_newest((kind, name), root, path) else None

    def _is_newest(self, key: tuple[str, str], root: "_Element", path: str) -> bool:
        """Tell whether no newer version was read; an older one that was is forgotten."""
        stated = find_text(root, "administrativeInformation/publicationAndOwnership/dataSetVersion")
        version = _Version(tuple(int(each) for each in re.findall("[0-9]+", stated)[:3]), path)
        other = self.versions.setdefault(key, version)
        if other is version:
            return True
        if other.number == version.number:
            self._report(DOUBLE_UUID, f"its id {key[1]} is that of {other.file} too", path)
            return False
        newer, older = sorted((other, version), key=lambda each: each.number, reverse=True)
        words = f"{key[1]} is there in the newer version of {newer.file}"
        self._report(OLDER_VERSION, words, older.file)
        self.versions[key] = newer
        if newer is version:
            self.package.terms.pop(older.file, None)
        return newer is version

    def _is_of_other_version(self, root: "_Element", path: str) -> bool:
        version = root.get("version", "1.1")
        is_other = not str(root.tag).startswith(_NAMESPACE) or not version.startswith("1.")
        if is_other:
            words = f"it is <{root.tag}> of version {version}, and not of ILCD 1.1"
            self._report(UNKNOWN_VERSION, words, path)
        return is_other

    def _note_terms(self, data_set: DataSet) -> None:
        if terms := read_terms(data_set):
            self.package.terms[data_set.file] = terms

    def _report(self, kind: FaultKind, words: str, path: str) -> None:
        self.package.found.append(Fault(kind, words, Place(path)))
