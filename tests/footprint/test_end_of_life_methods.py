"""One end-of-life method for the case, the other printed beside it, credits in no total."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from cradlegate.background.families import ANY_REGION
from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.tracing.trace import explain
from cradlegate.product.case_files import read_case_files
from cradlegate.reports.contents.footprint_report import report_footprint
from cradlegate.reports.report import NOT_APPLICABLE
from tests.worked.worked_cases import HERE, read_files

FERROUS_RECYCLED = (600 + 150) * 0.9
"""Iron and sheet of the twelve lines; 90 % of each group is recycled; a credit is −1 per kg."""


def avoided(name="twelve-lines"):
    text = (HERE / name / "eol.yaml").read_text()
    assert "method: cut_off" in text
    return {"eol.yaml": text.replace("method: cut_off", "method: avoided_burden").encode()}


def table_of(footprint, name):
    return next(table for table in report_footprint(footprint).tables if table.id == name)


def turn(library, key, factor_id):
    """Give a library in which another factor answers a key."""
    (default,) = library.defaults[key, ANY_REGION]
    turned = {**library.defaults, (key, ANY_REGION): (replace(default, factor_id=factor_id),)}
    return replace(library, defaults=MappingProxyType(turned))


def calculate_with(library, files, name="twelve-lines"):
    reading = read_case_files(read_files(HERE / name) | files, library.families)
    assert reading.case is not None
    return calculate(reading.case, Sources(library), Settings(View.WHOLE_LIFE, 100))


def test_both_methods_stand_as_a_pair_whichever_the_case_declares(compute):
    cut, credited = (
        compute("twelve-lines", files, view=View.WHOLE_LIFE) for files in (None, avoided())
    )
    for footprint, declared in ((cut, "cut_off"), (credited, "avoided_burden")):
        pair = footprint.end_of_life
        assert pair.declared == declared
        assert pair.total_kgco2e == pytest.approx(footprint.total(View.WHOLE_LIFE), rel=1e-12)
        assert pair.credits_kgco2e == pytest.approx(-FERROUS_RECYCLED, rel=1e-12)
        assert pair.uncredited == ("copper", "electronics")
    assert credited.total() == cut.total()


def test_credits_stand_in_stage_d_and_in_no_total(compute):
    cut, credited = (
        compute("twelve-lines", files, view=View.WHOLE_LIFE) for files in (None, avoided())
    )
    assert not [line for line in cut.lines if line.stage is Stage.D]
    apart = [line for line in credited.lines if line.stage is Stage.D]
    assert sum(line.emissions for line in apart) == pytest.approx(-FERROUS_RECYCLED)
    assert not {line.id for line in apart} & {line.id for line in credited.lines_in_view}


def test_the_pair_is_printed_with_the_credits_apart_and_what_has_none(compute):
    footprint = compute("twelve-lines", avoided(), view=View.WHOLE_LIFE)
    table = table_of(footprint, "end_of_life")
    cut, credited = table.rows
    assert cut[1].value == credited[1].value
    assert cut[2] == NOT_APPLICABLE
    assert float(credited[2].value) == pytest.approx(-FERROUS_RECYCLED)
    assert [cut[3].text, credited[3].text] == ["sensitivity", "declared"]
    assert "copper, electronics" in table.note
    parts = explain(footprint, "end_of_life/credits").parts
    assert sum(part.value for part in parts) == pytest.approx(-FERROUS_RECYCLED)
    assert explain(footprint, "end_of_life/cut_off").facts[0][1] == "avoided_burden"


def test_a_burden_that_exists_only_because_of_its_credit_goes_with_it(library):
    secondary = turn(library, "eol_recycling/ferrous", "f-recycling-secondary")
    footprint = calculate_with(secondary, avoided())
    # 0.9 kg CO2e per kg of making secondary metal, −1 of credit: both in D
    assert footprint.end_of_life.credits_kgco2e == pytest.approx(FERROUS_RECYCLED * (0.9 - 1))
    moved = {line.stage for line in footprint.lines if "ferrous/recycling" in line.id}
    assert moved == {Stage.D}
    with pytest.raises(FaultsError, match="FP-018"):
        calculate_with(secondary, {})


def test_a_credit_netted_inside_a_treatment_figure_is_refused_by_both_methods(library):
    netted = turn(library, "eol_landfill/ferrous", "f-credit")
    for files, code in (({}, "FP-018"), (avoided(), "FP-045")):
        with pytest.raises(FaultsError, match=code):
            calculate_with(netted, files)


def test_recycled_content_and_its_credit_are_not_both_counted(compute):
    bom = (
        b"line_id,subassembly,kind,material,quantity,net_mass_each [kg],make_or_buy,yield,"
        b"mass_basis,source_kind,source_id,recycled_content\n"
        b"bed,bed,part,grey_iron,1,100,make,1,weighed,factor,f-iron,60 %\n"
        b"crate,packaging,packaging,timber,1,300,buy,1,weighed,,,\n"
    )
    cut = compute("crate", {"bom.csv": bom}, view=View.WHOLE_LIFE)
    assert "FP-044" not in {fault.code for fault in cut.faults}
    with pytest.raises(FaultsError) as caught:
        compute("crate", {"bom.csv": bom} | avoided("crate"), view=View.WHOLE_LIFE)
    found = next(fault.found for fault in caught.value.faults if fault.code == "FP-044")
    assert found.startswith("bed names a factor with 60% recycled content")


def test_chips_are_cut_off_at_the_scrap_gate(compute):
    """Of 800 kg of iron bought for 600 kg of casting, 200 kg leave as chips: no route, no credit."""
    footprint = compute("twelve-lines", avoided(), view=View.WHOLE_LIFE)
    treated = sum(
        line.activity.amount.value
        for line in footprint.lines
        if line.id.startswith("end_of_life/")
        and line.id.endswith(("/ferrous/recycling", "/ferrous/landfill"))
    )
    assert treated == 750


def test_a_case_without_an_end_of_life_has_no_pair(compute):
    footprint = compute("six-lines", view=View.CRADLE_TO_GATE)
    assert footprint.end_of_life is None
    with pytest.raises(FaultsError, match="leads to no number"):
        explain(footprint, "end_of_life/cut_off")
