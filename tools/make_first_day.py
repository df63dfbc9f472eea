"""Write the tutorial's workbook as an ERP system left it, and as it was mended.

Both are shipped. Neither is compressed, so that their bytes do not depend on the machine that
writes them. Maker, machine and masses are invented.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

EXAMPLES = Path(__file__).resolve().parent.parent / "src/cradlegate/product/data/examples"
BILL = "物料清单"

Cell = str | int | float
Rows = Sequence[Sequence[Cell]]

GUIDE: Rows = (
    ("INVENTED for the tutorial: the maker, the machine, its parts and their masses.",),
    ("An export as ERP systems give it, with the mistakes that such exports have.",),
)

MACHINE: Rows = (
    ("field", "value"),
    ("kind", "machining_centre"),
    ("model", "VMC-650"),
    ("declared_for", "type"),
    ("maker.name", "示例机床厂 Example Machine Works (invented)"),
    ("maker.country", "CN"),
    ("built", "2026"),
    ("condition", "new"),
    ("hs.code", "845710"),
    ("net_mass", "4000 kg"),
    ("gross_shipping_mass", "4250 kg"),
    ("mass_basis", "weighed"),
    ("rated_power.value", "7.5 kW"),
    ("rated_power.basis", "S1"),
    ("axes", 3),
    ("base_material", "grey_iron"),
    ("scope_of_delivery", "machine; manual"),
    ("destination", "VNSGN"),
    ("transport_end", "port_of_entry"),
    ("template", "vmc-3axis"),
    ("bom_version", "ERP 2026-03-02"),
    ("data_period", "2025"),
    ("goal.application", "tutorial"),
    ("goal.reasons", "to learn the program"),
    ("goal.audience", "new users"),
    ("goal.communication", "none"),
    ("pcr.id", "none_found"),
    ("cutoff.mass", "1 %"),
    ("cutoff.energy", "1 %"),
    ("cutoff.ghg", "1 %"),
)

SITES: Rows = (("id", "name", "country"), ("S1", "Works (invented)", "CN"))

SUBASSEMBLIES: Rows = (
    ("id", "bom"),
    ("bed", "complete"),
    ("column", "complete"),
    ("saddle", "complete"),
    ("table", "partial"),
    ("headstock", "complete"),
    ("spindle_unit", "partial"),
    ("guideways", "partial"),
    ("servo_drives", "none"),
    ("control_cabinet", "none"),
    ("tool_changer", "none"),
    ("fluid_systems", "none"),
    ("coolant_chips", "partial"),
    ("enclosure", "partial"),
)

TRANSPORT: Rows = (
    ("leg", "stage", "applies_to", "from", "to", "mode", "empty_in_factor"),
    ("T1", "A4", "machine", "CNNJI", "CNSHA", "road", "yes"),
    ("T2", "A4", "machine", "CNSHA", "VNSGN", "sea", "yes"),
)

MATERIAL_MAP: Rows = (
    ("own_material_code", "material", "confirmed_by"),
    ("HT250", "grey_iron", "Wu Lan (invented)"),
    ("Q235", "steel_plate", "Wu Lan (invented)"),
    ("45#", "steel_bar", "Wu Lan (invented)"),
    ("40Cr", "steel_alloy", "Wu Lan (invented)"),
    ("SPCC", "steel_sheet", "Wu Lan (invented)"),
    ("SUS304", "steel_stainless", "Wu Lan (invented)"),
    ("直线导轨", "linear_guide", "Wu Lan (invented)"),
    ("滚珠丝杠", "ball_screw", "Wu Lan (invented)"),
    ("木材", "timber", "Wu Lan (invented)"),
)

LINES: Rows = (
    ("序号", "部件", "零件名称", "材质", "数量", "单重 [kg]", "自制外购", "材料利用率", "产地"),
    (10, "bed", "床身", "HT250", 1, 1395, "make", "88 %", "CN"),
    (20, "bed", "地脚螺栓", "45#", 24, 0.9, "buy", "70 %", "CN"),
    (30, "column", "立柱", "HT250", 1, 742, "make", "88 %", "CN"),
    (40, "column", "连接螺钉", "40Cr", 16, 0.75, "buy", "90 %", "CN"),
    (50, "saddle", "滑鞍", "HT250", 1, 302, "make", "86 %", "CN"),
    (60, "saddle", "刮屑板", "Q235", 2, 4.5, "make", "75 %", "CN"),
    (70, "table", "工作台", "HT250", 1, "", "make", "85 %", "CN"),
    (80, "headstock", "主轴箱", "HT250", 1, 228, "make", "86 %", "CN"),
    (90, "headstock", "电机座", "Q235", 1, -11.5, "make", "75 %", "CN"),
    (100, "spindle_unit", "主轴", "40Cr", 1, 14.2, "make", "55 %", "CN"),
    (110, "spindle_unit", "主轴套筒", "40Cr", 1, "", "make", "60 %", "CN"),
    (120, "spindle_unit", "主轴轴承", "GCr15", 4, 0.85, "buy", "", "JP"),
    (130, "guideways", "直线导轨", "直线导轨", 6, 11.3, "buy", "", "JP"),
    (130, "guideways", "滚珠丝杠", "滚珠丝杠", 3, 9.8, "buy", "", "CN"),
    (150, "guideways", "导轨护罩", "SUS304", 3, 7.6, "buy", "78 %", "CN"),
    (160, "guideways", "刮油片", "K-2207", 12, 0.1, "buy", "", "CN"),
    (170, "coolant_chips", "水箱", "SPCC", 1, 96, "buy", "78 %", "CN"),
    (180, "enclosure", "外防护", "SPCC", 1, "0.021 m3", "buy", "78 %", "CN"),
    (190, "packaging", "包装箱", "木材", 1, 250, "buy", "", "CN"),
)

MENDED_LINES: Mapping[tuple[int, str], Cell] = {
    (8, "单重 [kg]"): 236,
    (10, "单重 [kg]"): 11.5,
    (12, "单重 [kg]"): 18.6,
    (15, "序号"): 140,
    (19, "单重 [kg]"): 165,
}
"""What the tutorial mends, by row of the sheet and heading."""

ADDED_CODES: Rows = (
    ("GCr15", "steel_bearing", "Wu Lan (invented)"),
    ("K-2207", "rubber", "Wu Lan (invented)"),
)


def write_faulty() -> bytes:
    """Write the workbook as it came."""
    return _write(LINES, MATERIAL_MAP, SUBASSEMBLIES)


def write_mended() -> bytes:
    """Write the workbook with every fault mended and the table described by its line alone."""
    states = [("table", "complete") if row[0] == "table" else row for row in SUBASSEMBLIES]
    return _write(_mend(LINES), [*MATERIAL_MAP, *ADDED_CODES], states)


def _mend(lines: Rows) -> Rows:
    return [
        [
            MENDED_LINES.get((number, str(heading)), cell)
            for heading, cell in zip(lines[0], row, strict=True)
        ]
        for number, row in enumerate(lines, 1)
    ]


def _write(lines: Rows, material_map: Rows, subassemblies: Rows) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
        head = book.add_format({"bold": True})
        for name, rows in (
            ("guide", GUIDE),
            ("machine", MACHINE),
            ("sites", SITES),
            ("subassemblies", subassemblies),
            (BILL, lines),
            ("material_map", material_map),
            ("transport", TRANSPORT),
        ):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(rows[0]) - 1, 18)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row, head if number == 0 else None)
    return _store(buffer.getvalue())


def _store(archive: bytes) -> bytes:
    """Pack the same files again without compressing them."""
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name))
    return stored.getvalue()


def list_workbooks() -> Iterable[tuple[Path, bytes]]:
    """Give both workbooks with the paths at which they are shipped."""
    yield EXAMPLES / "first-day.xlsx", write_faulty()
    yield EXAMPLES / "first-day-mended.xlsx", write_mended()


def main() -> None:
    """Write both."""
    for path, data in list_workbooks():
        path.write_bytes(data)
        print(f"wrote {path}")


if __name__ == "__main__":
    main()
