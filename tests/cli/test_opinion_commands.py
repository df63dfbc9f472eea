"""The verifier's desk: a dossier in, a worksheet filled in, an opinion signed."""

from pathlib import Path

import pytest

from cradlegate.cli.main import run
from cradlegate.dossier.archive import pack, unpack
from cradlegate.verification.opinions.document import read_opinion
from tests.cli.test_proof_commands import DAY, made

__all__ = ["made"]

BODY = "did:web:body.example"
ANSWERS = {
    '  id: ""': f"  id: {BODY}",
    '  name: ""': "  name: Invented Body",
    '  country: "" ': "  country: VN ",
    'register_id: ""': "register_id: urn:example:register",
    'body_no: ""': "body_no: V-1",
    'accreditation_body: ""': "accreditation_body: Invented Accreditor",
    '\ntype: ""': "\ntype: unmodified",
    '\nissued: ""': "\nissued: 2026-04-20",
}


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dossier, the key of a body, and a worksheet that was filled in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.dossier").write_bytes((made / "vmc.dossier").read_bytes())
    key = ("trust", "key", "new", "body.key", "--owner", BODY, "--name", "Invented Body")
    assert run(key) == 0
    list_file = str(made / "list.json")
    new = ("opinion", "new", "my.dossier", "--out", "blank.yaml", "--at", DAY)
    assert run((*new, "--trust", list_file)) == 0
    text = (tmp_path / "blank.yaml").read_text("utf-8")
    for question, answer in ANSWERS.items():
        text = text.replace(question, answer, 1)
    (tmp_path / "opinion.yaml").write_text(text, "utf-8")
    return tmp_path


def sign(
    *options: str,
    worksheet: str = "opinion.yaml",
    dossier: str = "my.dossier",
    key: str = "body.key",
) -> int:
    whole = ("opinion", "sign", worksheet, dossier, "--key", key, "--out", "opinion.json")
    return run((*whole, "--at", "2026-04-20T09:00:00Z", *options))


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


def test_a_verifier_computes_again_fills_in_and_signs(desk, capsys):
    assert sign() == 0
    assert "unmodified opinion of Invented Body" in capsys.readouterr().out
    read = read_opinion((desk / "opinion.json").read_bytes(), "opinion.json")
    assert read.opinion.body.id == BODY
    assert read.opinion.is_recomputed
    assert len(read.proofs) == 1


def test_without_a_list_the_worksheet_is_written_and_the_answer_is_undetermined(desk):
    assert run(("opinion", "new", "my.dossier", "--out", "second.yaml", "--at", DAY)) == 3
    assert (desk / "second.yaml").exists()


def test_the_worksheet_names_lines_of_the_headline_alone(desk):
    text = (desk / "blank.yaml").read_text("utf-8")
    assert "bom/" in text
    assert "use/" not in text


def test_a_blank_worksheet_is_not_signed(desk, capsys):
    assert sign(worksheet="blank.yaml") == 2
    printed = said(capsys)
    assert "8 errors" in printed
    assert "VR-044" in printed
    assert not (desk / "opinion.json").exists()


def test_a_key_of_somebody_else_signs_nothing(desk, made, capsys):
    assert sign(key=str(made / "maker.key")) == 2
    assert "VR-043" in said(capsys)


def test_lines_that_the_study_does_not_have_are_named(desk, capsys):
    text = (desk / "opinion.yaml").read_text("utf-8")
    lines = "sampled_lines: [bom/BED-101, bom/NOPE, bom/NEITHER]"
    (desk / "other.yaml").write_text(text.replace("sampled_lines: []", lines), "utf-8")
    assert sign(worksheet="other.yaml") == 2
    printed = said(capsys)
    assert "2 errors" in printed
    assert "there is no line 'bom/NOPE'" in printed
    assert "VR-050" in printed


def test_an_opinion_of_a_later_day_is_not_signed(desk, capsys):
    text = (desk / "opinion.yaml").read_text("utf-8")
    later = text.replace("issued: 2026-04-20", "issued: 2031-01-01")
    (desk / "other.yaml").write_text(later, "utf-8")
    assert sign(worksheet="other.yaml") == 2
    assert "VR-049" in said(capsys)


def test_an_opinion_is_replaced_by_force_alone(desk):
    assert sign() == 0
    assert sign() == 2
    assert sign("--force") == 0


@pytest.mark.parametrize("command", ["new", "sign"])
def test_a_file_that_is_no_dossier_is_named(desk, capsys, command):
    (desk / "broken.dossier").write_bytes(b"nothing")
    new = ("opinion", "new", "broken.dossier", "--out", "second.yaml", "--at", DAY)
    assert (run(new) if command == "new" else sign(dossier="broken.dossier")) == 2
    assert not (desk / "second.yaml").exists()
    assert not (desk / "opinion.json").exists()


def test_a_dossier_whose_declaration_cannot_be_read_is_named(desk, capsys):
    members = unpack((desk / "my.dossier").read_bytes(), "my.dossier")
    (desk / "broken.dossier").write_bytes(pack({**members, "declaration.json": b"{}"}))
    new = ("opinion", "new", "broken.dossier", "--out", "second.yaml", "--at", DAY)
    assert run(new) == 2
    assert "VR-042" in said(capsys)
    assert sign(dossier="broken.dossier") == 2
    assert "VR-042" in said(capsys)
