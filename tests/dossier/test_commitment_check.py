"""A maker keeps the bill and opens single lines: a reader sees which is which, and no forgery."""

import json
from dataclasses import replace
from typing import Any

import pytest

from cradlegate.compose import study
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.commitments import write_cells
from cradlegate.declaration.document import make_document
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.archive import pack, unpack
from cradlegate.dossier.build import build_dossier
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.checks.commitments import judge_commitments
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents
from cradlegate.dossier.layout import CASE, NOTE_FILE
from cradlegate.dossier.opening import (
    LARGEST_OPENING_BYTES,
    judge_opening,
    open_committed_line,
    read_opening,
    write_opening,
)
from cradlegate.dossier.redaction import (
    COMMITMENTS_FILE,
    KEPT_BACK,
    draw_up_commitments,
    is_redacted,
    read_commitments,
    redact,
)
from cradlegate.dossier.study import LINES_FILE
from cradlegate.dossier.verify import Verdict, verify_dossier
from tests.declaration.shipped_case import example_files
from tests.dossier import dossiers
from tests.dossier.committed import (
    SECRET,
    case,
    committed_parts,
    document,
    opening,
    redacted,
    whole,
)
from tests.dossier.dossiers import MOMENT, Forger, ask, trust

NUMBER = CheckId.COMMITMENTS
LINE = "BED-103"


def judge(forger: Forger, asked: Questions | None = None, **changed: bytes) -> Verdict:
    return verify_dossier(pack({**forger.files, **changed}), "test.dossier", asked or ask())


def found(verdict: Verdict, name: CheckId = NUMBER) -> str:
    return next(one.found for one in verdict.checks if one.id is name)


def change_list(forger: Forger, change: object) -> Verdict:
    """Judge under a good seal, with another list of commitments."""
    data = change if isinstance(change, bytes | None) else canonical_bytes(change)
    resealed = forger.reseal(trust().key, {COMMITMENTS_FILE: data})
    return verify_dossier(resealed, "test.dossier", ask())


def listed(forger: Forger) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(forger.files[COMMITMENTS_FILE])
    return document


def test_a_whole_dossier_lists_one_commitment_for_each_line_of_its_case():
    verdict = judge(whole())
    assert {one.outcome for one in verdict.checks} == {Outcome.MET, Outcome.NOT_APPLICABLE}
    assert verdict.outcome(NUMBER) is Outcome.MET
    assert "69 commitments lead to the signed root, one for each line" in found(verdict)
    with_secret = judge(whole(), replace(ask(), secret=SECRET))
    assert found(with_secret).endswith("so do the lines of the case with its secret")
    other = judge(whole(), replace(ask(), secret=bytes(32)))
    assert other.outcome(NUMBER) is Outcome.NOT_MET


def test_a_dossier_without_commitments_is_not_asked_for_any():
    verdict = verify_dossier(dossiers.sealed(), "test.dossier", ask())
    assert verdict.outcome(NUMBER) is Outcome.NOT_APPLICABLE
    with_opening = verify_dossier(
        dossiers.sealed(), "test.dossier", replace(ask(), openings=(opening(LINE),))
    )
    assert found(with_opening) == f"{LINE}.json: the declaration commits to no lines"
    assert judge_commitments(Contents({}), ask()).outcome is Outcome.UNDETERMINED


def test_a_redacted_dossier_leaves_open_what_only_the_lines_can_tell():
    verdict = judge(redacted(), ask(recompute=True))
    kept_back = {CheckId.CASE, CheckId.FIGURES, CheckId.RECOMPUTATION}
    assert {one.id for one in verdict.checks if one.outcome is Outcome.UNDETERMINED} == kept_back
    assert {found(verdict, name) for name in kept_back} == {KEPT_BACK}
    assert not [one for one in verdict.checks if one.outcome is Outcome.NOT_MET]
    assert found(verdict) == "69 commitments lead to the signed root"
    assert "the maker keeps the lines" in redacted().files[NOTE_FILE].decode()


def test_who_holds_the_case_judges_and_recomputes_a_redacted_dossier():
    own = replace(ask(), case_files=example_files(), secret=SECRET)
    verdict = judge(redacted(), replace(own, is_recomputed=True))
    assert {one.outcome for one in verdict.checks} == {Outcome.MET, Outcome.NOT_APPLICABLE}
    assert verdict.outcome(CheckId.CASE) is Outcome.MET
    assert found(verdict, CheckId.RECOMPUTATION).endswith("equal as text, no line is stored")
    assert judge(redacted(), own).outcome(CheckId.FIGURES) is Outcome.UNDETERMINED


def test_another_case_than_the_declared_one_is_a_no():
    files = example_files()
    files["bom.csv"] = files["bom.csv"].replace(b"bed casting", b"bed weldment")
    verdict = judge(redacted(), replace(ask(), case_files=files, secret=SECRET))
    assert found(verdict, CheckId.CASE) == "other content in bom"
    assert found(verdict) == "lines and secret do not give the signed root"
    first, *rest = files["bom.csv"].splitlines(keepends=True)
    files["bom.csv"] = b"".join([first, *rest[1:]])
    shorter = judge(redacted(), replace(ask(), case_files=files))
    assert found(shorter) == "69 commitments where the case has 68 lines"


def test_a_redacted_dossier_holds_no_text_of_a_line_that_is_not_declared_or_public():
    data = b"".join(redacted().files.values())
    stock = study.open_stock()
    words = b"".join((*stock.library_files.values(), *stock.template_files.values()))
    texts = {each for line in case().bom for each in write_cells(line).values() if len(each) > 5}
    texts |= {
        cell
        for row in example_files()["bom.csv"].decode().splitlines()[1:]
        for cell in row.split(",")
        if len(cell) > 5
    }
    secret = {each for each in texts if each.encode() not in document().data + words}
    assert len(secret) > 69
    assert {each for each in secret if each.encode() in data} == set()
    assert not [path for path in redacted().files if path.startswith(CASE) or path == LINES_FILE]


def test_an_opened_line_is_named_and_checked_on_either_dossier():
    read = read_opening(write_opening(opening(LINE).opening), f"{LINE}.json")
    assert read == opening(LINE)
    for forger in (whole(), redacted()):
        verdict = judge(forger, replace(ask(), openings=(read, opening("BED-101"))))
        assert verdict.outcome(NUMBER) is Outcome.MET
        assert "BED-103.json: line 3 of 69 is line_id BED-103" in found(verdict)
        assert "line 1 of 69 is line_id BED-101, description bed casting" in found(verdict)


@pytest.mark.parametrize(
    "change",
    [
        {"line": {"line_id": LINE, "net_mass_each_kg": "0.5"}},
        {"salt": "0" * 64},
        {"position": 4},
        {"path": ()},
    ],
)
def test_a_changed_opening_is_a_no(change):
    forged = replace(opening(LINE), opening=replace(opening(LINE).opening, **change))
    verdict = judge(redacted(), replace(ask(), openings=(forged,)))
    assert verdict.outcome(NUMBER) is Outcome.NOT_MET
    assert "BED-103.json: it is not what the maker committed to as line" in found(verdict)


def test_an_opening_of_another_declaration_is_a_no():
    forged = replace(opening(LINE), opening=replace(opening(LINE).opening, declaration="sha256:0"))
    assert judge_opening(forged, document()).found == f"{LINE}.json: it opens a line of sha256:0"


@pytest.mark.parametrize(
    "data",
    [
        b"no JSON",
        b"[]",
        b'{"form": "urn:cradlegate:opening:2"}',
        write_opening(opening(LINE).opening).replace(b'"salt": "', b'"salt": "g'),
        write_opening(opening(LINE).opening).replace(b'"position": 3', b'"position": 0'),
        b" " * (LARGEST_OPENING_BYTES + 1),
    ],
)
def test_what_is_no_opening_is_refused(data):
    with pytest.raises(FaultsError, match="DS-039"):
        read_opening(data, "x.json")


def test_a_changed_list_of_commitments_is_a_no_under_a_good_seal():
    good = listed(whole())
    swapped = [good["commitments"][1], good["commitments"][0], *good["commitments"][2:]]
    ids = [good["ids"][1], good["ids"][0], *good["ids"][2:]]
    assert "do not lead to the signed root" in found(
        change_list(whole(), good | {"commitments": swapped})
    )
    shorter = {"form": good["form"], "commitments": good["commitments"][:-1]}
    assert "68 commitments do not lead" in found(change_list(whole(), shorter))
    assert "commitment 1 is of BED-102 where the case has BED-101" in found(
        change_list(whole(), good | {"ids": ids})
    )
    gone = change_list(whole(), None)
    assert gone.outcome(NUMBER) is Outcome.NOT_MET
    assert found(gone) == f"{COMMITMENTS_FILE} is missing; 69 lines are committed to"


@pytest.mark.parametrize(
    "change",
    [
        b"no JSON",
        {"form": "urn:cradlegate:commitments:2", "commitments": []},
        {"form": "urn:cradlegate:commitments:1", "commitments": ["AB" * 32]},
        {"form": "urn:cradlegate:commitments:1", "commitments": [1]},
        {"form": "urn:cradlegate:commitments:1", "commitments": [], "ids": ["A"]},
        {"form": "urn:cradlegate:commitments:1", "commitments": ["ab" * 32], "ids": [1]},
        {"form": "urn:cradlegate:commitments:1", "commitments": [], "salts": []},
    ],
)
def test_a_list_of_another_form_is_a_no(change):
    verdict = change_list(redacted(), change)
    assert verdict.outcome(NUMBER) is Outcome.NOT_MET
    assert "[DS-038]" in found(verdict)


def test_a_list_that_the_declaration_does_not_name_is_a_no():
    files = {COMMITMENTS_FILE: whole().files[COMMITMENTS_FILE]}
    data = dossiers.forger().reseal(trust().key, files)
    verdict = verify_dossier(data, "test.dossier", ask())
    assert verdict.outcome(NUMBER) is Outcome.NOT_MET
    assert "the declaration commits to no lines" in found(verdict)


def test_lines_that_were_taken_out_of_a_plain_dossier_are_missed():
    plain = dossiers.forger().files
    gone = {path: None for path in plain if path.startswith(CASE) or path == LINES_FILE}
    verdict = verify_dossier(dossiers.forger().reseal(trust().key, gone), "x", ask())
    assert verdict.outcome(CheckId.CASE) is Outcome.NOT_MET
    assert verdict.outcome(CheckId.FIGURES) is Outcome.NOT_MET


def test_commitments_of_a_later_kind_are_left_open():
    declaration = document().declaration
    made_from = declaration.made_from
    assert made_from.lines is not None
    later = replace(made_from, lines=replace(made_from.lines, algorithm="cradlegate-lines-2"))
    read = make_document(replace(declaration, made_from=later))
    finding = judge_commitments(Contents(whole().files, declaration=read), ask())
    assert finding.outcome is Outcome.UNDETERMINED
    assert "cradlegate-lines-2" in finding.found
    # Without sources nobody can read the case, and the list is judged alone.
    alone = judge_commitments(Contents(whole().files, declaration=document()), ask())
    assert alone.found == "69 commitments lead to the signed root"


def test_the_same_parts_and_secret_give_the_same_bytes():
    parts = replace(committed_parts(), is_redacted=True)
    data = build_dossier(parts, trust().key, trust().maker, MOMENT)
    assert unpack(data, "again") == redacted().files
    assert is_redacted(redacted().files, document())
    assert not is_redacted(whole().files, document())
    assert not is_redacted({}, None)
    assert read_commitments(redacted().files[COMMITMENTS_FILE]).ids is None


def test_only_a_declaration_with_a_root_is_redacted_or_opened():
    plain = sign_declaration(dossiers.declared().document, trust().key, trust().maker.id, MOMENT)
    with pytest.raises(FaultsError, match="DS-035"):
        redact(dossiers.forger().files, plain)
    with pytest.raises(FaultsError, match="DS-035"):
        open_committed_line(plain, case(), LINE, SECRET)
    assert draw_up_commitments(plain, case(), None) is None
    with pytest.raises(FaultsError, match="DS-035"):
        draw_up_commitments(plain, case(), SECRET)


def test_a_builder_without_the_right_secret_or_list_is_refused():
    with pytest.raises(FaultsError, match="DS-037"):
        draw_up_commitments(document(), case(), None)
    with pytest.raises(FaultsError, match="DS-036"):
        draw_up_commitments(document(), case(), bytes(32))
    with pytest.raises(FaultsError, match="DS-036"):
        open_committed_line(document(), case(), LINE, bytes(32))
    with pytest.raises(FaultsError, match="DS-040"):
        open_committed_line(document(), case(), "nowhere", SECRET)
    with pytest.raises(FaultsError, match="DS-025"):
        build_dossier(replace(committed_parts(), enclosed={}), trust().key, trust().maker, MOMENT)
