"""From the values of a pack file, whose form has been checked, to the pack."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.core.period import Interval
from cradlegate.regimes.expression.parse import parse_expression
from cradlegate.regimes.expression.syntax import list_questions
from cradlegate.regimes.localised import read_localised
from cradlegate.regimes.pack.pack import (
    Authority,
    Benefit,
    Consequence,
    DatedValue,
    Instrument,
    Lead,
    Pack,
    PackSource,
    PackType,
    Parameter,
    Question,
    RecordedAnswer,
    Remark,
    RequiredDocument,
    WatchItem,
)
from cradlegate.regimes.pack.provision import (
    Citation,
    Expressed,
    Life,
    Modality,
    Provision,
    ProvisionKind,
    Voice,
)
from cradlegate.regimes.pack.tree import PackValue, Tree
from cradlegate.regimes.values import Value, ValueKind, write_value
from cradlegate.regimes.vocabulary import Anchor, Asked, Subject


def build_pack(entry: Tree, digests: tuple[str, ...], digest: str) -> Pack:
    """Build a pack.

    Args:
        entry: the values of its file, laid over those of the pack that it extends.
        digests: of the files that it was put together from.
        digest: of the whole.

    Raises:
        ExpressionError: an expression that cannot be parsed.
        PeriodError, ValueError: a day that is none.
    """
    tables = {**entry.get("parameters", {}), **entry.get("tables", {})}
    return Pack(
        id=entry["id"],
        title=read_localised(entry["title"]),
        type=PackType(entry["type"]),
        version=str(entry["version"]),
        known_from=date.fromisoformat(entry["known_from"]),
        extends=entry.get("extends", ""),
        instrument=_instrument(entry["instrument"]),
        authorities=tuple(_authority(*each) for each in entry["authorities"].items()),
        sources={name: _source(name, each) for name, each in entry["sources"].items()},
        parameters={name: _parameter(name, each) for name, each in tables.items()},
        questions={
            name: _question(name, each) for name, each in entry.get("questions", {}).items()
        },
        provisions=tuple(build_provision(each) for each in entry["provisions"]),
        documents={
            name: _document(name, each) for name, each in entry.get("documents", {}).items()
        },
        consequence=_consequence(entry.get("consequence")),
        benefit=_benefit(entry.get("benefit")),
        watch=tuple(_watch(each) for each in entry.get("watch", ())),
        not_modelled=tuple(_remark(each) for each in entry["not_modelled"]),
        disputes=tuple(_remark(each) for each in entry.get("disputes", ())),
        answers=tuple(_answer(each) for each in entry.get("answers", ())),
        digest=digest,
        digests=digests,
        entry=entry,
    )


def build_provision(entry: Tree) -> Provision:
    """Build one provision.

    Raises:
        ExpressionError: an expression that cannot be parsed.
    """
    voice = Voice(entry["voice"])
    return Provision(
        id=entry["id"],
        title=read_localised(entry["title"]),
        cite=_cite(entry.get("cite")),
        voice=voice,
        life=Life(entry.get("life", "in_force")),
        is_guidance_pending=entry.get("guidance") == "pending",
        subject=Subject(entry.get("subject", "machine")),
        kind=ProvisionKind(entry["kind"]),
        modality=Modality(entry.get("modality", _usual_modality(entry["kind"], voice))),
        anchor=Anchor(entry.get("anchor", "entry")),
        when=_expressed(entry.get("when")),
        test=_expressed(entry.get("test")),
        exclude_if=_expressed(entry.get("exclude_if")),
        of=entry.get("of", ""),
        document=entry.get("document", ""),
        overrides=tuple(entry.get("overrides", ())),
        lowers_to=Modality(entry["lowers_to"]) if "lowers_to" in entry else None,
        raised_by=_expressed(entry.get("raise_modality")),
        first=_day(entry.get("from")),
        last=_day(entry.get("to")),
        help=read_localised(entry["help"]),
        remedy=read_localised(entry["remedy"]) if "remedy" in entry else None,
        renews=entry.get("renews", False),
        asked=Asked(entry.get("asked", "exporter")),
    )


def read_value(value: PackValue, kind: ValueKind | None = None) -> Value:
    """Read a value as a pack writes it; a day is a text in the file and an interval here.

    Raises:
        PeriodError: a text that is no day, where a day is asked for.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return Interval.parse(value) if kind is ValueKind.DATE else value


def unfold(text: str) -> str:
    """Write an expression in one line, as its faults and traces show it."""
    return " ".join(text.split())


def _usual_modality(kind: str, voice: Voice) -> str:
    """Give the modality of a provision that names none."""
    if not voice.can_bind:
        return Modality.RECOMMENDED
    return Modality.FACILITATION if kind == ProvisionKind.GRANTS else Modality.MANDATORY


def _expressed(text: str | None) -> Expressed | None:
    if text is None:
        return None
    plain = unfold(text)
    tree = parse_expression(plain)
    return Expressed(plain, tree, list_questions(tree))


def _cite(entry: Mapping[str, str] | None) -> Citation | None:
    return Citation(entry["source"], entry["para"], entry["text"]) if entry else None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _instrument(entry: Tree) -> Instrument:
    return Instrument(
        entry["title"],
        entry["number"],
        entry["kind"],
        entry["issuer"],
        _day(entry.get("signed")),
        _day(entry.get("published")),
        entry.get("gazette", ""),
        date.fromisoformat(entry["from"]),
        _day(entry.get("to")),
    )


def _authority(name: str, entry: Tree) -> Authority:
    aliases = tuple(entry.get("aliases", ()))
    return Authority(name, entry["name"], entry["country"], entry["role"], aliases)


def _source(name: str, entry: Tree) -> PackSource:
    seen = date.fromisoformat(entry["seen"])
    grade = LawGrade(entry["grade"])
    return PackSource(name, entry["what"], grade, seen, entry["primary_text_seen"])


def _parameter(name: str, entry: Tree) -> Parameter:
    kind = ValueKind(entry["kind"])
    keys = tuple(ValueKind(key) for key in entry.get("keys", ()))
    values = tuple(_dated(each, kind) for each in entry["values"])
    return Parameter(name, kind, keys, Cause(entry.get("missing", "law")), values)


def _dated(entry: Tree, kind: ValueKind) -> DatedValue:
    return DatedValue(
        tuple(read_value(key) for key in entry.get("keys", ())),
        read_value(entry["value"], kind),
        _day(entry.get("from")),
        _day(entry.get("to")),
        _cite(entry.get("cite")),
    )


def _question(name: str, entry: Tree) -> Question:
    answers = tuple(read_value(each) for each in entry["answers"])
    remedies = entry.get("remedies", {})
    return Question(
        id=name,
        ask=read_localised(entry["ask"]),
        answers=answers,
        index=entry.get("index", ""),
        cause=Cause(entry["cause"]),
        plan_for=read_value(entry["plan_for"]) if "plan_for" in entry else None,
        conflict=tuple(entry.get("conflict", ())),
        watch=tuple(entry.get("watch", ())),
        cite=_cite(entry.get("cite")),
        remedies={
            write_value(each): read_localised(remedies[write_value(each)])
            for each in answers
            if write_value(each) in remedies
        },
    )


def _document(name: str, entry: Tree) -> RequiredDocument:
    return RequiredDocument(
        id=name,
        name=read_localised(entry["name"]),
        types=tuple(entry.get("types", ())),
        relates=_expressed(entry.get("relates")),
        owed_by=Asked(entry.get("owed_by", "exporter")),
        asked=Asked(entry.get("asked", "exporter")),
        needed_by=Anchor(entry.get("needed_by", "entry")),
        lead=_lead(entry.get("lead")),
        any_of=tuple(entry.get("any_of", ())),
        all_of=tuple(entry.get("all_of", ())),
    )


def _lead(entry: Tree | None) -> Lead | None:
    if entry is None:
        return None
    shortest, longest = entry["days"]
    return Lead(shortest, longest, _demand_cite(entry["cite"]))


def _demand_cite(entry: Mapping[str, str]) -> Citation:
    return Citation(entry["source"], entry["para"], entry["text"])


def _consequence(entry: Tree | None) -> Consequence | None:
    if entry is None:
        return None
    return Consequence(read_localised(entry["text"]), _demand_cite(entry["cite"]), entry["cost"])


def _benefit(entry: Tree | None) -> Benefit | None:
    if entry is None:
        return None
    void_when = _expressed(entry.get("void_when"))
    return Benefit(read_localised(entry["text"]), _demand_cite(entry["cite"]), void_when)


def _watch(entry: Tree) -> WatchItem:
    return WatchItem(
        entry["id"],
        read_localised(entry["what"]),
        entry["authority"],
        tuple(entry.get("settles", ())),
        Interval.parse(entry["expected"]) if "expected" in entry else None,
        entry["where"],
        entry["counts"],
        _cite(entry.get("cite")),
    )


def _remark(entry: Tree) -> Remark:
    text, when = read_localised(entry["text"]), _expressed(entry.get("when"))
    return Remark(entry["id"], text, when, _cite(entry.get("cite")))


def _answer(entry: Tree) -> RecordedAnswer:
    return RecordedAnswer(
        entry["question"],
        entry.get("index", ""),
        read_value(entry["answer"]),
        _day(entry.get("from")),
        date.fromisoformat(entry["known_from"]),
        _demand_cite(entry["cite"]),
    )
