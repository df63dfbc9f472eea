"""Packs as reports: the list of them, one of them whole, and what differs between two."""

from collections.abc import Iterator, Mapping

from cradlegate.core.grade import LawGrade
from cradlegate.core.period import Interval
from cradlegate.declaration.languages import Language
from cradlegate.regimes.compare import Change, ChangeKind, compare_packs
from cradlegate.regimes.pack.pack import Pack
from cradlegate.reports.display import Signs, signs_of
from cradlegate.reports.readiness.law import tabulate_pack_sources
from cradlegate.reports.readiness.words import HOUSE_RULE
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Grade,
    Note,
    Part,
    Report,
    Section,
    Step,
    Table,
    Text,
)

DISCLAIMER = (
    "Packs hold what the texts they name are known or reported to say. They are not legal advice."
)
LAW = "law"


def report_packs(packs: tuple[Pack, ...]) -> Report:
    """List packs."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(each.id),
            Text(str(each.title)),
            Text(each.instrument.first.isoformat()),
            Text(str(len(each.provisions))),
            Text(str(len(each.questions))),
            Grade(_weakest_grade(each)),
        )
        for each in packs
    )
    columns = (
        Column("id", "id"),
        Column("title", "title"),
        Column("from", "in force from"),
        Column("provisions", "provisions", is_numeric=True),
        Column("questions", "open questions", is_numeric=True),
        Column("grade", "known from"),
    )
    return Report(
        title="Packs",
        kind="regimes",
        answer=Answer(f"{len(packs)} packs" if len(packs) != 1 else "1 pack"),
        next_steps=(Step("you", "see one whole with `cradlegate regime show ID`"),),
        tables=(Table("packs", "Packs", columns, rows),),
        provenance=tuple((each.id, each.digest) for each in packs),
        disclaimer=DISCLAIMER,
    )


def report_pack(pack: Pack, language: Language) -> Report:
    """Show a pack: every provision with its words, its voice and its source."""
    signs = signs_of(language)
    one = pack.instrument
    dates = f"{signs.say('in force from')} {one.first}"
    return Report(
        title=pack.title.say(language),
        kind="regime",
        answer=Answer(f"{pack.title.say(language)}, {dates}"),
        tables=(
            _tabulate_provisions(pack, signs),
            _tabulate_words(pack, signs),
            _tabulate_tests(pack, signs),
            tabulate_pack_sources(pack, signs),
        ),
        notes=tuple(Note(each.text.say(language)) for each in (*pack.disputes, *pack.not_modelled)),
        provenance=((pack.id, f"version {pack.version}, {pack.digest}"),),
        disclaimer=signs.say(DISCLAIMER),
        sections=(
            Section(Part.WHY, signs.say("What it asks")),
            Section(LAW, signs.say("Texts")),
            Section(Part.HOW_SURE, signs.say("How sure")),
        ),
        language=language,
    )


def report_changes(
    old: Mapping[str, Pack], new: Mapping[str, Pack], days: Interval | None = None
) -> Report:
    """Show what differs between the packs of two shelves that have the same id.

    Args:
        days: whose law they hold, of the first the old and of the last the new; None for packs
            as they stand.
    """
    shared = [name for name in old if name in new]
    found = {name: compare_packs(old[name], new[name]) for name in shared}
    rows = [
        row
        for name, changes in found.items()
        for each in changes
        for row in _show_change(old[name], new[name], each)
    ]
    gone = [(name, ChangeKind.REMOVED) for name in old if name not in new]
    come = [(name, ChangeKind.ADDED) for name in new if name not in old]
    rows += [_row(name, kind, "pack", "", "", "") for name, kind in (*gone, *come)]
    count = sum(len(changes) for changes in found.values()) + len(gone) + len(come)
    columns = (
        Column("pack", "pack"),
        Column("kind", "change"),
        Column("what", "what"),
        Column("field", "field"),
        Column("old", "before"),
        Column("new", "after"),
    )
    said = (f"{count} differences" if count != 1 else "1 difference") if count else "no difference"
    whose = f" between the law of {days.first} and that of {days.last}" if days else ""
    return Report(
        title="Differences between packs",
        kind="regime_diff",
        answer=Answer(f"{said}{whose}"),
        tables=(Table("changes", "Differences", columns, tuple(rows)),) if rows else (),
        provenance=tuple((name, _say_digests(old[name], new[name])) for name in shared),
        disclaimer=DISCLAIMER,
    )


def _say_digests(old: Pack, new: Pack) -> str:
    return old.digest if old.digest == new.digest else f"{old.digest} → {new.digest}"


def _weakest_grade(pack: Pack) -> LawGrade:
    """Give the weakest grade that a duty rests on."""
    order = list(LawGrade)
    grades = [pack.grade_of(each.cite) for each in pack.provisions if each.modality.binds]
    return max(grades, key=order.index, default=LawGrade.HOUSE_RULE)


def _tabulate_provisions(pack: Pack, signs: Signs) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(each.id, depth=1 if each.of else 0),
            Text(each.title.say(signs.language)),
            Text(signs.say(str(each.modality))) if not each.is_exclusion else NOT_APPLICABLE,
            Text(signs.say(str(each.voice))),
            Text(each.help.say(signs.language)),
        )
        for each in pack.provisions
    )
    columns = (
        Column("id", signs.say("provision")),
        Column("title", signs.say("what")),
        Column("modality", signs.say("how it binds")),
        Column("voice", signs.say("voice")),
        Column("help", signs.say("what it means")),
    )
    return Table("provisions", signs.say("Provisions"), columns, rows)


def _tabulate_words(pack: Pack, signs: Signs) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(each.id),
            Text(f"“{each.cite.text}”" if each.cite else signs.say(HOUSE_RULE)),
            Text(each.cite.source) if each.cite else NOT_APPLICABLE,
            Text(each.cite.para) if each.cite else NOT_APPLICABLE,
        )
        for each in pack.provisions
    )
    columns = (
        Column("id", signs.say("provision")),
        Column("words", signs.say("words it rests on")),
        Column("source", signs.say("source")),
        Column("para", signs.say("paragraph")),
    )
    return Table("words", signs.say("Words"), columns, rows, part=LAW)


def _tabulate_tests(pack: Pack, signs: Signs) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Text(each.id), Text(field.replace("_", " ")), Text(expressed.text))
        for each in pack.provisions
        for field, expressed in each.expressions.items()
    )
    columns = (
        Column("id", signs.say("provision")),
        Column("field", signs.say("part")),
        Column("expression", signs.say("expression")),
    )
    return Table("tests", signs.say("Tests"), columns, rows)


def _show_change(old: Pack, new: Pack, change: Change) -> Iterator[tuple[Cell, ...]]:
    what = f"{change.part} {change.id}"
    if not change.fields:
        before, after = (_say_title(pack, change) for pack in (old, new))
        yield _row(new.id, change.kind, what, "", before, after)
    for field, before, after in change.fields:
        yield _row(new.id, change.kind, what, field, before, after)


def _say_title(pack: Pack, change: Change) -> str:
    """Give the title of a provision that came or went, of the pack that has it."""
    provision = pack.provision_by_id.get(change.id) if change.part == "provisions" else None
    return str(provision.title) if provision else ""


def _row(
    pack: str, kind: ChangeKind, what: str, field: str, old: str, new: str
) -> tuple[Cell, ...]:
    return tuple(map(Text, (pack, str(kind), what, field, old, new)))
