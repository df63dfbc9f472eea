"""A stamp counts when an authority that the reader knows made it over these very bytes."""

import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from cradlegate.core.outcome import Outcome
from cradlegate.trust.timestamp import (
    NoStampExtraError,
    StampError,
    judge_imprint,
    judge_stamp,
    read_certificates,
    write_request,
)
from tests.trust.authority import make_authority

DATA = b"log.maker.example\n1\nroot\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def token(authority):
    return authority.answer(write_request(DATA))


@pytest.fixture(scope="module")
def known(authority):
    return read_certificates(authority.certificate.read_bytes())


def test_a_stamp_of_a_known_authority_tells_by_when_the_bytes_were_there(token, known):
    stamped = judge_stamp(token, DATA, known)
    assert stamped.finding.outcome is Outcome.MET
    assert stamped.finding.found.endswith("by CN=tsa invented")
    assert stamped.moment is not None
    assert abs(stamped.moment - datetime.now(UTC)) < timedelta(minutes=10)


def test_the_request_is_the_one_that_openssl_writes(authority, token):
    authority.stamp(DATA)
    assert write_request(DATA) == (authority.folder / "own.tsq").read_bytes()


@pytest.mark.parametrize("kind", ["sha384", "sha512"])
def test_other_digests_of_sha_2_are_read_as_well(authority, known, kind):
    assert judge_stamp(authority.stamp(DATA, kind), DATA, known).finding.outcome is Outcome.MET


def test_a_stamp_over_sha_1_is_not_met(authority, known):
    stamped = judge_stamp(authority.stamp(DATA, "sha1"), DATA, known)
    assert stamped.finding.outcome is Outcome.NOT_MET
    assert "1.3.14.3.2.26" in stamped.finding.found


def test_a_stamp_over_other_bytes_is_not_met(token, known):
    stamped = judge_stamp(token, DATA + b"x", known)
    assert (stamped.finding.outcome, stamped.moment) == (Outcome.NOT_MET, None)
    assert stamped.finding.found == "the stamp is over other bytes"


def test_an_authority_that_the_reader_does_not_know_leaves_it_open(token, tmp_path):
    other = read_certificates(make_authority(tmp_path).certificate.read_bytes())
    for certificates in ((), other):
        finding = judge_stamp(token, DATA, certificates).finding
        assert finding.outcome is Outcome.UNDETERMINED
        assert "CN=Root" in finding.found


def test_a_certificate_that_had_expired_when_it_stamped_is_not_met(authority):
    old = make_authority(authority.folder, "old", first="20200101000000Z", last="20210101000000Z")
    certificates = read_certificates(old.certificate.read_bytes())
    stamped = judge_stamp(old.stamp(DATA), DATA, certificates)
    assert stamped.finding.outcome is Outcome.NOT_MET
    assert "holds from 2020-01-01 to 2021-01-01" in stamped.finding.found


def test_a_changed_signature_is_not_met(token, known):
    changed = token[:-1] + bytes([token[-1] ^ 1])
    assert judge_stamp(changed, DATA, known).finding.outcome is Outcome.NOT_MET


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
def test_every_changed_byte_of_a_stamp_is_noticed_or_says_the_same(token, known):
    """Some bytes, such as the status text, are outside what the authority signs."""
    moment = judge_stamp(token, DATA, known).moment
    for place in range(len(token)):
        changed = bytearray(token)
        changed[place] ^= 1 << place % 8
        assert judge_stamp(bytes(changed), DATA, known).moment in {None, moment}


def test_a_version_that_certificates_never_had_is_no_stamp(authority, token, known):
    own = next(each for each in known if each.subject.rfc4514_string().startswith("CN=tsa"))
    inside = token.index(own.public_bytes(Encoding.DER))
    version = token.index(b"\xa0\x03\x02\x01\x02", inside) + 4
    changed = token[:version] + b"\x03" + token[version + 1 :]
    finding = judge_stamp(changed, DATA, known).finding
    assert finding.outcome is Outcome.NOT_MET
    assert "cannot be read" in finding.found


def test_a_chain_in_an_order_that_der_forbids_leaves_it_open(authority, known):
    """openssl writes the certificates as they come; the package reads them in order alone."""
    finding = judge_stamp(authority.stamp(DATA, chain=True), DATA, known).finding
    if finding.outcome is not Outcome.MET:
        assert finding.outcome is Outcome.UNDETERMINED
        assert "order of DER" in finding.found


@pytest.mark.parametrize(
    "spoiled", [b"", b"nothing", b"\x30\x05\x30\x03\x02\x01\x00", b"x" * 100_001]
)
def test_bytes_that_are_no_stamp_are_not_met(authority, spoiled):
    assert judge_imprint(spoiled, DATA).outcome is Outcome.NOT_MET


def test_a_refusal_is_not_met(authority):
    finding = judge_imprint(bytes.fromhex("30053003020102"), DATA)
    assert finding.found == "the authority refused to stamp, status 2"


def test_without_the_extra_nothing_is_read_and_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    finding = judge_imprint(b"any", DATA)
    assert finding.outcome is Outcome.UNDETERMINED
    assert "`tsa`" in finding.found
    assert judge_stamp(b"any", DATA, []).finding == finding
    with pytest.raises(NoStampExtraError, match="tsa"):
        write_request(DATA)


def test_a_certificate_is_read_from_pem_and_der(known):
    assert read_certificates(known[0].public_bytes(Encoding.DER)) == known[:1]
    for spoiled in (b"", b"-----BEGIN CERTIFICATE-----\nxx\n", b"\x30\x00"):
        with pytest.raises(StampError):
            read_certificates(spoiled)


def test_an_issuer_that_the_reader_has_not_is_named(token, known):
    finding = judge_stamp(token, DATA, known[:1]).finding
    assert finding.outcome is Outcome.UNDETERMINED
    assert "CN=Root" in finding.found
