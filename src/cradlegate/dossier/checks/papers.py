"""What papers in a dossier are worth: their scans agree or not, and the rest nobody can prove."""

from collections.abc import Mapping

from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.answers import not_asked, not_met, undetermined, unreached
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents, name_faults, name_some
from cradlegate.dossier.layout import PAPERS, below
from cradlegate.dossier.papers import RECORD_FILE, Paper, read_paper


def judge_papers(contents: Contents, questions: Questions) -> Finding:
    """Judge the records of papers, and the scans that are enclosed or given.

    Returns:
        not met where a record or a scan does not hold; else undetermined, since a paper proves
        neither who signed it nor when, whoever confirmed it.
    """
    if contents.manifest is None:
        return unreached("manifest")
    inside = below(PAPERS, contents.files)
    if not inside and not questions.scans:
        return not_asked("no paper is enclosed")
    folders = {path.partition("/")[0] for path in inside}
    findings, named = [], set[str]()
    for folder in sorted(folders):
        paper = _read(f"{PAPERS}{folder}", below(f"{folder}/", inside))
        if isinstance(paper, Finding):
            findings.append(paper)
        else:
            named.add(paper.scan_sha256)
            findings.append(_judge(paper, folder, below(f"{folder}/", inside), questions))
    findings += [
        not_met(f"{name}: no paper in this dossier has the digest {digest}")
        for name, digest in questions.scans.items()
        if digest not in named
    ]
    refused = [each.found for each in findings if each.outcome is Outcome.NOT_MET]
    if refused:
        return not_met(name_some(refused))
    return undetermined(name_some([each.found for each in findings]))


def _read(place: str, files: Mapping[str, bytes]) -> Paper | Finding:
    if RECORD_FILE not in files:
        return not_met(f"{place}: {RECORD_FILE} is missing")
    try:
        return read_paper(files[RECORD_FILE], f"{place}/{RECORD_FILE}")
    except FaultsError as error:
        return not_met(name_faults(error))


def _judge(paper: Paper, folder: str, files: Mapping[str, bytes], questions: Questions) -> Finding:
    scans = {path: digest_bytes(data) for path, data in files.items() if path != RECORD_FILE}
    for path, digest in scans.items():
        if digest != paper.scan_sha256:
            found = f"it has the digest {digest}, the record says {paper.scan_sha256}"
            return not_met(f"{PAPERS}{folder}/{path}: {found}")
    is_held = bool(scans) or paper.scan_sha256 in questions.scans.values()
    scan = "the scan is the one recorded" if is_held else "its scan is not here"
    return undetermined(f"{_name(paper)}: {scan}; {_name_confirmation(paper, questions)}")


def _name(paper: Paper) -> str:
    number = f" {paper.number}" if paper.number else ""
    dated = f", dated {paper.stated_on}" if paper.stated_on else ""
    return f"{paper.kind}{number} of {paper.issuer}{dated}"


def _name_confirmation(paper: Paper, questions: Questions) -> str:
    if paper.confirmed_on > questions.as_of:
        return f"nobody had confirmed it by {questions.as_of}"
    confirmed = f"{paper.confirmed_by} confirmed it on {paper.confirmed_on}, {paper.confirmed_how}"
    return f"as the builder states, {confirmed}; who signed it, and when, a paper does not prove"
