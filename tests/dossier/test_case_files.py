"""A declaration names the files of its case: those very files, or others that say the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import pytest

from cradlegate.compose import study
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.declaration import MadeFrom
from cradlegate.declaration.document import DeclarationDocument, make_document
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.build import build_dossier
from cradlegate.dossier.checks.answers import unreached
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.layout import CASE, DECLARATION_FILE, below
from cradlegate.dossier.verify import verify_dossier
from cradlegate.footprint.calculate import Settings
from cradlegate.work.declare import declare
from cradlegate.work.seal import Seal, seal
from tests.dossier.dossiers import DAY, MOMENT, ask, declared, forger, parts, sealed, signed, trust

OTHER = "sha256:" + "0" * 64


def find_case(data: bytes, questions: Questions) -> tuple[Outcome, str]:
    verdict = verify_dossier(data, "x", questions)
    found = next(each.found for each in verdict.checks if each.id is CheckId.CASE)
    return verdict.outcome(CheckId.CASE), found


def state(made_from: MadeFrom) -> DeclarationDocument:
    """Sign the declaration of the shipped machine with another origin."""
    changed = replace(declared().document.declaration, made_from=made_from)
    return sign_declaration(make_document(changed), trust().key, trust().maker.id, MOMENT)


def enclose(read: DeclarationDocument, files: Mapping[str, bytes | None] | None = None) -> bytes:
    changed = {DECLARATION_FILE: read.data, **(files or {})}
    return forger().reseal(trust().key, changed, subject=read.digest)


def made_from() -> MadeFrom:
    return declared().document.declaration.made_from


@lru_cache(maxsize=1)
def bill_in_other_bytes() -> bytes:
    return declared().case_files["bom.csv"].replace(b"\n", b"\r\n")


def test_the_digest_is_that_of_names_and_digests_of_the_files():
    files = below(CASE, forger().files)
    listed = {name: f"sha256:{hashlib.sha256(data).hexdigest()}" for name, data in files.items()}
    text = json.dumps(listed, sort_keys=True, separators=(",", ":")).encode()
    assert made_from().files == f"sha256:{hashlib.sha256(text).hexdigest()}"


def test_the_very_files_are_met_without_being_read():
    outcome, found = find_case(sealed(), ask())
    count = len(declared().case_files)
    assert (outcome, found) == (Outcome.MET, f"{count} files byte for byte, {made_from().files}")


def test_a_recomputation_reads_their_sections():
    outcome, found = find_case(sealed(), ask(recompute=True))
    assert outcome is Outcome.MET
    assert found == f"{len(made_from().sections)} sections, {made_from().case}"


@pytest.mark.parametrize("asked", [ask(), ask(recompute=True)])
def test_other_files_that_say_the_same_are_met_section_by_section(asked: Questions):
    data = forger().reseal(trust().key, {"case/bom.csv": bill_in_other_bytes()})
    outcome, found = find_case(data, asked)
    assert outcome is Outcome.MET
    assert found.endswith(f"sections, {made_from().case}")


def test_a_declaration_that_names_no_files_is_judged_section_by_section():
    outcome, found = find_case(enclose(state(replace(made_from(), files=None))), ask())
    assert outcome is Outcome.MET
    assert found.endswith(f"sections, {made_from().case}")


def test_a_declaration_that_names_other_files_of_the_same_content_is_met_too():
    outcome, found = find_case(enclose(state(replace(made_from(), files=OTHER))), ask())
    assert outcome is Outcome.MET
    assert found.endswith(f"sections, {made_from().case}")


def test_sections_are_not_read_without_the_sources_that_name_the_materials():
    data = forger().reseal(trust().key, {"background/library/families.csv": None})
    assert find_case(data, ask())[0] is Outcome.MET
    asked = ask(recompute=True)
    assert find_case(data, asked) == (Outcome.UNDETERMINED, unreached("sources").found)


def test_one_byte_of_a_file_that_changes_its_content_is_noticed():
    bill = declared().case_files["bom.csv"].replace(b",1997,", b",1897,")
    data = forger().reseal(trust().key, {"case/bom.csv": bill})
    assert find_case(data, ask()) == (Outcome.NOT_MET, "other content in bom")


def test_files_that_fit_with_sections_that_do_not_are_seen_by_whoever_recomputes():
    """The maker alone can sign that, and every figure is of the very files."""
    lied = replace(made_from(), case=OTHER, sections={**made_from().sections, "bom": OTHER})
    data = enclose(state(lied))
    assert find_case(data, ask())[0] is Outcome.MET
    assert find_case(data, ask(recompute=True)) == (Outcome.NOT_MET, "other content in bom")


def test_nothing_is_sealed_whose_sections_do_not_fit():
    lied = replace(made_from(), case=OTHER, sections={**made_from().sections, "bom": OTHER})
    with pytest.raises(FaultsError, match="other content in bom"):
        build_dossier(replace(parts(), declaration=state(lied)), trust().key, trust().maker, MOMENT)


def test_a_case_in_other_files_is_sealed_with_the_declaration_of_its_content():
    files = {**declared().case_files, "bom.csv": bill_in_other_bytes()}
    by = Seal(trust().key, trust().maker, MOMENT, "0.1.0")
    data = seal(signed(), files, study.open_stock(), parts().renderings, {}, by)
    assert find_case(data, ask())[0] is Outcome.MET


def test_a_refusal_names_the_parts_that_another_case_gives():
    files = {**declared().case_files, "note.txt": b"a file that no reference names is declared"}
    by = Seal(trust().key, trust().maker, MOMENT, "0.1.0")
    with pytest.raises(FaultsError, match=r"DS-025") as error:
        seal(signed(), files, study.open_stock(), parts().renderings, {}, by)
    (fault,) = error.value.faults
    assert fault.found.endswith(": other blocks/assumptions")


def test_in_whatever_files_a_case_stands_its_declaration_has_one_id():
    files = {**declared().case_files, "bom.csv": bill_in_other_bytes()}
    again = declare(files, study.open_stock(), Settings(), DAY, product="0.1.0")
    one, other = declared().document.declaration, again.document.declaration
    assert other.id == one.id
    assert other.made_from.files != one.made_from.files
    assert replace(other, made_from=one.made_from) == one
