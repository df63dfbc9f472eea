"""Whether a consignment may go, what is missing, from whom, by when, and how sure that is."""

from collections import Counter
from collections.abc import Iterator

from cradlegate.border.obligations.readiness import Readiness, list_wanted
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.core.blank import Blank
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.languages import Language
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.facts import Fact, Standing
from cradlegate.reports.display import Signs, signs_of
from cradlegate.reports.readiness.checklist import (
    CHECKLIST,
    TRACE,
    show_status,
    tabulate_checklist,
    tabulate_help,
)
from cradlegate.reports.readiness.law import (
    LAW,
    list_decisive,
    tabulate_decisions,
    tabulate_pack_sources,
    tabulate_pack_watch,
    tabulate_questions,
    tabulate_readings,
)
from cradlegate.reports.readiness.methods import (
    list_applying,
    list_method_notes,
    list_method_provenance,
    open_section,
    tabulate_methods,
)
from cradlegate.reports.readiness.steps import ASKS, list_steps, tabulate_asks
from cradlegate.reports.readiness.sureness import (
    list_notes,
    list_provenance,
    tabulate_trace,
)
from cradlegate.reports.readiness.together import tabulate_together
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Mark,
    Part,
    Report,
    Section,
    Status,
    Table,
    Text,
)
from cradlegate.work.methods import NO_METHODS, MethodsJudged

DISCLAIMER = (
    "This is what trade press and other reports say of the law, judged over what you stated. It is "
    "not legal advice, and it is no decision of customs."
)
_WORST = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.WAITING, Outcome.MET)
_NAMED = {
    Outcome.NOT_MET: "not met",
    Outcome.WAITING: "awaited",
    Outcome.UNDETERMINED: "undetermined",
}


def report_readiness(
    readiness: Readiness,
    language: Language = Language.ENGLISH,
    methods: MethodsJudged = NO_METHODS,
    *,
    is_traced: bool = True,
) -> Report:
    """Draw up what the border will ask of a consignment, in a language.

    Args:
        methods: how the studies behind its declarations stand; they decide nothing.
        is_traced: whether every step behind a status is shown.
    """
    signs = signs_of(language)
    judgements = readiness.decision.judgements
    tables = [table for each in judgements for table in _list_tables(each, readiness, signs)]
    if is_traced:
        tables += [tabulate_trace(each, signs) for each in judgements]
    tables += tabulate_methods(methods, signs, is_whole=is_traced)
    if is_traced:
        asked = {each.pack.id: each for _, each in list_applying(methods)}
        tables.append(tabulate_help([*judgements, *asked.values()], signs))
    if readiness.consignment.decisions:
        tables.append(tabulate_decisions(readiness, signs))
    return Report(
        title=signs.say("Readiness of consignment {name}").format(name=readiness.consignment.id),
        kind="readiness",
        answer=Answer(_summarise(readiness, signs), verdict=_judge(readiness)),
        next_steps=tuple(list_steps(readiness, signs)),
        tables=(
            _tabulate_regimes(readiness, signs),
            *(table for table in (tabulate_together(readiness, signs), *tables) if table.rows),
            _tabulate_documents(readiness, signs),
        ),
        notes=(*list_notes(readiness, signs), *list_method_notes(methods, signs)),
        provenance=(*list_provenance(readiness, signs), *list_method_provenance(methods, signs)),
        disclaimer=signs.say(DISCLAIMER),
        sections=(
            Section(CHECKLIST, signs.say("Checklist")),
            Section(ASKS, signs.say("Whom to ask")),
            Section(LAW, signs.say("What the law leaves open")),
            *([open_section(signs)] if methods.studies else []),
            Section(TRACE, signs.say("How it came about")),
            Section(Part.HOW_SURE, signs.say("How sure")),
        ),
        language=language,
    )


def _list_tables(judgement: Judgement, readiness: Readiness, signs: Signs) -> Iterator[Table]:
    if judgement.applies.outcome is Outcome.NOT_MET:
        return
    yield from tabulate_checklist(judgement, readiness, signs)
    yield tabulate_asks(judgement, readiness, signs)
    if any(list_decisive(judgement)):
        yield tabulate_questions(judgement, signs)
    if judgement.verdict.questions:
        yield tabulate_readings(judgement, signs)
    yield tabulate_pack_watch(judgement.pack, readiness.today, signs)
    yield tabulate_pack_sources(judgement.pack, signs)


def _judge(readiness: Readiness) -> Status:
    """Judge the whole: the worst of what decides, under every regime."""
    judgements = readiness.decision.judgements
    statuses = [show_status(one) for each in judgements for one in readiness.list_deciding(each)]
    for outcome in _WORST:
        for status in statuses:
            if status.outcome is outcome:
                return status
    return Status(Outcome.NOT_APPLICABLE)


def _summarise(readiness: Readiness, signs: Signs) -> str:
    consignment = readiness.consignment
    judgements = readiness.decision.judgements
    applying = [each for each in judgements if each.applies.outcome is not Outcome.NOT_MET]
    others = [each.pack.instrument.number for each in judgements if each not in applying]
    judged = [_summarise_one(each, readiness, signs) for each in applying]
    if others:
        judged.append(signs.say("does not apply: {regimes}").format(regimes=", ".join(others)))
    said = signs.say("{name}, {machines} to {country}: {judged}")
    return said.format(
        name=consignment.id,
        machines=_count_machines(consignment),
        country=consignment.common("destination"),
        judged="; ".join(judged),
    )


def _count_machines(consignment: Consignment) -> str:
    counted: Counter[str] = Counter()
    for each in consignment.machines:
        counted[each.values["model"]] += each.values["qty"]
    return ", ".join(f"{count} {model}" for model, count in counted.items())


def _summarise_one(judgement: Judgement, readiness: Readiness, signs: Signs) -> str:
    number = judgement.pack.instrument.number
    outcomes = {each.outcome for each in readiness.list_deciding(judgement)}
    if outcomes <= {Outcome.MET, Outcome.NOT_APPLICABLE}:
        return _say_ready(judgement, signs)
    named = _name_worst(judgement, readiness, signs)
    if judgement.applies.outcome is Outcome.UNDETERMINED:
        said = signs.say("open whether {regime} applies; if it does, {named}")
    elif Outcome.NOT_MET in outcomes:
        said = signs.say("not ready under {regime}; {named}")
    else:
        said = signs.say("not ready yet under {regime}; {named}")
    return said.format(regime=number, named=named)


def _say_ready(judgement: Judgement, signs: Signs) -> str:
    """Say that nothing closes the way, and how a benefit stands that is on offer."""
    number, benefit = judgement.pack.instrument.number, judgement.benefit
    if benefit is None:
        said = signs.say("nothing is missing of what {regime} is reported to ask")
    elif benefit.outcome is Outcome.MET:
        said = signs.say("{regime} closes no way, and what it offers is met")
    elif benefit.outcome is Outcome.NOT_MET:
        said = signs.say("{regime} closes no way; what it offers is not met")
    else:
        said = signs.say("{regime} closes no way; what it offers is open")
    return said.format(regime=number)


def _name_worst(judgement: Judgement, readiness: Readiness, signs: Signs) -> str:
    """Name the deciding requirements that are not met; else those awaited, else those open."""
    named = (
        f"{signs.say(words)}: {titles}"
        for outcome, words in _NAMED.items()
        if (titles := _name(judgement, readiness, outcome, signs))
    )
    return next(named, signs.say("nothing else is missing"))


def _name(judgement: Judgement, readiness: Readiness, outcome: Outcome, signs: Signs) -> str:
    """Name the deciding requirements of an outcome; of a document its tests, where they have it."""
    binding = [each for each in judgement.findings if each.modality.binds]
    deciding = [*binding, *list_wanted(judgement, readiness.wanted)]
    found = [each.provision for each in deciding if each.status.outcome is outcome]
    own = [each for each in found if not each.document]
    whole = [each for each in found if each.document]
    shown = whole or own if outcome is Outcome.WAITING else own or whole
    return "; ".join(each.title.say(signs.language) for each in shown)


def _tabulate_regimes(readiness: Readiness, signs: Signs) -> Table:
    rows = tuple(
        (
            Text(each.pack.title.say(signs.language)),
            _show_applies(each, signs),
            show_status(each.verdict),
            show_status(each.benefit) if each.benefit else NOT_APPLICABLE,
            Text(each.pack.consequence.text.say(signs.language))
            if each.pack.consequence and each.applies.outcome is not Outcome.NOT_MET
            else NOT_APPLICABLE,
        )
        for each in sorted(
            readiness.decision.judgements, key=lambda each: each.applies.outcome is Outcome.NOT_MET
        )
    )
    columns = (
        Column("regime", signs.say("regime")),
        Column("applies", signs.say("applies")),
        Column("verdict", signs.say("what binds")),
        Column("benefit", signs.say("what it offers")),
        Column("consequence", signs.say("if it is not met")),
    )
    return Table("regimes", signs.say("Regimes"), columns, rows, part=CHECKLIST)


def _show_applies(judgement: Judgement, signs: Signs) -> Cell:
    status = judgement.applies
    if status.outcome is Outcome.MET:
        return Text(signs.say("applies"))
    if status.outcome is Outcome.NOT_MET:
        return Text(signs.say("does not apply"))
    return show_status(status)


def _tabulate_documents(readiness: Readiness, signs: Signs) -> Table:
    base = readiness.decision.base
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(each.id),
            Text(each.type.replace("_", " ")),
            Text(signs.say(_STANDINGS[each.standing])),
            _show_fact(each.facts["document.signed_at"]),
            _show_fact(each.facts["document.issuer"]),
        )
        for each in base.documents or ()
    )
    columns = (
        Column("id", signs.say("document")),
        Column("type", signs.say("kind")),
        Column("standing", signs.say("state")),
        Column("signed", signs.say("signed on")),
        Column("issuer", signs.say("issued by")),
    )
    title = signs.say("Documents")
    note = (
        ""
        if base.documents is not None
        else signs.say("Nobody has said which documents there are.")
    )
    return Table("documents", title, columns, rows, part=TRACE, note=note)


_STANDINGS = {
    Standing.IN_HAND: "in hand",
    Standing.COMING: "asked for",
    Standing.GONE: "cannot be shown",
}


def _show_fact(fact: Fact) -> Cell:
    return Mark(fact.value) if isinstance(fact.value, Blank) else Text(str(fact.value))
