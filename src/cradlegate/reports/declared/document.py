"""A declaration as a report: the document that is handed on, in one of its languages."""

from collections.abc import Iterator

from cradlegate.core.blank import Blank
from cradlegate.core.grade import LawGrade
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import Language
from cradlegate.reports.declared import blocks, results, second_life
from cradlegate.reports.declared.seal import describe_status, list_seal
from cradlegate.reports.declared.texts import list_sections
from cradlegate.reports.display import Signs, figure_text, signs_of
from cradlegate.reports.report import (
    Answer,
    Chart,
    ChartKind,
    Cover,
    Figure,
    Grade,
    Note,
    Report,
    Table,
)
from cradlegate.verification.opinions.document import OpinionDocument

DISCLAIMER = (
    "Made by software from what the maker states. It is not legal advice, and it does not replace "
    "duties of safety, electromagnetic compatibility or labelling."
)


def report_declaration(
    read: DeclarationDocument, language: Language, opinion: OpinionDocument | None = None
) -> Report:
    """Draw up the document of a declaration in a language.

    Figures, names, ids and the maker's own words are the same in every language.

    Args:
        opinion: what a body says of it, if it does.

    Raises:
        FaultsError: an opinion on another declaration (RP-011).
    """
    declaration, signs = read.declaration, signs_of(language)
    say = signs.say
    machine = declaration.machine
    return Report(
        title=say("Carbon footprint declaration: {model}").format(model=machine.model),
        kind="declaration",
        answer=Answer(
            say("{model}, per machine").format(model=machine.model),
            results.state_headline(declaration),
            results.describe_view(declaration, declaration.results.headline, say)
            + "; "
            + say("95 % interval, biogenic uptake left out"),
        ),
        tables=tuple(table for table in _list_tables(declaration, signs) if table.rows),
        charts=(
            Chart(ChartKind.STACKED_BAR, "stages", "stage", "kgco2e"),
            Chart(ChartKind.TREEMAP, "cells", "subassembly", "kgco2e"),
            _span(declaration),
            *_tornado(declaration),
        ),
        notes=tuple(_list_notes(declaration, signs)),
        provenance=_list_provenance(read, signs),
        disclaimer=say(DISCLAIMER),
        sections=list_sections(declaration, signs),
        language=language,
        cover=draw_identity(read, opinion, signs),
    )


def _span(declaration: Declaration) -> Chart:
    views = [str(item.view) for item in declaration.results.views]
    return Chart(ChartKind.SPANS, "boundary", "stage", views[0], views[-1])


def _tornado(declaration: Declaration) -> tuple[Chart, ...]:
    if not declaration.blocks.sensitivity.varied:
        return ()
    return (Chart(ChartKind.TORNADO, "sensitivity", "figure", "low", "high"),)


def _list_tables(declaration: Declaration, signs: Signs) -> Iterator[Table]:
    say = signs.say
    yield results.tabulate_views(declaration, say)
    yield second_life.tabulate_second_life(declaration, say)
    yield results.tabulate_stages(declaration, say)
    yield results.tabulate_cells(declaration, say)
    yield results.tabulate_categories(declaration, say)
    yield blocks.tabulate_gwp(declaration, say)
    yield results.tabulate_boundary(declaration, say)
    yield blocks.tabulate_left_out(declaration, say)
    yield blocks.tabulate_allocation(declaration, say)
    yield blocks.tabulate_quality(declaration, say)
    yield blocks.tabulate_grades(declaration, say)
    yield blocks.tabulate_coverage(declaration, say)
    yield blocks.tabulate_uncertainty(declaration, say)
    yield blocks.tabulate_sensitivity(declaration, say)
    yield blocks.tabulate_instruments(declaration, say)
    yield blocks.tabulate_factors(declaration, say)
    yield blocks.tabulate_distances(declaration, say)
    yield blocks.tabulate_sources(declaration, say)
    yield from _list_word_tables(declaration, signs)


def _list_word_tables(declaration: Declaration, signs: Signs) -> Iterator[Table]:
    say, content = signs.say, declaration.blocks
    yield blocks.tabulate_words(
        "choices",
        say("Choices of method"),
        (say("subject"), say("chosen"), say("reason")),
        [(item.subject, item.chosen, item.reason) for item in content.choices.method],
        "choices",
    )
    yield blocks.tabulate_words(
        "named_factors",
        say("Factors chosen instead of the default"),
        (say("line"), say("factor"), say("kg CO2e per unit above the default"), say("reason")),
        [(one.line, one.factor, one.effect, one.reason) for one in content.choices.factors],
        "choices",
    )
    yield blocks.tabulate_words(
        "signed_off",
        say("Sections of the case and who answers for them"),
        (say("section"), say("role"), say("prepared by"), say("reviewed by"), say("date")),
        [
            (one.section, one.role, one.prepared_by, one.reviewed_by, one.date)
            for one in content.evidence.signed_off
        ],
        "evidence",
    )
    yield blocks.tabulate_words(
        "kept",
        say("Evidence that the maker keeps"),
        (say("id"), say("kind"), say("issuer"), "SHA-256"),
        [(one.id, one.kind, one.issuer, one.sha256) for one in content.evidence.kept],
        "evidence",
    )


def _list_notes(declaration: Declaration, signs: Signs) -> Iterator[Note]:
    for warned in declaration.blocks.assumptions.warnings:
        where = f"{warned.place}: " if warned.place else ""
        yield Note(f"{where}{warned.found} [{warned.code}]", is_warning=True)
    yield Note(
        signs.say(
            "The rules that ask for such a declaration are reported by trade press, not confirmed "
            "in an official text."
        ),
        Grade(LawGrade.REPORTED),
    )
    yield Note(
        signs.say(
            "A carbon footprint covers climate change alone; it says nothing of other effects on "
            "the environment."
        )
    )


def draw_identity(
    read: DeclarationDocument, opinion: OpinionDocument | None, signs: Signs
) -> Cover:
    """Say what a declaration is about, what it is, and who stands behind it.

    Raises:
        FaultsError: an opinion on another declaration (RP-011).
    """
    status = (signs.say("Status"), describe_status(read, opinion, signs.say))
    return Cover(
        identity=(*_list_identity(read.declaration, signs), status),
        seal_title=signs.say("Signature and verification"),
        seal=tuple(list_seal(read, opinion, signs)),
        reference=read.declaration.id,
        digest=read.digest,
    )


def _list_identity(declaration: Declaration, signs: Signs) -> Iterator[tuple[str, str]]:
    say, machine, maker = signs.say, declaration.machine, declaration.maker
    yield say("Maker"), f"{maker.name} ({maker.country})"
    yield say("Works"), "; ".join(f"{one.name} ({one.country})" for one in machine.works)
    yield say("Machine"), f"{machine.model}, {say(machine.kind.replace('_', ' '))}"
    yield say("Declared for"), _describe_scope(declaration, signs)
    yield say("Built, condition"), f"{machine.built}, {say(machine.condition)}"
    yield say("Net mass"), figure_text(Figure(machine.net_mass_kg, "kg", None), signs)
    unit = declaration.blocks.declared_unit
    power = figure_text(Figure(unit.rated_power_kw, "kW", None), signs)
    yield say("Rated power"), f"{power}, {unit.rated_power_basis}"
    if not isinstance(machine.hs_code, Blank):
        yield say("Commodity code"), f"HS {machine.hs_code} ({machine.hs_edition})"
    yield say("Issued"), declaration.issued.isoformat()
    if declaration.supersedes:
        yield say("Supersedes"), declaration.supersedes


def _describe_scope(declaration: Declaration, signs: Signs) -> str:
    machine = declaration.machine
    words = signs.say(_SCOPES.get(machine.declared_for, machine.declared_for))
    return f"{words}: {', '.join(machine.serials)}" if machine.serials else words


_SCOPES = {
    "type": "every machine of the type",
    "serial": "the serial numbers",
    "series_average": "the average of the series",
}


def _list_provenance(read: DeclarationDocument, signs: Signs) -> tuple[tuple[str, str], ...]:
    made, say = read.declaration.made_from, signs.say
    content = read.declaration.blocks
    draws = content.uncertainty
    bom = made.sections.get("bom", Blank.UNKNOWN.value)
    version = "" if isinstance(made.bom_version, Blank) else f" ({made.bom_version})"
    return (
        (say("declaration"), read.digest),
        (say("case"), made.case),
        (say("bill of materials") + version, bom),
        (say("factor library"), made.library),
        (say("sources in use"), made.sources),
        (say("method"), made.method),
        (say("program"), f"cradlegate {made.product}"),
        (say("draws, seed"), f"{draws.draws}, {draws.seed}"),
    )
