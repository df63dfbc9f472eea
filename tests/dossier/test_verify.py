"""A good dossier passes every check; each kind of forgery fails the check that is made for it."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import EXIT_NO, EXIT_UNDETERMINED, EXIT_YES, judge_exit_code
from cradlegate.core.party import Party
from cradlegate.core.strict_json import read_json
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.archive import MANIFEST_NAME, pack
from cradlegate.dossier.build import build_dossier
from cradlegate.dossier.checks.check import CLAUSES, EXPECTED, CheckId
from cradlegate.dossier.checks.judges import JUDGES
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.layout import DECLARATION_FILE, TRUST_LIST_FILE
from cradlegate.dossier.manifest import read_manifest
from cradlegate.dossier.member_list import compare_files
from cradlegate.dossier.study import LINES_FILE
from cradlegate.dossier.verify import verify_dossier
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.trust_lists.trust_list import read_trust_list
from cradlegate.work.self_made import make_trust
from tests.dossier.dossiers import (
    DAY,
    MOMENT,
    STRANGER,
    ask,
    forger,
    judge,
    outcomes,
    parts,
    sealed,
    signed,
    trust,
    trust_list,
)

MET, NOT_MET, OPEN, NOT_ASKED = "met", "not met", "undetermined", "not applicable"
MADE_AGAIN = {CheckId.RECOMPUTATION, CheckId.RENDERINGS}
ENCLOSED = {
    CheckId.OPINION,
    CheckId.STATUS,
    CheckId.LOG,
    CheckId.TIME,
    CheckId.COMMITMENTS,
    CheckId.PAPERS,
}
ASKED = [name for name in CheckId if name not in MADE_AGAIN | ENCLOSED]


def found(data: bytes, name: CheckId, questions: Questions | None = None) -> str:
    return next(item.found for item in judge(data, questions).checks if item.id is name)


def exit_code(data: bytes, questions: Questions | None = None) -> int:
    return judge_exit_code(item.outcome for item in judge(data, questions).checks)


def read(path: str) -> dict[str, Any]:
    document = read_json(forger().files[path])
    assert isinstance(document, dict)
    return document


def rewrite(path: str, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change a JSON member, and write it in canonical bytes again."""
    document = read(path)
    change(document)
    return canonical_bytes(document)


def test_every_check_has_a_number_a_clause_an_expectation_and_a_judge():
    assert list(JUDGES) == list(CheckId) == list(CLAUSES) == list(EXPECTED)
    assert [item.number for item in judge(sealed()).checks] == list(range(1, len(CheckId) + 1))


def test_the_reference_names_the_checks_as_the_program_does():
    page = (Path(__file__).parents[2] / "docs" / "reference" / "dossier.md").read_text()
    for number, each in enumerate(CheckId, start=1):
        assert f"| {number} | `{each}` | {EXPECTED[each]} | {CLAUSES[each]} |\n" in page


def test_a_good_dossier_meets_every_check():
    assert outcomes(judge(sealed())) == {
        name: MET if name in ASKED else NOT_ASKED for name in CheckId
    }
    assert exit_code(sealed()) == EXIT_YES


def test_recomputing_gives_the_signed_figures_and_the_sealed_pages():
    got = outcomes(judge(sealed(), ask(recompute=True)))
    assert {got[name] for name in MADE_AGAIN} == {MET}


def test_a_page_that_says_something_else_is_noticed_even_under_a_good_seal():
    path = "renderings/declaration.en.html"
    page = forger().files[path].replace(b"22.1 t CO2e", b"12.1 t CO2e")
    assert page != forger().files[path]
    data = forger().reseal(trust().key, {path: page})
    got = outcomes(judge(data, ask(recompute=True)))
    assert got[CheckId.MEMBERS] == MET
    assert got[CheckId.RENDERINGS] == NOT_MET
    assert "declaration.en.html" in found(data, CheckId.RENDERINGS, ask(recompute=True))


def test_pages_of_another_version_are_not_compared_and_it_says_so():
    later = replace(ask(recompute=True), product="9.9.9")
    assert outcomes(judge(sealed(), later))[CheckId.RENDERINGS] == NOT_ASKED
    assert "0.1.0" in found(sealed(), CheckId.RENDERINGS, later)


def test_renderings_that_other_libraries_draw_are_not_compared():
    renderings = {"declaration.en.xlsx": b"anything"}
    changed = replace(parts(), renderings=renderings)
    data = build_dossier(changed, trust().key, trust().maker, MOMENT)
    assert outcomes(judge(data, ask(recompute=True)))[CheckId.RENDERINGS] == NOT_ASKED


def test_a_dossier_without_renderings_is_good():
    data = build_dossier(replace(parts(), renderings={}), trust().key, trust().maker, MOMENT)
    assert outcomes(judge(data, ask(recompute=True)))[CheckId.RENDERINGS] == NOT_ASKED
    assert exit_code(data, ask(recompute=True)) == EXIT_YES


def test_without_a_trust_list_who_signed_is_undetermined_and_the_rest_is_judged():
    got = outcomes(judge(sealed(), Questions(DAY, is_recomputed=True)))
    unknown = {CheckId.BUILDER, CheckId.SIGNER, CheckId.TRUST_LIST}
    assert {name for name, outcome in got.items() if outcome == OPEN} == unknown
    assert got[CheckId.RECOMPUTATION] == MET
    assert exit_code(sealed(), Questions(DAY)) == EXIT_UNDETERMINED


def test_a_trust_list_inside_the_dossier_is_never_believed():
    assert TRUST_LIST_FILE in forger().files
    assert "not believed" in found(sealed(), CheckId.TRUST_LIST, Questions(DAY))


def test_building_twice_gives_the_same_bytes():
    assert build_dossier(parts(), trust().key, trust().maker, MOMENT) == sealed()


def test_a_dossier_is_not_built_around_an_unsigned_declaration():
    from tests.dossier.dossiers import declared

    with pytest.raises(FaultsError) as caught:
        build_dossier(
            replace(parts(), declaration=declared().document), trust().key, trust().maker, MOMENT
        )
    assert [fault.code for fault in caught.value.faults] == ["DS-026"]


def test_a_dossier_is_not_built_around_a_signature_that_does_not_fit():
    document = dict(signed().document)
    document["issuer"] = {"id": "urn:x:other", "name": "Somebody"}
    forged = replace(signed(), document=document)
    with pytest.raises(FaultsError) as caught:
        build_dossier(replace(parts(), declaration=forged), trust().key, trust().maker, MOMENT)
    assert [fault.code for fault in caught.value.faults] == ["DS-026"]


def test_a_dossier_is_not_built_from_another_case():
    other = {**parts().case_files, "machine.yaml": parts().case_files["machine.yaml"] + b"\n"}
    assert build_dossier(replace(parts(), case_files=other), trust().key, trust().maker, MOMENT)
    changed = parts().case_files["machine.yaml"].replace(b"tools: 24", b"tools: 25")
    with pytest.raises(FaultsError) as caught:
        build_dossier(
            replace(parts(), case_files={**other, "machine.yaml": changed}),
            trust().key,
            trust().maker,
            MOMENT,
        )
    assert {fault.code for fault in caught.value.faults} == {"DS-025"}
    assert "machine" in str(caught.value)


def test_a_dossier_is_not_sealed_before_what_it_holds():
    """It is the day of issue in the first zone of all at 10 o'clock UTC on the day before."""
    early, first = (datetime(2026, 3, 30, hour, tzinfo=UTC) for hour in (9, 10))
    with pytest.raises(FaultsError, match="DS-049") as caught:
        build_dossier(parts(), trust().key, trust().maker, early)
    assert [str(fault.place) for fault in caught.value.faults] == [DECLARATION_FILE]
    assert build_dossier(parts(), trust().key, trust().maker, first)


def test_a_missing_member_is_noticed():
    assert exit_code(forger().repack({"case/bom.csv": None})) == EXIT_NO
    assert exit_code(forger().repack({MANIFEST_NAME: None})) == EXIT_NO
    manifest = read_manifest(forger().files[MANIFEST_NAME])
    for path in set(forger().files) - {MANIFEST_NAME}:
        left = {name: data for name, data in forger().files.items() if name != path}
        assert any(path in found for found in compare_files(manifest, left)), path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("case/bom.csv", "case/energy.csv"),
        ("case/use.yaml", "case/eol.yaml"),
        (DECLARATION_FILE, MANIFEST_NAME),
        (LINES_FILE, "background/distances.csv"),
    ],
)
def test_swapped_members_are_noticed(one: str, other: str):
    files = forger().files
    data = forger().repack({one: files[other], other: files[one]})
    assert exit_code(data) == EXIT_NO


def test_an_added_member_is_noticed():
    data = forger().repack({"case/extra.txt": b"hello"})
    assert outcomes(judge(data))[CheckId.MEMBERS] == NOT_MET
    assert "case/extra.txt" in found(data, CheckId.MEMBERS)


def test_a_forger_with_a_key_of_their_own_is_unknown_to_the_trust_list():
    data = forger().reseal(STRANGER, {})
    got = outcomes(judge(data))
    assert got[CheckId.SEAL] == MET, "the stranger's seal fits"
    assert got[CheckId.BUILDER] == OPEN, "and nobody knows whose key it is"
    assert exit_code(data) == EXIT_UNDETERMINED


def test_a_changed_figure_breaks_the_makers_signature_even_under_a_good_seal():
    def lower(document):
        results = document["credentialSubject"]["declaration"]["results"]
        results["views"][1]["total"]["kgco2e"] = "12057.2940327"

    changed = rewrite(DECLARATION_FILE, lower)
    data = forger().reseal(trust().key, {DECLARATION_FILE: changed})
    got = outcomes(judge(data))
    assert got[CheckId.SEAL] == MET
    assert got[CheckId.SIGNATURE] == NOT_MET
    assert got[CheckId.SUBJECT] == NOT_MET
    assert got[CheckId.FIGURES] == NOT_MET
    assert "12057.2940327" in found(data, CheckId.FIGURES)


def test_changed_case_files_are_noticed_even_under_a_good_seal():
    bom = forger().files["case/bom.csv"].replace(b",1997,", b",1897,")
    assert bom != forger().files["case/bom.csv"]
    data = forger().reseal(trust().key, {"case/bom.csv": bom})
    assert outcomes(judge(data))[CheckId.MEMBERS] == MET
    assert outcomes(judge(data))[CheckId.CASE] == NOT_MET
    assert found(data, CheckId.CASE) == "other content in bom"


def test_a_changed_factor_is_noticed_even_under_a_good_seal():
    path = "background/library/materials.csv"
    rows = list(csv.DictReader(io.StringIO(forger().files[path].decode())))
    for row in rows:
        if row["id"] == "est-cast-iron":
            row["unsplit"] = "1.0"
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    data = forger().reseal(trust().key, {path: text.getvalue().encode()})
    got = outcomes(judge(data, ask(recompute=True)))
    assert got[CheckId.SOURCES] == NOT_MET
    assert got[CheckId.RECOMPUTATION] == NOT_MET
    # The factor is halved, so half of what its lines give up to the gate is gone.
    lines = csv.DictReader(io.StringIO(forger().files[LINES_FILE].decode()))
    halved = [line for line in lines if line["factor"] == "est-cast-iron"]
    assert {line["stage"] for line in halved} == {"A1"}
    gate = signed().declaration.results.views[0].total.kgco2e
    left = float(gate) - sum(float(line["unsplit"]) for line in halved) / 2
    named = found(data, CheckId.RECOMPUTATION, ask(recompute=True))
    said = re.match(r"results/views/0/total/kgco2e: signed (\S+), computed ([0-9.]+);", named)
    assert said is not None
    assert said[1] == str(gate)
    assert float(said[2]) == pytest.approx(left, rel=1e-10)


def test_changed_lines_are_noticed_even_under_a_good_seal():
    lines = forger().files[LINES_FILE].decode().splitlines()
    cells = lines[1].split(",")
    cells[-1] = repr(float(cells[-1]) * (1 + 1e-9))
    text = "\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n"
    data = forger().reseal(trust().key, {LINES_FILE: text.encode()})
    got = outcomes(judge(data, ask(recompute=True)))
    assert got[CheckId.FIGURES] == NOT_MET
    assert got[CheckId.RECOMPUTATION] == NOT_MET


def test_the_declaration_of_another_machine_is_not_the_subject():
    data = forger().reseal(trust().key, {}, subject="sha256:" + "0" * 64)
    assert outcomes(judge(data))[CheckId.SUBJECT] == NOT_MET


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": 9007199254740993}', "9007199254740993"),
        (b'{"a": 1.5}', "1.5"),
        (b"[" * 100_000, "deep"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"", ""),
    ],
)
@pytest.mark.parametrize("path", [DECLARATION_FILE, MANIFEST_NAME])
def test_documents_that_are_no_strict_json_are_named(text: bytes, said: str, path: str):
    data = forger().repack({path: text})
    name = CheckId.MANIFEST if path == MANIFEST_NAME else CheckId.DECLARATION
    assert outcomes(judge(data))[name] == NOT_MET
    assert said.casefold() in found(data, name).casefold() or not said
    assert exit_code(data) == EXIT_NO


@pytest.mark.parametrize("path", [DECLARATION_FILE, MANIFEST_NAME])
def test_the_same_json_in_other_bytes_is_not_the_document(path: str):
    pretty = json.dumps(read_json(forger().files[path]), indent=1).encode()
    assert exit_code(forger().repack({path: pretty})) == EXIT_NO


def test_an_unknown_kind_of_proof_is_undetermined():
    def change(document):
        document["proof"]["cryptosuite"] = "eddsa-rdfc-2022"

    changed = rewrite(DECLARATION_FILE, change)
    data = forger().reseal(trust().key, {DECLARATION_FILE: changed})
    assert outcomes(judge(data))[CheckId.SIGNATURE] == OPEN
    assert "cannot check" in found(data, CheckId.SIGNATURE)
    assert exit_code(data) == EXIT_UNDETERMINED


@pytest.mark.parametrize(
    "proof", ["text", [], [[]], {}, {"type": 1}, {"type": "DataIntegrityProof"}, None]
)
def test_a_malformed_proof_is_no_signature(proof: object):
    def change(document):
        document["proof"] = proof

    if proof is None or isinstance(proof, str):
        changed = canonical_bytes({**read(DECLARATION_FILE), "proof": proof})
    else:
        changed = rewrite(DECLARATION_FILE, change)
    data = forger().reseal(trust().key, {DECLARATION_FILE: changed})
    assert outcomes(judge(data))[CheckId.SIGNATURE] in {NOT_MET, OPEN}
    assert exit_code(data) == EXIT_NO


def test_a_declaration_without_signature_is_not_signed():
    data = forger().reseal(
        trust().key,
        {DECLARATION_FILE: rewrite(DECLARATION_FILE, lambda document: document.pop("proof"))},
    )
    assert outcomes(judge(data))[CheckId.SIGNATURE] == NOT_MET
    assert outcomes(judge(data))[CheckId.SIGNER] == NOT_MET


def test_the_signature_of_a_stranger_is_not_the_makers():
    declaration = sign_document(
        {k: v for k, v in signed().document.items() if k != "proof"}, STRANGER, created=MOMENT
    )
    data = forger().reseal(trust().key, {DECLARATION_FILE: canonical_bytes(declaration)})
    got = outcomes(judge(data))
    assert got[CheckId.SIGNATURE] == MET, "it fits the key it names"
    assert got[CheckId.SIGNER] == OPEN, "which nobody has entered into the list"


def test_the_key_of_another_organisation_is_not_the_makers():
    other = make_trust(Party("urn:x:other", "Another maker", "JP"), DAY)
    questions = Questions(DAY, read_trust_list(other.trust_list, "list"))
    got = outcomes(judge(sealed(), questions))
    assert got[CheckId.SIGNER] == NOT_MET
    assert got[CheckId.BUILDER] == NOT_MET
    assert "urn:x:other" in found(sealed(), CheckId.SIGNER, questions)


@pytest.mark.parametrize(
    ("first", "outcome"),
    [(DAY, MET), (DAY + timedelta(days=1), NOT_MET)],
    ids=["first day of the key", "the day before"],
)
def test_a_signature_before_the_keys_window_is_not_met(first: date, outcome: str):
    listed = make_trust(trust().maker, first)
    questions = Questions(first, read_trust_list(listed.trust_list, "list"))
    assert outcomes(judge(sealed(), questions))[CheckId.SIGNER] == outcome


def test_a_tampered_trust_list_passes_nothing():
    changed = trust().trust_list.replace(b'"country":"CN"', b'"country":"JP"')
    assert changed != trust().trust_list
    questions = Questions(DAY, read_trust_list(changed, "list"))
    got = outcomes(judge(sealed(), questions))
    assert got[CheckId.TRUST_LIST] == NOT_MET
    assert got[CheckId.SIGNER] == OPEN
    assert exit_code(sealed(), questions) == EXIT_NO


def test_a_trust_list_of_a_later_day_says_nothing_about_today():
    before = DAY - timedelta(days=1)
    assert outcomes(judge(sealed(), ask(as_of=before)))[CheckId.TRUST_LIST] == OPEN


def test_another_method_cannot_be_recomputed_and_says_so():
    def change(document):
        document["credentialSubject"]["declaration"]["made_from"]["method"] = "cradlegate-2020.9"

    changed = rewrite(DECLARATION_FILE, change)
    data = forger().reseal(trust().key, {DECLARATION_FILE: changed})
    questions = ask(recompute=True)
    assert outcomes(judge(data, questions))[CheckId.RECOMPUTATION] == OPEN
    assert "cradlegate-2020.9" in found(data, CheckId.RECOMPUTATION, questions)


def test_a_second_proof_of_the_maker_leaves_the_dossier_good():
    twice = sign_document(signed().document, STRANGER, created=MOMENT)
    data = forger().reseal(trust().key, {DECLARATION_FILE: canonical_bytes(twice)})
    assert outcomes(judge(data))[CheckId.SIGNATURE] == MET
    assert outcomes(judge(data))[CheckId.SIGNER] == MET


def test_the_moment_of_signing_is_the_same_day_in_every_zone():
    late = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    at_home = late.astimezone(tz=datetime.fromisoformat("2026-01-01T00:00:00+09:00").tzinfo)
    one = sign_declaration(
        parts().declaration.__class__(
            signed().declaration,
            {k: v for k, v in signed().document.items() if k != "proof"},
            signed().digest,
        ),
        trust().key,
        trust().maker.id,
        at_home,
    )
    assert one.document["proof"]["created"] == "2026-03-31T23:30:00Z"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x05\x06", b"hello", sealed()[:-1], sealed()[:50_000], sealed()[1:]],
    ids=["nothing", "two bytes", "an end", "text", "cut", "half", "beheaded"],
)
def test_what_is_no_archive_is_refused_and_nothing_else_is_claimed(data: bytes):
    verdict = verify_dossier(data, "x", ask(recompute=True))
    got = outcomes(verdict)
    assert got[CheckId.ARCHIVE] == NOT_MET
    assert MET not in {o for name, o in got.items() if name is not CheckId.TRUST_LIST}


def test_a_zip_without_a_manifest_is_no_dossier():
    assert outcomes(judge(pack({"a.txt": b"a"})))[CheckId.MANIFEST] == NOT_MET


def test_the_trust_list_of_the_demo_says_that_it_proves_nothing():
    assert "proves nothing" in trust_list().publisher.name
    assert isinstance(trust().key, SigningKey)
