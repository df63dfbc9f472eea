"""Documents are paired with lines as they would be with one machine alone."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.border.facts.fit import judge_machine, judge_route
from cradlegate.border.lines.papers import judge_routes, pair_documents, spell_codes
from cradlegate.border.shipments.codes import spell_code
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from tests.border.portfolio.portfolios import portfolio, read_portfolio

NAMES = ("VMC-850", "vmc 850", "TM.400", "TM400", "Ｔ-1", "t1", "--")
SERIALS = ("SN-1", "sn1", "SN-2", "S/N 3", "４")
WAYS = ("CNTAO-VNSGN", "CN-VN", "cn/vn", "JPTYO-VNSGN", "CNSHA_VNHPH")


def some(values, most=2):
    """Nothing, or a few of some values."""
    return st.lists(st.sampled_from(values), max_size=most).map("; ".join)


LINES = st.fixed_dictionaries(
    {
        "consignment_id": st.sampled_from(("C1", "C2", "c2")),
        "model": st.sampled_from(NAMES),
        "series": st.sampled_from(("", *NAMES)),
        "serials": st.lists(st.sampled_from(SERIALS), max_size=2, unique_by=spell_code).map(
            "; ".join
        ),
        "from": st.sampled_from(("", "CNTAO", "CNSHA", "JPTYO")),
        "to": st.sampled_from(("", "VNSGN", "VNHPH")),
        "maker_id": st.sampled_from(("a", "b", "c", "d")),
    }
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "covers_consignments": some(("C1", "C2", "c2")),
        "covers_serials": some(SERIALS),
        "covers_models": some(NAMES),
        "covers_series": some(NAMES),
        "covers_routes": some(WAYS),
    }
)


def pair(files):
    """Fits of machine and route by line and document."""
    read = read_portfolio(files)
    assert read.documents is not None
    pairs = judge_routes(pair_documents(read.lines, read.documents), read.lines, read.documents)
    return [tuple(row) for row in pairs.iter_rows()]


def pair_alone(lines, documents):
    """The same, one line and one document at a time."""
    for line, machine in enumerate(lines):
        files = portfolio(machine, documents=documents)
        (consignment,) = read_shipment_files(files).consignments
        row = consignment.machines[0]
        for number, document in enumerate(consignment.documents or ()):
            fit = judge_machine(document, row, consignment, None).value
            route = judge_route(document, consignment, None).value
            if fit is not False:
                known = [None if isinstance(each, Blank) else each for each in (fit, route)]
                yield (line, number, *known)


@settings(max_examples=25)
@given(st.lists(LINES, min_size=1, max_size=4), st.lists(DOCUMENTS, min_size=1, max_size=5))
def test_a_line_is_paired_with_documents_as_alone(lines, documents):
    machines = [
        {**line, "qty": str(max(1, len([each for each in line["serials"].split(";") if each])))}
        for line in lines
    ]
    papers_of = [{**each, "doc_id": f"R{at}"} for at, each in enumerate(documents)]
    rows = [{**each, "maker_id": str(at)} for at, each in enumerate(machines)]
    assert pair(portfolio(*rows, documents=papers_of)) == list(pair_alone(rows, papers_of))


@given(st.lists(st.none() | st.text(max_size=12) | st.sampled_from(NAMES)))
def test_codes_in_a_column_are_spelled_as_each_alone(texts):
    spelled = spell_codes(pl.Series("code", texts, pl.String)).to_list()
    assert spelled == [None if text is None else spell_code(text) for text in texts]


def test_the_most_certain_reason_counts():
    files = portfolio(
        {"serials": "", "series": "VMC"},
        documents=[{"covers_consignments": "C1", "covers_serials": "SN-9"}],
    )
    assert pair(files) == [(0, 0, True, None)]


def test_too_many_documents_that_name_nothing_are_refused():
    two = [{"covers_serials": "", "doc_id": f"R{at}"} for at in range(2)]
    read = read_portfolio(portfolio({}, {}, {}, documents=two))
    assert read.documents is not None
    assert pair_documents(read.lines, read.documents, 6).height == 6
    with pytest.raises(FaultsError) as error:
        pair_documents(read.lines, read.documents, 5)
    (fault,) = error.value.faults
    assert (fault.code, fault.found[:36]) == ("BD-180", "2 documents may each cover 3 lines, ")


def test_a_table_of_documents_without_rows_pairs_nothing():
    heading = b"doc_id,type,issuer_id,issuer_role,state\n"
    assert pair({**portfolio({}), "documents.csv": heading}) == []
