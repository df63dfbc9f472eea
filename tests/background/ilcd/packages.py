"""A small ILCD package for the tests of this room; names and numbers are invented."""

COMMON = "http://lca.jrc.it/ILCD/Common"


def uuid(number):
    return f"{number:08x}-0000-4000-8000-000000000000"


MASS, ENERGY, MASS_UNITS, ENERGY_UNITS = uuid(1), uuid(2), uuid(3), uuid(4)
STEEL, POWER, CARBON_DIOXIDE, SCRAP, ORE = uuid(16), uuid(17), uuid(18), uuid(19), uuid(20)
MILL, STATION, METHOD = uuid(256), uuid(257), uuid(512)


def root(kind, namespace, body, *, version="1.1", more=""):
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!-- invented -->\n'
        f'<{kind} xmlns="http://lca.jrc.it/ILCD/{namespace}" xmlns:common="{COMMON}"'
        f' xmlns:olca="http://openlca.org/ilcd-extensions" version="{version}"{more}>\n'
        f"{body}\n</{kind}>"
    ).encode()


def unit_group(number, unit, *, factor="1.0", reference="0"):
    body = f"""<unitGroupInformation>
    <dataSetInformation><common:UUID>{number}</common:UUID></dataSetInformation>
    <quantitativeReference><referenceToReferenceUnit>{reference}</referenceToReferenceUnit></quantitativeReference>
    </unitGroupInformation><units>
    <unit dataSetInternalID="1"><name>other</name><meanValue>1000</meanValue></unit>
    <unit dataSetInternalID="0"><name>{unit}</name><meanValue>{factor}</meanValue></unit></units>"""
    return root("unitGroupDataSet", "UnitGroup", body)


def flow_property(number, group):
    reference = f'<referenceToReferenceUnitGroup refObjectId="{group}"/>' if group else ""
    body = f"""<flowPropertiesInformation>
    <dataSetInformation><common:UUID>{number}</common:UUID></dataSetInformation>
    <quantitativeReference>{reference}</quantitativeReference></flowPropertiesInformation>"""
    return root("flowPropertyDataSet", "FlowProperty", body)


def flow(  # noqa: PLR0913 - what a flow has
    number,
    name,
    *,
    kind="Product flow",
    of=MASS,
    factor="1",
    levels=(),
    elementary=False,
    name_parts="",
    cas="",
    location="",
):
    element, level = (
        ("elementaryFlowCategorization", "category") if elementary else ("classification", "class")
    )
    category = "".join(
        f'<common:{level} level="{at}">{text}</common:{level}>' for at, text in levels
    )
    paths = f"<common:{element}>{category}</common:{element}>" if levels else ""
    body = f"""<flowInformation><dataSetInformation><common:UUID>{number.upper()}</common:UUID>
    <name>{name}{name_parts}</name><CASNumber>{cas}</CASNumber>
    <classificationInformation>{paths}</classificationInformation></dataSetInformation>
    <quantitativeReference><referenceToReferenceFlowProperty>7</referenceToReferenceFlowProperty></quantitativeReference>
    <geography><locationOfSupply>{location}</locationOfSupply></geography></flowInformation>
    <modellingAndValidation><LCIMethod><typeOfDataSet>{kind}</typeOfDataSet></LCIMethod></modellingAndValidation>
    <flowProperties>
    <flowProperty dataSetInternalID="0"><referenceToFlowPropertyDataSet refObjectId="{ENERGY}"/><meanValue>44</meanValue></flowProperty>
    <flowProperty dataSetInternalID="7"><referenceToFlowPropertyDataSet uri="../flowproperties/{of}_01.00.000.xml"/><meanValue>{factor}</meanValue></flowProperty>
    </flowProperties>"""
    return root("flowDataSet", "Flow", body)


def base(text, language="en"):
    return f'<baseName xml:lang="{language}">{text}</baseName>'


def exchange(number, of, direction="Input", amount="1", *, mean=None, more="", attributes=""):
    resulting = "" if amount is None else f"<resultingAmount>{amount}</resultingAmount>"
    stated = amount if mean is None else mean
    mean_amount = "" if stated is None else f"<meanAmount>{stated}</meanAmount>"
    identity = "" if number is None else f' dataSetInternalID="{number}"'
    return f"""<exchange{identity}{attributes}>
    <referenceToFlowDataSet refObjectId="{of.upper()}"><common:shortDescription xml:lang="en">flow {of[:8]}</common:shortDescription></referenceToFlowDataSet>
    <exchangeDirection>{direction}</exchangeDirection>{mean_amount}{resulting}{more}</exchange>"""


def process(  # noqa: PLR0913 - what a process has
    number,
    exchanges,
    *,
    name="",
    references=("0",),
    kind="Unit process, single operation",
    location="XX",
    time="<common:referenceYear>2019</common:referenceYear>",
    approaches="",
    variables="",
    terms="",
):
    stated = "".join(
        f"<referenceToReferenceFlow>{each}</referenceToReferenceFlow>" for each in references
    )
    geography = (
        f'<geography><locationOfOperationSupplyOrProduction location="{location}"/></geography>'
        if location
        else ""
    )
    body = f"""<processInformation><dataSetInformation><common:UUID>{number}</common:UUID>
    <name>{name or base("Process")}</name></dataSetInformation>
    <quantitativeReference type="Reference flow(s)">{stated}</quantitativeReference>
    <time>{time}</time>{geography}
    <mathematicalRelations>{variables}</mathematicalRelations></processInformation>
    <modellingAndValidation><LCIMethodAndAllocation><typeOfDataSet>{kind}</typeOfDataSet>{approaches}</LCIMethodAndAllocation></modellingAndValidation>
    <administrativeInformation><publicationAndOwnership>{terms}</publicationAndOwnership></administrativeInformation>
    <exchanges>{"".join(exchanges)}</exchanges>"""
    return root("processDataSet", "Process", body)


def factor(of, value, *, direction="Output", name="a gas", location=""):
    stated = f"<exchangeDirection>{direction}</exchangeDirection>" if direction else ""
    reference = f'refObjectId="{of}"' if of else ""
    return f"""<factor><referenceToFlowDataSet {reference}><common:shortDescription>{name}</common:shortDescription></referenceToFlowDataSet>
    <location>{location}</location>{stated}<meanValue>{value}</meanValue></factor>"""


def method(number, factors, *, name="Climate change", unit="kg CO2 Equivalents", attributes=""):
    named = f'<common:name xml:lang="en">{name}</common:name>' if name else ""
    body = f"""<LCIAMethodInformation><dataSetInformation{attributes}><common:UUID>{number}</common:UUID>
    {named}<methodology>Invented method</methodology>
    <impactCategory>{name or "Climate change"}</impactCategory></dataSetInformation>
    <quantitativeReference><referenceQuantity refObjectId="{MASS}"><common:shortDescription xml:lang="en">{unit}</common:shortDescription></referenceQuantity></quantitativeReference>
    </LCIAMethodInformation><characterisationFactors>{"".join(factors)}</characterisationFactors>"""
    return root("LCIAMethodDataSet", "LCIAMethod", body)


AIR = ((2, "to air, unspecified"), (0, "Emissions"), (1, "Emissions to air"))


def package(*exchanges, **changes):
    """A steel mill with power and carbon dioxide; exchanges stand in for those of the mill.

    Changes are files by name, without the ending; None takes one out.
    """
    mill = exchanges or (
        exchange(0, STEEL, "Output", "1000"),
        exchange(1, POWER, "Input", "1800"),
        exchange(2, CARBON_DIOXIDE, "Output", "250.5"),
    )
    files = {
        "mass": flow_property(MASS, MASS_UNITS),
        "energy": flow_property(ENERGY, ENERGY_UNITS),
        "mass_units": unit_group(MASS_UNITS, "kg"),
        "energy_units": unit_group(ENERGY_UNITS, "MJ"),
        "steel": flow(STEEL, base("steel")),
        "power": flow(POWER, base("power"), of=ENERGY),
        "carbon_dioxide": flow(
            CARBON_DIOXIDE,
            base("carbon dioxide"),
            kind="Elementary flow",
            levels=AIR,
            elementary=True,
            cas="000124-38-9",
        ),
        "scrap": flow(SCRAP, base("scrap"), kind="Waste flow"),
        "mill": process(MILL, mill, name=base("Mill")),
        "method": method(METHOD, [factor(CARBON_DIOXIDE, "1")]),
    }
    files |= changes
    return {f"ILCD/{name}.xml": data for name, data in files.items() if data is not None}
