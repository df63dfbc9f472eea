"""How the studies behind the declarations of a consignment stand to methods, rule by rule."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cradlegate.core.outcome import Outcome
from cradlegate.declaration.study.judge import JudgedStudy
from cradlegate.regimes.evaluate.interpret import OpenKind
from cradlegate.regimes.evaluate.judgement import Finding, Judgement
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.reports.display import Signs
from cradlegate.reports.readiness.checklist import note_finding, show_status
from cradlegate.reports.readiness.law import tabulate_pack_sources
from cradlegate.reports.readiness.sureness import tabulate_trace
from cradlegate.reports.readiness.words import ROLES, say_source
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Cell,
    Column,
    Figure,
    More,
    Note,
    Section,
    Table,
    Text,
)
from cradlegate.work.methods import MethodsJudged

METHODS = "methods"
_COUNTED = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET, Outcome.NOT_APPLICABLE)
_OPEN = (Outcome.NOT_MET, Outcome.UNDETERMINED)


def open_section(signs: Signs) -> Section:
    """Open the section on methods with what it decides: nothing."""
    text = signs.say(
        "Judged over what the declaration says, by methods that a regime here, the contract or a "
        "declaration names. It changes no verdict above and no exit code."
    )
    return Section(METHODS, signs.say("The study behind the footprint"), (text,))


def tabulate_methods(methods: MethodsJudged, signs: Signs, *, is_whole: bool) -> Iterator[Table]:
    """Tabulate verdicts with counts, then the rules, the texts behind them, and the trace.

    Args:
        is_whole: whether rules that are met stand there too, and how every status came about.
    """
    if not methods.studies:
        return
    yield _tabulate_verdicts(methods, signs)
    for at, (study, each) in enumerate(list_applying(methods), 1):
        yield from _tabulate_rules(at, study, each, signs, is_whole=is_whole)
        if is_whole:
            yield tabulate_trace(each, signs, f"trace_study_{at}")
    packs = {each.pack.id: each.pack for _, each in list_applying(methods)}
    for pack in packs.values():
        yield tabulate_pack_sources(pack, signs)


def list_applying(methods: MethodsJudged) -> tuple[tuple[JudgedStudy, Judgement], ...]:
    """List studies with the judgements of methods that apply on their day."""
    return tuple(
        (study, each)
        for study in methods.studies
        for each in study.judgements
        if each.applies.outcome is not Outcome.NOT_MET
    )


def list_method_notes(methods: MethodsJudged, signs: Signs) -> Iterator[Note]:
    """List how well methods are known, and what was not judged by them."""
    for name in methods.unanswered:
        text = signs.say("The contract cites {name}, and no study here was judged by it.")
        yield Note(text.format(name=name), is_warning=True)
    for file, why in methods.left_out.items():
        text = signs.say("The study behind {file} is not judged by a method: {reason}")
        yield Note(text.format(file=file, reason=why), is_warning=True)
    judged = {each.pack.id: each for _, each in list_applying(methods)}
    for each in judged.values():
        if not any(source.is_primary_text_seen for source in each.pack.sources.values()):
            text = signs.say("{method} is known at second hand; nobody here has read its text.")
            yield Note(text.format(method=each.pack.instrument.number), is_warning=True)
        for remark in each.remarks:
            yield Note(remark.text.say(signs.language), is_warning=remark in each.pack.disputes)


def list_method_provenance(methods: MethodsJudged, signs: Signs) -> Iterator[tuple[str, str]]:
    """List the packs of methods and the declarations that were judged, by name."""
    packs = {each.pack.id: each.pack for study in methods.studies for each in study.judgements}
    for pack in packs.values():
        yield pack.id, f"version {pack.version}, {pack.digest}"
    for study in methods.studies:
        yield f"{signs.say('declaration')} {study.file}", study.read.digest


def name_asked_of(finding: Finding, signs: Signs) -> str:
    """Name who can settle a rule of a method; empty where nobody is asked."""
    facts = shipped_vocabulary().facts
    roles = [facts[name].asked for name in _list_open(finding)]
    if finding.status.outcome is Outcome.NOT_MET:
        roles = [finding.provision.asked]
    return "; ".join(signs.say(ROLES[role]) for role in dict.fromkeys(roles))


def _tabulate_verdicts(methods: MethodsJudged, signs: Signs) -> Table:
    rows = tuple(
        row
        for study in methods.studies
        for each in study.judgements
        for row in _show_verdict(study, each, methods, signs)
    )
    columns = (
        Column("method", signs.say("method")),
        Column("declaration", signs.say("declaration")),
        Column("named_by", signs.say("named by")),
        Column("verdict", signs.say("what binds")),
        Column("not_met", signs.say("not met"), is_numeric=True),
        Column("undetermined", signs.say("undetermined"), is_numeric=True),
        Column("met", signs.say("met"), is_numeric=True),
        Column("not_applicable", signs.say("not applicable"), is_numeric=True),
    )
    return Table(METHODS, signs.say("Methods"), columns, rows, part=METHODS)


def _show_verdict(
    study: JudgedStudy, judgement: Judgement, methods: MethodsJudged, signs: Signs
) -> Iterator[tuple[Cell, ...]]:
    """Show a verdict with the rules that bind counted, then those that are advised."""
    pack = judgement.pack
    names = [*methods.named_by[pack.id]]
    names += [signs.say("the contract")] if pack.id in methods.cited else []
    names += [signs.say("a declaration in hand")] if pack.id in methods.claimed else []
    head = Text(pack.instrument.number), Text(study.file), Text("; ".join(names))
    if judgement.applies.outcome is Outcome.NOT_MET:
        yield (*head, Text(signs.say("does not apply")), *(NOT_APPLICABLE for _ in _COUNTED))
        return
    binding, advised = _split(judgement)
    yield (*head, show_status(judgement.verdict), *_count(binding))
    told = Text(signs.say("what is advised"), depth=1), Text(study.file), NOT_APPLICABLE
    yield (*told, NOT_APPLICABLE, *_count(advised))


def _split(judgement: Judgement) -> tuple[list[Finding], list[Finding]]:
    binding = [each for each in judgement.findings if each.modality.binds]
    advised = [each for each in judgement.findings if not each.modality.binds]
    return binding, advised


def _count(findings: Sequence[Finding]) -> Iterator[Cell]:
    counted = Counter(each.status.outcome for each in findings)
    return (Figure(Decimal(counted[outcome]), digits=None) for outcome in _COUNTED)


def _tabulate_rules(
    at: int, study: JudgedStudy, judgement: Judgement, signs: Signs, *, is_whole: bool
) -> Iterator[Table]:
    titles = (
        signs.say("What binds under {method}, in the study behind {file}"),
        signs.say("What {method} advises, in the study behind {file}"),
    )
    for name, title, findings in zip(
        ("binding", "advised"), titles, _split(judgement), strict=True
    ):
        shown = [each for each in findings if is_whole or each.status.outcome in _OPEN]
        hidden = len(findings) - len(shown)
        how = signs.say("they are met or not applicable; --trace lists them")
        more = More(hidden, how) if hidden else None
        said = title.format(method=judgement.pack.instrument.number, file=study.file)
        yield _tabulate(f"study_{name}_{at}", said, shown, judgement, more, signs)


def _tabulate(
    table_id: str,
    title: str,
    findings: Sequence[Finding],
    judgement: Judgement,
    more: More | None,
    signs: Signs,
) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            show_status(each.status),
            Text(each.provision.title.say(signs.language)),
            _say_to_do(each, judgement, signs),
            Text(note_finding(each, judgement, signs)),
            Text(say_source(each.provision, judgement.pack, signs)),
        )
        for each in sorted(findings, key=lambda each: _COUNTED.index(each.status.outcome))
    )
    columns = (
        Column("status", signs.say("status")),
        Column("what", signs.say("what")),
        Column("to_do", signs.say("what to do")),
        Column("note", signs.say("note")),
        Column("source", signs.say("source")),
    )
    return Table(table_id, title, columns, rows, more=more, part=METHODS)


def _say_to_do(finding: Finding, judgement: Judgement, signs: Signs) -> Cell:
    """Say who would mend a rule that is not met, or answer one that is open, and how."""
    asked = list(_list_asks(finding, judgement, signs))
    if finding.status.outcome is Outcome.NOT_MET and finding.provision.remedy:
        asked = [finding.provision.remedy.say(signs.language)]
    what = "; ".join(dict.fromkeys(asked))
    said = ": ".join(part for part in (name_asked_of(finding, signs), what) if part)
    return Text(said) if said else NOT_APPLICABLE


def _list_asks(finding: Finding, judgement: Judgement, signs: Signs) -> Iterator[str]:
    """List what is asked of parties, then what is asked of a text that nobody has read."""
    facts = shipped_vocabulary().facts
    for name in _list_open(finding):
        yield facts[name].ask.say(signs.language).rstrip(".。")
    for name, index in finding.status.questions:
        asked = judgement.pack.questions[name].ask.say(signs.language)
        yield f"{asked} ({index})" if index else asked


def _list_open(finding: Finding) -> tuple[str, ...]:
    """List the open facts of a rule, each once."""
    named = (each.name for each in finding.status.points if each.kind is OpenKind.FACT)
    return tuple(dict.fromkeys(named))
