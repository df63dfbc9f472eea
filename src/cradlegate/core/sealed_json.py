"""JSON documents that name their form and carry the digest of everything else in them."""

from collections.abc import Mapping
from typing import Any

from cradlegate.core.canonical import canonical_bytes, digest
from cradlegate.core.strict_json import JsonError, read_json

FORM, DIGEST = "form", "digest"


class SealError(ValueError):
    """Bytes that are no such document, or one that was changed after it was written."""


def seal_json(content: Mapping[str, Any]) -> bytes:
    """Write a document as canonical JSON with its own digest."""
    return canonical_bytes({**content, DIGEST: digest(dict(content))})


def open_json(data: bytes, form: str) -> dict[str, Any]:
    """Read a document of a form, without its digest.

    Raises:
        SealError: no JSON, another form, or another digest.
    """
    try:
        document = read_json(data)
    except JsonError as error:
        raise SealError(str(error)) from None
    if not isinstance(document, dict) or document.get(FORM) != form:
        raise SealError("it has another form")
    content = {name: value for name, value in document.items() if name != DIGEST}
    if document.get(DIGEST) != digest(content):
        raise SealError("its digest is not that of its content")
    return content
