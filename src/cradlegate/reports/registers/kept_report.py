"""A snapshot that was imported, as a report."""

from pathlib import Path

from cradlegate.reports.registers.register_report import (
    REGISTER_DISCLAIMER,
    mark_example,
    name_provenance,
)
from cradlegate.reports.report import Answer, Report, Step
from cradlegate.verification.registers.register import RegisterSnapshot


def report_kept(snapshot: RegisterSnapshot, name: str, folder: Path, *, is_new: bool) -> Report:
    """Say what was imported, where it is kept, and how it is used.

    Args:
        name: of its folder.
        folder: of all that is kept.
        is_new: whether it was not kept before.
    """
    numbers = {row.body_no for row in snapshot.bodies}
    kept = f"is kept as {folder / name}" if is_new else "was kept already, the same"
    return Report(
        title=f"Register {snapshot.register_id}",
        kind="register import",
        answer=Answer(f"{snapshot.name}, {len(numbers)} bodies, {kept}"),
        next_steps=(
            Step("you", f"keep {folder / name} for good; no publisher promises the history"),
            Step("you", f"judge with it: `cradlegate readiness … --register {folder / name}`"),
        ),
        provenance=name_provenance([snapshot]),
        status=mark_example([snapshot]),
        disclaimer=REGISTER_DISCLAIMER,
    )
