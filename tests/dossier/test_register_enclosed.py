"""An enclosed register shows what the builder saw; the reader's own alone settles anything."""

from dataclasses import replace
from datetime import date

import pytest

from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.dossier.archive import unpack
from cradlegate.dossier.build import build_dossier
from cradlegate.dossier.checks.check import Check, CheckId
from cradlegate.dossier.layout import REGISTERS
from cradlegate.dossier.registers import place_registers
from cradlegate.dossier.verify import verify_dossier
from cradlegate.verification.registers.files import shipped_registers
from tests.dossier.dossiers import ask, forger, parts, trust
from tests.dossier.test_opinion_check import READ_ON, SIGNED_ON, body_of, give, list_of, register

FILES = shipped_registers()["register-example-2026-q2"]


def changed(before: str, after: str) -> dict[str, bytes]:
    """The register of the second quarter with other words in one place."""
    return {name: data.decode().replace(before, after).encode() for name, data in FILES.items()}


SUSPENDED = changed(",granted,,,", ",suspended,2026-07-01,,")


def enclose(*registers, given=None) -> bytes:
    """A dossier with an opinion and registers, as its builder seals it."""
    enclosed = {**parts().enclosed, **place_registers(registers)}
    made = replace(parts(), enclosed=enclosed, opinion=given or give())
    return build_dossier(made, trust().key, trust().maker, SIGNED_ON)


def judge(data: bytes, *registers, as_of: date = READ_ON) -> Check:
    asked = replace(ask(as_of=as_of), trust_list=list_of("verifier"), registers=registers)
    verdict = verify_dossier(data, "my.dossier", asked)
    (check,) = [each for each in verdict.checks if each.id is CheckId.OPINION]
    return check


def test_an_enclosed_register_is_shown_and_never_makes_an_opinion_met():
    check = judge(enclose(FILES))
    assert check.outcome == "undetermined"
    assert "none was given; the builder enclosed one, which alone settles nothing" in check.found
    assert "accredited on 2026-07-06" in check.found
    assert (
        "the enclosed register of 2026-06-30 is 20 days old on 2026-07-20, recorded by Example "
        "Publisher (invented), fetched 2026-07-01, its bodies are invented" in check.found
    )


def test_an_enclosed_register_with_a_suspended_body_leaves_it_open_and_says_so():
    check = judge(enclose(SUSPENDED))
    assert check.outcome == "undetermined"
    assert "not accredited on 2026-07-06" in check.found


def test_the_verdict_names_the_readers_register_with_its_age_and_who_recorded_it():
    check = judge(enclose(FILES), register())
    assert check.outcome == "met", check.found
    assert (
        "reader's register of 2026-06-30 is 20 days old on 2026-07-20, recorded by" in check.found
    )
    assert check.found.endswith("the enclosed register is one of the reader's")


def test_the_readers_register_decides_and_an_enclosed_one_that_differs_is_named():
    check = judge(enclose(SUSPENDED), register())
    assert check.outcome == "met"
    assert "the enclosed register says otherwise: not accredited on 2026-07-06" in check.found


def test_a_register_that_the_builder_made_up_helps_nobody_against_the_readers():
    body = body_of("EX-VB-77")
    invented = changed("EX-VB-01", "EX-VB-77")
    check = judge(enclose(invented, given=give(**body)), register())
    assert check.outcome == "not met"
    assert "not accredited on 2026-07-06: EX-VB-77 is not in" in check.found
    assert "the enclosed register says otherwise: accredited" in check.found


def test_another_copy_that_says_the_same_is_named_with_its_day():
    check = judge(enclose(changed("as_of: 2026-06-30", "as_of: 2026-06-29")), register())
    assert check.outcome == "met"
    assert check.found.endswith("the enclosed register of 2026-06-29 says the same")


def test_a_register_taken_after_the_day_that_is_asked_for_is_called_later():
    late = replace(register(), as_of=date(2026, 7, 31))
    check = judge(enclose(FILES), late)
    assert "reader's register of 2026-07-31 is later than 2026-07-20" in check.found


def test_a_register_of_others_that_the_reader_gives_answers_nothing():
    check = judge(enclose(FILES), replace(register(), register_id="urn:example:another"))
    assert check.outcome == "undetermined"
    assert "no other was given; the builder enclosed one" in check.found


def test_registers_stand_byte_by_byte_under_a_name_that_follows_from_them():
    members = unpack(enclose(FILES, SUSPENDED), "my.dossier")
    held = {path: data for path, data in members.items() if path.startswith(REGISTERS)}
    folders = {path.removeprefix(REGISTERS).partition("/")[0] for path in held}
    assert len(folders) == 2
    assert all(len(folder) == 16 for folder in folders)
    assert sorted(map(digest_bytes, held.values())) == sorted(
        digest_bytes(data) for data in (*FILES.values(), *SUSPENDED.values())
    )


def test_a_register_that_the_opinion_does_not_name_is_not_sealed():
    other = changed("register_id: example-register", "register_id: another-register")
    with pytest.raises(FaultsError, match="DS-043") as caught:
        enclose(other)
    assert "another-register" in str(caught.value)


def test_a_register_without_an_opinion_is_not_sealed():
    made = replace(parts(), enclosed={**parts().enclosed, **place_registers([FILES])})
    with pytest.raises(FaultsError, match="DS-043"):
        build_dossier(made, trust().key, trust().maker, SIGNED_ON)


def test_a_register_with_an_error_is_not_sealed():
    with pytest.raises(FaultsError, match="VR-014"):
        enclose({"snapshot.yaml": FILES["snapshot.yaml"]})


@pytest.mark.parametrize("data", [b"", b"\x00", b"[", b"register_id: example-register\n"])
def test_an_enclosed_register_that_cannot_be_read_is_named(data):
    place = f"{REGISTERS}0000000000000000/snapshot.yaml"
    sealed = forger().reseal(trust().key, {"opinion.json": give().data, place: data})
    check = judge(sealed)
    assert check.outcome == "undetermined"
    assert "the enclosed one cannot be read: " in check.found
    assert judge(sealed, register()).outcome == "met"
