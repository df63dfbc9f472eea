"""Databases are imported, listed, searched and shown as a user does it."""

import io
import json
import zipfile

import pytest

from tests.background.allocation.refineries import FACTORS, openlca
from tests.background.openlca.packages import pack, schema_2

LINKS = "process,exchange,supplier\n"


def zip_files(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return data.getvalue()


@pytest.fixture
def foundry(tmp_path):
    (tmp_path / "foundry.zip").write_bytes(zip_files(pack(schema_2())))
    return tmp_path


@pytest.fixture
def library(own_process):
    def run(*words):
        return own_process("library", *words, "--workspace", "ws")

    return run


def result(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["result"]


def test_a_database_is_imported_listed_searched_and_shown(library, foundry):
    imported = result(library("import", "foundry.zip", "--factors", "AR6", "--json"))
    assert "of 2 processes of foundry" in imported["answer"]["headline"]
    assert (foundry / "ws" / "backgrounds").is_dir()
    listed = result(library("list", "--json"))
    (row,) = listed["tables"][0]["rows"]
    assert row["name"]["text"] == "foundry"
    found = result(library("search", "process-casting", "--json"))
    (row,) = found["tables"][-1]["rows"]
    shown = library("show", row["id"]["text"])
    assert shown.returncode == 0
    assert "In foundry" in shown.stdout


def test_the_notice_of_a_package_reads_as_its_author_meant_it(library, foundry):
    terms = {"NOTICE.md": b"THE AGREEMENT (&quot;Terms&quot;)\n\nbinds R&amp;D too"}
    (foundry / "foundry.zip").write_bytes(zip_files(pack(schema_2()) | terms))
    notes = [each["text"] for each in result(library("import", "foundry.zip", "--json"))["notes"]]
    assert 'NOTICE.md: THE AGREEMENT ("Terms") binds R&D too' in notes


def test_a_folder_is_imported_as_the_archive_of_it(library, foundry):
    for path, content in pack(schema_2()).items():
        (foundry / "folder" / path).parent.mkdir(parents=True, exist_ok=True)
        (foundry / "folder" / path).write_bytes(content)
    one = library("import", "foundry.zip", "--name", "one")
    other = library("import", "folder", "--name", "one")
    assert one.returncode == other.returncode == 0
    assert len(list((foundry / "ws" / "backgrounds").iterdir())) == 1


def test_avoided_products_that_are_not_credited_are_told_with_the_option_that_credits(
    library, foundry
):
    done = library("import", "foundry.zip", "--json")
    told = [each for each in json.loads(done.stdout)["warnings"] if each["code"] == "BG-183"]
    assert len(told) == 1
    assert "not credited: 1, in 1 of 2 processes" in told[0]["found"]
    said = " ".join(library("import", "foundry.zip").stdout.split())
    assert "--allocation default` credits them (BG-183)" in said
    assert "BG-183" not in library("import", "foundry.zip", "--allocation", "default").stdout


def test_a_list_of_factors_takes_the_place_of_a_set(library, foundry):
    (foundry / "own.csv").write_text("flow,factor,name\nflow-co2,10,Carbon dioxide\n", "utf-8")
    found = result(library("import", "foundry.zip", "--factors", "own.csv", "--json"))
    assert "own" in json.dumps(found["provenance"])


@pytest.mark.parametrize(
    ("file", "text", "options", "code"),
    [
        ("own.csv", "flow,factor\nflow-co2,much\n", ("--factors", "own.csv"), "CF-032"),
        ("own.csv", "flow,factor\nflow-co2,nan\n", ("--factors", "own.csv"), "CF-034"),
        ("own.csv", "flow\nflow-co2\n", ("--factors", "own.csv"), "CF-015"),
        ("own.csv", "", ("--factors", "AR4"), "BG-153"),
        ("links.csv", LINKS + "nobody,1,other\n", ("--links", "links.csv"), "BG-152"),
        ("links.csv", "process,supplier\n", ("--links", "links.csv"), "CF-015"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_kept(
    library, foundry, file, text, options, code
):
    (foundry / file).write_text(text, "utf-8")
    done = library("import", "foundry.zip", *options)
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert not (foundry / "ws").exists()


def test_the_list_of_open_inputs_is_taken_back_as_it_was_written(library, foundry):
    assert library("import", "foundry.zip").returncode == 0
    (written,) = (foundry / "ws" / "backgrounds").glob("*/open.csv")
    assert written.read_text("utf-8").startswith("process,exchange,supplier,")
    again = library("import", "foundry.zip", "--links", str(written))
    assert again.returncode == 0, again.stderr
    assert len(list((foundry / "ws" / "backgrounds").iterdir())) == 1


def test_guessed_suppliers_are_named_and_told_to_be_looked_at(library, foundry):
    contents = schema_2()
    twin = json.loads(json.dumps(contents["foundry/processes/process-mix.json"]))
    contents["foundry/processes/process-mix-2.json"] = {**twin, "@id": "PROCESS-MIX-2"}
    (power,) = [
        each
        for each in contents["foundry/processes/process-casting.json"]["exchanges"]
        if "defaultProvider" in each
    ]
    del power["defaultProvider"]
    (foundry / "foundry.zip").write_bytes(zip_files(pack(contents)))
    report = result(library("import", "foundry.zip", "--json"))
    assert any("guessed.csv (1)" in step["what"] for step in report["next_steps"])
    (table,) = [each for each in report["tables"] if each["id"] == "guessed"]
    assert table["rows"][0]["taken"]["text"] == table["rows"][0]["others"]["text"] == "Mix (?)"
    (written,) = (foundry / "ws" / "backgrounds").glob("*/guessed.csv")
    assert "process-casting,2,process-mix,the first of several" in written.read_text("utf-8")


def test_flows_that_are_not_in_the_package_are_listed_gases_first(library, foundry):
    contents = schema_2()
    del contents["foundry/flows/flow-slag.json"], contents["foundry/flows/flow-co2.json"]
    (foundry / "foundry.zip").write_bytes(zip_files(pack(contents)))
    report = result(library("import", "foundry.zip", "--factors", "AR6", "--json"))
    assert any(
        "greenhouse gases to the package (1)" in step["what"] for step in report["next_steps"]
    )
    (table,) = [each for each in report["tables"] if each["id"] == "missing"]
    named = [row["flow"]["text"].partition(" is not")[0] for row in table["rows"]]
    assert named == [
        "flow `flow-co2` (flow-co2)",
        "flow `flow-slag` (flow-slag)",
        "flow `Carbon dioxide` (flow-co2)",
    ]


def test_what_is_no_database_is_refused(library, foundry):
    (foundry / "none.zip").write_bytes(zip_files({"readme.txt": b"nothing"}))
    assert library("import", "none.zip").returncode == 2
    assert "[ST-001]" in library("import", "missing.zip").stderr
    assert library("show", "nothing-here").returncode == 2


def test_an_empty_workspace_has_no_database(library, foundry):
    assert "0 databases" in result(library("list", "--json"))["answer"]["headline"]


def test_a_database_is_shared_out_as_asked_and_says_so(library, foundry):
    (foundry / "oil.zip").write_bytes(zip_files(openlca(allocationFactors=FACTORS)))
    for method in ("none", "physical"):
        done = result(
            library("import", "oil.zip", "--name", method, "--allocation", method, "--json")
        )
        assert {"name": "allocation", "value": method} in done["provenance"]
    shared = next(each for each in done["tables"] if each["id"] == "shared")
    assert shared["rows"][0]["by"]["text"] == "physical"
    listed = result(library("list", "--json"))
    rows = {row["name"]["text"]: row["allocation"]["text"] for row in listed["tables"][0]["rows"]}
    assert rows == {"none": "none", "physical": "physical"}
    shown = library("show", "refinery_pitch")
    assert "In physical" in shown.stdout
    assert library("import", "oil.zip", "--allocation", "by-taste").returncode == 2
