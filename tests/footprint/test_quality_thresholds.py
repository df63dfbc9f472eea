"""The data quality rating is judged by region; what judges changes no figure."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.cli.main import main
from cradlegate.compose.quality_thresholds import open_thresholds
from cradlegate.core.cause import Cause
from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.quality import rate_quality
from cradlegate.footprint.appraisal.quality_thresholds import (
    QualityThreshold,
    judge_threshold,
    read_thresholds,
    shipped_thresholds,
    warn_of_thresholds,
)
from cradlegate.reports.contents.footprint_report import report_footprint
from cradlegate.reports.report import Status, Text
from tests.worked.worked_cases import HERE

D = Decimal
HEAD = "region,programme,highest_dqr,grade,source\n"


def rated(value):
    return replace(rate_quality(()), dqr=value)


def threshold(highest):
    known = None if highest is None else D(highest)
    return QualityThreshold("EU", "JRC", known, LawGrade.HOUSE_RULE, "house rule")


@pytest.mark.requirement("S3-9", part="DQR 3.4 against a threshold of 3.0")
def test_a_rating_of_3_4_does_not_meet_a_threshold_of_3():
    assert judge_threshold(rated(3.4), threshold("3.0")) is Outcome.NOT_MET
    [fault] = warn_of_thresholds(rated(3.4), [threshold("3.0")])
    assert fault.code == "FP-095"
    assert not fault.is_error
    assert fault.found == "DQR 3.40 against 3.0 of EU, JRC (house rule)"


def test_a_rating_at_the_threshold_meets_it_and_warns_of_nothing():
    third = (3 * 0.1 + 3 * 0.2) / 0.3  # 3.0000000000000004 to a computer, 3 to a signed figure
    assert third > 3
    assert judge_threshold(rated(third), threshold("3.0")) is Outcome.MET
    assert list(warn_of_thresholds(rated(third), [threshold("3.0")])) == []


def test_what_is_not_known_is_never_met():
    assert judge_threshold(rated(1.0), threshold(None)) is Outcome.UNDETERMINED
    assert judge_threshold(rate_quality(()), threshold("5")) is Outcome.UNDETERMINED
    assert list(warn_of_thresholds(rated(5.0), [threshold(None)])) == []


@given(st.decimals(D(1), D(5), places=3), st.decimals(D(1), D(5), places=3), st.floats(1.0, 5.0))
def test_a_rating_that_meets_a_threshold_meets_every_wider_one(one, other, rating):
    narrow, wide = sorted((one, other))
    if judge_threshold(rated(rating), threshold(narrow)) is Outcome.MET:
        assert judge_threshold(rated(rating), threshold(wide)) is Outcome.MET


@pytest.mark.requirement("S3-9", part="thresholds that ship are house rules")
def test_the_thresholds_that_ship_are_ours_and_name_their_region():
    shipped = shipped_thresholds()
    assert [(each.region, each.highest_dqr) for each in shipped] == [("EU", D("3.0")), ("US", None)]
    assert {each.grade for each in shipped} == {LawGrade.HOUSE_RULE}


def test_the_quality_table_shows_the_rating_by_region(compute):
    footprint = compute("six-lines", view=View.CRADLE_TO_GATE)
    worse = replace(footprint, quality=replace(footprint.quality, dqr=3.4))
    none = replace(footprint, quality=replace(footprint.quality, dqr=0.0))
    shown = {}
    for name, one in (("worse", worse), ("none", none)):
        [table] = [table for table in report_footprint(one).tables if table.id == "quality"]
        shown[name] = {
            row[0].text.strip(): row[1] for row in table.rows if isinstance(row[0], Text)
        }
    eu, us = (
        "threshold EU, JRC: at most 3.0 (house rule)",
        "threshold US, NIST: not known (house rule)",
    )
    assert shown["worse"][eu] == Status(Outcome.NOT_MET)
    assert shown["worse"][us] == Status(Outcome.UNDETERMINED, Cause.LAW)
    assert shown["none"][eu] == Status(Outcome.UNDETERMINED, Cause.FACT)


def test_a_threshold_warns_beside_the_result_and_changes_no_figure(compute):
    footprint = compute("six-lines", view=View.CRADLE_TO_GATE)
    strict, wide = (report_footprint(footprint, [threshold(text)]) for text in ("1", "5"))
    assert [note.text for note in strict.notes if "FP-095" in note.text and note.is_warning] != []
    assert not any("FP-095" in note.text for note in wide.notes)
    assert strict.answer == wide.answer
    assert "FP-095" not in {fault.code for fault in footprint.faults}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("", "FP-096"),
        ("EU,JRC,3,house_rule,mine\nEU,JRC,2,house_rule,mine\n", "FP-096"),
        ("EU,JRC,7,house_rule,mine\n", "BG-012"),
        ("EU,JRC,good,house_rule,mine\n", "BG-012"),
        ("EU,JRC,3,rumour,mine\n", "BG-012"),
        (",JRC,3,house_rule,mine\n", "BG-012"),
        ("EU,JRC,3\n", "BG-011"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(rows, code):
    with pytest.raises(FaultsError) as caught:
        read_thresholds((HEAD + rows).encode(), "t.csv")
    assert {fault.code for fault in caught.value.faults} == {code}


def test_thresholds_of_ones_own_are_read_from_a_file(tmp_path, capsys):
    assert open_thresholds(None) is shipped_thresholds()
    own = tmp_path / "own.csv"
    own.write_text(f"{HEAD}VN,own programme,1.5,reported,a letter\n")
    [read] = open_thresholds(own)
    assert read == QualityThreshold("VN", "own programme", D("1.5"), LawGrade.REPORTED, "a letter")
    case = str(Path(HERE / "used-machine"))
    assert run("footprint", case, "--draws", "100", "--quality-thresholds", str(own)) == 0
    assert "of VN, own programme (reported) [FP-095]" in " ".join(capsys.readouterr().out.split())
    assert run("footprint", case, "--quality-thresholds", str(tmp_path / "none.csv")) == 2


def run(*words):
    with pytest.raises(SystemExit) as caught:
        main(list(words))
    return caught.value.code
