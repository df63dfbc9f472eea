"""Where the status of a declaration stands is one entry of one list, signed with the rest."""

import json
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.declaration.document import DeclarationDocument, make_document, read_declaration
from cradlegate.declaration.signing import sign_declaration
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.status_list import StatusEntry
from tests.declaration.shipped_case import (
    KEY,
    MAKER_ID,
    SIGNED_AT,
    declaration,
    declared_example,
)

SECOND = SigningKey(bytes(32))
STATUS = StatusEntry("https://maker.example/status/1", 4711, "revocation")
ENTRY = {
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "4711",
    "statusListCredential": "https://maker.example/status/1",
}


def sign(read: DeclarationDocument, status: StatusEntry | None = None) -> DeclarationDocument:
    return sign_declaration(read, KEY, MAKER_ID, SIGNED_AT, status)


def test_a_declaration_without_status_names_none():
    assert declared_example().status is None
    assert "credentialStatus" not in declared_example().document


def test_a_status_stands_as_w3c_writes_it_and_is_read_back():
    signed = sign(declared_example(), STATUS)
    assert json.loads(signed.data)["credentialStatus"] == ENTRY
    read = read_declaration(signed.data, "x")
    assert read.status == STATUS
    assert read == signed
    assert read.declaration == declaration()


def test_the_digest_covers_the_status_and_nothing_else_moves():
    plain, named = declared_example(), make_document(declaration(), STATUS)
    assert plain.digest != named.digest == sign(plain, STATUS).digest
    without = {name: value for name, value in named.document.items() if name != "credentialStatus"}
    assert without == plain.document


def test_a_second_key_keeps_the_status():
    once = sign(declared_example(), STATUS)
    twice = sign_declaration(once, SECOND, MAKER_ID, SIGNED_AT)
    assert twice.status == STATUS
    assert twice.digest == once.digest
    assert len(twice.proofs) == 2


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (lambda: sign(declared_example()), "is signed"),
        (lambda: sign(declared_example(), STATUS), "is signed"),
        (lambda: make_document(declaration(), STATUS), "names a list"),
    ],
)
def test_a_status_is_named_before_signing_or_never(read, found):
    with pytest.raises(FaultsError) as error:
        sign_declaration(read(), SECOND, MAKER_ID, SIGNED_AT, STATUS)
    [fault] = error.value.faults
    assert fault.code == "DC-012"
    assert found in fault.found


@pytest.mark.parametrize(
    "status",
    [
        None,
        [],
        [ENTRY],
        "https://maker.example/status/1",
        {},
        {**ENTRY, "type": "StatusList2021Entry"},
        {**ENTRY, "statusListIndex": 4711},
        {**ENTRY, "statusListIndex": "04711"},
        {**ENTRY, "statusListIndex": "-1"},
        {**ENTRY, "statusListIndex": "4711\n"},
        {**ENTRY, "statusListIndex": "1" * 17},
        {**ENTRY, "statusPurpose": ""},
        {**ENTRY, "statusListCredential": ""},
        {**ENTRY, "statusSize": 1},
        {**ENTRY, "more": "x"},
    ],
)
def test_a_status_of_another_form_is_refused_with_its_place(status: Any):
    document = {**declared_example().document, "credentialStatus": status}
    with pytest.raises(FaultsError) as error:
        read_declaration(canonical_bytes(document), "x")
    assert {fault.code for fault in error.value.faults} == {"DC-004"}
    assert all(fault.place.id.startswith("credentialStatus") for fault in error.value.faults)
