"""Whatever stands in the members of a dossier, checking it gives a verdict and no trace."""

from collections.abc import Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cradlegate.dossier.archive import MANIFEST_NAME
from cradlegate.dossier.check import CheckId
from tests.dossier.dossiers import STRANGER, ask, forger, judge, outcomes

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
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_spoiled_member_gives_a_verdict_that_does_not_pass(changed: Mapping[str, bytes]):
    verdict = judge(forger().reseal(STRANGER, changed), ask(recompute=True))
    assert len(verdict.checks) == len(CheckId)
    assert outcomes(verdict)[CheckId.BUILDER] != "met", "the seal is a stranger's"
    assert all(check.found for check in verdict.checks)
