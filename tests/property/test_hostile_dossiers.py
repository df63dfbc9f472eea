"""Whatever stands in the members of a dossier, checking it gives a verdict and no trace."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.strict_json import read_json
from cradlegate.dossier.archive import MANIFEST_NAME
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.layout import DECLARATION_FILE
from tests.dossier.dossiers import STRANGER, ask, forger, judge, outcomes, trust

pytestmark = pytest.mark.no_cover  # hundreds of times the same lines

PATHS = sorted(set(forger().files) - {MANIFEST_NAME})
TRICKS = (
    b'{"a":1,"a":2}', b"NaN", b"1e999", b"9" * 400, b"[" * 3000, b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"&a [*a]", b"!!python/object:os.system", b"<<: *a", b'"', b"'", b",,,,", b"=1+1", b"\r", b"\n\n",
    b"2026-13-45", b"-1 kg", b"1 parsec", "１２３".encode(), "Ω".encode(), b"../../x", b"none", b"?", b"",
)  # fmt: skip


@st.composite
def changes(draw: st.DrawFn) -> Mapping[str, bytes]:
    """Change one to three members: cut, overwrite, insert a trick, or take another's content."""
    changed = {}
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=3, unique=True)):
        content = forger().files[path]
        place = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 40))
        trick = draw(
            st.one_of(
                st.sampled_from(TRICKS),
                st.binary(max_size=30),
                st.sampled_from(PATHS).map(lambda other: forger().files[other]),
            )
        )
        changed[path] = content[:place] + trick + content[place + length :]
    return changed


@given(changed=changes())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_every_spoiled_member_gives_a_verdict_that_does_not_pass(changed: Mapping[str, bytes]):
    verdict = judge(forger().reseal(STRANGER, changed), ask(recompute=True))
    assert len(verdict.checks) == len(CheckId)
    assert outcomes(verdict)[CheckId.BUILDER] != "met", "the seal is a stranger's"
    assert all(check.found for check in verdict.checks)


def list_leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """List the paths of all leaves, of every list the first item alone."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from list_leaves(item, (*path, key))
    elif isinstance(value, list) and value:
        yield from list_leaves(value[0], (*path, 0))
    else:
        yield path


def change_leaf(path: Sequence[str | int], value: object) -> bytes:
    document = read_json(forger().files[DECLARATION_FILE])
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return canonical_bytes(document)


CONTENT = read_json(forger().files[DECLARATION_FILE])
LEAVES = [path for path in list_leaves(CONTENT) if "proof" not in path]


@pytest.mark.parametrize("value", ["odd", "-1", "0", "?", "circular_12", "", 0, -5, None, {}, []])
@given(path=st.sampled_from(LEAVES))
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
def test_every_odd_value_in_a_declaration_gives_a_verdict(
    value: object, path: tuple[str | int, ...]
):
    """The builder seals it well, so that every check looks at it, and pages are drawn from it."""
    try:
        changed = {DECLARATION_FILE: change_leaf(path, value)}
        data = forger().reseal(trust().key, changed)
    except FaultsError:
        return
    verdict = judge(data, ask(recompute=True))
    if changed[DECLARATION_FILE] != forger().files[DECLARATION_FILE]:
        assert "not met" in outcomes(verdict).values()
