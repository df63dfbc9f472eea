"""Members that cannot be read or do not fit fail the check made for them, under any seal."""

import struct
from collections.abc import Callable
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes, digest_files
from cradlegate.core.strict_json import read_json
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.layout import DECLARATION_FILE, SOURCES, below, role_of
from cradlegate.trust.data_integrity import sign_document, without_proofs
from tests.dossier.dossiers import DAY, MOMENT, ask, forger, judge, outcomes, sealed, trust

NOT_MET, OPEN = "not met", "undetermined"
Answer = tuple[str, str]


def find_check(data: bytes, name: CheckId, questions: Questions | None = None) -> Answer:
    verdict = judge(data, questions)
    return outcomes(verdict)[name], next(item.found for item in verdict.checks if item.id is name)


def read_document() -> dict[str, Any]:
    document = read_json(forger().files[DECLARATION_FILE])
    assert isinstance(document, dict)
    return document


def seal_declaration(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change the signed declaration as its holder could, and seal it again."""
    document = read_document()
    change(document)
    return forger().reseal(trust().key, {DECLARATION_FILE: canonical_bytes(document)})


def test_an_archive_with_a_comment_is_not_in_sealed_form():
    note = b"read me"
    data = sealed()[:-2] + struct.pack("<H", len(note)) + note
    assert find_check(data, CheckId.ARCHIVE) == (
        NOT_MET,
        "its bytes are not those of its members in sealed form",
    )


def test_nothing_is_sealed_that_has_no_place_in_a_dossier():
    with pytest.raises(ValueError, match=r"notes/private\.txt has no place in a dossier"):
        role_of("notes/private.txt")


def test_sources_that_nobody_can_read_are_refused_even_where_they_are_declared():
    """The maker signs the digest of a background whose table of distances is none."""
    spoiled = {f"{SOURCES}distances.csv": b"no table of distances\n"}
    digest = digest_files(below(SOURCES, {**forger().files, **spoiled}))
    document = read_document()
    document["credentialSubject"]["declaration"]["made_from"]["sources"] = digest
    declared = canonical_bytes(sign_document(without_proofs(document), trust().key, created=MOMENT))
    data = forger().reseal(trust().key, {**spoiled, DECLARATION_FILE: declared})
    outcome, found = find_check(data, CheckId.SOURCES)
    assert outcome == NOT_MET
    assert "distances.csv" in found


def test_no_footprint_comes_from_a_case_that_cannot_be_read():
    data = forger().reseal(trust().key, {"case/machine.yaml": b"no machine"})
    asked = ask(recompute=True)
    for name in (CheckId.CASE, CheckId.RECOMPUTATION):
        outcome, found = find_check(data, name, asked)
        assert outcome == NOT_MET
        assert "machine.yaml" in found


def test_a_key_that_spells_itself_and_is_none_signs_nothing():
    data = seal_declaration(lambda it: it["proof"].update(verificationMethod="did:key:z6Mk#z6Mk"))
    outcome, found = find_check(data, CheckId.SIGNATURE)
    assert outcome == NOT_MET
    assert found.startswith("the proof states a key that is none: ")


def test_a_key_that_only_a_list_can_give_stays_open_without_it():
    method = "did:web:maker.example#key-1"
    data = seal_declaration(lambda it: it["proof"].update(verificationMethod=method))
    assert find_check(data, CheckId.SIGNATURE, Questions(DAY)) == (
        OPEN,
        f"no trust list gives the key {method}",
    )


@pytest.mark.parametrize("moment", ["9999-12-31T24:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_a_proof_of_a_day_that_no_calendar_has_is_nobodys(moment: str):
    data = seal_declaration(lambda it: it["proof"].update(created=moment))
    assert find_check(data, CheckId.SIGNER) == (
        NOT_MET,
        f"'{moment}' lies outside the calendar in UTC",
    )
