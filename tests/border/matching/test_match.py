"""A customs entry beside a declaration: which cell gives which relation."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.border.matching.field_match import Field, Relation, find_worst
from cradlegate.border.matching.match import supply_match_facts
from cradlegate.core.blank import Blank
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.vocabulary import shipped_vocabulary
from tests.border.matching.entries import (
    COMPATIBLE,
    CONFLICT,
    EQUAL,
    NOT_COMPARED,
    NUMBER,
    SERIAL,
    UNKNOWN,
    consignment,
    declared,
    document,
    entry,
    found,
    matched,
    not_agreeing,
    relation,
    submission,
)

OTHER_NUMBER = NUMBER[:-1] + "4"

# One cell of the example draft at a time, and what does not agree then; worked out by hand.
MUTATIONS = [
    ("entry_no", "109999000018", {}),
    ("system", "other", {}),
    ("version", "2", {}),
    ("state", "cancelled", {"STATE": CONFLICT, "SIGNED": UNKNOWN, "FILED": UNKNOWN, "VALID": UNKNOWN}),
    ("office", "another", {}),
    ("procedure", "A11", {}),
    ("channel", "2", {}),
    ("importer_tax_id", "0399999998", {}),  # the shipment knows no tax id of the buyer
    ("importer_name", "Example Sea Freight (invented)", {"IMPORTER": CONFLICT}),
    ("importer_name", "Somebody Else", {"IMPORTER": UNKNOWN}),
    ("importer_name", "", {"IMPORTER": UNKNOWN}),
    ("importer_tax_id", "forwarder", {"IMPORTER": CONFLICT}),
    ("exporter_tax_id", "maker", {}),
    ("exporter_tax_id", "buyer", {"EXPORTER": CONFLICT}),
    ("exporter_name", "Example Customs Services (invented)", {"EXPORTER": CONFLICT}),
    ("exporter_name", "Example Machine Work (invented)", {"EXPORTER": UNKNOWN}),
    ("exporter_name", "EXAMPLE MACHINE WORKS (INVENTED)", {}),
    ("dispatch", "KR", {"DISPATCH": CONFLICT}),
    ("arrival_at", "2026-08-20T15:59+07:00", {"FILED": CONFLICT}),
    ("arrival_at", "2026-08-20T16:00+07:00", {}),  # the very moment from which it can be filed
    ("arrival_at", "2026-08-20", {"FILED": UNKNOWN}),
    ("arrival_at", "none", {}),  # then the day that the shipment expects counts
    ("bl_no", "EXBL-9", {}),
    ("invoice_no", "X", {}),
    ("attached", OTHER_NUMBER, {"DECLARATION_NO": CONFLICT}),
    ("attached", "EX-INV-2026-014", {"DECLARATION_NO": UNKNOWN}),
    ("attached", "", {"DECLARATION_NO": UNKNOWN}),
    ("line", "7", {}),
    ("hs_national", "84571090", {}),
    ("hs_national", "84572010", {"HS": CONFLICT}),
    ("hs_edition", "2028", {"HS": UNKNOWN}),
    ("hs_edition", "", {"HS": UNKNOWN}),
    ("description", "machine", {"DESCRIPTION": UNKNOWN}),
    ("maker_name", "Example Precision Co. (invented)", {"MAKER": UNKNOWN}),
    ("maker_name", "", {"MAKER": UNKNOWN}),
    ("maker_name", "-", {"MAKER": NOT_COMPARED}),
    ("model", "VMC-580", {"MODEL": CONFLICT}),
    ("model", "ＶＭＣ 850", {}),
    ("model", "", {"MODEL": UNKNOWN}),
    ("serials", "VMC850-26-0118", {"SERIALS": CONFLICT}),
    ("serials", "vmc850 26/0117", {}),
    ("serials", "", {"SERIALS": UNKNOWN}),
    ("serials", f"{SERIAL}; {SERIAL}", {"SERIALS": CONFLICT}),
    ("condition", "used", {"CONDITION": CONFLICT}),
    ("condition", "-", {"CONDITION": NOT_COMPARED}),
    ("year", "2025", {"YEAR": CONFLICT}),
    ("year", "2026-05", {}),
    ("year", "2026-05/2026-06", {}),
    ("qty", "2", {"QUANTITY": CONFLICT}),
    ("unit", "KGM", {"QUANTITY": UNKNOWN}),
    ("unit", "H87", {}),
    ("unit", "SET", {}),
    ("net_mass [kg]", "5829", {}),  # 29 of 5829 is 0.4975 %
    ("net_mass [kg]", "5830", {"NET_MASS": UNKNOWN}),  # 30 of 5830 is 0.5146 %
    ("gross_mass [kg]", "", {"GROSS_MASS": UNKNOWN}),
    ("gross_mass [kg]", "-", {"GROSS_MASS": NOT_COMPARED}),
    ("origin", "JP", {"ORIGIN": CONFLICT}),
    (
        "confirmed_by",
        "",
        {"MODEL": UNKNOWN, "SERIALS": UNKNOWN, "CONDITION": UNKNOWN, "YEAR": UNKNOWN},
    ),
]  # fmt: skip

# One cell of the example submission at a time.
SUBMITTED = [
    ("number", OTHER_NUMBER, {"SUBMITTED_NO": CONFLICT}),
    ("number", NUMBER.upper(), {}),
    ("number", "", {"SUBMITTED_NO": UNKNOWN}),
    ("cf_value", "22058", {"CF_VALUE": CONFLICT}),
    ("cf_value", "22057.2940327", {}),
    ("cf_value", "22100", {}),
    ("cf_value", "22000", {"CF_VALUE": CONFLICT}),
    ("cf_value", "2005.21", {"CF_VALUE": CONFLICT}),  # the figure per kW
    ("cf_value", "", {"CF_VALUE": UNKNOWN}),
    ("unit", "t CO2e", {"CF_VALUE": CONFLICT}),
    ("unit", "kgCO2-eq", {}),
    ("unit", "kWh", {"CF_UNIT": UNKNOWN, "CF_VALUE": UNKNOWN}),
    ("unit", "", {"CF_UNIT": UNKNOWN, "CF_VALUE": UNKNOWN}),
    ("declared_unit", "per kW", {"DECLARED_UNIT": CONFLICT}),
    ("declared_unit", "a barrel", {"DECLARED_UNIT": UNKNOWN}),
    ("declared_unit", "", {"DECLARED_UNIT": UNKNOWN}),
    ("submitted_at", "2026-08-27T05:59", {}),
    ("submitted_at", "2026-08-27T06:00", {"SUBMITTED_AT": CONFLICT}),
    ("submitted_at", "2026-08-27T06:01", {"SUBMITTED_AT": CONFLICT}),
    ("submitted_at", "2026-08-27", {"SUBMITTED_AT": UNKNOWN}),
    ("zone", "+00:00", {}),
]


def test_the_shipped_example_agrees_in_every_field():
    assert not_agreeing(matched(submission=submission())) == {}


@pytest.mark.requirement("S2-8", part="comparison field by field, inside")
@pytest.mark.parametrize(("column", "value", "wanted"), MUTATIONS)
def test_one_changed_cell_of_an_entry_gives_the_relation_of_its_field_alone(column, value, wanted):
    early = submission(submitted_at="2026-08-19T09:30")
    assert not_agreeing(matched({column: value}, submission=early)) == wanted


@pytest.mark.requirement("S2-7", "S2-25", part="submission against declaration, inside")
@pytest.mark.parametrize(("column", "value", "wanted"), SUBMITTED)
def test_one_changed_cell_of_a_submission_gives_the_relation_of_its_field(column, value, wanted):
    assert not_agreeing(matched(submission=submission(**{column: value}))) == wanted


def test_a_figure_in_tonnes_is_the_same_figure():
    exact = matched(submission=submission(cf_value="22.0572940327", unit="t CO2e"))
    assert found(exact, Field.CF_VALUE).sameness.by == "converted to one unit"
    rounded = matched(submission=submission(cf_value="22.1", unit="t CO2e"))
    assert relation(rounded, Field.CF_VALUE) is COMPATIBLE


def test_a_figure_that_was_taken_from_another_place_is_recognised():
    per_kw = matched(submission=submission(cf_value="2005.21"))
    assert "per kW" in found(per_kw, Field.CF_VALUE).sameness.note
    nothing = matched(submission=submission(cf_value="17"))
    assert found(nothing, Field.CF_VALUE).sameness.note == ""


def test_the_digest_of_the_declaration_is_as_good_as_its_number():
    by_digest = {"attached": document().digest}
    assert relation(matched(by_digest), Field.DECLARATION_NO) is EQUAL
    sent = submission(number="", doc_id=NUMBER)
    assert relation(matched(submission=sent), Field.SUBMITTED_NO) is EQUAL


def test_one_character_of_a_serial_number_is_named_with_what_may_be_meant():
    note = found(matched({"serials": "VMC850-26-O117"}), Field.SERIALS).sameness.note
    assert "short: VMC850-26-0117" in note
    assert "VMC850-26-O117 may be VMC850-26-0117" in note


# --- What the declaration is for ---------------------------------------------------------------


def test_a_declaration_for_serial_numbers_covers_these_alone():
    own = declared(declared_for="serial", serials=(SERIAL,))
    assert not_agreeing(matched(declaration=own)) == {}
    other = declared(declared_for="serial", serials=("VMC850-26-0118",))
    assert not_agreeing(matched(declaration=other)) == {"COVERAGE": CONFLICT}
    nobody = consignment({"serials": ""})
    assert relation(matched(declaration=own, shipped=nobody), Field.COVERAGE) is UNKNOWN


def test_a_declaration_for_serial_numbers_needs_no_shipment_to_be_compared():
    own = declared(declared_for="serial", serials=(SERIAL, "B-2"), built="2026-05")
    match = matched(declaration=own, is_shipped=False)
    assert found(match, Field.SERIALS).sameness.note == "short: B-2"
    assert relation(match, Field.QUANTITY) is CONFLICT
    assert relation(match, Field.YEAR) is COMPATIBLE
    odd = declared(declared_for="serial", serials=(SERIAL,), built="lately")
    assert relation(matched(declaration=odd, is_shipped=False), Field.YEAR) is UNKNOWN


def test_a_declaration_for_a_series_covers_the_models_that_the_shipment_puts_into_it():
    series = declared(declared_for="series_average", model="VMC-1000")
    inside = consignment({"series": "vmc"})
    match = matched(declaration=series, shipped=inside)
    assert found(match, Field.MODEL).sameness.by == "what it is declared for"
    other = matched({"model": "HMC-1"}, declaration=series, shipped=inside)
    assert relation(other, Field.MODEL) is CONFLICT
    outside = matched(declaration=series, shipped=consignment({"series": "HMC"}))
    assert relation(outside, Field.COVERAGE) is CONFLICT
    unknown = matched(declaration=series, shipped=consignment())
    assert relation(unknown, Field.COVERAGE) is CONFLICT
    alone = matched(declaration=series, is_shipped=False)
    assert relation(alone, Field.MODEL) is UNKNOWN


def test_a_shipment_of_another_model_is_not_covered():
    other = matched(shipped=consignment({"model": "VMC-1000"}))
    assert "the declaration is for model VMC-850" in found(other, Field.COVERAGE).sameness.note


def test_without_a_shipment_what_only_it_can_say_stays_open_or_is_not_compared():
    match = matched(is_shipped=False)
    assert not_agreeing(match) == {
        "EXPORTER": UNKNOWN,
        "MAKER": UNKNOWN,
        "YEAR": UNKNOWN,
        "IMPORTER": NOT_COMPARED,
        "DISPATCH": NOT_COMPARED,
        "SERIALS": NOT_COMPARED,
    }
    assert found(match, Field.ORIGIN).sameness.by is not None
    assert relation(matched({"origin": "JP"}, is_shipped=False), Field.ORIGIN) is UNKNOWN


def test_without_a_shipment_pieces_and_serial_numbers_of_an_entry_count_each_other():
    assert relation(matched(is_shipped=False), Field.QUANTITY) is COMPATIBLE
    two = matched({"qty": "2"}, is_shipped=False)
    assert found(two, Field.QUANTITY).sameness.note == "1 serial numbers for 2 pieces"
    none = matched({"unit": "KGM"}, is_shipped=False)
    assert relation(none, Field.NET_MASS) is UNKNOWN
    assert relation(matched({"serials": ""}, is_shipped=False), Field.QUANTITY) is COMPATIBLE


def test_a_code_that_the_declaration_lacks_is_taken_from_the_shipment():
    bare = declared(hs_code=Blank.UNKNOWN, hs_edition=Blank.UNKNOWN)
    assert relation(matched(declaration=bare), Field.HS) is COMPATIBLE
    assert relation(matched(declaration=bare, is_shipped=False), Field.HS) is UNKNOWN


def test_machines_in_two_lines_are_added_up_and_other_goods_are_left_out():
    shipped = consignment({}, {"id": "M2", "serials": "VMC850-26-0118"})
    lines: tuple[dict[str, str], ...] = (
        {},
        {"line": "2", "serials": "VMC850-26-0118"},
        {
            "line": "3",
            "model": "spare parts",
            "serials": "",
            "origin": "JP",
            "hs_national": "846693",
        },
    )
    match = matched(*lines, shipped=shipped)
    assert not_agreeing(match) == {}
    assert found(match, Field.NET_MASS).declared.text == "11600"
    assert found(match, Field.SERIALS).line == "1, 2"


def test_where_no_line_can_be_told_to_be_the_machine_all_are_compared():
    match = matched({"model": "X"}, {"model": "Y", "line": "2"}, is_shipped=False)
    assert [each.relation for each in match.fields if each.field is Field.MODEL] == [CONFLICT] * 2


def test_a_mass_that_one_of_two_lines_lacks_is_unknown():
    match = matched({}, {"line": "2", "net_mass [kg]": ""}, is_shipped=False)
    assert relation(match, Field.NET_MASS) is UNKNOWN


def test_rows_of_a_shipment_that_differ_say_nothing():
    shipped = consignment({}, {"id": "M2", "serials": "S-2", "origin": "JP"})
    assert relation(matched(shipped=shipped), Field.ORIGIN) is UNKNOWN


# --- Parties -----------------------------------------------------------------------------------


def parties(*rows: str) -> bytes:
    return "\n".join(["id,name,country,contact,declares_as", *rows]).encode()


def test_a_tax_id_decides_before_a_name():
    rows = ("0399999999,Buyer,VN,,", "maker,M,CN,,", "forwarder,F,CN,,", "broker,C,VN,,")
    shipped = consignment({"importer_id": "0399999999"}, parties=parties(*rows))
    by_number = {"importer_name": "Somebody Else"}
    assert relation(matched(by_number, shipped=shipped), Field.IMPORTER) is EQUAL
    spelled = {"importer_tax_id": "03-9999-9999"}
    assert relation(matched(spelled, shipped=shipped), Field.IMPORTER) is COMPATIBLE
    other = {"importer_tax_id": "0399999998"}
    assert relation(matched(other, shipped=shipped), Field.IMPORTER) is CONFLICT


def test_a_tax_id_of_the_table_of_parties_decides_and_that_of_another_party_is_a_conflict():
    """The entry of the example writes the tax id 0399999999 and a name of its own."""
    head = "id,name,country,contact,declares_as,tax_id,also_named"
    rows = (
        "maker,M,CN,,,,",
        "buyer,Nguoi mua,VN,,,0399999999,Buyer Machine Co.; Công ty Mua Máy",
        "forwarder,F,CN,,,0311111111,",
        "broker,C,VN,,,,",
    )
    shipped = consignment(parties="\n".join([head, *rows]).encode())
    stranger = {"importer_name": "Somebody Else"}
    assert relation(matched(stranger, shipped=shipped), Field.IMPORTER) is EQUAL
    spelled = {**stranger, "importer_tax_id": "03-9999-9999"}
    assert relation(matched(spelled, shipped=shipped), Field.IMPORTER) is COMPATIBLE
    for number in ("0311111111", "0388888888"):
        others = {"importer_tax_id": number}
        assert relation(matched(others, shipped=shipped), Field.IMPORTER) is CONFLICT
    named = {"importer_tax_id": "", "importer_name": "CÔNG TY MUA MÁY"}
    assert relation(matched(named, shipped=shipped), Field.IMPORTER) is COMPATIBLE


def test_a_party_that_the_shipment_does_not_name_is_unknown():
    shipped = consignment({"importer_id": "", "dispatch": ""})
    match = matched(shipped=shipped)
    assert relation(match, Field.IMPORTER) is UNKNOWN
    assert relation(match, Field.DISPATCH) is UNKNOWN


def test_a_party_without_a_name_of_its_own_is_called_by_its_id():
    shipped = consignment(parties=b"id,name\n")
    assert found(matched(shipped=shipped), Field.EXPORTER).declared.text == "maker"


def test_a_maker_who_declares_under_another_id_is_another_maker():
    rows = (
        "maker,Example Machine Works (invented),CN,,urn:other",
        "buyer,B,VN,,",
        "forwarder,F,CN,,",
        "broker,C,VN,,",
    )
    match = matched(shipped=consignment(parties=parties(*rows)))
    assert relation(match, Field.MAKER) is CONFLICT
    nobody = ("maker,Example Machine Works (invented),CN,,", *rows[1:])
    match = matched(shipped=consignment(parties=parties(*nobody)))
    assert relation(match, Field.MAKER) is UNKNOWN


# --- Moments -----------------------------------------------------------------------------------

LODGED = {"state": "registered", "registered_at": "2026-08-26T10:00+07:00"}


def test_a_lodged_entry_counts_from_its_registration():
    assert not_agreeing(matched(LODGED, submission=submission())) == {}
    late = {**LODGED, "registered_at": "2026-08-27T06:01+07:00"}
    assert not_agreeing(matched(late)) == {"FILED": CONFLICT}
    early = {**LODGED, "registered_at": "2026-03-31T09:00+07:00"}  # two in the morning in UTC
    assert not_agreeing(matched(early)) == {"SIGNED": CONFLICT, "VALID": UNKNOWN}
    before = {**LODGED, "registered_at": "2026-03-30T09:00+07:00"}
    assert not_agreeing(matched(before)) == {"SIGNED": CONFLICT, "VALID": CONFLICT}


def test_a_day_without_zone_on_which_both_lie_tells_no_order():
    day = {**LODGED, "registered_at": "2026-08-27"}
    assert not_agreeing(matched(day)) == {"FILED": UNKNOWN}


def test_a_draft_that_could_be_filed_before_the_signature_is_open():
    early = datetime(2026, 3, 30, tzinfo=UTC)
    assert not_agreeing(matched(now=early)) == {"SIGNED": UNKNOWN, "VALID": CONFLICT}


def test_a_signature_without_a_moment_is_unknown():
    signing = replace(matched().asked.signing, signed_at=None)
    assert not_agreeing(matched(signing=signing)) == {"SIGNED": UNKNOWN}


@pytest.mark.parametrize(
    ("last", "wanted"),
    [("2026-08-26", UNKNOWN), ("2026-08-27", COMPATIBLE), ("2026-08-24", CONFLICT)],
)
def test_a_declaration_is_valid_to_its_last_day(last, wanted):
    """Registered on the 26th at three in the morning in UTC, when it is the 25th or 26th somewhere."""
    signing = replace(matched().asked.signing, valid_to=datetime.fromisoformat(last).date())
    assert relation(matched(LODGED, signing=signing), Field.VALID) is wanted


def test_without_any_arrival_the_submission_is_open():
    shipped = consignment({"eta": "", "arrival": ""})
    match = matched({"arrival_at": ""}, shipped=shipped, submission=submission())
    assert not_agreeing(match) == {"FILED": UNKNOWN, "SUBMITTED_AT": UNKNOWN}


# --- Draft and registered entry ----------------------------------------------------------------


def changes(*lines):
    match = matched(registered=entry(*lines))
    return {
        (each.line, each.column): each.relation
        for each in match.fields
        if each.field is Field.REGISTERED and each.relation is not EQUAL
    }


def test_a_registered_entry_that_says_what_the_draft_said_has_no_change():
    assert changes(LODGED) == {}
    assert changes({**LODGED, "version": "2", "channel": "2", "confirmed_by": ""}) == {}


def test_every_changed_column_of_a_registered_entry_is_named():
    assert changes({**LODGED, "serials": "S-9"}) == {("1", "serials"): CONFLICT}
    assert changes({**LODGED, "bl_no": "exbl 2608 01"}) == {("", "bl_no"): COMPATIBLE}
    assert changes({**LODGED, "office": "B"}) == {("", "office"): CONFLICT}
    assert changes({**LODGED, "net_mass [kg]": "5801"}) == {("1", "net_mass"): CONFLICT}
    assert changes({**LODGED, "year": ""}) == {("1", "year"): UNKNOWN}


def test_a_line_that_came_or_went_is_a_conflict():
    assert changes({**LODGED, "line": "2"}) == {("1", "line"): CONFLICT, ("2", "line"): CONFLICT}


def test_what_customs_holds_is_compared_and_not_the_draft():
    match = matched({"hs_national": "84572010"}, registered=entry(LODGED))
    assert relation(match, Field.HS) is COMPATIBLE
    assert match.relation is CONFLICT


# --- The whole, and what packs are told --------------------------------------------------------


def test_a_declaration_that_does_not_hold_is_compared_with_nothing():
    seal = Finding(Outcome.NOT_MET, "the signature does not fit")
    match = matched(seal=seal)
    assert match.fields == ()
    assert match.outcomes == (Outcome.NOT_MET,)
    facts = supply_match_facts(match)
    assert {name: fact.value for name, fact in facts.items()} == {
        "match.outcome": Blank.UNKNOWN,
        "match.later_discrepancy": False,
        "submission.before_arrival": Blank.UNKNOWN,
    }


def facts(*lines, **given):
    return [each.value for each in supply_match_facts(matched(*lines, **given)).values()]


@pytest.mark.requirement("S2-14", part="a later discrepancy as a fact, inside")
def test_packs_are_told_outcome_later_discrepancy_and_order():
    sent = submission()
    assert facts(submission=sent) == ["compatible", False, True]
    assert facts({"origin": "JP"}, submission=sent) == ["conflict", False, True]
    assert facts({**LODGED, "origin": "JP"}, submission=sent) == ["conflict", True, True]
    assert facts(LODGED, submission=sent) == ["compatible", False, True]
    assert facts({**LODGED, "hs_edition": ""}) == ["unknown", Blank.UNKNOWN, Blank.UNKNOWN]
    late = submission(submitted_at="2026-08-27T06:00")
    assert facts(submission=late) == ["conflict", False, False]
    unclear = submission(submitted_at="2026-08-27")
    assert facts(submission=unclear) == ["unknown", False, Blank.UNKNOWN]
    assert facts(LODGED, seal=Finding(Outcome.NOT_MET, "broken"))[:2] == [Blank.UNKNOWN] * 2


def test_the_facts_are_those_of_the_vocabulary():
    known = shipped_vocabulary().facts
    told = supply_match_facts(matched(submission=submission()))
    assert set(told) <= set(known)
    assert set(known["match.outcome"].allowed) == {"equal", "compatible", "conflict", "unknown"}


def test_nothing_compared_is_unknown():
    assert find_worst(()) is Relation.UNKNOWN


READ_OUT = {
    "model": ("VMC-850", "VMC-580", ""),
    "serials": (SERIAL, "VMC850-26-O117", ""),
    "condition": ("new", "used", ""),
    "year": ("2026", "2025", ""),
}
OWN_FIELDS = {"model": "MODEL", "serials": "SERIALS", "condition": "CONDITION", "year": "YEAR"}


@settings(max_examples=40)
@given(
    st.fixed_dictionaries({name: st.sampled_from(each) for name, each in READ_OUT.items()}),
    st.data(),
)
def test_adding_what_was_confirmed_turns_no_other_field_from_equal_to_conflict(cells, data):
    column = data.draw(st.sampled_from(list(READ_OUT)))
    added = data.draw(st.sampled_from(READ_OUT[column]))
    before = {each.field: each.relation for each in matched({**cells, column: ""}).fields}
    for each in matched({**cells, column: added}).fields:
        if each.field.name != OWN_FIELDS[column] and before[each.field] in {EQUAL, COMPATIBLE}:
            assert each.relation is not CONFLICT
