"""A mapping says how somebody's own table calls our columns and words."""

import pytest

from cradlegate.border.portfolio.mapping_file import read_mapping
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.fault import FaultsError

SPEC = shipment_tables()["shipments"]


def test_a_mapping_names_columns_words_and_what_stands_for_the_whole_file():
    text = """
columns: {Seriennummer: serials, 7: qty}
words: {condition: {neu: new, 2: used}, destination: {Norwegen: NO}}
constants: {hs_edition: 2022, cnc: yes}
"""
    mapping = read_mapping(text.encode(), "own.yaml", SPEC)
    assert mapping.columns == {"Seriennummer": "serials", "7": "qty"}
    assert mapping.words == {
        "condition": {"neu": "new", "2": "used"},
        "destination": {"Norwegen": "NO"},
    }
    assert mapping.constants == {"hs_edition": "2022", "cnc": "yes"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("columns: [", ["it is no YAML: while parsing a flow node"]),
        (b"\xff\xfe\x00", ["it is no YAML: "]),
        ("- a", ["it holds no columns, words or constants"]),
        ("", ["it holds no columns, words or constants"]),
        ("colums: {}", ["'colums' is none of columns, words, constants"]),
        ("columns: serials", ["columns holds no names"]),
        ("columns: {Art: knid}", ["columns: shipments has no column knid"]),
        ("columns: {Art: [kind]}", ["columns: shipments has no column ['kind']"]),
        ("columns: {Art: {a: b}}", ["columns: shipments has no column {'a': 'b'}"]),
        ("words: {kind: lathe, knd: {a: b}}", ["words: shipments has no column knd", "words kind holds no words of the file with ours"]),
        ("words: {kind: {Drehe: [lathe]}}", ["words kind holds no words of the file with ours"]),
        ("constants: {kind: {a: b}}", ["constants kind holds no one text"]),
        ("constants: {hs_edition: [2022]}", ["constants hs_edition holds no one text"]),
    ],
)  # fmt: skip
def test_everything_that_is_wrong_with_a_mapping_is_said(text, found):
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(FaultsError) as error:
        read_mapping(data, "own.yaml", SPEC)
    faults = error.value.faults
    assert {each.code for each in faults} == {"BD-181"}
    assert {each.place.file for each in faults} == {"own.yaml"}
    assert len(faults) == len(found)
    assert all(each.found.startswith(said) for each, said in zip(faults, found, strict=True))


def test_a_name_that_is_nearly_right_is_suggested():
    with pytest.raises(FaultsError) as error:
        read_mapping(b"columns: {Zustand: conditon}", "own.yaml", SPEC)
    assert error.value.faults[0].remedy == "Did you mean condition?"
