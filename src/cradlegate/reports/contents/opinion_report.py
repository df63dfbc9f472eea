"""An opinion as a report."""

from cradlegate.core.outcome import Outcome
from cradlegate.reports.contents.status_report import name_status
from cradlegate.reports.report import (
    ABSENT,
    Answer,
    Column,
    Figure,
    Report,
    Status,
    Step,
    Table,
    Text,
)
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.opinion import Opinion, OpinionType

DISCLAIMER = (
    "Made by software. It shows what the body says; whether the body is accredited, and for what, "
    "stands in the registers of the destination. Those who ask for opinions are reported by trade "
    "press, not confirmed in an official text."
)
"""What a report on an opinion is not."""

_OUTCOMES = {
    OpinionType.UNMODIFIED: Outcome.MET,
    OpinionType.MODIFIED: Outcome.UNDETERMINED,
    OpinionType.ADVERSE: Outcome.NOT_MET,
    OpinionType.DISCLAIMER: Outcome.UNDETERMINED,
}


def report_opinion(read: OpinionDocument) -> Report:
    """Draw up an opinion: what it says, then stages, findings and what was done."""
    opinion = read.opinion
    because = "the opinion names its digest; neither is edited"
    return Report(
        title=f"Opinion of {opinion.body.name}",
        kind="opinion",
        answer=Answer(_summarise(opinion), verdict=Status(_OUTCOMES[opinion.type])),
        next_steps=(
            Step("you", "hand the opinion to the maker, beside the declaration", because=because),
            Step("you", "enter it into your log with `cradlegate log append`"),
        ),
        tables=(_tabulate_stages(opinion), _tabulate_findings(opinion), _tabulate_work(opinion)),
        provenance=(
            ("opinion", str(read.document["id"])),
            ("can be revoked", name_status(read.status)),
            ("digest", read.digest),
            ("declaration", opinion.subject),
            ("body", f"{opinion.body.name} ({opinion.body.id})"),
        ),
        disclaimer=DISCLAIMER,
    )


def _summarise(opinion: Opinion) -> str:
    reasons = f": {opinion.reasons}" if opinion.reasons else ""
    return f"{opinion.type} opinion of {opinion.body.name} on {opinion.declaration_id}{reasons}"


def _tabulate_stages(opinion: Opinion) -> Table:
    columns = (Column("stages", "stages"), Column("done", "done"), Column("sure", "assurance"))
    rows = tuple(
        (Text(", ".join(each.stages)), Text(str(each.engagement)), Text(str(each.assurance)))
        for each in opinion.stages
    )
    return Table("stages", "What was done", columns, rows)


def _tabulate_findings(opinion: Opinion) -> Table:
    columns = (
        Column("id", "id"),
        Column("state", "state"),
        Column("misstatement", "misstatement", is_numeric=True),
        Column("text", "finding"),
    )
    rows = tuple(
        (
            Text(each.id),
            Text(str(each.state)),
            Figure(each.misstatement_kgco2e, "kg CO2e", digits=None),
            Text(each.text),
        )
        for each in opinion.findings
    )
    note = (
        f"Together {opinion.misstatement_kgco2e:,.0f} kg CO2e, signs left out; "
        f"more than {opinion.threshold_kgco2e:,.0f} is material."
    )
    return Table("findings", "Findings", columns, rows, note=note)


def _tabulate_work(opinion: Opinion) -> Table:
    facts = (
        ("criteria", ", ".join(opinion.criteria)),
        ("figures computed again", "yes" if opinion.is_recomputed else "no"),
        ("lines looked at", ", ".join(opinion.sampled_lines)),
        ("works visited", ", ".join(opinion.site_visits)),
        ("destinations", ", ".join(opinion.destinations) or "all"),
        ("scope of accreditation", ", ".join(opinion.scope_terms)),
        ("issued", f"{opinion.issued}"),
        ("last day", f"{opinion.valid_until or 'that of the declaration'}"),
    )
    rows = tuple((Text(name), Text(text) if text else ABSENT) for name, text in facts)
    columns = (Column("what", "what"), Column("text", "says"))
    return Table("work", "What it rests on", columns, rows)
