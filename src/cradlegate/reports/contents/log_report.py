"""What was entered into a log, signed, proven and audited, as reports."""

from collections.abc import Sequence

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.reports.report import Answer, Column, Report, Status, Step, Table, Text
from cradlegate.trust.log.audit import Audited
from cradlegate.trust.log.checkpoint import Checkpoint, encode_hash
from cradlegate.trust.log.note import NoteKey

DISCLAIMER = (
    "Made by software. A log shows what was there, in which order, and that nothing was taken "
    "away; it does not show that what was entered is true. Its times are its writer's clock."
)
"""What a report on a log is not."""

_DECIDING = (Outcome.NOT_MET, Outcome.UNDETERMINED)


def report_entered(log: str, rows: Sequence[tuple[int, str, str]]) -> Report:
    """Draw up what was entered: index, document and digest."""
    columns = (Column("leaf", "leaf"), Column("document", "document"), Column("digest", "digest"))
    entered = tuple((Text(str(index)), Text(file), Text(digest)) for index, file, digest in rows)
    count = "1 document" if len(rows) == 1 else f"{len(rows)} documents"
    return Report(
        title="Entered into the log",
        kind="log append",
        answer=Answer(f"{count} entered, up to leaf {rows[-1][0]}"),
        next_steps=(
            Step("you", "sign with `cradlegate log checkpoint`", because="no proof leads further"),
        ),
        tables=(Table("leaves", "Leaves", columns, entered),),
        provenance=(("log", log),),
        disclaimer=DISCLAIMER,
    )


def report_checkpoint(log: str, checkpoint: Checkpoint, key: NoteKey) -> Report:
    """Draw up a checkpoint with the key by which others know the log."""
    facts = (
        ("log", checkpoint.origin),
        ("leaves", str(checkpoint.size)),
        ("root", encode_hash(checkpoint.root)),
        ("key", key.text),
    )
    columns = (Column("what", "what"), Column("text", "says"))
    rows = tuple((Text(name), Text(text)) for name, text in facts)
    because = "who kept one sees whether the log was changed since"
    return Report(
        title=f"Checkpoint of {checkpoint.origin}",
        kind="log checkpoint",
        answer=Answer(f"{checkpoint.size} leaves signed as {checkpoint.origin}"),
        next_steps=(
            Step("you", "hand the checkpoint to those who will remember it", because=because),
            Step("you", "tell them the key by another way too"),
        ),
        tables=(Table("checkpoint", "The checkpoint", columns, rows),),
        provenance=(("file", log),),
        disclaimer=DISCLAIMER,
    )


def report_request(log: str, file: str) -> Report:
    """Draw up a request for a stamp, which the user sends."""
    because = "the request holds a digest, and nothing of what the log is about"
    return Report(
        title="Request for a time stamp",
        kind="log stamp",
        answer=Answer("the last checkpoint can be stamped"),
        next_steps=(
            Step("you", f"send {file} to a time stamping authority (RFC 3161)", because=because),
            Step("you", "take its answer in with `cradlegate log stamp --answer FILE`"),
        ),
        provenance=(("log", log),),
        disclaimer=DISCLAIMER,
    )


def report_stamp(log: str, checkpoint: Checkpoint, finding: Finding) -> Report:
    """Draw up that a stamp was taken in."""
    because = "proofs carry the stamp of the first checkpoint over their leaf that has one"
    return Report(
        title=f"Stamp of {checkpoint.origin}",
        kind="log stamp",
        answer=Answer(f"the checkpoint over {checkpoint.size} leaves is stamped: {finding.found}"),
        next_steps=(
            Step("you", "write proofs again with `cradlegate log prove`", because=because),
        ),
        provenance=(("log", log),),
        disclaimer=DISCLAIMER,
    )


def report_proof(log: str, index: int, file: str) -> Report:
    """Draw up that a document was proven to stand in the log."""
    because = "leaf and proof are enough to check it, with the key of the log"
    return Report(
        title=f"Proof of {file}",
        kind="log proof",
        answer=Answer(f"{file} is leaf {index} of the log"),
        next_steps=(Step("you", "keep both files beside the document", because=because),),
        provenance=(("log", log),),
        disclaimer=DISCLAIMER,
    )


def report_audit(log: str, audited: Sequence[Audited]) -> Report:
    """Draw up what auditing a log gave: the answer, what to do, then all that was checked."""
    outcomes = [each.finding.outcome for each in audited]
    outcome = next((one for one in _DECIDING if one in outcomes), Outcome.MET)
    columns = (Column("what", "what"), Column("outcome", "outcome"), Column("found", "found"))
    rows = tuple(
        (Text(each.what), Status(each.finding.outcome), Text(each.finding.found))
        for each in audited
    )
    return Report(
        title="Audit of a log",
        kind="log audit",
        answer=Answer(_HEADLINES[outcome], verdict=Status(outcome)),
        next_steps=_STEPS[outcome],
        tables=(Table("audit", "What was checked", columns, rows),),
        provenance=(("log", log),),
        disclaimer=DISCLAIMER,
    )


_HEADLINES = {
    Outcome.MET: "the log has only grown, as far as the checkpoints given tell",
    Outcome.NOT_MET: "do not rely on this log: it is not what was signed",
    Outcome.UNDETERMINED: "nothing is wrong so far; who signed is undetermined",
}
_STEPS = {
    Outcome.MET: (
        Step(
            "you",
            "compare with checkpoints that others kept, with --checkpoint",
            because="a log can show different people different histories",
        ),
    ),
    Outcome.NOT_MET: (
        Step("you", "keep this log and the checkpoints", because="together they are the proof"),
        Step("keeper of the log", "take the log from a copy that the checkpoints fit"),
    ),
    Outcome.UNDETERMINED: (
        Step("you", "audit again with --key and the key of the log, learnt by another way"),
    ),
}
