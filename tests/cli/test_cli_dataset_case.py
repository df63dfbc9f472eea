"""A case on imported databases, from import to a dossier that checks on another machine."""

import json
import os
import re
from pathlib import Path

import pytest

from cradlegate.cli.main import run
from cradlegate.compose import study
from tests.background.openlca.packages import CASTING, CO2, MIX, exchange, pack, schema_2
from tests.cli.test_library_import import zip_files
from tests.footprint.dataset_cases import change, six_lines

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-a-database-in-a-case.md"
OWNER = "urn:cradlegate:party:CN:example"
AT = "2026-03-31T08:00:00Z"
LEGS = (
    "leg,stage,applies_to,from,to,mode,vehicle_class,distance [km],distance_basis,empty_in_factor\n"
    "O1,A4,machine,CNSHA,VNSGN,sea,container_ship,3000,actual,yes\n"
)
NOTICE = "Invented data; this notice travels with them."


def write_packages(folder):
    """A foundry without its grid, and the grid, whose power emits 0.1 kg CO2 per MJ."""
    contents = schema_2()
    emission = exchange("e2", CO2, "kg", "mass", amount=0.1, internalId=2)
    del emission["@id"], emission["input"]
    mix = contents[f"foundry/processes/{MIX}.json"]
    mix["exchanges"].append({**emission, "isInput": False})
    for name, left_out in (("grid", CASTING), ("foundry", MIX)):
        kept = {path: each for path, each in contents.items() if left_out not in path}
        files = pack({**kept, f"{name}/LICENCE.txt": NOTICE})
        (folder / f"{name}.zip").write_bytes(zip_files(files))


def write_case(folder, files):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dataset-case")
    write_packages(folder)
    files = six_lines("foundry/process-casting", "dataset:grid/process-m")
    write_case(folder / "my-machine", {**files, "transport.csv": LEGS.encode()})
    return folder


@pytest.fixture
def here(made, monkeypatch):
    monkeypatch.chdir(made)
    monkeypatch.setenv("CRADLEGATE_HOME", str(made / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    return made


@pytest.fixture
def imported(here):
    if not (here / "home").exists():
        assert run(("library", "import", "grid.zip", "--name", "grid")) == 0
        assert run(("library", "import", "foundry.zip", "--name", "foundry", "--with", "grid")) == 0
    return here


def read(capsys):
    return json.loads(capsys.readouterr().out)["result"]


def test_the_commands_of_the_page_run_as_they_stand(here, capsys):
    commands = re.findall(r"^    cradlegate (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(commands) == 10
    for command in commands:
        assert run(tuple(command.split())) == 0, command
    assert NOTICE in capsys.readouterr().out


def test_an_import_says_what_another_database_supplies(imported, capsys):
    assert (
        run(("library", "import", "foundry.zip", "--name", "foundry", "--with", "grid", "--json"))
        == 0
    )
    counts = {row["what"]["text"]: row["count"] for row in read(capsys)["tables"][0]["rows"]}
    assert counts["inputs linked to grid: named in the data, in another database"]["value"] == "1"


def test_a_linked_process_shows_its_figure_bound_supplier_and_terms(imported, capsys):
    assert run(("library", "show", CASTING, "--plain")) == 0
    shown = capsys.readouterr().out
    # 0.5 kg CO2 of its own and 36 MJ at 0.1, for 2 t.
    assert "0.00205 kg CO2e per kg" in shown
    for words in ("process-mix", "named in the data, in another", "no further off than", NOTICE):
        assert words in shown


def test_the_total_of_the_case_is_the_sum_worked_by_hand(imported, capsys):
    draws = ("--draws", "100", "--json")
    assert run(("footprint", "my-machine", "--view", "cradle_to_gate", *draws)) == 0
    rows = read(capsys)
    text = json.dumps(rows)
    assert "dataset/foundry/process-casting" in text
    assert run(("explain", "my-machine", "line/bom/L1", *draws)) == 0
    assert read(capsys)["answer"]["figure"]["value"] == "1.64"  # 700 kg / 0.875 x 0.00205
    assert run(("explain", "my-machine", "line/energy/S1/electricity/grid", *draws)) == 0
    value = float(read(capsys)["answer"]["figure"]["value"])
    assert value == pytest.approx(54_000 / 7 * 3.6 * 0.1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("library", "import", "foundry.zip", "--with", "nowhere"), "BG-170"),
        (("library", "import", "foundry.zip", "--with", "grid", "--factors", "AR5"), "BG-175"),
        (("library", "import", "grid.zip", "--with", "foundry"), "BG-176"),
    ],
)
def test_databases_that_cannot_supply_are_refused_and_nothing_is_kept(
    imported, words, code, capsys
):
    before = sorted((imported / "home" / "backgrounds").iterdir())
    assert run(words) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert sorted((imported / "home" / "backgrounds").iterdir()) == before


def test_a_case_whose_database_is_not_here_is_an_input_error(imported, monkeypatch, capsys):
    monkeypatch.setenv("CRADLEGATE_HOME", str(imported / "elsewhere"))
    assert run(("footprint", "my-machine")) == 2
    assert "[BG-170]" in capsys.readouterr().err
    assert run(("check", "my-machine")) == 1


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "after"])
def test_the_workspace_is_named_before_or_after_any_command(imported, monkeypatch, is_first):
    monkeypatch.setenv("CRADLEGATE_HOME", str(imported / "elsewhere"))
    named = ("--workspace", str(imported / "home"))
    for words in (
        ("check", "my-machine"),
        ("footprint", "my-machine", "--draws", "100"),
        ("library", "show", CASTING),
    ):
        assert run((*named, *words) if is_first else (*words, *named)) == 0
    assert os.environ["CRADLEGATE_HOME"] == str(imported / "elsewhere")


def test_a_workspace_is_taken_for_one_command(imported, monkeypatch):
    monkeypatch.delenv("CRADLEGATE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(imported / "data"))
    words = ("footprint", "my-machine", "--draws", "100")
    assert run((*words, f"--workspace={imported / 'home'}")) == 0
    assert run(words) == 2
    assert "CRADLEGATE_HOME" not in os.environ


@pytest.mark.parametrize("words", [("footprint", "my-machine"), ("library", "list")], ids=" ".join)
def test_a_workspace_that_is_a_file_is_refused(imported, words, capsys):
    assert run((*words, "--workspace", str(imported / "grid.zip"))) == 2
    said = capsys.readouterr().err
    assert "[ST-008]" in said
    assert "grid.zip" in said


def sign_off(folder):
    """Let the invented people sign the sections as they stand now."""
    digests = study.demand_case(study.read_case_at(folder)).section_digests
    file = folder / "signoff.yaml"
    text = file.read_text("utf-8")
    for section, digest in digests.items():
        text = re.sub(rf"(- section: {section}\n  digest: )\S+", rf"\g<1>{digest}", text)
    file.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def declared(made, tmp_path_factory):
    """The shipped example with one casting and all electricity of imported databases, declared."""
    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    cells = {"source_kind": "dataset", "source_id": "foundry/process-casting"}
    files = change(files, "bom.csv", {"BED-101"}, cells)
    rows = files["energy.csv"].decode().splitlines()
    bills = {row.split(",")[0] for row in rows if ",electricity," in row and ",S1," in row}
    files = change(files, "energy.csv", bills, {"factor_id": "dataset:grid/process-mix"})
    write_case(made / "vmc-850", files)
    sign_off(made / "vmc-850")
    return made / "vmc-850"


def test_a_dossier_on_imported_databases_recomputes_without_them(
    imported, declared, monkeypatch, capsys
):
    steps = (
        ("declare", "vmc-850", "--out", "declared", "--issued", "2026-03-31", "--format", "html"),
        ("trust", "key", "new", "maker.key", "--owner", OWNER, "--name", "Maker"),
        ("trust", "key", "new", "office.key", "--owner", "urn:x:office", "--name", "Office"),
        ("declaration", "sign", "declared", "--key", "maker.key", "--at", AT),
        ("trust", "list", "new", "list.json", "--key", "office.key", "--member", "maker.key.pub",
         "--issued", "2026-03-31"),
        ("dossier", "build", "declared", "vmc-850", "--key", "maker.key", "--out", "it.dossier",
         "--at", AT),
    )  # fmt: skip
    for step in steps:
        assert run(step) == 0, (step, capsys.readouterr().err)
    monkeypatch.setenv("CRADLEGATE_HOME", str(imported / "elsewhere"))
    capsys.readouterr()
    verify = ("dossier", "verify", "it.dossier", "--at", "2026-03-31", "--trust", "list.json")
    assert run((*verify, "--recompute")) == 0
    assert "figures equal as text" in capsys.readouterr().out
    document = (imported / "declared" / "declaration.json").read_text("utf-8")
    assert f"foundry: {NOTICE}; grid: {NOTICE}" in document
    assert NOTICE in (imported / "declared" / "declaration.en.html").read_text("utf-8")
