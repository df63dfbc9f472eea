"""What stands in a dossier, as a report that judges nothing."""

from decimal import Decimal

from cradlegate.dossier.contents import Contents
from cradlegate.dossier.manifest import Manifest
from cradlegate.reports.declared.results import describe_view, state_headline
from cradlegate.reports.report import Answer, Column, Figure, Report, Step, Table, Text

_SHOWN_DIGITS = 23


def report_contents(contents: Contents, file: str) -> Report:
    """Show the declaration and the list of files of a dossier whose manifest can be read."""
    manifest, read = contents.manifest, contents.declaration
    assert manifest is not None  # noqa: S101 - the reader has seen to it
    answer = Answer(f"a dossier of {len(manifest.files)} files, without a readable declaration")
    if read:
        declared = read.declaration
        boundary = describe_view(declared, declared.results.headline, str)
        headline = f"{declared.machine.model} of {declared.maker.name}, per machine"
        answer = Answer(headline, state_headline(declared), boundary)
    return Report(
        title=f"Contents of {file}",
        kind="contents",
        answer=answer,
        next_steps=(Step("you", f"check it: cradlegate dossier verify {file} --trust LIST"),),
        tables=(_tabulate(manifest),),
        provenance=(
            ("declaration", manifest.subject),
            ("built by", f"{manifest.builder_name} ({manifest.builder_id}), {manifest.built}"),
            ("form", manifest.spec),
            ("method", manifest.method),
            ("program", manifest.product_version),
        ),
        disclaimer="Shown as it stands; nothing in it was checked.",
    )


def _tabulate(manifest: Manifest) -> Table:
    rows = tuple(
        (
            Text(one.path),
            Text(str(one.role)),
            Figure(Decimal(one.size), "", None),
            Text(str(one.bound_by)),
            Text(f"{one.sha256[:_SHOWN_DIGITS]}…"),
        )
        for one in manifest.files
    )
    columns = (
        Column("path", "file"),
        Column("role", "role"),
        Column("size", "bytes", is_numeric=True),
        Column("bound_by", "bound by"),
        Column("sha256", "digest"),
    )
    return Table("files", "Files", columns, rows)
