"""Packs listed, shown, tested, compared and answered, as their readers do it."""

import json
from datetime import date

import jsonschema
import pytest
import yaml

from cradlegate.compose.surroundings import today
from cradlegate.regimes.pack.read import shipped_packs
from cradlegate.reports.json_envelope import envelope_schema
from tests.border.shipments import VN

SHIPPED = shipped_packs()[f"{VN}.yaml"].decode()
GIVEN = ("--cite", "Letter 15/2026 of the ministry", "--text", "bodies accredited by BoA")

pytestmark = pytest.mark.through("command line")


@pytest.fixture
def regime(own_process):
    def run(*arguments):
        return own_process("regime", *arguments)

    return run


@pytest.fixture
def changed(own_process):
    """Write the shipped pack with changed words into a file, and give its path."""

    def write(name, **words):
        text = SHIPPED
        for old, new in words.items():
            assert old in text
            text = text.replace(old, new)
        path = own_process.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rows_of(done, table):
    """The rows of a table of an envelope, each cell as its text."""
    tables = json.loads(done.stdout)["result"]["tables"]
    (rows,) = [each["rows"] for each in tables if each["id"] == table]
    return [{name: cell.get("text", cell) for name, cell in row.items()} for row in rows]


def recorded(regime):
    """What is recorded of every question, with the answer in the folder."""
    done = regime("questions", VN, "--packs", "answer.yaml", "--json")
    return {row["question"]: row["recorded"] for row in rows_of(done, f"questions_{VN}")}


def flat(done):
    return " ".join(done.stdout.split())


def test_regimes_run_as_installed(cradlegate):
    done = cradlegate("regime", "list")
    assert done.returncode == 0
    assert VN in done.stdout


def test_the_list_names_every_pack_with_its_first_day_and_grade(regime):
    done = regime("list")
    assert done.returncode == 0
    row = next(line for line in done.stdout.splitlines() if line.startswith(VN))
    assert "2026-07-01" in row
    assert row.endswith("reported")


@pytest.mark.parametrize(
    "command",
    [("list",), ("show", VN), ("questions",), ("test",), ("diff", "a.yaml"), ("timeline",)],
    ids=lambda each: each[0],
)
def test_every_report_keeps_the_published_schema(regime, changed, command):
    changed("a.yaml")
    done = regime(*command, "--json")
    assert done.returncode == 0
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    assert envelope["result"]["disclaimer"]


@pytest.mark.requirement("S1-1", part="signed, published and in force, with the gazette")
def test_a_pack_shows_every_provision_with_the_words_it_rests_on(regime):
    done = regime("show", VN)
    assert done.returncode == 0
    entry = yaml.safe_load(SHIPPED)
    for provision in entry["provisions"]:
        assert provision["id"] in done.stdout
    assert "must be issued by a verification body" in flat(done)
    assert "house rule" in done.stdout
    assert "not legal advice" in flat(done)


def test_a_pack_is_shown_in_vietnamese(regime):
    done = regime("show", VN, "--language", "vi")
    assert done.returncode == 0
    assert "Thông tư 12/2026/TT-BCT" in done.stdout
    assert "máy và thủ tục" in done.stdout


@pytest.mark.parametrize("command", ["show", "questions", "test", "timeline"])
def test_a_pack_that_is_not_there_is_refused(regime, command):
    done = regime(command, "vn-circular-13")
    assert (done.returncode, done.stdout) == (2, "")
    assert "RG-017" in done.stderr


def test_questions_say_who_can_answer_and_what_to_plan_for(regime):
    done = regime("questions", VN)
    assert done.returncode == 0
    assert done.stdout.startswith("questions: 9, answers recorded: 0")
    rows = {
        row["question"]: row
        for row in rows_of(regime("questions", VN, "--json"), f"questions_{VN}")
    }
    assert list(rows) == list(yaml.safe_load(SHIPPED)["questions"])
    row = rows["accreditor"]
    assert row["authority"] == "Ministry of Industry and Trade, Bureau of Accreditation, VinaCert"
    assert (row["answers"], row["recorded"]) == ("VinaCert, BoA", "open (law)")
    assert rows["transport_end"]["plan_for"] == "site"


def test_all_questions_are_those_of_every_pack(regime):
    everything = json.loads(regime("questions", "--json").stdout)["result"]["tables"]
    of_one = json.loads(regime("questions", VN, "--json").stdout)["result"]["tables"]
    assert of_one
    assert all(table in everything for table in of_one)
    assert len(everything) > len(of_one)


def test_the_cases_of_the_shipped_packs_come_out_as_written(regime):
    done = regime("test")
    assert done.returncode == 0
    assert "0 with another outcome, 0 outcomes untested" in flat(done)


def test_a_case_with_another_outcome_fails_and_says_which(regime, changed):
    path = changed(
        "changed.yaml", **{"test: document.is_lca_based": "test: '!document.is_lca_based'"}
    )
    done = regime("test", VN, "--packs", str(path))
    assert done.returncode == 1
    assert "✗ not met" in done.stdout.splitlines()[0]
    assert "RG-" in json.dumps(
        json.loads(regime("test", VN, "--packs", str(path), "--json").stdout)["faults"]
    )


def test_two_versions_are_compared_part_by_part(regime, changed):
    old = changed("old.yaml")
    new = changed("new.yaml", **{"from: 2026-07-01": "from: 2026-08-01"})
    done = regime("diff", str(old), str(new))
    assert done.returncode == 0
    assert "2026-08-01" in done.stdout
    assert flat(regime("diff", str(old), str(old))).startswith("no difference")


def test_a_version_is_compared_with_the_shipped_one(regime, changed):
    assert flat(regime("diff", str(changed("same.yaml")))).startswith("no difference")
    other = changed("other.yaml", **{"value: 92": "value: 31"})
    done = regime("diff", str(other))
    assert done.stdout.startswith("1 difference\n")
    assert "92" in done.stdout


def test_a_part_that_came_is_named_as_a_whole(regime, changed):
    watched = SHIPPED[SHIPPED.index("  - id: used\n") : SHIPPED.index("\ndisputes:")]
    done = regime("diff", str(changed("old.yaml", **{watched: ""})), "--json")
    assert done.returncode == 0
    (row,) = rows_of(done, "changes")
    assert (row["kind"], row["what"], row["field"]) == ("added", "watch used", "")


def test_a_pack_that_is_no_longer_there_is_named(regime, changed):
    other = changed("other.yaml", **{f"id: {VN}": "id: vn-another"})
    done = regime("diff", str(other))
    assert done.stdout.startswith("1 difference\n")
    assert "removed" in done.stdout
    both = regime("diff", str(other), str(changed("same.yaml")))
    assert both.stdout.startswith("2 differences\n")
    assert "added" in both.stdout


def test_the_law_of_two_days_is_compared(regime):
    done = regime("diff", "--between", "2026-06-30/2026-07-01", "--json")
    assert done.returncode == 0
    came = [row["what"] for row in rows_of(done, "changes") if row["pack"] == VN]
    assert "provisions scope" in came
    assert {row["kind"] for row in rows_of(done, "changes")} == {"added"}
    same = regime("diff", "--between", "2026-07-01/2026-07-02")
    assert flat(same).startswith("no difference between the law of 2026-07-01 and that of")


@pytest.mark.parametrize("given", [(), ("old.yaml", "--between", "2026-06-30/2026-07-01")])
def test_either_versions_or_days_are_compared(regime, changed, given):
    changed("old.yaml")
    done = regime("diff", *given)
    assert done.returncode == 2
    assert "RG-024" in done.stderr


@pytest.mark.parametrize("command", [("diff",), ("list", "--packs"), ("test", "--packs")])
def test_a_file_that_is_no_pack_is_refused(regime, own_process, command):
    (own_process.folder / "none.yaml").write_text("id: [", encoding="utf-8")
    assert regime(*command, "none.yaml").returncode == 2
    assert regime(*command, "nowhere.yaml").returncode == 2


def test_an_empty_folder_holds_no_pack_to_compare(regime, own_process):
    (own_process.folder / "empty").mkdir()
    done = regime("diff", "empty")
    assert done.returncode == 2
    assert "no pack in empty" in done.stderr


def test_the_timeline_is_in_order_and_says_what_is_overdue(regime):
    done = regime("timeline", VN)
    assert done.returncode == 0
    days = [line[:10] for line in done.stdout.splitlines() if line[:4].isdigit() and VN in line]
    assert days == sorted(days)
    assert days[0] == "2026-05-14"
    assert ("overdue" in done.stdout) == (today() > date(2026, 9, 30))


def test_the_timeline_may_be_cut_to_days(regime):
    done = regime("timeline", "--within", "2026-06-30/2026-07-01")
    assert done.returncode == 0
    assert done.stdout.count("in force") == 2
    assert "2026-05-14" not in done.stdout
    refused = regime("timeline", "--within", "soon")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "[RG-023]" in refused.stderr


@pytest.fixture
def answer(regime):
    def run(question, given, *options, out="answer.yaml"):
        return regime("answer", VN, question, given, *GIVEN, "--out", out, *options)

    return run


def test_an_answer_is_written_as_a_dated_file_with_its_citation(answer, own_process, regime):
    done = answer("accreditor", "BoA", "--from", "2026-07-01", "--known-from", "2026-08-01")
    assert done.returncode == 0
    assert "readiness … --packs answer.yaml" in flat(done)
    entry = yaml.safe_load((own_process.folder / "answer.yaml").read_text(encoding="utf-8"))
    assert (entry["amends"], entry["known_from"]) == (VN, "2026-08-01")
    assert entry["answers"][0]["answer"] == "BoA"
    assert recorded(regime)["accreditor"] == "BoA, 2026-08-01"
    assert recorded(regime)["transport_end"] == "open (law)"


def test_an_answer_for_one_procedure_names_it(answer, regime):
    done = answer("covers_procedure", "no", "--index", "temporary", "--known-from", "2026-08-01")
    assert done.returncode == 0
    assert recorded(regime)["covers_procedure"] == "temporary: no, 2026-08-01"


@pytest.mark.parametrize(
    ("question", "given", "options", "code"),
    [
        ("accreditor", "TAF", (), "RG-018"),
        ("accreditation", "BoA", (), "RG-011"),
        ("accreditor", "BoA", ("--index", "VN"), "RG-018"),
        ("covers_procedure", "no", (), "RG-018"),
        ("accreditor", "BoA", ("--grade", "hearsay"), "RG-002"),
    ],
)
def test_an_answer_that_is_none_is_refused_and_nothing_is_written(
    answer, own_process, question, given, options, code
):
    done = answer(question, given, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert code in done.stderr
    assert list(own_process.folder.iterdir()) == []


def test_an_answer_to_another_pack_is_refused(regime, own_process):
    done = regime("answer", "vn-circular-13", "accreditor", "BoA", *GIVEN, "--out", "answer.yaml")
    assert done.returncode == 2
    assert "RG-017" in done.stderr
    assert list(own_process.folder.iterdir()) == []


def test_an_answer_that_exists_is_kept(answer, own_process):
    assert answer("accreditor", "BoA").returncode == 0
    before = (own_process.folder / "answer.yaml").read_bytes()
    assert answer("accreditor", "VinaCert").returncode == 2
    assert (own_process.folder / "answer.yaml").read_bytes() == before
    assert answer("accreditor", "VinaCert", "--force").returncode == 0


def test_something_that_is_no_decision_is_refused(regime, own_process):
    (own_process.folder / "decision.json").write_text("{}", encoding="utf-8")
    done = regime("replay", "decision.json")
    assert done.returncode == 2
    assert "RG-020" in done.stderr
    assert regime("replay", "nowhere.json").returncode == 2


@pytest.fixture
def decision(own_process):
    """A decision that `readiness` wrote, in its folder."""
    from cradlegate.compose import gate

    for name, data in gate.read_example_shipment().items():
        path = own_process.folder / "shipment" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    table = own_process.folder / "shipment/documents.csv"
    table.write_text(table.read_text().replace("vmc-850.dossier", ""), encoding="utf-8")
    done = own_process("readiness", "shipment", "--out", "ready", "--language", "en")
    assert done.returncode in {1, 3}, done.stderr
    return own_process.folder / "ready/decision.json"


def test_a_decision_is_replayed_as_it_was(regime, decision):
    done = regime("replay", str(decision))
    assert done.returncode == 0
    assert "it comes out the same" in flat(done)


def test_a_changed_byte_of_a_decision_is_refused(regime, decision):
    data = decision.read_bytes()
    decision.write_bytes(data.replace(b"cradlegate 0", b"cradlegate 1"))
    done = regime("replay", str(decision))
    assert done.returncode == 2
    assert "its digest is not that of its content" in done.stderr


def test_a_decision_that_comes_out_otherwise_says_where(regime, decision):
    """Whoever changes an outcome and writes the digest anew is found out by judging again."""
    from cradlegate.core.canonical import canonical_bytes, digest

    document = json.loads(decision.read_bytes())
    (judged,) = (each for each in document["judgements"] if each["pack"] == VN)
    judged["verdict"]["outcome"] = "met"
    content = {name: value for name, value in document.items() if name != "digest"}
    decision.write_bytes(canonical_bytes({**content, "digest": digest(content)}))
    done = regime("replay", str(decision))
    assert done.returncode == 1
    assert f"{VN} verdict" in flat(done)
