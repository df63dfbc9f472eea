"""Commands on declarations: declare, and under `declaration` sign, render, lint."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from cradlegate.cli.case import DEFAULT_DRAWS, DEFAULT_SEED, Draws, Seed, ViewOption, settle
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_warnings
from cradlegate.cli.trust import Repeated
from cradlegate.core.outcome import EXIT_NO, EXIT_YES, judge_exit_code

if TYPE_CHECKING:
    from cradlegate.declaration.document import DeclarationDocument
    from cradlegate.reports.renderings import Edition
    from cradlegate.verification.opinions.document import OpinionDocument

LanguageName = Literal["en", "vi", "zh", "th", "id", "ja", "ko"]
PRINTED: tuple[LanguageName, ...] = ("en", "vi")
Languages = Annotated[
    tuple[LanguageName, ...],
    Parameter(name="--language", consume_multiple=True, help="Languages of the renderings."),
]
FormatName = Literal["pdf", "html", "xlsx"]
Formats = Annotated[
    tuple[FormatName, ...],
    Parameter(name="--format", consume_multiple=True, help="Formats of the renderings."),
]
Fonts = Annotated[
    tuple[Path, ...],
    Parameter(name="--fonts", consume_multiple=True, help="Folders with further fonts."),
]
Bilingual = Annotated[
    bool,
    Parameter(negative="", help="One document in the two languages, instead of one in each."),
]
ALL_FORMATS: tuple[FormatName, ...] = ("pdf", "html", "xlsx")


def build_app() -> App:
    """Build the commands under `cradlegate declaration`."""
    from cradlegate.cli import handing_over

    app = App(name="declaration", help="A declaration: sign, render, lint, export and cover it.")
    for command in (sign, render, lint, handing_over.export, handing_over.cover):
        app.command(command)
    return app


def declare(
    case: Path,
    *,
    out: Path,
    issued: date | None = None,
    supersedes: Path | None = None,
    commit_lines: Annotated[bool, Parameter(negative="")] = False,
    secret: Path | None = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    view: ViewOption = None,
    languages: Languages = PRINTED,
    bilingual: Bilingual = False,
    formats: Formats = ALL_FORMATS,
    fonts: Fonts = (),
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Declare the footprint of a case: canonical JSON, and PDF, HTML and XLSX for readers.

    Example: `cradlegate declare my-machine --out declared`

    Args:
        case: folder, XLSX workbook or zip.
        out: Folder for the declaration and its renderings.
        issued: Day of issue; today if none is given.
        supersedes: Declaration that this one corrects.
        commit_lines: Commit to every line of the bill, so that single ones can be opened later.
        secret: Secret of the case for --commit-lines; made where there is none yet.
        force: Replace files that exist.
    """
    from cradlegate.compose import study, surroundings

    editions = choose_editions(languages, bilingual=bilingual)
    corrected = study.read_declaration_at(supersedes) if supersedes else None
    settings = settle(view, draws, seed, draft=False)
    day = issued or surroundings.today()
    known = _take_secret(secret, case, out, commit=commit_lines)
    declared = study.declare_at(case, settings, day, corrected, known)
    code = _write(declared.document, out, editions, formats, fonts, force=force, output=output)
    show_warnings(declared.warnings, output)
    return code


def sign(
    declaration: Path,
    *,
    key: Path,
    status_list: str = "",
    status_index: int | None = None,
    at: datetime | None = None,
    fonts: Fonts = (),
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Sign a declaration with the maker's key; its renderings are drawn anew.

    Example: `cradlegate declaration sign declared --key maker.key`

    Args:
        declaration: Folder that `declare` wrote, or the declaration in it.
        key: Key file of the maker.
        status_list: List in which the maker can revoke it: file that `trust revoke new` wrote, or
            URL of a list that another program keeps.
        status_index: Its entry in that list; drawn if none is given.
        at: Moment of signing with its zone; now if none is given.
    """
    from cradlegate.compose import study, surroundings
    from cradlegate.compose.status_places import StatusPlace, sign_in_place
    from cradlegate.store.key_files import read_key_file

    read = study.read_declaration_at(declaration)
    moment = demand_zone(at) if at else surroundings.now()
    place = StatusPlace(status_list, status_index) if status_list else None
    signed = sign_in_place(read, read_key_file(key), moment, place)
    folder = declaration if declaration.is_dir() else declaration.parent
    editions, formats = study.list_renderings_at(declaration)
    return _write(signed, folder, editions, formats, fonts, force=True, output=output)


def render(
    declaration: Path,
    *,
    out: Path,
    opinion: Path | None = None,
    languages: Languages = PRINTED,
    bilingual: Bilingual = False,
    formats: Formats = ALL_FORMATS,
    fonts: Fonts = (),
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Render a declaration for readers; the declaration itself is copied unchanged.

    Example: `cradlegate declaration render declared --out printed --language vi --format pdf`

    Args:
        declaration: Folder that `declare` wrote, or the declaration in it.
        out: Folder for the renderings.
        opinion: Opinion of a body on the declaration; the pages say who verified, and how far.
        force: Replace files that exist.
    """
    from cradlegate.compose import study

    editions = choose_editions(languages, bilingual=bilingual)
    read = study.read_declaration_at(declaration)
    said = study.read_opinion_at(opinion) if opinion else None
    return _write(read, out, editions, formats, fonts, said, force=force, output=output)


def lint(
    *files: Path,
    declaration: Path | None = None,
    pack: Annotated[tuple[str, ...], Repeated] = (),
    contract_cites: Annotated[tuple[str, ...], Repeated] = (),
    want: Annotated[tuple[str, ...], Repeated] = (),
    packs: Annotated[tuple[Path, ...], Repeated] = (),
    law_as_of: date | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Find claims that no footprint supports; with --pack, judge the study by a method too.

    Example: `cradlegate declaration lint declared --pack iso-14067-2018`

    Args:
        files: Declarations (.json, or folders that `declare` wrote) and texts in UTF-8.
        declaration: The declaration that texts may point to by its digest.
        pack: Method to judge declarations by, such as iso-14067-2018 or iso-tr-24122-2026.
        contract_cites: Method that a contract makes binding; it is judged too.
        want: Count what does not bind too: recommended, a pack, or one of its rules.
        packs: Pack, answer or folder of them, beside the shipped ones.
        law_as_of: Day whose edition is read; the day of issue if none is given.
    """
    from cradlegate.cli.faults import USAGE
    from cradlegate.compose import method, study
    from cradlegate.core.fault import Fault, FaultsError
    from cradlegate.reports.declared.study import list_deciding, report_studies
    from cradlegate.reports.faults_report import report_faults

    if not files:
        raise FaultsError([Fault(USAGE, "no file to look for claims in")])
    if (want or law_as_of) and not (pack or contract_cites):
        raise FaultsError([Fault(USAGE, "--want and --law-as-of need --pack or --contract-cites")])
    faults = study.lint_files(files, declaration)
    claims = EXIT_NO if any(fault.is_error for fault in faults) else EXIT_YES
    if not (pack or contract_cites):
        title = f"Claims in {', '.join(map(str, files))}"
        show(report_faults(faults, title), output, faults)
        return claims
    terms = method.draw_up_method(pack, packs, contract_cites, law_as_of, want)
    studies = method.judge_studies_at(files, terms)
    show(report_studies(studies, faults, want), output, faults)
    deciding = (status for each in studies for status in list_deciding(each, want))
    return claims or judge_exit_code(status.outcome for status in deciding)


def demand_zone(moment: datetime) -> datetime:
    """Give a moment that names its zone.

    Raises:
        FaultsError: it names none.
    """
    from cradlegate.cli.faults import NO_ZONE
    from cradlegate.core.fault import Fault, FaultsError

    if moment.tzinfo is None:
        raise FaultsError([Fault(NO_ZONE, f"{moment.isoformat()} names no zone")])
    return moment


def _take_secret(secret: Path | None, case: Path, out: Path, *, commit: bool) -> bytes | None:
    """Read the secret of a case, or make it and say so; none where nothing is committed to."""
    from cradlegate.cli.faults import USAGE
    from cradlegate.core.fault import Fault, FaultsError

    if commit is (secret is None):
        raise FaultsError([Fault(USAGE, "--commit-lines and --secret stand together")])
    if secret is None:
        return None
    from cradlegate.compose.case_secrets import take_secret

    is_new = not secret.exists()
    taken = take_secret(secret, case, out)
    if is_new:
        name_files(secret.parent, [secret.name])
    return taken


def choose_editions(languages: Sequence[str], *, bilingual: bool) -> "tuple[Edition, ...]":
    """Choose one document in each language, or one in the two that are named (RP-012)."""
    from cradlegate.declaration.languages import Language
    from cradlegate.reports.renderings import pair_languages

    chosen = tuple(map(Language, languages))
    return (pair_languages(chosen),) if bilingual else chosen


def _write(
    read: "DeclarationDocument",
    folder: Path,
    editions: "Sequence[Edition]",
    formats: Sequence[str],
    fonts: tuple[Path, ...],
    opinion: "OpinionDocument | None" = None,
    *,
    force: bool,
    output: Output,
) -> int:
    from cradlegate.compose import study
    from cradlegate.reports.declared.summary import report_declared
    from cradlegate.reports.renderings import Format, render_declaration

    chosen = [Format(name) for name in formats]
    files = render_declaration(read, editions, chosen, fonts, opinion)
    names = study.write_declaration(read, folder, files, force=force)
    name_files(folder, names)
    report = report_declared(read, str(folder), opinion)
    show(report, output, inputs={"declaration": read.digest})
    return EXIT_YES
