"""What nobody can say yet: open questions that decide, their readings, and who watches them."""

from collections.abc import Iterator
from datetime import date

from cradlegate.border.obligations.readiness import Readiness
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.pack.pack import Pack, Question
from cradlegate.regimes.values import write_value
from cradlegate.reports.display import Signs
from cradlegate.reports.readiness.words import say_citation
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Cell,
    Column,
    Grade,
    More,
    Status,
    Table,
    Text,
)

LAW = "law"
MOST_READINGS = 24
"""Readings that are listed; more of them say less than the questions by themselves."""

_OUTCOMES = {
    Truth.TRUE: Outcome.MET,
    Truth.FALSE: Outcome.NOT_MET,
    Truth.UNKNOWN: Outcome.UNDETERMINED,
}


def tabulate_questions(judgement: Judgement, signs: Signs) -> Table:
    """Tabulate the questions whose answer can change the verdict."""
    rows = tuple(
        (
            *show_question(question, judgement.pack, signs, index),
            Text(say_citation(question.cite, signs) if question.cite else signs.say("not said")),
        )
        for _, index, question in list_decisive(judgement)
    )
    columns = (*head_question(signs), Column("source", signs.say("source")))
    title = signs.say("Open law that decides")
    return Table(f"questions_{judgement.pack.id}", title, columns, rows, part=LAW)


def show_question(
    question: Question, pack: Pack, signs: Signs, index: str = ""
) -> tuple[Cell, ...]:
    """Show what is open, its possible answers, what to plan for, and who can answer."""
    return (
        Text(_name_question(question.id, index)),
        Text(question.ask.say(signs.language)),
        Text(", ".join(map(write_value, question.answers))),
        NOT_APPLICABLE if question.plan_for is None else Text(write_value(question.plan_for)),
        Text(name_authorities(question, pack, index)),
    )


def head_question(signs: Signs) -> tuple[Column, ...]:
    """Give the heads of what `show_question` shows."""
    return (
        Column("question", signs.say("question")),
        Column("ask", signs.say("what is open")),
        Column("answers", signs.say("possible answers")),
        Column("plan_for", signs.say("plan for")),
        Column("authority", signs.say("who can answer")),
    )


def tabulate_readings(judgement: Judgement, signs: Signs) -> Table:
    """Tabulate the verdict under every reading of the decisive questions."""
    verdict = judgement.verdict
    readings = verdict.readings or {}
    shown = list(readings.items())[:MOST_READINGS]
    unlisted = len(readings) - len(shown)
    rows: list[tuple[Cell, ...]] = [
        (*(Text(write_value(answer)) for answer in answers), Status(_OUTCOMES[truth]))
        for answers, truth in shown
    ]
    columns = [
        Column(f"q_{at}", _name_question(name, index))
        for at, (name, index) in enumerate(verdict.questions)
    ]
    met, count = verdict.satisfied
    note = signs.say("Satisfied in {met} of {count} readings.").format(met=met, count=count)
    return Table(
        f"readings_{judgement.pack.id}",
        signs.say("What binds, under every reading"),
        (*columns, Column("outcome", signs.say("outcome"))),
        tuple(rows),
        more=More(unlisted, signs.say("they stand in decision.json")) if unlisted > 0 else None,
        part=LAW,
        note=note,
    )


def tabulate_pack_watch(pack: Pack, today: date, signs: Signs) -> Table:
    """Tabulate what may still change the regime, and what should have come by now."""
    rows = tuple(
        (
            Text(item.what.say(signs.language)),
            Text(_name_authority(item.authority, pack)),
            Text(str(item.expected)) if item.expected else NOT_APPLICABLE,
            Text(signs.say("overdue" if item.expected and item.expected.last < today else "open")),
        )
        for item in pack.watch
    )
    columns = (
        Column("what", signs.say("what")),
        Column("authority", signs.say("who can answer")),
        Column("expected", signs.say("expected")),
        Column("state", signs.say("state")),
    )
    title = signs.say("What is watched")
    return Table(f"watch_{pack.id}", title, columns, rows, part=LAW)


def tabulate_pack_sources(pack: Pack, signs: Signs) -> Table:
    """Tabulate the texts that the pack rests on, with their grade."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(source.id),
            Text(source.what),
            Grade(source.grade),
            Text(source.seen.isoformat()),
            Text(signs.say("yes") if source.is_primary_text_seen else signs.say("no")),
        )
        for source in pack.sources.values()
    )
    columns = (
        Column("source", signs.say("source")),
        Column("text", signs.say("text")),
        Column("grade", signs.say("grade")),
        Column("seen", signs.say("seen on")),
        Column("primary", signs.say("the law's own text was read")),
    )
    title = signs.say("Texts behind {regime}").format(regime=pack.instrument.number)
    return Table(f"sources_{pack.id}", title, columns, rows, part=LAW)


def tabulate_decisions(readiness: Readiness, signs: Signs) -> Table:
    """Tabulate who accepted which reading; no status above is changed by it."""
    today = readiness.today
    rows = tuple(
        (
            Text(f"{each.question} = {each.reading}"),
            Text(each.decided_by),
            Text(str(each.decided_at)),
            Text(each.reason),
            Text(str(each.until)) if each.until else NOT_APPLICABLE,
            Text(signs.say("has ended" if each.until and each.until.last < today else "holds")),
        )
        for each in readiness.consignment.decisions
    )
    columns = (
        Column("reading", signs.say("accepted reading")),
        Column("by", signs.say("by whom")),
        Column("at", signs.say("when")),
        Column("reason", signs.say("why")),
        Column("until", signs.say("until")),
        Column("state", signs.say("state")),
    )
    return Table(
        "ship_decisions",
        signs.say("Decisions to ship"),
        columns,
        rows,
        part=LAW,
        note=signs.say("A decision to ship is somebody's risk; it changes no status."),
    )


def list_decisive(judgement: Judgement) -> Iterator[tuple[str, str, Question]]:
    """List the decisive questions of whether it applies and of what binds, each once."""
    named = dict.fromkeys((*judgement.applies.questions, *judgement.verdict.questions))
    return ((name, index, judgement.pack.questions[name]) for name, index in named)


def name_authorities(question: Question, pack: Pack, index: str = "") -> str:
    """Name who can answer a question; of one that is asked for a country, its own authorities."""
    countries = {each.id: each.country for each in pack.authorities}
    own = [name for name in question.watch if countries[name] == index]
    return ", ".join(_name_authority(name, pack) for name in own or question.watch)


def _name_authority(authority: str, pack: Pack) -> str:
    return next(each.name for each in pack.authorities if each.id == authority)


def _name_question(name: str, index: str) -> str:
    return f"{name}[{index}]" if index else name
