"""How the study behind a declaration stands to the packs of methods that were asked."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from cradlegate.border.obligations.readiness import list_wanted
from cradlegate.core.cause import Cause
from cradlegate.core.fault import Fault
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.study.judge import JudgedStudy
from cradlegate.regimes.evaluate.interpret import OpenKind
from cradlegate.regimes.evaluate.judgement import Finding, Judgement
from cradlegate.regimes.evaluate.judgement import Status as Judged
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.reports.display import UNICODE
from cradlegate.reports.faults_report import count_faults, report_faults
from cradlegate.reports.readiness.checklist import show_status
from cradlegate.reports.readiness.law import tabulate_pack_sources
from cradlegate.reports.readiness.words import HOUSE_RULE, ROLES, say_citation
from cradlegate.reports.report import (
    Answer,
    Cell,
    Column,
    Note,
    Part,
    Report,
    Section,
    Status,
    Step,
    Table,
    Text,
)

DISCLAIMER = (
    "Judged by packs that hold what methods are known or reported to say, over what the "
    "declaration states. It is no critical review, no verification by an accredited body, and no "
    "legal advice."
)
LAW = "law"
_ORDER = (
    Outcome.NOT_MET,
    Outcome.UNDETERMINED,
    Outcome.WAITING,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)


def report_studies(
    studies: Sequence[JudgedStudy], claims: Sequence[Fault], wanted: Collection[str] = ()
) -> Report:
    """Draw up how studies stand, rule by rule, and which claims no footprint supports.

    Args:
        claims: faults that the linter of claims found in the same files.
        wanted: what counts beside what binds.
    """
    each_one = [(study, each) for study in studies for each in study.judgements]
    claims_table = report_faults(claims, "").tables if claims else ()
    return Report(
        title=f"Method of {', '.join(dict.fromkeys(study.file for study in studies))}",
        kind="study",
        answer=Answer(
            "; ".join([*(_summarise(each, wanted) for _, each in each_one), *_count(claims)]),
            verdict=Status(_judge(studies, claims, wanted)),
        ),
        next_steps=tuple(_list_steps(studies, claims, wanted)),
        tables=(
            *(
                table
                for at, (study, each) in enumerate(each_one)
                for table in _tabulate(at, study, each, is_named=len(studies) > 1)
                if table.rows
            ),
            *claims_table,
            *(
                tabulate_pack_sources(pack, UNICODE)
                for pack in {each.pack.id: each.pack for _, each in each_one}.values()
            ),
        ),
        notes=tuple(_list_notes([each for _, each in each_one])),
        provenance=tuple(_list_provenance(studies)),
        disclaimer=DISCLAIMER,
        sections=(
            Section(Part.WHY, "Rule by rule"),
            Section(LAW, "Texts"),
            Section(Part.HOW_SURE, "How sure"),
        ),
    )


def list_deciding(study: JudgedStudy, wanted: Collection[str]) -> tuple[Judged, ...]:
    """List the statuses that decide the answer: what binds, and what else is wanted."""
    return tuple(
        status
        for each in study.judgements
        for status in (each.verdict, *(one.status for one in list_wanted(each, wanted)))
    )


def _judge(
    studies: Sequence[JudgedStudy], claims: Sequence[Fault], wanted: Collection[str]
) -> Outcome:
    outcomes = {each.outcome for study in studies for each in list_deciding(study, wanted)}
    if any(fault.is_error for fault in claims):
        return Outcome.NOT_MET
    return next((one for one in _ORDER if one in outcomes), Outcome.MET)


def _summarise(judgement: Judgement, wanted: Collection[str]) -> str:
    """Say in a clause how many of the rules that count are not met or open."""
    name = judgement.pack.instrument.number
    if judgement.applies.outcome is Outcome.NOT_MET:
        return f"{name} does not apply on {judgement.law_as_of}"
    counted = Counter(each.status.outcome for each in _list_counted(judgement, wanted))
    whole = sum(counted.values()) - counted[Outcome.NOT_APPLICABLE]
    if not whole:
        advised = Counter(each.status.outcome for each in judgement.findings)
        met = advised[Outcome.MET]
        return f"{name} binds nothing here; {met} of {len(judgement.findings)} advised rules met"
    failed, still_open = counted[Outcome.NOT_MET], counted[Outcome.UNDETERMINED]
    return f"{name}: of {whole} rules that count, {failed} not met, {still_open} undetermined"


def _list_counted(judgement: Judgement, wanted: Collection[str]) -> list[Finding]:
    chosen = {each.provision.id for each in list_wanted(judgement, wanted)}
    return [
        each for each in judgement.findings if each.modality.binds or each.provision.id in chosen
    ]


def _count(claims: Sequence[Fault]) -> Iterator[str]:
    if claims:
        yield f"claims: {count_faults(claims)}"


def _list_steps(
    studies: Sequence[JudgedStudy], claims: Sequence[Fault], wanted: Collection[str]
) -> Iterator[Step]:
    judgements = [each for study in studies for each in study.judgements]
    for each in judgements:
        if each.applies.outcome is Outcome.NOT_MET:
            advice = "name another day with --law-as-of, if the study is to be judged by it"
            yield Step("you", advice, because=_summarise(each, wanted))
    counted = [
        (each, one)
        for each in judgements
        if each.applies.outcome is not Outcome.NOT_MET
        for one in _list_counted(each, wanted)
    ]
    yield from dict.fromkeys(
        Step(ROLES[one.provision.asked], str(one.provision.remedy), because=one.provision.id)
        for _, one in counted
        if one.status.outcome is Outcome.NOT_MET
    )
    yield from _list_asks([one for _, one in counted])
    for each, one in counted:
        yield from _list_questions(each, one)
    if any(fault.is_error for fault in claims):
        yield Step("maker", "name the digest beside each claim, or leave the words out")


def _list_asks(findings: Sequence[Finding]) -> Iterator[Step]:
    """Ask once for every open fact, and name the rules that hang on it."""
    facts = shipped_vocabulary().facts
    waiting: dict[str, list[str]] = {}
    for each in findings:
        for point in each.status.points:
            if point.kind is OpenKind.FACT:
                waiting.setdefault(point.name, []).append(each.provision.id)
    asks: dict[tuple[str, str], list[str]] = {}
    for name, rules in waiting.items():
        asks.setdefault((ROLES[facts[name].asked], str(facts[name].ask)), []).extend(rules)
    for (who, ask), rules in asks.items():
        yield Step(who, ask.rstrip("."), because=", ".join(dict.fromkeys(rules)))


def _list_questions(judgement: Judgement, finding: Finding) -> Iterator[Step]:
    for name, index in finding.status.questions:
        question = judgement.pack.questions[name]
        said = "read the text" if question.cause is Cause.UNREAD else "ask the authority"
        asked = f"{question.ask}{f' ({index})' if index else ''}"
        yield Step("you", f"{said}: {asked}", because=finding.provision.id)


def _tabulate(
    at: int, study: JudgedStudy, judgement: Judgement, *, is_named: bool
) -> tuple[Table, ...]:
    """Tabulate what binds and what is advised; a pack that does not apply asks nothing."""
    if judgement.applies.outcome is Outcome.NOT_MET:
        return ()
    number = judgement.pack.instrument.number
    of = f", {study.file}" if is_named else ""
    binding = [each for each in judgement.findings if each.modality.binds]
    advised = [each for each in judgement.findings if not each.modality.binds]
    return (
        _tabulate_findings(f"binding_{at}", f"What binds under {number}{of}", binding),
        _tabulate_findings(f"advised_{at}", f"What is advised by {number}{of}", advised),
    )


def _tabulate_findings(table_id: str, title: str, findings: Sequence[Finding]) -> Table:
    ordered = sorted(findings, key=lambda each: _ORDER.index(each.status.outcome))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            show_status(each.status),
            Text(each.provision.id),
            Text(str(each.provision.title)),
            Text("; ".join(_say_found(each))),
            Text(_say_source(each)),
        )
        for each in ordered
    )
    columns = (
        Column("status", "status"),
        Column("rule", "rule"),
        Column("what", "what"),
        Column("found", "what was found, and where"),
        Column("source", "source"),
    )
    return Table(table_id, title, columns, rows)


def _say_found(finding: Finding) -> Iterator[str]:
    """Say where a rule that is met stands, and of another what was found there."""
    if finding.status.outcome is Outcome.NOT_APPLICABLE:
        return
    found = {line.text: line.source for line in finding.trace if line.source}
    if finding.status.outcome is Outcome.MET:
        yield from dict.fromkeys(found.values())
        return
    still_open = {point.name for point in finding.status.points}
    for text, source in found.items():
        if not still_open or text.partition(" = ")[0] in still_open:
            yield f"{text.removeprefix('study.')} ({source})"
    for name, index in finding.status.questions:
        yield f"open: {name}{f' of {index}' if index else ''}"
    for point in finding.status.points:
        if point.kind is not OpenKind.FACT:
            yield f"open: {point.name}"


def _say_source(finding: Finding) -> str:
    provision = finding.provision
    if provision.cite is None:
        return HOUSE_RULE
    return f"{say_citation(provision.cite, UNICODE)}, {provision.voice}"


def _list_notes(judgements: Sequence[Judgement]) -> Iterator[Note]:
    packs = {each.pack.id: each for each in judgements}
    for each in packs.values():
        pack = each.pack
        if not any(source.is_primary_text_seen for source in pack.sources.values()):
            number = pack.instrument.number
            text = f"{number} is known at second hand; nobody here has read the text itself."
            yield Note(text, is_warning=True)
        for remark in each.remarks:
            yield Note(str(remark.text), is_warning=remark in pack.disputes)
    yield Note("What is unknown never counts as met.")


def _list_provenance(studies: Sequence[JudgedStudy]) -> Iterator[tuple[str, str]]:
    for study in studies:
        yield study.file, study.read.digest
    seen = {each.pack.id: each for study in studies for each in study.judgements}
    for name, each in seen.items():
        said = f"version {each.pack.version}, {each.pack.digest}, as of {each.law_as_of}"
        yield name, said
