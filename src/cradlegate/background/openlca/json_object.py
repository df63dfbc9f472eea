"""JSON objects of a package, read field by field; what is wrong is gathered with its place."""

import math
from dataclasses import dataclass
from typing import Any

from cradlegate.background.formats.faults import BAD_FIELD, BAD_NUMBER
from cradlegate.core.fault import Fault, FaultKind, Place

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class JsonObject:
    """One object of a file.  A field that is `null` counts as missing.

    Args:
        file: in which it stands.
        path: to it inside the file, such as `exchanges[3].`; empty for the whole file.
        subject: what it is in words, put before everything found in it.
        faults: to which findings are added.
    """

    content: dict[str, Any]
    file: str
    path: str
    subject: str
    faults: list[Fault]

    def text(self, *names: str) -> str:
        """Give the first of some texts that is there, without blanks around it; else an empty one.

        Schema 1 and schema 2 have different names for the same.
        """
        for name in names:
            value = self.content.get(name)
            if isinstance(value, str):
                return value.strip()
            if value is not None:
                self.refuse(BAD_FIELD, f"{name} is {_show(value)}, no text", name)
        return ""

    def number(self, name: str) -> float | None:
        """Give a finite number; None where none is stated or what stands there was refused."""
        value = self.content.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(BAD_NUMBER, f"{name} is {_show(value)}, no number", name)
            return None
        try:
            figure = float(value)
        except OverflowError:
            figure = math.inf
        if not math.isfinite(figure):
            self.refuse(BAD_NUMBER, f"{name} is {_show(value)}, no finite number", name)
            return None
        return figure

    def needed_number(self, name: str) -> float | None:
        """Give a finite number that must be there."""
        if self.content.get(name) is None:
            self.refuse(BAD_FIELD, f"{name} is missing", name)
        return self.number(name)

    def flag(self, *names: str) -> bool:
        """Tell whether one of some fields is true; one that is missing is false."""
        is_set = False
        for name in names:
            value = self.content.get(name)
            if isinstance(value, bool):
                is_set = is_set or value
            elif value is not None:
                self.refuse(BAD_FIELD, f"{name} is {_show(value)}, neither true nor false", name)
        return is_set

    def inside(self, name: str, subject: str = "") -> "JsonObject | None":
        """Give the object in a field; None where none is stated or something else stands there."""
        value = self.content.get(name)
        if isinstance(value, dict):
            path = f"{self.path}{name}."
            return JsonObject(value, self.file, path, subject or self.subject, self.faults)
        if value is not None:
            self.refuse(BAD_FIELD, f"{name} is {_show(value)}, no object", name)
        return None

    def each(self, name: str) -> "list[JsonObject]":
        """Give the objects of a list; an empty one where no list is stated."""
        value = self.content.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(BAD_FIELD, f"{name} is {_show(value)}, no list", name)
            return []
        found = []
        for number, item in enumerate(value):
            if isinstance(item, dict):
                path = f"{self.path}{name}[{number}]."
                found.append(JsonObject(item, self.file, path, self.subject, self.faults))
            else:
                self.refuse(BAD_FIELD, f"{name}[{number}] is {_show(item)}, no object", name)
        return found

    def id_of(self, name: str) -> str:
        """Give the id of the object that a field refers to; empty where it refers to none."""
        value = self.content.get(name)
        if isinstance(value, dict) and isinstance(value.get("@id"), str):
            return str(value["@id"]).strip().lower()
        if value is not None:
            self.refuse(BAD_FIELD, f"{name} is {_show(value)}, no reference with an id", name)
        return ""

    def name_of(self, name: str) -> str:
        """Give what a reference calls the object it refers to, or its id; empty without either."""
        value = self.content.get(name)
        return str(value.get("name") or value.get("@id")).strip() if isinstance(value, dict) else ""

    def about(self, subject: str) -> "JsonObject":
        """Give the same object with other words for what it is."""
        return JsonObject(self.content, self.file, self.path, subject, self.faults)

    def refuse(self, kind: FaultKind, found: str, field: str = "") -> None:
        """Add a fault to those found so far."""
        self.faults.append(self.fault(kind, found, field))

    def fault(self, kind: FaultKind, found: str, field: str = "") -> Fault:
        """Make a fault, or a warning, that stands here."""
        return Fault(kind, f"{self.subject}: {found}", Place(self.file, column=self.path + field))


def _show(value: object) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return repr(value)[:_SHOWN]
