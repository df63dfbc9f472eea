"""Commands on the transparency log: `log append|checkpoint|stamp|prove|audit`."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate.cli.faults import USAGE
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import EXIT_YES, judge_exit_code

Force = Annotated[bool, Parameter(negative="", help="Replace files that exist.")]


def build_app() -> App:
    """Build the commands under `cradlegate log`."""
    app = App(name="log", help="A log that only grows: what was there when, proven by digests.")
    for command in (append, checkpoint, stamp, prove, audit):
        app.command(command)
    return app


def append(
    *files: Path,
    actor: str,
    type: str = "document",  # noqa: A002 - the option is called --type
    detail: str = "",
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Enter documents into the log of the workspace, by their digests.

    Example: `cradlegate log append declared/declaration.json --type declaration-signed
    --actor did:web:maker.example`

    Args:
        files: The documents, as they are handed on.
        actor: Id of whoever did it; the log holds its digest.
        type: What happened, in small letters and hyphens, such as opinion-signed.
        detail: Anything else; it stays in the workspace, the log holds its salted digest.
    """
    from cradlegate.compose import surroundings, transparency
    from cradlegate.reports.contents.log_report import report_entered

    if not files:
        raise FaultsError([Fault(USAGE, "name the documents that are entered")])
    path = transparency.find_log()
    event = transparency.Event(type, actor, detail, surroundings.now())
    entered = transparency.append_files(path, files, event)
    rows = [(each.index, each.file, each.leaf.subject) for each in entered]
    show(report_entered(str(path), rows), output, inputs={"log": str(path)})
    return EXIT_YES


def checkpoint(
    *,
    key: Path,
    origin: str = "",
    out: Path | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Sign what the log holds now; refused where it does not continue its last checkpoint.

    Example: `cradlegate log checkpoint --key log.key --out log.checkpoint`

    Args:
        key: Key file of the log, the same for ever.
        origin: Name of a new log; by default the id of the key's owner.
        out: File for the checkpoint, to hand to those who will remember it.
    """
    from cradlegate.compose import transparency
    from cradlegate.reports.contents.log_report import report_checkpoint
    from cradlegate.store.key_files import read_key_file
    from cradlegate.store.single_file import write_single_file
    from cradlegate.trust.log.note import NoteKey

    holder = read_key_file(key)
    path = transparency.find_log()
    signed, note = transparency.sign_log(path, holder, origin)
    if out:
        write_single_file(out, note, force=force)
    public = NoteKey(signed.origin, holder.key.public)
    show(report_checkpoint(str(path), signed, public), output, inputs={"log": str(path)})
    if out:
        name_files(out.parent, [out.name])
    return EXIT_YES


def stamp(
    *,
    request: Path | None = None,
    answer: Path | None = None,
    trust: Path | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Have a checkpoint stamped: write the request for an authority, then take its answer in.

    Example: `cradlegate log stamp --request log.tsq`

    Args:
        request: File for the request over the last checkpoint; you send it, the program does not.
        answer: Answer of the authority, which is checked and kept beside the log.
        trust: Trust list that has to carry the authority; without one, who stamped is not asked.
    """
    from cradlegate.compose import stamping, transparency
    from cradlegate.reports.contents.log_report import report_request, report_stamp
    from cradlegate.store.single_file import write_single_file

    if (request is None) == (answer is None):
        raise FaultsError([Fault(USAGE, "name either --request or --answer")])
    path = transparency.find_log()
    if answer is not None:
        checkpoint, finding = stamping.keep_stamp(path, answer, trust)
        show(report_stamp(str(path), checkpoint, finding), output, inputs={"answer": str(answer)})
    if request is not None:
        write_single_file(request, stamping.request_stamp(path), force=force)
        show(report_request(str(path), request.name), output, inputs={"log": str(path)})
        name_files(request.parent, [request.name])
    return EXIT_YES


def prove(
    file: Path,
    *,
    out: Path,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Write the proof that a document stands in the log: its leaf, and its way to a checkpoint.

    Example: `cradlegate log prove declared/declaration.json --out proof`

    Args:
        file: The document, as it was entered.
        out: Folder for leaf.json and leaf.tlog-proof, and leaf.tsr where a stamp was taken in.
    """
    from cradlegate.compose import transparency
    from cradlegate.reports.contents.log_report import report_proof
    from cradlegate.store.atomic import write_files

    path = transparency.find_log()
    proven = transparency.prove_file(path, file)
    written = proven.files
    write_files(out, written, force=force)
    show(report_proof(str(path), proven.index, str(file)), output, inputs={"file": str(file)})
    name_files(out, list(written))
    return EXIT_YES


def audit(
    *,
    key: Path | None = None,
    origin: str = "",
    checkpoint: Annotated[
        tuple[Path, ...], Parameter(negative="", consume_multiple=True, show_default=False)
    ] = (),
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Check the whole log from its bytes: 0 it only grew, 1 it did not, 3 nobody can tell.

    Example: `cradlegate log audit --key log.key.pub --checkpoint remembered.checkpoint`

    Args:
        key: Public key file of the log, known to you by another way than the log.
        origin: Name of the log, as you know it.
        checkpoint: Checkpoints that you or others kept; a log with another past is found by them.
    """
    from cradlegate.compose import transparency
    from cradlegate.reports.contents.log_report import report_audit
    from cradlegate.store.key_files import read_either_key

    public = read_either_key(key).key if key else None
    path = transparency.find_log()
    audited = transparency.audit_at(path, checkpoint, public, origin)
    show(report_audit(str(path), audited), output, inputs={"log": str(path)})
    return judge_exit_code(each.finding.outcome for each in audited)
