"""What to do about a customs entry that was compared: who, what, and why."""

from collections.abc import Iterator

from cradlegate.border.entries.entry import EntryState
from cradlegate.border.matching.field_match import Field, FieldMatch, Relation
from cradlegate.border.matching.match import Match
from cradlegate.core.outcome import Outcome
from cradlegate.reports.report import Step

MOST_STEPS = 6
BENEFIT = "the benefit of the RCEP green customs channel where it is claimed"
_BROKER, _MAKER, _YOU, _SENDER = "customs broker", "maker", "you", "whoever submitted"
_OF_SUBMISSION = {
    Field.SUBMITTED_NO,
    Field.CF_VALUE,
    Field.CF_UNIT,
    Field.DECLARED_UNIT,
    Field.SUBMITTED_AT,
}
_OF_SHIPMENT = {Field.EXPORTER, Field.MAKER, Field.ORIGIN, Field.YEAR}
_OF_TIME = {Field.SIGNED, Field.FILED, Field.VALID}


def list_steps(match: Match) -> Iterator[Step]:
    """List what to do, the most pressing first; the rest stands in the table."""
    steps = [*_list_all(match)]
    yield from steps[:MOST_STEPS]
    if len(steps) > MOST_STEPS:
        rest = len(steps) - MOST_STEPS
        yield Step(_YOU, f"see the {rest} other fields under `Field by field`")


def _list_all(match: Match) -> Iterator[Step]:
    seal = match.asked.seal
    if seal.outcome is Outcome.NOT_MET:
        yield Step(_YOU, "ask the maker for the declaration as it was signed", because=seal.found)
        return
    if seal.outcome is Outcome.UNDETERMINED:
        text = "check who signed the declaration: give a trust list of your own choice with --trust"
        yield Step(_YOU, text, because=seal.found)
    conflicts = match.with_relation(Relation.CONFLICT)
    if conflicts and match.is_lodged:
        yield Step(
            _BROKER,
            "ask the customs office how the entry is amended, and keep what it answers",
            because=f"a difference found after lodgement would void {BENEFIT} and bring a review "
            "by hand (reported, S2-14)",
        )
    yield from (_mend(each, match) for each in conflicts)
    yield from _settle(match)
    if not conflicts and match.entry.state is EntryState.DRAFT:
        text = "compare the registered entry once more, with --registered"
        yield Step(_BROKER, text, because="what customs holds counts, not the draft")


def _mend(field: FieldMatch, match: Match) -> Step:
    what, because = _say(field), field.sameness.note
    if field.field in _OF_SUBMISSION:
        return Step(_SENDER, f"mend the submission: {what}", because=because)
    if field.field is Field.COVERAGE:
        return Step(_MAKER, f"declare these machines: {what}", because=because)
    if field.field in _OF_TIME:
        dates = f"{field.declared.text}, {field.entered.text}"
        return Step(_YOU, f"look at the dates, {field.field}: {dates}", because=because)
    place = "the entry" if match.is_lodged else "the draft"
    text = f"find out which side is right, and mend {place} or ask the maker: {what}"
    return Step(_BROKER, text, because=because)


def _say(field: FieldMatch) -> str:
    line = f" in line {field.line}" if field.line else ""
    name = f"{field.column}" if field.column else str(field.field)
    return f"{name}{line} is {field.entered.text or '?'}, not {field.declared.text or '?'}"


def _settle(match: Match) -> Iterator[Step]:
    """Ask for what is not known, one step for what the same person can say."""
    names: dict[str, list[str]] = {}
    reasons: dict[str, list[str]] = {}
    for each in match.with_relation(Relation.UNKNOWN):
        text = _ask(each, match)
        names.setdefault(text, []).append(str(each.field))
        reasons.setdefault(text, []).append(each.sameness.note)
    for text, fields in names.items():
        listed = ", ".join(dict.fromkeys(fields))
        because = "; ".join(dict.fromkeys(reasons[text]))
        yield Step(
            _SENDER if "submission" in text else _BROKER, f"{text}: {listed}", because=because
        )


def _ask(field: FieldMatch, match: Match) -> str:
    if field.field in _OF_SUBMISSION:
        return "complete the submission"
    if field.field in _OF_SHIPMENT and match.asked.expected.consignment is None:
        return "give the shipment with its parties, with --shipment"
    if "nobody has confirmed" in field.sameness.note:
        return "read the description and enter who confirmed it in confirmed_by"
    return "complete entry or shipment, or look at both sides"
