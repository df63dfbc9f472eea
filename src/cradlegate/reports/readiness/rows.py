"""The checklist as a plain table for other programs: one row for every requirement."""

import csv
import io
from collections.abc import Iterator

from cradlegate.border.obligations.readiness import Readiness
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.languages import Language
from cradlegate.regimes.evaluate.judgement import Finding, Judgement
from cradlegate.reports.display import Signs, signs_of
from cradlegate.reports.readiness.checklist import note_finding
from cradlegate.reports.readiness.methods import list_applying, name_asked_of
from cradlegate.reports.readiness.words import name_asked, say_source
from cradlegate.work.methods import NO_METHODS, MethodsJudged

COLUMNS = (
    "regime",
    "requirement",
    "modality",
    "status",
    "because",
    "what",
    "from_whom",
    "by_when",
    "note",
    "source",
    "declaration",
)
"""Headings, which are the same in every language."""


def write_rows(
    readiness: Readiness, language: Language, methods: MethodsJudged = NO_METHODS
) -> bytes:
    """Write every requirement of every regime that may apply, as CSV in UTF-8 with a mark.

    Below them stands every rule of every method, once for each declaration that it judged.

    Statuses, causes and modalities are the words of the program, whatever the language.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    signs = signs_of(language)
    for judgement in readiness.decision.judgements:
        if judgement.applies.outcome is not Outcome.NOT_MET:
            writer.writerows(_list_rows(judgement, readiness, signs))
    for study, judgement in list_applying(methods):
        writer.writerows(_list_rules(judgement, study.file, signs))
    return text.getvalue().encode("utf-8-sig")


def _list_rows(judgement: Judgement, readiness: Readiness, signs: Signs) -> Iterator[list[str]]:
    asks = readiness.asks.get(judgement.pack.id, ())
    for finding in judgement.findings:
        own = [each for each in asks if finding.provision.id in each.unblocks]
        names = dict.fromkeys(name_asked(each, readiness.consignment, signs) for each in own)
        days = [day for each in own if (day := each.start or each.by)]
        yield [
            judgement.pack.id,
            *_tell_status(finding),
            finding.provision.title.say(signs.language),
            "; ".join(names),
            min(days).isoformat() if days else "",
            note_finding(finding, judgement, signs),
            say_source(finding.provision, judgement.pack, signs),
            "",
        ]


def _list_rules(judgement: Judgement, file: str, signs: Signs) -> Iterator[list[str]]:
    for finding in judgement.findings:
        yield [
            judgement.pack.id,
            *_tell_status(finding),
            finding.provision.title.say(signs.language),
            name_asked_of(finding, signs),
            "",
            note_finding(finding, judgement, signs),
            say_source(finding.provision, judgement.pack, signs),
            file,
        ]


def _tell_status(finding: Finding) -> list[str]:
    status = finding.status
    because = ", ".join(map(str, status.because))
    return [finding.provision.id, str(finding.modality), str(status.outcome), because]
