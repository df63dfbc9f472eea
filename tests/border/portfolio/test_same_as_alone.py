"""A line of a portfolio is judged as the consignment that it would be alone."""

from dataclasses import replace
from datetime import date

import pytest

from cradlegate.border.lines.documents import add_documents
from cradlegate.border.lines.papers import judge_routes, pair_documents
from cradlegate.border.lines.supply import supply_lines
from cradlegate.border.portfolio.screen import screen
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.lines.frames import Frames, make_base
from cradlegate.regimes.vocabulary import shipped_vocabulary
from tests.border.portfolio.portfolios import (
    DAY,
    draw_files,
    packs,
    portfolio,
    read_bases,
    read_portfolio,
)
from tests.border.shipments import VN, register, twelve
from tests.regimes.columns.random_packs import find_differences

LAWS = (None, date(2026, 7, 10))


def withdraw(since):
    """The registers of two quarters, of which the later one shows that EX-VB-06 was withdrawn."""
    later = register("q3")
    bodies = tuple(
        replace(each, status_from=since) if each.body_no == "EX-VB-06" else each
        for each in later.bodies
    )
    return register(), replace(later, bodies=bodies)


def find_all_differences(files, law_as_of=None, registers=()):
    bases = list(read_bases(files, registers=registers))
    (batch,) = screen(read_portfolio(files, registers=registers), packs(), law_as_of=law_as_of)
    found = []
    for pack in packs():
        alone = [judge_pack(pack, each, law_as_of=law_as_of) for each in bases]
        found += [(pack.id, each) for each in find_differences(alone, batch.judged[pack.id])]
    return found


def test_the_twelve_consignments_are_judged_as_they_are_alone():
    assert find_all_differences(twelve()) == []


@pytest.mark.parametrize("seed", range(4))
def test_lines_of_any_shipment_are_judged_as_they_are_alone(seed):
    assert find_all_differences(draw_files(seed), LAWS[seed % 2]) == []


@pytest.mark.parametrize(
    ("status_from", "expected"),
    [
        ("2026-08-01", ["met", "undetermined", "undetermined", "undetermined"]),
        ("2026-08-25", ["met", "met", "undetermined", "undetermined"]),
        ("2026-07/2026-09", ["undetermined", "undetermined", "undetermined", "undetermined"]),
    ],
)
def test_a_body_that_lost_its_accreditation_is_judged_line_by_line(status_from, expected):
    """One report, signed on 2026-06-15, for four machines that are entered on days of their own."""
    entered = ("2026-07-31", "2026-08-01", "2026-08-25", "2026-07/2026-12")
    files = portfolio(
        *({"entry_date": day} for day in entered),
        documents=[
            {
                "body_no": "EX-VB-06",
                "signed_at": "2026-06-15",
                "covers_serials": "SN-1; SN-2; SN-3; SN-4",
            }
        ],
    )
    registers = withdraw(Interval.parse(status_from))
    assert find_all_differences(files, registers=registers) == []
    (vn,) = (each for each in packs() if each.id == VN)
    alone = [judge_pack(vn, each, law_as_of=None) for each in read_bases(files, DAY, registers)]
    found = [str(each.finding("report.body_withdrawal").status.outcome) for each in alone]
    assert found == expected


@pytest.mark.parametrize(
    ("seed", "withdrawn"), [(20, None), (21, None), (31, "2026-08-01"), (40, "2026-07/2026-09")]
)
def test_a_line_has_the_facts_that_it_would_have_alone(seed, withdrawn):
    files, registers = draw_files(seed), ()
    if withdrawn:
        files["documents.csv"] = files["documents.csv"].replace(b"EX-VB-05", b"EX-VB-06")
        registers = withdraw(Interval.parse(withdrawn))
    held = read_portfolio(files, registers=registers)
    lines, documents = held.lines, held.documents
    facts = supply_lines(lines, shipment_tables()["shipments"], is_listed=documents is not None)
    frames = Frames(facts)
    if documents is not None:
        pairs = judge_routes(pair_documents(lines, documents), lines, documents)
        frames = add_documents(facts, pairs, documents, held.evidence, held.registers)
    for line, alone in enumerate(read_bases(files, registers=registers)):
        assert list_known(make_base(frames, line, shipped_vocabulary())) == list_known(alone)


def list_known(base):
    """What is known of a line, without the documents that surely cover others."""
    (machine,) = base.machines
    documents = []
    for each in base.documents or ():
        fits = read_known(machine.fits[each.id])
        if fits.get("fit.machine") is not False:
            documents.append((each.type, each.standing, read_known(each.facts), fits))
    own = read_known({**base.facts, **machine.facts})
    # How many documents there are is asked of nobody: the list itself says it.
    own.pop("consignment.documents", None)
    return own, documents, base.documents is None


def read_known(facts):
    values = {name: fact.value for name, fact in facts.items() if fact.value is not Blank.UNKNOWN}
    return {name: None if isinstance(value, Blank) else value for name, value in values.items()}
