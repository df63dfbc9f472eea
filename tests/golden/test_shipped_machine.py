"""What the shipped machine prints; a change is read as a diff and explained in the changelog."""

import json

import pytest

from tests.conftest import InstalledCommand, clean


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(home, pytestconfig):
    """The demo as it is installed, in a process of its own."""
    done = InstalledCommand(home, clean(home, pytestconfig))("demo", "d")
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.through("command line")
@pytest.mark.requirement("S1-15", "S3-16")
def test_the_demo_prints_the_footprint_and_its_largest_line(demo, golden):
    golden("demo.txt", demo.stdout)


def test_the_demo_names_the_files_it_wrote(demo, home):
    said = [line for line in demo.stderr.splitlines() if line.startswith("wrote d/")]
    names = [name for line in said for name in line.removeprefix("wrote ").split(", ")]
    assert "d/results/footprint.html" in names
    assert "d/declared/declaration.vi.pdf" in names
    assert "d/vmc-850.dossier" in names
    for name in names:
        assert (home / name).stat().st_size > 50


@pytest.mark.requirement("S2-8", part="the shipped example")
def test_the_entry_that_the_demo_writes_agrees_with_its_own_dossier(demo, home, own_process):
    """Whatever the method or the data of the day make the number of its declaration."""
    d = home / "d"
    done = own_process(
        "match", d / "vmc-850.dossier", d / "entry" / "draft.csv",
        "--submission", d / "entry" / "submission.csv", "--shipment", d / "shipment",
        "--trust", d / "keys" / "trust-list.json", "--known-as-of", "2026-07-03T09:00Z",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "all 24 fields equal or compatible" in done.stdout


def test_the_demo_says_that_its_trust_is_self_made(demo):
    assert "they show the way, and prove nothing" in demo.stderr
    assert "self-made, proves nothing" in demo.stdout


def test_the_demo_runs_twice_in_its_own_folder_but_replaces_nothing_elsewhere(
    demo, home, own_process
):
    assert own_process("demo").returncode == 0
    assert own_process("demo").returncode == 0
    assert own_process("demo", home / "d").returncode == 2


@pytest.mark.requirement("S1-27")
def test_every_figure_that_the_demo_prints_can_be_explained():
    from cradlegate.compose import study
    from cradlegate.footprint.calculate import Settings, calculate
    from cradlegate.footprint.sources import Sources
    from cradlegate.footprint.tracing.trace import explain
    from cradlegate.product.case_files import read_case_files
    from cradlegate.reports.contents.footprint_report import report_footprint
    from cradlegate.reports.report import Figure, Share

    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    library = study.open_library()
    reading = read_case_files(files, library.families)
    assert reading.case is not None
    footprint = calculate(reading.case, Sources(library), Settings(draws=200), reading.faults)
    report = report_footprint(footprint)
    cells = [cell for table in report.tables for row in table.all_rows for cell in row]
    figures = [cell for cell in (report.answer.figure, *cells) if isinstance(cell, Figure)]
    shares = [cell for cell in cells if isinstance(cell, Share) and cell.path]
    assert len(figures) > 80
    for share in shares:
        assert explain(footprint, share.path).formula
    for figure in figures:
        explained = explain(footprint, figure.path)
        if not figure.path.startswith("improve/"):
            assert float(figure.value) == pytest.approx(explained.value, rel=1e-11, abs=1e-9)


def test_the_envelope_of_the_demo_keeps_its_schema(own_process):
    import jsonschema

    from cradlegate.reports.json_envelope import envelope_schema

    done = own_process("demo", "d", "--json")
    jsonschema.validate(json.loads(done.stdout), envelope_schema())
