"""What to do next: whom to ask for what, by when, and which authority can settle open law."""

from collections.abc import Iterable, Iterator

from cradlegate.border.obligations.asks import Ask, put_together
from cradlegate.border.obligations.readiness import Readiness
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.localised import Localised
from cradlegate.regimes.values import Value, write_value
from cradlegate.reports.display import Signs
from cradlegate.reports.readiness.law import name_authorities
from cradlegate.reports.readiness.words import name_asked
from cradlegate.reports.report import NOT_APPLICABLE, Cell, Column, Step, Table, Text

ASKS = "asks"
MOST_STEPS = 6


def list_steps(readiness: Readiness, signs: Signs) -> Iterator[Step]:
    """List what to do, the most pressing first; what is left stands under its heading."""
    applying = [
        each
        for each in readiness.decision.judgements
        if each.applies.outcome is not Outcome.NOT_MET
    ]
    asks = put_together(
        ask for each in applying for ask in readiness.asks.get(each.pack.id, ()) if ask.is_binding
    )
    steps = [*_ask_for_trust(readiness, signs)]
    steps += [_make_step(each, readiness, signs) for each in _by_party(asks)]
    steps += [step for each in applying for step in _ask_authorities(each, signs)]
    yield from steps[:MOST_STEPS]
    if len(steps) > MOST_STEPS:
        text = signs.say("see the {count} other steps under {heading}")
        rest = len(steps) - MOST_STEPS
        yield Step(signs.say("you"), text.format(count=rest, heading=signs.say("Whom to ask")))


def _ask_for_trust(readiness: Readiness, signs: Signs) -> Iterator[Step]:
    """Ask the reader whom to believe; nobody else can say whose keys count."""
    consignment = readiness.consignment
    is_signed = any(consignment.sealed) or any(consignment.stated)
    if not readiness.trust_list and is_signed:
        text = signs.say("name a trust list with --trust; without one no signer is known")
        yield Step(signs.say("you"), text)


def _ask_authorities(judgement: Judgement, signs: Signs) -> Iterator[Step]:
    """Ask whoever can answer what the law leaves open, and what would satisfy every reading."""
    for name, index in judgement.verdict.questions:
        question = judgement.pack.questions[name]
        asked = question.ask.say(signs.language)
        about = f" ({index})" if index else ""
        text = signs.say("ask {authority} in writing: {question}").format(
            authority=name_authorities(question, judgement.pack, index), question=f"{asked}{about}"
        )
        yield Step(signs.say("you"), text, because=_say_readings(judgement, signs))


def _by_party(asks: Iterable[Ask]) -> list[list[Ask]]:
    """Put together what one party is asked by one day."""
    groups: dict[tuple[str, str, object], list[Ask]] = {}
    for ask in asks:
        groups.setdefault((ask.role, ask.party, ask.start or ask.by), []).append(ask)
    return list(groups.values())


def _make_step(asks: list[Ask], readiness: Readiness, signs: Signs) -> Step:
    first = asks[0]
    who = name_asked(first, readiness.consignment, signs)
    what = "; ".join(_say_what(ask, signs) for ask in asks)
    because = dict.fromkeys(ask.found for ask in asks)
    because |= dict.fromkeys(_say_promise(ask, signs) for ask in asks)
    because |= {_say_late(first, readiness, signs): None}
    return Step(who, what, first.start or first.by, "; ".join(filter(None, because)))


def _say_what(ask: Ask, signs: Signs) -> str:
    about = f" ({ask.about})" if ask.about else ""
    return f"{ask.what.say(signs.language)}{about}"


def _say_promise(ask: Ask, signs: Signs) -> str:
    return signs.say("promised for {day}").format(day=ask.promised) if ask.promised else ""


def _say_late(ask: Ask, readiness: Readiness, signs: Signs) -> str:
    """Say how late it is already, or until when it is needed."""
    day = ask.start or ask.by
    if day and day < readiness.today:
        days = (readiness.today - day).days
        text = signs.say("late by {days} days") if days > 1 else signs.say("late by one day")
        return text.format(days=days)
    if ask.start and ask.by:
        return signs.say("needed on {day}").format(day=ask.by)
    return ""


def _say_readings(judgement: Judgement, signs: Signs) -> str:
    """Say how many readings are satisfied, and what would satisfy the others."""
    met, count = judgement.verdict.satisfied
    text = signs.say("what is in hand satisfies {met} of {count} readings")
    said = text.format(met=met, count=count)
    if not (added := list_additions(judgement)):
        return said
    more = signs.say("adding {what} makes it {count} of {count}")
    what = f" {signs.say('and')} ".join(each.say(signs.language) for each in added)
    return f"{said}; {more.format(what=what, count=count)}"


def list_additions(judgement: Judgement) -> tuple[Localised, ...]:
    """List what would satisfy every reading, where the pack says it of each failing answer.

    An answer fails that no satisfied reading holds; a reading that fails without such an answer
    cannot be mended one question at a time, so that nothing is promised.
    """
    status = judgement.verdict
    readings = status.readings or {}
    satisfied = [answers for answers, truth in readings.items() if truth is Truth.TRUE]
    added: list[Localised] = []
    failing: set[tuple[int, Value]] = set()
    for at, (name, _) in enumerate(status.questions):
        question = judgement.pack.questions[name]
        for answer in question.answers:
            if answer not in {each[at] for each in satisfied}:
                failing.add((at, answer))
                added += [
                    question.remedies[key]
                    for key in (write_value(answer),)
                    if key in question.remedies
                ]
    is_explained = all(
        failing & set(enumerate(answers)) for answers in readings if answers not in satisfied
    )
    return tuple(added) if is_explained and len(added) == len(failing) else ()


def tabulate_asks(judgement: Judgement, readiness: Readiness, signs: Signs) -> Table:
    """Tabulate everything that is asked under a regime."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(name_asked(ask, readiness.consignment, signs)),
            Text(ask.what.say(signs.language)),
            Text(ask.about) if ask.about else Text(readiness.consignment.id),
            Text(ask.start.isoformat()) if ask.start else NOT_APPLICABLE,
            Text(ask.by.isoformat()) if ask.by else NOT_APPLICABLE,
            Text(", ".join(ask.unblocks)),
        )
        for ask in readiness.asks.get(judgement.pack.id, ())
    )
    columns = (
        Column("from_whom", signs.say("from whom")),
        Column("what", signs.say("what")),
        Column("about", signs.say("about")),
        Column("start", signs.say("begin by")),
        Column("by", signs.say("needed by")),
        Column("unblocks", signs.say("settles")),
    )
    title = signs.say("Requests")
    return Table(f"asks_{judgement.pack.id}", title, columns, rows, part=ASKS)
