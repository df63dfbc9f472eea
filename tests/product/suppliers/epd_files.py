"""The EPD of an invented casting as the archive that a register hands out; ids are invented."""

import io
import zipfile
from collections.abc import Mapping

EPD_ID = "aaaa1111-0000-4000-8000-000000000001"
FLOW_ID = "aaaa1111-0000-4000-8000-000000000002"
MASS_ID, VOLUME_ID = (f"aaaa1111-0000-4000-8000-00000000000{n}" for n in (3, 4))
KG_ID, M3_ID = (f"aaaa1111-0000-4000-8000-00000000000{n}" for n in (5, 6))
_SPACES = (
    'xmlns="http://lca.jrc.it/ILCD/{kind}" xmlns:common="http://lca.jrc.it/ILCD/Common" '
    'xmlns:epd="http://www.iai.kit.edu/EPD/2013" xmlns:epd2="http://www.indata.network/EPD/2019" '
    'xmlns:epd24="http://www.indata.network/EPD/2024" version="1.1"'
)
FIGURES = (
    ("GWP-fossil", "A1-A3", "1.9"),
    ("GWP-biogenic", "A1-A3", "-0.1"),
    ("GWP-luluc", "A1-A3", "0.02"),
    ("GWP-total", "A1-A3", "1.82"),
    ("GWP-fossil", "C3", "0.3"),
    ("Acidification (AP)", "A1-A3", "9"),
)
"""Indicator, module and amount; a fourth member is a scenario."""
TIMES = (
    "<common:referenceYear>2024</common:referenceYear>"
    "<common:dataSetValidUntil>2029</common:dataSetValidUntil>"
)
EXPIRY = (
    "<common:other><epd24:expirationDateOfEPD>2029-05-08</epd24:expirationDateOfEPD></common:other>"
)


def epd_xml(
    figures: tuple[tuple[str, ...], ...] = FIGURES,
    *,
    times: str = TIMES,
    amount: str = "1",
    wanted: str = "7",
) -> bytes:
    """The data set of the EPD itself."""
    return f"""<processDataSet {_SPACES.format(kind="Process")}>
<processInformation>
<dataSetInformation><common:UUID>{EPD_ID}</common:UUID>
<name><baseName xml:lang="de">Gussteil</baseName><baseName xml:lang="en">casting</baseName></name>
</dataSetInformation>
<quantitativeReference><referenceToReferenceFlow>{wanted}</referenceToReferenceFlow>
</quantitativeReference>
<time>{times}</time>
<geography><locationOfOperationSupplyOrProduction location="DE"/></geography>
</processInformation>
<administrativeInformation><publicationAndOwnership>
<common:dataSetVersion>00.02.001</common:dataSetVersion>
<common:referenceToOwnershipOfDataSet><common:shortDescription>Example Foundry (invented)
</common:shortDescription></common:referenceToOwnershipOfDataSet>
<common:other><epd2:referenceToPublisher><common:shortDescription>Example Programme (invented)
</common:shortDescription></epd2:referenceToPublisher></common:other>
</publicationAndOwnership></administrativeInformation>
<exchanges><exchange dataSetInternalID="7">
<referenceToFlowDataSet refObjectId="{FLOW_ID}"/><meanAmount>{amount}</meanAmount>
</exchange></exchanges>
<LCIAResults>{"".join(_write_result(*each) for each in figures)}</LCIAResults>
</processDataSet>""".encode()


def _write_result(name: str, module: str, amount: str, scenario: str = "") -> str:
    named = f' epd:scenario="{scenario}"' if scenario else ""
    return f"""<LCIAResult><referenceToLCIAMethodDataSet>
<common:shortDescription xml:lang="en">{name}</common:shortDescription>
</referenceToLCIAMethodDataSet>
<common:other><epd:amount epd:module="{module}"{named}>{amount}</epd:amount></common:other>
</LCIAResult>"""


def flow_xml(*properties: tuple[str, str]) -> bytes:
    """The flow; its first property is the one it is counted in."""
    stated = "".join(
        f'<flowProperty dataSetInternalID="{n}"><referenceToFlowPropertyDataSet '
        f'refObjectId="{name}"/><meanValue>{value}</meanValue></flowProperty>'
        for n, (name, value) in enumerate(properties)
    )
    return f"""<flowDataSet {_SPACES.format(kind="Flow")}><flowInformation><dataSetInformation>
<common:UUID>{FLOW_ID}</common:UUID></dataSetInformation><quantitativeReference>
<referenceToReferenceFlowProperty>0</referenceToReferenceFlowProperty></quantitativeReference>
</flowInformation><flowProperties>{stated}</flowProperties></flowDataSet>""".encode()


def property_xml(id_: str, group: str) -> bytes:
    """A flow property that is counted in a unit group."""
    return f"""<flowPropertyDataSet {_SPACES.format(kind="FlowProperty")}>
<flowPropertiesInformation><dataSetInformation><common:UUID>{id_}</common:UUID>
</dataSetInformation><quantitativeReference>
<referenceToReferenceUnitGroup refObjectId="{group}"/></quantitativeReference>
</flowPropertiesInformation></flowPropertyDataSet>""".encode()


def group_xml(id_: str, unit: str) -> bytes:
    """A unit group of one unit."""
    return f"""<unitGroupDataSet {_SPACES.format(kind="UnitGroup")}><unitGroupInformation>
<dataSetInformation><common:UUID>{id_}</common:UUID></dataSetInformation><quantitativeReference>
<referenceToReferenceUnit>0</referenceToReferenceUnit></quantitativeReference>
</unitGroupInformation><units><unit dataSetInternalID="0"><name>{unit}</name>
<meanValue>1</meanValue></unit></units></unitGroupDataSet>""".encode()


def source_xml() -> bytes:
    """A data set of a kind that says nothing of figures or units."""
    return f"<sourceDataSet {_SPACES.format(kind='Source')}/>".encode()


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in files.items():
            packed.writestr(f"ILCD/{name}", data)
    return buffer.getvalue()


def epd_archive(
    *properties: tuple[str, str], data: bytes = epd_xml(), more: Mapping[str, bytes] | None = None
) -> bytes:
    """The archive of the EPD: per kg, unless the properties of its flow are given."""
    files = {
        f"processes/{EPD_ID}.xml": data,
        f"flows/{FLOW_ID}.xml": flow_xml(*(properties or ((MASS_ID, "1"),))),
        f"flowproperties/{MASS_ID}.xml": property_xml(MASS_ID, KG_ID),
        f"flowproperties/{VOLUME_ID}.xml": property_xml(VOLUME_ID, M3_ID),
        f"unitgroups/{KG_ID}.xml": group_xml(KG_ID, "kg"),
        f"unitgroups/{M3_ID}.xml": group_xml(M3_ID, "m3"),
        "sources/source.xml": source_xml(),
        "external_docs/picture.png": b"no data set",
    }
    return archive(files | dict(more or {}))
