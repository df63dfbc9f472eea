"""A builder encloses the register that he judged the body by; a reader brings his own."""

import json
from pathlib import Path

import pytest

from cradlegate.cli.main import run
from cradlegate.dossier.archive import pack, unpack
from cradlegate.verification.registers.files import shipped_registers
from tests.cli.test_opinion_commands import ANSWERS, BODY
from tests.cli.test_proof_commands import DAY, made

__all__ = ["made"]

ACCREDITED = {
    'register_id: ""': "register_id: example-register",
    'body_no: ""': "body_no: EX-VB-01",
    '\nissued: ""': "\nissued: 2026-07-06",
}
SIGNED_AT, SEALED_AT, READ_ON = "2026-07-06T09:00:00Z", "2026-07-07T09:00:00Z", "2026-07-20"
REGISTER, LATER = "register-example-2026-q2", "register-example-2026-q3"


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with registers, a list that knows maker and body, and a signed opinion."""
    monkeypatch.chdir(tmp_path)
    for name, files in shipped_registers().items():
        for file, data in files.items():
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / file).write_bytes(data)
    dossier, here = str(made / "vmc.dossier"), str(made)
    steps = (
        ("trust", "key", "new", "body.key", "--owner", BODY, "--name", "Invented Body"),
        ("trust", "list", "new", "list.json", "--key", f"{here}/office.key",
         "--base", f"{here}/list.json", "--member", "body.key.pub", "--role", "verifier",
         "--issued", "2026-04-01", "--from", "2026-04-01"),
        ("opinion", "new", dossier, "--out", "blank.yaml", "--at", DAY,
         "--trust", f"{here}/list.json"),
    )  # fmt: skip
    for step in steps:
        assert run(step) == 0, step
    text = (tmp_path / "blank.yaml").read_text("utf-8")
    for question, answer in {**ANSWERS, **ACCREDITED}.items():
        text = text.replace(question, answer, 1)
    (tmp_path / "opinion.yaml").write_text(text, "utf-8")
    sign = ("opinion", "sign", "opinion.yaml", dossier, "--key", "body.key")
    assert run((*sign, "--out", "opinion.json", "--at", SIGNED_AT)) == 0
    return tmp_path


def build(made: Path, *options: str) -> int:
    whole = ("dossier", "build", str(made / "declared"), str(made / "vmc-850"))
    key = ("--key", str(made / "maker.key"), "--out", "my.dossier", "--at", SEALED_AT)
    return run((*whole, *key, "--opinion", "opinion.json", *options))


def verify(*options: str) -> int:
    asked = ("dossier", "verify", "my.dossier", "--trust", "list.json", "--at", READ_ON)
    return run((*asked, *options))


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    taken = capsys.readouterr()
    return " ".join(f"{taken.out} {taken.err}".split())


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


def test_a_reader_without_a_register_sees_what_the_builder_saw_and_gets_no_yes(desk, made, capsys):
    assert build(made, "--trust", "list.json", "--register", REGISTER) == 0
    assert "the enclosed register is one of the reader's" in printed(capsys)
    assert verify() == 3
    said = printed(capsys)
    assert "16 opinion undetermined" in said
    assert "the builder enclosed one, which alone settles nothing: accredited on 2026-07-06" in said
    assert "is 20 days old on 2026-07-20, recorded by Example Publisher (invented)" in said


def test_the_readers_own_register_makes_it_a_yes(desk, made, capsys):
    assert build(made, "--register", REGISTER) == 0
    assert verify("--register", REGISTER) == 0
    assert "the reader's register of 2026-06-30 is 20 days old" in printed(capsys)


def test_show_lists_the_register_among_the_files(desk, made, capsys):
    assert build(made, "--register", REGISTER, LATER) == 0
    capsys.readouterr()
    assert run(("dossier", "show", "my.dossier", "--json")) == 0
    (table,) = json.loads(capsys.readouterr().out)["result"]["tables"]
    paths = [row["path"]["text"] for row in table["rows"]]
    held = [path for path in paths if path.startswith("trust/registers/")]
    assert sum(path.endswith("/snapshot.yaml") for path in held) == 2


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("register_id: example-register", "register_id: another", "DS-043"),
        ("register_id: example-register", "register: x", "CF-030"),
    ],
)
def test_a_register_that_is_of_no_use_to_the_opinion_is_refused(
    desk, made, capsys, before, after, code
):
    file = desk / REGISTER / "snapshot.yaml"
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
    assert build(made, "--register", REGISTER) == 2
    assert code in printed(capsys)
    assert not (desk / "my.dossier").exists()


def test_one_changed_byte_in_an_enclosed_register_is_a_no(desk, made, capsys):
    assert build(made, "--register", REGISTER) == 0
    members = unpack((desk / "my.dossier").read_bytes(), "my.dossier")
    changed = {path: data.replace(b"EX-VB-01,", b"EX-VB-02,") for path, data in members.items()}
    (desk / "my.dossier").write_bytes(pack(changed))
    assert verify("--register", REGISTER) == 1
    assert "do not rely on this dossier: 3 members" in printed(capsys)
