"""Requests as texts that can be sent as they are, one to a party."""

from collections.abc import Mapping
from itertools import groupby

from cradlegate.border.obligations.asks import Ask
from cradlegate.border.obligations.readiness import Readiness
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.declaration.languages import Language, write_day
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.reports.display import Signs, clean, signs_of
from cradlegate.reports.readiness.words import HOUSE_RULE, is_unconfirmed, name_asked, say_citation


def write_letters(readiness: Readiness, language: Language) -> Mapping[str, str]:
    """Write a text to every party that is asked for something.

    Returns:
        texts by file name: role and party, such as `request-verifier-body-1.en.txt`, with a number
        where two would be called the same.
    """
    signs = signs_of(language)
    texts: dict[str, str] = {}
    for (role, party), asks in _by_party(readiness):
        name = "-".join(part for part in (role, _slug(party)) if part)
        count = sum(each.startswith(f"request-{name}.") for each in texts)
        numbered = f"{name}.{count + 1}" if count else name
        texts[f"request-{numbered}.{language}.txt"] = _write(asks, readiness, signs)
    return texts


def _by_party(
    readiness: Readiness,
) -> list[tuple[tuple[str, str], list[tuple[Judgement, Ask]]]]:
    asked = [
        (judgement, ask)
        for judgement in readiness.decision.judgements
        for ask in readiness.asks.get(judgement.pack.id, ())
    ]
    asked.sort(key=lambda each: (each[1].role, each[1].party))
    grouped = groupby(asked, key=lambda each: (str(each[1].role), each[1].party))
    return [(key, list(asks)) for key, asks in grouped]


def _write(asks: list[tuple[Judgement, Ask]], readiness: Readiness, signs: Signs) -> str:
    consignment = readiness.consignment
    to = name_asked(asks[0][1], consignment, signs)
    subject = signs.say("Request for consignment {name}: {models}").format(
        name=consignment.id, models=_list_models(readiness)
    )
    lines = [
        f"{signs.say('To')}: {to}",
        f"{signs.say('Subject')}: {subject}",
        "",
        _introduce(readiness, signs),
        "",
        *(
            line
            for number, same in enumerate(_put_same_together(asks), 1)
            for line in _write_ask(number, same, signs)
        ),
        "",
        *_name_sources(asks, signs),
        *_warn(asks, signs),
        consignment.name_of(consignment.common("exporter_id")),
    ]
    return "\n".join(clean(line) for line in lines) + "\n"


def _name_sources(asks: list[tuple[Judgement, Ask]], signs: Signs) -> list[str]:
    """Say what the short names of the sources stand for."""
    cited = {
        rule.cite.source: judgement.pack.sources[rule.cite.source].what
        for judgement, ask in asks
        for name in ask.unblocks
        if (rule := judgement.pack.provision_by_id.get(name)) and rule.cite
    }
    if not cited:
        return []
    return [f"{signs.say('Sources')}:", *(f"  {name}: {what}" for name, what in cited.items()), ""]


def _warn(asks: list[tuple[Judgement, Ask]], signs: Signs) -> list[str]:
    """Say how well the rules are known that the requests come from."""
    if not any(is_unconfirmed(judgement.pack) for judgement, _ in asks):
        return []
    text = signs.say(
        "These rules are known from trade press or at second hand, and not confirmed in an "
        "official text."
    )
    return [text, ""]


def _introduce(readiness: Readiness, signs: Signs) -> str:
    consignment = readiness.consignment
    text = signs.say(
        "The consignment {name} holds {models} and goes to {destination}; the customs entry is "
        "planned for {day}. This is what is still open with you:"
    )
    entry = consignment.common("entry_date")
    return text.format(
        name=consignment.id,
        models=_list_models(readiness),
        destination=consignment.common("destination"),
        day=_say_entry(entry, signs),
    )


def _say_entry(entry: Interval | Blank, signs: Signs) -> str:
    if isinstance(entry, Blank):
        return signs.say("a day not yet known")
    return write_day(entry.first, signs.language) if entry.first == entry.last else str(entry)


def _put_same_together(asks: list[tuple[Judgement, Ask]]) -> list[list[tuple[Judgement, Ask]]]:
    """Put together what several regimes ask of one party, so that it is asked once."""
    same: dict[tuple[str, str], list[tuple[Judgement, Ask]]] = {}
    for judgement, ask in asks:
        same.setdefault((str(ask.what), ask.about), []).append((judgement, ask))
    return list(same.values())


def _write_ask(number: int, same: list[tuple[Judgement, Ask]], signs: Signs) -> list[str]:
    first = same[0][1]
    about = f" ({first.about})" if first.about else ""
    lines = [f"{number}. {first.what.say(signs.language)}{about}"]
    start = min((ask.start for _, ask in same if ask.start), default=None)
    by = min((ask.by for _, ask in same if ask.by), default=None)
    if start and by:
        text = signs.say("Begin by {start}; needed on {day}.")
        days = {"start": write_day(start, signs.language), "day": write_day(by, signs.language)}
        lines.append(f"   {text.format(**days)}")
    elif by:
        said = signs.say("Needed on {day}.").format(day=write_day(by, signs.language))
        lines.append(f"   {said}")
    why = dict.fromkeys(
        _say_why(judgement, name, signs) for judgement, ask in same for name in ask.unblocks
    )
    lines.append(f"   {signs.say('Because')}: {'; '.join(why)}")
    return lines


def _say_why(judgement: Judgement, provision: str, signs: Signs) -> str:
    """Name the requirement that it settles, with its citation."""
    rule = judgement.pack.provision_by_id[provision]
    source = say_citation(rule.cite, signs) if rule.cite else signs.say(HOUSE_RULE)
    return f"{judgement.pack.instrument.number}, {rule.title.say(signs.language)} [{source}]"


def _list_models(readiness: Readiness) -> str:
    machines = []
    for each in readiness.consignment.machines:
        serials = ", ".join(each.values["serials"])
        machines.append(
            f"{each.values['qty']} × {each.values['model']}" + (f" ({serials})" if serials else "")
        )
    return "; ".join(machines)


def _slug(party: str) -> str:
    return "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in party).strip("-")
