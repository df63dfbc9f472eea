"""A paper in a dossier proves neither signer nor day; its scan agrees with its record or not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.strict_json import read_json
from cradlegate.dossier.archive import unpack
from cradlegate.dossier.build import build_dossier
from cradlegate.dossier.checks.check import Check, CheckId
from cradlegate.dossier.layout import PAPERS
from cradlegate.dossier.papers import Paper, enclose_papers, read_paper_sheet
from cradlegate.dossier.verify import verify_dossier
from tests.dossier.dossiers import DAY, MOMENT, ask, forger, parts, sealed, trust

SCAN = b"%PDF stamped\n"
SHEET = """kind: opinion
number: EX-9
issuer: Invented Body
stated_on: 2026-03-10
scan: stamped.pdf
scan_sha256: ""
confirmed_by: A. Example
confirmed_on: 2026-03-20
confirmed_how: by telephone
"""


def paper(**changes: Any) -> Paper:
    return replace(read_paper_sheet(SHEET.encode(), "paper.yaml"), **changes)


def build(*papers: tuple[Paper, bytes | None]) -> bytes:
    made = replace(parts(), enclosed={**parts().enclosed, **enclose_papers(papers)})
    return build_dossier(made, trust().key, trust().maker, MOMENT)


def judge(data: bytes, as_of: date = DAY, **scans: bytes) -> Check:
    held = {name: digest_bytes(each) for name, each in scans.items()}
    verdict = verify_dossier(data, "my.dossier", replace(ask(as_of=as_of), scans=held))
    (check,) = [each for each in verdict.checks if each.id is CheckId.PAPERS]
    return check


def place() -> str:
    """Where record and scan of the paper stand."""
    (record, _) = enclose_papers([(paper(), SCAN)])
    return record.removesuffix("record.json")


def forge(changes: dict[str, bytes | None]) -> bytes:
    """A dossier with the paper, changed and sealed again without asking."""
    enclosed = enclose_papers([(paper(), SCAN)])
    return forger().reseal(trust().key, {**enclosed, **changes})


def test_without_a_paper_nothing_is_asked():
    assert judge(sealed()).outcome == "not applicable"


def test_the_number_of_the_check_is_the_next_one():
    assert judge(sealed()).number == 21


def test_a_paper_is_undetermined_and_names_who_confirmed_it_when_and_how():
    check = judge(build((paper(), SCAN)))
    assert check.outcome == "undetermined"
    assert check.found == (
        "opinion EX-9 of Invented Body, dated 2026-03-10: the scan is the one recorded; as the "
        "builder states, A. Example confirmed it on 2026-03-20, by telephone; who signed it, and "
        "when, a paper does not prove"
    )


def test_a_scan_that_stays_outside_counts_when_the_reader_holds_it():
    outside = paper(scan="", scan_sha256=digest_bytes(SCAN), stated_on=None, number="")
    data = build((outside, None))
    assert "opinion of Invented Body: its scan is not here" in judge(data).found
    held = judge(data, mine=SCAN)
    assert held.outcome == "undetermined"
    assert "the scan is the one recorded" in held.found


@pytest.mark.parametrize("data", [sealed, lambda: build((paper(), SCAN))])
def test_a_scan_of_the_reader_that_no_record_names_is_not_met(data):
    check = judge(data(), mine=b"another")
    assert check.outcome == "not met"
    assert "mine: no paper in this dossier has the digest sha256:" in check.found


def test_a_confirmation_of_later_counts_for_nothing_yet():
    check = judge(build((paper(), SCAN)), as_of=date(2026, 3, 19))
    assert check.outcome == "undetermined"
    assert "nobody had confirmed it by 2026-03-19" in check.found


def test_an_exchanged_scan_is_not_met_however_well_it_is_sealed():
    check = judge(forge({f"{place()}scan/stamped.pdf": b"%PDF other\n"}))
    assert check.outcome == "not met"
    assert "it has the digest sha256:" in check.found


def test_a_scan_without_its_record_is_not_met():
    check = judge(forge({f"{place()}record.json": None}))
    assert check.outcome == "not met"
    assert "record.json is missing" in check.found


@pytest.mark.parametrize(
    "change",
    [
        {"form": "urn:cradlegate:paper:2"},
        {"confirmed_by": ""},
        {"scan_sha256": ""},
        {"confirmed_on": "2026-02-30"},
        {"more": "x"},
    ],
)
def test_a_record_of_another_form_is_not_met(change):
    record = read_json(forger_record())
    assert isinstance(record, dict)
    check = judge(forge({f"{place()}record.json": canonical_bytes({**record, **change})}))
    assert check.outcome == "not met"
    assert "DS-047" in check.found


@pytest.mark.parametrize("data", [b"", b"[]", b"\x00", b'{"form":1,"form":2}'])
def test_bytes_that_are_no_record_are_not_met(data):
    assert "DS-047" in judge(forge({f"{place()}record.json": data})).found


def forger_record() -> bytes:
    return next(iter(enclose_papers([(paper(), SCAN)]).values()))


def test_where_the_manifest_cannot_be_read_papers_are_not_reached():
    check = judge(forger().repack({"manifest.json": b"{}"}))
    assert check.outcome == "undetermined"
    assert "not reached" in check.found


def test_several_papers_stand_side_by_side_and_one_twice_stands_once():
    members = unpack(build((paper(), SCAN), (paper(), SCAN), (paper(number="2"), SCAN)), "d")
    assert sum(path.startswith(PAPERS) for path in members) == 4


@pytest.mark.parametrize(
    ("changes", "scan", "code"),
    [
        ({"scan": ""}, None, "DS-045"),
        ({"scan_sha256": digest_bytes(b"another")}, SCAN, "DS-046"),
    ],
)
def test_a_paper_without_digest_or_with_another_scan_is_not_enclosed(changes, scan, code):
    with pytest.raises(FaultsError, match=code):
        enclose_papers([(paper(**changes), scan)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("confirmed_by: A. Example", 'confirmed_by: ""'),
        ("confirmed_how: by telephone\n", ""),
        ("confirmed_on: 2026-03-20", "confirmed_on: in March"),
        ("confirmed_on: 2026-03-20", "confirmed_on: 2026-02-30"),
        ("scan: stamped.pdf", "scan: ../stamped.pdf"),
        ('scan_sha256: ""', "scan_sha256: abc"),
        ("kind: opinion", "sort: opinion"),
    ],
)
def test_a_sheet_that_leaves_something_out_is_named(before, after):
    assert before in SHEET
    with pytest.raises(FaultsError, match="DS-044"):
        read_paper_sheet(SHEET.replace(before, after).encode(), "paper.yaml")
