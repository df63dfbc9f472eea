"""Log proofs beside the documents of a dossier: a leaf, its way to a checkpoint, and a stamp."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cradlegate.core.canonical import digest_bytes
from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.faults import (
    BROKEN_LOG_PROOF,
    LOG_PROOF_TWICE,
    STRAY_LOG_PROOF,
    STRAY_STAMP,
)
from cradlegate.dossier.layout import DECLARATION_FILE, LOG, OPINION_FILE
from cradlegate.trust.log.leaf import LogLeaf, read_leaf
from cradlegate.trust.log.proof import (
    LogProof,
    cut_checkpoint,
    judge_inclusion,
    read_log_proof,
)
from cradlegate.trust.timestamp import judge_imprint

LEAF_FILE, PROOF_FILE, STAMP_FILE = "leaf.json", "leaf.tlog-proof", "leaf.tsr"
"""As `cradlegate log prove` names them."""

_FOLDERS = {DECLARATION_FILE: f"{LOG}declaration/", OPINION_FILE: f"{LOG}opinion/"}


@dataclass(frozen=True, slots=True)
class LogFiles:
    """What stands in a dossier about the place of one document in a log, unread.

    Args:
        document: the file that was entered, as it stands in the dossier.
        leaf, proof, stamp: None where they are missing.
    """

    document: str
    leaf: bytes | None
    proof: bytes | None
    stamp: bytes | None


def list_log_files(files: Mapping[str, bytes]) -> tuple[LogFiles, ...]:
    """List the log proofs among the files of a dossier."""
    found = (
        LogFiles(document, *(files.get(folder + name) for name in _NAMES))
        for document, folder in _FOLDERS.items()
    )
    return tuple(each for each in found if (each.leaf, each.proof, each.stamp) != (None,) * 3)


def place_log_proofs(
    folders: Sequence[tuple[str, Mapping[str, bytes]]], documents: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Find the place of log proofs in a dossier, each by the document that its leaf is about.

    Args:
        folders: name and files of each, as `cradlegate log prove` wrote them.
        documents: by their place in the dossier.

    Raises:
        FaultsError: a proof of another document (DS-028), one that is broken (DS-029), two of one
            document (DS-030), a stamp over something else (DS-031).
    """
    placed, faults = dict[str, bytes](), list[Fault]()
    for name, files in folders:
        try:
            found = _place(name, files, documents)
        except FaultsError as error:
            faults.extend(error.faults)
            continue
        if found.keys() & placed.keys():
            faults.append(Fault(LOG_PROOF_TWICE, "its document has a proof already", Place(name)))
        placed |= found
    if faults:
        raise FaultsError(faults)
    return placed


def read_parts(leaf: bytes, proof: bytes) -> tuple[LogLeaf, LogProof]:
    """Read a leaf and its proof.

    Raises:
        CradlegateError: bytes that are neither.
    """
    return read_leaf(leaf), read_log_proof(proof)


def _place(
    name: str, files: Mapping[str, bytes], documents: Mapping[str, bytes]
) -> dict[str, bytes]:
    leaf, proof, stamp = (files.get(each) for each in _NAMES)
    if leaf is None or proof is None:
        missing = LEAF_FILE if leaf is None else PROOF_FILE
        raise _refuse(Fault(BROKEN_LOG_PROOF, f"{missing} is missing", Place(name)))
    try:
        read, way = read_parts(leaf, proof)
    except CradlegateError as error:
        raise _refuse(Fault(BROKEN_LOG_PROOF, str(error), Place(name))) from None
    inclusion = judge_inclusion(way, leaf)
    if inclusion.outcome is not Outcome.MET:
        raise _refuse(Fault(BROKEN_LOG_PROOF, inclusion.found, Place(name)))
    if stamp is not None:
        imprint = judge_imprint(stamp, cut_checkpoint(proof))
        if imprint.outcome is Outcome.NOT_MET:
            raise _refuse(Fault(STRAY_STAMP, imprint.found, Place(name)))
    for document, data in documents.items():
        if digest_bytes(data) == read.subject:
            folder = _FOLDERS[document]
            return {folder + each: files[each] for each in _NAMES if each in files}
    raise _refuse(Fault(STRAY_LOG_PROOF, f"its leaf is about {read.subject}", Place(name)))


def _refuse(fault: Fault) -> FaultsError:
    return FaultsError([fault])


_NAMES = (LEAF_FILE, PROOF_FILE, STAMP_FILE)
