"""How it came about and how sure it is: the trace, what to be warned of, what it is made from."""

from collections.abc import Iterable, Iterator

from cradlegate.border.obligations.readiness import Readiness
from cradlegate.core.kleene import Truth
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.judgement import Finding, Judgement
from cradlegate.regimes.evaluate.trace import JOINED
from cradlegate.reports.display import Signs
from cradlegate.reports.readiness.checklist import TRACE, show_status
from cradlegate.reports.readiness.words import is_unconfirmed
from cradlegate.reports.report import Cell, Column, Note, Table, Text

TRUTHS = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}
_OPEN = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.WAITING)


def tabulate_trace(judgement: Judgement, signs: Signs, table_id: str = "") -> Table:
    """Tabulate how every binding status came about that is not met.

    Args:
        table_id: where the pack is judged more than once.
    """
    rows: list[tuple[Cell, ...]] = []
    for each in _list_traced(judgement.findings):
        rows.append((Text(each.provision.id), show_status(each.status), Text("")))
        rows += [
            (
                Text(_say_step(line.text, signs), depth=line.depth + 1),
                Text("" if line.truth is None else signs.say(TRUTHS[line.truth])),
                Text(line.source),
            )
            for line in each.trace
        ]
    columns = (
        Column("step", signs.say("what was asked")),
        Column("truth", signs.say("outcome")),
        Column("source", signs.say("where it stands")),
    )
    title = signs.say("Trace of what binds and is not met")
    name = table_id or f"trace_{judgement.pack.id}"
    return Table(name, title, columns, tuple(rows), part=TRACE)


def _say_step(text: str, signs: Signs) -> str:
    """Say a joining word in the reader's language; what was asked stands as the pack writes it."""
    return signs.say(text) if text in JOINED.values() else text


def _list_traced(findings: Iterable[Finding]) -> Iterator[Finding]:
    for each in findings:
        if each.modality.binds and each.status.outcome in _OPEN and each.trace:
            yield each


def list_notes(readiness: Readiness, signs: Signs) -> Iterator[Note]:
    """List what a reader is to be warned of, and what is known and not judged."""
    for judgement in readiness.decision.judgements:
        pack = judgement.pack
        if judgement.applies.outcome is Outcome.NOT_MET:
            continue
        if is_unconfirmed(pack):
            text = signs.say(
                "{regime} is reported by trade press or at second hand, and not confirmed in an "
                "official text; nobody here has read the law itself."
            )
            yield Note(text.format(regime=pack.instrument.number), is_warning=True)
        for remark in judgement.remarks:
            yield Note(remark.text.say(signs.language), is_warning=remark in pack.disputes)
    for register in readiness.registers:
        if register.is_example:
            text = signs.say("The register {name} is an example; its bodies are invented.")
            yield Note(text.format(name=register.register_id), is_warning=True)
    unmet = signs.say(
        "What is unknown never counts as met, and a status is what all readings share."
    )
    yield Note(unmet)


def list_provenance(readiness: Readiness, signs: Signs) -> Iterator[tuple[str, str]]:
    """List what the answer is made from, by name."""
    decision = readiness.decision
    day = decision.law_as_of
    yield signs.say("law as of"), day.isoformat() if day else signs.say("the day of each event")
    yield signs.say("known as of"), write_utc(decision.known_as_of)
    for judgement in decision.judgements:
        yield judgement.pack.id, f"version {judgement.pack.version}, {judgement.pack.digest}"
    for register in readiness.registers:
        yield register.register_id, f"{register.edition}, {register.as_of}, {register.digest}"
    yield signs.say("trust list"), readiness.trust_list or signs.say("none")
    for digest in readiness.status_lists:
        yield signs.say("status list"), digest
    yield signs.say("facts"), decision.facts_digest
    yield signs.say("program"), decision.engine
