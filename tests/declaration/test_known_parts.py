"""A declaration of which most parts were read before is judged as one that nobody has seen."""

from collections.abc import Callable
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.strict_json import read_json
from cradlegate.declaration.document import read_declaration
from cradlegate.declaration.known_parts import build_of_known
from tests.declaration.shipped_case import signed_example


def content_with(change: Callable[[Any], object]) -> tuple[bytes, Any]:
    """Change the content, and give the document in canonical bytes and the content."""
    document: Any = read_json(signed_example().data)
    content = document["credentialSubject"]["declaration"]
    change(content)
    return canonical_bytes(document), content


def test_a_declaration_is_built_of_its_parts_as_it_is_read_whole():
    data, content = content_with(lambda _: None)
    known = build_of_known(content)
    assert known is not None
    assert known[0] == read_declaration(data, "d").declaration == signed_example().declaration
    assert known[1] == {name: canonical_bytes(part) for name, part in content.items()}


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("blocks"),
        lambda content: content.update(more="x"),
        lambda content: content.update(supersedes=1),
        lambda content: content.update(issued="2026-02-30"),
        lambda content: content["results"].update(headline=True),
        lambda content: content["results"]["views"][0]["total"].update(kgco2e="1.50"),
        lambda content: content["results"]["views"][0]["total"].update(kgco2e=f"1.{'3' * 40}"),
    ],
    ids=["missing", "foreign", "type", "day", "bool", "zeros", "digits"],
)
def test_known_parts_vouch_for_no_other_part(change: Callable[[Any], object]):
    read_declaration(signed_example().data, "d")
    data, content = content_with(change)
    assert build_of_known(content) is None
    with pytest.raises(FaultsError) as error:
        read_declaration(data, "d")
    assert {fault.code for fault in error.value.faults} == {"DC-004"}


@pytest.mark.parametrize("content", [None, [], "x", {}])
def test_what_is_no_object_of_parts_is_none(content: Any):
    assert build_of_known(content) is None
