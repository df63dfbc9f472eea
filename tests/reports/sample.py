"""A report with every kind of cell, and the figures that it holds."""

from datetime import date
from decimal import Decimal

from cradlegate.core.cause import Cause
from cradlegate.core.grade import DataGrade
from cradlegate.core.outcome import Outcome
from cradlegate.reports.report import (
    ABSENT,
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Bounds,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Grade,
    More,
    Note,
    Part,
    Report,
    Status,
    Step,
    Table,
    Text,
    share_of_one,
    shares_of_whole,
)

D = Decimal
KG = "kg CO2e"

STAGES = (
    ("A1 raw materials and bought-in parts", D("14823.4512345")),
    ("A2 inbound transport", D("412.75")),
    ("A3 own manufacture, packaging, run-off", D("6104.0301")),
    ("A4 outbound transport", D("1063.2044")),
)
TOTAL = sum((value for _, value in STAGES), D(0))

PARTS = (
    ("Bed", "5213.77", "61.2", "1450.2", None),
    ("Column", "2904.118", "38.44", "820.55", None),
    ("Spindle unit", "1388.02", "22.1", "610.4", None),
    ("Servo drives", "1721.9", "9.83", "0", None),
    ("Control cabinet 电气柜", "1602.4432345", "14.2", "?", None),
    ("Packaging", "-88.4", "3.02", "31.4", "12.9"),
)


def stage_table() -> Table:
    shares = shares_of_whole([value for _, value in STAGES])
    return Table(
        id="stages",
        title="By stage",
        columns=(
            Column("stage", "Stage"),
            Column("value", "Emissions", is_numeric=True),
            Column("share", "Share", is_numeric=True),
        ),
        rows=tuple(
            (Text(name), Figure(value, KG, path=f"stage/{name[:2]}"), share)
            for (name, value), share in zip(STAGES, shares, strict=True)
        ),
        total=(
            Text("Total"),
            Figure(TOTAL, KG, path="total", bounds=Bounds(D("19604.2"), D("27911.9"))),
            share_of_one(D(1)),
        ),
    )


def part_table() -> Table:
    def cell(text: str | None, path: str) -> Cell:
        if text is None:
            return NOT_APPLICABLE
        return UNKNOWN if text == "?" else Figure(D(text), KG, path=path)

    return Table(
        id="parts",
        title="By subassembly and stage",
        columns=(
            Column("part", "Subassembly"),
            *(Column(stage, stage, is_numeric=True) for stage in ("A1", "A2", "A3", "A4")),
        ),
        rows=tuple(
            (
                Text(name),
                *(cell(text, f"{name}/A{number}") for number, text in enumerate(values, 1)),
            )
            for name, *values in PARTS
        ),
        more=More(8, "cradlegate explain CASE parts"),
        note="What the whole machine uses stands in the table by stage alone.",
    )


def line_table() -> Table:
    return Table(
        id="lines",
        title="The largest lines",
        columns=(
            Column("line", "Line"),
            Column("mass", "Mass", is_numeric=True),
            Column("factor", "Factor", is_numeric=True),
            Column("value", "Emissions", is_numeric=True),
            Column("grade", "Grade"),
            Column("origin", "Origin"),
        ),
        rows=(
            (
                Text("BED-01 bed casting, grey iron, machined on three sides"),
                Figure(D("2150"), "kg"),
                Figure(D("1.93"), "kg CO2e/kg", path="factor/iron"),
                Figure(D("4149.5"), KG, path="bom/BED-01"),
                Grade(DataGrade.DATABASE),
                Text("CN"),
            ),
            (
                Text("=SUM(A1:A9) <script>alert(1)</script>", depth=1),
                Figure(D("0.0312"), "kg"),
                Figure(D("12.4"), "kg CO2e/kg"),
                Figure(D("0.38688"), KG),
                Grade(DataGrade.SUPPLIER_UNVERIFIED),
                ABSENT,
            ),
            (
                Text("Service kit, counted"),
                Figure(D("12"), "item", digits=None),
                UNKNOWN,
                UNKNOWN,
                Grade(DataGrade.ESTIMATE),
                UNKNOWN,
            ),
        ),
    )


def coverage_table() -> Table:
    return Table(
        id="coverage",
        title="Coverage by mass, energy and emissions",
        part=Part.HOW_SURE,
        columns=(
            Column("what", "What"),
            Column("share", "From own data", is_numeric=True),
            Column("test", "95 % test"),
        ),
        rows=(
            (Text("Mass"), share_of_one(D("0.9712")), Status(Outcome.MET)),
            (Text("Energy"), share_of_one(D("0.9")), Status(Outcome.NOT_MET)),
            (Text("Emissions"), UNKNOWN, Status(Outcome.UNDETERMINED, Cause.FACT)),
            (Text("Removals"), NOT_APPLICABLE, Status(Outcome.NOT_APPLICABLE)),
            (Text("Opinion"), share_of_one(D(0)), Status(Outcome.WAITING)),
        ),
    )


def sample_report(status: str = "") -> Report:
    return Report(
        title="Carbon footprint of VMC-850",
        kind="footprint",
        answer=Answer(
            headline="Carbon footprint of one VMC-850",
            figure=Figure(TOTAL, KG, path="total", bounds=Bounds(D("19604.2"), D("27911.9"))),
            boundary="cradle to gate and to port of entry (A1–A4), per machine",
        ),
        next_steps=(
            Step(
                "Buyer of castings",
                "weigh bed and column, and send the foundry's electricity bills",
                date(2026, 8, 5),
                "31 % of the total rests on a template",
            ),
            Step("Electrical design", "list the boards of the control cabinet"),
        ),
        tables=(stage_table(), part_table(), line_table(), coverage_table()),
        charts=(Chart(ChartKind.STACKED_BAR, "stages", "stage", "value"),),
        notes=(
            Note("The interval holds 95 % of 1,000 draws."),
            Note("Electricity is the national mix of 2023.", Grade(DataGrade.DATABASE)),
            Note("38.2 % of the total is not separable by category.", is_warning=True),
        ),
        provenance=(
            ("cradlegate", "0.1.0"),
            ("case", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            ("seed", "20260501"),
        ),
        status=status,
    )
