"""The page of a footprint draws the tiers behind it, where the case names anybody."""

import pytest

from cradlegate.cli.main import run
from cradlegate.compose import study
from cradlegate.compose.supplier_tiers import compute_traced
from cradlegate.core.fault import FaultsError
from cradlegate.footprint.calculate import Settings
from cradlegate.reports.contents.footprint_report import report_footprint
from cradlegate.store.atomic import write_files

TITLE = "From smelters and foundries over suppliers to the total"
FEW = Settings(draws=20)
NEW = (
    "new", "--mass", "5800", "--axes", "3", "--spindle-power", "11",
    "--base-material", "grey_iron",
)  # fmt: skip


def page_of(folder, out):
    traced = compute_traced(folder, FEW)
    report = report_footprint(traced.footprint)
    study.write_footprint(traced.footprint, report, out, traced.tiers, force=False)
    return (out / "footprint.html").read_text(encoding="utf-8")


@pytest.mark.requirement("S1-24", part="the chart of the tiers")
def test_the_page_of_a_case_with_suppliers_draws_them_with_a_table(tmp_path):
    write_files(tmp_path / "case", study.read_examples(), force=False)
    page = page_of(tmp_path / "case" / "vmc-850", tmp_path / "out")
    assert page.count(f"<figcaption>{TITLE}</figcaption>") == 1
    after = page[page.index(f"<figcaption>{TITLE}</figcaption>") :]
    assert after.index("<details>") < after.index("SUP-FOUNDRY</td>")


def test_the_page_of_a_template_alone_draws_none(tmp_path):
    assert run((*NEW, str(tmp_path / "m"))) == 0
    assert TITLE not in page_of(tmp_path / "m", tmp_path / "out")


def test_the_traced_footprint_is_the_footprint_of_the_case(tmp_path):
    write_files(tmp_path, study.read_examples(), force=False)
    path = tmp_path / "vmc-850"
    traced, plain = compute_traced(path, FEW).footprint, study.compute_footprint(path, FEW)
    assert (traced.lines, traced.faults) == (plain.lines, plain.faults)
    assert (traced.case_digest, traced.interval()) == (plain.case_digest, plain.interval())


def test_a_case_without_a_machine_is_refused(tmp_path):
    (tmp_path / "bom.csv").write_text("line_id\n", encoding="utf-8")
    with pytest.raises(FaultsError):
        compute_traced(tmp_path, FEW)
