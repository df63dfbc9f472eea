"""A proposed material map as a report."""

from cradlegate.product.material_codes.aliases import ProposalBasis
from cradlegate.product.material_codes.material_map import MaterialMap
from cradlegate.reports.report import UNKNOWN, Answer, Column, Note, Report, Step, Table, Text


def report_map(proposed: MaterialMap) -> Report:
    """Draw up what each code may stand for, and what somebody must decide."""
    open_codes = [item for item in proposed.proposals if not item.family]
    found = len(proposed.proposals) - len(open_codes)
    rows = tuple(
        (
            Text(item.code),
            Text(item.family) if item.family else UNKNOWN,
            Text(str(item)),
        )
        for item in sorted(proposed.proposals, key=lambda item: _ORDER.index(item.basis))
    )
    columns = (
        Column("code", "own code"),
        Column("family", "proposed family"),
        Column("because", "because"),
    )
    steps = [Step("you", f"decide what {item.code} is", because=str(item)) for item in open_codes]
    steps.append(Step("you", "confirm the map", because="a proposal decides nothing"))
    return Report(
        title="Material codes",
        kind="bom map",
        answer=Answer(f"{found} of {len(proposed.proposals)} codes have a proposal"),
        next_steps=tuple(steps),
        tables=(Table("codes", f"Codes of column {proposed.heading}", columns, rows),),
        notes=(Note("fill in confirmed_by in material_map.csv and keep it with the case"),),
    )


_ORDER = (
    ProposalBasis.UNKNOWN,
    ProposalBasis.NEAR,
    ProposalBasis.SUFFIX,
    ProposalBasis.ALIAS,
)
