"""Reading template files, strictly."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source
from cradlegate.product.machine import MachineKind
from cradlegate.product.template_faults import FAULTY_TEMPLATE
from cradlegate.product.templates.template import (
    BASE,
    PARAMETERS,
    Band,
    BaseMaterial,
    Default,
    Driver,
    MaterialShare,
    Maturity,
    Parameter,
    Subassembly,
    Template,
)
from cradlegate.product.templates.template_node import Node, read_node

T = TypeVar("T")

_DRIVEN_SHARE = "driven_share"
_WORDS = {kind.word: name for name, kind in PARAMETERS.items()}
_NO_OTHERS: Mapping[str, bytes] = MappingProxyType({})


def read_template(data: bytes, file: str, others: Mapping[str, bytes] = _NO_OTHERS) -> Template:
    """Read one template file.

    Args:
        data: YAML in UTF-8; numbers are read as exact decimals.
        file: its name, for faults.
        others: files by name, among them the one that it extends.

    Raises:
        FaultsError: another form than the documented one, doubled keys, unknown sources, shares
            of a subassembly that do not add up to 1, drivers without their parameter, or a parent
            that cannot be used; all faults gathered.
    """
    node = read_node(data, file, others)
    faults = _check_meaning(node, file)
    if faults:
        raise FaultsError(faults)
    return _template(node)


def _fault(found: str, file: str, where: str) -> Fault:
    return Fault(FAULTY_TEMPLATE, found, Place(file=file, id=where))


def _check_meaning(node: Node, file: str) -> list[Fault]:
    faults = [
        _fault(f"source {named!r} is not listed under sources", file, where)
        for where, named in _named_sources(node, "")
        if named not in node["sources"]
    ]
    for name, subassembly in node["subassemblies"].items():
        faults += _check_parts(node, f"subassemblies/{name}/parts", subassembly["parts"], file)
    if not any("share" in one["mass"] for one in node["subassemblies"].values()):
        faults.append(_fault("no subassembly takes the rest of the mass", file, "subassemblies"))
    if node["kind"] not in list(MachineKind):
        faults.append(_fault(f"kind {node['kind']!r} is no kind of machine", file, "kind"))
    return faults + _check_drivers(node, file)


def _check_drivers(node: Node, file: str) -> list[Fault]:
    lines = {
        f"subassemblies/{name}/mass": one["mass"] for name, one in node["subassemblies"].items()
    } | {f"defaults/{name}": one for name, one in node["defaults"].items()}
    faults = [
        _fault(f"{word} without a parameter {_WORDS[word]}", file, where)
        for where, line in lines.items()
        for word in line
        if word in _WORDS and _WORDS[word] not in node["parameters"]
    ]
    faults += [
        _fault(f"picked for {name}, which is no parameter", file, "picked_for")
        for name in node.get("picked_for", {})
        if name not in node["parameters"]
    ]
    return faults


def _check_parts(node: Node, where: str, parts: Node, file: str) -> list[Fault]:
    faults = []
    total = sum(Decimal(part["share"]) for part in parts.values())
    if total != 1:
        faults.append(_fault(f"shares add up to {total}", file, where))
    twice = sorted(set(parts) & set(node["base_materials"]))
    if BASE in parts and twice:
        faults.append(_fault(f"{', '.join(twice)} also as base material", file, where))
    return faults


def _named_sources(node: Node, where: str) -> list[tuple[str, str]]:
    found = []
    for key, value in node.items():
        if key == "source":
            found.append((where, value))
        elif isinstance(value, Mapping):
            found += _named_sources(value, f"{where}/{key}".strip("/"))
    return found


def _template(node: Node) -> Template:
    sources, plausibility = node["sources"], node["plausibility"]
    bands, share = dict(node["parameters"]), node["parameters"][_DRIVEN_SHARE]
    del bands[_DRIVEN_SHARE]
    subassemblies = node["subassemblies"].items()
    return Template(
        id=node["id"],
        name=node["name"],
        kind=MachineKind(node["kind"]),
        parameters=_freeze({name: _parameter(name, one, sources) for name, one in bands.items()}),
        driven_share=_band({**share, "unit": "1"}, sources),
        base_materials=_freeze(
            {name: _base(one, sources) for name, one in node["base_materials"].items()}
        ),
        subassemblies=tuple(_subassembly(name, one, sources) for name, one in subassemblies),
        cradle_to_gate=_band(plausibility["cradle_to_gate"], sources),
        price=_band(plausibility["price"], sources),
        defaults=_freeze({name: _default(one, sources) for name, one in node["defaults"].items()}),
        picked_for=_freeze(
            {
                name: (Decimal(each["low"]), Decimal(each["high"]))
                for name, each in node.get("picked_for", {}).items()
            }
        ),
        laser_type=node.get("laser_type", ""),
        maturity=Maturity(node.get("maturity", Maturity.ESTABLISHED)),
        maturity_reason=node.get("maturity_reason", ""),
        excluded=tuple(node.get("excluded", ())),
    )


def _freeze(entries: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(entries)


def _parameter(name: str, node: Node, sources: Node) -> Parameter:
    return Parameter(
        Decimal(node["low"]),
        Decimal(node["high"]),
        PARAMETERS[name].unit,
        _source(node, sources),
        Decimal(node["usual"]) if "usual" in node else None,
        Decimal(node.get("contained", 0)),
    )


def _base(node: Node, sources: Node) -> BaseMaterial:
    return BaseMaterial(Decimal(node["yield"]), node["made"] == "make", _source(node, sources))


def _band(node: Node, sources: Node) -> Band:
    return Band(Decimal(node["low"]), Decimal(node["high"]), node["unit"], _source(node, sources))


def _subassembly(name: str, node: Node, sources: Node) -> Subassembly:
    mass = node["mass"]
    return Subassembly(
        id=name,
        mass=_driver(mass) if set(mass) & {"fixed", *_WORDS} else None,
        share=Decimal(mass.get("share", 0)),
        materials=tuple(
            _material(material, part, sources) for material, part in node["parts"].items()
        ),
        source=_source(mass, sources),
    )


def _material(name: str, node: Node, sources: Node) -> MaterialShare:
    return MaterialShare(
        material=name,
        share=Decimal(node["share"]),
        process_yield=Decimal(node.get("yield", 1)),
        is_made_in_house=node.get("made") == "make",
        spread_rel95=Decimal(node["spread"]),
        source=_source(node, sources),
    )


def _default(node: Node, sources: Node) -> Default:
    return Default(_driver(node), node["unit"], Decimal(node["spread"]), _source(node, sources))


def _driver(node: Node) -> Driver:
    per = {_WORDS[word]: Decimal(value) for word, value in node.items() if word in _WORDS}
    return Driver(Decimal(node.get("fixed", 0)), MappingProxyType(per))


def _source(node: Node, sources: Node) -> Source:
    named = sources[node["source"]]
    return Source(named["citation"], named["locator"], DataGrade(node["grade"]))
