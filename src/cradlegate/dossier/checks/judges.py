"""Which check looks at what, in the order of their numbers."""

from collections.abc import Callable, Mapping

from cradlegate.core.finding import Finding
from cradlegate.dossier.checks import (
    calculation,
    commitments,
    container,
    papers,
    revocations,
    statement,
    times,
)
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents

Judge = Callable[[Contents, Questions], Finding]

JUDGES: Mapping[CheckId, Judge] = {
    CheckId.ARCHIVE: container.judge_archive,
    CheckId.MANIFEST: container.judge_manifest,
    CheckId.MEMBERS: container.judge_members,
    CheckId.SEAL: container.judge_seal,
    CheckId.BUILDER: container.judge_builder,
    CheckId.DECLARATION: statement.judge_declaration,
    CheckId.SUBJECT: statement.judge_subject,
    CheckId.SIGNATURE: statement.judge_signature,
    CheckId.SIGNER: statement.judge_signer,
    CheckId.TRUST_LIST: statement.judge_trust_list,
    CheckId.CASE: calculation.judge_case,
    CheckId.SOURCES: calculation.judge_sources,
    CheckId.FIGURES: calculation.judge_figures,
    CheckId.RECOMPUTATION: calculation.judge_recomputation,
    CheckId.RENDERINGS: calculation.judge_renderings,
    CheckId.OPINION: statement.judge_enclosed_opinion,
    CheckId.LOG: times.judge_log,
    CheckId.TIME: times.judge_time,
    CheckId.STATUS: revocations.judge_status,
    CheckId.COMMITMENTS: commitments.judge_commitments,
    CheckId.PAPERS: papers.judge_papers,
}
