"""Notices of SAM.gov, the portal of the United States: JSON of its search.

Its description of the interface and its own examples spell some names differently, so that names
are compared without case and by every spelling seen.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cradlegate.border.tenders.faults import NOT_READ
from cradlegate.border.tenders.notice import Notice, NoticeText, Source
from cradlegate.core.fault import Fault, FaultsError, Place

_BLANKS = frozenset({"", "null", "none", "n/a"})


def read_sam_notices(data: bytes, name: str) -> tuple[tuple[Notice, ...], tuple[Fault, ...]]:
    """Read the notices of one answer of the search.

    Args:
        data: the answer; a list of notices, or one notice.
        name: of the file, for faults.

    Returns:
        its notices, and a fault for each that has no identifier.

    Raises:
        FaultsError: no JSON, or nothing of that form in it (BD-151).
    """
    entries = _find_entries(_load(data, name))
    if entries is None:
        raise _fault("it holds no opportunitiesData", name)
    notices: list[Notice] = []
    faults: list[Fault] = []
    for number, entry in enumerate(entries, 1):
        fields = {key.casefold(): value for key, value in entry.items()}
        if _text(fields, "noticeId"):
            notices.append(_make_notice(fields, name))
        else:
            found = f"notice {number} has no noticeId"
            faults.append(Fault(NOT_READ, found, Place(name)))
    return tuple(notices), tuple(faults)


def _load(data: bytes, name: str) -> object:
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _fault(f"it is no JSON: {error}", name) from None
    return value


def _find_entries(value: object) -> list[Mapping[str, Any]] | None:
    if isinstance(value, dict):
        fields = {str(key).casefold(): item for key, item in value.items()}
        value = [value] if "noticeid" in fields else fields.get("opportunitiesdata")
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return None
    return value


def _make_notice(fields: Mapping[str, Any], name: str) -> Notice:
    title, description = _text(fields, "title"), _text(fields, "description")
    is_link = description.casefold().startswith(("http://", "https://"))
    texts = [NoticeText("title", "", "", title)]
    if not is_link:
        texts.append(NoticeText("description", "", "", description))
    return Notice(
        source=Source.SAM,
        id=_text(fields, "noticeId"),
        version="",
        title=title,
        file=name,
        procedure=_text(fields, "solicitationNumber"),
        published=_text(fields, "postedDate")[:10],
        deadline=_text(fields, "responseDeadLine", "reponseDeadLine"),
        codes=tuple(_list_codes(fields)),
        texts=tuple(each for each in texts if each.text),
        not_scanned=tuple(_list_links(fields, description if is_link else "")),
    )


def _list_codes(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    several = fields.get("naicscodes")
    listed = [str(each) for each in several] if isinstance(several, list) else []
    for code in dict.fromkeys([_text(fields, "naicsCode"), *listed]):
        if code:
            yield "NAICS", code
    if code := _text(fields, "classificationCode"):
        yield "PSC", code


def _list_links(fields: Mapping[str, Any], description: str) -> Iterator[str]:
    if description:
        yield f"description behind {description}"
    attached = fields.get("resourcelinks")
    if isinstance(attached, list) and attached:
        yield f"{len(attached)} attachments behind links"


def _text(fields: Mapping[str, Any], *names: str) -> str:
    """Give the first text of some names; what stands for nothing is empty."""
    for name in names:
        value = fields.get(name.casefold())
        text = " ".join(str(value).split()) if isinstance(value, str | int) else ""
        if text.casefold() not in _BLANKS:
            return text
    return ""


def _fault(found: str, name: str) -> FaultsError:
    return FaultsError([Fault(NOT_READ, found, Place(name))])
