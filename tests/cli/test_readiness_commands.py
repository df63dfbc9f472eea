"""Whether a consignment may go, asked as its users ask it."""

import json

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.reports.json_envelope import envelope_schema
from cradlegate.verification.registers.files import shipped_registers
from tests.border.shipments import DECISION, FROZEN, NAMES, VN, table, twelve

KNOWN = ("--known-as-of", "2026-08-20T09:00Z")
REGISTER = "register-example-2026-q2"
CODES = dict(zip(NAMES, (0, 3, 1, 3, 1, 1, 0, 3, 3, 3, 3, 3), strict=True))


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.fixture
def files(tmp_path):
    """The twelve consignments, a register and a trust list in a folder."""
    write(tmp_path / "shipment", twelve())
    write(tmp_path / REGISTER, dict(shipped_registers()[REGISTER]))
    (tmp_path / "list.json").write_bytes((FROZEN / "trust-list.json").read_bytes())
    return tmp_path


@pytest.fixture
def ask(own_process, files):
    """Ask for one consignment with everything that belongs to it."""

    def run(name, *options, known=KNOWN):
        return own_process(
            "readiness", "shipment", "--consignment", name, "--trust", "list.json",
            "--register", REGISTER, *known, *options,
        )  # fmt: skip

    return run


pytestmark = pytest.mark.through("command line")


@pytest.mark.requirement("S1-4", "S1-6", "S1-9", "S1-19", part="exit code over twelve consignments")
@pytest.mark.parametrize("name", NAMES)
def test_readiness_ends_with_0_1_or_3(ask, name):
    done = ask(name)
    assert done.returncode == CODES[name], done.stderr
    assert f"{name}, 1 " in done.stdout.splitlines()[0]
    assert done.stderr == ""


def test_readiness_runs_as_installed(cradlegate, files):
    done = cradlegate(
        "readiness", "shipment", "--consignment", "C03", "--trust", "list.json", "--register",
        REGISTER, *KNOWN,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("✗ not met · C03")


@pytest.mark.requirement("S0-12", part="in every output form")
@pytest.mark.requirement("S1-17", part="checklist in five languages with equal rows")
def test_out_writes_checklist_requests_and_decision(ask, files):
    done = ask("C05", "--out", "ready")
    assert done.returncode == 1
    assert "wrote" in done.stderr
    written = {
        path.relative_to(files / "ready").as_posix() for path in (files / "ready").rglob("*.*")
    }
    spoken = ("en", "vi", "zh", "th", "id")
    assert written >= {
        f"{name}.{language}.{form}"
        for language in spoken
        for name, forms in (("readiness", ("html", "xlsx", "json")), ("checklist", ("csv",)))
        for form in forms
    }
    assert written >= {
        "decision.json",
        "requests/request-exporter-maker.en.txt",
        "requests/request-verifier.vi.txt",
    }
    rows = [
        [
            len(table["rows"])
            for table in json.loads((files / f"ready/readiness.{language}.json").read_text())[
                "result"
            ]["tables"]
        ]
        for language in spoken
    ]
    assert all(each == rows[0] for each in rows)
    assert CalamineWorkbook.from_path(str(files / "ready/readiness.vi.xlsx")).sheet_names


def test_files_that_exist_are_kept_and_nothing_is_printed(ask, files):
    assert ask("C05", "--out", "ready").returncode == 1
    before = (files / "ready/decision.json").read_bytes()
    again = ask("C01", "--out", "ready")
    assert (again.returncode, again.stdout) == (2, "")
    assert (files / "ready/decision.json").read_bytes() == before
    assert ask("C01", "--out", "ready", "--force").returncode == 0


def test_one_language_is_written_and_printed(ask, files):
    done = ask("C05", "--out", "ready", "--language", "vi")
    assert not list((files / "ready").rglob("*.en.*"))
    assert "What to do next" not in done.stdout


def test_json_is_one_envelope_of_the_published_schema(ask):
    done = ask("C05", "--json")
    assert done.returncode == 1
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    assert envelope["result"]["answer"]["verdict"]["outcome"] == "not met"
    assert f"trace_{VN}" in {each["id"] for each in envelope["result"]["tables"]}


def test_the_trace_is_shown_where_it_is_asked_for(ask):
    assert "Trace of what binds" not in ask("C05").stdout
    traced = ask("C05", "--trace").stdout
    assert "Trace of what binds" in traced
    assert "document.issuer_role ==" in traced


def test_plain_output_has_plain_signs_alone(ask):
    assert ask("C05", "--plain").stdout.isascii()


@pytest.mark.parametrize(
    ("wanted", "code"), [("report.body_at_entry", 1), ("recommended", 1), ("report.route", 3)]
)
def test_what_is_wanted_counts(ask, wanted, code):
    assert ask("C04", "--want", wanted).returncode == code


def test_something_wanted_that_is_not_there_is_refused(ask, files):
    done = ask("C04", "--want", "green", "--out", "ready")
    assert done.returncode == 2
    assert "BD-014" in done.stderr
    assert not (files / "ready").exists()


def test_a_regime_is_asked_alone(ask):
    assert ask("C05", "--only", VN).returncode == 1
    done = ask("C05", "--only", "vn-circular-13")
    assert done.returncode == 2
    assert "RG-017" in done.stderr


def test_before_a_regime_was_known_nothing_can_be_judged_by_it(ask):
    early = ("--known-as-of", "2026-05-19T23:00Z")
    done = ask("C05", "--only", VN, known=early)
    assert done.returncode == 2
    assert f"{VN} since 2026-05-20" in " ".join(done.stderr.split())
    others = ask("C05", known=early)
    assert "12/2026/TT-BCT" not in others.stdout
    assert "18/2019/QD-TTg" in others.stdout


def test_before_any_regime_was_known_nothing_can_be_judged(ask):
    done = ask("C05", known=("--known-as-of", "2001-01-01T00:00Z"))
    assert done.returncode == 2
    assert f"{VN} since 2026-05-20" in " ".join(done.stderr.split())


def test_a_moment_counts_in_utc(ask):
    """At one o'clock in Hanoi on the 20th it is the 19th in UTC, when nobody knew the circular."""
    hanoi = "2026-05-20T{hour}:00+07:00"
    asked = [
        ask("C05", "--only", VN, known=("--known-as-of", hanoi.format(hour=hour)))
        for hour in ("01", "08")
    ]
    assert [each.returncode for each in asked] == [2, 1]


def test_a_moment_without_zone_is_refused(ask):
    done = ask("C05", known=("--known-as-of", "2026-08-20T09:00"))
    assert done.returncode == 2
    assert "names no zone" in done.stderr


@pytest.mark.requirement("S1-2", part="before its first day it binds nobody")
def test_the_law_of_another_day_is_read_where_it_is_asked_for(ask):
    assert ask("C05", "--law-as-of", "2026-06-30").returncode == 0
    assert ask("C05", "--law-as-of", "2026-07-01").returncode == 1
    assert "law as of: 2026-06-30" in ask("C05", "--law-as-of", "2026-06-30").stdout


def test_without_a_name_several_consignments_are_refused(own_process, files):
    done = own_process("readiness", "shipment", *KNOWN)
    assert done.returncode == 2
    assert "12 consignments: C01" in done.stderr
    assert "BD-002" in done.stderr


def test_a_table_of_machines_alone_is_asked_for_its_documents(own_process, files):
    done = own_process("readiness", "shipment/shipments.csv", "--consignment", "C01", *KNOWN)
    assert done.returncode == 3
    assert "Which documents go with the consignment?" in " ".join(done.stdout.split())


def test_no_shipment_is_refused(own_process, files):
    done = own_process("readiness", "nowhere", *KNOWN)
    assert done.returncode == 2
    assert done.stdout == ""


def test_a_faulty_shipment_is_refused_with_all_its_faults(own_process, files):
    path = files / "shipment/shipments.csv"
    path.write_text(path.read_text().replace(",SN-01,1,", ",SN-01,2,").replace("M2,C02", "M1,C02"))
    done = own_process("readiness", "shipment", "--consignment", "C03", *KNOWN, "--json")
    assert done.returncode == 2
    assert {each["code"] for each in json.loads(done.stdout)["faults"]} == {"BD-005", "CF-050"}


def test_a_warning_is_printed_beside_the_answer(ask, files):
    path = files / "shipment/documents.csv"
    path.write_text(path.read_text().replace(",SN-01,", ",SN-99,"))
    done = ask("C01")
    assert done.returncode == 1
    assert "BD-008" in done.stderr
    envelope = json.loads(ask("C01", "--json").stdout)
    assert [each["code"] for each in envelope["warnings"]] == ["BD-008"]


def test_a_register_that_cannot_be_used_is_refused(ask, files):
    (files / REGISTER / "bodies.csv").write_text("body_no\n")
    assert ask("C01").returncode == 2


def test_a_trust_list_that_is_none_is_refused(ask, files):
    (files / "list.json").write_text("{}")
    assert ask("C05").returncode == 2


def test_a_decision_to_ship_changes_no_exit_code(ask, files):
    decision = {**DECISION, "consignment_id": "C02"}
    (files / "shipment/ship_decisions.csv").write_bytes(table([decision]))
    done = ask("C02")
    assert done.returncode == 3
    assert "accreditor = BoA" in done.stdout
    (files / "shipment/ship_decisions.csv").write_bytes(table([{**decision, "reading": "TAF"}]))
    assert "BD-012" in ask("C02").stderr


@pytest.mark.parametrize(("given", "code"), [("BoA", 0), ("VinaCert", 1)])
@pytest.mark.requirement("S1-22", part="an answer decides")
def test_an_answer_turns_what_the_law_left_open(own_process, ask, given, code):
    assert answer(own_process, given, "2026-08-01").returncode == 0
    assert ask("C02", "--packs", "answer.yaml").returncode == code
    assert ask("C02").returncode == 3


def test_an_answer_of_later_does_not_count(own_process, ask):
    assert answer(own_process, "BoA", "2026-08-21").returncode == 0
    assert ask("C02", "--packs", "answer.yaml").returncode == 3
    later = ("--known-as-of", "2026-08-21T09:00Z")
    assert ask("C02", "--packs", "answer.yaml", known=later).returncode == 0


def test_the_decision_with_an_answer_is_replayed_without_its_file(own_process, ask, files):
    assert answer(own_process, "BoA", "2026-08-01").returncode == 0
    assert ask("C02", "--packs", "answer.yaml", "--out", "ready").returncode == 0
    (files / "answer.yaml").unlink()
    assert own_process("regime", "replay", "ready/decision.json").returncode == 0


def answer(own_process, given, known_from):
    return own_process(
        "regime", "answer", VN, "accreditor", given, "--cite", "Letter 15/2026 of the ministry",
        "--text", f"bodies accredited by {given}", "--known-from", known_from, "--out", "answer.yaml",
    )  # fmt: skip


METHOD_KNOWN = ("--known-as-of", "2026-11-23T09:00Z")


@pytest.mark.requirement("S0-12", part="methods beside the regimes, in every output form")
def test_the_study_behind_a_dossier_is_told_and_decides_nothing(ask, files):
    without = ask("C05", "--json").returncode
    done = ask("C05", "--out", "ready", "--language", "en", known=METHOD_KNOWN)
    assert done.returncode == without == 1
    said = " ".join(done.stdout.split())
    assert "The study behind the footprint" in said
    assert "23 more rows: they are met or not applicable; --trace lists them" in said
    envelope = json.loads((files / "ready/readiness.en.json").read_text())
    tables = {each["id"]: each["rows"] for each in envelope["result"]["tables"]}
    assert tables["methods"][0]["verdict"]["outcome"] == "undetermined"
    assert len(tables["study_binding_1"]) == 29
    rows = (files / "ready/checklist.en.csv").read_text("utf-8-sig").splitlines()
    assert sum(row.startswith("iso-14067-2018,") for row in rows) == 29 + 16
    assert "The study behind the footprint" in (files / "ready/readiness.en.html").read_text()


def test_a_method_that_is_open_leaves_the_exit_code_as_it_is(ask, files):
    """Everything that binds C01 is met; the study that comes beside it is not so far."""
    from tests.declaration.shipped_case import declared_example

    path = files / "shipment/documents.csv"
    heading, *rows = path.read_text().splitlines()
    cells = {"doc_id": "D01", "type": "carbon_footprint_report", "issuer_id": "maker"}
    cells |= {"issuer_role": "maker", "standard": "ISO 14067", "covers_consignments": "C01"}
    cells |= {"file": "own.json", "state": "received"}
    rows.append(",".join(cells.get(name, "") for name in heading.split(",")))
    path.write_text("\n".join([heading, *rows, ""]))
    (files / "shipment/documents/own.json").write_bytes(declared_example().data)
    done = ask("C01", known=METHOD_KNOWN)
    assert done.returncode == 0, done.stdout
    assert "ISO 14067:2018" in done.stdout


def test_a_method_is_no_regime_and_is_refused_as_one(ask):
    done = ask("C05", "--only", "iso-14067-2018", known=METHOD_KNOWN)
    assert (done.returncode, done.stdout) == (2, "")
    said = " ".join(done.stderr.split())
    assert "iso-14067-2018 judges studies and gates no trade" in said
    assert "declaration lint --pack" in said
