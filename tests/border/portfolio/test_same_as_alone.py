"""A line of a portfolio is judged as the consignment that it would be alone."""

from datetime import date

import pytest

from cradlegate.border.portfolio.documents import add_documents
from cradlegate.border.portfolio.lines import supply_lines
from cradlegate.border.portfolio.papers import judge_routes, pair_documents
from cradlegate.border.portfolio.screen import screen
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.blank import Blank
from cradlegate.regimes.columns.frames import Frames, make_base
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.vocabulary import shipped_vocabulary
from tests.border.portfolio.portfolios import draw_files, packs, read_bases, read_portfolio
from tests.border.shipments import twelve
from tests.regimes.columns.random_packs import find_differences

LAWS = (None, date(2026, 7, 10))


def find_all_differences(files, law_as_of=None):
    bases = list(read_bases(files))
    (batch,) = screen(read_portfolio(files), packs(), law_as_of=law_as_of)
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


@pytest.mark.parametrize("seed", [20, 21])
def test_a_line_has_the_facts_that_it_would_have_alone(seed):
    files = draw_files(seed)
    portfolio = read_portfolio(files)
    lines, documents = portfolio.lines, portfolio.documents
    facts = supply_lines(lines, shipment_tables()["shipments"], is_listed=documents is not None)
    frames = Frames(facts)
    if documents is not None:
        pairs = judge_routes(pair_documents(lines, documents), lines, documents)
        frames = add_documents(facts, pairs, documents, portfolio.evidence, portfolio.registers)
    for line, alone in enumerate(read_bases(files)):
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
