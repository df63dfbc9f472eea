"""A stamped paper goes into a dossier with its scan and who confirmed it; it proves no signer."""

from pathlib import Path

import pytest

from cradlegate.cli.main import run
from tests.cli.test_proof_commands import AT, DAY, made
from tests.dossier.test_paper_check import SCAN, SHEET

__all__ = ["made"]


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the record of a paper and its scan."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    (tmp_path / "paper.yaml").write_text(SHEET, "utf-8")
    (tmp_path / "stamped.pdf").write_bytes(SCAN)
    return tmp_path


def build(made: Path) -> int:
    whole = ("dossier", "build", str(made / "declared"), str(made / "vmc-850"), "--at", AT)
    key = ("--key", str(made / "maker.key"), "--out", "my.dossier")
    return run((*whole, *key, "--paper", "paper.yaml"))


def verify(made: Path, *options: str) -> int:
    trusted = ("--trust", str(made / "list.json"), "--at", DAY)
    return run(("dossier", "verify", "my.dossier", *trusted, *options))


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    taken = capsys.readouterr()
    return " ".join(f"{taken.out} {taken.err}".split())


def test_a_paper_in_a_dossier_is_undetermined_and_says_whom_to_ask(desk, made, capsys):
    assert build(made) == 0
    capsys.readouterr()
    assert verify(made) == 3
    said = printed(capsys)
    assert "nothing is wrong so far; 21 papers undetermined" in said
    assert "A. Example confirmed it on 2026-03-20, by telephone" in said
    assert "ask the issuer of the paper yourself, or for the same as a signed document" in said


def test_a_reader_holds_his_own_scan_against_the_record(desk, made, capsys):
    assert build(made) == 0
    assert verify(made, "--scan", "stamped.pdf") == 3
    (desk / "other.pdf").write_bytes(b"%PDF other\n")
    capsys.readouterr()
    assert verify(made, "--scan", "stamped.pdf", "other.pdf") == 1
    said = printed(capsys)
    assert "do not rely on this dossier: 21 papers not met" in said
    assert "other.pdf: no paper in this dossier has the digest" in said
    assert "ask the builder which scan was confirmed" in said


def test_a_scan_that_is_not_there_is_an_input_error(desk, made, capsys):
    assert build(made) == 0
    assert verify(made, "--scan", "none.pdf") == 2
    (desk / "stamped.pdf").unlink()
    (desk / "my.dossier").unlink()
    assert build(made) == 2
    assert "stamped.pdf" in printed(capsys)
    assert not (desk / "my.dossier").exists()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("confirmed_by: A. Example", 'confirmed_by: ""', "DS-044"),
        ("scan: stamped.pdf", 'scan: ""', "DS-045"),
        ('scan_sha256: ""', f"scan_sha256: sha256:{'ab' * 32}", "DS-046"),
    ],
)
def test_a_record_that_leaves_something_out_or_does_not_fit_is_not_sealed(
    desk, made, capsys, before, after, code
):
    (desk / "paper.yaml").write_text(SHEET.replace(before, after), "utf-8")
    assert build(made) == 2
    assert code in printed(capsys)
    assert not (desk / "my.dossier").exists()
