"""Notices of TED, the European portal: eForms XML.

Source: eForms, Commission Implementing Regulation (EU) 2019/1780; field numbers BT-nn are its own.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cradlegate.border.tenders.faults import HOSTILE, NO_FORMATS_EXTRA, NOT_READ
from cradlegate.border.tenders.notice import Notice, NoticeText, Source
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.tables.reading.xml_trees import XmlFaultKinds, name_tag, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_FAULTS = XmlFaultKinds(no_extra=NO_FORMATS_EXTRA, not_read=NOT_READ, hostile=HOSTILE)
_ROOTS = frozenset(
    {"ContractNotice", "ContractAwardNotice", "PriorInformationNotice"}
    | {"BusinessRegistrationInformationNotice"}
)
_PROJECT_FIELDS = {"Name": "BT-21", "Description": "BT-24", "Note": "BT-300"}
_CRITERIA = frozenset({"AwardingCriterion", "SubordinateAwardingCriterion"})
_GREEN_FIELDS = {"environmental-impact": "BT-774", "gpp-criteria": "BT-805"}
_VERSION_SUFFIX = re.compile(r"(?<=[0-9a-f]{12})-[0-9]{2}\Z")


def read_ted_notice(data: bytes, name: str) -> Notice:
    """Read one notice of TED.

    Entities are not resolved, nothing is fetched, and a document type declaration is refused.

    Args:
        data: eForms XML.
        name: of the file, for faults.

    Raises:
        FaultsError: without the extra `formats` (BD-150); no notice (BD-151); or a file that
            declares entities (BD-152).
    """
    root = parse_xml(data, name, _XML_FAULTS)
    kind = name_tag(root)
    if kind not in _ROOTS:
        raise _fault(f"<{kind}> is no notice of TED", name)
    notice_id = _first(root, "ID", "notice-id")
    if not notice_id:
        raise _fault("it has no identifier (BT-701)", name)
    texts = tuple(_list_texts(root))
    changed = next(iter(_values(root, "ChangedNoticeIdentifier")), "")
    return Notice(
        source=Source.TED,
        id=notice_id,
        version=_first(root, "VersionID"),
        title=_find_title(root, texts),
        file=name,
        changes=_VERSION_SUFFIX.sub("", changed),
        procedure=_first(root, "ContractFolderID"),
        published=_first(root, "IssueDate")[:10],
        deadline=min(_list_deadlines(root), default=""),
        codes=tuple(dict.fromkeys(("CPV", code) for code in _list_codes(root))),
        green=tuple(dict.fromkeys(_list_green(root))),
        texts=texts,
        not_scanned=tuple(dict.fromkeys(_list_documents(root))),
    )


def _list_texts(root: "_Element") -> Iterator[NoticeText]:
    """List every text that names its language; these are all that people wrote."""
    for element in root.iter("{*}*"):
        language, text = element.get("languageID"), (element.text or "").strip()
        parent = element.getparent()
        if language and text and parent is not None:
            field = _name_field(name_tag(element), name_tag(parent))
            yield NoticeText(field, _find_lot(element), language, text)


def _name_field(name: str, parent: str) -> str:
    if parent == "ProcurementProject" and name in _PROJECT_FIELDS:
        return _PROJECT_FIELDS[name]
    if parent in _CRITERIA and name == "Description":
        return "BT-540"
    return f"{parent}/{name}"


def _find_lot(element: "_Element") -> str:
    for ancestor in element.iterancestors("{*}ProcurementProjectLot"):
        return _first(ancestor, "ID")
    return ""


def _find_title(root: "_Element", texts: tuple[NoticeText, ...]) -> str:
    """Give the title of the whole in the language of the notice, or the first there is."""
    language = _first(root, "NoticeLanguageCode")
    titles = [each for each in texts if each.field == "BT-21"]
    own = [each for each in titles if each.language == language and not each.lot]
    return next((each.text for each in (*own, *titles)), "")


def _list_deadlines(root: "_Element") -> Iterator[str]:
    for period in root.iter(
        "{*}TenderSubmissionDeadlinePeriod", "{*}ParticipationRequestReceptionPeriod"
    ):
        yield from (day[:10] for day in _values(period, "EndDate"))


def _list_codes(root: "_Element") -> Iterator[str]:
    for kind in ("MainCommodityClassification", "AdditionalCommodityClassification"):
        for element in root.iter("{*}" + kind):
            yield from _values(element, "ItemClassificationCode")


def _list_green(root: "_Element") -> Iterator[str]:
    for element in root.iter("{*}ProcurementTypeCode"):
        field = _GREEN_FIELDS.get(element.get("listName") or "")
        if field and element.text:
            lot = _find_lot(element)
            yield f"{field} {element.text.strip()}" + (f" ({lot})" if lot else "")


def _list_documents(root: "_Element") -> Iterator[str]:
    for element in root.iter("{*}CallForTendersDocumentReference"):
        if any(_values(element, "URI")):
            yield "tender documents behind a link (BT-15)"


def _first(element: "_Element", name: str, scheme: str = "") -> str:
    """Give the text of the first child of a name, and of a scheme if one is named."""
    for child in element.iterchildren("{*}" + name):
        if not scheme or child.get("schemeName") == scheme:
            return (child.text or "").strip()
    return ""


def _values(element: "_Element", name: str) -> list[str]:
    texts = ((each.text or "").strip() for each in element.iter("{*}" + name))
    return [text for text in texts if text]


def _fault(found: str, name: str) -> FaultsError:
    return FaultsError([Fault(NOT_READ, found, Place(name))])
