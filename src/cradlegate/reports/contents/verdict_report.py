"""What checking a dossier gave, as a report."""

from collections.abc import Iterator

from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.check import Check, CheckId
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.verify import Verdict
from cradlegate.reports.declared.results import describe_view, state_headline
from cradlegate.reports.display import UNICODE, figure_text
from cradlegate.reports.report import (
    Answer,
    Column,
    Note,
    Report,
    Status,
    Step,
    Table,
    Text,
)

_DECIDING = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.WAITING)
DISCLAIMER = (
    "This checks that nothing changed and who signed by the reader's own trust list. It is no "
    "verification of the figures by an accredited body, and no legal advice."
)


def report_verdict(verdict: Verdict, file: str, questions: Questions) -> Report:
    """Draw up the verdict on a dossier: the answer, what to do, then every numbered check."""
    checks = verdict.checks
    return Report(
        title=f"Check of {file}",
        kind="dossier",
        answer=Answer(_summarise(verdict), verdict=Status(judge_verdict(verdict))),
        next_steps=tuple(_list_steps(verdict)),
        tables=(_tabulate(checks), _tabulate_clauses(checks)),
        notes=tuple(_list_notes(verdict)),
        provenance=tuple(_list_provenance(verdict, questions)),
        disclaimer=DISCLAIMER,
    )


def judge_verdict(verdict: Verdict) -> Outcome:
    """Judge the whole: the worst of its checks; what was not asked decides nothing."""
    outcomes = {check.outcome for check in verdict.checks}
    return next((one for one in _DECIDING if one in outcomes), Outcome.MET)


def _summarise(verdict: Verdict) -> str:
    refused = [check for check in verdict.checks if check.outcome is Outcome.NOT_MET]
    still_open = [check for check in verdict.checks if check.outcome is Outcome.UNDETERMINED]
    if refused:
        return f"do not rely on this dossier: {_name(refused)} not met"
    if still_open:
        return f"nothing is wrong so far; {_name(still_open)} undetermined"
    asked = sum(check.outcome is Outcome.MET for check in verdict.checks)
    is_verified = verdict.outcome(CheckId.OPINION) is Outcome.MET
    said = "with an opinion of a body" if is_verified else "not verified by an independent body"
    return f"all {asked} checks met; signed, {said}"


def _name(checks: list[Check]) -> str:
    return ", ".join(f"{check.number} {check.id}" for check in checks)


def _list_steps(verdict: Verdict) -> Iterator[Step]:
    outcomes = {check.id: check.outcome for check in verdict.checks}
    refused = [check for check in verdict.checks if check.outcome is Outcome.NOT_MET]
    if refused:
        because = f"{refused[0].id}: {refused[0].found}"
        advice = _ADVICE_WHERE_NOT_MET.get(refused[0].id, _ASK_BUILDER)
        yield Step("you", advice, because=because)
        return
    for name in _ASKED_FIRST:
        if outcomes[name] is Outcome.UNDETERMINED:
            open_one = next(check for check in verdict.checks if check.id is name)
            yield Step("you", _ADVICE_WHERE_OPEN[name], because=open_one.found)
            break
    is_kept_back = outcomes[CheckId.CASE] is Outcome.UNDETERMINED
    if outcomes[CheckId.RECOMPUTATION] is Outcome.NOT_APPLICABLE and not is_kept_back:
        yield Step("you", "check again with --recompute, to compute the figures yourself")
    if outcomes[CheckId.OPINION] is Outcome.NOT_APPLICABLE:
        because = "reported rules ask for a verified declaration (S1-6, S2-3)"
        yield Step("maker", "have an accredited body verify the declaration", because=because)


_ASKED_FIRST = (
    CheckId.TRUST_LIST,
    CheckId.SIGNER,
    CheckId.BUILDER,
    CheckId.OPINION,
    CheckId.STATUS,
    CheckId.CASE,
    CheckId.PAPERS,
)
_ADVICE_WHERE_OPEN = {
    CheckId.PAPERS: "ask the issuer of the paper yourself, or for the same as a signed document",
    CheckId.CASE: "ask the maker to open lines, and the body that verified for the rest; who holds "
    "the case checks again with --case and --recompute",
    CheckId.STATUS: "get the status list that the opinion names, and check again with --status",
    CheckId.OPINION: "check again with --register, and a list that knows the body as a verifier",
    CheckId.TRUST_LIST: "check again with --trust and a list of your own choice, valid on the day",
    CheckId.SIGNER: "ask the maker for the key, and the publisher of the list to enter it",
    CheckId.BUILDER: "ask the builder for the key, and the publisher of the list to enter it",
}


_ASK_BUILDER = "ask who gave you this file for the dossier as its builder sealed it"
_ASK_WHOSE_KEY = "ask the maker and the publisher of the list whose key this is, and since when"
_ADVICE_WHERE_NOT_MET = {
    CheckId.TRUST_LIST: "take the trust list from its publisher again",
    CheckId.BUILDER: _ASK_WHOSE_KEY,
    CheckId.SIGNER: _ASK_WHOSE_KEY,
    CheckId.COMMITMENTS: "ask the maker for the opening of that line again, and for the dossier",
    CheckId.PAPERS: "ask the builder which scan was confirmed, and the issuer for the paper again",
    CheckId.STATUS: "ask the body why it took the opinion back, and the maker for one that stands",
    CheckId.OPINION: "ask the maker for an opinion that stands, and the body what it says itself",
}


def _tabulate(checks: tuple[Check, ...]) -> Table:
    rows = tuple(
        (Text(str(check.number)), _status(check), Text(str(check.id)), Text(check.found))
        for check in checks
    )
    columns = (
        Column("number", "no.", is_numeric=True),
        Column("outcome", "outcome"),
        Column("check", "check"),
        Column("found", "what was found"),
    )
    return Table("checks", "Checks", columns, rows)


def _tabulate_clauses(checks: tuple[Check, ...]) -> Table:
    rows = tuple(
        (Text(str(check.number)), Text(check.expected), Text(check.clause)) for check in checks
    )
    columns = (
        Column("number", "no.", is_numeric=True),
        Column("expected", "what a good dossier has"),
        Column("clause", "rests on"),
    )
    return Table("clauses", "What the checks ask for", columns, rows)


def _status(check: Check) -> Status:
    cause = Cause.FACT if check.outcome is Outcome.UNDETERMINED else None
    return Status(check.outcome, cause)


def _list_notes(verdict: Verdict) -> Iterator[Note]:
    read = verdict.contents.declaration
    if read is None:
        return
    declared = read.declaration
    figure = figure_text(state_headline(declared), UNICODE)
    boundary = describe_view(declared, declared.results.headline, str)
    yield Note(
        f"The declaration states {figure} per machine, {boundary}, for "
        f"{declared.machine.model} of {declared.maker.name}, issued {declared.issued}.",
        is_warning=judge_verdict(verdict) is Outcome.NOT_MET,
    )


def _list_provenance(verdict: Verdict, questions: Questions) -> Iterator[tuple[str, str]]:
    contents = verdict.contents
    if contents.declaration:
        yield "declaration", contents.declaration.digest
    if contents.manifest:
        yield "built by", f"{contents.manifest.builder_name}, {contents.manifest.built}"
    if questions.trust_list:
        used = questions.trust_list
        edition = f"version {used.version} of {used.publisher.name}, issued {used.issued}"
        yield "trust list", f"{edition}, {used.digest}"
    yield "as of", questions.as_of.isoformat()
