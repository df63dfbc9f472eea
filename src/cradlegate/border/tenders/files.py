"""Files of notices, whatever portal they are from."""

from collections.abc import Mapping
from dataclasses import dataclass

from cradlegate.border.tenders.faults import NO_FORMATS_EXTRA, NOT_READ, TOO_LARGE
from cradlegate.border.tenders.mentions import find_mentions
from cradlegate.border.tenders.notice import Notice, NoticeText, Source
from cradlegate.border.tenders.sam import read_sam_notices
from cradlegate.border.tenders.ted import read_ted_notice
from cradlegate.border.watching.cleaned_text import CleanedText, clean_document
from cradlegate.core.fault import Fault, FaultsError, Place

LARGEST_FILE = 20_000_000
SHORTEST_TEXT = 64
"""Bytes of the shortest text that counts as a notice; few bytes of anything pass for text."""
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class TenderReading:
    """What files of notices gave.

    Args:
        faults: of files and notices that could not be read; the others were read all the same.
    """

    notices: tuple[Notice, ...]
    faults: tuple[Fault, ...]


def read_tender_files(files: Mapping[str, bytes]) -> TenderReading:
    """Read the notices in files; one that cannot be read keeps no other from being read.

    Args:
        files: bytes by name: eForms XML, JSON of SAM.gov, HTML or text.

    Raises:
        FaultsError: XML without the extra `formats` (BD-150): no XML file could be read.
    """
    notices: list[Notice] = []
    faults: list[Fault] = []
    for name, data in files.items():
        try:
            found, partial = _read_file(data, name)
        except FaultsError as error:
            if any(fault.kind is NO_FORMATS_EXTRA for fault in error.faults):
                raise
            faults += error.faults
            continue
        notices += found
        faults += partial
    return TenderReading(tuple(notices), tuple(faults))


def _read_file(data: bytes, name: str) -> tuple[tuple[Notice, ...], tuple[Fault, ...]]:
    if len(data) > LARGEST_FILE:
        raise FaultsError([Fault(TOO_LARGE, f"{len(data) / 1e6:.0f} MB", Place(name))])
    # Zero bytes are those of UTF-16, marks those of either encoding.
    head = data[:_HEAD_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    is_page = b"<html" in head.lower()
    if b"oasis:names:specification:ubl" in head or (head.startswith(b"<?xml") and not is_page):
        return (read_ted_notice(data, name),), ()
    if head.startswith((b"{", b"[")):
        return read_sam_notices(data, name)
    return (_read_text(data, name),), ()


def _find_no_text(cleaned: CleanedText, size: int) -> str:
    """Say why what is left of a file is no notice; nothing where it may be one."""
    if not any(map(str.isalnum, cleaned.text)):
        return "it has no words" if cleaned.is_text else "it is no text"
    if size < SHORTEST_TEXT and not find_mentions(cleaned.text):
        return f"{size} bytes that do not name the standard are no notice"
    return ""


def _read_text(data: bytes, name: str) -> Notice:
    """Read a text; it is known by its words, since nothing else tells which notice it is."""
    cleaned = clean_document(data)
    found = _find_no_text(cleaned, len(data))
    if found:
        raise FaultsError([Fault(NOT_READ, found, Place(name))])
    text = NoticeText("text", "", "", cleaned.text)
    return Notice(Source.TEXT, cleaned.digest, "", name, name, texts=(text,))
