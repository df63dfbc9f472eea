"""What happened to a regime and what is expected, by day."""

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.period import Interval
from cradlegate.regimes.timeline import EventKind, list_events, read_days
from tests.regimes.packs import CITE, make_entry, make_pack, provision, question, shipped_pack


def events(pack, language="en"):
    return [(str(each.when), each.kind, each.what) for each in list_events(pack, language)]


@pytest.mark.requirement("S1-1", part="signing, publication and force are kept apart")
@pytest.mark.requirement("S1-31", part="the guidance is expected from July to September 2026")
def test_the_circular_is_signed_printed_in_force_and_awaits_guidance():
    assert events(shipped_pack()) == [
        ("2026-05-14", EventKind.SIGNED, "12/2026/TT-BCT"),
        ("2026-05-20", EventKind.PUBLISHED, "12/2026/TT-BCT, Official Gazette No. 48/2026"),
        ("2026-07-01", EventKind.IN_FORCE, "12/2026/TT-BCT"),
        (
            "2026-07-01/2026-09-30",
            EventKind.EXPECTED,
            "guidance on accepted methods of life cycle assessment",
        ),
    ]


@pytest.mark.parametrize(
    ("within", "kinds"),
    [
        ("2026-05-13", []),
        ("2026-05-14", [EventKind.SIGNED]),
        ("2026-05-14/2026-05-20", [EventKind.SIGNED, EventKind.PUBLISHED]),
        ("2026-06", []),
        ("2026-06-30/2026-07-01", [EventKind.IN_FORCE, EventKind.EXPECTED]),
        # The guidance may come on any day of its window.
        ("2026-09-30/2027", [EventKind.EXPECTED]),
        ("2026-10-01/2027", []),
    ],
)
def test_events_may_be_asked_for_between_days(within, kinds):
    found = list_events(shipped_pack(), "en", read_days(within))
    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize("text", ["July", "2026-13", "2026-02-30", "2026-07/2026-06", "2026/", "/"])
def test_days_that_cannot_be_read_are_a_fault(text):
    with pytest.raises(FaultsError) as caught:
        read_days(text)
    assert [each.code for each in caught.value.faults] == ["RG-023"]


def test_everything_with_a_day_is_listed_by_its_day():
    pack = make_pack(
        provision("a", test="true", **{"from": "2026-03-01", "to": "2026-04-30"}),
        provision("b", test="true", life="announced", **{"from": "2026-11-01"}),
        instrument={**make_entry()["instrument"], "published": "2025-12-01", "to": "2026-12-31"},
        parameters={
            "x": {"kind": "number", "values": [{"value": 5}, {"value": 6, "from": "2027-05-01"}]}
            | {"values": [{"value": 5, "to": "2026-04-30"}, {"value": 6, "from": "2026-05-01"}]}
        },
        tables={
            "t": {
                "kind": "number",
                "keys": ["text"],
                "values": [{"keys": ["VN"], "value": 7, "from": "2026-06-01", "cite": CITE}],
            }
        },
        questions={"q": question(), "covers": question(index="machine.made_in")},
        answers=[
            {"question": "q", "answer": True, "cite": CITE},
            {"question": "covers", "index": "VN", "answer": False, "cite": CITE},
        ],
    )
    assert events(pack) == [
        ("2025-12-01", EventKind.PUBLISHED, "1/2026"),
        ("2026-01-01", EventKind.ANSWERED, "covers[VN]: no"),
        ("2026-01-01", EventKind.ANSWERED, "q: yes"),
        ("2026-01-01", EventKind.IN_FORCE, "1/2026"),
        ("2026-03-01", EventKind.IN_FORCE, "a: a"),
        ("2026-04-30", EventKind.ENDS, "a: a"),
        ("2026-05-01", EventKind.CHANGED, "x is 6"),
        ("2026-06-01", EventKind.CHANGED, "t of VN is 7"),
        ("2026-11-01", EventKind.EXPECTED, "b: b"),
        ("2026-12-31", EventKind.ENDS, "1/2026"),
    ]
    by_what = {each.what: each for each in list_events(pack, "en")}
    assert by_what["t of VN is 7"].cite is not None
    assert by_what["x is 6"].when == Interval.parse("2026-05-01")


def test_events_are_told_in_the_language_that_is_asked_for():
    assert any("hướng dẫn" in what for _, _, what in events(shipped_pack(), "vi"))
