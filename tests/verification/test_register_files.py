"""Registers are read whole, or refused with every fault that is in them."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
import yaml

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.tables.reading.file_set import FileSetSpec, read_file_set
from cradlegate.tables.schema import file_schemas
from cradlegate.tables.workbook import write_form
from cradlegate.verification.registers.files import (
    read_register,
    register_tables,
    shipped_registers,
)
from cradlegate.verification.registers.register import (
    AcceptedAccreditor,
    AccreditationStatus,
    Designation,
    Recognition,
    RegisterSnapshot,
)
from tests.verification.registers import LCA, MACHINERY, Q2, Q3, days, shipped

SNAPSHOT = (
    "register_id: r\npublisher: P\nas_of: 2026-06-30\nretrieved_at: 2026-07-01\nis_example: yes\n"
)
HEAD = "body_no,names,country,accreditation_body,standard,scope_terms,valid_from,valid_to,status,status_from,status_to,partial_scope"
BODY = "X-1,Body (invented),VN,A,ISO 14065,m; l,2025-01-01,2027-12-31,granted,,,"


def files(*bodies: str, head: str = SNAPSHOT, **tables: str) -> dict[str, bytes]:
    """A register with these rows of bodies; further tables by name."""
    rows = "\n".join([HEAD, *(bodies or [BODY])])
    return {
        "snapshot.yaml": head.encode(),
        "bodies.csv": rows.encode(),
        **{f"{name}.csv": text.encode() for name, text in tables.items()},
    }


def found(read: Mapping[str, bytes]) -> list[str]:
    """The faults with their places; a register with an error gives no snapshot."""
    reading = read_register(read, "r")
    assert (reading.snapshot is None) == any(fault.is_error for fault in reading.faults)
    return [
        f"{fault.code} {fault.place.file} {fault.place.row} {fault.place.column}"
        for fault in reading.faults
    ]


def whole(read: Mapping[str, bytes]) -> RegisterSnapshot:
    reading = read_register(read, "r")
    assert reading.snapshot is not None, [str(fault) for fault in reading.faults]
    return reading.snapshot


def test_a_register_of_two_files_is_enough():
    snapshot = whole(files())
    assert (snapshot.register_id, snapshot.publisher) == ("r", "P")
    assert (snapshot.title, snapshot.edition, snapshot.source) == ("", "", "")
    assert (snapshot.as_of, snapshot.retrieved_at) == (date(2026, 6, 30), date(2026, 7, 1))
    assert snapshot.is_example
    (body,) = snapshot.bodies
    assert (body.scope_terms, body.partial_scope) == (("m", "l"), ())
    assert body.status is AccreditationStatus.GRANTED
    assert (body.valid_to, body.status_from) == (days("2027-12-31"), Blank.UNKNOWN)
    assert (snapshot.recognitions, snapshot.designations, snapshot.accepted) == ((), (), ())


def test_every_table_becomes_rows():
    snapshot = whole(
        files(
            recognitions="by,body,basis,from,to,source\nB,x 1,MLA,2026-03,none,page 2\n",
            designations="body,destination,by,from,to,source\nX-1,vn,C,2026,2027,\n",
            accepted="ab,destination,from,to,source\nA,VN,2026-07-01,,law\n",
        )
    )
    assert snapshot.recognitions == (
        Recognition("B", "x 1", days("2026-03"), Blank.ABSENT, "MLA", "page 2"),
    )
    assert snapshot.designations == (Designation("X-1", "VN", "C", days("2026"), days("2027")),)
    assert snapshot.accepted == (
        AcceptedAccreditor("A", "VN", days("2026-07-01"), Blank.UNKNOWN, "law"),
    )


def test_one_workbook_holds_the_same_register():
    raw = read_file_set(FileSetSpec(register_tables(), "snapshot.yaml"), shipped_registers()[Q3])
    workbook = write_form(register_tables(), "Register", raw.tables)
    assert whole({"register.xlsx": workbook}) == shipped(Q3)


def test_a_fault_in_a_workbook_names_it_once():
    raw = read_file_set(
        FileSetSpec(register_tables(), "snapshot.yaml"), files(BODY.replace("ISO 14065", ""))
    )
    tables = {name: raw.tables[name] for name in ("snapshot", "bodies")}
    workbook = write_form(register_tables(), "Register", tables)
    reading = read_register({"register.xlsx": workbook}, "register.xlsx")
    assert [str(fault.place) for fault in reading.faults] == [
        "register.xlsx[bodies], row 2, column standard"
    ]
    empty = read_register(
        {"register.xlsx": write_form(register_tables(), "Register")}, "register.xlsx"
    )
    assert [str(fault.place) for fault in empty.faults] == ["register.xlsx/snapshot.yaml"]


def test_faults_name_register_file_row_and_column():
    broken = BODY.replace("granted", "grantd").replace("2027-12-31", "soon")
    assert found(files(BODY, broken)) == [
        "CF-040 r/bodies.csv 3 valid_to",
        "CF-039 r/bodies.csv 3 status",
    ]


def test_a_row_that_cannot_be_read_costs_the_register_and_hides_no_other_fault():
    broken = "X-2,too,short"
    read = files(BODY, broken, recognitions="by,body,from\nB,X-2,2026\nB,X-1,soon\n")
    assert found(read) == ["CF-013 r/bodies.csv 3 ", "CF-040 r/recognitions.csv 3 from"]


def test_a_warning_costs_nothing():
    read = files() | {"notes.txt": b"?"}
    assert found(read) == ["CF-008 r/notes.txt None "]
    assert whole(read) == whole(files())


@pytest.mark.parametrize(
    "missing", ["register_id", "publisher", "as_of", "retrieved_at", "is_example"]
)
def test_a_snapshot_says_what_it_is(missing):
    head = "".join(line for line in SNAPSHOT.splitlines(True) if not line.startswith(missing))
    assert found(files(head=head)) == [f"CF-030 r/snapshot.yaml 1 {missing}"]


@pytest.mark.parametrize(
    "column",
    [name for name, each in register_tables()["bodies"].columns.items() if each.is_required],
)
def test_a_body_says_what_is_required(column):
    cells = dict(zip(HEAD.split(","), BODY.split(","), strict=True)) | {column: ""}
    assert found(files(",".join(cells.values()))) == [f"CF-030 r/bodies.csv 2 {column}"]


def test_vr_013_a_register_without_snapshot_is_refused():
    read = files()
    del read["snapshot.yaml"]
    assert found(read) == ["VR-013 r/snapshot.yaml None "]


def test_vr_014_a_register_without_bodies_is_refused():
    read = files()
    assert found({"snapshot.yaml": read["snapshot.yaml"]}) == ["VR-014 r/bodies.csv None "]
    assert found(read | {"bodies.csv": HEAD.encode()}) == ["VR-014 r/bodies.csv None "]


@pytest.mark.parametrize(
    ("column", "day"),
    [("as_of", "2026-06"), ("as_of", "2026-06-01/2026-06-30"), ("retrieved_at", "2026")],
)
def test_vr_015_a_snapshot_holds_for_one_day(column, day):
    lines = [
        f"{column}: {day}" if line.startswith(column) else line for line in SNAPSHOT.splitlines()
    ]
    row = 3 if column == "as_of" else 4
    assert found(files(head="\n".join(lines))) == [f"VR-015 r/snapshot.yaml {row} {column}"]


def test_vr_016_nothing_is_fetched_before_the_day_for_which_it_holds():
    early = SNAPSHOT.replace("2026-07-01", "2026-06-29")
    assert found(files(head=early)) == ["VR-016 r/snapshot.yaml 4 retrieved_at"]
    assert found(files(head=SNAPSHOT.replace("2026-07-01", "2026-06-30"))) == []


def test_vr_017_dates_in_reverse_are_refused_in_every_table():
    body = BODY.replace("2027-12-31,granted,,", "2024-12-31,suspended,2026-03-02,2026-03-01")
    read = files(
        body,
        recognitions="by,body,from,to\nB,X-1,2026-03-02,2026-03-01\n",
        designations="body,destination,by,from,to\nX-1,VN,C,2026-03,2026-02\n",
        accepted="ab,destination,from,to\nA,VN,2026,2025\n",
    )
    assert found(read) == [
        "VR-017 r/bodies.csv 2 valid_to",
        "VR-017 r/bodies.csv 2 status_to",
        "VR-017 r/recognitions.csv 2 to",
        "VR-017 r/designations.csv 2 to",
        "VR-017 r/accepted.csv 2 to",
    ]


def test_dates_of_one_month_are_not_in_reverse():
    assert found(files(accepted="ab,destination,from,to\nA,VN,2026-03-31,2026-03\n")) == []


def test_vr_018_only_listed_bodies_are_recognised_and_designated():
    read = files(
        recognitions="by,body,from\nB,X-1,2026\nB,X-2,2026\n",
        designations="body,destination,by,from\nＸ１,VN,C,2026\nX-3,VN,C,2026\n",
    )
    assert found(read) == ["VR-018 r/recognitions.csv 3 body", "VR-018 r/designations.csv 3 body"]


def test_vr_019_an_accreditation_names_its_scope():
    assert found(files(BODY.replace("m; l", "none"))) == ["VR-019 r/bodies.csv 2 scope_terms"]


def test_vr_020_invented_bodies_say_so_and_others_do_not():
    unsaid = BODY.replace("Body (invented)", "Body (invented); Tổ chức")
    assert found(files(unsaid)) == ["VR-020 r/bodies.csv 2 names"]
    real = SNAPSHOT.replace("yes", "no")
    assert found(files(head=real)) == ["VR-020 r/bodies.csv 2 names"]
    assert found(files(BODY.replace(" (invented)", ""), head=real)) == []


def test_vr_021_a_number_is_one_body():
    other_name = BODY.replace("X-1,Body", "x 1,Another body")
    other_country = BODY.replace("VN", "JP")
    assert found(files(BODY, other_name)) == ["VR-021 r/bodies.csv 3 body_no"]
    assert found(files(BODY, other_country)) == ["VR-021 r/bodies.csv 3 body_no"]
    shared_name = BODY.replace(
        "X-1,Body (invented)", "x1,BODY (invented); Tổ chức (invented)"
    ).replace(",A,", ",B,")
    assert found(files(BODY, shared_name)) == []


def test_vr_022_a_part_of_a_scope_is_lost_by_suspension_or_withdrawal_alone():
    assert found(files(BODY + "m")) == ["VR-022 r/bodies.csv 2 partial_scope"]
    assert found(files(BODY.replace("granted", "expired") + "m")) == [
        "VR-022 r/bodies.csv 2 partial_scope"
    ]
    suspended = BODY.replace("granted", "suspended")
    assert found(files(suspended + "M; other")) == ["VR-022 r/bodies.csv 2 partial_scope"]
    assert found(files(suspended + "M")) == []


def test_a_status_that_cannot_be_read_is_no_second_fault():
    assert found(files(BODY.replace("granted", "gone") + "m")) == ["CF-039 r/bodies.csv 2 status"]


def test_the_shipped_registers_are_examples_without_a_fault():
    assert list(shipped_registers()) == [Q2, Q3]
    for name, read in shipped_registers().items():
        assert read_register(read, name).faults == ()
        assert shipped(name).is_example
        readme = read["README.md"].decode()
        assert "Every body in this folder is invented" in readme
        assert "No status of a real body is stated" in readme


def test_the_shipped_registers_differ_in_three_bodies():
    before, after = (set(shipped(name).bodies) for name in (Q2, Q3))
    assert {body.body_no for body in before ^ after} == {"EX-VB-02", "EX-VB-05", "EX-VB-06"}
    lost = {body.body_no: body for body in after}
    assert lost["EX-VB-02"].scope_terms == (LCA,)
    assert lost["EX-VB-05"].status is AccreditationStatus.SUSPENDED
    assert lost["EX-VB-06"].status is AccreditationStatus.WITHDRAWN
    assert MACHINERY not in lost["EX-VB-07"].scope_terms


def test_the_shipped_registers_fit_their_schemas():
    schemas = file_schemas(register_tables())
    for read in shipped_registers().values():
        for file, schema in schemas.items():
            text = read[file].decode()
            rows = list(csv.DictReader(io.StringIO(text)))
            value = (
                yaml.safe_load(text.replace(": yes", ": 'yes'"))
                if file == "snapshot.yaml"
                else rows
            )
            value = json.loads(json.dumps(value, default=str))
            jsonschema.Draft202012Validator(schema).validate(value)


def test_whoever_reads_a_year_as_a_last_day_gets_the_whole_year():
    (body,) = whole(files(BODY.replace("2027-12-31", "9999"))).bodies
    assert body.valid_to == Interval(date(9999, 1, 1), date(9999, 12, 31))
    assert (
        replace(body, valid_to=Blank.ABSENT)
        == whole(files(BODY.replace("2027-12-31", "none"))).bodies[0]
    )
