"""What a supplier sent, told by its content: an answer, or footprints."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cradlegate.core.fault import Fault, Place
from cradlegate.product.suppliers import faults as kinds
from cradlegate.product.suppliers.answer import Answer, read_answer_json, read_answer_workbook
from cradlegate.product.suppliers.answer_tables import pcf_table
from cradlegate.product.suppliers.catena_x import STAGES, read_catena_x
from cradlegate.product.suppliers.epd import read_epd
from cradlegate.product.suppliers.epd_xml import read_epd_archive, read_epd_xml
from cradlegate.product.suppliers.exact_json import read_exact_json
from cradlegate.product.suppliers.pact import read_pcf
from cradlegate.product.suppliers.pcf_rows import read_pcf_rows
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.reading.archives import is_archive, is_workbook
from cradlegate.tables.reading.csv_tables import guess_separator

_UTF_16 = (b"\xff\xfe<\0", b"\xfe\xff\0<")
"""How XML begins that is not in UTF-8."""


@dataclass(frozen=True, slots=True)
class Received:
    """One file from a supplier: an answer, or footprints, and what is wrong with it."""

    answer: Answer | None = None
    footprints: tuple[Sent, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_received(data: bytes, file: str) -> Received:
    """Read a file of a supplier, whatever its name says."""
    if is_workbook(data):
        return _wrap(read_answer_workbook(data, file))
    if is_archive(data):
        return Received(None, *read_epd_archive(data, file))
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first == b"<" or data.startswith(_UTF_16):
        return Received(None, *read_epd_xml(data, file))
    if first in {b"{", b"["}:
        value, faults = read_exact_json(data, file)
        return Received(faults=faults) if faults else _read_document(value, file)
    head = data[:20_000].decode("utf-8", "replace")
    if guess_separator(head, pcf_table())[0] > 1:
        footprints, faults = read_pcf_rows(data, file)
        return Received(None, footprints, faults)
    return _refuse("neither a workbook, nor JSON, nor a table with known headings", file)


def _read_document(value: Any, file: str) -> Received:  # noqa: ANN401 - JSON is anything
    if isinstance(value, dict) and "parts" in value and "about" in value:
        return _wrap(read_answer_json(value, file))
    documents = _list_documents(value)
    sent: list[Sent] = []
    for number, document in enumerate(documents, 1):
        place = Place(file, id=str(document.get("id", "") or f"footprint {number}"))
        if "pcf" in document:
            sent.append(read_pcf(document, place))
        elif STAGES in document:
            sent.append(read_catena_x(document, place))
        elif "processInformation" in document:
            sent.append(read_epd(document, place))
        else:
            return _refuse(f"object {number} is neither a PCF nor an EPD", file)
    return Received(None, tuple(sent)) if sent else _refuse("it holds no footprint", file)


def _list_documents(value: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - JSON is anything
    """List what an answer of a server wraps in `data`, a list, or the one document."""
    inner = value.get("data", value) if isinstance(value, dict) else value
    items = inner if isinstance(inner, list) else [inner]
    return [each if isinstance(each, dict) else {} for each in items]


def _wrap(answer: Answer) -> Received:
    return Received(answer, (), answer.faults)


def _refuse(found: str, file: str) -> Received:
    return Received(faults=(Fault(kinds.UNKNOWN_FORM, found, Place(file)),))
