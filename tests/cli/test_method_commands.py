"""`declaration lint` with a method: judged, shown rule by rule, told by the exit code."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.declaration.document import make_document
from cradlegate.reports.json_envelope import envelope_schema
from tests.declaration.shipped_case import declaration, declared_example

ISO, TR = "iso-14067-2018", "iso-tr-24122-2026"
LATER = ("--law-as-of", "2026-11-22")

pytestmark = pytest.mark.through("command line")


@pytest.fixture
def lint(own_process):
    (own_process.folder / "declaration.json").write_bytes(declared_example().data)

    def run(*arguments):
        return own_process("declaration", "lint", *arguments)

    return run


@pytest.fixture
def claiming(own_process) -> str:
    """A declaration with a general claim in the maker's words."""
    one = declaration()
    goal = replace(one.blocks.goal, reasons="our green machine")
    read = make_document(replace(one, blocks=replace(one.blocks, goal=goal)))
    (own_process.folder / "claiming.json").write_bytes(read.data)
    return "claiming.json"


def rows(done, table):
    tables = json.loads(done.stdout)["result"]["tables"]
    return next(each["rows"] for each in tables if each["id"] == table)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_without_a_method_the_claims_alone_are_judged(lint, claiming):
    done = lint("declaration.json")
    assert (done.returncode, flat(done.stdout)) == (0, "No faults.")
    assert lint(claiming).returncode == 1


def test_iso_14067_leaves_the_example_undetermined_and_says_whom_to_ask(lint):
    done = lint("declaration.json", "--pack", ISO)
    assert done.returncode == 3
    said = flat(done.stdout)
    assert said.startswith("? undetermined · ISO 14067:2018: of 24 rules that count, 0 not met, 6 ")
    assert "suppliers: Send factors that show fossil" in said
    assert "(cl.6.6, cl.7.3, annex.a)" in said
    assert "nobody here has read the text itself" in said
    assert "no legal advice" in said


@pytest.mark.requirement("S3-27", part="the exit code turns with the contract and with --want")
def test_the_same_declaration_passes_or_not_by_what_counts(lint):
    free = lint("declaration.json", "--pack", TR, *LATER)
    assert free.returncode == 0
    assert "binds nothing here; 18 of 25 advised rules met" in flat(free.stdout)
    assert lint("declaration.json", "--contract-cites", TR).returncode == 3
    assert lint("declaration.json", "--pack", TR, "--want", "recommended", *LATER).returncode == 1
    assert lint("declaration.json", "--pack", TR, "--want", "quality.limit", *LATER).returncode == 1
    assert lint("declaration.json", "--pack", TR, "--want", "quality.axes", *LATER).returncode == 0


def test_a_method_that_was_not_there_yet_does_not_apply_and_it_is_said(lint):
    done = lint("declaration.json", "--pack", TR)
    assert done.returncode == 0
    assert "ISO/TR 24122:2026 does not apply on 2026-03-31" in flat(done.stdout)
    assert "--law-as-of" in done.stdout


def test_every_row_has_status_rule_place_and_source(lint):
    done = lint("declaration.json", "--pack", TR, *LATER, "--json")
    jsonschema.Draft202012Validator(envelope_schema()).validate(json.loads(done.stdout))
    by_rule = {row["rule"]["text"]: row for row in rows(done, "advised_0")}
    assert len(by_rule) == 25
    mass = by_rule["coverage.mass"]
    assert mass["found"]["text"] == "/blocks/coverage/axes/0/shares/recorded"
    assert mass["source"]["text"] == "press para 6, reported"
    quality = by_rule["quality.limit"]
    assert quality["found"]["text"].startswith("dqr = 3.1")
    assert quality["found"]["text"].endswith("(/blocks/data_quality/dqr)")
    assert quality["source"]["text"] == "house rule"
    assert "open: database_listed of " in by_rule["database.listed"]["found"]["text"]
    assert next(iter(by_rule)) == "coverage.ghg"


def test_what_is_not_met_comes_with_what_to_do_and_an_open_text_with_who_reads_it(lint):
    said = flat(lint("declaration.json", "--pack", TR, "--want", TR, *LATER).stdout)
    assert "maker: replace the factors with the worst scores (quality.limit)" in said
    assert "you: read the text: Is this database listed" in said


def test_several_declarations_and_a_text_are_told_apart(lint, own_process, claiming):
    (own_process.folder / "brochure.txt").write_text("Our green machine.\n", encoding="utf-8")
    done = lint("declaration.json", claiming, "brochure.txt", "--pack", TR, *LATER)
    assert done.returncode == 1
    said = flat(done.stdout)
    assert "claims: 2 errors in 2 files" in said
    assert "What is advised by ISO/TR 24122:2026, declaration.json" in said
    assert "What is advised by ISO/TR 24122:2026, claiming.json" in said
    assert "maker: name the digest beside each claim" in said


def test_a_warning_about_words_does_not_decide(lint, own_process):
    (own_process.folder / "b.txt").write_text("Less CO2 than others.\n", encoding="utf-8")
    done = lint("declaration.json", "b.txt", "--pack", TR, *LATER)
    assert done.returncode == 0
    assert "claims: 1 warning in 1 file" in flat(done.stdout)


def test_an_answer_in_a_file_settles_an_open_question(lint, own_process):
    given = ("--cite", "the report", "--text", "any stated mix", "--out", "answer.yaml")
    answer = ("regime", "answer", TR, "default_mix", "stated_mix_suffices", *given)
    assert own_process(*answer).returncode == 0
    cites = ("--contract-cites", TR)
    assert lint("declaration.json", *cites, "--packs", "answer.yaml").returncode == 0


VARIANT = """
id: ours
version: "1"
known_from: 2026-11-22
extends: iso-tr-24122-2026
tables:
  accepted_in:
    kind: yes_no
    keys: [text]
    missing: unread
    values: []
provisions:
  - id: ours.accepted
    title: the database is accepted at the buyer's
    subject: study
    voice: house
    kind: requires
    test: table.accepted_in[study.database]
    help: A table of the buyer, which nobody has filled in.
    remedy: ask the buyer
    asked: maker
"""


def test_a_value_that_nobody_has_read_is_named_and_asked_of_nobody(lint, own_process):
    (own_process.folder / "ours.yaml").write_text(VARIANT, encoding="utf-8")
    want = ("--want", "ours.accepted")
    done = lint(
        "declaration.json", "--pack", "ours", "--packs", "ours.yaml", *want, *LATER, "--json"
    )
    assert done.returncode == 3
    by_rule = {row["rule"]["text"]: row for row in rows(done, "advised_0")}
    assert by_rule["ours.accepted"]["found"]["text"] == "open: accepted_in"
    assert json.loads(done.stdout)["result"]["next_steps"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("declaration.json", "--pack", "vn-circular-12-2026"), "RG-017"),
        (("declaration.json", "--pack", "nonsense"), "RG-017"),
        (("declaration.json", "--pack", TR, "--want", "nonsense"), "BD-"),
        (("declaration.json", "--want", "recommended"), "CL-"),
        (("declaration.json", *LATER), "CL-"),
        (("text.txt", "--pack", TR), "DC-011"),
        ((), "CL-"),
    ],
)
def test_wrong_words_are_refused_with_their_code(lint, own_process, arguments, code):
    (own_process.folder / "text.txt").write_text("A machine.\n", encoding="utf-8")
    done = lint(*arguments)
    assert done.returncode == 2
    assert code in done.stderr


@pytest.mark.requirement("S3-20", part="a declaration with a block deleted is refused")
@pytest.mark.parametrize(
    "block",
    [
        "system_boundary",
        "declared_unit",
        "allocation",
        "primary_data",
        "uncertainty",
        "sensitivity",
    ],
)
def test_a_declaration_without_a_block_is_refused(lint, own_process, block):
    document = json.loads(declared_example().data)
    del document["credentialSubject"]["declaration"]["blocks"][block]
    path = Path(own_process.folder / "cut.json")
    path.write_text(json.dumps(document), encoding="utf-8")
    done = lint("cut.json", "--pack", TR)
    assert done.returncode == 2
    assert "DC-004" in done.stderr
    assert block in done.stderr


def test_no_declaration_among_texts_is_a_fault_of_its_own():
    from cradlegate.compose.method import MethodTerms, judge_studies_at

    with pytest.raises(FaultsError) as caught:
        judge_studies_at([Path("a.txt")], MethodTerms((), (), None))
    assert [fault.code for fault in caught.value.faults] == ["DC-011"]
