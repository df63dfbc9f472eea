"""Files that were drafted for somebody to read, fill in or send, as a report."""

from collections.abc import Mapping
from decimal import Decimal

from cradlegate.core.canonical import digest_bytes
from cradlegate.reports.report import Answer, Column, Figure, Report, Step, Table, Text


def report_drafts(answer: str, drafts: Mapping[str, bytes], *next_steps: Step) -> Report:
    """List drafts, with the words of those that are text.

    Args:
        drafts: by file name.
    """
    rows = tuple(
        (
            Text(name),
            Figure(Decimal(len(data)), digits=None),
            Text(digest_bytes(data)),
            Text(_read(data)),
        )
        for name, data in drafts.items()
    )
    columns = (
        Column("file", "file"),
        Column("bytes", "bytes", is_numeric=True),
        Column("digest", "digest"),
        Column("words", "words"),
    )
    return Report(
        title="Drafts",
        kind="drafts",
        answer=Answer(answer),
        next_steps=next_steps,
        tables=(Table("drafts", "Drafts", columns, rows),),
        disclaimer="Drafts state nothing until somebody has filled them in and stands by them.",
    )


def _read(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""
