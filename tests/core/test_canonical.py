import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.canonical import (
    CanonicalError,
    canonical_bytes,
    digest,
    digest_bytes,
    digest_files,
    join_canonical,
)
from cradlegate.core.party import Party
from cradlegate.core.stage import Stage


def test_keys_are_sorted_and_decimals_are_shortest_strings():
    value = {"b": Decimal("1.50"), "a": (1, None, True), "c": date(2026, 5, 14), "d": Stage.A1}
    assert canonical_bytes(value) == b'{"a":[1,null,true],"b":"1.5","c":"2026-05-14","d":"A1"}'


def test_a_dataclass_is_the_object_of_its_fields():
    assert canonical_bytes(Party("m", "Maker", "CN")) == (
        b'{"country":"CN","id":"m","identifiers":{},"name":"Maker","names_by_script":{}}'
    )


def test_sets_have_one_order():
    assert canonical_bytes(frozenset({"b", "a"})) == b'["a","b"]'


@pytest.mark.parametrize("value", [1.5, 2**53, Decimal("NaN"), Decimal("Infinity"), b"x", object()])
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(CanonicalError):
        canonical_bytes(value)


def test_negative_zero_is_zero():
    assert canonical_bytes(Decimal("-0.0")) == b'"0"'


@given(st.dictionaries(st.text(), st.integers(-1000, 1000)))
def test_the_digest_does_not_depend_on_the_order_of_keys(value):
    assert digest(value) == digest(dict(reversed(value.items())))


def test_a_digest_names_its_algorithm():
    empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest_bytes(b"") == empty


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
        lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
        max_leaves=8,
    )
)
def test_the_form_is_that_of_another_writer_of_the_scheme(value):
    assert canonical_bytes(value) == rfc8785.dumps(value)


def test_keys_are_sorted_by_their_utf_16_units():
    value = {"\ufb33": 1, "\U0001f600": 2}
    assert canonical_bytes(value) == '{"\U0001f600":2,"\ufb33":1}'.encode()


def test_half_of_a_pair_of_signs_is_refused():
    with pytest.raises(CanonicalError):
        canonical_bytes({"a": "\ud800"})


@given(st.dictionaries(st.text("abc_.0", max_size=3), st.text() | st.lists(st.text())))
def test_items_joined_are_the_bytes_that_an_independent_library_gives_the_whole(value):
    parts = {name: canonical_bytes(item) for name, item in value.items()}
    assert join_canonical(parts) == rfc8785.dumps(value)


names = st.text("abc/.-", min_size=1, max_size=6)
some_files = st.dictionaries(names, st.binary(max_size=8), min_size=1, max_size=5)


@given(some_files, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_no_digest(files: dict[str, bytes], random):
    order = list(files)
    random.shuffle(order)
    assert digest_files({name: files[name] for name in order}) == digest_files(files)


@given(some_files)
def test_the_digest_is_that_of_names_and_of_the_digests_of_their_bytes(files: dict[str, bytes]):
    listed = {name: f"sha256:{hashlib.sha256(data).hexdigest()}" for name, data in files.items()}
    text = json.dumps(listed, sort_keys=True, separators=(",", ":"))
    assert digest_files(files) == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


@given(some_files, some_files)
def test_other_files_have_another_digest(one: dict[str, bytes], other: dict[str, bytes]):
    assert (digest_files(one) == digest_files(other)) == (one == other)
