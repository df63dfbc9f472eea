"""XML from files that nobody vouches for."""

import pytest

from cradlegate.core.fault import FaultKind, FaultsError
from cradlegate.tables.reading.xml_trees import XmlFaultKinds, name_tag, parse_xml

KINDS = XmlFaultKinds(
    *(FaultKind(code, "title", "rule", "remedy") for code in ("XX-001", "XX-002", "XX-003"))
)


def code_of(data):
    with pytest.raises(FaultsError) as caught:
        parse_xml(data, "a.xml", KINDS)
    [fault] = caught.value.faults
    assert fault.place.file == "a.xml"
    return fault.code


def test_elements_are_named_without_their_namespace():
    root = parse_xml(b'<a xmlns="urn:one"><!-- x --><?y z?><b xmlns=""/></a>', "a.xml", KINDS)
    assert [name_tag(each) for each in root.iter()] == ["a", "b"]


@pytest.mark.parametrize("data", [b"", b"text", b"<a>", b"<a>" * 1000 + b"</a>" * 1000])
def test_what_is_no_xml_or_too_deep_is_told_as_the_room_calls_it(data):
    assert code_of(data) == "XX-002"


def test_a_document_type_is_refused_and_nothing_of_it_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    declaration = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]>'
    assert code_of(f"{declaration}<a>&b;</a>".encode()) == "XX-003"
    assert code_of(b"<!DOCTYPE a><a/>") == "XX-003"


def test_entities_that_make_a_small_file_large_are_not_expanded():
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
    assert code_of(f"<!DOCTYPE a [{nested}]><a>&e11;</a>".encode()) in {"XX-002", "XX-003"}
