"""The maker's desk: a worksheet out, a statement signed, and judged by whoever buys."""

import json
from pathlib import Path

import pytest

from cradlegate.cli.main import run
from tests.verification.test_statement import ANSWERS

pytestmark = pytest.mark.through("command line")

OWNER = "did:web:maker.example"


def trust(*options: str) -> None:
    assert run(("trust", *options)) == 0


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with keys, a trust list, a test log, and a worksheet that was filled in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    trust("key", "new", "maker.key", "--owner", OWNER, "--name", "Invented Maker")
    trust("key", "new", "office.key", "--owner", "urn:x:office", "--name", "Office")
    member = ("--member", "maker.key.pub", "--issued", "2026-01-01")
    trust("list", "new", "list.json", "--key", "office.key", *member)
    (tmp_path / "test.csv").write_text("t,ok\n", "utf-8")
    files = [f"--{name}" for name in ("test-log", "remote-diagnostics", "predictive-maintenance")]
    given = [text for name in files for text in (name, "test.csv")]
    new = ("statement", "new", "--key", "maker.key.pub", "--out", "blank.yaml", *given)
    assert run(new) == 0
    text = (tmp_path / "blank.yaml").read_text("utf-8")
    for question, answer in ANSWERS.items():
        assert question in text
        text = text.replace(question, answer, 1)
    text = text.replace('works: "" ', "works: yes ").replace('evidence: "" ', "evidence: a log ")
    (tmp_path / "full.yaml").write_text(text, "utf-8")
    return tmp_path


def sign(worksheet: str = "full.yaml", key: str = "maker.key") -> int:
    at = ("--at", "2026-07-20T09:00:00Z", "--out", "s.json", "--force")
    return run(("statement", "sign", worksheet, "--key", key, *at))


def check(*options: str) -> int:
    return run(("statement", "check", "s.json", "--at", "2026-08-01", *options))


def edit(desk: Path, before: str, after: str) -> None:
    path = desk / "full.yaml"
    head, found, tail = path.read_text("utf-8").rpartition(before)
    assert found
    path.write_text(head + after + tail, "utf-8")


WHOLE = ("--trust", "list.json", "--serial", "SN-1", "--file", "test.csv")


@pytest.mark.requirement("S0-7", "S0-23")
def test_a_maker_fills_in_signs_and_a_buyer_checks(desk, capsys):
    assert sign() == 0
    assert "remote diagnostics works; predictive maintenance works" in " ".join(
        capsys.readouterr().out.split()
    )
    assert check(*WHOLE) == 0
    assert "all 9 checks met" in capsys.readouterr().out


def test_a_blank_worksheet_names_every_point(desk, capsys):
    assert sign("blank.yaml") == 2
    printed = capsys.readouterr().err
    assert "'' is no answer to this point" in printed
    assert not (desk / "s.json").exists()


def test_a_missing_endpoint_is_named(desk, capsys):
    edit(desk, "endpoint: diag.maker.example", 'endpoint: ""')
    assert sign() == 2
    printed = capsys.readouterr().err
    assert "id endpoint: it names none" in printed
    assert "VR-046" in printed


def test_a_key_of_somebody_else_signs_nothing(desk, capsys):
    assert sign(key="office.key") == 2
    assert "VR-047" in capsys.readouterr().err


@pytest.mark.requirement("S0-7")
def test_a_statement_of_one_half_is_not_met_and_names_the_other(desk, capsys):
    edit(desk, "works: yes", "works: no")
    assert sign() == 0
    capsys.readouterr()
    assert check(*WHOLE) == 1
    printed = " ".join(capsys.readouterr().out.split())
    assert "one half is missing: predictive maintenance does not work" in printed


def test_what_the_maker_does_not_know_is_undetermined(desk, capsys):
    edit(desk, "works: yes", "works: unknown")
    assert sign() == 0
    assert "predictive maintenance not known" in " ".join(capsys.readouterr().out.split())
    assert check(*WHOLE) == 3
    printed = " ".join(capsys.readouterr().out.split())
    assert "1 of 9 checks are open: predictive maintenance" in printed
    assert "find out and state: predictive maintenance" in printed


def test_without_list_machine_and_files_everything_of_them_is_open(desk, capsys):
    assert sign() == 0
    capsys.readouterr()
    assert check() == 3
    printed = " ".join(capsys.readouterr().out.split())
    for option in ("--trust", "--serial", "--file"):
        assert option in printed


def test_a_changed_statement_is_no_longer_one(desk, capsys):
    assert sign() == 0
    path = desk / "s.json"
    path.write_bytes(path.read_bytes().replace(b"SN-1", b"SN-2"))
    assert check(*WHOLE) == 2
    assert "VR-045" in capsys.readouterr().err


def test_the_envelope_holds_the_worksheet(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(("statement", "new", "--key", "maker.key.pub", "--out", "w.yaml", "--json")) == 0
    ((row,),) = (each["rows"] for each in json.loads(capsys.readouterr().out)["result"]["tables"])
    assert row["file"]["text"] == "w.yaml"
    assert row["words"]["text"] == (desk / "w.yaml").read_text("utf-8")
