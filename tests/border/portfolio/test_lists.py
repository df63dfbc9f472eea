"""What a portfolio shows together: findings, whom to ask, open law, what to look at first."""

import polars as pl
import pytest

from cradlegate.border.portfolio.ranking import LISTED
from cradlegate.core.fault import FaultsError
from tests.border.portfolio.portfolios import pack, portfolio, screened
from tests.regimes.packs import make_entry, make_pack, provision, question, scope, shelve

RCEP = "rcep-green-customs-channel-2026"
RULES = make_pack(
    scope("consignment.destination == 'VN'"),
    provision("cnc", test="machine.cnc || open.wide", remedy={"en": "fit a control"}, asked="maker"),
    provision("y", test="machine.y_axis", modality="recommended", remedy={"en": "fit an axis"}),
    provision("papers", test="machine.driven_tools", when="machine.kind == 'turn_mill'"),
    questions={"wide": question()},
)  # fmt: skip
WIDE = {"wide": question()}


def rows(frame, *columns):
    return [tuple(row) for row in frame.select(columns or frame.columns).iter_rows()]


def all_findings(sheets):
    return pl.concat([each.findings for each in sheets])


def test_findings_have_a_row_for_each_requirement_that_may_bind():
    files = portfolio(
        {"cnc": "no", "y_axis": "yes"}, {"destination": "TH"}, {"cnc": "", "y_axis": ""}
    )
    screening, sheets = screened(files, RULES)
    assert rows(all_findings(sheets), "line", "requirement", "status", "because", "open", "law") == [
        ("M1", "cnc", "undetermined", "law", "", "wide"),
        ("M3", "cnc", "undetermined", "fact, law", "machine.cnc", "wide"),
        ("M1", "y", "met", "", "", ""),
        ("M3", "y", "undetermined", "fact", "machine.y_axis", ""),
    ]  # fmt: skip
    assert rows(all_findings(sheets).unique("requirement", maintain_order=True), "regime", "requirement", "modality", "source") == [
        ("test", "cnc", "mandatory", "text para 1, instrument"),
        ("test", "y", "recommended", "text para 1, instrument"),
    ]  # fmt: skip
    assert rows(sheets[0].lines) == [
        ("M1", "C1", "met", "undetermined"),
        ("M2", "C2", "not met", "not applicable"),
        ("M3", "C3", "met", "undetermined"),
    ]
    assert sheets[0].lines.columns == ["line", "consignment", "test:applies", "test:verdict"]
    assert rows(screening.regimes) == [
        ("test", "applies", "met", 2),
        ("test", "applies", "not met", 1),
        ("test", "verdict", "not applicable", 1),
        ("test", "verdict", "undetermined", 2),
    ]


def test_a_rule_of_ours_says_so():
    rules = make_pack(scope(), provision("ours", test="machine.cnc", voice="house", cite=None))
    _, sheets = screened(portfolio({}), rules)
    assert all_findings(sheets)["source"].to_list() == ["house rule"]


def test_the_chase_list_has_each_party_and_thing_once_with_the_most_lines_first():
    plain = make_pack(
        scope("machine.tool_changer"),
        provision("cnc", test="machine.cnc", remedy={"en": "fit a control"}, asked="maker"),
        provision("y", test="machine.y_axis", modality="recommended"),
        provision("license", test="machine.in_line", asked="verifier", remedy={"en": "show it"}),
    )
    usual = {"tool_changer": "yes", "in_line": "yes"}
    files = portfolio(
        {**usual, "maker_id": "a", "cnc": "no", "entry_date": "2026-09-02"},
        {**usual, "maker_id": "b", "cnc": "no"},
        {**usual, "maker_id": "a", "cnc": "no", "entry_date": "2026-09-01/2026-09-30"},
        {**usual, "maker_id": "a", "cnc": "", "entry_date": ""},
        {**usual, "maker_id": "", "cnc": "", "in_line": "no"},
        {"maker_id": "a", "tool_changer": "no", "cnc": ""},
    )
    entered = "On which day is, or will be, the customs entry registered?"
    for at_once in (1, 4, 1000):
        screening, _ = screened(files, plain, lines_at_once=at_once)
        asked = "Is it numerically controlled?"
        found = rows(
            screening.chase,
            "role",
            "party",
            "what",
            "requirement",
            "lines",
            "first_entry",
            "sample",
        )
        assert [(*each[:5], each[5] and each[5].isoformat(), each[6]) for each in found] == [
            ("maker", "a", "fit a control", "cnc", 2, "2026-09-01", ["M1", "M3"]),
            # Without a day of entry nobody knows what is in force.
            ("broker", "", entered, "", 1, None, ["M4"]),
            ("maker", "", asked, "", 1, "2026-08-25", ["M5"]),
            ("maker", "a", asked, "", 1, None, ["M4"]),
            ("maker", "b", "fit a control", "cnc", 1, "2026-08-25", ["M2"]),
            ("verifier", "", "show it", "license", 1, "2026-08-25", ["M5"]),
        ]  # fmt: skip


def test_a_fact_that_several_regimes_need_is_asked_for_once():
    cnc = provision("cnc", test="machine.cnc")
    shelf = shelve(
        make_entry(scope(), cnc, id="first"),
        make_entry(scope("machine.driven_tools"), cnc, id="second"),
    )
    first, second = shelf.packs.values()
    usual = {"cnc": "", "maker_id": "a"}
    files = portfolio(
        {**usual, "driven_tools": "no"}, {**usual, "driven_tools": "yes"}, {**usual, "maker_id": "b", "driven_tools": "no"}
    )  # fmt: skip
    for at_once in (1, 1000):
        screening, _ = screened(files, first, second, lines_at_once=at_once)
        assert rows(screening.chase, "party", "regimes", "lines", "sample") == [
            ("a", "first, second", 2, ["M1", "M2"]),
            ("b", "first", 1, ["M3"]),
        ]


def test_open_law_counts_the_lines_on_which_an_answer_alone_decides():
    files = portfolio(
        {"cnc": "no"}, {"cnc": "yes"}, {"cnc": "no"}, {"cnc": "no", "destination": "TH"}
    )
    for at_once in (1, 1000):
        screening, _ = screened(files, RULES, lines_at_once=at_once)
        assert rows(screening.open_law) == [("test", "wide", 2, "How is it meant?", "", "")]


def test_open_law_cites_where_a_question_stands():
    cited = question(cite={"source": "text", "para": "7", "text": "some words"})
    rules = make_pack(scope(), provision("cnc", test="open.wide"), questions={"wide": cited})
    screening, _ = screened(portfolio({}), rules)
    assert rows(screening.open_law.select("source", "para")) == [("text", "7")]


@pytest.mark.requirement("S0-18", part="two routes with equal exposure are ranked by volume")
def test_routes_are_ranked_by_volume_times_exposure_and_then_by_volume():
    rules = make_pack(scope(), provision("cnc", test="machine.cnc"))
    small = {"from": "CNTAO", "to": "IDJKT"}
    large = {"from": "CNSZX", "to": "VNSGN"}
    files = portfolio(
        {**small, "cnc": "no", "volume_per_year": "40"},
        {**small, "cnc": "yes", "volume_per_year": "10"},
        {**large, "cnc": "no", "volume_per_year": "300"},
        {**large, "cnc": "yes", "volume_per_year": "0"},
        {"from": "JPTYO", "to": "VNSGN", "cnc": "yes", "volume_per_year": "5"},
        {"from": "KRPUS", "to": "VNSGN", "cnc": "yes", "volume_per_year": "9"},
        {"from": "", "to": "", "cnc": "", "volume_per_year": "", "serials": "A; B", "qty": "2"},
    )
    for at_once in (2, 1000):
        screening, _ = screened(files, rules, lines_at_once=at_once)
        # Exposure: (2 + 0) / 2 on two routes, 1 / 1 on that of countries, and nothing on the rest.
        assert rows(screening.routes) == [
            ("CNSZX", "VNSGN", 300, 2, 1, 0, 1.0, 300.0),
            ("CNTAO", "IDJKT", 50, 2, 1, 0, 1.0, 50.0),
            ("CN", "VN", 2, 1, 0, 1, 1.0, 2.0),
            ("KRPUS", "VNSGN", 9, 1, 0, 0, 0.0, 0.0),
            ("JPTYO", "VNSGN", 5, 1, 0, 0, 0.0, 0.0),
        ]


def laser(made_in, laser_type, **more):
    return {"kind": "laser_cutting_machine", "laser_function": "cutting", "made_in": made_in,
            "laser_type": laser_type, "origin": "CN", "hs": "845611", **more}  # fmt: skip


@pytest.mark.requirement("S2-20", part="ranking puts CO2 lasers made in China first")
def test_machines_of_which_a_list_publishes_a_figure_come_first():
    rules = make_pack(scope(), provision("cnc", test="machine.cnc"))
    files = portfolio(
        laser("CN", "fibre", volume_per_year="900", cnc="no"),
        laser("CN", "co2", volume_per_year="3"),
        laser("JP", "co2", volume_per_year="70", cnc="no"),
        # The regime speaks of no machine that welds, and of none for Germany.
        laser("CN", "co2", laser_function="welding", kind="laser_welding_machine"),
        laser("CN", "co2", destination="DE", condition="used"),
        laser("CN", "", cnc=""),
    )
    for at_once in (1, 1000):
        screening, _ = screened(files, rules, pack(RCEP), lines_at_once=at_once)
        assert rows(screening.families, "kind", "laser_type", "made_in", "condition", "listed_percent", "score") == [
            ("laser_cutting_machine", "co2", "CN", "new", 92.0, 0.0),
            ("laser_cutting_machine", "fibre", "CN", "new", None, 1800.0),
            ("laser_cutting_machine", "co2", "JP", "new", None, 140.0),
            ("laser_cutting_machine", None, "CN", "new", None, 1.0),
            ("laser_cutting_machine", "co2", "CN", "used", None, 0.0),
            ("laser_welding_machine", "co2", "CN", "new", None, 0.0),
        ]  # fmt: skip


def test_what_is_unknown_and_what_does_not_apply_are_two_families():
    rules = make_pack(scope(), provision("cnc", test="machine.cnc"))
    files = portfolio({"laser_type": ""}, {"laser_type": "-"}, {"made_in": "none"})
    screening, _ = screened(files, rules)
    assert sorted(rows(screening.families, "laser_type", "made_in"), key=str) == [
        ("-", None),
        (None, "none"),
        (None, None),
    ]


def test_the_shipped_pack_has_the_table_that_families_are_ranked_by():
    (value,) = pack(RCEP).parameters[LISTED].values
    assert (value.keys, str(value.value)) == (("CN", "co2"), "92")


def changed(**fields):
    return make_pack(
        scope(), provision("cnc", test="machine.cnc"), provision("more", test="machine.y_axis"), **fields
    )  # fmt: skip


def test_impact_lists_every_status_that_another_pack_changes():
    before = make_pack(scope(), provision("cnc", test="machine.tool_changer"), questions=WIDE)
    no = {"y_axis": "no", "cnc": "yes", "tool_changer": "yes"}
    files = portfolio(
        {**no, "exporter_id": "e1"},
        {**no, "exporter_id": "e2"},
        {**no, "exporter_id": "e1", "tool_changer": "no", "y_axis": "yes"},
    )
    for at_once in (1, 1000):
        screening, sheets = screened(files, changed(), against=(before,), lines_at_once=at_once)
        listed = pl.concat([each.impact for each in sheets]).sort("line", "requirement")
        assert rows(listed) == [
            ("M1", "e1", "test", "more", "not applicable", "not met"),
            ("M1", "e1", "test", "verdict", "met", "not met"),
            ("M2", "e2", "test", "more", "not applicable", "not met"),
            ("M2", "e2", "test", "verdict", "met", "not met"),
            ("M3", "e1", "test", "cnc", "not met", "met"),
            ("M3", "e1", "test", "more", "not applicable", "met"),
            ("M3", "e1", "test", "verdict", "not met", "met"),
        ]
        assert rows(screening.impact) == [
            ("e1", "test", "cnc", "not met", "met", 1),
            ("e1", "test", "more", "not applicable", "met", 1),
            ("e1", "test", "more", "not applicable", "not met", 1),
            ("e1", "test", "verdict", "met", "not met", 1),
            ("e1", "test", "verdict", "not met", "met", 1),
            ("e2", "test", "more", "not applicable", "not met", 1),
            ("e2", "test", "verdict", "met", "not met", 1),
        ]


def test_the_same_pack_and_regimes_beside_it_change_nothing():
    screening, sheets = screened(portfolio({}), changed(), pack(RCEP), against=(changed(),))
    assert screening.impact.is_empty()
    assert sheets[0].impact.is_empty()


def test_packs_of_other_regimes_are_not_compared():
    with pytest.raises(FaultsError) as error:
        screened(portfolio({}), changed(), against=(pack(RCEP),))
    assert [(each.code, each.found) for each in error.value.faults] == [
        ("BD-187", f"{RCEP}: none of them is screened")
    ]
