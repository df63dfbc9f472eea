"""Lines that are committed to: nothing else can be shown later, and nothing is shown before."""

import hashlib
import hmac
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.declaration.commitments import (
    ALGORITHM,
    CommittedLine,
    CommittedLines,
    commit_cells,
    commit_lines,
    derive_salt,
    is_committed,
    list_commitments,
    open_line,
    write_cells,
)
from cradlegate.declaration.document import declaration_schema, make_document, read_declaration
from cradlegate.declaration.draw_up import Calculated, draw_up
from cradlegate.product.bill import BomLine
from tests.declaration.shipped_case import ISSUED, computed_example

SECRET = bytes(range(32))
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


def bill() -> tuple[BomLine, ...]:
    return computed_example().case.bom


@st.composite
def bills(draw: st.DrawFn) -> tuple[BomLine, ...]:
    """Bills of one to twelve lines with ids that are unlike."""
    ids = draw(st.lists(TEXTS, min_size=1, max_size=12, unique=True))
    return tuple(replace(bill()[0], line_id=each, description=draw(TEXTS)) for each in ids)


def declare(secret: bytes | None):
    case, footprint, use = computed_example()
    calculated = Calculated(case, footprint, use, "sha256:0", "0.1.0")
    return draw_up(calculated, ISSUED, secret=secret)


@given(bills(), st.binary(min_size=32, max_size=32))
def test_every_line_of_any_bill_opens_against_the_root(lines, secret):
    committed = commit_lines(lines, secret)
    assert committed.count == len(lines)
    for position, line in enumerate(lines):
        opened = open_line(lines, line.line_id, secret)
        assert (opened.position, opened.cells) == (position, write_cells(line))
        assert is_committed(opened, committed)


@given(bills(), st.data())
def test_any_other_cell_id_salt_place_or_path_is_detected(lines, data):
    committed = commit_lines(lines, SECRET)
    opened = open_line(lines, data.draw(st.sampled_from(lines)).line_id, SECRET)
    name, text = data.draw(st.sampled_from(sorted(opened.cells))), data.draw(TEXTS)
    other = data.draw(st.integers(-1, len(lines) + 1))
    bit = data.draw(st.integers(0, 255))
    forged = [
        replace(opened, cells={**opened.cells, name: opened.cells[name] + text}),
        replace(opened, cells={**opened.cells, f"{name} ": text}),
        replace(opened, cells={key: each for key, each in opened.cells.items() if key != name}),
        replace(opened, salt=_flip(opened.salt, bit)),
        replace(opened, salt=opened.salt[:-1]),
        replace(opened, path=(*opened.path, bytes(32))),
    ]
    if other != opened.position:
        forged.append(replace(opened, position=other))
    for at, each in enumerate(opened.path):
        path = (*opened.path[:at], _flip(each, bit), *opened.path[at + 1 :])
        forged.append(replace(opened, path=path))
    assert not any(is_committed(each, committed) for each in forged)


@given(bills(), st.randoms(use_true_random=False))
def test_another_order_of_the_lines_gives_another_root(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)
    is_same = commit_lines(shuffled, SECRET) == commit_lines(lines, SECRET)
    assert is_same is (tuple(shuffled) == lines)


def test_lines_that_are_alike_but_for_their_ids_have_unlike_commitments_and_salts():
    twins = [replace(bill()[0], line_id=name) for name in ("A-1", "A-2")]
    assert len(set(list_commitments(twins, SECRET))) == 2
    assert derive_salt(SECRET, write_cells(twins[0])) != derive_salt(SECRET, write_cells(twins[1]))


def test_a_changed_line_has_another_salt_than_before():
    before = write_cells(bill()[0])
    after = write_cells(replace(bill()[0], net_mass_each_kg=Decimal(7)))
    assert derive_salt(SECRET, before) != derive_salt(SECRET, after)


def test_another_secret_gives_another_root_and_the_same_one_agrees():
    assert commit_lines(bill(), SECRET) == commit_lines(bill(), SECRET)
    assert commit_lines(bill(), SECRET).root != commit_lines(bill(), bytes(32)).root


def test_salt_commitment_and_root_are_those_of_the_published_steps():
    lines = [replace(bill()[0], line_id=name) for name in ("A", "B", "C")]
    leaves = []
    for line in lines:
        cells = canonical_bytes(write_cells(line))
        salt = hmac.new(SECRET, b"cradlegate-lines-1 salt\0" + cells, hashlib.sha256).digest()
        assert commit_cells(write_cells(line), salt) == hashlib.sha256(salt + cells).digest()
        leaf = hashlib.sha256(salt + cells).digest()
        leaves.append(hashlib.sha256(b"\0" + leaf).digest())
    pair = hashlib.sha256(b"\1" + leaves[0] + leaves[1]).digest()
    root = hashlib.sha256(b"\1" + pair + leaves[2]).hexdigest()
    assert commit_lines(lines, SECRET) == CommittedLines(ALGORITHM, 3, root)


def test_cells_are_texts_and_what_is_unknown_or_empty_is_left_out():
    line = replace(
        bill()[0],
        parent_id="",
        quantity=Decimal("2.50"),
        is_made_in_house=False,
        defaulted=("process_yield", "mass_basis"),
        plant=Blank.UNKNOWN,
        supplier_id=Blank.ABSENT,
    )
    cells = write_cells(line)
    assert cells["quantity"] == "2.5"
    assert cells["is_made_in_house"] == "no"
    assert cells["defaulted"] == "process_yield mass_basis"
    assert cells["supplier_id"] == "none"
    assert not {"parent_id", "plant", "place"} & cells.keys()


def test_an_unknown_algorithm_or_a_root_that_is_none_commits_to_nothing():
    committed, opened = commit_lines(bill(), SECRET), open_line(bill(), bill()[0].line_id, SECRET)
    assert not is_committed(opened, replace(committed, algorithm="other-1"))
    assert not is_committed(opened, replace(committed, root="no digits"))
    assert not is_committed(CommittedLine({}, b"", 0, ()), committed)


def test_a_bill_without_lines_is_refused_and_an_unknown_id_is_none():
    with pytest.raises(FaultsError, match="DC-120"):
        commit_lines((), SECRET)
    with pytest.raises(KeyError):
        open_line(bill(), "nowhere", SECRET)


def test_a_declaration_carries_the_root_only_where_the_maker_asks_for_it():
    plain, committed = make_document(declare(None)), make_document(declare(SECRET))
    made_from = plain.document["credentialSubject"]["declaration"]["made_from"]
    assert "lines" not in made_from
    stated = committed.document["credentialSubject"]["declaration"]["made_from"]
    lines = commit_lines(bill(), SECRET)
    assert stated["lines"] == {"algorithm": ALGORITHM, "count": len(bill()), "root": lines.root}
    assert {**made_from, "lines": stated["lines"]} == stated
    assert plain.declaration.id != committed.declaration.id
    read = read_declaration(committed.data, "declaration.json")
    assert read.declaration.made_from.lines == lines
    schema = declaration_schema()["properties"]["credentialSubject"]["properties"]["declaration"]
    form = schema["properties"]["made_from"]
    assert "lines" in form["properties"]
    assert "lines" not in form["required"]


def test_a_committed_declaration_shows_no_cell_that_a_plain_one_does_not_show():
    plain, committed = make_document(declare(None)).data, make_document(declare(SECRET)).data
    shown = {text for each in bill() for text in write_cells(each).values() if len(text) > 5}
    assert {each for each in shown if each.encode() in committed} == {
        each for each in shown if each.encode() in plain
    }


def _flip(data: bytes, bit: int) -> bytes:
    at = bit // 8
    return data[:at] + bytes((data[at] ^ 1 << bit % 8,)) + data[at + 1 :]
