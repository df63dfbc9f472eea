"""The shipped example of a customs entry, changed cell by cell, for the tests of this room."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from cradlegate.border.entries.entry import CustomsEntry, Submission
from cradlegate.border.entries.files import read_entry, read_submissions
from cradlegate.border.entries.tables import read_example
from cradlegate.border.matching.expected import Expected, draw_up
from cradlegate.border.matching.field_match import Field, FieldMatch, Relation
from cradlegate.border.matching.match import Asked, Match, match_entry
from cradlegate.border.matching.order import Signing
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.contents import open_dossier

FROZEN = Path(__file__).parents[2] / "dossier" / "frozen"
NUMBER = "urn:cradlegate:declaration:09401930c23cd5283d8620e86d3d0e03"
SERIAL = "VMC850-26-0117"
NOW = datetime(2026, 8, 20, 9, tzinfo=UTC)
SIGNED = datetime(2026, 3, 31, 8, tzinfo=UTC)
HOLDS = Finding(Outcome.MET, "every check of the dossier is met")

EQUAL, COMPATIBLE = Relation.EQUAL, Relation.COMPATIBLE
CONFLICT, UNKNOWN, NOT_COMPARED = Relation.CONFLICT, Relation.UNKNOWN, Relation.NOT_COMPARED


@lru_cache(maxsize=1)
def document() -> DeclarationDocument:
    """The declaration in the frozen dossier: for the type VMC-850, made in CN."""
    read = open_dossier((FROZEN / "vmc-850.dossier").read_bytes(), "vmc-850.dossier").declaration
    assert read is not None
    return read


def declared(**changes: Any) -> Declaration:
    """That declaration with another machine."""
    read = document().declaration
    return replace(read, machine=replace(read.machine, **changes))


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a shipped example file."""
    return list(csv.DictReader(io.StringIO(read_example()[name].decode())))


def table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows as CSV."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def draft(*lines: Mapping[str, str]) -> bytes:
    """The example draft as CSV, with lines that change its cells."""
    base = rows_of("draft.csv")[0]
    return table({**base, **each} for each in lines or ({},))


def entry(*lines: Mapping[str, str]) -> CustomsEntry:
    reading = read_entry(draft(*lines), "draft.csv")
    assert reading.entry is not None, reading.faults
    return reading.entry


def submission(**cells: str) -> Submission:
    data = table([{**rows_of("submission.csv")[0], **cells}])
    reading = read_submissions(data, "submission.csv")
    assert reading.submissions, reading.faults
    return reading.submissions[0]


def consignment(*machines: Mapping[str, str], parties: bytes | None = None) -> Consignment:
    """The example shipment, with rows that change its machine."""
    folder = package_files("cradlegate.border") / "data" / "examples" / "to-vietnam"
    files = {each.name: each.read_bytes() for each in folder.iterdir()}
    base = next(csv.DictReader(io.StringIO(files["shipments.csv"].decode())))
    files["shipments.csv"] = table({**base, **each} for each in machines or ({},))
    files["parties.csv"] = parties or files["parties.csv"]
    reading = read_shipment_files(files)
    return reading.consignments[0]


def asked(
    declaration: Declaration | None = None,
    shipped: Consignment | None = None,
    **changes: Any,
) -> Asked:
    """The example declaration and shipment, changed by fields."""
    expected = draw_up(declaration or declared(), document().digest, shipped)
    return replace(Asked(expected, HOLDS, Signing(SIGNED), NOW), **changes)


def expected(
    declaration: Declaration | None = None, shipped: Consignment | None = None
) -> Expected:
    return asked(declaration, shipped).expected


def matched(
    *lines: Mapping[str, str],
    declaration: Declaration | None = None,
    shipped: Consignment | None = None,
    is_shipped: bool = True,
    **changes: Any,
) -> Match:
    """The example compared: declaration, shipment and entry, each changed."""
    given = (shipped or consignment()) if is_shipped else None
    return match_entry(entry(*lines), asked(declaration, given, **changes))


def found(match: Match, field: Field) -> FieldMatch:
    """The only match of a field."""
    (one,) = [each for each in match.fields if each.field is field]
    return one


def relation(match: Match, field: Field) -> Relation:
    return found(match, field).relation


def not_agreeing(match: Match) -> dict[str, Relation]:
    """What is neither equal nor compatible, by name of the field."""
    return {
        each.field.name: each.relation
        for each in match.fields
        if each.relation not in {EQUAL, COMPATIBLE}
    }
