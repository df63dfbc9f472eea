"""What each check looks at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from cradlegate.core.fault import FaultsError
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.figures import list_figures
from cradlegate.dossier.check import CheckId
from cradlegate.dossier.contents import Contents, name_faults, name_some
from cradlegate.dossier.layout import CASE, RENDERINGS, SOURCES, TRUST_LIST_FILE, below
from cradlegate.dossier.manifest import compare_files
from cradlegate.dossier.opinions import judge_opinion
from cradlegate.dossier.recompute import can_recompute, recompute
from cradlegate.dossier.signatures import judge_owner, judge_proofs
from cradlegate.dossier.study import StudyLine, sum_figures
from cradlegate.footprint.footprint import METHOD
from cradlegate.footprint.rounding import signed_text
from cradlegate.footprint.used_sources import digest_sources
from cradlegate.product.case_files import read_case_files
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.trust_lists.trust_list import (
    TrustList,
    judge_list_signature,
    judge_list_validity,
)

Draw = Callable[[DeclarationDocument, str], bytes | None]


@dataclass(frozen=True, slots=True)
class Questions:
    """What a reader asks of a dossier.

    Args:
        as_of: the day for which it is asked.
        trust_list: of the reader's own choice; without one, who signed stays undetermined.
        registers: of accredited bodies, of the reader's own choice; without one, whether a body
            was accredited stays undetermined.
        is_recomputed: whether footprint and pages are made again.
        product: version of the program that checks.
        draw: draws a rendering by file name, the same in every installation of this version;
            None for one that other libraries take part in.
    """

    as_of: date
    trust_list: TrustList | None = None
    is_recomputed: bool = False
    product: str = ""
    draw: Draw | None = None
    registers: tuple[RegisterSnapshot, ...] = ()


Judge = Callable[[Contents, Questions], Finding]


def _met(found: str) -> Finding:
    return Finding(Outcome.MET, found)


def _not_met(found: str) -> Finding:
    return Finding(Outcome.NOT_MET, found)


def _open(found: str) -> Finding:
    return Finding(Outcome.UNDETERMINED, found)


def _not_asked(found: str) -> Finding:
    return Finding(Outcome.NOT_APPLICABLE, found)


def _judge_archive(contents: Contents, _: Questions) -> Finding:
    if "archive" in contents.reasons:
        return contents.reasons["archive"]
    if not contents.is_sealed:
        return _not_met("its bytes are not those of its members in sealed form")
    return _met(f"{len(contents.files)} members, nothing beside them")


def _judge_manifest(contents: Contents, _: Questions) -> Finding:
    if contents.manifest is None:
        return _missing(contents, "manifest")
    if not contents.is_manifest_canonical:
        return _not_met("the manifest does not stand in its canonical bytes")
    manifest = contents.manifest
    return _met(f"{len(manifest.files)} files, built {manifest.built} by {manifest.builder_name}")


def _judge_members(contents: Contents, _: Questions) -> Finding:
    if contents.manifest is None:
        return _unreached("manifest")
    differences = compare_files(contents.manifest, contents.files)
    if differences:
        return _not_met(name_some(list(differences)))
    return _met(f"{len(contents.manifest.files)} digests agree")


def _judge_seal(contents: Contents, questions: Questions) -> Finding:
    if contents.manifest is None:
        return _unreached("manifest")
    return judge_proofs(contents.manifest_document, questions.trust_list)


def _judge_builder(contents: Contents, questions: Questions) -> Finding:
    if contents.manifest is None:
        return _unreached("manifest")
    owner = contents.manifest.builder_id
    document = contents.manifest_document
    return judge_owner(document, owner, questions.trust_list, questions.as_of)


def _judge_declaration(contents: Contents, _: Questions) -> Finding:
    if contents.declaration is None:
        return _missing(contents, "declaration")
    declared = contents.declaration.declaration
    return _met(f"{declared.machine.model} of {declared.maker.name}, issued {declared.issued}")


def _judge_subject(contents: Contents, _: Questions) -> Finding:
    if contents.manifest is None or contents.declaration is None:
        return _unreached("manifest" if contents.manifest is None else "declaration")
    if contents.manifest.subject != contents.declaration.digest:
        return _not_met(f"the manifest is about {contents.manifest.subject}")
    return _met(contents.declaration.digest)


def _judge_signature(contents: Contents, questions: Questions) -> Finding:
    if contents.declaration is None:
        return _unreached("declaration")
    return judge_proofs(contents.declaration.document, questions.trust_list)


def _judge_signer(contents: Contents, questions: Questions) -> Finding:
    if contents.declaration is None:
        return _unreached("declaration")
    owner = contents.declaration.declaration.maker.id
    document = contents.declaration.document
    return judge_owner(document, owner, questions.trust_list, questions.as_of)


def _judge_trust_list(contents: Contents, questions: Questions) -> Finding:
    if questions.trust_list is None:
        own = TRUST_LIST_FILE in contents.files
        hint = "; the one inside the dossier is not believed" if own else ""
        return _open(f"no trust list was given{hint}")
    signature = judge_list_signature(questions.trust_list)
    if signature.outcome is not Outcome.MET:
        return signature
    validity = judge_list_validity(questions.trust_list, questions.as_of)
    return Finding(validity.outcome, f"{signature.found}; {validity.found}")


def judge_case(contents: Contents, _: Questions) -> Finding:
    """Judge whether the case is the one declared, section by section."""
    if contents.declaration is None or contents.sources is None:
        return _unreached("declaration" if contents.declaration is None else "sources")
    made_from = contents.declaration.declaration.made_from
    reading = read_case_files(below(CASE, contents.files), contents.sources.library.families)
    if reading.case is None:
        return _not_met(name_faults(FaultsError(reading.faults)))
    if reading.case.digest == made_from.case:
        return _met(f"{len(made_from.sections)} sections, {made_from.case}")
    found = reading.case.section_digests
    changed = [name for name, digest in made_from.sections.items() if found.get(name) != digest]
    return _not_met(f"other content in {', '.join(changed) or 'the case'}")


def judge_sources(contents: Contents, _: Questions) -> Finding:
    """Judge whether the stored sources are the ones declared."""
    if contents.declaration is None:
        return _unreached("declaration")
    files = below(SOURCES, contents.files)
    digest = digest_sources(files)
    if digest != contents.declaration.declaration.made_from.sources:
        return _not_met(f"the files of the background have the digest {digest}")
    if contents.sources is None:
        return _missing(contents, "sources")
    return _met(f"{len(files)} files, {len(contents.sources.library.factors)} factors, {digest}")


def judge_figures(contents: Contents, _: Questions) -> Finding:
    """Judge whether the stored lines add up to the signed figures."""
    if contents.declaration is None:
        return _unreached("declaration")
    if contents.lines is None:
        return _missing(contents, "lines")
    declared = contents.declaration.declaration
    differences = _compare_sums(declared, contents.lines)
    if differences:
        return _not_met(name_some(differences))
    views = len(declared.results.views)
    return _met(f"{len(contents.lines)} lines add up to the figures of {views} views")


def _compare_sums(declared: Declaration, lines: tuple[StudyLine, ...]) -> list[str]:
    signed = list_figures(declared)
    differences = []
    for place, result in enumerate(declared.results.views):
        for path, value in sum_figures(lines, result.view):
            figure = f"results/views/{place}/{path}"
            # A category that an inseparable figure may hide is stated as unknown, not as zero.
            if figure in signed and signed[figure] != signed_text(value):
                differences.append(f"{figure}: signed {signed[figure]}, lines {signed_text(value)}")
            elif figure not in signed and value:
                differences.append(f"{figure}: not stated, lines {signed_text(value)}")
    return differences


def _judge_recomputation(contents: Contents, questions: Questions) -> Finding:
    if not questions.is_recomputed:
        return _not_asked("not asked; --recompute computes the footprint again")
    if contents.declaration is None or contents.lines is None:
        return _unreached("declaration" if contents.declaration is None else "lines")
    declared = contents.declaration.declaration
    if not can_recompute(declared):
        return _open(f"made by method {declared.made_from.method}; this version has {METHOD}")
    sources, case = below(SOURCES, contents.files), below(CASE, contents.files)
    try:
        again = recompute(declared, case, sources, contents.lines)
    except FaultsError as error:
        return _not_met(name_faults(error))
    if again.differences:
        return _not_met(name_some(list(again.differences)))
    return _met(f"{again.figures} figures equal as text, {again.lines} lines within 1e-12")


def _judge_renderings(contents: Contents, questions: Questions) -> Finding:
    """Draw pages again; those that another version or library draws are left to their reader."""
    pages = below(RENDERINGS, contents.files)
    if not questions.is_recomputed or questions.draw is None:
        return _not_asked("not asked; --recompute draws the HTML pages again")
    if contents.manifest is None or contents.declaration is None:
        return _unreached("manifest" if contents.manifest is None else "declaration")
    if contents.manifest.product_version != questions.product:
        return _not_asked(f"drawn by version {contents.manifest.product_version}; not compared")
    drawn = {name: questions.draw(contents.declaration, name) for name in pages}
    return _compare_pages(pages, drawn)


def _compare_pages(pages: Mapping[str, bytes], drawn: Mapping[str, bytes | None]) -> Finding:
    differing = [name for name, data in drawn.items() if data not in {None, pages[name]}]
    if differing:
        return _not_met(f"other content in {', '.join(differing)}")
    equal = sum((data is not None for data in drawn.values()), 0)
    if not equal:
        return _not_asked(f"no HTML page; {len(pages)} other files not compared")
    return _met(f"HTML pages equal: {equal}; other files, not compared: {len(pages) - equal}")


def _judge_opinion(contents: Contents, questions: Questions) -> Finding:
    if contents.manifest is None:
        return _unreached("manifest")
    if "opinion" in contents.reasons:
        return contents.reasons["opinion"]
    if contents.opinion is None:
        return _not_asked(
            "none stands in this dossier: no independent body has verified the figures"
        )
    if contents.declaration is None:
        return _unreached("declaration")
    asked = questions.trust_list, questions.registers, questions.as_of
    return judge_opinion(contents.opinion, contents.declaration, *asked)


JUDGES: Mapping[CheckId, Judge] = {
    CheckId.ARCHIVE: _judge_archive,
    CheckId.MANIFEST: _judge_manifest,
    CheckId.MEMBERS: _judge_members,
    CheckId.SEAL: _judge_seal,
    CheckId.BUILDER: _judge_builder,
    CheckId.DECLARATION: _judge_declaration,
    CheckId.SUBJECT: _judge_subject,
    CheckId.SIGNATURE: _judge_signature,
    CheckId.SIGNER: _judge_signer,
    CheckId.TRUST_LIST: _judge_trust_list,
    CheckId.CASE: judge_case,
    CheckId.SOURCES: judge_sources,
    CheckId.FIGURES: judge_figures,
    CheckId.RECOMPUTATION: _judge_recomputation,
    CheckId.RENDERINGS: _judge_renderings,
    CheckId.OPINION: _judge_opinion,
}
"""By check, in the order of their numbers."""


def _missing(contents: Contents, what: str) -> Finding:
    """Say why something cannot be read; where the archive itself cannot, nothing was reached."""
    return contents.reasons[what] if what in contents.reasons else _unreached("archive")


def _unreached(what: str) -> Finding:
    return _open(f"not reached: the {what} cannot be read")
