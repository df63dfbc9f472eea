"""The command `demo`: the whole way on a shipped machine."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from cradlegate import __version__
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, say, show
from cradlegate.core.fault import FaultsError
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import EXIT_YES

if TYPE_CHECKING:
    from cradlegate.declaration.document import DeclarationDocument
    from cradlegate.footprint.footprint import Footprint
    from cradlegate.work.self_made import SelfMadeTrust

MACHINE = "vmc-850"
KEY, LIST, DOSSIER = "maker.key", "trust-list.json", "vmc-850.dossier"
REGISTER = "register-example-2026-q2"
DEFAULT_FOLDER = Path("demo")
ISSUED = date(2026, 3, 31)
"""The day of the invented declaration; fixed, so that every run gives the same bytes."""

SIGNED = datetime.combine(ISSUED, time(), UTC)
ASKED = datetime(2026, 7, 3, 9, tzinfo=UTC)
"""When the demo asks whether the invented consignment may go; fixed for the same reason."""

SELF_MADE = (
    "The keys and the trust list of this demo are made by the program and known to everybody: "
    "they show the way, and prove nothing."
)


def demo(
    folder: Path = DEFAULT_FOLDER,
    *,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Go the whole way on the shipped machine: compute, declare, sign, seal, check, ask the border.

    Example: `cradlegate demo`

    Args:
        folder: Where case and results go; the default folder is replaced on each run.
        force: Replace files that exist.
    """
    from cradlegate.compose import study, supplier_tiers
    from cradlegate.footprint.calculate import Settings
    from cradlegate.reports.contents.footprint_report import report_footprint
    from cradlegate.store.atomic import write_files

    may_replace = force or folder == DEFAULT_FOLDER
    examples = study.read_examples()
    write_files(folder, examples, force=may_replace)
    traced = supplier_tiers.compute_traced(folder / MACHINE, Settings())
    result = traced.footprint
    report = report_footprint(result)
    show(report, output, result.faults, {"case": result.case_digest})
    if not output.json:
        _explain_largest(result, folder, output)
    name_files(folder, list(examples))
    results = folder / "results"
    names = study.write_footprint(result, report, results, traced.tiers, force=may_replace)
    name_files(results, names)
    _prove(folder, output, force=may_replace)
    _ask_the_border(folder, output, force=may_replace)
    return EXIT_YES


def _explain_largest(result: "Footprint", folder: Path, output: Output) -> None:
    from cradlegate.footprint.tracing.trace import explain
    from cradlegate.reports.contents.explain_report import report_explanation

    largest = max(result.lines_in_view, key=lambda line: line.emissions)
    path = f"line/{largest.id}"
    say(f"\n$ cradlegate explain {folder / MACHINE} {path}\n")
    show(report_explanation(result, explain(result, path)), output)


def _prove(folder: Path, output: Output, *, force: bool) -> None:
    """Declare, sign and seal as the maker; then check as somebody who trusts nobody."""
    trust = _declare(folder, force=force)
    _seal(folder, trust, force=force)
    _check(folder / DOSSIER, folder / "keys" / LIST, output)


def _declare(folder: Path, *, force: bool) -> "SelfMadeTrust":
    from cradlegate.compose import study
    from cradlegate.core.party import Party
    from cradlegate.declaration.signing import sign_declaration
    from cradlegate.footprint.calculate import Settings
    from cradlegate.store.key_files import KeyFile, write_key_pair
    from cradlegate.store.single_file import write_single_file
    from cradlegate.work.self_made import make_trust

    case, declared, keys = folder / MACHINE, folder / "declared", folder / "keys"
    read = study.declare_at(case, Settings(), ISSUED).document
    maker = read.declaration.maker
    trust = make_trust(Party(maker.id, maker.name, maker.country), ISSUED)
    signed = sign_declaration(read, trust.key, maker.id, SIGNED)
    files = _render(signed)
    say(f"\n$ cradlegate declare {case} --out {declared} --issued {ISSUED}")
    name_files(declared, study.write_declaration(signed, declared, files, force=force))
    say(f"\n$ cradlegate declaration sign {declared} --key {keys / KEY}")
    write_key_pair(keys / KEY, KeyFile(trust.maker, trust.key, SIGNED), force=force)
    write_single_file(keys / LIST, trust.trust_list, force=force)
    name_files(keys, [KEY, f"{KEY}.pub", LIST])
    say(SELF_MADE)
    return trust


def _seal(folder: Path, trust: "SelfMadeTrust", *, force: bool) -> None:
    from cradlegate.compose import dossiers
    from cradlegate.store.single_file import write_single_file
    from cradlegate.work.seal import Seal

    case, declared, keys = folder / MACHINE, folder / "declared", folder / "keys"
    seal = Seal(trust.key, trust.maker, SIGNED, __version__)
    enclosures = dossiers.Enclosures(trust_list=keys / LIST)
    sealed = dossiers.seal_at(declared, case, seal, enclosures)
    dossier = folder / DOSSIER
    say(f"\n$ cradlegate dossier build {declared} {case} --key {keys / KEY} --out {dossier}")
    write_single_file(dossier, sealed, force=force)
    name_files(folder, [DOSSIER])


def _render(signed: "DeclarationDocument") -> dict[str, bytes]:
    """Render all that can be rendered here: without the extra `report`, English without PDF."""
    from cradlegate.declaration.languages import PRINTED, Language
    from cradlegate.reports.renderings import Format, render_declaration

    try:
        return render_declaration(signed, PRINTED, tuple(Format))
    except FaultsError as error:
        say(str(error))
        return render_declaration(signed, (Language.ENGLISH,), (Format.HTML, Format.XLSX))


def _check(dossier: Path, trust: Path, output: Output) -> None:
    from cradlegate.compose import dossiers
    from cradlegate.reports.contents.verdict_report import report_verdict

    if output.json:
        return
    asked = f"{dossier} --trust {trust} --recompute --at {ISSUED}"
    say(f"\n$ cradlegate dossier verify {asked}\n")
    questions = dossiers.ask_with(trust, ISSUED, is_recomputed=True)
    show(report_verdict(dossiers.verify_at(dossier, questions), DOSSIER, questions), output)


def _ask_the_border(folder: Path, output: Output, *, force: bool) -> None:
    """Ask whether the machine may go to Vietnam with the dossier as its document."""
    from cradlegate.compose import gate, study
    from cradlegate.compose.border import match
    from cradlegate.declaration.languages import PRINTED, Language, list_spoken
    from cradlegate.reports.readiness.document import report_readiness
    from cradlegate.work.prepare import prepare

    shipment, register, ready = folder / "shipment", folder / REGISTER, folder / "ready"
    trust = folder / "keys" / LIST
    dossier = {f"documents/{DOSSIER}": (folder / DOSSIER).read_bytes()}
    _write_inputs(shipment, {**gate.read_example_shipment(), **dossier}, force=force)
    _write_inputs(register, gate.read_example_registers()[REGISTER], force=force)
    number = study.read_declaration_at(folder / "declared").declaration.id
    _write_inputs(folder / "entry", match.read_example_entry(number), force=force)
    terms = gate.draw_up_terms((), (), gate.Believed(trust, (register,)), None, ASKED)
    chosen = gate.choose_consignment(gate.read_shipment_at(shipment), None)
    prepared = prepare(chosen, terms)
    spoken = tuple(each for each in PRINTED if each in list_spoken())
    names = gate.write_readiness(prepared.readiness, ready, spoken, (), force=force)
    sources = f"--trust {trust} --register {register}"
    options = f"--known-as-of {write_utc(ASKED)} --language {' '.join(spoken)} --out {ready}"
    asked = f"{shipment} {sources} {options}"
    say(f"\n$ cradlegate readiness {asked}\n")
    if not output.json:
        show(report_readiness(prepared.readiness, Language.ENGLISH, is_traced=False), output)
    name_files(ready, names)


def _write_inputs(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    from cradlegate.store.atomic import write_files

    write_files(folder, files, force=force)
    name_files(folder, list(files))
