"""The files of an openLCA package: which hold what, and the JSON objects inside them."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cradlegate.background.formats.faults import (
    BAD_FIELD,
    DOUBLE_UUID,
    UNKNOWN_VERSION,
    UNREADABLE_FILE,
)
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.core.fault import Fault, Place

LAST_VERSION = 4
"""Versions 2 to 4 of the schema differ in nothing that is read here."""
_VERSION_FILES = {"openlca.json": "schemaVersion", "olca-schema.json": "version"}
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Package:
    """The files of one package, with everything found in them so far.

    Args:
        files: path → bytes; a folder around the package makes no difference.
        faults: for which it cannot be used.
    """

    files: Mapping[str, bytes]
    faults: list[Fault] = field(default_factory=list)

    def documents(self, folder: str, what: str) -> Iterator[tuple[str, JsonObject]]:
        """Read the files of a folder one after the other, sorted by name.

        Args:
            folder: such as `flows`.
            what: one of its objects is called, such as `flow`.

        Returns:
            id of the object in lower case, and the object.
        """
        file_by_id: dict[str, str] = {}
        for file in _find_files(self.files, folder):
            content = self._parse(file)
            if content is None:
                continue
            key = content.get("@id")
            if not isinstance(key, str) or not key.strip():
                self.faults.append(Fault(BAD_FIELD, f"{what} without an @id", Place(file)))
                continue
            key = key.strip().lower()
            if key in file_by_id:
                found = f"{what} {key} stands in {file_by_id[key]} already"
                self.faults.append(Fault(DOUBLE_UUID, found, Place(file, id=key)))
                continue
            file_by_id[key] = file
            subject = f"{what} `{str(content.get('name') or key).strip()}`"
            yield key, JsonObject(content, file, "", subject, self.faults)

    def schema(self) -> str:
        """Give the version of the schema as the package states it; 1 where it states none.

        Source: openLCA writes `schemaVersion` in openlca.json, before that `version` in
        olca-schema.json, and takes a package without both for schema 1.
        """
        versions = set()
        for name, key in _VERSION_FILES.items():
            for file in sorted(each for each in self.files if each.split("/")[-1] == name):
                version = (self._parse(file) or {}).get(key, 1)
                if type(version) is not int or not 1 <= version <= LAST_VERSION:
                    found = f"schema {str(version)[:_SHOWN]} is not one of 1 to {LAST_VERSION}"
                    self.faults.append(Fault(UNKNOWN_VERSION, found, Place(file, column=key)))
                versions.add(str(version))
        return " and ".join(sorted(versions)) or "1"

    def _parse(self, file: str) -> dict[str, Any] | None:
        try:
            content = json.loads(
                self.files[file].decode("utf-8-sig"), object_pairs_hook=_read_pairs
            )
            if _HALF_CHARACTER.search(self.files[file]):
                json.dumps(content, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            found = f"the file is no usable JSON: {error}"
            self.faults.append(Fault(UNREADABLE_FILE, found, Place(file)))
            return None
        if not isinstance(content, dict):
            self.faults.append(Fault(UNREADABLE_FILE, "the file holds no object", Place(file)))
            return None
        return content


def _find_files(files: Mapping[str, bytes], folder: str) -> list[str]:
    pattern = re.compile(rf"(?:.*/)?{folder}/[^/.][^/]*\.json", re.DOTALL)
    return sorted(file for file in files if pattern.fullmatch(file))


def _read_pairs(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        name = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the name {name[:_SHOWN]!r} stands twice in one object")
    return value
