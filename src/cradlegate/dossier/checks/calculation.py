"""Case, sources and figures, and whether the footprint comes from them."""

from collections.abc import Mapping

from cradlegate.core.canonical import digest_files
from cradlegate.core.fault import FaultsError
from cradlegate.core.finding import Finding
from cradlegate.declaration.declaration import Declaration, MadeFrom
from cradlegate.declaration.figures import list_view_figures
from cradlegate.dossier.checks.answers import (
    met,
    missing,
    not_asked,
    not_met,
    undetermined,
    unreached,
)
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents, name_faults, name_some
from cradlegate.dossier.layout import CASE, RENDERINGS, SOURCES, below
from cradlegate.dossier.recompute import can_recompute, recompute
from cradlegate.dossier.redaction import KEPT_BACK, is_redacted
from cradlegate.dossier.study import LINES_FILE, sum_figures
from cradlegate.footprint.footprint import METHOD
from cradlegate.footprint.rounding import signed_text
from cradlegate.product.case_files import digest_case_files, read_case_files

_NOTHING = signed_text(0)


def judge_case(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the case is the one declared, by its files or section by section.

    Where the signed files are there, their sections are read for a recomputation alone.
    """
    if contents.declaration is None:
        return unreached("declaration")
    made_from = contents.declaration.declaration.made_from
    files = find_case_files(contents, questions)
    if files is None:
        return undetermined(KEPT_BACK)
    if not questions.is_recomputed and digest_files(files) == made_from.files:
        return met(f"{len(files)} files byte for byte, {made_from.files}")
    return _compare_sections(contents, made_from, files)


def _compare_sections(
    contents: Contents, made_from: MadeFrom, files: Mapping[str, bytes]
) -> Finding:
    if contents.sources is None:
        return unreached("sources")
    families = contents.sources.library.families
    found = digest_case_files(files, families)
    if found is None:
        return not_met(name_faults(FaultsError(read_case_files(files, families).faults)))
    if found.whole == made_from.case:
        return met(f"{len(made_from.sections)} sections, {made_from.case}")
    own = found.sections
    changed = [name for name, digest in made_from.sections.items() if own.get(name) != digest]
    return not_met(f"other content in {', '.join(changed) or 'the case'}")


def judge_sources(contents: Contents, _: Questions) -> Finding:
    """Judge whether the stored sources are the ones declared."""
    if contents.declaration is None:
        return unreached("declaration")
    files = below(SOURCES, contents.files)
    digest = digest_files(files)
    if digest != contents.declaration.declaration.made_from.sources:
        return not_met(f"the files of the background have the digest {digest}")
    if contents.sources is None:
        return missing(contents, "sources")
    return met(f"{len(files)} files, {len(contents.sources.library.factors)} factors, {digest}")


def judge_figures(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the stored lines add up to the signed figures."""
    if contents.declaration is None:
        return unreached("declaration")
    if _is_redacted(contents):
        return _judge_kept_back(questions)
    if contents.lines is None:
        return missing(contents, "lines")
    declared = contents.declaration.declaration
    try:
        differences = _compare_sums(declared, contents.files[LINES_FILE])
    except OverflowError:
        return not_met("the stored lines are too large to be added up")
    if differences:
        return not_met(name_some(differences))
    views = len(declared.results.views)
    return met(f"{len(contents.lines)} lines add up to the figures of {views} views")


def judge_recomputation(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the footprint computed again is the one signed."""
    if not questions.is_recomputed:
        return not_asked("not asked; --recompute computes the footprint again")
    if contents.declaration is None:
        return unreached("declaration")
    if contents.lines is None and not _is_redacted(contents):
        return unreached("lines")
    case = find_case_files(contents, questions)
    if case is None:
        return undetermined(KEPT_BACK)
    return _recompute(contents, contents.declaration.declaration, case)


def judge_renderings(contents: Contents, questions: Questions) -> Finding:
    """Draw pages again; those that another version or library draws are left to their reader."""
    pages = below(RENDERINGS, contents.files)
    if not questions.is_recomputed or questions.draw is None:
        return not_asked("not asked; --recompute draws the HTML pages again")
    if contents.manifest is None or contents.declaration is None:
        return unreached("manifest" if contents.manifest is None else "declaration")
    if "opinion" in contents.reasons:
        return unreached("opinion")
    if contents.manifest.product_version != questions.product:
        return not_asked(f"drawn by version {contents.manifest.product_version}; not compared")
    drawn = {name: questions.draw(contents.declaration, name, contents.opinion) for name in pages}
    return _compare_pages(pages, drawn)


def find_case_files(contents: Contents, questions: Questions) -> Mapping[str, bytes] | None:
    """Find the files of the case: those inside, or the reader's own where they are kept back."""
    return questions.case_files if _is_redacted(contents) else below(CASE, contents.files)


def _is_redacted(contents: Contents) -> bool:
    return is_redacted(contents.files, contents.declaration)


def _recompute(contents: Contents, declared: Declaration, case: Mapping[str, bytes]) -> Finding:
    if not can_recompute(declared):
        return undetermined(
            f"made by method {declared.made_from.method}; this version has {METHOD}"
        )
    try:
        again = recompute(declared, case, below(SOURCES, contents.files), contents.lines)
    except FaultsError as error:
        return not_met(name_faults(error))
    if again.differences:
        return not_met(name_some(list(again.differences)))
    lines = "no line is stored" if again.lines is None else f"{again.lines} lines within 1e-12"
    return met(f"{again.figures} figures equal as text, {lines}")


def _judge_kept_back(questions: Questions) -> Finding:
    """Leave sums to whoever computes them from a case of their own, which check 14 does."""
    if questions.case_files is None:
        return undetermined(KEPT_BACK)
    if not questions.is_recomputed:
        return undetermined("no lines are stored; --recompute computes them from your case")
    return not_asked("no lines are stored; check 14 computes them from your case")


def _compare_sums(declared: Declaration, lines: bytes) -> list[str]:
    signed = list_view_figures(declared)
    differences = []
    for place, result in enumerate(declared.results.views):
        for path, summed in sum_figures(lines, result.view):
            figure = f"results/views/{place}/{path}"
            # A category that an inseparable figure may hide is stated as unknown, not as zero.
            if figure in signed and signed[figure] != summed:
                differences.append(f"{figure}: signed {signed[figure]}, lines {summed}")
            elif figure not in signed and summed != _NOTHING:
                differences.append(f"{figure}: not stated, lines {summed}")
    return differences


def _compare_pages(pages: Mapping[str, bytes], drawn: Mapping[str, bytes | None]) -> Finding:
    differing = [name for name, data in drawn.items() if data not in {None, pages[name]}]
    if differing:
        return not_met(f"other content in {', '.join(differing)}")
    equal = sum((data is not None for data in drawn.values()), 0)
    if not equal:
        return not_asked(f"no HTML page; {len(pages)} other files not compared")
    return met(f"HTML pages equal: {equal}; other files, not compared: {len(pages) - equal}")
