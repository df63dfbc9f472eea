"""A worksheet is filled in by people: what is right reads back, what is wrong is named with its line."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import Stage
from cradlegate.verification.opinions.opinion import (
    Assurance,
    Engagement,
    FindingState,
    Opinion,
    OpinionFinding,
    OpinionType,
)
from cradlegate.verification.opinions.worksheet import read_worksheet, write_worksheet
from tests.verification.opinions_by_hand import BODY, MAKING, declared, opinion

BLANK = write_worksheet(declared(), ["bom/BED-101"], name="opinion.yaml", is_recomputed=True)
ANSWERS = {
    '  id: ""': f"  id: {BODY.id}",
    '  name: ""': f"  name: {BODY.name}",
    '  country: "" ': f"  country: {BODY.country} ",
    'register_id: ""': f"register_id: {BODY.register_id}",
    'body_no: ""': f"body_no: {BODY.body_no}",
    'accreditation_body: ""': f"accreditation_body: {BODY.accreditation_body}",
    '\ntype: ""': "\ntype: unmodified",
    '\nissued: ""': "\nissued: 2026-04-20",
    "sampled_lines: []": "sampled_lines: [bom/BED-101]",
    "scope_terms: []": "scope_terms: [metalworking machinery]",
    "destinations: []": "destinations: [VN]",
}


def fill(**changes: str) -> bytes:
    """The worksheet with all answers, and some lines of it changed: name → rest of the line."""
    text = BLANK.decode()
    for question, answer in ANSWERS.items():
        assert question in text
        text = text.replace(question, answer, 1)
    for name, answer in changes.items():
        before = next(line for line in text.splitlines() if line.startswith(f"{name}:"))
        text = text.replace(before, f"{name}: {answer}", 1)
    return text.encode()


def list_faults(data: bytes) -> list[tuple[str, int | None, str]]:
    with pytest.raises(FaultsError) as error:
        read_worksheet(data, "opinion.yaml")
    return [(fault.code, fault.place.row, fault.place.id) for fault in error.value.faults]


def test_a_worksheet_that_is_filled_in_is_the_opinion():
    assert read_worksheet(fill(), "opinion.yaml") == opinion()


def test_every_answer_has_its_place():
    read = read_worksheet(
        fill(
            findings="[{id: F1, text: a yield, state: uncorrected, misstatement_kgco2e: -12.50}]",
            type="modified",
            reasons="one yield is uncertain",
            materiality="0.050",
            valid_until="2027-04-19",
            site_visits="['Qingdao works, 2026-04-02']",
            is_recomputed="no",
            has_prepared="yes",
        ),
        "opinion.yaml",
    )
    kept = OpinionFinding("F1", "a yield", FindingState.UNCORRECTED, Decimal("-12.5"))
    assert read.findings == (kept,)
    assert read.type is OpinionType.MODIFIED
    assert read.materiality == Decimal("0.05")
    assert read.valid_until == date(2027, 4, 19)
    assert read.site_visits == ("Qingdao works, 2026-04-02",)
    assert not read.is_recomputed
    assert read.has_prepared


def test_a_blank_worksheet_names_everything_that_is_missing():
    faults = list_faults(BLANK)
    assert [place for _, _, place in faults] == [
        "body/id",
        "body/name",
        "body/country",
        "body/register_id",
        "body/body_no",
        "body/accreditation_body",
        "type",
        "issued",
    ]
    lines = BLANK.decode().splitlines()
    assert [lines[row - 1].split(":")[0].strip() for _, row, _ in faults if row] == [
        place.split("/")[-1] for _, _, place in faults
    ]


def test_it_names_the_lines_that_weigh_most_and_claims_to_have_sampled_none():
    assert '#   - "bom/BED-101"' in BLANK.decode()
    assert "\nsampled_lines: []" in BLANK.decode()


def test_use_and_end_of_life_are_to_be_validated():
    read = read_worksheet(fill(), "opinion.yaml")
    assert read.stages == (MAKING,)
    assert read.stages[0].engagement is Engagement.VERIFICATION
    assert read.stages[0].assurance is Assurance.LIMITED
    assert Stage.A4 in read.stages[0].stages


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"materiality": "five"}, "materiality"),
        ({"materiality": "NaN"}, "materiality"),
        ({"is_recomputed": "perhaps"}, "is_recomputed"),
        ({"issued": "20.4.2026"}, "issued"),
        ({"type": "good"}, "type"),
        ({"criteria": "ISO 14067"}, "criteria"),
        ({"findings": "[{id: F1}]"}, "findings/0"),
        ({"findings": "[{id: F1, text: a, state: open, misstatement_kgco2e: x}]"},
         "findings/0/misstatement_kgco2e"),
        ({"body": "me"}, "body"),
        ({"destinations": "[VN, vn]"}, "destinations/1"),
        ({"destinations": "[Vietnam]"}, "destinations/0"),
        ({"destinations": "[[VN]]"}, "destinations/0"),
        ({"destinations": "[{a: VN}]"}, "destinations/0"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_named_with_its_line(changes, place):
    data = (
        fill(**changes) if "body" not in changes else fill().replace(b"body:\n", b"body: me\n_:\n")
    )
    faults = list_faults(data)
    assert place in [each for _, _, each in faults]
    assert {code for code, _, _ in faults} == {"VR-044"}
    assert all(row for _, row, _ in faults)


def test_a_list_that_is_left_empty_has_nothing_in_it():
    assert read_worksheet(fill(destinations=""), "opinion.yaml").destinations == ()


def test_a_day_that_does_not_exist_is_named():
    assert list_faults(fill(issued="2026-02-30"))[0][0] == "VR-044"


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"a: &x 1\nb: *x", b"a: [", b"a: 1\na: 2"])
def test_what_is_no_worksheet_is_refused(data):
    with pytest.raises(FaultsError):
        read_worksheet(data, "opinion.yaml")


def read_or_refuse(data: bytes) -> Opinion | set[str]:
    try:
        return read_worksheet(data, "opinion.yaml")
    except FaultsError as error:
        return {fault.code[:2] for fault in error.faults}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_by_code(text):
    added = text.encode(errors="replace")
    for data in (added, fill() + added):
        found = read_or_refuse(data)
        assert found == opinion() if isinstance(found, Opinion) else found <= {"VR", "CF"}
