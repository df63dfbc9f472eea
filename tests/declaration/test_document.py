"""A document is read back as the declaration that was written, or refused with a coded fault.

Bytes and digests are worked with `json` and `hashlib` of the standard library alone.
"""

import codecs
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.blocks import Blocks
from cradlegate.declaration.document import (
    FORM,
    DeclarationDocument,
    declaration_schema,
    make_document,
    read_declaration,
)
from tests.declaration.shipped_case import declaration, declared_example, signed_example

BLOCKS = (
    "goal", "system_boundary", "declared_unit", "allocation", "primary_data", "uncertainty", "sensitivity", "gwp", "coverage",
    "data_quality", "assumptions", "choices", "evidence",
)  # fmt: skip
CONTENT = "credentialSubject/declaration"
Json = dict[str, Any]


def write(document: object) -> bytes:
    """RFC 8785 for names of ASCII, as the standard library writes it."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def hash_of(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def changed(change: Callable[[Json, Json], object]) -> bytes:
    """The document of the example, changed as a whole or in its content, in canonical form."""
    document: Json = json.loads(declared_example().data)
    change(document, document["credentialSubject"]["declaration"])
    return write(document)


def faults_of(data: bytes) -> tuple[Fault, ...]:
    with pytest.raises(FaultsError) as error:
        read_declaration(data, "declaration.json")
    assert all(fault.place.file == "declaration.json" for fault in error.value.faults)
    return error.value.faults


def codes_of(data: bytes) -> set[str]:
    return {fault.code for fault in faults_of(data)}


# --- There and back -----------------------------------------------------------------------------


def test_what_was_declared_is_read_back():
    read = read_declaration(declared_example().data, "declaration.json")
    assert read.declaration == declaration()
    assert read.digest == declared_example().digest
    assert read.data == declared_example().data
    assert read.proofs == ()


def test_a_signed_declaration_is_read_back_with_its_proof():
    read = read_declaration(signed_example().data, "declaration.json")
    assert read.declaration == declaration()
    assert read.digest == declared_example().digest
    assert read.data == signed_example().data
    assert len(read.proofs) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda stated: replace(stated, supersedes=f"sha256:{'1' * 64}"),
        lambda stated: replace(stated, machine=replace(stated.machine, axes=Blank.UNKNOWN, serials=("A 1", "A 2"))),
        lambda stated: replace(stated, machine=replace(stated.machine, nameplate=MappingProxyType({}))),
        lambda stated: replace(stated, maker=replace(stated.maker, name='沈阳机床 \U0001f3ed \u007f\u2028 "\\/\b')),
        lambda stated: replace(stated, results=replace(stated.results, credits_kgco2e=Decimal("-0.000000000001"))),
        lambda stated: replace(stated, results=replace(stated.results, credits_kgco2e=Decimal("1E+20"))),
    ],
)  # fmt: skip
def test_any_other_declaration_is_read_back_too(change: Callable[[Any], Any]):
    stated = change(declaration())
    written = make_document(stated)
    assert stated != declaration()
    assert read_declaration(written.data, "x").declaration == stated
    assert read_declaration(written.data, "x").digest != declared_example().digest


def test_the_digest_is_that_of_the_canonical_bytes_without_proofs():
    signed = json.loads(signed_example().data)
    proof = signed.pop("proof")
    assert proof["type"] == "DataIntegrityProof"
    assert write(signed) == declared_example().data
    assert declared_example().digest == signed_example().digest == hash_of(write(signed))


def test_the_digest_of_a_document_of_ascii_needs_no_rule_but_sorted_names():
    ascii_only = declared_example().data.decode().encode("ascii", "replace")
    assert ascii_only != declared_example().data
    plain = json.dumps(json.loads(ascii_only), sort_keys=True, separators=(",", ":"))
    assert read_declaration(ascii_only, "x").digest == hash_of(plain.encode())


def test_the_envelope_names_what_it_holds():
    document = json.loads(declared_example().data)
    assert document["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert document["type"] == ["VerifiableCredential", "CarbonFootprintDeclaration"]
    assert document["id"] == declaration().id
    assert document["issuer"] == {
        "id": "urn:cradlegate:party:CN:example",
        "name": "Example Machine Works (invented)",
    }
    assert document["validFrom"] == "2026-03-31T00:00:00Z"
    assert document["credentialSubject"]["form"] == FORM == "urn:cradlegate:declaration:1"
    assert document["credentialSubject"]["declaration"]["id"] == document["id"]


def test_figures_stand_as_decimal_text_and_never_as_numbers():
    def numbers(value: object) -> list[int | float]:
        if isinstance(value, dict):
            return [n for item in value.values() for n in numbers(item)]
        if isinstance(value, list):
            return [n for item in value for n in numbers(item)]
        return [value] if type(value) in {int, float} else []  # type: ignore[list-item]

    found = numbers(json.loads(declared_example().data))
    assert found
    assert all(type(number) is int for number in found)  # counts: axes, draws, factors


def test_the_published_schema_is_one_and_passes_the_example_signed_or_not():
    jsonschema.Draft202012Validator.check_schema(declaration_schema())
    validator = jsonschema.Draft202012Validator(declaration_schema())
    assert validator.is_valid(json.loads(declared_example().data))
    assert validator.is_valid(json.loads(signed_example().data))


# --- Mandatory blocks ---------------------------------------------------------------------------


def test_there_are_thirteen_blocks():
    assert tuple(item.name for item in fields(Blocks)) == BLOCKS
    assert len(BLOCKS) == 13


@pytest.mark.requirement("S3-20", "S3-6")
@pytest.mark.parametrize("block", BLOCKS)
def test_a_declaration_without_a_block_is_refused_and_the_block_named(block: str):
    [fault] = faults_of(changed(lambda _, content: content["blocks"].pop(block)))
    assert fault.code == "DC-004"
    assert f"'{block}'" in fault.found
    assert fault.place.id == f"{CONTENT}/blocks"


@pytest.mark.parametrize("block", BLOCKS)
def test_an_empty_block_is_refused_for_every_field_that_is_missing(block: str):
    def empty(_: Json, content: Json) -> None:
        content["blocks"][block] = {}

    names = {item.name for item in fields(dict_of_types()[block])}
    faults = faults_of(changed(empty))
    assert {fault.code for fault in faults} == {"DC-004"}
    assert {name for name in names if any(f"'{name}'" in fault.found for fault in faults)} == names


def dict_of_types() -> Mapping[str, Any]:
    return {name: type(getattr(declaration().blocks, name)) for name in BLOCKS}


@pytest.mark.parametrize("name", ["id", "issued", "maker", "machine", "results", "blocks", "made_from", "supersedes"])  # fmt: skip
def test_no_part_of_the_content_may_be_missing(name: str):
    [fault] = faults_of(changed(lambda _, content: content.pop(name)))
    assert (fault.code, fault.place.id) == ("DC-004", CONTENT)
    assert f"'{name}'" in fault.found


def test_missing_blocks_are_named_all_of_them():
    def cut(_: Json, content: Json) -> None:
        for name in ("goal", "gwp", "evidence"):
            del content["blocks"][name]

    assert [fault.found.split()[0] for fault in faults_of(changed(cut))] == ["'goal'", "'gwp'", "'evidence'"]  # fmt: skip


# --- No strict JSON -----------------------------------------------------------------------------


def text() -> str:
    return declared_example().data.decode()


def with_draws(value: str) -> bytes:
    """The number of draws is an integer of the document."""
    assert text().count('"draws":2000') == 1
    return text().replace('"draws":2000', f'"draws":{value}').encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: b"",
        lambda: b" ",
        lambda: codecs.BOM_UTF8 + declared_example().data,
        lambda: text().encode("utf-16"),
        lambda: text().encode("utf-32"),
        lambda: text().encode("latin-1", "replace").replace(b"?", b"\xe9"),
        lambda: declared_example().data[:-1],
        lambda: declared_example().data * 2,
        lambda: text().replace('"issuer":', '"issuer":{},"issuer":', 1).encode(),
        lambda: text().replace('"draws":2000', '"draws":2000,"draws":2000').encode(),
        lambda: with_draws("NaN"),
        lambda: with_draws("Infinity"),
        lambda: with_draws("-Infinity"),
        lambda: with_draws("2000.0"),
        lambda: with_draws("2e3"),
        lambda: with_draws("2000.5"),
        lambda: with_draws("9007199254740993"),
        lambda: with_draws("-9007199254740992"),
        lambda: with_draws("1" * 10_000),
        lambda: with_draws("02000"),
        lambda: with_draws("[" * 100 + "]" * 100),
        lambda: with_draws("[" * 100_000),
        lambda: with_draws('{"a":' * 1000 + "1" + "}" * 1000),
        lambda: with_draws('"\\ud800"'),
        lambda: text().replace("CarbonFootprint", "Carbon\nFootprint").encode(),
        lambda: text().replace('"', "'").encode(),
        lambda: b"%PDF-1.7",
    ],
)  # fmt: skip
def test_what_has_not_one_meaning_as_json_is_refused(spoil: Callable[[], bytes]):
    [fault] = faults_of(spoil())
    assert fault.code == "DC-003"


# --- Another form -------------------------------------------------------------------------------


def put(path: str, value: object) -> Callable[[Json, Json], None]:
    """Put a value at a path of the document; numbers are places in lists."""

    def change(document: Json, _: Json) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        inner: Any = document
        for step in way:
            inner = inner[step]
        inner[last] = value

    return change


@pytest.mark.parametrize("document", ["null", "[]", "{}", '"declaration"', "1", "true", "[[]]"])
def test_json_that_is_no_such_document_is_refused(document: str):
    assert codes_of(document.encode()) == {"DC-004"}


@pytest.mark.parametrize(
    "path",
    ["more", "issuer/more", "credentialSubject/more", f"{CONTENT}/more", f"{CONTENT}/maker/more", f"{CONTENT}/results/more",
     f"{CONTENT}/results/views/0/more", f"{CONTENT}/blocks/more", f"{CONTENT}/blocks/goal/more", f"{CONTENT}/machine/works/0/more"],
)  # fmt: skip
def test_nothing_stands_in_a_declaration_that_its_form_does_not_name(path: str):
    [fault] = faults_of(changed(put(path, "x")))
    assert fault.code == "DC-004"
    assert "'more' was unexpected" in fault.found
    assert fault.place.id == path.removesuffix("more").removesuffix("/")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{CONTENT}/issued", "31.03.2026"), (f"{CONTENT}/issued", "2026-02-30"), (f"{CONTENT}/issued", 20260331), (f"{CONTENT}/issued", "2026-03-31\n"),
        (f"{CONTENT}/maker/name", None), (f"{CONTENT}/maker", "Example"), (f"{CONTENT}/machine/axes", "3"), (f"{CONTENT}/machine/axes", True),
        (f"{CONTENT}/machine/net_mass_kg", 5800), (f"{CONTENT}/machine/net_mass_kg", "5800.0"), (f"{CONTENT}/machine/net_mass_kg", "5.8e3"),
        (f"{CONTENT}/machine/net_mass_kg", "05800"), (f"{CONTENT}/machine/net_mass_kg", "-0"), (f"{CONTENT}/machine/net_mass_kg", "5800\n"),
        (f"{CONTENT}/machine/net_mass_kg", "?"), (f"{CONTENT}/machine/serials", "A1"), (f"{CONTENT}/machine/works", {}), (f"{CONTENT}/machine/nameplate/cnc", 1),
        (f"{CONTENT}/results/views", []), (f"{CONTENT}/results/views/1/total/kgco2e", "NaN"), (f"{CONTENT}/results/views/1/total/by_category/unsplit", "unknown"),
        (f"{CONTENT}/results/by_subassembly/bed", "100"), (f"{CONTENT}/blocks", []), (f"{CONTENT}/blocks/uncertainty/draws", "2000"),
        (f"{CONTENT}/blocks/coverage/axes/0/judgement", "passed"), (f"{CONTENT}/blocks/declared_unit/per_hour", []), (f"{CONTENT}/supersedes", False),
        ("issuer", "urn:cradlegate:party:CN:example"), ("proof", "signed"), ("proof", None), ("validFrom", 2026), ("id", f"{FORM}:x"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_or_form_is_refused(path: str, value: object):
    assert codes_of(changed(put(path, value))) == {"DC-004"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("@context", ["https://www.w3.org/ns/credentials/v2"]), ("@context", "https://www.w3.org/ns/credentials/v2"), ("@context", []),
        ("@context/0", "https://www.w3.org/2018/credentials/v1"), ("@context/1", {"@vocab": "urn:other:"}),
        ("type", ["VerifiableCredential"]), ("type/1", "DigitalConformityCredential"), ("type", "CarbonFootprintDeclaration"),
        ("credentialSubject/form", "urn:cradlegate:declaration:2"), ("credentialSubject/form", "urn:cradlegate:declaration:1\n"), ("credentialSubject/form", ""),
    ],
)  # fmt: skip
def test_another_form_is_refused(path: str, value: object):
    faults = faults_of(changed(put(path, value)))
    assert {fault.code for fault in faults} == {"DC-004"}
    assert all(path.startswith(fault.place.id) for fault in faults)
    assert not any("differ from" in fault.found for fault in faults)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("issuer/id", "urn:cradlegate:party:CN:other"), ("issuer/id", "urn:cradlegate:party:CN:example "), ("issuer/name", "Other Works"), ("issuer/name", ""),
        ("validFrom", "2026-04-01T00:00:00Z"), ("validFrom", "2026-03-31T00:00:01Z"), ("validFrom", "2026-03-31T00:00:00+00:00"),
        ("validFrom", "2026-03-31"), ("id", f"urn:cradlegate:declaration:{'0' * 32}"),
        (f"{CONTENT}/maker/id", "urn:cradlegate:party:CN:other"), (f"{CONTENT}/maker/name", "Other Works"), (f"{CONTENT}/issued", "2026-04-01"),
        (f"{CONTENT}/id", f"urn:cradlegate:declaration:{'0' * 32}"),
    ],
)  # fmt: skip
def test_an_envelope_that_says_something_else_than_its_content_is_refused(path: str, value: str):
    [fault] = faults_of(changed(put(path, value)))
    assert fault.code == "DC-004"
    assert "differ from the declaration inside" in fault.found


def test_an_id_in_both_places_still_has_its_form():
    def rename(document: Json, content: Json) -> None:
        document["id"] = content["id"] = f"{document['id']}\n"

    assert codes_of(changed(rename)) == {"DC-004"}


@pytest.mark.parametrize("view", ["whole", "", "Circular_12", "whole_life "])
def test_a_headline_that_is_none_of_the_results_is_refused(view: str):
    [fault] = faults_of(changed(put(f"{CONTENT}/results/headline", view)))
    assert fault.code == "DC-004"
    assert fault.place.id.endswith("results/headline")
    assert repr(view) in fault.found


def test_the_headline_is_one_of_the_results_that_are_there():
    def drop(_: Json, content: Json) -> None:
        content["results"]["views"] = [
            view for view in content["results"]["views"] if view["view"] != "circular_12"
        ]

    assert codes_of(changed(drop)) == {"DC-004"}


def test_a_document_with_many_faults_names_some_of_them_and_stays_short():
    def spoil(_: Json, content: Json) -> None:
        for factor in content["blocks"]["assumptions"]["factors"]:
            factor["share"] = 1
            factor["name"] = None

    faults = faults_of(changed(spoil))
    assert 1 < len(faults) <= 20
    assert all(len(fault.found) <= 201 for fault in faults)


# --- Other bytes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda document: json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False),
        lambda document: json.dumps(document, sort_keys=True, ensure_ascii=False),
        lambda document: json.dumps(document, sort_keys=True, separators=(",", ":")),
        lambda document: json.dumps(dict(reversed(document.items())), separators=(",", ":"), ensure_ascii=False),
        lambda document: write(document).decode() + "\n",
        lambda document: write(document).decode().replace("/", "\\/", 1),
    ],
    ids=["indented", "with blanks", "escaped", "another order", "with a line end", "with a spare escape"],
)  # fmt: skip
def test_the_same_content_in_other_bytes_is_refused(rewrite: Callable[[Json], str]):
    document = json.loads(declared_example().data)
    data = rewrite(document).encode()
    assert json.loads(data) == document
    [fault] = faults_of(data)
    assert fault.code == "DC-005"


# --- Anything else ------------------------------------------------------------------------------

LENGTH = 31_000
pieces = st.binary(max_size=6) | st.text('"{}[],:0123456789.eE-\\ \n', max_size=6).map(str.encode)
places = st.integers(0, LENGTH)


@settings(max_examples=150)
@given(st.lists(st.tuples(places, st.integers(0, 8), pieces), min_size=1, max_size=3))
def test_changed_bytes_are_another_declaration_or_a_coded_fault_and_nothing_else(cuts):
    """Each cut takes out some bytes at a place and puts others there."""
    original = data = declared_example().data
    assert len(data) >= LENGTH
    for place, length, piece in cuts:
        data = data[:place] + piece + data[place + length :]
    expect_other_or_fault(data, original)


@settings(max_examples=100)
@given(
    st.integers(0, 4000),
    st.sampled_from(["1", "?", "none", "–", "-1.5", "", "x", None, 0, True, [], {}]),
)
def test_a_changed_value_is_another_declaration_or_a_coded_fault_and_nothing_else(at, value):
    document: Json = json.loads(declared_example().data)
    leaves = [*list_leaves(document)]
    assert len(leaves) > 600
    inner, key = leaves[at % len(leaves)]
    inner[key] = value
    expect_other_or_fault(write(document), declared_example().data)


def list_leaves(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, dict | list):
            yield from list_leaves(item)
        else:
            yield value, key


def expect_other_or_fault(data: bytes, original: bytes) -> None:
    found = read_or_codes(data)
    if isinstance(found, DeclarationDocument):
        assert (found.digest == declared_example().digest) == (data == original)
        assert found.data == data
    else:
        assert found <= {"DC-003", "DC-004", "DC-005"}


def read_or_codes(data: bytes) -> DeclarationDocument | set[str]:
    try:
        return read_declaration(data, "declaration.json")
    except FaultsError as error:
        return {fault.code for fault in error.faults}


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_coded_fault(data: bytes):
    assert codes_of(data) <= {"DC-003", "DC-004", "DC-005"}


def test_every_signed_byte_counts():
    """One bit of some of the bytes turned, all through the document: never the same digest."""
    original = declared_example().data
    for place in range(0, len(original), 397):
        flipped = original[:place] + bytes([original[place] ^ 1]) + original[place + 1 :]
        expect_other_or_fault(flipped, original)
