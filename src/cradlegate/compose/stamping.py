"""Time stamps over the checkpoints of a log, joined with files; nothing is sent from here."""

from collections.abc import Sequence
from pathlib import Path

from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.core.strict_json import LARGEST_BYTES
from cradlegate.store.atomic import write_files
from cradlegate.store.faults import (
    NO_STAMP_EXTRA,
    NOTHING_TO_STAMP,
    OTHER_AUTHORITY,
    STRAY_ANSWER,
)
from cradlegate.store.single_file import read_single_file
from cradlegate.store.transparency_log import TransparencyLog, open_log
from cradlegate.trust.log.checkpoint import Checkpoint, read_checkpoint
from cradlegate.trust.timestamp import (
    EXTRA,
    LARGEST_STAMP_BYTES,
    NoStampExtraError,
    judge_imprint,
    judge_stamp,
    read_certificates,
    write_request,
)
from cradlegate.verification.trust_lists.trust_list import judge_list_signature, read_trust_list


def request_stamp(path: Path) -> bytes:
    """Write the request for a stamp over the last checkpoint of a log.

    Raises:
        FaultsError: no checkpoint (ST-031), or the extra `tsa` is not installed (ST-028).
    """
    with open_log(path) as log:
        last = log.last_checkpoint
    if last is None:
        raise FaultsError([Fault(NOTHING_TO_STAMP, f"{path} has no checkpoint", Place(str(path)))])
    try:
        return write_request(last)
    except NoStampExtraError as error:
        raise FaultsError([Fault(NO_STAMP_EXTRA, str(error))]) from None


def keep_stamp(path: Path, answer: Path, trust: Path | None) -> tuple[Checkpoint, Finding]:
    """Take in the answer of an authority, after checking it, beside the checkpoint it is over.

    Args:
        trust: list that has to carry the authority; without one, who stamped is not asked.

    Returns:
        The checkpoint, and what was found.

    Raises:
        FaultsError: an answer over something else or none (ST-029), one that the list does not
            carry (ST-030), or the extra `tsa` is not installed (ST-028).
    """
    token = read_single_file(answer, LARGEST_STAMP_BYTES).data
    with open_log(path) as log:
        findings = [(note, judge_imprint(token, note)) for note in log.checkpoints()]
    fitting = [(note, one) for note, one in findings if one.outcome is Outcome.MET]
    if not fitting:
        raise _refuse_answer([one for _, one in findings], answer)
    note, finding = fitting[0]
    if trust is not None:
        finding = _judge_authority(token, note, trust)
        if finding.outcome is not Outcome.MET:
            raise FaultsError([Fault(OTHER_AUTHORITY, finding.found, Place(str(answer)))])
    stamp = _stamp_file(path, note)
    write_files(stamp.parent, {stamp.name: token}, force=True)
    return read_checkpoint(note).checkpoint, finding


def find_stamped(log: TransparencyLog, path: Path, index: int) -> tuple[bytes | None, bytes | None]:
    """Find the first checkpoint over a leaf that has a stamp, and the stamp; None without."""
    for note in log.checkpoints():
        file = _stamp_file(path, note)
        if read_checkpoint(note).checkpoint.size > index and file.is_file():
            return note, read_single_file(file, LARGEST_STAMP_BYTES).data
    return None, None


def _stamp_file(path: Path, note: bytes) -> Path:
    """Tell where the stamp of a checkpoint lies beside the log: by the checkpoint's digest."""
    return path.parent / "stamps" / f"{digest_bytes(note).removeprefix('sha256:')}.tsr"


def _judge_authority(token: bytes, note: bytes, trust: Path) -> Finding:
    trust_list = read_trust_list(read_single_file(trust, LARGEST_BYTES).data, trust.name)
    signature = judge_list_signature(trust_list)
    if signature.outcome is not Outcome.MET:
        return signature
    known = [one for data in trust_list.stamp_certificates for one in read_certificates(data)]
    return judge_stamp(token, note, known).finding


def _refuse_answer(findings: Sequence[Finding], answer: Path) -> FaultsError:
    place = Place(str(answer))
    if not findings:
        return FaultsError([Fault(NOTHING_TO_STAMP, "the log has no checkpoint", place)])
    is_unread = findings[0].outcome is Outcome.UNDETERMINED
    kind = NO_STAMP_EXTRA if is_unread and EXTRA in findings[0].found else STRAY_ANSWER
    return FaultsError([Fault(kind, findings[0].found, place)])
