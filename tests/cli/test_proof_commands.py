"""Declare, sign, seal, show and verify, as maker and as reader use them."""

import json
import re
import shutil
import stat
from pathlib import Path

import pytest

from cradlegate.cli.main import run
from cradlegate.compose import study
from cradlegate.core.canonical import digest_bytes
from cradlegate.work.self_made import make_trust

pytestmark = pytest.mark.through("command line")

OWNER = "urn:cradlegate:party:CN:example"
DAY = "2026-03-31"
AT = "2026-03-31T08:00:00Z"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case, a declaration signed in HTML, a dossier, keys and a trust list."""
    folder = tmp_path_factory.mktemp("made")
    for path, data in study.read_examples().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    here = str(folder)
    html = ("--format", "html", "--language", "en")
    steps = (
        ("declare", f"{here}/vmc-850", "--out", f"{here}/declared", "--issued", DAY, *html),
        ("trust", "key", "new", f"{here}/maker.key", "--owner", OWNER, "--name", "Maker"),
        ("trust", "key", "new", f"{here}/office.key", "--owner", "urn:x:office", "--name", "Office"),
        ("declaration", "sign", f"{here}/declared", "--key", f"{here}/maker.key", "--at", AT),
        ("trust", "list", "new", f"{here}/list.json", "--key", f"{here}/office.key",
         "--member", f"{here}/maker.key.pub", "--issued", DAY),
        ("dossier", "build", f"{here}/declared", f"{here}/vmc-850", "--key", f"{here}/maker.key",
         "--out", f"{here}/vmc.dossier", "--at", AT),
    )  # fmt: skip
    for step in steps:
        assert run(step) == 0, step
    return folder


def verify(made: Path, *options: str) -> int:
    return run(("dossier", "verify", str(made / "vmc.dossier"), "--at", DAY, *options))


def codes(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


@pytest.mark.requirement("S2-14", part="authenticity of the declaration, before filing")
def test_the_whole_way_ends_in_a_dossier_that_checks(made, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert verify(made, "--trust", str(made / "list.json"), "--recompute") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("✓ met · all 15 checks met; signed, not verified")
    assert re.search(r"[1-9]\d+ figures equal as text, [1-9]\d+ lines within 1e-12", printed)


def test_without_a_trust_list_the_answer_is_undetermined(made, capsys):
    assert verify(made) == 3
    assert capsys.readouterr().out.startswith("? undetermined")


@pytest.mark.requirement("S2-14", part="one changed byte")
def test_one_changed_byte_is_a_no(made, tmp_path, capsys):
    data = bytearray((made / "vmc.dossier").read_bytes())
    data[len(data) // 2] ^= 1
    changed = tmp_path / "changed.dossier"
    changed.write_bytes(data)
    assert run(("dossier", "verify", str(changed), "--trust", str(made / "list.json"))) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("✗ not met · do not rely on this dossier")
    assert "Traceback" not in printed


def test_a_path_that_leads_nowhere_is_an_input_error(made, capsys):
    assert run(("dossier", "verify", str(made / "none.dossier"))) == 2
    assert "ST-001" in codes(capsys)


def test_a_trust_list_that_is_none_is_an_input_error(made, capsys):
    assert verify(made, "--trust", str(made / "maker.key.pub")) == 2
    assert "VR-" in codes(capsys)


def test_keys_are_for_their_owner_alone(made):
    assert stat.S_IMODE((made / "maker.key").stat().st_mode) == 0o600
    assert "secret" not in (made / "maker.key.pub").read_text()


def test_the_verdict_as_json_names_number_outcome_and_reason_of_every_check(made, capsys):
    assert verify(made, "--trust", str(made / "list.json"), "--json") == 0
    tables = json.loads(capsys.readouterr().out)["result"]["tables"]
    rows = next(table["rows"] for table in tables if table["id"] == "checks")
    assert [row["number"]["text"] for row in rows] == [str(n) for n in range(1, 22)]
    assert {row["outcome"]["outcome"] for row in rows} == {"met", "not applicable"}
    assert all(row["found"]["text"] for row in rows)


def test_show_lists_every_file_and_judges_nothing(made, capsys):
    assert run(("dossier", "show", str(made / "vmc.dossier"), "--json")) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    (table,) = result["tables"]
    paths = [row["path"]["text"] for row in table["rows"]]
    assert {"declaration.json", "case/bom.csv", "study/lines.csv"} <= set(paths)
    assert result["answer"]["verdict"] is None


def test_show_of_something_else_is_an_input_error(made, capsys):
    assert run(("dossier", "show", str(made / "list.json"))) == 2
    assert "DS-" in codes(capsys)


def test_declaring_again_gives_the_same_bytes(made, tmp_path):
    again = ("declare", str(made / "vmc-850"), "--out", str(tmp_path / "b"), "--issued", DAY)
    options = ("--format", "html", "xlsx", "--language", "en", "vi")
    assert run((*again, *options)) == 0
    assert run(("declare", str(made / "vmc-850"), "--out", str(tmp_path / "c"), "--issued", DAY,
                *options)) == 0  # fmt: skip
    one, other = (
        {path.name: digest_bytes(path.read_bytes()) for path in (tmp_path / name).iterdir()}
        for name in ("b", "c")
    )
    assert one == other
    assert set(one) == {
        "declaration.json",
        "declaration.en.html",
        "declaration.en.xlsx",
        "declaration.vi.html",
        "declaration.vi.xlsx",
    }


def test_a_file_that_exists_is_only_replaced_with_force(made, capsys):
    declare = ("declare", str(made / "vmc-850"), "--out", str(made / "declared"), "--issued", DAY)
    assert run((*declare, "--format", "html")) == 2
    assert "CF-" in codes(capsys)
    build = ("dossier", "build", str(made / "declared"), str(made / "vmc-850"), "--key",
             str(made / "maker.key"), "--out", str(made / "vmc.dossier"))  # fmt: skip
    assert run(build) == 2
    assert "would be replaced" in codes(capsys)


@pytest.mark.requirement("S2-23", part="sign-off blocks the declaration")
def test_a_case_with_open_points_is_not_declared(made, tmp_path, capsys):
    assert run(("declare", str(made / "ama-450"), "--out", str(tmp_path / "x"))) == 2
    printed = codes(capsys)
    assert "nobody signed machine, bom, evidence" in printed
    assert "annual_output is unknown" in printed
    assert "DC-002" in printed
    assert not (tmp_path / "x").exists()


def test_a_draft_is_not_declared(made, tmp_path, capsys):
    case = tmp_path / "case"
    shutil.copytree(made / "vmc-850", case)
    bom = (case / "bom.csv").read_text().replace(",1997,", ",heavy,")
    (case / "bom.csv").write_text(bom)
    assert run(("declare", str(case), "--out", str(tmp_path / "x"))) == 2
    assert "heavy" in codes(capsys)
    assert not (tmp_path / "x").exists()


@pytest.mark.requirement("S2-24", part="a changed parts list is noticed when the dossier is built")
def test_a_case_that_changed_since_is_not_sealed(made, tmp_path, capsys):
    case = tmp_path / "case"
    shutil.copytree(made / "vmc-850", case)
    bom = (case / "bom.csv").read_text().replace(",1997,", ",1998,")
    (case / "bom.csv").write_text(bom)
    build = ("dossier", "build", str(made / "declared"), str(case), "--key",
             str(made / "maker.key"), "--out", str(tmp_path / "x.dossier"))  # fmt: skip
    assert run(build) == 2
    assert "DC-002" in codes(capsys), "the sign-off of the parts list is stale as well"
    assert not (tmp_path / "x.dossier").exists()


@pytest.mark.requirement("S3-21", part="claims without a declaration's digest")
@pytest.mark.requirement("S3-4", part="free text of a declaration")
def test_unsupported_claims_are_not_declared(made, tmp_path, capsys):
    case = tmp_path / "case"
    shutil.copytree(made / "vmc-850", case)
    text = (case / "machine.yaml").read_text()
    text = text.replace("audience: users and", "audience: buyers of green machines, users and")
    (case / "machine.yaml").write_text(text)
    signoff = (case / "signoff.yaml").read_text()
    before, after = (
        study.demand_case(study.read_case_at(path)).section_digests["machine"]
        for path in (made / "vmc-850", case)
    )
    (case / "signoff.yaml").write_text(signoff.replace(before, after))
    assert run(("declare", str(case), "--out", str(tmp_path / "x"))) == 2
    printed = codes(capsys)
    assert "goal/audience" in printed
    assert "DC-101" in printed


def test_lint_judges_texts_and_declarations(made, tmp_path, capsys):
    brochure = tmp_path / "brochure.txt"
    brochure.write_text("Our carbon neutral machine.\n", encoding="utf-8")
    assert run(("declaration", "lint", str(made / "declared"))) == 0
    assert run(("declaration", "lint", str(brochure))) == 1
    assert "DC-103" in capsys.readouterr().out
    digest = study.read_declaration_at(made / "declared").digest
    brochure.write_text(f"A low-carbon machine, {digest}.\n", encoding="utf-8")
    options = ("--declaration", str(made / "declared"))
    assert run(("declaration", "lint", str(brochure), *options)) == 0
    brochure.write_bytes(b"\xff\xfe\x00")
    assert run(("declaration", "lint", str(brochure))) == 2
    assert "DC-008" in codes(capsys)


def test_only_the_maker_signs_and_only_once(made, tmp_path, capsys):
    shutil.copytree(made / "declared", tmp_path / "declared")
    sign = ("declaration", "sign", str(tmp_path / "declared"), "--key")
    assert run((*sign, str(made / "office.key"))) == 2
    assert "DC-006" in codes(capsys)
    assert run((*sign, str(made / "maker.key"))) == 2
    assert "DC-007" in codes(capsys)
    assert run((*sign, str(made / "maker.key.pub"))) == 2
    assert "ST-" in codes(capsys)


def test_signing_renders_again_what_was_rendered(made):
    page = (made / "declared" / "declaration.en.html").read_text(encoding="utf-8")
    assert "Signed on 2026-03-31 with the key z6Mk" in page
    assert "Not verified: no opinion of an independent body" in page


def test_rendering_leaves_the_declaration_as_it_is(made, tmp_path):
    out = tmp_path / "printed"
    render = ("declaration", "render", str(made / "declared"), "--out", str(out))
    assert run((*render, "--language", "vi", "--format", "pdf")) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "declaration.json",
        "declaration.vi.pdf",
    ]
    original = (made / "declared" / "declaration.json").read_bytes()
    assert (out / "declaration.json").read_bytes() == original


def test_a_moment_without_zone_is_refused(made, capsys):
    sign = ("declaration", "sign", str(made / "declared"), "--key", str(made / "maker.key"))
    assert run((*sign, "--at", "2026-03-31T08:00:00")) == 2
    assert "CL-006" in codes(capsys)


def test_the_superseded_declaration_is_named(made, tmp_path):
    declare = ("declare", str(made / "vmc-850"), "--out", str(tmp_path / "next"))
    options = ("--supersedes", str(made / "declared"), "--issued", "2026-05-01", "--format", "html")
    assert run((*declare, *options)) == 0
    before = study.read_declaration_at(made / "declared").digest
    assert study.read_declaration_at(tmp_path / "next").declaration.supersedes == before


def test_a_declaration_supersedes_an_earlier_one_of_its_maker_alone(made, tmp_path, capsys):
    declare = ("declare", str(made / "vmc-850"), "--format", "html", "--language", "en")
    before = ("--supersedes", str(made / "declared"), "--issued", "2026-03-30")
    assert run((*declare, "--out", str(tmp_path / "a"), *before)) == 2
    assert "DC-010" in codes(capsys)
    case = tmp_path / "case"
    shutil.copytree(made / "vmc-850", case)
    machine = (case / "machine.yaml").read_text().replace("{id: example,", "{id: another,")
    (case / "machine.yaml").write_text(machine)
    old, new = (
        study.demand_case(study.read_case_at(path)).section_digests["machine"]
        for path in (made / "vmc-850", case)
    )
    signoff = (case / "signoff.yaml").read_text().replace(old, new)
    (case / "signoff.yaml").write_text(signoff)
    other = ("declare", str(case), "--out", str(tmp_path / "b"), "--supersedes")
    assert run((*other, str(made / "declared"), "--issued", "2026-05-01")) == 2
    assert "urn:cradlegate:party:CN:another" in codes(capsys)
    assert not (tmp_path / "b").exists()


def test_self_made_trust_is_the_same_for_everybody():
    from datetime import date

    from cradlegate.core.party import Party

    maker = Party(OWNER, "Maker", "CN")
    one, other = (make_trust(maker, date(2026, 3, 31)) for _ in range(2))
    assert one.trust_list == other.trust_list


def test_the_installed_command_goes_the_whole_way(cradlegate):
    """The same way once more, by processes as users start them."""
    assert cradlegate("demo", "d").returncode == 0
    keys = Path("d") / "keys"
    asked = ("dossier", "verify", "d/vmc-850.dossier", "--at", DAY)
    assert cradlegate(*asked, "--trust", keys / "trust-list.json", "--recompute").returncode == 0
    assert cradlegate(*asked).returncode == 3


def test_a_hostile_environment_changes_no_byte_of_a_declaration(cradlegate, made):
    declare = ("declare", made / "vmc-850", "--issued", DAY, "--language", "vi", "--out")
    hostile = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}
    assert run([str(word) for word in (*declare, cradlegate.folder / "usual")]) == 0
    assert cradlegate(*declare, "hostile", environment=hostile).returncode == 0
    usual, other = (
        {
            path.name: digest_bytes(path.read_bytes())
            for path in (cradlegate.folder / name).iterdir()
        }
        for name in ("usual", "hostile")
    )
    assert usual == other
    assert len(usual) == 4
