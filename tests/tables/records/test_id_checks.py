"""Ids of any set of files: unique where they are keys, and there where they are named."""

from dataclasses import replace

from cradlegate.core.blank import Blank
from cradlegate.tables import faults as kinds
from cradlegate.tables.reading.file_set import read_file_set
from cradlegate.tables.records.id_checks import (
    find_duplicate_ids,
    find_unknown_references,
    ids_by_table,
    tell_unknown_reference,
)
from cradlegate.tables.records.record import read_records
from cradlegate.tables.records.record_set import RecordSet
from tests.tables.workshop import FILES, SPECS, WORKSHOP


def records_of(**changed: bytes) -> RecordSet:
    """The rows of the workshop, with other CSV files by name of table."""
    files = FILES | {f"{name}.csv": data for name, data in changed.items()}
    raw = read_file_set(WORKSHOP, files)
    return RecordSet(
        {
            name: tuple(record for table in tables for record in read_records(table))
            for name, tables in raw.tables.items()
        }
    )


def test_ids_that_fit_give_no_finding():
    records = records_of()
    assert list(find_duplicate_ids(records, SPECS)) == []
    ids = ids_by_table(records, SPECS)
    assert ids == {"rooms": {"front"}, "tools": {"T1", "T2"}, "cards": {"C1", "C2"}}
    assert list(find_unknown_references(records, SPECS, ids)) == []


def test_the_second_row_of_an_id_is_found():
    (finding,) = find_duplicate_ids(records_of(tools=b"id\nT1\nT2\nT1\n"), SPECS)
    assert finding.fault is not None
    assert str(finding.fault.place) == "tools.csv, row 4, column id, id T1"
    assert finding.fault.found == "id T1 stands a second time in tools"


def test_a_faulty_row_is_there_for_whoever_names_it():
    records = records_of(tools=b"id,mass\nT1,heavy\nT2,1 kg\n")
    assert list(find_unknown_references(records, SPECS, ids_by_table(records, SPECS))) == []


def test_what_is_named_and_not_there_is_found_with_the_nearest():
    records = records_of(loans=b"tools,to,from\nT1; T22,An,2026\n")
    (finding,) = find_unknown_references(records, SPECS, ids_by_table(records, SPECS))
    assert finding.fault is not None
    assert finding.fault.code == "CF-051"
    assert finding.fault.found == "tools names 'T22', which is not there"
    assert finding.fault.remedy == "Did you mean T2?"
    assert records.with_findings([finding]).usable("loans") == ()


def test_a_column_that_refers_to_something_else_is_not_looked_at():
    records = records_of(loans=b"tools,to,from\nT9,An,2026\n")
    assert list(find_unknown_references(records, SPECS, {"rooms": {"front"}})) == []


def test_an_id_that_is_dispensable_costs_no_row():
    records = records_of(tools=b"id,room\nT1,cellar\nT2,\n")
    ids = ids_by_table(records, SPECS)
    findings = list(find_unknown_references(records, SPECS, ids, dispensable={"room"}))
    tools = records.with_findings(findings).usable("tools")
    assert [tool.values["room"] for tool in tools] == [Blank.UNKNOWN, Blank.UNKNOWN]
    assert [fault.code for fault in tools[0].faults] == ["CF-051"]


def test_a_target_may_have_a_fault_of_its_own():
    def tell(record, column, value, ids):
        fault = tell_unknown_reference(record, column, value, ids)
        return replace(fault, kind=kinds.NOT_ALLOWED)

    records = records_of(tools=b"id,room\nT1,cellar\nT2,\n")
    ids = ids_by_table(records, SPECS)
    (finding,) = find_unknown_references(records, SPECS, ids, {"rooms": tell})
    assert finding.fault is not None
    assert finding.fault.code == "CF-039"
