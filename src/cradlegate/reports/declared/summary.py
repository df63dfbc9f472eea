"""What `declare` and `declaration sign` say: the answer, the next steps, the main figures."""

from collections.abc import Iterator

from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import Language
from cradlegate.reports.contents.status_report import name_status
from cradlegate.reports.declared import results, second_life
from cradlegate.reports.declared.document import report_declaration
from cradlegate.reports.report import SECTIONS, Part, Report, Step
from cradlegate.verification.opinions.document import OpinionDocument


def report_declared(
    read: DeclarationDocument, folder: str, opinion: OpinionDocument | None = None
) -> Report:
    """Say what was declared, who has to do what next, and the figures by boundary and stage."""
    whole = report_declaration(read, Language.ENGLISH, opinion)
    lives = second_life.tabulate_second_life(read.declaration, str, Part.WHY)
    tables = (
        results.tabulate_views(read.declaration, str, Part.WHY),
        *((lives,) if lives.rows else ()),
        results.tabulate_stages(read.declaration, str, Part.WHY),
    )
    return Report(
        title=whole.title,
        kind="declaration",
        answer=whole.answer,
        next_steps=tuple(_list_steps(read, folder, opinion)),
        tables=tables,
        notes=whole.notes,
        provenance=(
            ("maker", read.declaration.maker.id),
            ("can be revoked", name_status(read.status)),
            *whole.provenance,
        ),
        disclaimer=whole.disclaimer,
        sections=SECTIONS,
        cover=whole.cover,
    )


def _list_steps(
    read: DeclarationDocument, folder: str, opinion: OpinionDocument | None
) -> Iterator[Step]:
    if not read.proofs:
        sign = f"sign it: cradlegate declaration sign {folder} --key KEY"
        owner = f"with a key of {read.declaration.maker.id}"
        yield Step(read.declaration.maker.name, f"{sign}, {owner}", because="nobody has signed it")
    else:
        build = f"seal it: cradlegate dossier build {folder} CASE --key KEY --out FILE"
        yield Step(read.declaration.maker.name, build, because="so that others can check it")
    if opinion is None:
        reason = "reported rules ask for a verified declaration (S1-6, S2-3)"
        yield Step("accredited body", "verify it", because=reason)
