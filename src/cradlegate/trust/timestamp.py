"""Time stamps: what an authority says was there by when, as tokens of RFC 3161.

The package that reads them comes with the extra `tsa`.  Nothing here is sent anywhere: a request is
bytes for the user to send, an answer is bytes that came back.

Source: RFC 3161; RFC 5816.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from cradlegate.core.errors import CradlegateError
from cradlegate.core.finding import Finding
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import Outcome

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

LARGEST_STAMP_BYTES = 100_000
EXTRA = "the extra `tsa`"
"""Stands in what is found where the package is missing."""

_GRANTED = 0
_HASHES = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    OverflowError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What the libraries raise for parts that are none; each part is parsed when it is asked for."""
_WRONG_ORDER = "InvalidSetOrdering"


class NoStampExtraError(CradlegateError):
    """The package that reads time stamps is not installed."""

    code = "TR-005"


class StampError(CradlegateError):
    """Bytes that are no time stamp, or no certificate of an authority."""

    code = "TR-006"


@dataclass(frozen=True, slots=True)
class Stamped:
    """What a stamp is worth.

    Args:
        moment: by which the bytes were there, UTC; None where the finding is not met.
    """

    finding: Finding
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an answer says: its moment, the imprint, and the certificates it names as signers."""

    response: "TimeStampResponse"
    moment: datetime
    algorithm: str
    imprint: bytes
    signers: tuple[tuple[x509.Name, int], ...]


def write_request(data: bytes) -> bytes:
    """Write the request for a stamp over bytes: their SHA-256 and nothing of what they say.

    The same bytes always give the same request, which asks for the authority's certificate.

    Raises:
        NoStampExtraError: the extra `tsa` is not installed.
    """
    try:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
    except ImportError:
        raise NoStampExtraError(f"{EXTRA} is not installed") from None
    builder = TimestampRequestBuilder(data, HashAlgorithm.SHA256, nonce=False)
    return builder.build().as_bytes()


def read_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """Read the certificate of an authority and those of its issuers: several in PEM, one in DER.

    Raises:
        StampError: other bytes.
    """
    try:
        if data.lstrip().startswith(b"-----BEGIN"):
            return tuple(x509.load_pem_x509_certificates(data))
        return (x509.load_der_x509_certificate(data),)
    except ValueError:
        raise StampError("no X.509 certificate in PEM or DER") from None


def judge_imprint(token: bytes, data: bytes) -> Finding:
    """Judge whether an answer is a stamp over these bytes; who made it is not asked.

    Returns:
        not met for bytes that are no stamp, a refusal, another kind of digest, or other bytes;
        undetermined where this installation cannot read it.
    """
    answer = _read(token)
    return answer if isinstance(answer, Finding) else _judge_imprint(answer, data)


def judge_stamp(token: bytes, data: bytes, certificates: Sequence[x509.Certificate]) -> Stamped:
    """Judge a stamp over bytes by the certificates of authorities that a reader believes.

    A certificate inside the stamp is never believed; it has to be one of the reader's.

    Args:
        token: the whole answer of the authority, DER.
        certificates: of the authorities themselves, and of their issuers up to the root.

    Returns:
        as `judge_imprint`; undetermined too for an authority or an issuer that the reader does not
        know; not met too for a certificate outside its days at the moment of the stamp, one that
        is not for stamps, and a signature that does not fit.
    """
    answer = _read(token)
    if isinstance(answer, Finding):
        return Stamped(answer)
    imprint = _judge_imprint(answer, data)
    if imprint.outcome is not Outcome.MET:
        return Stamped(imprint)
    own = [each for each in certificates if (each.issuer, each.serial_number) in answer.signers]
    if not own:
        named = (f"number {number} of {by.rfc4514_string()}" for by, number in answer.signers)
        found = ", ".join(named)
        return Stamped(_open(f"stamped with certificate {found}, which the trust list has not"))
    if issuer := _find_unknown_issuer(own[0], certificates):
        return Stamped(_open(f"the certificate is of {issuer}, which the trust list has not"))
    return _judge_signer(answer, data, own[0], certificates)


def _find_unknown_issuer(
    certificate: x509.Certificate, certificates: Sequence[x509.Certificate]
) -> str:
    """Name the first issuer on the way to a root that is missing; empty where none is."""
    by_subject = {each.subject: each for each in certificates}
    for _ in certificates:
        if certificate.issuer not in by_subject:
            return certificate.issuer.rfc4514_string()
        certificate = by_subject[certificate.issuer]
    return ""


def _judge_signer(
    answer: _Answer,
    data: bytes,
    certificate: x509.Certificate,
    certificates: Sequence[x509.Certificate],
) -> Stamped:
    from rfc3161_client import VerificationError, VerifierBuilder

    moment, name = answer.moment, certificate.subject.rfc4514_string()
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    when = f"at {write_utc(moment)} by {name}"
    if not first <= moment <= last:
        days = f"{first.date()} to {last.date()}"
        return Stamped(_refuse(f"stamped {when}, whose certificate holds from {days}"))
    verifier = VerifierBuilder(tsa_certificate=certificate, roots=list(certificates)).build()
    try:
        verifier.verify_message(answer.response, data)
    except VerificationError as error:
        reason = str(error).partition(": ErrorStack")[0].rstrip(".")
        return Stamped(_refuse(f"no stamp of {name}: {reason}"))
    except _BROKEN:
        return Stamped(_refuse(f"no stamp of {name}: what stands beside it cannot be read"))
    return Stamped(Finding(Outcome.MET, f"stamped {when}"), moment)


def _read(token: bytes) -> _Answer | Finding:
    """Read an answer that grants a stamp, or say why there is none."""
    try:
        from rfc3161_client import decode_timestamp_response
    except ImportError:
        return _open(f"stamps are read with {EXTRA}, which is not installed here")
    if len(token) > LARGEST_STAMP_BYTES:
        return _refuse(f"{len(token)} bytes; a stamp has at most {LARGEST_STAMP_BYTES}")
    try:
        response = decode_timestamp_response(token)
        if response.status != _GRANTED:
            return _refuse(f"the authority refused to stamp, status {response.status}")
        return _take_apart(response)
    except _BROKEN as error:
        if _WRONG_ORDER in str(error):
            found = "the certificates in the stamp are not in the order of DER"
            return _open(f"{found}; ask for one that holds the authority's own alone")
        return _refuse("no answer of a time stamping authority (RFC 3161)")


def _take_apart(response: "TimeStampResponse") -> _Answer:
    stamped = response.tst_info
    imprint = stamped.message_imprint
    signers = response.signed_data.signer_infos
    return _Answer(
        response,
        stamped.gen_time,
        imprint.hash_algorithm.dotted_string,
        imprint.message,
        tuple((each.issuer, each.serial_number) for each in signers),
    )


def _judge_imprint(answer: _Answer, data: bytes) -> Finding:
    digest = _HASHES.get(answer.algorithm)
    if digest is None:
        found = f"the stamp is over a digest of the kind {answer.algorithm}, not of SHA-2"
        return _refuse(found)
    if digest(data).digest() != answer.imprint:
        return _refuse("the stamp is over other bytes")
    return Finding(Outcome.MET, "the stamp is over these bytes")


def _refuse(found: str) -> Finding:
    return Finding(Outcome.NOT_MET, found)


def _open(found: str) -> Finding:
    return Finding(Outcome.UNDETERMINED, found)
