"""Keep a bill secret and open single lines, as maker, body and reader use the commands."""

import json
import shutil
from pathlib import Path

import pytest

from cradlegate.cli.main import run
from cradlegate.compose import study

OWNER, DAY, AT = "urn:cradlegate:party:CN:example", "2026-03-31", "2026-03-31T08:00:00Z"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case, its secret, a committed declaration, a whole and a redacted dossier."""
    folder = tmp_path_factory.mktemp("made")
    for path, data in study.read_examples().items():
        if path.startswith("vmc-850/"):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    here = str(folder)
    secret = ("--secret", f"{here}/keep/vmc.secret")
    key = ("--key", f"{here}/maker.key")
    build = ("dossier", "build", f"{here}/declared", f"{here}/vmc-850", *key, *secret, "--at", AT)
    steps = (
        ("declare", f"{here}/vmc-850", "--out", f"{here}/declared", "--issued", DAY, "--format",
         "--commit-lines", *secret),
        ("trust", "key", "new", f"{here}/maker.key", "--owner", OWNER, "--name", "Maker"),
        ("declaration", "sign", f"{here}/declared", *key, "--at", AT),
        ("trust", "list", "new", f"{here}/list.json", *key, "--member", f"{here}/maker.key.pub",
         "--issued", DAY),
        (*build, "--out", f"{here}/whole.dossier"),
        (*build, "--out", f"{here}/red.dossier", "--redact"),
        ("dossier", "open", f"{here}/whole.dossier", "--line", "BED-103", *secret,
         "--out", f"{here}/BED-103.json"),
    )  # fmt: skip
    for step in steps:
        assert run(step) == 0, step
    return folder


def verify(made: Path, name: str, *options: object) -> int:
    trust = ("--trust", str(made / "list.json"), "--at", DAY)
    return run(("dossier", "verify", str(made / name), *trust, *map(str, options)))


def test_a_reader_of_a_redacted_dossier_checks_a_line_and_is_told_what_stays_open(made, capsys):
    assert verify(made, "red.dossier", "--opening", made / "BED-103.json") == 3
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith("? undetermined · nothing is wrong so far; 11 case, 13 figures")
    assert "ask the maker to open lines" in printed
    assert "line 3 of 69 is line_id BED-103" in printed


def test_who_holds_case_and_secret_gets_a_yes(made, capsys):
    own = ("--case", made / "vmc-850", "--secret", made / "keep" / "vmc.secret", "--recompute")
    assert verify(made, "red.dossier", *own) == 0
    assert "so do the lines of the case" in " ".join(capsys.readouterr().out.split())
    assert verify(made, "whole.dossier", "--secret", made / "keep" / "vmc.secret") == 0


def test_a_forged_opening_is_a_no_with_advice(made, tmp_path, capsys):
    forged = json.loads((made / "BED-103.json").read_text())
    forged["line"]["net_mass_each_kg"] = "0.5"
    (tmp_path / "forged.json").write_text(json.dumps(forged))
    assert verify(made, "red.dossier", "--opening", tmp_path / "forged.json") == 1
    assert "ask the maker for the opening of that line again" in capsys.readouterr().out


def test_the_same_line_opens_from_a_redacted_dossier_with_the_case(made, tmp_path):
    secret = ("--secret", str(made / "keep" / "vmc.secret"))
    opened = ("dossier", "open", str(made / "red.dossier"), "--line", "BED-103", *secret)
    out = tmp_path / "opened.json"
    assert run((*opened, "--case", str(made / "vmc-850"), "--out", str(out))) == 0
    assert out.read_bytes() == (made / "BED-103.json").read_bytes()
    assert run((*opened, "--out", str(tmp_path / "no.json"))) == 2
    assert not (tmp_path / "no.json").exists()


def test_declaring_again_with_the_same_secret_gives_the_same_declaration(made, tmp_path):
    again = ("declare", str(made / "vmc-850"), "--out", str(tmp_path / "again"), "--format")
    secret = ("--commit-lines", "--secret", str(made / "keep" / "vmc.secret"))
    assert run((*again, "--issued", DAY, *secret)) == 0
    first, second = (
        json.loads((folder / "declaration.json").read_text())["credentialSubject"]
        for folder in (made / "declared", tmp_path / "again")
    )
    assert first == second


def test_a_worksheet_on_a_redacted_dossier_names_lines_to_be_opened(made, tmp_path):
    new = ("opinion", "new", str(made / "red.dossier"), "--trust", str(made / "list.json"))
    assert run((*new, "--at", DAY, "--out", str(tmp_path / "opinion.yaml"))) == 3
    text = (tmp_path / "opinion.yaml").read_text()
    assert "ask to open these" in text
    assert len({row for row in text.splitlines() if "of 69" in row}) == 10


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--commit-lines",), "CL-001"),
        (("--secret", "x.secret"), "CL-001"),
        (("--commit-lines", "--secret", "{case}/vmc.secret"), "DC-122"),
        (("--commit-lines", "--secret", "{case}/../maker.key"), "DC-121"),
    ],
)
def test_a_secret_that_is_none_or_in_the_wrong_place_declares_nothing(
    made, tmp_path, capsys, options, code
):
    case, out = str(made / "vmc-850"), tmp_path / "out"
    filled = [each.format(case=case) for each in options]
    assert run(("declare", case, "--out", str(out), "--issued", DAY, "--format", *filled)) == 2
    assert code in capsys.readouterr().err
    assert not out.exists()


def test_building_without_the_secret_or_with_one_in_the_case_writes_nothing(made, tmp_path, capsys):
    build = ("dossier", "build", str(made / "declared"), str(made / "vmc-850"), "--key",
             str(made / "maker.key"), "--out", str(tmp_path / "x.dossier"))  # fmt: skip
    assert run(build) == 2
    assert "DS-037" in capsys.readouterr().err
    copied = tmp_path / "case"
    shutil.copytree(made / "vmc-850", copied)
    shutil.copy(made / "keep" / "vmc.secret", copied / "vmc.secret")
    inside = (*build[:3], str(copied), *build[4:], "--secret", str(copied / "vmc.secret"))
    assert run(inside) == 2
    assert "DC-122" in capsys.readouterr().err
    assert not (tmp_path / "x.dossier").exists()


def test_a_second_case_and_a_dossier_without_declaration_are_input_errors(made, tmp_path, capsys):
    assert verify(made, "whole.dossier", "--case", made / "vmc-850") == 2
    assert "DS-042" in capsys.readouterr().err
    from cradlegate.dossier.archive import pack, unpack

    files = unpack((made / "whole.dossier").read_bytes(), "x")
    broken = tmp_path / "broken.dossier"
    broken.write_bytes(pack({**files, "declaration.json": b"{}"}))
    opened = ("dossier", "open", str(broken), "--line", "BED-103", "--out", str(tmp_path / "o"))
    assert run((*opened, "--secret", str(made / "keep" / "vmc.secret"))) == 2
    assert "DS-027" in capsys.readouterr().err
    # With a broken archive no case stands inside, so that the own one is no second one.
    broken.write_bytes(b"no archive")
    assert verify(made, str(broken), "--case", made / "vmc-850") == 1
    files["case/machine.yaml"] = b""
    broken.write_bytes(pack(files))
    assert run((*opened, "--secret", str(made / "keep" / "vmc.secret"))) == 2
