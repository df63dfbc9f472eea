"""The manifest: what a builder lists, how it is read, and what an archive lacks of it."""

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files as package_files

import jsonschema
import pytest

from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.dossier.manifest import (
    SPEC,
    Binding,
    DossierFile,
    Manifest,
    Role,
    describe_file,
    draw_up_manifest,
    read_manifest,
)
from cradlegate.dossier.member_list import compare_files

SUBJECT = "sha256:" + "5" * 64
BOM, STUDY, EMPTY = b"id,mass\nL1,5\n", b"{}", b""
FILES = {"case/bom.csv": BOM, "note.txt": EMPTY, "study.json": STUDY}
LISTED = (
    describe_file("case/bom.csv", BOM, Role.CASE, "text/csv", Binding.DECLARATION),
    describe_file("note.txt", EMPTY, Role.NOTE, "text/plain", Binding.MANIFEST),
    describe_file("study.json", STUDY, Role.STUDY, "application/json", Binding.OPINION),
)
MANIFEST = Manifest(
    spec=SPEC,
    subject=SUBJECT,
    method="cradlegate-2026.1",
    product_version="0.1.0",
    builder_id="https://maker.example/",
    builder_name="機械 Works Ltd.",
    built=date(2026, 5, 14),
    files=LISTED,
)


def codes(data: bytes) -> list[str]:
    with pytest.raises(FaultsError) as error:
        read_manifest(data)
    return [fault.code for fault in error.value.faults]


def places(data: bytes) -> list[str]:
    with pytest.raises(FaultsError) as error:
        read_manifest(data)
    return [fault.place.column for fault in error.value.faults]


def drawing_codes(manifest: Manifest) -> list[str]:
    with pytest.raises(FaultsError) as error:
        draw_up_manifest(manifest)
    return [fault.code for fault in error.value.faults]


def change(**changes: object) -> bytes:
    """The document with other values at paths such as `credentialSubject__files__0__size`."""
    document = json.loads(canonical_bytes(draw_up_manifest(MANIFEST)))
    for path, value in changes.items():
        *parents, last = [int(part) if part.isdigit() else part for part in path.split("__")]
        node = document
        for part in parents:
            node = node[part]
        node[last] = value
    return json.dumps(document).encode()


def test_a_manifest_is_a_credential_about_its_dossier():
    """The id is worked here from the canonical form: keys in order, no spaces."""
    entry = (
        '{"bound_by":"manifest","media_type":"text/plain","path":"note.txt","role":"note",'
        '"sha256":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}'
    )
    content = f'{{"files":[{entry}],"subject":"{SUBJECT}"}}'.encode()
    assert draw_up_manifest(replace(MANIFEST, files=LISTED[1:2])) == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            {"@vocab": "urn:cradlegate:dossier:1:"},
        ],
        "type": ["VerifiableCredential", "DossierManifest"],
        "id": f"urn:cradlegate:dossier:{digest_bytes(content).removeprefix('sha256:')}",
        "issuer": {"id": "https://maker.example/", "name": "機械 Works Ltd."},
        "validFrom": "2026-05-14T00:00:00Z",
        "credentialSubject": {
            "spec": "urn:cradlegate:dossier:1",
            "subject": SUBJECT,
            "method": "cradlegate-2026.1",
            "product": "0.1.0",
            "files": [json.loads(entry)],
        },
    }


def test_what_is_drawn_up_is_read_again():
    assert read_manifest(canonical_bytes(draw_up_manifest(MANIFEST))) == MANIFEST


def test_files_are_listed_in_the_order_of_the_archive():
    shuffled = replace(MANIFEST, files=LISTED[::-1])
    assert draw_up_manifest(shuffled) == draw_up_manifest(MANIFEST)


def test_the_id_is_that_of_subject_and_files_alone():
    document = draw_up_manifest(MANIFEST)
    assert draw_up_manifest(replace(MANIFEST, builder_name="x"))["id"] == document["id"]
    assert draw_up_manifest(replace(MANIFEST, files=LISTED[1:]))["id"] != document["id"]
    assert codes(change(credentialSubject__subject="sha256:" + "6" * 64)) == ["DS-023"]
    assert codes(change(credentialSubject__files__0__size=14)) == ["DS-023"]


@pytest.mark.parametrize("proof", [{"type": "DataIntegrityProof"}, [{"type": "a"}, {"type": "b"}]])
def test_proofs_are_left_to_the_check_of_signatures(proof):
    assert read_manifest(change(proof=proof)) == MANIFEST
    assert codes(change(proof="signed")) == ["DS-022"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff{}",
        b'{"a":1,"a":2}',
        b'{"a":1.5}',
        b"[" * 2000,
        b" " * 10_000_001,
    ],
)
def test_a_manifest_that_is_no_strict_json_is_refused(data):
    assert codes(data) == ["DS-020"]


@pytest.mark.parametrize("spec", ["urn:cradlegate:dossier:2", "", "x" * 5000])
def test_another_edition_is_a_fault_of_its_own(spec):
    assert codes(change(credentialSubject__spec=spec, type="another")) == ["DS-021"]


@pytest.mark.parametrize("document", [b"null", b"[]", b"1", b'"text"', b"{}", b'{"credentialSubject":[]}'])  # fmt: skip
def test_any_other_document_is_refused(document):
    assert set(codes(document)) == {"DS-022"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("@context", ["https://www.w3.org/ns/credentials/v2"]),
        ("type", ["VerifiableCredential"]),
        ("id", "urn:cradlegate:dossier:1"),
        ("id", "urn:cradlegate:dossier:" + "a" * 64 + "\n"),
        ("issuer", "https://maker.example/"),
        ("issuer__id", "maker"),
        ("issuer__id", "did:web:a b"),
        ("issuer__name", ""),
        ("issuer__url", "https://maker.example/"),
        ("validFrom", "2026-05-14"),
        ("validFrom", "2026-05-14T08:00:00Z"),
        ("validFrom", "2026-02-30T00:00:00Z"),
        ("validFrom", "0000-01-01T00:00:00Z"),
        ("validFrom", "2026-05-14T00:00:00Z\n"),
        ("validUntil", "2026-05-14T00:00:00Z"),
        ("credentialSubject__spec", None),
        ("credentialSubject__subject", "5" * 64),
        ("credentialSubject__subject", "sha256:" + "A" * 64),
        ("credentialSubject__subject", SUBJECT + "\n"),
        ("credentialSubject__method", ["cradlegate-2026.1"]),
        ("credentialSubject__product", ""),
        ("credentialSubject__product", "a\nb"),
        ("credentialSubject__product", "x" * 201),
        ("credentialSubject__note", "more"),
        ("credentialSubject__files", {}),
        ("credentialSubject__files__0", "case/bom.csv"),
        ("credentialSubject__files__0__path", "manifest.json"),
        ("credentialSubject__files__0__path", 1),
        ("credentialSubject__files__0__role", "unknown"),
        ("credentialSubject__files__0__media_type", "text"),
        ("credentialSubject__files__0__media_type", "text/csv; charset=utf-8"),
        ("credentialSubject__files__0__media_type", "text/csv\n"),
        ("credentialSubject__files__0__size", -1),
        ("credentialSubject__files__0__size", 100_000_001),
        ("credentialSubject__files__0__size", "13"),
        ("credentialSubject__files__0__size", True),
        ("credentialSubject__files__0__sha256", "a" * 64),
        ("credentialSubject__files__0__sha256", "sha256:" + "g" * 64),
        ("credentialSubject__files__0__bound_by", "nobody"),
        ("credentialSubject__files__0__comment", "more"),
    ],
)  # fmt: skip
def test_another_form_is_refused(path, value):
    data = change(**{path: value})
    assert "DS-022" in codes(data)
    assert all(path.replace("__", ".").startswith(place) for place in places(data) if place != "id")


@pytest.mark.parametrize("key", ["@context", "type", "id", "issuer", "validFrom"])
def test_a_missing_field_is_named(key):
    document = draw_up_manifest(MANIFEST)
    del document[key]
    with pytest.raises(FaultsError) as error:
        read_manifest(canonical_bytes(document))
    assert f"manifest.json: {key!r} is a required property" in str(error.value)


def test_all_faults_are_gathered():
    data = change(
        issuer__name="",
        credentialSubject__files__0__size=-1,
        credentialSubject__files__2__role="unknown",
    )
    assert sorted(places(data)) == [
        "credentialSubject.files.0.size",
        "credentialSubject.files.2.role",
        "issuer.name",
    ]
    assert codes(
        change(
            validFrom="2026-13-01T00:00:00Z",
            credentialSubject__files__0__path="../x",
            credentialSubject__files__1__path="study.json",
        )
    ) == ["DS-012", "DS-010", "DS-022", "DS-023"]


def test_a_flood_of_faults_is_cut_off():
    assert codes(change(credentialSubject__files=[{}] * 1000)) == ["DS-022"] * 100


def test_a_long_value_does_not_flood_the_message():
    with pytest.raises(FaultsError) as error:
        read_manifest(change(type="x" * 100_000))
    assert len(str(error.value)) < 500


@pytest.mark.parametrize("path", ["../x", "/x", "C:\\x", "a//b", "e\u0301", "a\udc80"])
def test_unsafe_paths_are_refused_in_both_directions(path):
    unsafe = replace(LISTED[0], path=path)
    assert drawing_codes(replace(MANIFEST, files=(unsafe,))) == ["DS-012"]
    if path.isprintable():
        assert "DS-012" in codes(change(credentialSubject__files__0__path=path))


def test_a_path_twice_is_refused_in_both_directions():
    assert drawing_codes(replace(MANIFEST, files=LISTED + LISTED[:1])) == ["DS-010"]
    assert "DS-010" in codes(change(credentialSubject__files__0__path="note.txt"))
    assert "DS-011" in codes(change(credentialSubject__files__0__path="Note.txt"))


def test_what_could_not_be_read_again_is_not_drawn_up():
    assert drawing_codes(replace(MANIFEST, spec="urn:cradlegate:dossier:2")) == ["DS-021"]
    assert drawing_codes(replace(MANIFEST, subject="5" * 64, builder_id="me")) == ["DS-022"] * 2


def test_the_published_schema_knows_the_roles_and_bindings_of_the_program():
    text = package_files("cradlegate.dossier") / "data" / "manifest.schema.json"
    schema = json.loads(text.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    entry = schema["$defs"]["file"]["properties"]
    assert entry["role"]["enum"] == list(Role)
    assert entry["bound_by"]["enum"] == list(Binding)


def test_an_archive_as_listed_has_no_differences():
    assert compare_files(MANIFEST, FILES) == ()
    assert compare_files(MANIFEST, {"manifest.json": b"signed", **FILES}) == ()
    assert compare_files(replace(MANIFEST, files=()), {}) == ()


def test_missing_and_unlisted_files_are_named():
    files = {"case/bom.csv": BOM, "note.txt": EMPTY, "other.txt": b""}
    assert compare_files(MANIFEST, files) == (
        "study.json is listed but not in the archive",
        "other.txt is in the archive but not listed",
    )


def test_other_sizes_and_digests_are_named():
    files = FILES | {"case/bom.csv": b"id,mass\nL1,50\n", "study.json": b"[]"}
    assert compare_files(MANIFEST, files) == (
        "case/bom.csv has 14 bytes, the list says 13",
        # printf '[]' | sha256sum, printf '{}' | sha256sum
        "study.json has the digest sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945, the list says sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    )


def test_another_order_is_named_by_its_first_path():
    backward = dict(reversed(FILES.items()))
    assert compare_files(MANIFEST, backward) == (
        "study.json stands in the archive where the list has case/bom.csv",
    )
    late = FILES | {"manifest.json": b"signed"}
    assert compare_files(MANIFEST, late) == (
        "case/bom.csv stands in the archive where the list has manifest.json",
    )


def test_missing_and_unlisted_files_do_not_disturb_the_order():
    files = {"manifest.json": b"", "aaa": b"", "note.txt": EMPTY, "study.json": STUDY}
    assert compare_files(MANIFEST, files) == (
        "case/bom.csv is listed but not in the archive",
        "aaa is in the archive but not listed",
    )


def test_a_file_is_described_by_its_content():
    assert describe_file("a", b"{}", Role.STUDY, "text/plain", Binding.OPINION) == DossierFile(
        path="a",
        role=Role.STUDY,
        media_type="text/plain",
        size=2,
        sha256="sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        bound_by=Binding.OPINION,
    )
