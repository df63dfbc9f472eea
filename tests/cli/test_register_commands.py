"""Registers of accredited bodies, kept, shown and compared as their users do."""

import io
import json
import shutil
import zipfile

import jsonschema
import pytest

from cradlegate.reports.json_envelope import envelope_schema
from cradlegate.verification.registers.files import shipped_registers

Q2, Q3 = "register-example-2026-q2", "register-example-2026-q3"
KEPT = "registers/example-register-2026-06-30"

pytestmark = pytest.mark.through("command line")


def said(text):
    return " ".join(text.split())


@pytest.fixture
def files(tmp_path):
    """Both shipped editions in folders."""
    for name, held in shipped_registers().items():
        (tmp_path / name).mkdir()
        for path, data in held.items():
            (tmp_path / name / path).write_bytes(data)
    return tmp_path


def test_a_snapshot_is_kept_whole_with_its_digests(own_process, files):
    done = own_process("register", "import", Q2)
    assert done.returncode == 0, done.stderr
    for path, data in shipped_registers()[Q2].items():
        assert (files / KEPT / path).read_bytes() == data
    lines = (files / f"{KEPT}.sha256").read_text().splitlines()
    assert [line.split("  ")[1] for line in lines] == sorted(
        f"example-register-2026-06-30/{path}" for path in shipped_registers()[Q2]
    )
    assert "EXAMPLE: every body is invented" in done.stdout
    assert {"VR-024", "VR-026"} <= set(
        said(done.stderr).replace("[", " ").replace("]", " ").split()
    )


def test_what_is_kept_serves_readiness_and_is_imported_once(own_process, files):
    assert own_process("register", "import", Q2).returncode == 0
    again = own_process("register", "import", Q2)
    assert (again.returncode, "was kept already" in said(again.stdout)) == (0, True)
    assert "wrote" not in again.stderr
    head = files / Q2 / "snapshot.yaml"
    head.write_text(head.read_text().replace("2026-07-01", "2026-07-20"))
    assert "was kept already" in said(own_process("register", "import", Q2).stdout)


def test_a_zip_and_loose_files_are_snapshots_too(own_process, files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, data in shipped_registers()[Q2].items():
            archive.writestr(f"{Q2}/{path}", data)
    (files / "q2.zip").write_bytes(held.getvalue())
    assert own_process("register", "import", "q2.zip", "--into", "a").returncode == 0
    loose = [f"{Q2}/{name}" for name in ("snapshot.yaml", "bodies.csv")]
    done = own_process("register", "import", *loose, "--into", "b")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (files / "b/example-register-2026-06-30").iterdir()) == [
        "bodies.csv",
        "snapshot.yaml",
    ]


@pytest.mark.requirement("S1-20", part="an altered snapshot of the same edition")
def test_an_altered_snapshot_of_the_same_day_is_refused(own_process, files):
    assert own_process("register", "import", Q2).returncode == 0
    bodies = files / Q2 / "bodies.csv"
    bodies.write_text(bodies.read_text().replace("granted", "withdrawn", 1))
    done = own_process("register", "import", Q2)
    assert (done.returncode, done.stdout) == (2, "")
    assert "VR-023" in done.stderr
    assert "withdrawn" not in (files / KEPT / "bodies.csv").read_text()


def test_a_kept_snapshot_that_was_altered_is_refused(own_process, files):
    assert own_process("register", "import", Q2).returncode == 0
    kept = files / KEPT / "bodies.csv"
    kept.write_text(kept.read_text().replace("granted", "withdrawn", 1))
    for arguments in (["show", "example-register"], ["import", Q2], ["show", KEPT]):
        done = own_process("register", *arguments)
        assert done.returncode == 2
        assert "VR-030" in done.stderr


def test_a_snapshot_of_a_day_that_is_still_to_come_is_kept_with_a_warning(own_process, files):
    head = files / Q2 / "snapshot.yaml"
    head.write_text(head.read_text().replace("2026-07-01", "2999-07-20"))
    done = own_process("register", "import", Q2)
    assert done.returncode == 0
    assert "was fetched on 2999-07-20, after" in said(done.stderr)
    assert "VR-031" in done.stderr


def test_a_faulty_register_is_refused_with_all_its_faults(own_process, files):
    (files / Q2 / "bodies.csv").write_text("body_no\nX-1\n")
    done = own_process("register", "import", Q2, "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["faults"]
    assert not (files / "registers").exists()
    assert own_process("register", "show", Q2).returncode == 2


def test_a_register_is_shown_by_path_by_name_and_as_it_is_shipped(own_process, files):
    own_process("register", "import", Q2)
    shutil.rmtree(files / Q2)
    for name in (KEPT, "example-register", "example-register-2026-06-30", Q2):
        done = own_process("register", "show", name)
        assert done.returncode == 0, done.stderr
        assert "8 bodies" in said(done.stdout)
        assert "Designations" in done.stdout


def test_a_register_that_is_not_there_is_refused(own_process, files):
    done = own_process("register", "show", "nothing")
    assert done.returncode == 2
    assert "VR-029" in done.stderr
    assert own_process("register", "show").returncode == 2


def test_a_register_without_lists_says_that_they_are_unknown(own_process, files):
    (files / Q2 / "accepted.csv").unlink()
    (files / Q2 / "designations.csv").unlink()
    text = said(own_process("register", "show", Q2).stdout)
    assert "names no accepted accreditation body: for every country that is unknown" in text
    assert "names no designation: for every country that is unknown" in text


@pytest.mark.parametrize(
    ("body", "day", "said_so"),
    [
        ("EX-VB-05", "2026-08-09", "was in good standing with BoA on 2026-08-09"),
        ("EX-VB-05", "2026-08-10", "was in good standing with nobody on 2026-08-10: suspended"),
        ("EX-VB-05", "2020-01-01", "not yet accredited"),
        ("EX-VB-77", "2026-08-09", "is not in the register"),
        ("EX-VB-05", "2027-08-09", "nobody can tell how EX-VB-05 stood on 2027-08-09"),
    ],
)
@pytest.mark.requirement("S1-19", part="how a body stood on a day")
def test_a_body_is_shown_as_it_stood_on_a_day(own_process, files, body, day, said_so):
    done = own_process("register", "show", Q2, Q3, "--body", body, "--on", day)
    assert done.returncode == 0
    assert said_so in said(done.stdout)


@pytest.mark.requirement("S2-19", part="by country of destination")
def test_acceptance_and_designation_are_told_country_by_country(own_process, files):
    done = own_process("register", "show", Q3, "--body", "EX-VB-01", "--on", "2026-09-30", "--json")
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    [table] = [each for each in envelope["result"]["tables"] if each["id"] == "countries"]
    told = {
        row["destination"]["text"]: (row["accepted"]["outcome"], row["designated"]["outcome"])
        for row in table["rows"]
    }
    assert told == {
        "CN": ("undetermined", "met"),
        "JP": ("undetermined", "not met"),
        "KR": ("undetermined", "not met"),
        "VN": ("met", "met"),
    }
    assert {each["code"] for each in envelope["warnings"]} == {"VR-026"}


def test_what_came_after_a_day_is_shown_with_what_it_means(own_process, files):
    suspended = said(
        own_process("register", "show", Q2, Q3, "--body", "EX-VB-05", "--on", "2026-08-09").stdout
    )
    assert "a statement signed before it stands until its own end (house rule)" in suspended
    withdrawn = said(
        own_process("register", "show", Q2, Q3, "--body", "EX-VB-06", "--on", "2026-08-31").stdout
    )
    assert "is a question of law that a register cannot answer (house rule)" in withdrawn


@pytest.mark.parametrize(("day", "is_long"), [("2026-12-25", False), ("2026-12-26", True)])
def test_a_suspension_of_more_than_six_months_sends_to_another_body(
    own_process, files, day, is_long
):
    """Suspended on 2026-06-25, as both editions say."""
    done = own_process("register", "show", Q2, Q3, "--body", "EX-VB-03", "--on", day)
    assert ("engage another verification body" in said(done.stdout)) is is_long


def test_terms_show_the_name_that_they_are_read_by(own_process, files):
    bodies = files / Q2 / "bodies.csv"
    bodies.write_text(
        bodies.read_text(encoding="utf-8").replace("metalworking machinery", "金属加工机械", 1),
        encoding="utf-8",
    )
    text = said(
        own_process("register", "show", Q2, "--body", "EX-VB-01", "--on", "2026-06-30").stdout
    )
    assert "金属加工机械 (read as metalworking machinery)" in text


def test_of_an_old_day_the_scope_is_unknown(own_process, files):
    done = own_process("register", "show", Q2, "--body", "EX-VB-01", "--on", "2026-01-01", "--json")
    [table] = [
        each for each in json.loads(done.stdout)["result"]["tables"] if each["id"] == "standing"
    ]
    held = {row["what"]["text"]: row["held"] for row in table["rows"]}
    assert held["scope"] == {"type": "blank", "blank": "unknown"}
    lost = own_process("register", "show", Q2, "--body", "EX-VB-03", "--on", "2026-06-30")
    assert "scope none" in said(lost.stdout)


def test_two_editions_are_compared(own_process, files):
    done = own_process("register", "diff", Q2, Q3)
    assert (done.returncode, done.stderr) == (0, "")
    text = said(done.stdout)
    assert "3 changes from" in text
    assert "2026-07-01/2026-09-30; stated 2026-08-10" in text
    assert "issued by EX-VB-02, EX-VB-05, EX-VB-06" in text
    same = own_process("register", "diff", Q2, Q2)
    assert "no change from" in same.stdout
    assert own_process("register", "diff", Q3, Q2).returncode == 2


def test_an_accreditation_body_that_is_no_longer_accepted_takes_something_away(own_process, files):
    accepted = files / Q3 / "accepted.csv"
    accepted.write_text("\n".join(accepted.read_text().splitlines()[:2]) + "\n")
    (files / Q3 / "bodies.csv").write_bytes((files / Q2 / "bodies.csv").read_bytes())
    text = said(own_process("register", "diff", Q2, Q3).stdout)
    assert "1 change from" in text
    assert "by bodies of an accreditation body no longer accepted" in text
    more = said(own_process("register", "diff", f"{Q2}", Q3).stdout)
    assert "accepted accreditation body gone" in more


def test_a_gain_asks_for_nothing(own_process, files):
    bodies = files / Q3 / "bodies.csv"
    text = (files / Q2 / "bodies.csv").read_text()
    bodies.write_text(text + text.splitlines()[1].replace("EX-VB-01", "EX-VB-09") + "\n")
    assert "Nothing to do." in own_process("register", "diff", Q2, Q3).stdout
