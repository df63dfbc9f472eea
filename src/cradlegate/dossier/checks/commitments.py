"""The commitments to the lines of a bill, and lines that were opened."""

from collections.abc import Iterator

from cradlegate.core.fault import FaultsError
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.commitments import ALGORITHM, commit_lines, sum_up
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.checks.answers import met, not_asked, not_met, undetermined, unreached
from cradlegate.dossier.checks.calculation import find_case_files
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents, name_faults, name_some
from cradlegate.dossier.opening import judge_opening
from cradlegate.dossier.redaction import COMMITMENTS_FILE, Commitments, read_commitments
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files


def judge_commitments(contents: Contents, questions: Questions) -> Finding:
    """Judge the commitments that are enclosed, and every line that was opened.

    Returns:
        not met where one does not lead to the signed root; met where all do.  Without the secret
        of the case, that each hides the line at its place is shown by openings alone.
    """
    read = contents.declaration
    if read is None:
        return unreached("declaration")
    lines = read.declaration.made_from.lines
    is_asked = lines is not None or COMMITMENTS_FILE in contents.files
    if not is_asked and not questions.openings:
        return not_asked("the declaration commits to no single lines")
    if lines is not None and lines.algorithm != ALGORITHM:
        return undetermined(f"this version does not know the commitments {lines.algorithm}")
    findings = [judge_opening(each, read) for each in questions.openings]
    if is_asked:
        findings.insert(0, _judge_list(contents, read, questions))
    refused = [each.found for each in findings if each.outcome is not Outcome.MET]
    if refused:
        return not_met(name_some(refused))
    return met("; ".join(each.found for each in findings))


def _judge_list(contents: Contents, read: DeclarationDocument, questions: Questions) -> Finding:
    lines = read.declaration.made_from.lines
    if lines is None:
        return not_met(f"{COMMITMENTS_FILE} stands here; the declaration commits to no lines")
    if COMMITMENTS_FILE not in contents.files:
        return not_met(f"{COMMITMENTS_FILE} is missing; {lines.count} lines are committed to")
    try:
        listed = read_commitments(contents.files[COMMITMENTS_FILE])
    except FaultsError as error:
        return not_met(name_faults(error))
    if sum_up(listed.commitments) != lines:
        count = len(listed.commitments)
        return not_met(f"{count} commitments do not lead to the signed root of {lines.count} lines")
    case = _read_case(contents, questions)
    differences = list(_compare_case(read, listed, case, questions.secret)) if case else []
    if differences:
        return not_met(name_some(differences))
    return met(f"{lines.count} commitments lead to the signed root{_name_extent(case, questions)}")


def _compare_case(
    read: DeclarationDocument, listed: Commitments, case: Case, secret: bytes | None
) -> Iterator[str]:
    ids = tuple(line.line_id for line in case.bom)
    if len(ids) != len(listed.commitments):
        yield f"{len(listed.commitments)} commitments where the case has {len(ids)} lines"
    elif listed.ids is not None and listed.ids != ids:
        at = next(
            at for at, pair in enumerate(zip(listed.ids, ids, strict=True)) if len({*pair}) > 1
        )
        yield f"commitment {at + 1} is of {listed.ids[at]} where the case has {ids[at]}"
    elif secret is not None and commit_lines(case.bom, secret) != read.declaration.made_from.lines:
        yield "lines and secret do not give the signed root"


def _name_extent(case: Case | None, questions: Questions) -> str:
    """Say how far the lines behind the commitments are known."""
    if case is None:
        return ""
    if questions.secret is not None:
        return ", and so do the lines of the case with its secret"
    return ", one for each line of the case in its order; that each hides its line, --secret shows"


def _read_case(contents: Contents, questions: Questions) -> Case | None:
    files = find_case_files(contents, questions)
    if files is None or contents.sources is None:
        return None
    return read_case_files(files, contents.sources.library.families).case
